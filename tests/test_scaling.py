"""Nothing costs more than its share: how often lines run, counted in builds of two sizes.

That does not depend on the machine, so that these tests say the same on a busy one. Times are
measured by ``python -m bench dimensions``.
"""

from __future__ import annotations

import difflib
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from support.builds import Build

import sphinxcontrib_meetings
from bench.dimensions import DIMENSIONS, Files
from sphinxcontrib_meetings.archive import front, views
from sphinxcontrib_meetings.model import problem as problems
from sphinxcontrib_meetings.model.problem import Names, nearest

#: what Python calls for each line
TraceFunction = Callable[[FrameType, str, Any], Any]

PACKAGE = Path(sphinxcontrib_meetings.__file__).parent
#: how the names of its files start
OURS = f"{PACKAGE}{os.sep}"
#: units of the smaller build; the larger one has four times as many
SIZE = 8
#: what four times as much may cost: each line runs this many times as often, and a few times for
#: each unit, since not all starts with the first one
MOST_TIMES, MOST_MORE = 4.4, 3


def lines_run(build: Build, files: Files, conf: Mapping[str, object]) -> Counter[str]:
    """Return how often each line of the package runs in a build; in loops, once a round."""
    forget()
    ran: dict[CodeType, dict[int, int]] = {}
    # by number, as codes are compared by all that is in them; those of others have no tracer
    tracers: dict[int, TraceFunction | None] = {}
    # so that no other code gets the number of one
    codes: list[CodeType] = []

    def on_call(frame: FrameType, event: str, arg: object) -> TraceFunction | None:
        code = frame.f_code
        try:
            return tracers[id(code)]
        except KeyError:
            codes.append(code)
            ours = code.co_filename.startswith(OURS)
            tracer = counts_lines(ran.setdefault(code, defaultdict(int))) if ours else None
            tracers[id(code)] = tracer
            return tracer

    # that of coverage, if it is measured
    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        build(files, conf=conf)
    finally:
        sys.settrace(before)
    found: Counter[str] = Counter()
    for code, lines in ran.items():
        for line, count in lines.items():
            found[f"{Path(code.co_filename).name}:{line}"] += count
    return found


def counts_lines(ran: dict[int, int]) -> TraceFunction:
    """Return a function that counts in *ran* how often each line of a code runs."""

    def on_line(frame: FrameType, event: str, arg: object) -> None:
        # not for "return" and "exception"; without an answer Python goes on with this function
        if event == "line":
            ran[frame.f_lineno] += 1

    return on_line


def forget() -> None:
    """Empty the caches that the builds of a process share."""
    for module in [m for key, m in sys.modules.items() if key.startswith(PACKAGE.name)]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_four_times_as_much_costs_four_times_as_much(
    build: Build, dimension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # limits that archives of a usual size do not reach
    monkeypatch.setattr(problems, "MOST_SEARCHES", 4)
    monkeypatch.setattr(views, "_MOST_IN_LISTS", 4)
    # one that the smaller build does not reach, and the larger one does
    monkeypatch.setattr(views, "_MOST_RELATED", 4)
    # a strip of activity has the same months for any number of notes, but none for a single month
    monkeypatch.setattr(front, "_MOST_MONTHS", 1)
    files, conf = DIMENSIONS[dimension].files, DIMENSIONS[dimension].conf
    few, many = (lines_run(build, files(count), conf) for count in (SIZE, 4 * SIZE))
    more = {
        line: (few[line], count)
        for line, count in many.items()
        if count > MOST_TIMES * few[line] + MOST_MORE * 4 * SIZE
    }
    assert more == {}


# ── near names ────────────────────────────────────────────────────────────────


def slow_nearest(word: str, known: list[str]) -> str:
    folded: dict[str, str] = {}
    for text in sorted(known):
        folded.setdefault(text.casefold(), text)
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.75) or [
        folded[text]
        for text in difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.75)
    ]
    return f" Did you mean {found[0]!r}?" if found else ""


@pytest.mark.parametrize("letters", ["ab", "abcde", "abcdefghijklmnop", "abAB ß", "äÄİıſ"])
@pytest.mark.parametrize("longest", [4, 9, 30])
def test_the_nearest_name_is_the_one_that_difflib_finds(letters: str, longest: int) -> None:
    chance = random.Random(1)

    def text() -> str:
        return "".join(chance.choice(letters) for _ in range(chance.randrange(longest)))

    found = 0
    for _ in range(150):
        known = [text() for _ in range(chance.randrange(1, 12))]
        word = list(chance.choice([*known, text()]))
        for _ in range(chance.randrange(3)):
            word.insert(chance.randrange(len(word) + 1), chance.choice(f"{letters}X"))
        hint = slow_nearest("".join(word), known)
        assert nearest("".join(word), known) == hint
        found += bool(hint)
    assert found > 20


def test_names_of_hundreds_of_letters() -> None:
    # of which difflib leaves out those that are frequent
    word = "ab" * 150
    known = [f"{word[:-5]}q", "xyz" * 90]
    assert nearest(word, known) == slow_nearest(word, known)


def test_words_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_SEARCHES", 2)
    names = Names(["brooks", "consideratio"])
    assert nearest("broks", names) == " Did you mean 'brooks'?"
    assert nearest("broks", names) == " Did you mean 'brooks'?"
    assert nearest("consideration", names) == " Did you mean 'consideratio'?"
    # as many as may be; what is known is still said
    assert nearest("brookss", names) == ""
    assert nearest("broks", names) == " Did you mean 'brooks'?"
    assert names.hints == {
        "broks": " Did you mean 'brooks'?",
        "consideration": " Did you mean 'consideratio'?",
    }


def test_a_name_is_not_near_to_itself() -> None:
    names = Names(["meetings/a", "meetings/b"])
    assert names.hint("meetings/a", but="meetings/a") == " Did you mean 'meetings/b'?"
    assert names.hint("meetings/a") == " Did you mean 'meetings/a'?"


NOTE = {"meetings/2024-01-02-a.md": "---\nauthors: broks\nattendees: Ada Lovelase\n---\n# A\n"}
PEOPLE = {"meetings/people.yml": "brooks:\n  name: Brooks\nada:\n  name: Ada Lovelace\n"}


def test_a_build_without_a_change_looks_for_no_near_name(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(NOTE | PEOPLE)
    assert [warning.partition("Did")[2] for warning in built.warnings] == [
        " you mean 'brooks'? Correct it or add it to the registry [meetings.author]",
        " you mean 'Ada Lovelace'? Correct it, or add an alias [meetings.author]",
    ]
    with monkeypatch.context() as patch:
        patch.setattr(problems, "MOST_SEARCHES", 0)
        assert built.again().warnings == built.warnings
    # another registry has other names
    changed = built.again({"meetings/people.yml": "broke:\n  name: Broke\n"})
    (warning,) = changed.warnings
    assert "Did you mean 'broke'?" in warning
    assert len(changed.app.env.get_domain("meeting").data["hints"]) == 1
