"""What themes and other extensions are told of generated pages."""

from __future__ import annotations

from typing import Any

import pytest
from support.builds import Build
from support.lists import NOTES

#: what pages of sphinx.ext.viewcode have, too, what tells Sphinx and us what a page loads, and the
#: description for search engines
OF_PAGES = {"body", "has_maths_elements", "meetings_assets", "metatags", "title"}
#: what only genindex has
OF_GENINDEX = {"genindexcounts", "genindexentries", "split_index"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_generated_pages_look_like_those_of_sphinx(build: Build, builder: str):
    contexts: dict[str, dict[str, Any]] = {}
    doctrees: dict[str, object] = {}

    def note(app, pagename, templatename, context, doctree):
        contexts[pagename] = dict(context)
        doctrees[pagename] = doctree

    built = build(NOTES, builder=builder, handlers={"html-page-context": note})
    assert built.warnings == []
    usual = contexts["genindex"].keys() - OF_GENINDEX
    assert "sourcename" not in usual
    assert "rellinks" in usual
    names = ["meetings/index", "meetings/year/2024", "meetings/tags/x", "meetings/people/ada"]
    for name in names:
        assert contexts[name].keys() - usual == OF_PAGES, name
        assert not usual - contexts[name].keys(), name
        assert contexts[name]["rellinks"] == contexts["genindex"]["rellinks"], name
        assert doctrees[name] is None, name


def test_generated_pages_follow_the_indices_that_sphinx_links(build: Build):
    # a theme that links to them on each page
    built = build(NOTES, conf={"html_theme": "classic"})
    assert not built.seen("meetings/tags/x").select('a[href$="py-modindex.html"]')
    more = {"code.rst": ":orphan:\n\nCode\n====\n\n.. py:module:: code\n"}
    again = built.again(more)
    assert again.seen("meetings/tags/x").select('a[href$="py-modindex.html"]')
