"""Whatever is read: no crash, no hang, and each problem says in which line it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from support import hostile
from support.notes import Project, make_project

from sphinxcontrib_meetings.model.problem import Problem
from sphinxcontrib_meetings.parse import dates, people, speakers, urls
from sphinxcontrib_meetings.parse.caption_files import captions_beside, decode
from sphinxcontrib_meetings.parse.captions import parse_captions
from sphinxcontrib_meetings.parse.chapters import parse_chapters
from sphinxcontrib_meetings.parse.fields import read_fields
from sphinxcontrib_meetings.parse.front_matter import FrontMatter, split
from sphinxcontrib_meetings.parse.person import parse_socials
from sphinxcontrib_meetings.parse.person_text import parse_person
from sphinxcontrib_meetings.parse.platforms import is_played, media_at
from sphinxcontrib_meetings.parse.record import make_meeting
from sphinxcontrib_meetings.parse.slugs import slug
from sphinxcontrib_meetings.parse.tag_lines import tags_of_line
from sphinxcontrib_meetings.parse.tags import load_tags
from sphinxcontrib_meetings.parse.times import (
    parse_duration,
    parse_seconds,
    parse_time,
    parse_zone,
)

#: one of these is read in milliseconds
SECONDS = 5.0

Reader = Callable[[str], object]


def read(reader: Reader, text: str) -> object:
    """Return what *reader* makes of *text*, None if it says why it cannot be used."""
    with hostile.time_limit(SECONDS, lambda: repr(text)):
        try:
            return reader(text)
        except ValueError as error:
            said = str(error)
    assert said, repr(text)
    return None


def are_located(problems: Iterable[Problem], text: str, first: int = 1) -> None:
    last = len(text.splitlines()) + 1
    for problem in problems:
        assert problem.message
        assert first <= problem.line <= last, (problem, text)


def test_front_matter(chance: random.Random) -> None:
    read_at_all = 0
    for _ in range(3_000):
        text = hostile.front_matter(chance)
        docname = f"meetings/{hostile.text(chance)}"
        front = read(split, text)
        assert isinstance(front, FrontMatter)
        with hostile.time_limit(SECONDS, partial(repr, text)):
            values, lines, faults = read_fields(front.data, front.lines)
            _, more = make_meeting(docname, values, lines, title="", heading="A", line=1)
        are_located([*front.problems, *faults, *more], text)
        read_at_all += bool(front.data)
    assert read_at_all > 1_000


def test_captions(chance: random.Random) -> None:
    turns = 0
    for _ in range(2_000):
        text = hostile.captions(chance)
        with hostile.time_limit(SECONDS, partial(repr, text)):
            decoded, faults = decode(text.encode("utf-8", "surrogatepass"))
            found = parse_captions(decoded)
            speakers.parse_text(text)
        are_located([*faults, *found.problems], decoded)
        turns += len(found.turns)
    assert turns > 2_000


NAMES: list[Reader] = [
    parse_person,
    people.read_people,
    people.read_authors,
    lambda text: parse_socials({text: text, "mastodon": text, "email": text}),
    slug,
    tags_of_line,
    speakers.speaker_line,
    speakers.looks_like_name,
    dates.date_in_heading,
    dates.date_in_path,
    parse_time,
    parse_duration,
    parse_seconds,
    lambda text: captions_beside("a", [f"a.{text}.vtt", text]),
]
ADDRESSES: list[Reader] = [
    urls.check_address,
    urls.check_image,
    urls.check_path,
    urls.encoded,
    urls.host_of,
    urls.site_of,
    urls.is_web,
    media_at,
    is_played,
]


@pytest.mark.parametrize("reader", range(len(NAMES)))
def test_names(chance: random.Random, reader: int) -> None:
    for _ in range(500):
        read(NAMES[reader], hostile.name(chance))


@pytest.mark.parametrize("reader", range(len(ADDRESSES)))
def test_addresses(chance: random.Random, reader: int) -> None:
    for _ in range(500):
        read(ADDRESSES[reader], hostile.address(chance))


def test_zones(chance: random.Random) -> None:
    for _ in range(30):
        read(parse_zone, hostile.name(chance))


def test_chapters(chance: random.Random) -> None:
    for _ in range(500):
        text = "\n".join(f"0:{n:02} {hostile.text(chance)}" for n in range(3)) + hostile.text(
            chance
        )
        with hostile.time_limit(SECONDS, partial(repr, text)):
            _, problems = parse_chapters(text, 1)
        are_located(problems, text + "\n")


def test_registries(chance: random.Random, tmp_path: Path) -> None:
    path = tmp_path / "registry.yml"
    loaders = (
        load_tags,
        partial(people.load_people, layout=people.AUTHORS),
        partial(people.load_people, layout=people.MEMBERS),
    )
    for _ in range(300):
        text = hostile.front_matter(chance).removeprefix("---\n").partition("---")[0]
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        for load in loaders:
            with hostile.time_limit(SECONDS, partial(repr, text)):
                _, problems = load(path)
            # of an entry that YAML builds from others the line is not known: that is 0
            are_located(problems, text, first=0)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("hostile") / "src")


def test_notes(chance: random.Random, project: Project) -> None:
    for _ in range(1_000):
        text = hostile.note(chance)
        with hostile.time_limit(SECONDS, partial(repr, text)):
            note = project.parse(text)
        assert note.document.children, text
        assert [said for line, said in note.warnings if not line] == [], text
