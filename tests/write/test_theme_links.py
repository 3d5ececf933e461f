"""What a theme shows is found out from its templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from sphinx.jinja2glue import _tobool
from support.builds import Build

from sphinxcontrib_meetings.write.theme_links import ShownLinks, links_shown

NEXT = '{% if next %}<a class="n" href="{{ next.link|e }}">{{ next.title }}</a>{% endif %}'
PARENTS = '{% for p in parents %}<li><a href="{{ p.link|e }}">{{ p.title }}</a></li>{% endfor %}'
BOTH, NEITHER = ShownLinks(neighbours=True, parents=True), ShownLinks()
NEIGHBOURS, ABOVE = ShownLinks(neighbours=True), ShownLinks(parents=True)


def shown(page: str, known: Mapping[str, Any] | None = None, **templates: str) -> ShownLinks:
    named = {name.replace("_html", ".html"): text for name, text in templates.items()}
    environment = Environment(loader=DictLoader({"page.html": page, **named}), autoescape=False)
    environment.filters["tobool"] = _tobool
    return links_shown(environment, "page.html", known or {})


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", NEITHER),
        (NEXT, NEIGHBOURS),
        (PARENTS, ABOVE),
        (NEXT + PARENTS, BOTH),
        # no reader sees these
        ('<link rel="next" href="{{ next.link }}" title="{{ next.title }}">', NEITHER),
        ('<link rel="up" href="{{ parents[-1].link }}">', NEITHER),
        ('<meta content="{{ prev.link }}"><p>{{ prev.title }}</p>', NEITHER),
        # nor this comment, nor a macro that nobody calls
        (f"{{# {NEXT} #}}", NEITHER),
        (f"{{% macro m() %}}{NEXT}{{% endmacro %}}", NEITHER),
        (f"{{% macro m() %}}{NEXT}{{% endmacro %}}{{{{ m() }}}}", NEIGHBOURS),
        # other names
        (
            '{% macro m(page) %}<a href="{{ page.link }}">x</a>{% endmacro %}{{ m(prev) }}',
            NEIGHBOURS,
        ),
        ('{% set above = parents %}<a href="{{ above[0].link }}">x</a>', ABOVE),
        ('{% with p = prev %}<a href="{{ p.link }}">x</a>{% endwith %}', NEIGHBOURS),
        ('<a href="{{ page.next_page.url|e }}">x</a>', NEIGHBOURS),
        (
            '{% for r in rellinks|reverse %}<a href="{{ pathto(r[0])|e }}">x</a>{% endfor %}',
            NEIGHBOURS,
        ),
        ('{% for p in parents[:-1] %}<a href="{{ p.link }}">x</a>{% endfor %}', ABOVE),
        ('{% for p in pages %}<a href="{{ p.link }}">x</a>{% endfor %}', NEITHER),
        # not even a template
        ("{% if %}", NEITHER),
    ],
)
def test_what_is_visible_counts(page: str, expected: ShownLinks):
    assert shown(page) == expected


@pytest.mark.parametrize(
    ("test", "known", "expected"),
    [
        ("theme_show", {"theme_show": True}, NEIGHBOURS),
        ("theme_show", {"theme_show": False}, NEITHER),
        ("theme_show|tobool", {"theme_show": "false"}, NEITHER),
        ("not theme_show", {"theme_show": True}, NEITHER),
        ("theme_where == 'top' and next", {"theme_where": "none"}, NEITHER),
        ("theme_where == 'top' and next", {"theme_where": "top"}, NEIGHBOURS),
        ("theme_where in ['top', 'both'] or theme_all", {"theme_where": "both"}, NEIGHBOURS),
        ("'footer' in config.theme.features", {"theme_features": []}, NEITHER),
        ("'footer' in config.theme.features", {"theme_features": ["footer"]}, NEIGHBOURS),
        ("meta.hidden", {}, NEIGHBOURS),
    ],
)
def test_options_decide(test: str, known: dict[str, Any], expected: ShownLinks):
    assert shown(f"{{% if {test} %}}{NEXT}{{% endif %}}", known) == expected


def test_what_is_inherited_and_included_counts():
    base = "{% block top %}" + NEXT + "{% endblock %}{% block main %}{% endblock %}"
    assert shown('{% extends "base.html" %}', base_html=base) == NEIGHBOURS
    emptied = '{% extends "base.html" %}{% block top %}{% endblock %}' + NEXT
    assert shown(emptied, base_html=base) == NEITHER
    again = '{% extends "base.html" %}{% block top %}{{ super() }}{% endblock %}'
    assert shown(again, base_html=base) == NEIGHBOURS
    assert shown('{% extends "lost.html" %}') == NEITHER
    # a condition on the page chooses
    chosen = (
        "{% if meta %}{% extends 'layout/' + meta.layout %}"
        "{% else %}{% extends theme_layout + '.html' %}{% endif %}"
    )
    assert shown(chosen, {"theme_layout": "base"}, base_html=base) == NEIGHBOURS
    # sidebars, with and without suffix, and one that includes itself
    sides = "{% for side in sidebars %}{% include side %}{% endfor %}"
    assert shown(sides, {"sidebars": ["a.html"]}, a_html=PARENTS) == ABOVE
    assert shown(sides, {"sidebars": ["a", "b.html"]}, a_html=PARENTS, b_html=NEXT) == BOTH
    assert shown(sides, {"sidebars": []}, a_html=PARENTS) == NEITHER
    assert shown(sides, {"sidebars": "a, b"}, b_html=NEXT) == NEIGHBOURS
    assert shown('{% include "a.html" %}', a_html='{% include "a.html" %}' + NEXT) == NEIGHBOURS
    versions = (
        '{% extends "base.html" %}{% if theme_new %}{% set v, w = "", 1 %}{% else %}'
        '{% set v, w = "-2", 2 %}{% endif %}'
        '{% block main %}{% include "bar" ~ v ~ ".html" %}{% endblock %}'
    )
    found = shown(
        versions, {"theme_new": True}, base_html="{% block main %}{% endblock %}", bar_html=NEXT
    )
    assert found == NEIGHBOURS
    imported = '{% from "m.html" import m as show %}{{ show() }}'
    assert shown(imported, m_html=f"{{% macro m() %}}{NEXT}{{% endmacro %}}") == NEIGHBOURS


NOTES = {f"meetings/2026-0{month}-01.md": f"# Call {month}\n\nText.\n" for month in (1, 2, 3)}


@pytest.mark.parametrize(
    ("theme", "conf"),
    [
        ("basic", {}),
        ("basic", {"html_sidebars": {"**": []}}),
        ("classic", {}),
        ("alabaster", {}),
        ("alabaster", {"html_sidebars": {"meetings/**": ["about.html"]}}),
        ("alabaster", {"html_theme_options": {"show_relbars": True}}),
        ("haiku", {}),
        ("scrolls", {}),
        ("agogo", {}),
        ("furo", {}),
        ("pydata_sphinx_theme", {}),
        ("pydata_sphinx_theme", {"html_theme_options": {"show_prev_next": False}}),
        ("sphinx_book_theme", {}),
        ("sphinx_rtd_theme", {}),
        ("sphinx_rtd_theme", {"html_theme_options": {"prev_next_buttons_location": None}}),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_header_and_theme_have_no_link_twice_or_never(
    build: Build, theme: str, conf: dict[str, Any]
):
    if "_" in theme or theme == "furo":
        pytest.importorskip(theme)
    page = build(NOTES, conf={"html_theme": theme, **conf}).seen("meetings/2026-02-01")
    for row, href in (("neighbours", "2026-01-01.html"), ("parents", "year/2026.html")):
        own = page.select(f".meetings-{row} a")
        others = [
            link
            for link in page.body.select(f'a[href="{href}"]')
            # nor the navigation of the archive, in the sidebar
            if link not in own and not link.find_parent(class_="toctree-l1")
        ]
        assert bool(own) != bool(others), row
