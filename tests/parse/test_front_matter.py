"""Front matter: what is read, on which line, and that no text is ever lost."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import time
from pathlib import Path

import pytest
import yaml
from frontmatter.default_handlers import SafeLoader
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse import front_matter as frontmatter
from sphinxcontrib_meetings.parse.front_matter import FrontMatter, load_fields, split

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"


def told(note: FrontMatter) -> list[tuple[int, str]]:
    assert all(problem.kind is Kind.FRONT_MATTER for problem in note.problems)
    return [(problem.line, problem.message) for problem in note.problems]


def test_fields_lines_body_and_offset() -> None:
    note = split(
        "---\n"
        "title: 'WebAssembly News: the wash CLI'\n"
        "date: 2023-09-20\n"
        "# a comment\n"
        "tags:\n"
        "  - community\n"
        "  - meeting\n"
        "draft: false\n"
        "---\n"
        "\n"
        "# Heading\n"
    )
    assert note == FrontMatter(
        data={
            "title": "WebAssembly News: the wash CLI",
            "date": dt.date(2023, 9, 20),
            "tags": ["community", "meeting"],
            "draft": False,
        },
        lines={"title": 2, "date": 3, "tags": 5, "draft": 8},
        body="\n# Heading\n",
        offset=9,
    )


def test_byte_order_mark_and_windows_line_ends_are_no_problem() -> None:
    note = split("\ufeff---\r\ntitle: One\r\n\r\ntime: 2\r\n---  \r\nText\r\n")
    assert note == FrontMatter(
        {"title": "One", "time": 2}, {"title": 2, "time": 4}, "Text\r\n", offset=5
    )


def test_lines_end_with_carriage_returns_alone() -> None:
    note = split("---\rtitle: One\rtime: 2\r---\rText")
    assert note == FrontMatter(
        {"title": "One", "time": 2}, {"title": 2, "time": 3}, "Text", offset=4
    )


@pytest.mark.parametrize(
    "text", ["---\n---\nText\n", "---\n\n---\nText\n", "---\n# x\n---\nText\n"]
)
def test_empty_front_matter(text: str) -> None:
    note = split(text)
    assert (note.data, note.body, note.problems) == ({}, "Text\n", ())
    assert note.offset == text.count("\n") - 1


def test_front_matter_at_the_end_of_the_file() -> None:
    assert split("---\ntitle: One\n---") == FrontMatter({"title": "One"}, {"title": 2}, "", 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text\n",
        "\n---\nNote: we met\n---\n",
        " ---\nPresent: Ana\n---\n",
        "----\nWe met.\n----\n",
        "--- # title\ntitle: One\n---\n",
        "---",
        "---\n",
        "---\n\nWe met.\n",
        "---\n\nWe met.\n\n---\n\nWe left.\n",
        "---\n\n# Agenda\n\n---\n\nWe left.\n",
        "---\n\nWe met: all of us: here.\n\n---\n\nWe left.\n",
        "---\nWe met.\n",
        "---\nNote: we met.\n\nWe left.\n",
    ],
)
def test_a_note_without_front_matter_is_its_body(text: str) -> None:
    assert split(text) == FrontMatter({}, {}, text, 0)
    assert split("\ufeff" + text) == FrontMatter({}, {}, text, 0)


@pytest.mark.parametrize(
    ("source", "what"),
    [("- a\n- b\n", "a list"), ("We met.\n", "plain text"), ("null\n", "plain text")],
)
def test_front_matter_that_is_no_mapping(source: str, what: str) -> None:
    note = split(f"---\n{source}---\nText\n")
    assert (note.data, note.body) == ({}, "Text\n")
    assert told(note) == [(1, f"front matter is {what}; write it as lines of `key: value`")]


@pytest.mark.parametrize(
    ("field", "line", "way_out"),
    [
        ("title: Foo: bar", 3, "colon followed by a space"),
        ("title: @handle", 3, "cannot start with `@`"),
        ("title: `code`", 3, "a backtick"),
        ("title: *bold* words", 3, "a leading `*` means an alias"),
        ("title: *bold", 3, "a leading `*` means an alias"),
        ("title: !new words", 3, "a leading `!` means a tag"),
        ('title: "Foo" and bar', 3, "one pair of quotes"),
        ('title: "Foo', 3, "quotation mark is not closed"),
        ("title: 'It's on'", 3, "one pair of quotes"),
        ('title: "C:\\work"', 3, "use single quotes"),
        ("title: {{ page.title }}", 3, "braces mean a mapping"),
        ("title: - a", 3, "each item on its own line"),
        ("title: [a, b", 3, "bracket is not closed"),
        ("title:\n\tname: a", 4, "tab"),
        ("title: >\n  Foo\nbar", 5, "indent lines that continue"),
        ("title: a\0b", 3, "control character"),
        ("title: a\ud800b", 3, "half a character"),
        ("title: !!bool maybe", 3, "put the value in quotes"),
        ("title: !!timestamp soon", 3, "put the value in quotes"),
        ("title: !!int ''", 3, "put the value in quotes"),
        ("title: " + "[" * 200 + "]" * 200, 3, "nested too deeply"),
        ("title: " + "[" * 20_000, 3, "nested too deeply"),
        ("title: &a [*a]", 3, "contains itself"),
    ],
)
def test_a_broken_field_costs_itself_only(field: str, line: int, way_out: str) -> None:
    note = split(f"---\ndate: 2023-09-20\n{field}\ntags: [a]\n---\nText\n")
    assert note.data == {"date": dt.date(2023, 9, 20), "tags": ["a"]}
    assert note.lines == {"date": 2, "tags": 3 + len(field.split("\n"))}
    assert note.body == "Text\n"
    [(told_line, message)] = told(note)
    assert told_line == line
    assert message.startswith("'title' ")
    assert way_out in message


def test_a_line_that_belongs_to_no_field() -> None:
    note = split("---\nWe met.\ntitle: One\n---\n")
    assert note.data == {"title": "One"}
    [(_, message)] = told(note)
    assert "is not `key: value`" in message


def test_a_list_that_is_not_indented_is_no_fault() -> None:
    note = split("---\ntags:\n- a\n- b\ntitle: x: y\n---\n")
    assert note.data == {"tags": ["a", "b"]}
    assert [line for line, _ in told(note)] == [5]


@pytest.mark.parametrize("broken", ["", "x: y: z\n"])
def test_a_field_that_is_given_twice(broken: str) -> None:
    note = split(f"---\ntitle: One\ntitle: Two\n{broken}---\n")
    assert (note.data, note.lines) == ({"title": "Two"}, {"title": 3})
    assert told(note)[0] == (
        3,
        "'title' is given twice and the last one is used; remove the other",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-02-30", "2023-02-30"),
        ("2023-13-01", "2023-13-01"),
        ("2023-09-20T25:00:00", "2023-09-20T25:00:00"),
        ("2023-09-20 17:00:00 +99:00", "2023-09-20 17:00:00 +99:00"),
        ("2023-09-20", dt.date(2023, 9, 20)),
        ("2023-09-20 17:00:00Z", dt.datetime(2023, 9, 20, 17, tzinfo=dt.UTC)),
        # numbers of base 60 in YAML 1.1
        ("17:00", "17:00"),
        ("17:00:00", "17:00:00"),
        ("-5:00", "-5:00"),
        ("1:02.5", "1:02.5"),
        ("1700", 1700),
        ("0x_", "0x_"),
        ("9" * 5_000, "9" * 5_000),
        ("0x" + "f" * 5_000, "0x" + "f" * 5_000),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_impossible_values_stay_text(text: str, value: object) -> None:
    note = split(f"---\nx: {text}\n---\n")
    assert (note.data, note.problems) == ({"x": value}, ())


def test_yaml_elsewhere_is_as_it_was() -> None:
    with pytest.raises(ValueError, match="day"):
        yaml.safe_load("2023-02-30")
    with pytest.raises(ValueError, match="day"):
        yaml.load("2023-02-30", Loader=SafeLoader)


def test_characters_that_only_yaml_takes_for_line_ends() -> None:
    note = split("---\ntitle: 'a\u2028b\x85c'\ntime: 2\n---\n")
    assert note == FrontMatter({"title": "a b c", "time": 2}, {"title": 2, "time": 3}, "", 4)


def test_keys_are_texts_as_they_were_written() -> None:
    note = split("---\n2023: a\nyes: b\n2023-09-20: c\n~: d\n'e f': g\n---\n")
    assert note.data == {"2023": "a", "yes": "b", "2023-09-20": "c", "~": "d", "e f": "g"}


def test_a_key_that_is_no_text() -> None:
    note = split("---\n? [a, b]\n: c\n{d: e}: f\ntitle: One\n---\n")
    assert note.data == {"title": "One"}
    assert told(note) == [
        (line, "a key is a list or a mapping; put it in quotes") for line in (2, 4)
    ]


def test_merge_keys() -> None:
    note = split("---\nbase: &b {title: One, time: 1}\n<<: *b\ntitle: Two\n---\n")
    assert note.data == {"base": {"title": "One", "time": 1}, "title": "Two", "time": 1}
    assert note.lines == {"base": 2, "title": 4, "time": 2}
    assert note.problems == ()


@pytest.mark.parametrize("value", ["text", "[text]", "{[a]: b}", "*nobody"])
def test_merge_keys_that_merge_nothing(value: str) -> None:
    note = split(f"---\n<<: {value}\ntitle: One\n---\n")
    assert note.data == {"title": "One"}
    assert [line for line, _ in told(note)] == [2]


def test_what_is_shared_by_an_anchor() -> None:
    note = split("---\nauthors: &a [x, y]\nspeakers: *a\n---\n")
    assert note.data == {"authors": ["x", "y"], "speakers": ["x", "y"]}
    assert note.problems == ()


BOMBS = {
    "lists": "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    "mappings": "a0: &a0 {x: x}\n"
    + "".join(f"a{n}: &a{n} {{x: *a{n - 1}, y: *a{n - 1}}}\n" for n in range(1, 40)),
    "merge keys": "a0: &a0 {x: x}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12)),
    "top-level merge": "a0: &a0 {x: x}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12))
    + f"<<: [{', '.join(['*a3'] * 9)}]\n",
    "long text": f"a: &a {'x' * 30_000}\nb: [{'*a, ' * 8_000}]\n",
    "many fields": f"a: &a {'x' * 30_000}\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(2_000)),
    "self": "a: &a\n  b: *a\n  c: [*a, *a]\n",
    "depth": "".join(f"a{n}: &a{n} [{f'*a{n - 1}' if n else 'x'}]\n" for n in range(2_000)),
}


#: seconds; bombs would take hours, but the garbage collector may pause a busy process for one
_HANG = 10


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
def test_alias_bombs_are_left_out(source: str) -> None:
    start = time.process_time()
    note = split(f"---\ntitle: One\n{source}---\nText\n")
    assert time.process_time() - start < _HANG
    assert note.data["title"] == "One"
    assert note.body == "Text\n"
    assert "is left out" in note.problems[0].message
    # neither printing nor pickling it may take forever
    assert len(repr(note)) < 1_000_000
    assert pickle.loads(pickle.dumps(note)) == note


LARGE = {
    "fields": "a: b\n" * 250_000,
    "brackets": "a: " + "[" * 1_000_000,
    "broken fields": "a: b: c\n" * 8_000,
    "fields and a broken one": "".join(f"a{n}: b\n" for n in range(6_000)) + "x: y: z\n",
    "the same field": "a: b\n" * 12_000,
    "indents": "".join("  " * n + "a:\n" for n in range(240)),
    "sequences": "- " * 30_000,
    "keys": "? " * 30_000,
    "blanks": "a" + " " * 60_000 + "b",
    "blank lines": "title: One\n" + "\n" * 1_000_000,
    "quotes": "a: '" + "'" * 60_000,
    "colons": "a:" * 30_000 + ": b: c",
    "anchors": "a: " + "&a " * 20_000,
    "dashes": "--- x\n" * 200_000,
}


@pytest.mark.parametrize("closing", ["---\n", ""])
@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE)
def test_large_front_matter_is_quick(source: str, closing: str) -> None:
    start = time.process_time()
    note = split(f"---\n{source}\n{closing}Text\n")
    assert time.process_time() - start < _HANG
    assert note.body.endswith("Text\n")
    assert len(note.problems) <= frontmatter.MOST_FAULTS + 1


def test_too_long_front_matter_is_left_out_with_its_length() -> None:
    source = f"title: {'x' * 1_000_000}\n"
    note = split(f"---\n{source}---\nText\n")
    assert (note.data, note.body, note.offset) == ({}, "Text\n", 3)
    [(line, message)] = told(note)
    assert line == 1
    assert "1,000,008 characters is left out, the limit is 65,536" in message


def test_faults_beyond_the_first_are_counted() -> None:
    note = split("---\n" + "a: b\n" * 40 + "---\n")
    assert len(note.problems) == frontmatter.MOST_FAULTS + 1
    assert note.problems[-1].message.startswith("19 more faults")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unclosed_front_matter_ends_at_the_first_blank_line(end: str) -> None:
    text = "---\ntitle: One\ntags: [a]\n\n# Agenda\n\nWe met.\n".replace("\n", end)
    for note in (split(text), split(text + f"{end}---{end}We left.")):
        assert note.data == {"title": "One", "tags": ["a"]}
        assert note.lines == {"title": 2, "tags": 3}
        assert note.offset == 3
        assert note.body.startswith(f"{end}# Agenda")
        assert told(note) == [(1, "front matter is not closed; put `---` on line 4")]


def test_unclosed_front_matter_that_cannot_be_read_is_shown() -> None:
    text = "---\ntitle: One: two\n\nWe met.\n"
    note = split(text)
    assert (note.data, note.body, note.offset) == ({}, text, 0)
    assert told(note) == [(1, "front matter is not closed; put `---` on line 3")]


def test_a_blank_line_after_a_broken_field_does_not_end_front_matter() -> None:
    note = split("---\ntitle: One\n\ntags: [a\n\ndate: 2023-09-20\n---\nText\n")
    assert note.data == {"title": "One", "date": dt.date(2023, 9, 20)}
    assert note.body == "Text\n"


# --- other formats and places ---

TOML = "title = 'One'\ntags = ['a',\n  'b']\ndraft = true\n[params]\nx = 1\n"
FORMS = {
    "blank line": ("\n---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 3),
    "lines of blanks": (" \n\t\n---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 4),
    "mark and blank": ("\ufeff\n\ufeff---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 3),
    "HTML comment": ("<!-- a\nb -->\n---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 4),
    "MyST comment": ("% a\n\n---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 4),
    "MDX comment": ("{/* a */}\n---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 3),
    "link comment": ("[//]: # (a)\n---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 3),
    "four dashes": ("----\ntitle: One\ntags: [a,\n  b]\ndraft: true\n----\n", 2),
    "end as in Pandoc": ("---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n...\n", 2),
    "longer end": ("---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n-----\n", 2),
    "indented end": ("---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n ---\n", 2),
    "indented": (" ---\n title: One\n tags: [a,\n   b]\n draft: true\n ---\n", 2),
    "indented fences": ("  ---\ntitle: One\ntags: [a,\n  b]\ndraft: true\n  ---\n", 2),
    "named": ("---yaml\ntitle: One\ntags: [a,\n  b]\ndraft: true\n---\n", 2),
    "TOML": (f"+++\n{TOML}+++\n", 2),
    "TOML after a blank line": (f"\n+++ \n{TOML}+++ \n", 3),
    "TOML by name": (f"---toml\n{TOML}---\n", 2),
    "JSON": ('{\n"title": "One",\n"tags": ["a",\n"b"],\n"draft": true\n}\n', 2),
    "JSON after a comment": (
        '<!-- a -->\n{ "title": "One",\n"tags": ["a",\n"b"],"draft":true}\n',
        2,
    ),
    "JSON by name": ('---json\n{ "title": "One",\n"tags": ["a",\n"b"], "draft": true }\n---\n', 2),
    "semicolons": (';;;\n{ "title": "One",\n"tags": ["a",\n"b"], "draft": true }\n;;;\n', 2),
    "no braces": (';;;\n"title": "One",\n"tags": ["a",\n"b"], "draft": true\n;;;\n', 2),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("text", "line"), FORMS.values(), ids=FORMS)
def test_other_formats_and_places(text: str, line: int, end: str) -> None:
    note = split(f"{text}\n# Heading\n".replace("\n", end))
    assert (note.data["title"], note.data["tags"]) == ("One", ["a", "b"])
    assert note.data["draft"] is True
    assert (note.lines["title"], note.lines["tags"]) == (line, line + 1)
    assert (note.body, note.offset) == (f"{end}# Heading{end}", text.count("\n"))
    assert note.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "\n---\n\nWe met.\n\n---\n\nWe left.\n",
        "<!-- a -->\n---\nPresent: Ana, Bo\n---\n",
        "<!-- never closed\n---\ntitle: One\n---\n",
        "<!-- truncate -->\n---\ntitle: One\n---\n",
        "Present: Ana\n---\nText\n",
        "    ---\n    title: One\n    ---\n",
        "+++\nWe met.\n+++\n",
        "+++\nWe met.\n",
        "+++ title = 'x' +++\n",
        ";;;\nWe met.\n;;;\n",
        "{frontMatter.title}\n\nText\n",
        "{1 + 2}\n",
        "{}\n",
        "{\n",
        '{"result": 1}\n',
        '{"title": "One"} is what we sent.\n',
        "{youtube}`aqz-KE-bpKQ`\n",
        "[1, 2]\n",
        "Date: 2026-05-06\nAttendees: Ana\n\nText\n",
        "Title: One\nWe met.\n",
        "Title: One\nZoom: https://example.org\n\nText\n",
        "Title:\nDate: 2026-05-06\n\nText\n",
        "Note: we met.\n",
    ],
)
def test_text_that_only_looks_like_another_format(text: str) -> None:
    assert split(text) == FrontMatter({}, {}, text, 0)


def test_plain_lines_as_in_pelican() -> None:
    note = split(
        "Title: Call: the second\nDate: 2026-05-06 17:00\nTags: a, b\nSlug: call\n"
        "Summary: One line\n  and another\n\nText: here.\n"
    )
    assert note.data == {
        "title": "Call: the second",
        "date": "2026-05-06 17:00",
        "tags": "a, b",
        "slug": "call",
        "summary": "One line and another",
    }
    assert note.lines == {"title": 1, "date": 2, "tags": 3, "slug": 4, "summary": 5}
    assert (note.body, note.offset, note.problems) == ("\nText: here.\n", 6, ())


def test_dates_and_tables_of_toml() -> None:
    note = split(
        "+++\ndate = 2026-05-06\nstart = 2026-05-06T17:00:00Z\n[taxonomies]\ntags = ['a']\n+++\n"
    )
    assert note.data["date"] == dt.date(2026, 5, 6)
    assert note.data["start"] == dt.datetime(2026, 5, 6, 17, tzinfo=dt.UTC)
    assert (note.data["tags"], note.lines["tags"]) == (["a"], 4)


@pytest.mark.parametrize(
    ("text", "data", "place"),
    [
        ("+++\ntitle = One\ndraft = true\n+++\nText", {"draft": True}, (2, "as TOML")),
        ("+++\ntitle = 'One'\n\nText", {"title": "One"}, (1, "put `+++` on line 3")),
        ("\n---\ntitle: One\n\nText", {"title": "One"}, (2, "put `---` on line 4")),
        ("\n---\ntitle: a: b\ndraft: true\n---\nText", {"draft": True}, (3, "in quotes")),
        ('{"title": "One", "draft": true,}\nText', {"title": "One", "draft": True}, (1, "JSON")),
        ('{\n"title": "One",\n}\nText', {"title": "One"}, (1, "not valid JSON")),
        ("+++\ntitle = 'One'\ntitle = 'Two'\n+++\nText", {"title": "Two"}, (3, "twice")),
        ('{"title": "One", "title": "Two"}\nText', {"title": "Two"}, (1, "twice")),
    ],
)
def test_faults_of_other_formats(text: str, data: object, place: tuple[int, str]) -> None:
    note = split(text)
    assert note.data == data
    assert note.body.strip() == "Text"
    [(line, message)] = told(note)
    assert line == place[0]
    assert place[1] in message


@pytest.mark.parametrize(
    "text",
    [
        f"+++\ntitle = 'One'\nx = {'[' * 400}{']' * 400}\n+++\n",
        f"+++\ntitle = 'One'\nx = 0x{'f' * 5_000}\n+++\n",
        f'{{"title": "One", "x": {"[" * 400}{"]" * 400}}}\n',
        f'{{"title": "One", "x": {"1" * 300}}}\n',
    ],
)
def test_extreme_values_of_other_formats(text: str) -> None:
    note = split(text)
    assert note.data == {"title": "One"}
    assert len(note.problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{" * 200_000,
        '{"title": ' + "[" * 200_000,
        "+++\n" + "a = [\n" * 20_000 + "+++\n",
        "+++\ntitle = '" + "\n[a]" * 15_000 + "\n+++\n",
        "<!-- -->\n" * 50_000,
        "\n" * 300_000 + "---\n",
        "% a\n" * 100_000,
        "Title: a\n" + " b\n" * 20_000,
        "Title: a\n" * 50_000,
        "---\n" + "title: a\n----\n" * 20_000,
    ],
)
def test_other_formats_are_quick(text: str) -> None:
    start = time.process_time()
    split(text)
    assert time.process_time() - start < _HANG


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("Title: One\nDATE: 2026-05-06\nTAGS: [a]", ["title", "date", "tags"]),
        ("title: One\nTitle: Two", ["title", "Title"]),
        ("Draft: true\nUnlisted: true\nMeeting: false", ["draft", "unlisted", "meeting"]),
        ("hide-toc: true\nFoo: 1", ["hide-toc", "Foo"]),
    ],
)
def test_keys_of_ours_in_any_case(source: str, data: list[str]) -> None:
    assert list(split(f"---\n{source}\n---\n").data) == data


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("pubDate: 2026-05-06", 3),
        ("pubDatetime: 2026-05-06", 3),
        ("date:\n  created: 2026-05-06\n  updated: 2026-06-01", 3),
        ("date: 2026-05-06\npubDate: 2026-06-01", 3),
    ],
)
def test_dates_of_other_tools(source: str, line: int) -> None:
    note = split(f"---\nlayout: post\n{source}\n---\n")
    assert (note.data["date"], note.lines["date"]) == (dt.date(2026, 5, 6), line)


def test_registries_use_it_too() -> None:
    fields = load_fields("a: {b: c}\nd: e: f\n")
    assert (fields.data, fields.lines) == ({"a": {"b": "c"}}, {"a": 0})
    [problem] = fields.problems(Kind.REGISTRY, 1)
    assert (problem.kind, problem.line) == (Kind.REGISTRY, 2)


# --- what always holds ---

#: what texts of notes are made of, for better or worse
BITS = st.sampled_from(
    [
        *("---", "---\n", "\n", "\r\n", "\r", "\ufeff", " ", "\t", "title: ", "a: b\n", "text\n"),
        *("- ", "? ", ": ", "[", "]", "{", "}", "'", '"', "# ", "|\n", "%", "...\n"),
        *("&a ", "*a", "<<: ", "!!int ", "2023-02-30", "draft: true"),
        *("\0", "\ud800", "\x85", "\u2028"),
        *("+++\n", "----\n", ";;;\n", "<!--", "-->", "{/*", "*/}", '{"title": "a"}', "Title: a\n"),
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(BITS).map("".join),
    st.lists(BITS).map(lambda bits: "---\n" + "".join(bits)),
    st.lists(BITS).map(lambda bits: "---\n" + "".join(bits) + "\n---\nText"),
)


@given(TEXTS)
def test_no_text_is_lost(text: str) -> None:
    note = split(text)
    plain = text.removeprefix("\ufeff")
    above = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", plain)[: note.offset]
    assert "".join(above) + note.body == plain


@given(TEXTS)
def test_everything_is_said_on_a_line_above_the_body(text: str) -> None:
    note = split(text)
    assert set(note.lines) == set(note.data)
    assert all(0 < line < note.offset + 1 for line in note.lines.values())
    lines = len(re.findall(r"\r\n|\r|\n", text)) + 1
    assert all(1 <= problem.line <= lines for problem in note.problems)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    # without the characters that end a line in YAML and nowhere else
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"),
        max_size=30,
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda values: st.one_of(
        st.lists(values, max_size=4), st.dictionaries(st.text("abc 1:"), values, max_size=4)
    ),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9_ -]{0,12}", fullmatch=True), VALUES)


@given(MAPPINGS, st.sampled_from([True, False, None]))
def test_sane_mappings_are_read_as_pyyaml_reads_them(
    mapping: dict[str, object], flow: bool | None
) -> None:
    source = yaml.safe_dump(mapping, default_flow_style=flow, allow_unicode=True)
    note = split(f"---\n{source}---\nText\n")
    assert note.problems == ()
    assert note.body == "Text\n"
    # what PyYAML reads is the measure, which is not always what it wrote
    assert note.data == yaml.safe_load(source)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora of real notes")
def test_real_notes_are_read_without_a_problem() -> None:
    paths = sorted(path for path in CORPORA.rglob("*") if path.suffix in (".md", ".mdx"))
    assert len(paths) > 100
    for path in paths:
        read = path.read_text(encoding="utf-8")
        note = split(read)
        assert note.problems == (), path
        # some begin with a byte order mark, which is no part of a note
        text = read.removeprefix("\ufeff")
        assert bool(note.data) == text.startswith("---\n"), path
        assert "".join(text.splitlines(keepends=True)[: note.offset]) + note.body == text
        source = text.splitlines()
        assert all(source[line - 1].startswith(key) for key, line in note.lines.items())
