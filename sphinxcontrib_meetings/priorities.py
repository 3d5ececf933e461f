"""When our transforms and event handlers run: one table, with the reason for their order.

Sphinx and docutils run what has the lower number first. Beside each of ours stand the numbers
of theirs that it depends on.
"""

from __future__ import annotations

from typing import Final

__all__: list[str] = []

# While a document is read. Sphinx and MyST translate at 20, docutils makes docinfo of field
# lists at 340, smart quotes come at 855, and `doctree-read` follows at 880.

#: roles that stand alone become players, before the meeting looks for its players
LONE_PLAYERS: Final = 500
#: meetings are found, once docinfo and all players are there; documents get their titles
FIND_MEETINGS: Final = 505
#: players take the title of their document, which has one by now; images are collected later
PLAYER_DETAILS: Final = 510
#: turns are told from the text as readers see it, so behind smart quotes
READ_TRANSCRIPTS: Final = 860

# When a document is written. Sphinx resolves references at 10, fetches images at 100 and
# collects links at 800.

#: books take in the listed notes, whose references are to be resolved with the rest
INCLUDE_NOTES: Final = 1
#: transcripts take what their meetings say, in books as well
FOLLOW_MEETINGS: Final = 2
#: what is not wanted in a book goes, before anything of ours is replaced
LEAVE_OUT_TRANSCRIPTS: Final = 4
#: nothing has filled these placeholders so far, and nothing will
PLACEHOLDERS_GONE: Final = 5
#: builders without HTML get standard nodes, before images are fetched and links collected
PLAIN_NODES: Final = 6
#: the times of titles become buttons in HTML, after others have lost their elements
TITLE_TIMES: Final = 7
#: images of another site become links, where they would have to be fetched
REMOTE_IMAGES: Final = 7

# Handlers of events; 500 is what all have that say nothing.

#: `config-inited`: a name that another extension has registered is theirs
NAMES_LEFT_FREE: Final = 900
#: `doctree-read`: after Sphinx has collected titles and images (500)
RECORDS: Final = 900
#: `doctree-resolved`: after lists have filled their placeholders (500)
CLEAN_LISTS: Final = 900
#: `build-finished`: pages are written, and those that are gone are deleted (500)
WRITE_ARTIFACTS: Final = 600
