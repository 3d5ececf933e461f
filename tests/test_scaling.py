"""Nothing costs more than its share: calls of functions, counted in builds of two sizes.

Calls do not depend on the machine, so that these tests say the same on a busy one. Times are
measured by ``python -m bench dimensions``.
"""

from __future__ import annotations

import cProfile
import difflib
import random
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import Build

import sphinxcontrib_meetings
from bench.dimensions import DIMENSIONS, Files
from sphinxcontrib_meetings import problems, views
from sphinxcontrib_meetings.problems import Names, nearest

PACKAGE = Path(sphinxcontrib_meetings.__file__).parent
#: units of the smaller build; the larger one has four times as many
SIZE = 12
#: what four times as much may cost: this many times as many calls, and some for each unit, since
#: not all starts with the first one
MOST_TIMES, MOST_MORE = 4.4, 4


def calls(build: Build, files: Files) -> Counter[str]:
    """Return how often each function of the package is called, and calls what is written in C."""
    forget()
    profile = cProfile.Profile()
    profile.enable()
    try:
        build(files)
    finally:
        profile.disable()
    found: Counter[str] = Counter()
    for entry in profile.getstats():
        if isinstance(entry.code, str) or PACKAGE not in Path(entry.code.co_filename).parents:
            continue
        function = f"{entry.code.co_filename}:{entry.code.co_firstlineno} {entry.code.co_name}"
        found[function] += entry.callcount
        for callee in entry.calls or ():
            if isinstance(callee.code, str):
                found[f"{function}: {callee.code}"] += callee.callcount
    return found


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
    files = DIMENSIONS[dimension].files
    few, many = (calls(build, files(count)) for count in (SIZE, 4 * SIZE))
    more = {
        function: (few[function], count)
        for function, count in many.items()
        if count > MOST_TIMES * few[function] + MOST_MORE * 4 * SIZE
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
