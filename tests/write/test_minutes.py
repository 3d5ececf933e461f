"""What a note shows of its minutes, in every builder."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built

NOTE = """\
---
attendees: [Ada, Bo]
minutes: draft
---

# Call

```{decision} We *move* it
:id: 2026-1
:supersedes: 2025-9
```

<!-- truncate -->

Words, {meeting:action}`write it; owner: Ada; due: 2026-05-20` and
{meeting:action}`send it; owner: someone` at once.

```{action} Paint the sign
:state: done
```

- [ ] {meeting:decision}`buy paint; state: proposed`

| what | who |
|------|-----|
| {meeting:action}`rest` | Bo |

```{vote} A third day?
:counts: for 5, against 2
```

```{agenda}
- Budget [10 min]
```

```{decision} Gone
:superseded-by: 2026-1
```
"""
FILES = {
    "index.md": "# Index\n\n```{meeting-list}\n:include:\n```\n",
    "meetings/2026-05-06-a.md": NOTE.replace("action}`rest`", "action}`take a rest`"),
    "meetings/2026-05-13-b.md": "# B\n\n```{decision} Yes\n```\n",
}
CONF = {"meetings_minutes": [], "meetings_in_short": True}
#: name of a builder ─► file in its output with the note
BUILDERS = {
    "html": "meetings/2026-05-06-a.html",
    "dirhtml": "meetings/2026-05-06-a/index.html",
    "singlehtml": "index.html",
    "epub": "meetings/2026-05-06-a.xhtml",
    "latex": "test.tex",
    "man": "test.1",
    "texinfo": "test.texi",
    "text": "meetings/2026-05-06-a.txt",
}
BOOKS = {
    "latex_documents": [("index", "test.tex", "Test", "A", "manual")],
    "man_pages": [("index", "test", "Test", ["A"], "1")],
    "texinfo_documents": [("index", "test", "Test", "A", "test", "D", "M")],
}


@pytest.fixture(scope="module")
def site(shared_build: Build) -> Built:
    return shared_build(FILES, conf=CONF)


def _words(text: str, builder: str) -> str:
    """Return the words of an output, without its markup."""
    if builder in ("html", "dirhtml", "singlehtml", "epub"):
        soup = BeautifulSoup(text, "html.parser")
        text = (soup.select_one("section") or soup).get_text()
    text = re.sub(r"\\sphinxhyphen\{\}|\\-", "-", text)
    return " ".join(re.sub(r"\\f.|\\[a-zA-Z]+(?=\{)|[{}*_`'|]|@\w+", " ", text).split())


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_shows_them(shared_build: Build, builder: str) -> None:
    built = shared_build(FILES, builder=builder, conf=CONF | BOOKS)
    assert [warning for warning in built.warnings if "epub" not in warning.lower()] == []
    said = _words(built.text(BUILDERS[builder]), builder)
    for words in (
        "These minutes are a draft: they have not been approved yet.",
        "In short",
        "Decision · 2026-1 · supersedes 2025-9",
        "Action · Ada · due May 20, 2026",
        "Action · someone",
        "Action · done",
        "Decision · proposed",
        "Vote · for 5 · against 2",
        "superseded by 2026-1",
        *("We move it", "write it", "send it", "Paint the sign", "buy paint", "A third day?"),
    ):
        assert words in said, said


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_links_lead_to_their_places(shared_build: Build, builder: str) -> None:
    built = shared_build(FILES, builder=builder, conf=CONF | BOOKS)
    page = BeautifulSoup(built.text(BUILDERS[builder]), "html.parser")
    ids = {element["id"] for element in page.select("[id]")}
    anchors = {"decision-2026-1", "decision-1", "decision-2", "action-1", "action-2", "action-3"}
    assert anchors | {"action-4", "vote-1", "topic-1"} <= ids
    links = [a["href"] for a in page.select("section a[href*='#decision-'], a[href*='#action-']")]
    assert links
    assert [link for link in links if link.removeprefix("#") not in ids] == []


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_books_have_their_places(shared_build: Build, builder: str) -> None:
    text = shared_build(FILES, builder=builder, conf=CONF | BOOKS).text(BUILDERS[builder])
    for anchor in ("decision-2026-1", "action-1", "action-4", "vote-1"):
        place = f"meetings/2026-05-06-a{':' if builder == 'latex' else ' '}{anchor}"
        assert place in text


def test_labels_say_what_the_words_do_not(site: Built) -> None:
    page = site.seen("meetings/2026-05-06-a")
    labels = {badge["id"]: badge.get_text() for badge in page.select(".meetings-badge")}
    assert labels == {
        "decision-2026-1": "Decision · 2026-1 · supersedes 2025-9",
        "action-1": "Action · Ada · due May 20, 2026",
        "action-2": "Action · someone",
        "action-3": "Action · done",
        "decision-1": "Decision · proposed",
        "action-4": "Action",
        "vote-1": "Vote · for 5 · against 2",
        "decision-2": "Decision · superseded by 2026-1",
    }
    # a name that the archive knows is a link
    assert page.select_one("#action-1 a[href*='people/ada']").get_text() == "Ada"
    assert page.select_one("#action-2 a[href*='people']") is None
    places = [element.name for element in page.select(".meetings-minute")]
    assert places == ["div", "div", "li", "tr", "div", "div"]
    titles = {a["href"]: a["title"] for a in page.select("a[title^='Link to this']")}
    assert titles["#decision-2026-1"] == "Link to this decision"
    assert titles["#action-1"] == "Link to this action"
    assert {f"#{name}" for name in labels} <= titles.keys()


def test_the_box_leads_to_what_is_open(site: Built) -> None:
    box = site.seen("meetings/2026-05-06-a").select_one(".meetings-short")
    rows = [
        (dt.get_text(), [part.get_text() for part in dd.select("li")] or dd.get_text())
        for dt, dd in zip(box.select("dt"), box.select("dd"), strict=True)
    ]
    assert rows == [
        ("Who", "Ada, Bo"),
        ("Decided", ["We move it", "buy paint (proposed)"]),
        ("To do", ["write it (Ada, due May 20, 2026)", "send it (someone)", "take a rest"]),
    ]
    # there is too little in it
    assert not site.seen("meetings/2026-05-13-b").select(".meetings-short")


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_note_says_what_was_replaced_and_done_since(shared_build: Build, builder: str) -> None:
    first = """# First

```{decision} We meet in May
:id: may
```

```{decision} We have a choir
```

```{action} Paint the sign
:id: sign
```

```{action} Write to the members
```
"""
    second = "# Second\n\n```{decision} We meet in June\n:id: june\n:supersedes: may\n```\n"
    done = "\n```{action} Paint the sign\n:id: sign\n:state: done\n```\n"
    files = {
        "index.md": "# Index\n",
        "meetings/2026-05-06-a.md": first,
        "meetings/2026-05-13-b.md": second + done,
    }
    built = shared_build(files, builder=builder, conf=CONF)
    kind = {"html": "html", "text": "txt"}[builder]
    said = _words(built.text(f"meetings/2026-05-06-a.{kind}"), builder)
    assert "We meet in May: superseded by june" in said
    box = re.search(r"In short:? Decided.*?Write to the members", said)[0]
    assert "choir" in box
    assert "May" not in box
    assert "Paint" not in box
    assert "superseded by" not in _words(built.text(f"meetings/2026-05-13-b.{kind}"), builder)


def test_lists_and_feeds_have_the_words_alone(shared_build: Build) -> None:
    conf = CONF | {"html_baseurl": "https://x.example/", "meetings_feed_content": "full"}
    built = shared_build(FILES, conf=conf)
    index = built.seen("index").select_one(".meetings-list")
    assert "We move it" in " ".join(index.get_text().split())
    texts = [index.decode()]
    texts += [path.read_text("utf-8") for path in built.outdir.rglob("*.xml")]
    assert len(texts) > 1
    for text in texts:
        for mark in (
            "meetings-badge",
            "meetings-minute",
            "Decision ·",
            "Action ·",
            "Link to this",
        ):
            assert mark not in text


def test_the_style_sheet_is_loaded_where_it_is_needed(site: Built) -> None:
    assert "meetings-minutes.css" in site.text("meetings/2026-05-06-a.html")
    assert "meetings-minutes.css" in site.text("meetings/2026-05-13-b.html")
    assert "meetings-minutes.css" not in site.text("index.html")


def test_permalinks_may_be_turned_off(build: Build) -> None:
    built = build(FILES, conf=CONF | {"html_permalinks": False, "meetings_in_short": False})
    page = built.seen("meetings/2026-05-06-a")
    assert not page.select(".headerlink, .meetings-short")
    assert page.select(".meetings-badge")


def test_gettext_has_the_words_of_the_note_alone(build: Build) -> None:
    built = build(FILES, builder="gettext", conf=CONF)
    texts = "".join(path.read_text("utf-8") for path in built.outdir.rglob("*.pot"))
    assert "We *move* it" in texts
    for label in ("Decision ·", "Action ·", "In short"):
        assert label not in texts


def test_names_and_ids_follow_what_others_say(build: Build) -> None:
    registry = "Ada:\n  name: Ada Lovelace\n"
    note = "# C\n\nSee {meeting:decision}`2026-1`; {meeting:action}`the {meeting} list`.\n"
    files = {**FILES, "meetings/authors.yml": registry, "meetings/2026-05-20-c.md": note}
    built = build(files, conf=CONF)
    changed = {
        "meetings/authors.yml": registry.replace("Lovelace", "King"),
        "meetings/2026-05-06-a.md": FILES["meetings/2026-05-06-a.md"].replace("We *move*", "They"),
    }
    again = built.again(changed)
    assert again.seen("meetings/2026-05-06-a").select_one("#action-1 a[href*=people]").text == (
        "Ada King"
    )
    assert "See They it" in again.seen("meetings/2026-05-20-c").get_text()
    clean = build(files | changed, conf=CONF, jobs=2)
    for name in ("2026-05-06-a", "2026-05-13-b", "2026-05-20-c"):
        assert again.text(f"meetings/{name}.html") == clean.text(f"meetings/{name}.html")
