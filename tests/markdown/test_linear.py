"""However a note is written, reading it takes no longer than its length asks for."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable

import pytest
from support.notes import Project

from sphinxcontrib_meetings.markdown import javascript
from sphinxcontrib_meetings.markdown.esm import read_statements
from sphinxcontrib_meetings.markdown.javascript import Walk
from sphinxcontrib_meetings.markdown.jsx import Expression, Reader, css, literal

LONG = 50_000
BLANKS = " " * LONG
#: a machine may be busy a few times, but what is quadratic is slow each time
TRIES = 6


def seconds(read: Callable[[], object]) -> float:
    """Return how long the processor works for *read*, without measuring its coverage."""
    tracer = sys.gettrace()
    sys.settrace(None)
    start = time.process_time()
    try:
        read()
        return time.process_time() - start
    finally:
        sys.settrace(tracer)


def finishes(read: Callable[[], object]) -> None:
    """Check that *read* takes a part of a second: with what is quadratic it would be many."""
    assert any(seconds(read) < 2.5 for _ in range(TRIES))


@pytest.mark.parametrize(
    "text",
    [
        f"export function{BLANKS}",
        f"export default async function{BLANKS}x",
        f"export class{BLANKS}x",
        f"export interface A extends{BLANKS}",
        f"export type A{BLANKS}x",
        "export type A" + "<" * LONG,
        f"export const a{BLANKS}:",
        f"export {{}}{BLANKS}from",
        f"export *{BLANKS}as",
        f"import 'x'{BLANKS}with",
        f"import 'x'{BLANKS}x",
        f"import 'x';{BLANKS}x",
        f"import a{BLANKS},{BLANKS}",
        f"import type{BLANKS}x{BLANKS}",
        "export const a = " + '"\\' * LONG,
        "export const a = `${" + '"\\' * LONG,
        "export const a = `${" + "/* " * LONG,
        "export const a = " + "`${" * LONG,
        "export const a = " + "=/[" * LONG,
    ],
    ids=lambda text: text[:34].strip(),
)
def test_statements(text: str) -> None:
    finishes(lambda: read_statements(text, 0))


@pytest.mark.parametrize(
    "text",
    [
        f"<a b{BLANKS}",
        f"<a b{BLANKS}\n{BLANKS}",
        f"<a b={BLANKS}",
        f"</a{BLANKS}",
        f"{{{BLANKS}x",
        "<a {" + '"\\' * LONG,
        "<a {" + "`${" * LONG,
        "<a {`${" + "/* " * LONG,
        "<a {" * LONG,
        "<a {<a b={" * LONG,
        "<a {" * LONG + "}" * LONG,
        "<a {" * 10_000 + "}>" * 10_000,
        "{/*" * LONG + "*/ x",
        "{/*" * LONG + f"*/{BLANKS}",
    ],
    ids=lambda text: f"{text[:9]}…{text[-4:]}".strip(),
)
def test_tags_and_comments(text: str) -> None:
    def read() -> None:
        # it knows what it has looked for: none of it from another try
        reader = Reader(text)
        for at in (at for at, sign in enumerate(text) if sign in "<{"):
            reader.tag(at)
            reader.comment(at)

    finishes(read)


@pytest.mark.parametrize(
    "source",
    [
        "1" * LONG + "x",
        "1" * LONG + ".",
        '"' + "\\" * LONG,
        f"{{a{BLANKS}:{BLANKS}b{BLANKS}(}}",
        f"{{a: b{BLANKS}(}}",
        "{a: b" + " \n" * LONG + "(}",
        f'{{a: "b"{BLANKS}x}}',
    ],
    ids=lambda source: f"{source[:4]}…{source[-3:]}",
)
def test_literals_and_styles(source: str) -> None:
    finishes(lambda: (literal(Expression(source)), css(source)))


@pytest.mark.parametrize(
    "text",
    [
        f":::name{BLANKS}x",
        f":::name{BLANKS}{{x",
        f":::a b{BLANKS}c",
        ":::a " + ":::" * LONG + " x",
        f":::a[x]{BLANKS}{{a}}{BLANKS}b",
        ":::a " + "{.b" * LONG,
        f"# a{BLANKS}b",
        "# a " + "{#b" * LONG,
        "<div>\n" + f"</div{BLANKS}x",
        "<a {\n" * 2_000 + "}>\n" * 2_000,
        f"<div style={{{{a{BLANKS}:{BLANKS}b{BLANKS}(}}}}>",
        "{{< note >}}" * 5_000,
        "{{< " + BLANKS,
        '{{< a "' + "b `" * LONG,
        "{{< highlight go >}}\n\n" * 5_000,
        "%%\n\n" * 5_000,
        " %%a" * 10_000,
        "`a`{.b" + " .c" * LONG,
        "[a]{.b" + BLANKS,
        "```{" + ".a " * LONG,
        "```a" + "{" * LONG,
        "## a {.b" + " .c" * LONG,
        '=== "a' + BLANKS,
        "[quote]\n\n" * 5_000,
        "[quote]\n\n[/quote]\n\n" + "[/quote]\n\n" * 5_000,
        "{% hint %}\n\n" * 5_000,
    ],
    ids=lambda text: f"{text[:9]}…{text[-3:]}".strip(),
)
def test_notes(project: Project, text: str) -> None:
    finishes(lambda: project.parse(text))


@pytest.mark.parametrize(
    "piece",
    [
        "<div>\n",
        "<div>\n\n",
        "</div>\n\n",
        "<span>",
        "<li>",
        "<a b={`",
        "<Foo b={\n\n",
        "{/* x\n\n",
        "{/* x */ y\n\n",
        "<!-- x\n\n",
        "export const a = {\n\n",
        "export const a = 1\n",
        ":::note\n",
        ":::\n",
        "<script>\n",
        "> <div>\n",
        "{% comment %} a\n\n",
        "{% comment %} ",
        "{::comment}\n\n",
        "{{ page.",
        "{: .a\n",
        "{% a ",
        "==a",
        "++a ",
        "^a",
        ":a\n",
        "[name=a",
        "![a](b =1x",
        "- [a]: b\n",
        "!!! note\n    a\n",
        "> [!NOTE]\n> a\n\n",
        "- [ ] a\n",
        "| a | b | c |\n|-|-|\n",
        "{frontMatter.",
        # addresses, and what looks like one
        "word ",
        "a: ",
        "http:x ",
        "http://a.b ",
        "https://",
        "_www.",
        "mailto:a@b.c ",
        "a@b-",
        "@",
    ],
)
def test_time_is_linear(project: Project, piece: str) -> None:
    def parse(count: int) -> Callable[[], object]:
        return lambda: project.parse(piece * count)

    parse(50)()
    short = long = math.inf
    for _ in range(TRIES):
        short = min(short, seconds(parse(125)))
        long = min(long, seconds(parse(1000)))
        # eight times the text; quadratic time would be 64
        if long < 15 * max(short, 0.005):
            return
    pytest.fail(f"{short:.4f} s, and {long:.4f} s for eight times the text")


def test_each_string_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(javascript._STRINGS['"'])
    monkeypatch.setitem(javascript._STRINGS, '"', counted)

    def signs(text: str) -> int:
        """Return how many signs are looked through as those of strings."""
        counted.signs = 0
        list(Walk(text, 0, len(text)).brackets())
        return counted.signs

    for text in ('{"\\' + '"\\' * 400, "`${" + '"\\' * 400, '{"' + '"a" ' * 400):
        assert signs(text) <= 2 * len(text)


class Counted:
    """A pattern that counts how much it matches."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.signs = 0

    def match(self, text: str, start: int, stop: int) -> re.Match[str] | None:
        match = self.pattern.match(text, start, stop)
        self.signs += match.end() - start if match else 0
        return match
