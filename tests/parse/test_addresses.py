"""Addresses that cannot work as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.addresses import fault_of


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("www.example.org", "https://www.example.org"),
        ("www.example.org/a?b#c", "https://www.example.org/a?b#c"),
        ("WWW.Example.org:80/", "https://WWW.Example.org:80/"),
        ("https:/example.org/a", "https://example.org/a"),
        ("https:example.org", "https://example.org"),
        ("https:///example.org", "https://example.org"),
        ("https//example.org", "https://example.org"),
        ("http//example.org/a", "http://example.org/a"),
        ("htps://example.org", "https://example.org"),
        ("htttp://example.org", "http://example.org"),
        ("ttps://example.org", "https://example.org"),
        ("https::/example.org", "https://example.org"),
        ("ana.b+c@example.org", "mailto:ana.b+c@example.org"),
    ],
)
def test_a_slip_has_a_way_out(address: str, meant: str) -> None:
    assert fault_of(address) == f", which is not a full URL. Did you mean {meant!r}?"


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u200e", "\u202a"])
@pytest.mark.parametrize("address", ["{}https://example.org", "https://example.org{}", "a{}.md"])
def test_invisible_characters(address: str, sign: str) -> None:
    fault = fault_of(address.format(sign))
    assert fault.startswith(", which contains an invisible character (")
    assert fault.endswith(f"U+{ord(sign):04X}); remove it")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTP://example.org",
        "http://localhost:8000/",
        "https://[::1]/",
        "//example.org/a",
        "mailto:ana@example.org",
        "tel:123",
        "gone.md",
        "a/b.html",
        "/http/a",
        "http/notes.md",
        "https/",
        "http-notes.md",
        "#www.example.org",
        "www/index.html",
        "www.",
        # two letters of Persian, which are not joined
        "\u0645\u200c\u06cc",
        "",
    ],
)
def test_what_may_be_meant_so(address: str) -> None:
    assert fault_of(address) == ""


@given(st.text())
def test_any_text(text: str) -> None:
    assert fault_of(text) == "" or fault_of(text).startswith(", which ")
