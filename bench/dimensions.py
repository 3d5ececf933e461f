"""Archives that are large in one respect each, whose cost must grow linearly."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["DIMENSIONS", "Dimension", "Files", "write_files"]

#: path below the source directory ─► content
Files = dict[str, str]

#: near the end of a month, so that any number of days has more than one
_FIRST = dt.date(2020, 1, 27)
_VIDEO = "https://youtu.be/aqz-KE-bpKQ"
_NAMES = ("ba", "co", "du", "fe", "gi", "ha", "jo", "ku", "le", "mi", "no", "pa", "re", "si", "tu")


_SCHEDULED = {"meetings_schedule": "series.yml", "meetings_today": "2023-01-01"}
_PUBLISHED = {
    "html_baseurl": "https://example.org/docs/",
    "meetings_feeds": ["all", "series", "tags", "people"],
    "meetings_feed_formats": ["atom", "rss", "json"],
    "meetings_feed_content": "full",
    "meetings_data": True,
}
_REDIRECTED = {
    "meetings_redirects": ["docusaurus", "/n/{year}/{slug}/", "/t/{tag}", "/p/{person}"]
}


@dataclass(frozen=True)
class Dimension:
    """One respect in which archives grow."""

    #: returns the files of an archive of a size
    files: Callable[[int], Files]
    #: a size that takes a second or more
    size: int
    #: options of conf.py
    conf: Mapping[str, object] = field(default_factory=dict)


def write_files(folder: Path, files: Files) -> None:
    """Write *files* below *folder*."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def _word(number: int) -> str:
    """Return a word for *number* that no other number has."""
    syllables = [_NAMES[number % len(_NAMES)]]
    while number := number // len(_NAMES):
        syllables.append(_NAMES[number % len(_NAMES)])
    return "".join(syllables).ljust(4, "n")


def _name(number: int) -> str:
    """Return a full name for *number*, as different from others as real names are."""
    return f"{_word(number * 7919 % 50_021)} {_word(number * 104_729 % 50_023)}".title()


def _day(number: int) -> dt.date:
    return _FIRST + dt.timedelta(days=number)


def _note(number: int, fields: Mapping[str, object], body: str = "Text.") -> Files:
    """Return the note of one day, with fields in JSON, which is also YAML."""
    rows = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
    text = f"---\n{rows}---\n\n# Call {number}\n\n{body}\n"
    return {f"meetings/{_day(number)}-call.md": text}


def _notes(fields: Iterable[Mapping[str, object]]) -> Files:
    files: Files = {}
    for number, each in enumerate(fields):
        files |= _note(number, each)
    return files


def _people(count: int) -> Files:
    """Return a registry of people, none of whom has a name from :func:`_name`."""
    return {
        "meetings/people.yml": json.dumps({f"member{n}": {"name": f"M {n}"} for n in range(count)})
    }


def sections(count: int) -> Files:
    """Return running notes of *count* meetings."""
    part = (
        "## Call of {day}\n\n```{{meeting}}\n:date: {day}\n:tags: a, b\n:recording: "
        + _VIDEO
        + "\n```\n\nOpening, {{meeting:tag}}`a`.\n\n% truncate\n\nSee {{meeting:tag}}`b`, from "
        "{{youtube}}`0:12` on.\n\n"
    )
    return {"running.md": "# Calls\n\n" + "".join(part.format(day=_day(n)) for n in range(count))}


def dated_headings(count: int) -> Files:
    """Return running notes of *count* meetings by their headings, two of them on each day."""
    part = "## {day}: Call\n\nText.\n\n## Agenda\n\nText.\n\n"
    parts = (part.format(day=_day(n // 2)) for n in range(count))
    return {"meetings/running.md": "# Calls\n\n" + "".join(parts)}


def drafts(count: int) -> Files:
    """Return running notes of *count* meetings that are left out, and one that is not."""
    part = "## Call of {0}\n\n```{{meeting}}\n:date: {0}\n{1}```\n\nText.\n\n"
    parts = (part.format(_day(n), ":draft:\n" if n else "") for n in range(count))
    return {"running.md": "# Calls\n\n" + "".join(parts)}


def transcripts(count: int) -> Files:
    """Return running notes of *count* meetings with a transcript each."""
    part = (
        "## Call of {0}\n\n```{{meeting}}\n:date: {0}\n:recording: "
        + _VIDEO
        + "\n:transcript: call.vtt\n```\n\n```{{chapters}}\n0:00 Opening\n0:10 End\n```\n\n"
    )
    return {
        "running.md": "# Calls\n\n" + "".join(part.format(_day(n)) for n in range(count)),
        "call.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>A.\n\n"
        "00:11.000 --> 00:12.000\n<v B>B.\n",
    }


def notes(count: int) -> Files:
    """Return *count* notes with two people and two tags each."""
    return _notes(
        {
            "authors": [_name(n % 7), _name(n % 5 + 10)],
            "tags": [_word(n % 7), _word(n % 5 + 10)],
            "series": _word(n % 2),
        }
        for n in range(count)
    )


def attendance(count: int) -> Files:
    """Return *count* notes with 15 people each, and lists of who was there."""
    files = _notes(
        {
            "attendees": [*(_name((5 * n + k) % 60) for k in range(13)), _name(80 + n % 6)],
            "regrets": [_name(60 + n % 12)],
            "chair": _name(80 + n % 6),
            "series": _word(n % 2),
        }
        for n in range(count)
    )
    return files | {"who.md": "# Who\n\n```{meeting-attendance}\n```\n"}


def people(count: int) -> Files:
    """Return four notes with *count* people, all of whom are in the registry."""
    keys = [f"member{n}" for n in range(count)]
    return _people(count) | _notes(
        {"authors": keys[n::4], "attendees": keys[n + 1 :: 4]} for n in range(4)
    )


def crowd(count: int) -> Files:
    """Return a note with *count* authors."""
    return _note(1, {"authors": [_name(n) for n in range(count)]})


def guests(count: int) -> Files:
    """Return four notes with *count* people, none of whom is in the registry."""
    names = [_name(n) for n in range(count)]
    return _people(8) | _notes({"attendees": names[n::4]} for n in range(4))


def tags(count: int) -> Files:
    """Return notes with *count* tags, four in each, none of which is in the registry."""
    words = [_word(n) for n in range(count)]
    known = {"meetings/tags.yml": json.dumps({f"{n}": {"label": f"T {n}"} for n in range(8)})}
    return known | _notes({"tags": words[n : n + 4]} for n in range(0, count, 4))


def tags_of_one(count: int) -> Files:
    """Return a note with *count* tags, and another."""
    return _note(1, {"tags": [_word(n) for n in range(count)]}) | _note(2, {"tags": [_word(1)]})


def registry(count: int) -> Files:
    """Return four notes, and registries of *count* people and tags that are not in them."""
    entries = {
        "meetings/tags.yml": json.dumps({f"{n}": {"label": _name(n)} for n in range(count)})
    }
    each = [{"authors": f"P {n}", "attendees": f"Q {n}", "tags": f"t{n}"} for n in range(4)]
    return _people(count) | entries | _notes(each)


def series(count: int) -> Files:
    """Return *count* series of two notes each."""
    return _notes({"series": _word(n // 2)} for n in range(2 * count))


def chapters(count: int) -> Files:
    """Return a recording of *count* chapters, listed in the field and in the text."""
    rows = [f"{n // 60}:{n % 60:02}:00 {_name(n)}" for n in range(count)]
    # every third one under another name
    names = (_name(n if n % 3 else n + 1) for n in range(count))
    items = "".join(
        f"- [{n // 60}:{n % 60:02}:00]({_VIDEO}?t={60 * n}) {name}\n"
        for n, name in enumerate(names)
    )
    turns = "".join(
        f"**{_name(n % 5)}** {n // 60}:{n % 60:02}:30\n\nText.\n\n" for n in range(count)
    )
    body = f"## Chapters\n\n{items}\n## Transcript\n\n{turns}"
    return _note(1, {"recording": _VIDEO, "chapters": rows}, body)


def turns(count: int) -> Files:
    """Return a transcript of *count* turns as text, and one of captions."""
    rows = "".join(f"**{_name(n % 9)}** {n // 60}:{n % 60:02}\n\nText.\n\n" for n in range(count))
    cues = "".join(
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> "
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900\n<v {_name(n % 9)}>Text.\n\n"
        for n in range(count)
    )
    return (
        _people(8)
        | _note(1, {"recording": _VIDEO}, f"## Transcript\n\n{rows}")
        | _note(2, {"recording": _VIDEO})
        | {f"meetings/{_day(2)}-call.vtt": f"WEBVTT\n\n{cues}"}
    )


def speakers(count: int) -> Files:
    """Return a transcript of *count* people, none of whom is in the registry."""
    rows = "".join(f"**{_name(n)}** {n // 60}:{n % 60:02}\n\nText.\n\n" for n in range(count))
    return _people(8) | _note(1, {"recording": _VIDEO}, f"## Transcript\n\n{rows}")


def links(count: int) -> Files:
    """Return *count* links from one note to eight others, of every kind."""
    kinds = (
        "[a]({0}-call.md)",
        "{{meeting:ref}}`{0}`",
        "{{meeting:tag}}`A {1}`",
        "{{meeting:person}}`M {1}`",
        "[b](/blog/2019/{0}-call)",
        "{{meeting:ref}}`latest`",
    )
    day = _day(0)
    rows = (kinds[n % len(kinds)].format(_day(n % 8), n % 8) for n in range(count))
    each = [{"tags": f"A {n}", "authors": f"member{n}"} for n in range(8)]
    extra = {f"meetings/{day}-links.md": "# Links\n\n" + "\n\n".join(rows) + "\n"}
    return _people(8) | _notes(each) | extra


def references(count: int) -> Files:
    """Return *count* notes, each of which refers to another by date, by tag and by person."""
    files: Files = {}
    for n in range(count):
        body = (
            f"{{meeting:ref}}`{_day(count - n - 1)}` {{meeting:tag}}`A {n}` "
            f"{{meeting:person}}`{_name(n).upper()}` {{meeting:ref}}`latest`"
        )
        files |= _note(n, {"tags": f"a {n}", "authors": _name(n)}, body)
    return files


def mistakes(count: int) -> Files:
    """Return *count* notes, each with a missing transcript, meeting and tag."""
    files: Files = {}
    for n in range(count):
        body = f"{{meeting:ref}}`{_name(n)}` {{meeting:tag}}`{_name(n)}`"
        files |= _note(n, {"transcript": f"{_word(n)}.md"}, body)
    return files


def lists(count: int) -> Files:
    """Return a page of *count* lists, each of the two meetings with its tag."""
    part = "```{{meeting-list}}\n:tag: {0}\n```\n\n"
    page = "# Lists\n\n" + "".join(part.format(_word(n)) for n in range(count))
    return {"lists.md": page} | _notes({"tags": _word(n // 2)} for n in range(2 * count))


def _schedules(schedules: Mapping[str, Mapping[str, object]]) -> Files:
    """Return a file of schedules, and a page of what comes."""
    page = "# Coming\n\n```{meeting-next}\n```\n\n```{meeting-upcoming}\n:limit: 30\n```\n"
    return {"series.yml": json.dumps(schedules), "coming.md": page}


def _daily(**others: object) -> dict[str, object]:
    """Return a schedule of a meeting on each day, the same for all series."""
    usual = {"start": f"{_FIRST} 17:00", "timezone": "Europe/London", "every": "day"}
    return usual | {"join": "https://meet.example.org/call", "path": "meetings/**"} | others


def occurrences(count: int) -> Files:
    """Return notes of *count* meetings of a schedule."""
    return _notes({"tags": "a"} for _ in range(count)) | _schedules({"c": _daily()})


def exceptions(count: int) -> Files:
    """Return a schedule of which *count* days are cancelled, moved or extra."""
    days = [_day(n) for n in range(3 * count)]
    # far away, so that ranges of days have others within them
    moved = {f"{day}": f"{_day(6 * count - n)} 19:00" for n, day in enumerate(days[1::3])}
    cancelled = {f"{day}": "Holidays" for day in days[::3]}
    extra = [f"{day} 09:00" for day in days[2::3]]
    call = _daily(cancelled=cancelled, moved=moved, extra=extra)
    return _notes({"tags": "a"} for _ in range(count)) | _schedules({"c": call})


def scheduled_series(count: int) -> Files:
    """Return *count* series with a schedule, all of them at one place."""
    keys = [_word(n) for n in range(count)]
    monthly = {
        key: _daily(every="month", path="", timezone=zone)
        for number, key in enumerate(keys)
        for zone in [("Europe/London", "America/New_York", "UTC")[number % 3]]
    }
    return _notes({"series": key} for key in keys) | _schedules(monthly)


DIMENSIONS: Mapping[str, Dimension] = {
    "sections of a note": Dimension(sections, 200),
    "dated headings": Dimension(dated_headings, 200),
    "drafts among sections": Dimension(drafts, 400),
    "transcripts of sections": Dimension(transcripts, 200),
    "notes": Dimension(notes, 200),
    "attendance": Dimension(attendance, 200),
    "people": Dimension(people, 200),
    "authors of a note": Dimension(crowd, 200),
    "guests": Dimension(guests, 300),
    "tags": Dimension(tags, 200),
    "tags of a note": Dimension(tags_of_one, 200),
    "entries of registries": Dimension(registry, 1_000),
    "series": Dimension(series, 50),
    "lists": Dimension(lists, 100),
    "chapters": Dimension(chapters, 400),
    "turns": Dimension(turns, 1_000),
    "speakers": Dimension(speakers, 1_000),
    "links": Dimension(links, 500),
    "references": Dimension(references, 100),
    "mistakes": Dimension(mistakes, 100),
    "occurrences": Dimension(occurrences, 200, _SCHEDULED),
    "exceptions": Dimension(exceptions, 200, _SCHEDULED),
    "series with schedules": Dimension(scheduled_series, 50, _SCHEDULED),
    "feeds of tags": Dimension(tags, 200, _PUBLISHED),
    "feeds of people": Dimension(people, 100, _PUBLISHED),
    "feeds of notes": Dimension(notes, 100, _PUBLISHED),
    "redirects": Dimension(references, 100, _REDIRECTED),
    "redirects of a server": Dimension(
        tags, 200, _REDIRECTED | {"meetings_redirect_format": "nginx"}
    ),
}
