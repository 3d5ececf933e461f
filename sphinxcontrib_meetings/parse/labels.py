"""Labels of lines such as ``Recording: URL``: which of them name a recording, and which URLs."""

from __future__ import annotations

import re
from urllib.parse import SplitResult

from sphinxcontrib_meetings.model.recording import Media
from sphinxcontrib_meetings.parse.platforms import media_at
from sphinxcontrib_meetings.parse.urls import split_web
from sphinxcontrib_meetings.parse.values import words_of

__all__ = [
    "follows_recording",
    "labels_recording",
    "labels_recording_anywhere",
    "leads_elsewhere",
    "plain_label",
    "recording_at",
]

_WORD = re.compile(r"[^\W_]+")
#: words that name a recording; those of the second set only where a page can play it
_NAMES = frozenset({"recording", "recordings", "replay", "screencast", "video", "videos"})
_PLAYED_NAMES = frozenset({"watch", "youtube", "vimeo", "peertube"})
#: of these, words that are hardly ever about anything else; with the others, one that says so
_SURE_NAMES = frozenset({"recording", "recordings", "replay"})
_OF_MEETING = frozenset({"call", "meeting", "meetings", "session", "stream", "livestream"})
#: words that may stand around them, and say nothing else
_FILLERS = words_of(
    "a also and archived as at audio available call click code community conference drive for "
    "full google here i ii iii is its link links listen live livestream loom meet meeting "
    "meetings now of on our part play public raw recorded s see session stream streamed teams "
    "the this to today uploaded url via view watch webex with youtube vimeo peertube zoom "
    "1 2 3 4 5 6",
)
#: words of links to something else
_OTHERS = words_of(
    "agenda all calendar channel deck doc document folder last later minutes notes playlist "
    "previous slide slides soon tbd transcript",
)
#: parts of paths that lead to more than one recording
_MANY = re.compile(
    r"/(?:c|channel|channels|user|playlist|playlists|album|showcase|folder|folders|videos|"
    r"recordings|all-recordings|recording/management|sh|fo|:f:)(?:/|\Z)",
    re.IGNORECASE,
)
_MOST_WORDS = 8


def plain_label(text: str) -> str:
    """Return a label without its colon, what decorates it, and case."""
    return " ".join(_WORD.findall(text.replace("\u2019", "'").casefold()))


def labels_recording(label: str, *, played: bool = False) -> bool:
    """Whether *label* says that what follows is the recording of the meeting, and only that.

    *played* tells that it can be played, so that ``YouTube`` or ``Watch`` is enough.
    """
    words = plain_label(label).split()
    if not words or len(words) > _MOST_WORDS:
        return False
    names = _NAMES | _PLAYED_NAMES if played else _NAMES
    return any(word in names for word in words) and all(
        word in _NAMES or word in _FILLERS for word in words
    )


def labels_recording_anywhere(label: str) -> bool:
    """Whether *label* names the recording of the meeting even in the middle of a note.

    There, a video may be what was spoken about.
    """
    words = set(plain_label(label).split())
    is_sure = bool(words & _SURE_NAMES) or bool(words & _NAMES and words & _OF_MEETING)
    return is_sure and labels_recording(label)


def follows_recording(text: str) -> bool:
    """Whether *text*, of a link after that to a recording, may be that of another: ``part 2``."""
    words = plain_label(text).split()
    return "://" in text or all(word in _NAMES or word in _FILLERS for word in words)


def leads_elsewhere(text: str) -> bool:
    """Whether *text*, of a link, says that it leads to something else than a recording."""
    return "://" not in text and not _OTHERS.isdisjoint(plain_label(text).split())


def recording_at(address: str, label: str) -> Media | None:
    """Return the one recording at *address*, which has that *label*; None for anything else.

    A channel, a playlist or a folder is none.
    """
    # most labels are of something else, which is sooner seen than what an address is
    media = media_at(address) if labels_recording(label, played=True) else None
    if media is None or not (media.is_played or labels_recording(label)):
        return None
    if media.is_played:
        return media
    url = split_web(address)
    is_many = url is None or _leads_to_many(url) or "recordings" in plain_label(label).split()
    return None if is_many else media


def _leads_to_many(url: SplitResult) -> bool:
    host = (url.hostname or "").removeprefix("www.")
    is_root = not url.path.strip("/") and not url.query
    return is_root or host in {"calendar.google.com"} or _MANY.search(url.path) is not None
