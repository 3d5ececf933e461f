"""Names that are nearly those of our directives and roles."""

from __future__ import annotations

import pytest
from support.builds import Build

from sphinxcontrib_meetings.read.misspelled import DIRECTIVES

NAMES = {
    "meeting-lst": "meeting-list",
    "metting": "meeting",
    "meetings-list": "meeting-list",
    "meeting-calender": "meeting-calendar",
    "meeting-upcomming": "meeting-upcoming",
    "transcipt": "transcript",
}


def test_misspelled_directives_say_which_is_meant(build: Build) -> None:
    myst = "".join(f"```{{{name}}}\nBody of {name}.\n```\n\n" for name in NAMES)
    rest = "".join(f".. {name}::\n\n   Body of {name}.\n\n" for name in NAMES)
    built = build(
        {
            "index.md": f"# Home\n\n{myst}",
            "meetings/2026-05-06-a.md": f"# A\n\n{myst}",
            "meetings/2026-05-07-b.rst": f"B\n=\n\n{rest}",
        }
    )
    assert [warning.split(" WARNING: ")[1] for warning in built.warnings] == 3 * [
        f"there is no directive {name!r}. Did you mean {meant!r}? [meetings.markup]"
        for name, meant in NAMES.items()
    ]
    assert built.warnings[1].startswith("index.md:7: ")
    for page in ("index", "meetings/2026-05-06-a", "meetings/2026-05-07-b"):
        text = built.seen(page).get_text()
        assert all(f"Body of {name}." in text for name in NAMES)


def test_misspelled_roles_say_which_is_meant(build: Build) -> None:
    text = "# Home\n\n{meeting:persn}`Ada` and {meeting:tags}`x`.\n\n```{meeting:list}\n```\n"
    built = build({"index.md": text})
    assert [warning.split(" WARNING: ")[1] for warning in built.warnings] == [
        "there is no role 'meeting:persn'. Did you mean 'person'? [meetings.markup]",
        "there is no role 'meeting:tags'. Did you mean 'tag'? [meetings.markup]",
        "there is no directive 'meeting:list'. Did you mean 'meeting-list'? [meetings.markup]",
    ]
    assert "Ada and x." in built.seen("index").get_text()


@pytest.mark.parametrize("name", ["seealso", "mermaid", "meta", "chart", "you-are-here"])
def test_other_names_are_left_to_others(build: Build, name: str) -> None:
    built = build({"index.md": f"# Home\n\n```{{{name}}}\nText.\n```\n"})
    assert "meetings" not in "".join(built.warnings)


def test_our_domain_may_be_the_default_one(build: Build) -> None:
    text = "Home\n====\n\n.. note:: Text.\n\n.. meeting-tags::\n\n:doc:`index`\n"
    assert build({"index.rst": text}, conf={"primary_domain": "meeting"}).warnings == []


def test_all_directives_are_known(build: Build) -> None:
    text = "".join(f"```{{{name}}} aqz-KE-bpKQ\n```\n\n" for name in DIRECTIVES)
    built = build({"meetings/2026-05-06-a.md": f"# A\n\n{text}"})
    assert not any("there is no directive" in warning for warning in built.warnings)


def test_options_in_yaml_that_cannot_be_read_warn_at_their_line(build: Build) -> None:
    text = "# A\n\n```{meeting}\n---\nlocation: Hall\ntitle: x\n  tags: [a]\n---\n```\n\nText.\n"
    built = build({"meetings/2026-05-06-a.md": text})
    assert built.warnings == [
        "meetings/2026-05-06-a.md:7: WARNING: 'title' cannot be read: the indent of this line "
        "matches no line above; correct it, or put the value in quotes [meetings.field]"
    ]
