"""The names of the generated pages, which look like docnames."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["OVERVIEW", "REGISTERS", "PageNames"]

#: what is collected from the minutes of all meetings, in the order of its links
REGISTERS: Final = ("decisions", "actions", "attendance", "votes", "topics")
#: what an overview shows before its list, in this order
OVERVIEW: Final = (
    *("next", "latest", "series", "tags", "topics", "people", "years", "registers"),
    *("subscribe", "activity"),
)
#: what follows the root in the names of pages
_PAGE = re.compile(
    r"(?:series/[^/]+/)?(?:index|(?:tags|people)/[^/]+|year/[0-9]{4})(?:/page/[0-9]+)?|page/[0-9]+"
    r"|subscribe"
    rf"|(?:series/[^/]+/)?(?:{'|'.join(REGISTERS)})/(?:index|page/[0-9]+|[0-9]{{4}}|undated)"
)


@dataclass(frozen=True, slots=True)
class PageNames:
    """Names of the pages below *root*, which roles and lists can link to like docnames."""

    root: str
    #: the document that is the overview, if any
    home: str = ""

    @property
    def overview(self) -> str:
        """All meetings, newest first."""
        return self.home or f"{self.root}/index"

    @property
    def tags(self) -> str:
        """The index of tags."""
        return f"{self.root}/tags/index"

    @property
    def people(self) -> str:
        """The index of people."""
        return f"{self.root}/people/index"

    @property
    def subscribe(self) -> str:
        """The calendars and feeds of the whole archive."""
        return f"{self.root}/subscribe"

    def may_have(self, name: str) -> bool:
        """Whether *name* is that of a page which may exist, depending on the meetings."""
        return bool(_PAGE.fullmatch(name.removeprefix(f"{self.root}/"))) and name.startswith(
            f"{self.root}/"
        )

    def tag(self, slug: str) -> str:
        """The meetings with one tag."""
        return f"{self.root}/tags/{slug}"

    def person(self, slug: str) -> str:
        """One person and their meetings."""
        return f"{self.root}/people/{slug}"

    def series(self, slug: str, home: str = "") -> PageNames:
        """Names of the pages of one series, which is an archive of its own."""
        return PageNames(f"{self.root}/series/{slug}", home)

    def register(self, name: str) -> str:
        """One of :data:`REGISTERS`."""
        return f"{self.root}/{name}/index"

    def attendance(self, year: int | None) -> str:
        """The attendance of one year, or of the meetings without a date."""
        return f"{self.root}/attendance/{'undated' if year is None else f'{year:04}'}"

    def year(self, year: int) -> str:
        """The meetings of one year."""
        return f"{self.root}/year/{year:04}"

    def part(self, name: str, number: int) -> str:
        """Part *number*, counted from 1, of the list on the page *name*."""
        if number == 1:
            return name
        folder = self.root if name == self.overview else name.removesuffix("/index")
        return f"{folder}/page/{number}"
