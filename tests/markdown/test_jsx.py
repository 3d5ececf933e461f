"""Reading JSX: tags, attributes, expressions, comments; and ESM statements."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.markdown.esm import read_statements
from sphinxcontrib_meetings.markdown.jsx import (
    Expression,
    JsxTag,
    Reader,
    Shape,
    css,
    html_attributes,
    literal,
)


def read(text: str) -> JsxTag:
    """Read a tag that is the whole of *text*."""
    found = Reader(text).tag(0)
    assert found is not None
    tag, end = found
    assert end == len(text)
    assert tag.source == text
    return tag


@pytest.mark.parametrize(
    ("text", "name", "shape"),
    [
        ("<div>", "div", Shape.OPEN),
        ("</div >", "div", Shape.CLOSE),
        ("<br/>", "br", Shape.EMPTY),
        ("<Tabs.Item />", "Tabs.Item", Shape.EMPTY),
        ("<lite-youtube>", "lite-youtube", Shape.OPEN),
        ("<>", "", Shape.OPEN),
        ("</>", "", Shape.CLOSE),
    ],
)
def test_tags(text: str, name: str, shape: Shape) -> None:
    tag = read(text)
    assert (tag.name, tag.shape) == (name, shape)


def test_attributes_of_every_kind() -> None:
    tag = read(
        """<A b="1 > 0" c='x' d={`e`} f={{g: '}'}} h
        i=j {...props} {/* note */} k="a &amp; b" />"""
    )
    assert tag.attributes == {
        "b": "1 > 0",
        "c": "x",
        "d": Expression("`e`"),
        "f": Expression("{g: '}'}"),
        "h": None,
        "i": "j",
        "k": "a & b",
    }
    assert tag.spreads == ("...props",)


@pytest.mark.parametrize(
    "text",
    [
        "<https://example.org>",
        "<me@example.org>",
        "< b>",
        "<3",
        "<a b='c>",
        "<a b={c>",
        "<Foo\n\nbar>",
        "<a",
        "</a b>",
        "<a =b>",
    ],
)
def test_what_is_no_tag(text: str) -> None:
    assert Reader(text).tag(0) is None


def test_unquoted_value_before_the_end_of_an_empty_tag() -> None:
    tag = read("<a href=/x/>")
    assert (tag.attributes, tag.shape) == ({"href": "/x"}, Shape.EMPTY)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'a'", "a"),
        ('"it\'s"', "it's"),
        ("`b c`", "b c"),
        (r"'\u0041\n'", "A\n"),
        (r"'\ud83d\ude00 \ud800'", "\U0001f600 \ufffd"),
        ("12", "12"),
        ("-1.5", "-1.5"),
        ("true", True),
        ("false", False),
        ("`a${b}`", None),
        ("a + b", None),
        ("'a' + 'b'", None),
    ],
)
def test_literals(source: str, value: object) -> None:
    assert literal(Expression(source)) == value


def test_style_becomes_css() -> None:
    rules, dropped = css(
        "{marginTop: '1em', width: 50, lineHeight: 2, 'font-size': \"2em\", margin: 0,"
        " WebkitFlex: '1', background: `url(a,b)`, '--x': 'y', '--y': 1, color: red}"
    )
    assert rules == (
        "margin-top: 1em; width: 50px; line-height: 2; font-size: 2em; margin: 0; "
        "-webkit-flex: 1; background: url(a,b); --x: y; --y: 1"
    )
    assert dropped == ["color: red"]


def test_attributes_become_those_of_html() -> None:
    tag = read(
        """<div className="a" htmlFor='b' style={{color: 'red'}} tabIndex={-1} hidden={true}
        key="k" onClick={() => go('}')} draggable={false} title={null} strokeWidth="2"
        aria-label="c" viewBox="0 0 1 1" textAnchor="end" xlinkHref="#d" allowFullScreen>"""
    )
    attributes, dropped = html_attributes(tag)
    assert attributes == {
        "class": "a",
        "for": "b",
        "style": "color: red",
        "tabindex": "-1",
        "hidden": "",
        "stroke-width": "2",
        "aria-label": "c",
        "viewbox": "0 0 1 1",
        "text-anchor": "end",
        "xlink:href": "#d",
        "allowfullscreen": "",
    }
    assert dropped == ["onClick"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<!-- a -->", "a"),
        ("<!---->", ""),
        ("<!-->", ""),
        ("<!-- a > b\n\nc -->", "a > b\n\nc"),
        ("{/* truncate */}", "truncate"),
        ("{ /*a*/ }", "a"),
        ("{/** b **/}", "* b *"),
        ("{/* a\n\nb */}", "a\n\nb"),
    ],
)
def test_comments(text: str, content: str) -> None:
    assert Reader(text + "x").comment(0) == (content, len(text))


@pytest.mark.parametrize("text", ["<!-- a", "{/* a", "{/* a */ b}", "{a}", "<a>"])
def test_what_is_no_comment(text: str) -> None:
    assert Reader(text).comment(0) is None


def test_lines() -> None:
    reader = Reader("a\nb\nc")
    assert [reader.line(at) for at in range(5)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "import A from 'x';",
        'import A, {b as c} from "x"',
        "import {\n  a,\n  b,\n} from 'x';",
        "import * as A from 'x' // why",
        "import 'style.css';",
        "import type {A} from 'x'",
        "import data from './a.json' with { type: 'json' };",
        "import A from 'x';\n// about B\nimport B from 'y';",
        "export {a} from 'b';",
        "export * from 'b';",
        "export const a = 1;",
        "export const a = {\n  b: '}',\n\n  c: [1],\n};",
        "export const A = () => (\n  <p>Don't</p>\n);",
        "export const a = b\n  .map(c => c)",
        "export const a =\n  5;",
        "export default function A({b}) {\n  return `{`;\n}",
        "export function a(b) {\n  // }\n\n  return b;\n}",
        "export default {a: 1};",
        "export default layout;",
        "export const a = () => {\n  const b = `${c ? `}` : `${'{'}`} \\` {`;\n\n  return b\n};",
        "export const a = (b) => b.replace(/[{(`'/]/g, '').split(/\\//)",
        "export const a = b / c, d = {\n\n  e: f / g};",
    ],
)
def test_statements_are_read_to_their_end(text: str) -> None:
    read = read_statements(f"{text}\n\nText", 0)
    assert read is not None
    assert (read.end, read.broken) == (len(text), False)


@pytest.mark.parametrize(
    "text",
    [
        "import data from the old server",
        "import data from 'the old server' today",
        "import os",
        "imports are late",
        "import 'x' too.",
        "export class of 2023",
        "export const is a word",
        "export default settings to all",
        "export the calendar",
        "export let us = go"[:13],
        "exports = 1",
    ],
)
def test_prose_is_no_statement(text: str) -> None:
    assert read_statements(text, 0) is None


def test_names_of_imports() -> None:
    read = read_statements("import A from './a.svg';\nimport {b} from 'c';\n\n", 0)
    assert read is not None
    assert read.imports == {"A": "./a.svg"}


def test_a_statement_without_end_is_cut_at_a_blank_line() -> None:
    read = read_statements("export const a = {\n  b\n\nText", 0)
    assert read is not None
    assert (read.end, read.broken) == (len("export const a = {\n  b"), True)


@given(st.text("<>/{}()'\"`=a \n*-!.", max_size=60))
def test_reading_never_fails(text: str) -> None:
    reader = Reader(text)
    for at in range(len(text)):
        for found in (reader.tag(at), reader.comment(at)):
            assert found is None or at < found[1] <= len(text)
        end = reader.expression(at)
        assert end is None or at < end <= len(text)


@given(st.text(st.characters(exclude_characters="'\\\n", codec="utf-8")))
def test_text_in_quotes_is_kept(text: str) -> None:
    assert literal(Expression(f"'{text}'")) == text


@pytest.mark.parametrize(
    "piece", ["<a b={", "<a b={`", "{/* ", "{/* */ ", "<!-- ", "<a b='", '<a b="', "{", "<"]
)
def test_reading_takes_linear_time(piece: str) -> None:
    text = piece * 10_000
    reader = Reader(text)
    start = time.process_time()
    for at in range(0, len(text), len(piece)):
        reader.tag(at)
        reader.comment(at)
        if text[at] == "{":
            reader.expression(at)
    # quadratic time would be minutes
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "piece",
    [
        "export const a = {\n",
        "import {\n",
        "export const a = 1\n",
        "export const a = `${",
        "export const a = /[",
    ],
)
def test_statements_take_linear_time(piece: str) -> None:
    start = time.process_time()
    read_statements(piece * 10_000, 0)
    assert time.process_time() - start < 5
