"""ABlog's ``post`` and ``postlist``."""

from __future__ import annotations

import datetime as dt

from support.builds import Build
from support.records import record, records

from sphinxcontrib_meetings.model.people import Role

OPTIONS = """\
:tags: release, community
:category: News
:author: Ana Silva, Bo
:location: Hall
:language: en
:redirect: old/a
:image: 1
:excerpt: 2
:nocomments:
"""


def test_posts_in_every_dialect(build: Build) -> None:
    rest = "\n".join(f"   {line}" for line in OPTIONS.splitlines())
    built = build(
        {
            "meetings/a.md": f"# A\n\n```{{post}} 2026-05-06\n{OPTIONS}```\n\nText.\n",
            "meetings/b.rst": f"A\n=\n\n.. post:: May 6, 2026\n{rest}\n\nText.\n",
            "blog/c.rst": f".. post:: 6 May, 2026\n{rest}\n\nA\n=\n\nText.\n",
            "blog/d.md": f"# A\n\n:::{{post}} May 06, 2026\n{OPTIONS}:::\n\nText.\n",
        },
        conf={"myst_enable_extensions": ["colon_fence"]},
    )
    assert built.warnings == []
    assert sorted(records(built)) == ["blog/c", "blog/d", "meetings/a", "meetings/b"]
    for found in records(built).values():
        assert (found.title, found.date) == ("A", dt.date(2026, 5, 6))
        assert [tag.key for tag in found.tags] == ["release", "community", "News"]
        assert [person.key for person in found.people_as(Role.AUTHOR)] == ["Ana Silva", "Bo"]
        assert (found.location, found.image, found.unlisted) == ("Hall", "", False)


def test_posts_without_a_date_and_excluded_ones_stay_out_of_lists(build: Build) -> None:
    built = build(
        {
            "meetings/a.rst": "A\n=\n\n.. post::\n   :tags: x\n\nText.\n",
            "meetings/b.rst": "B\n=\n\n.. post:: May 6, 2026\n   :exclude:\n\nText.\n",
            "meetings/c.rst": "C\n=\n\n.. post:: 30 Feb, 2026\n\nText.\n",
        },
    )
    assert record(built, "meetings/a").unlisted
    assert record(built, "meetings/b").unlisted
    assert "meetings/a.rst:4: WARNING: a post without a date is a draft" in "".join(built.warnings)
    assert any("'30 Feb, 2026'" in warning for warning in built.warnings)


def test_hidden_posts_outside_of_the_notes_are_left_out(build: Build) -> None:
    post = "# Secret\n\n```{post} 2026-05-06\n```\n"
    built = build(
        {
            "blog/a.md": f"---\ndraft: true\n---\n{post}",
            "blog/b.rst": ":draft: true\n\nSecret\n======\n\n.. post:: 2026-05-06\n",
            "blog/c.md": f"---\npublished: false\n---\n{post}",
            "blog/d.md": f"---\nListed: No\n---\n{post}",
        },
    )
    assert built.warnings == []
    assert list(records(built)) == ["blog/d"]
    assert record(built, "blog/d").unlisted


def test_postlist(build: Build) -> None:
    notes = {
        f"meetings/{number}.rst": f"{title}\n{'=' * 5}\n\n.. post:: May {number}, 2026\n"
        f"   :tags: {tags}\n   :author: {author}\n\nText of {title}.\n"
        for number, title, tags, author in (
            (1, "One", "a", "ana"),
            (2, "Two", "b", "bo"),
            (3, "Three", "c", "ana"),
            (4, "Four", "a, c", "cy"),
        )
    }
    options = (
        "   :date: %Y\n   :format: {title}\n   :list-style: circle\n   :sort:\n   :expand: Read\n"
    )
    lists = {
        ".. postlist:: 2\n": ["Four", "Three"],
        f".. postlist::\n   :tags: a, b\n{options}": ["Four", "Two", "One"],
        ".. postlist::\n   :category: c\n   :author: ana, bo\n   :excerpts:\n": ["Three"],
    }
    notes |= {f"list{i}.rst": f":orphan:\n\nList\n====\n\n{text}" for i, text in enumerate(lists)}
    built = build(notes)
    assert built.warnings == []
    for number, expected in enumerate(lists.values()):
        page = built.seen(f"list{number}")
        assert [node.get_text() for node in page.select(".meetings-entry-title")] == expected
        assert ("Text of Three." in page.get_text()) == (number == 2)


def test_bad_options_of_postlist_warn(build: Build) -> None:
    text = "# H\n\n```{postlist} many\n:tag: a\n:location: Hall\n```\n"
    built = build({"index.md": text})
    assert len(built.warnings) == 3
    assert "postlist: 'many' is not a number" in built.warnings[2]


def test_directives_of_others_stay(build: Build) -> None:
    own = (
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n"
        "class Post(Directive):\n    def run(self):\n        return [nodes.paragraph('', 'Mine.')]\n"
        "def setup(app):\n    app.add_directive('post', Post)\n"
        'extensions = ["sphinxcontrib_meetings"]\n'
    )
    built = build({"conf.py": own, "index.rst": "H\n=\n\n.. post::\n"})
    assert "Mine." in built.seen("index").get_text()
