"""Slugs: readable, stable, safe in addresses and on every file system, and distinct."""

from __future__ import annotations

import random
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.slugs import slug, unique_slugs

RESERVED = re.compile(r"(index|page|con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

#: the texts that the issue names, and some more
NASTY = [
    *("C++", "C#", "c", "C", "c++", "meeting", "Meeting", "MEETING", "méeting", "me\u0301eting"),
    *("🎉", "👍", "👍🏽", "👩\u200d💻", "🇩🇪", "会议", "會議", "اجتماع", "פגישה"),
    *("x" * 300, "x" * 299 + "y", "会" * 300),
    *("../../etc/passwd", "etc/passwd", "/etc/passwd", "C:\\Windows", "%2e%2e", "~", "$HOME"),
    *("index", "Index", "page", "con", "CON", "nul.txt", "nul", "com1", "COM¹"),
    *("", " ", ".", "..", "...", "-", "_", "*", "|", '"', "\x00", "\x1b[0m", "\ud800", "\ufeff"),
    *("a\nb", "a\tb", "a b", "a-b", "a_b", "a.b", "a/b", "a?b#c", "\u3164", "\u202egnp"),
    *("<script>", "{{ x }}"),
]


def is_safe(segment: str) -> bool:
    return (
        0 < len(segment) <= 80
        and len(segment.encode()) <= 160
        and not RESERVED.fullmatch(segment)
        and segment[0] not in ".-_ "
        and segment[-1] not in ".-_ "
        and all(unicodedata.category(char)[0] in "LMN" or char in "-_." for char in segment)
        and not unicodedata.category(segment[0]).startswith("M")
        and unicodedata.is_normalized("NFC", segment)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#/C#", "f-sharp-c-sharp"),
        ("C", "c"),
        (".NET", "dot-net"),
        ("node.js", "node-js"),
        ("CI/CD", "ci-cd"),
        ("Docs & Typing", "docs-and-typing"),
        ("What's new?", "whats-new"),
        ("What\u2019s new?", "whats-new"),
        ("#general", "general"),
        ("@brooks", "brooks"),
        ("Brooks Townsend", "brooks-townsend"),
        ("vados-cosmonic", "vados-cosmonic"),
        ("aa_turner", "aa_turner"),
        ("__init__", "init"),
        ("a - _ - b", "a-b"),
        ("  WebAssembly  News ", "webassembly-news"),
        ("Straße", "strasse"),
        ("Café", "café"),
        ("Cafe\u0301", "café"),
        ("\uff23\uff0b\uff0b", "c-plus-plus"),
        ("会议 2024", "会议-2024"),
        ("नमस्ते", "नमस्ते"),
        ("اجتماع", "اجتماع"),
        ("🎉", "party-popper"),
        ("🎉 release", "party-popper-release"),
        ("👍🏽", "thumbs-up-sign-emoji-modifier-fitzpatrick-type-4"),
        ("🇩🇪", "de"),
        ("\U0001f8ff", "u1f8ff"),
        ("../../etc/passwd", "etc-passwd"),
        ("nul.txt", "nul-txt"),
        ("a\nb\x00c", "a-b-c"),
        ("index.html", "index-html"),
    ],
)
def test_slugs_are_readable(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("index", "index-"),
        ("Page", "page-"),
        ("CON", "con-"),
        ("COM¹", "com1-"),
        ("", "unnamed-"),
        ("!!!", "unnamed-"),
        ("\u0301", "unnamed-"),
        ("\ud800", "unnamed-"),
        ("\u3164", "unnamed-"),
        ("x" * 300, "x" * 73 + "-"),
    ],
)
def test_what_cannot_be_kept_ends_in_a_hash(text: str, start: str) -> None:
    assert re.fullmatch(re.escape(start) + "[0-9a-f]{6}", slug(text))


def test_long_texts_differ_where_they_are_cut() -> None:
    assert slug("x" * 299 + "y") != slug("x" * 299 + "z")


def test_slugs_do_not_change_between_versions() -> None:
    # addresses that others link to: a change here breaks their links
    assert slug("index") == "index-1bc04b"
    assert unique_slugs({"c": "c", "C": "C"}) == {"c": "c", "C": "c-6b23c0"}


def test_nasty_texts_get_distinct_safe_slugs() -> None:
    slugs = unique_slugs({text: text for text in NASTY})
    assert list(slugs) == NASTY
    assert len({found.casefold() for found in slugs.values()}) == len(NASTY)
    assert [text for text, found in slugs.items() if not is_safe(found)] == []
    assert (slugs["c"], slugs["C#"]) == ("c", "c-sharp")
    assert slugs["C++"].startswith("c-plus-plus-")


def test_the_key_that_is_the_slug_keeps_it() -> None:
    slugs = unique_slugs({"Brooks": "Brooks", "brooks": "brooks", "BROOKS": "BROOKS"})
    assert slugs["brooks"] == "brooks"
    assert all(slugs[key].startswith("brooks-") for key in ("Brooks", "BROOKS"))


def test_a_slug_with_a_hash_can_be_taken_already() -> None:
    taken = unique_slugs({"c": "c", "C": "C"})["C"]
    slugs = unique_slugs({"c": "c", "C": "C", taken: taken})
    assert slugs[taken] == taken
    assert len(set(slugs.values())) == 3


@pytest.mark.parametrize(
    ("permalink", "expected"),
    [
        ("open-source", "open-source"),
        ("/open-source/", "open-source"),
        ("Open-Source/v1.2", "Open-Source/v1.2"),
        ("über uns/a", "über-uns/a"),
        ("a//b/./c", "a/b/c"),
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Windows", "c-windows"),
        ("https://example.org/x", "https/example.org/x"),
    ],
)
def test_permalinks_keep_their_slashes(permalink: str, expected: str) -> None:
    assert unique_slugs({"key": permalink}) == {"key": expected}


@pytest.mark.parametrize(
    "permalink", ["", "/", "..", "a/index", "page/2", "con.txt/a", "a/" * 30, "x" * 300, "INDEX"]
)
def test_permalinks_are_safe(permalink: str) -> None:
    found = unique_slugs({"key": permalink})["key"]
    assert all(map(is_safe, found.split("/")))


def test_two_keys_may_want_one_permalink() -> None:
    slugs = unique_slugs({"a": "Docs", "b": "docs", "docs": "docs", "e": "/docs/"})
    assert slugs["docs"] == "docs"
    assert len({found.casefold() for found in slugs.values()}) == 4


# --- what always holds ---

TEXTS = st.one_of(
    st.text(),
    st.text(st.characters(codec=None)),
    st.sampled_from(NASTY),
    st.text(alphabet="aAbB+#./\\-_ \u0301\u200d🎉", max_size=12),
    st.text(min_size=70, max_size=120),
)


@given(TEXTS)
def test_slugs_are_safe_and_stay_as_they_are(text: str) -> None:
    found = slug(text)
    assert is_safe(found)
    assert "." not in found
    assert slug(found) == found


@given(st.dictionaries(TEXTS, TEXTS), st.randoms(use_true_random=False))
def test_unique_slugs_are_distinct_safe_and_independent_of_order(
    wanted: dict[str, str], shuffler: random.Random
) -> None:
    slugs = unique_slugs(wanted)
    assert list(slugs) == list(wanted)
    assert len({found.casefold() for found in slugs.values()}) == len(wanted)
    assert all(is_safe(part) for found in slugs.values() for part in found.split("/"))
    assert all(len(found) <= 80 for found in slugs.values())
    items = list(wanted.items())
    shuffler.shuffle(items)
    assert unique_slugs(dict(items)) == slugs


@given(st.dictionaries(TEXTS, TEXTS), TEXTS, TEXTS)
def test_a_new_key_takes_no_slug_away_from_the_key_that_is_it(
    wanted: dict[str, str], key: str, text: str
) -> None:
    before = unique_slugs(wanted)
    after = unique_slugs(wanted | {key: text})
    assert all(after[own] == own for own, found in before.items() if own == found and own != key)


@pytest.mark.parametrize("part", ["_", "-", "_-", "a_", "'", "+", ".", " ", "#"])
def test_long_texts_take_one_look(part: str) -> None:
    start = time.process_time()
    assert slug(f"a{part * 100_000}b")
    assert unique_slugs({"a": f"/{part * 100_000}/"})
    # what takes the square of the length would take minutes
    assert time.process_time() - start < 5


def test_underscores_are_kept_where_no_hyphen_is() -> None:
    assert [slug(text) for text in ("a__b", "a_-_b", "a - b", "a_ _b")] == [
        "a__b",
        "a-b",
        "a-b",
        "a-b",
    ]
