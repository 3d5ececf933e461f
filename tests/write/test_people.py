"""What pages tell of people: the same in HTML and in nodes."""

from __future__ import annotations

import pytest
from support.archives import archive, meeting, views
from support.builds import Build

from sphinxcontrib_meetings.archive.views import PeopleRequest
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.parse.people import People
from sphinxcontrib_meetings.write.doctree import NodeWriter
from sphinxcontrib_meetings.write.html import HtmlWriter
from sphinxcontrib_meetings.write.wording import standing

NOTE = {"meetings/2024-01-02-a.md": "---\nspeakers: [ada, bo, cy]\n---\n# A\n\nText.\n"}
REGISTRY = """\
ada:
  name: Ada
  title: Chair of the board
  roles: [maintainer, release manager]
bo:
  name: Bo
  role: maintainer
cy:
  name: Cy
"""
INDEX = {"index.md": "# Home\n\n```{meeting-people}\n```\n"}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("a"), ""),
        (Person("a", title="Editor"), "Editor"),
        (Person("a", roles=("maintainer", "core developer")), "Maintainer, Core developer"),
        (Person("a", title="Editor", roles=("maintainer",)), "Editor, Maintainer"),
        (Person("a", title="maintainer", roles=("Maintainer", "maintainer")), "maintainer"),
    ],
)
def test_standing(person: Person, expected: str):
    assert standing(person) == expected


def test_roles_are_shown_on_pages(build: Build):
    built = build(NOTE | INDEX | {"people.yml": REGISTRY})
    assert built.warnings == []
    shown = {
        name: [
            p.get_text()
            for p in built.seen(f"meetings/people/{name}").select(".meetings-person-title")
        ]
        for name in ("ada", "bo", "cy")
    }
    assert shown == {
        "ada": ["Chair of the board, Maintainer, Release manager"],
        "bo": ["Maintainer"],
        "cy": [],
    }
    for page in ("index", "meetings/people/index"):
        labels = [
            [label.get_text() for label in item.select(".meetings-label")]
            for item in built.seen(page).select(".meetings-persons li")
        ]
        assert labels == [shown["ada"], shown["bo"], []]


def test_roles_are_shown_in_text(build: Build):
    built = build(NOTE | INDEX | {"people.yml": REGISTRY}, builder="text")
    assert built.warnings == []
    lines = [line.strip() for line in built.text("index.txt").splitlines() if "(" in line]
    assert lines == [
        "* Ada (1). Chair of the board, Maintainer, Release manager",
        "* Bo (1). Maintainer",
        "* Cy (1)",
    ]


def test_both_writers_tell_the_same_without_a_build():
    people = People({"ada": Person("ada", "Ada", roles=("maintainer",))})
    view = views(archive(meeting("m/a", "2024-01-01", people="ada"), people=people)).of(
        PeopleRequest()
    )
    (html,) = HtmlWriter(lambda link: f"{link.docname}.html", "en").of(view)
    nodes = NodeWriter(lambda link: None, lambda name: (), "en").of(view)
    assert html.striptags() == "Ada (1) Maintainer"
    assert [node.astext() for node in nodes] == ["Ada (1). Maintainer"]
