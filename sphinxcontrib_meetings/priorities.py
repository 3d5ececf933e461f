"""Priorities of our transforms and event handlers, with the reasons for their order.

Sphinx and docutils run lower numbers first. The comments name the numbers of theirs that ours
depend on.
"""

from __future__ import annotations

from typing import Final

__all__: list[str] = []

# While a document is read. Sphinx and MyST translate at 20, docutils turns field lists into
# docinfo at 340, smart quotes are made at 855, and `doctree-read` is emitted at 880.

#: texts of fields are noted before they are translated
NOTE_FIELD_TEXTS: Final = 5
#: tasks get back the boxes that a translation has taken away
TASK_BOXES: Final = 30
#: roles alone in a paragraph become players, before meetings look for theirs
LONE_PLAYERS: Final = 500
#: meetings are found, after docinfo and all players; documents get their titles
FIND_MEETINGS: Final = 505
#: players get the title of their document, which has one by now; images are collected later
PLAYER_DETAILS: Final = 510
#: missing footnotes are found before docutils numbers the others (620)
FIND_MISSING_FOOTNOTES: Final = 615
#: missing targets are found before docutils complains about them (850)
FIND_MISSING: Final = 849
#: MyST turns links to places in the same document into references (879)
NOTE_ANCHORS: Final = 878
PLACE_ANCHORS: Final = 880
#: turns are recognized in the text as readers see it, so after smart quotes
READ_TRANSCRIPTS: Final = 860

# When a document is written. Sphinx resolves references at 10, fetches images at 100 and
# collects links at 800.

#: books include the listed notes, so that their references are resolved with the rest
INCLUDE_NOTES: Final = 1
#: transcripts get recordings and chapters from their meetings, in books as well
FOLLOW_MEETINGS: Final = 2
#: speakers are linked once transcripts are whole
LINK_SPEAKERS: Final = 3
#: places of minutes get labels and links, before our nodes are replaced, books with all notes
SHOW_MINUTES: Final = 3
#: unwanted transcripts are removed from books, before our nodes are replaced
LEAVE_OUT_TRANSCRIPTS: Final = 4
#: placeholders that are still unfilled are removed
PLACEHOLDERS_GONE: Final = 5
#: builders without HTML get standard nodes, before images are fetched and links collected
PLAIN_NODES: Final = 6
#: references of MyST are resolved, before MyST itself does (9)
RESOLVE_REFERENCES: Final = 8
#: what was missing is reported once all references are resolved
REPORT_MISSING: Final = 11
#: times in titles become buttons in HTML, after `PLAIN_NODES`
TITLE_TIMES: Final = 7
#: remote images become links where they would have to be fetched
REMOTE_IMAGES: Final = 7

# Event handlers; the default is 500.

#: `env-updated`: before anything that all documents together are warned about
NEXT_STAGE: Final = 100
#: `config-inited`: before the options are checked (500)
TAKE_SCHEDULES: Final = 400
#: `config-inited`: names that other extensions have registered are left to them
NAMES_LEFT_FREE: Final = 900
#: `warn-missing-reference`: before Sphinx warns about labels itself (500)
MISSING_FIRST: Final = 400
#: `doctree-read`: after Sphinx has collected titles and images (500)
RECORDS: Final = 900
#: `doctree-resolved`: after lists have filled their placeholders (500)
CLEAN_LISTS: Final = 900
#: `doctree-resolved`: after lists have links, and nothing is a copy any more
ONE_PAGE: Final = 910
#: `html-page-context`: before themes make links to sources and render parts of a page, and before
#: the style sheet is loaded where something needs it (500)
BEFORE_THEMES: Final = 100
#: `html-page-context`: before sphinxext-opengraph describes pages (500)
BEFORE_DESCRIPTIONS: Final = 400
#: `html-page-context`: after themes have put theirs there (500, 501)
AFTER_THEMES: Final = 900
#: `build-finished`: before other extensions list all documents (500)
BEFORE_LISTS_OF_OTHERS: Final = 100
#: `build-finished`: after they have
AFTER_LISTS_OF_OTHERS: Final = 950
#: `build-finished`: after pages are written and obsolete ones deleted (500)
WRITE_ARTIFACTS: Final = 600
#: `build-finished`: after everybody has written files
REPORT_UNWRITTEN: Final = 950
#: `build-finished`: after what is missing is known
REPORT_SITE_LINKS: Final = 960
#: `build-finished`: after everything that may warn
REPORT: Final = 1000
