"""What ``sphinx-meetings check`` says: actions that may be one, and owners who may be known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sphinxcontrib_meetings.archive.archive import Archive
from sphinxcontrib_meetings.archive.near import near_actions, near_owners
from sphinxcontrib_meetings.archive.registers import Mention

__all__ = ["findings"]


def findings(archive: Archive, path_of: Callable[[str], str]) -> Iterator[str]:
    """Yield what authors may want to decide, in lines; *path_of* returns the file of a docname."""
    for pair in near_actions(archive.registers):
        places = [_place(mention, path_of) for mention in (pair.earlier, pair.later)]
        width = max(map(len, places))
        mentions = zip(places, (pair.earlier, pair.later), strict=True)
        rows = (f"{place:{width}}  {_said(mention)}" for place, mention in mentions)
        yield "\n".join([*rows, "  If this is one action, use the same words, owner or id."])
    for owner in near_owners(archive.registers):
        place = _place(owner.mention, path_of)
        yield f"{place}  the owner {owner.name!r} is not known.{owner.hint}"


def _place(mention: Mention, path_of: Callable[[str], str]) -> str:
    return f"{path_of(mention.meeting.docname)}:{mention.action.line}:"


def _said(mention: Mention) -> str:
    action = mention.action
    owners = f"{', '.join(action.owners)}: " if action.owners else ""
    return f"{owners}{action.text}" + (f" ({action.id})" if action.id else "")
