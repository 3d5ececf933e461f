"""Addresses at the former site: as each tool makes them, and what patterns may be."""

from __future__ import annotations

import pytest

from sphinxcontrib_meetings.parse.former_site import (
    ablog_slug,
    docusaurus_path,
    docusaurus_slug,
    is_address,
    material_slug,
    patterns_of,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2023-09-20-name", "2023/09/20/name"),
        ("2023-09-20-name/index", "2023/09/20/name"),
        ("2023/09/20/name", "2023/09/20/name"),
        ("2023-09/20-name", "2023/09/20/name"),
        ("2023-9-5-name", "2023/9/5/name"),
        ("2023-09-20", "2023/09/20"),
        ("2023-09-20/index", "2023/09/20"),
        ("calls/2023-09-20-name", "2023/09/20/calls/name"),
        ("2023/2024-01-02-name", "2024/01/02/2023/name"),
        ("name", "name"),
        ("calls/name/index", "calls/name"),
    ],
)
def test_paths_of_docusaurus(path: str, expected: str) -> None:
    assert docusaurus_path(path) == expected


@pytest.mark.parametrize(
    ("text", "docusaurus", "ablog", "material"),
    [
        ("release", "release", "release", "release"),
        ("Release Notes", "release-notes", "release-notes", "release-notes"),
        ("JavaScript", "java-script", "javascript", "javascript"),
        ("HTMLParser", "html-parser", "htmlparser", "htmlparser"),
        ("v1.0", "v-1-0", "v10", "v10"),
        ("C++", "c", "c", "c"),
        ("Q & A", "q-a", "q-a", "q--a"),
        ("Café", "cafe", "cafe", "café"),
        ("会议", "会议", "会议", "会议"),
        ("snake_case", "snake-case", "snake_case", "snake_case"),
        ("don't", "dont", "dont", "dont"),
    ],
)
def test_slugs(text: str, docusaurus: str, ablog: str, material: str) -> None:
    assert docusaurus_slug(text) == docusaurus
    assert ablog_slug(text) == ablog
    assert material_slug(text) == material


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/news/{year}/{month}/{day}/{slug}/", ("meeting", "/news/2026/05/06/call/")),
        (["/{slug}.html"], ("meeting", "/call.html")),
        (["/topics/{tag}"], ("tag", "/topics/demo")),
        (("/by/{author}/",), ("person", "/by/ada/")),
        (["/{year}/"], ("year", "/2026/")),
        (["/calls/{series}/"], ("series", "/calls/weekly/")),
        (["/calls/{series}/{slug}/"], ("meeting", "/calls/weekly/call/")),
        (["/{{a}}/{slug}/"], ("meeting", "/{a}/call/")),
        ({"/{slug}/": "news"}, ("meeting", "/news/call/")),
        ({"/{slug}/": "/ne{ws/"}, ("meeting", "/ne{ws/call/")),
        ({"/{slug}/": ""}, ("meeting", "/call/")),
    ],
)
def test_patterns_of_ones_own(given: object, expected: tuple[str, str]) -> None:
    values = {
        "year": "2026",
        "month": "05",
        "day": "06",
        "slug": "call",
        "tag": "demo",
        "author": "ada",
        "series": "weekly",
    }
    found, problems = patterns_of(given, "")
    assert problems == []
    assert [(one.kind, one.filled(values)) for one in found] == [expected]
    assert found[0].filled({}) == ""


@pytest.mark.parametrize(
    ("given", "folder", "expected"),
    [
        ("docusaurus", "", "/blog/tags/x/"),
        (["docusaurus"], "/news/", "/news/tags/x/"),
        ({"docusaurus": "community/news"}, "news", "/community/news/tags/x/"),
        ("ablog", "", "/blog/tag/x.html"),
        ("material", "", "/blog/category/x/"),
    ],
)
def test_presets_have_a_folder(given: object, folder: str, expected: str) -> None:
    found, problems = patterns_of(given, folder)
    assert problems == []
    values = dict.fromkeys(("docusaurus", "ablog", "material"), "x")
    assert expected in [one.filled(values) for one in found if one.kind == "tag"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("docusarus", "Did you mean 'docusaurus'?"),
        ("news/{slug}", "begins with a slash"),
        ("https://example.org/{slug}", "begins with a slash"),
        (7, "begins with a slash"),
        ("/{slog}/", "Did you mean 'slug'?"),
        ("/{}/", "unknown placeholder"),
        ("/{slug/", "braces"),
        ("/slug}/", "braces"),
        ("/{slug!r}/", "braces"),
        ("/{year:x}/", "braces"),
        ("/{slug.x}/", "unknown placeholder"),
        ("/{slug[0]}/", "unknown placeholder"),
        ("/news/", "no placeholder"),
        ("/../{slug}/", "not the path"),
        ("/a?{slug}", "not the path"),
        ('/"{slug}', "not the path"),
        ("/\n{slug}", "not the path"),
        ("//{slug}//x", "not the path"),
    ],
)
def test_what_is_wrong_is_said_with_the_way_out(item: object, expected: str) -> None:
    found, problems = patterns_of([item], "")
    assert found == []
    assert len(problems) == 1
    assert expected in problems[0]


def test_a_folder_that_is_none() -> None:
    found, problems = patterns_of({"docusaurus": 5}, "")
    assert found == []
    assert "invalid folder 5" in problems[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a/", True),
        ("/é/b.html", True),
        ("/", False),
        ("//", False),
        ("/a//b/", False),
        ("/./a", False),
        ("/a\x00", False),
        ("/a\ud800", False),
        ("/" + "a" * 300, False),
    ],
)
def test_addresses(text: str, expected: bool) -> None:
    assert is_address(text) == expected
