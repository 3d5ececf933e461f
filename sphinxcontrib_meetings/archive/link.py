"""Links between pages, before any builder knows their addresses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["Link", "Place"]


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """A text, and the place or file on this site that it leads to, if any."""

    text: str
    docname: str = ""
    anchor: str = ""
    #: address of an image of the person that it leads to
    image: str = ""
    #: path from the root of the site, of a file that is not a page
    file: str = ""

    def __repr__(self) -> str:
        """Return what distinguishes links; it is fast, since digests use thousands of them."""
        place = f"{self.docname!r}, {self.anchor!r}, {self.file!r}"
        return f"Link({self.text!r}, {place}, {self.image!r})"


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting, or a place in its note, in a list of such."""

    #: the text is the title of the meeting
    link: Link
    #: whether the text says the day, which then need not stand beside it
    says_day: bool
    #: the first day, or only the month
    date: dt.date | None
    #: the last day, if there are several
    end_date: dt.date | None
