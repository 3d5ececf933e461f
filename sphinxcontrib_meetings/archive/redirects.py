"""Redirects: from addresses at the former site to pages of this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.views import Views
from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.model.month import Month
from sphinxcontrib_meetings.parse.dates import date_in_path
from sphinxcontrib_meetings.parse.former_site import (
    AddressPattern,
    ablog_slug,
    docusaurus_path,
    docusaurus_slug,
    is_address,
    material_slug,
)

__all__ = ["Redirect", "file_of", "plan", "settle"]

#: kinds of patterns that are one page
_FIXED = frozenset({"overview", "tags", "people"})
#: what has an address: the values of placeholders, and its page
_Named = tuple[Mapping[str, str], Link]


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address at the former site, and what is there now."""

    #: absolute path
    address: str
    link: Link
    pattern: AddressPattern

    @property
    def file(self) -> str:
        """Path of the file that has the address on a server."""
        return file_of(self.address)


def file_of(address: str) -> str:
    """Return the file at *address*, a path with or without a slash before it.

    >>> file_of("/blog/call/"), file_of("/blog/call"), file_of("/call.html#top"), file_of("")
    ('blog/call/index.html', 'blog/call/index.html', 'call.html', 'index.html')
    """
    path = address.partition("#")[0].lstrip("/")
    if path.endswith((".html", ".htm")):
        return path
    return f"{path.rstrip('/')}/index.html".lstrip("/")


def plan(views: Views, patterns: Iterable[AddressPattern], folder: str) -> Iterator[Redirect]:
    """Yield the redirects that *patterns* ask for; *folder* is that of the notes.

    What has no page, or lacks what a pattern says, has none.
    """
    asked = tuple(patterns)
    wanted = {pattern.kind for pattern in asked}
    named = {kind: tuple(_FINDERS[kind](views, folder)) for kind in wanted}
    for pattern in asked:
        for values, link in named[pattern.kind]:
            address = pattern.filled(values)
            if address and link.docname:
                yield Redirect(address, link, pattern)


def settle(
    redirects: Iterable[Redirect],
    own_files: Callable[[Link], Collection[str]],
    taken: Callable[[str], str],
) -> tuple[list[Redirect], list[tuple[str, str]]]:
    """Return the redirects that can be, and problems: what was asked for, and a message.

    *own_files* returns the file of a page, and that of its address; *taken* says who has a file,
    empty if nobody has.
    """
    wanted: defaultdict[str, dict[Link, Redirect]] = defaultdict(dict)
    problems: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in redirects:
        written = one.pattern.written
        if one.file in own_files(one.link):
            # the pages of a preset may have stayed where they were
            if not one.pattern.is_preset:
                problems[written, _LOOP].append(f"{one.address!r}")
        elif not is_address(one.address):
            problems[written, _UNUSABLE].append(f"{one.address!r}")
        elif owner := taken(one.file):
            if one.pattern.is_preset and one.pattern.kind in _FIXED:
                # the project has its own page there
                continue
            problems[written, _TAKEN].append(f"{one.address!r} ({owner})")
        else:
            wanted[one.file.casefold()].setdefault(
                Link("", one.link.docname, one.link.anchor), one
            )
    kept: list[Redirect] = []
    for found in wanted.values():
        first, *others = found.values()
        if others:
            names = ", ".join(one.link.docname for one in (first, *others[:2]))
            last = others[-1].pattern.written
            problems[last, _SEVERAL].append(f"{first.address!r} ({names})")
        else:
            kept.append(first)
    return kept, [
        (written, message.format(_first(places)))
        for (written, message), places in problems.items()
    ]


_LOOP = "it leads back to itself at {}; leave out the pattern, or change it"
_UNUSABLE = "{} cannot be the address of a page; change the slug of the note"
_TAKEN = "{} is left out, since something else is there; rename one of them"
_SEVERAL = (
    "{} would lead to several pages, so it is left out; give them different slugs, or more "
    "placeholders to the pattern"
)


def _first(places: list[str]) -> str:
    """Return the first of *places*, and how many more there are."""
    return f"{places[0]} (and {len(places) - 1} more)" if places[1:] else places[0]


def _meetings(views: Views, folder: str) -> Iterator[_Named]:
    for _, record in sorted(views.archive.records.items()):
        yield _of_meeting(views, record, folder), views.meeting(record)


def _of_meeting(views: Views, record: Meeting, folder: str) -> Mapping[str, str]:
    whole = record.docname.removesuffix("/index")
    path = whole.removeprefix(f"{folder}/") if folder else whole
    name = whole.rpartition("/")[2]
    slug = record.slug.strip("/")
    series = views.archive.series.get(record.series)
    values = {"series": series.slug if series else "", "docusaurus": slug}
    in_path = date_in_path(whole, views.words)
    # the former site did not know that the schedule moves the meeting
    one = views.archive.occurrences.get(record.name)
    is_moved = one is not None and in_path.date == one.planned.date()
    if day := in_path.date if is_moved else record.date:
        values |= {"year": f"{day.year:04}", "month": f"{day.month:02}"}
        if not isinstance(day, Month):
            values["day"] = f"{day.day:02}"
    if slug:
        values |= {"slug": slug.rpartition("/")[2]}
    values["material"] = slug
    if not record.anchor:
        # the document is this meeting
        values |= {"name": name, "path": path, "docname": whole}
        values.setdefault("slug", in_path.rest or name)
        values["docusaurus"] = slug or docusaurus_path(path)
        values["material"] = slug or material_slug(record.title)
    return values


def _tags(views: Views, folder: str) -> Iterator[_Named]:
    for key, entry in views.archive.tags.items():
        label = entry.tag.label or key
        yield (
            {
                "tag": entry.slug,
                "docusaurus": entry.tag.permalink or docusaurus_slug(key),
                "ablog": ablog_slug(label),
                "material": material_slug(label),
            },
            views.tag(entry.tag),
        )


def _people(views: Views, folder: str) -> Iterator[_Named]:
    for key, entry in views.archive.people.items():
        yield (
            {
                "person": entry.slug,
                "author": entry.slug,
                "docusaurus": docusaurus_slug(key),
                "ablog": ablog_slug(entry.person.name or key),
                "material": material_slug(key),
            },
            views.person(entry.person),
        )


def _series(views: Views, folder: str) -> Iterator[_Named]:
    for entry in views.archive.series.values():
        yield {"series": entry.slug}, views.of_all(entry)


def _years(views: Views, folder: str) -> Iterator[_Named]:
    for year in views.archive.years:
        if link := views.page(f"{year}"):
            yield {"year": f"{year:04}"}, link


def _page(name: str) -> Callable[[Views, str], Iterator[_Named]]:
    def find(views: Views, folder: str) -> Iterator[_Named]:
        if link := views.page(name):
            yield {}, link

    return find


#: kind of a pattern ─► finds what has addresses of that kind
_FINDERS: Mapping[str, Callable[[Views, str], Iterator[_Named]]] = {
    "meeting": _meetings,
    "tag": _tags,
    "person": _people,
    "series": _series,
    "year": _years,
    "overview": _page("overview"),
    "tags": _page("tags"),
    "people": _page("people"),
}
