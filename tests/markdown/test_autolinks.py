"""Bare addresses become links as in GitHub's Markdown, although each is read by itself."""

from __future__ import annotations

import random

import pytest
from docutils import nodes
from support.notes import Project, make_project

from sphinxcontrib_meetings.markdown import dialect

PIECES = (
    *("http://a.b", "www.a.b", "a@b.c", " mailto:a@b.c", " https://a_b.c/d_e)."),
    *("http", "https", "://", "a.b", "www.", "@", "mailto:", "xmpp:", "<", ">", "x_y", "[a]("),
    *(" ", " ", "\n", "\u00a0", "*", "_", "(", ")", ".", "a", "/", "?", "&amp;", ";", "~~", "`"),
)


@pytest.fixture(scope="module")
def unlimited(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose parser reads addresses as the plugin does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "limit_autolinks", lambda md: None)
        project = make_project(tmp_path_factory.mktemp("unlimited") / "src")
        # the parser is made once
        project.parse("a")
    return project


def test_they_are_those_of_the_plugin(project: Project, unlimited: Project) -> None:
    chance = random.Random(3)
    links = 0
    for _ in range(100):
        # several in one note, which is read faster than notes of their own
        texts = ("".join(chance.choices(PIECES, k=chance.randrange(1, 20))) for _ in range(8))
        text = "\n\n".join(texts)
        found = project.parse(text).document
        assert found.pformat() == unlimited.parse(text).document.pformat().replace(
            str(unlimited.app.srcdir), str(project.app.srcdir)
        ), text
        paragraphs = found.findall(nodes.paragraph)
        links += sum(bool(one.next_node(nodes.reference)) for one in paragraphs)
    assert links > 40


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("at https://a.org/b.", ["https://a.org/b"]),
        ("www.a.org", ["http://www.a.org"]),
        ("(ana@a.org)", ["mailto:ana@a.org"]),
        ("a: https://a.org b: https://b.org", ["https://a.org", "https://b.org"]),
        ("words " * 50 + "https://a.org", ["https://a.org"]),
        (f"https://a.org/{'a' * 3000}", [f"https://a.org/{'a' * 3000}"]),
        # a dump
        (f"https://a.org/{'a' * 9000}", []),
        ("awww.a.org xhttps://a.org", []),
    ],
)
def test_addresses(project: Project, text: str, addresses: list[str]) -> None:
    found = project.parse(text)
    assert [link["refuri"] for link in found.all(nodes.reference)] == addresses
    assert found.text.split() == ["Note", *text.split()]
