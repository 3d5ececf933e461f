"""Which notes stay out, in the words of any tool, and how an author gets to know."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.front_matter import split
from sphinxcontrib_meetings.parse.hidden import (
    Hidden,
    hidden_by,
    hidden_in,
    hidden_in_docinfo,
    published,
)

TODAY = dt.date(2026, 5, 6)


def today() -> dt.date:
    return TODAY


def never() -> dt.date:
    raise AssertionError("the day does not matter here")


HIDDEN = [
    *("draft: true", "Draft: True", "DRAFT: yes", "draft: y", "draft: 1", 'draft: "true"'),
    *("draft: on", "draft: t", "draft: ''", "draft: true # wip", '"draft": true', "isDraft: true"),
    *("status: draft", "Status: Draft", "status: hidden", "status: private", "status: skip"),
    *(
        "visibility: private",
        "published: false",
        "published: no",
        "published: 0",
        "publish: false",
    ),
    *("Published: n", "public: false", "private: true", "PRIVATE: Yes", "hidden: true"),
    *("visible: false", "visible: off", "unpublished: true", "draft: false\nprivate: true"),
]
HIDDEN_TODAY = [
    *("publishDate: 2026-05-07", "publish_date: 2026-05-07", "publishdate: 2027-01-01 10:00"),
    *("publish-date: May 7, 2026", "published: 2026-06-01", "expiryDate: 2026-05-06"),
    *("expiry_date: 2026-01-01", "expires: 2025-12-31", "unpublishDate: 2026-05-05"),
]
IN_DOUBT = [
    *("draft: maybe", "draft: [true]", "draft: soon", "draft: 2", "draft: {a: b}"),
    *("status: work in progress (wip)", "status: pending", "status: draft, for now"),
    *("published: someday", "private: board", "hidden: partly", "visible: members"),
    *("publishDate: soon", "expiryDate: never", "publishDate: 06/05/2026"),
]
SHOWN = [
    *("draft: false", "draft: no", "draft: n", "draft: 0", "draft: off", "draft:", "draft: ~"),
    *("status: published", "status: confirmed", "status: cancelled", "status:", "published: true"),
    *("published:", "private: false", "hidden: no", "visible: true", "visible:", "public: yes"),
    *("hide: [toc]", "title: draft", "tags: [draft]", "about:\n  draft: true", "unlisted: true"),
]
SHOWN_TODAY = [
    *("publishDate: 2026-05-06", "publish_date: 2026-01-01", "published: 2026-05-06"),
    *("expiryDate: 2026-05-07", "publishDate: 2020-01-01\nexpiryDate: 2030-01-01"),
]


@pytest.mark.parametrize("field", HIDDEN)
def test_hidden(field: str) -> None:
    assert hidden_in(f"---\ntitle: One\n{field}\n---\n", never) == Hidden(3 + field.count("\n"))


@pytest.mark.parametrize("field", HIDDEN_TODAY)
def test_hidden_today(field: str) -> None:
    assert hidden_in(f"---\n{field}\n---\n", today) == Hidden(2)


@pytest.mark.parametrize(
    "field", [*SHOWN, *SHOWN_TODAY, "date: 2030-01-01", "pubDate: 2030-01-01"]
)
def test_shown(field: str) -> None:
    assert hidden_in(f"---\n{field}\n---\nText\n", today) is None


@pytest.mark.parametrize("field", IN_DOUBT)
def test_in_doubt_a_note_stays_out_and_says_how_to_publish_it(field: str) -> None:
    note = hidden_in(f"\n---\ntitle: One\n{field}\n---\n", today)
    assert note is not None
    [problem] = note.problems
    assert problem.line == 4
    assert "the note is left out" in problem.message
    assert "to publish it, " in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "\n---\ndraft: true\n---\n",
        "<!-- a -->\n---\ndraft: true\n---\n",
        "----\ndraft: true\n----\n",
        " ---\n draft: true\n ---\n",
        "+++\ndraft = true\n+++\n",
        '{"draft": true}\n',
        '---json\n{"draft": true}\n---\n',
        "Title: One\nStatus: draft\n\nText\n",
        "---\ntitle: One\ndraft: true\n\nText\n",
        "---\n\ndraft: true\n\nText\n",
        "+++\ntitle = 'One'\ndraft = true\n\nText\n",
    ],
)
def test_hidden_in_any_format(text: str) -> None:
    found = hidden_in(text, never)
    assert found is not None
    assert not found.problems


@pytest.mark.parametrize(
    "value", ["true", "True", "yes", "on", "'true'", '"yes"', "1", "true # wip"]
)
def test_one_line_is_enough_if_another_field_is_broken(value: str) -> None:
    for extra in ("", "x: y: z\n", "x: " + "y" * 70_000 + "\n", "draught: [\n"):
        assert hidden_in(f"---\n{extra}draft: {value}\n---\n", never), extra[:9]
        assert hidden_in(f"\ufeff---\r\ndraft: {value}\r\n{extra}---\r\nText", never), extra[:9]
    assert hidden_in(f"---\ntitle: One\ndraft: {value}\n\nText\n", never)
    assert hidden_in(f"---\ntitle: One: two\ndraft: {value}\n\nText\n", never)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("draft: true\n", 1),
        ("Date: 2026-05-06\nStatus: draft\n\nText\n", 2),
        ("===\ndraft: true\n===\n", 2),
        ("```yaml\ndraft: true\n```\n", 2),
        ("    ---\n    draft: true\n    ---\n", 2),
        ("{\n  title: One\n  draft: true\n", 3),
        ("+++\ntitle = One\ndraft = yes\n+++\n", 3),
        (".. title: One\n.. status: draft\n\nText\n", 2),
        ("<!--\n.. status: draft\n-->\nText\n", 2),
    ],
)
def test_fields_that_are_not_in_front_matter_leave_doubt(text: str, line: int) -> None:
    for start in ("", "\ufeff"):
        found = hidden_in(start + text, today)
        assert found is not None
        assert found.line == line
        assert "remove this line, or write 'draft: false'" in found.doubt


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Call\n\n---\ntitle: One\ndraft: true\n---\n\nText\n", 5),
        ("We met.\r\n---\r\ndraft: true\r\n---\r\n", 3),
        ("# Call\n+++\ndraft = true\n+++\n", 3),
        ("import X from 'y'\n\n---\npublished: false\n---\n", 4),
    ],
)
def test_front_matter_that_comes_too_late_leaves_doubt(text: str, line: int) -> None:
    found = hidden_in(text, today)
    assert found is not None
    assert found.line == line
    assert "not at the start of the file" in found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "# Call\n\n```yaml\n---\ndraft: true\n---\n```\n",
        "Write this:\n\n    ---\n    draft: true\n    ---\n",
        "# Call\n\n---\nWe met.\n\n---\n\ndraft: true\n",
        "# Call\n" + "\n" * 20 + "---\ndraft: true\n---\n",
        "---\ntitle: One\n---\ndraft: true\n",
        "---\nx: y: z\n---\ndraft: true\n",
        "---\nx: y: z\nabout:\n  draft: true\n---\n",
        "---\n\nWe met.\n\ndraft: true\n",
        "# Call\n\nStatus: draft\n",
        "We met.\n\ndraft: true\n",
        "* Status: draft\n",
        "**Status:** draft\n",
        "Drafts: true\n",
        "",
    ],
)
def test_text_does_not_hide_a_note(text: str) -> None:
    assert hidden_in(text, never) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (":draft:\n\nA\n=\n", 1),
        (":Draft: Yes\n\nA\n=\n", 1),
        ("A\n=\n\n:tags: a\n:status: draft\n", 5),
        ("=\nA\n=\n\n:private: true\n", 5),
        (".. a comment\n\n:published: no\n", 3),
        ("A\n=\n\n:publishDate: 2026-06-01\n", 4),
        ("\ufeff:visible: false\n", 1),
    ],
)
def test_hidden_by_docinfo(text: str, line: int) -> None:
    assert hidden_in_docinfo(text, today) == Hidden(line)


def test_front_matter_of_another_format_in_restructuredtext_leaves_doubt() -> None:
    found = hidden_in_docinfo("---\ntitle: One\ndraft: true\n---\n\nText\n", never)
    assert found is not None
    assert (found.line, bool(found.doubt)) == (3, True)


@pytest.mark.parametrize("text", [":draft: no\n", ":status: final\n", ":tags: draft\n", "A\n=\n"])
def test_shown_by_docinfo(text: str) -> None:
    assert hidden_in_docinfo(text, never) is None


def test_the_days_on_which_a_note_appears_or_disappears() -> None:
    fields = {"publishDate": "2026-05-07", "Expiry_Date": dt.datetime(2027, 1, 2, 3), "x": "2020"}
    assert published(fields) == ["2026-05-07", "2027-01-02"]
    assert published({"date": TODAY, "published": True, "publishDate": "soon"}) == []


#: what fields of front matter are made of
BITS = st.sampled_from(
    [
        *("---\n", "+++\n", "----\n", "\n", "draft", ": ", " = ", "true", "maybe", "[", "'", "{"),
        *(
            "status: ",
            "publishDate: ",
            "2030-01-01",
            "<!--",
            "Title: a\n",
            "\ud800",
            ":",
            "..",
            "\r",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(BITS).map("".join)))
def test_nothing_raises_and_what_was_read_counts(text: str) -> None:
    note = split(text)
    found = hidden_in(text, today)
    hidden_in_docinfo(text, today)
    if hidden_by(note.data, note.lines, today):
        assert found is not None
