"""Agendas: what is an item, who brings it up, and what treats it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.minutes import Topic
from sphinxcontrib_meetings.parse.minutes.agenda_items import Known, marked_topic, read_topic
from sphinxcontrib_meetings.parse.minutes.agenda_places import is_agenda
from sphinxcontrib_meetings.parse.minutes.body import Body
from sphinxcontrib_meetings.parse.minutes.topic_titles import title_words

PEOPLE = ("Ada Lovelace", "Bo Diddley", "Maximilian Huber", "cynthia")


def item(text: str, people=PEOPLE) -> tuple | None:
    topic = read_topic(Body(text), Known(people))
    return topic and (topic.title, topic.owners, topic.minutes, topic.type)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Charter", ("Charter", (), None, "")),
        ("Charter (Ada)", ("Charter", ("Ada",), None, "")),
        ("Charter (Ada & Bo)", ("Charter", ("Ada", "Bo"), None, "")),
        ("Charter (Ada/Bo/Max)", ("Charter", ("Ada", "Bo", "Max"), None, "")),
        ("Charter (Ada + Bo)", ("Charter", ("Ada", "Bo"), None, "")),
        ("Charter (Ada Lovelace)", ("Charter", ("Ada Lovelace",), None, "")),
        ("Charter (Grace Hopper)", ("Charter", ("Grace Hopper",), None, "")),
        ("Charter (@ada)", ("Charter", ("@ada",), None, "")),
        ("Charter [10 min]", ("Charter", (), 10, "")),
        ("Charter (15 minutes)", ("Charter", (), 15, "")),
        ("Charter - 5 minutes", ("Charter", (), 5, "")),
        ("Charter (Ada, 20 mins)", ("Charter", ("Ada",), 20, "")),
        ("Charter (Pat, 20 mins)", ("Charter", ("Pat",), 20, "")),
        ("Charter (Ada) [10m]", ("Charter", ("Ada",), 10, "")),
        ("Charter (Ada) (15 minutes)", ("Charter", ("Ada",), 15, "")),
        ("Charter [1h]", ("Charter", (), 60, "")),
        ("Charter (1h 30m)", ("Charter", (), 90, "")),
        ("[10 min] Charter", ("Charter", (), 10, "")),
        ("10 min: Charter", ("Charter", (), 10, "")),
        ("Charter - Ada", ("Charter", ("Ada",), None, "")),
        ("Charter \u2013 Ada & Bo", ("Charter", ("Ada", "Bo"), None, "")),
        ("[Ada, 5 min] Charter", ("Charter", ("Ada",), 5, "")),
        ("[Other, 5 min] Charter", ("[Other, 5 min] Charter", (), None, "")),
        ("Charter - @ada, 5 minutes", ("Charter", ("@ada",), 5, "")),
        ("Charter - @ada, @bo", ("Charter", ("@ada", "@bo"), None, "")),
        ("Charter @ada @bo", ("Charter", ("@ada", "@bo"), None, "")),
        ("Charter - @ada, @ @bo", ("Charter", ("@ada", "@bo"), None, "")),
        ("Charter - cynthia", ("Charter", ("cynthia",), None, "")),
        ("Ada: Charter", ("Charter", ("Ada",), None, "")),
        ("Ada - Charter", ("Charter", ("Ada",), None, "")),
        ("Ada/Bo - Charter", ("Charter", ("Ada", "Bo"), None, "")),
        ("[Ada] Charter", ("Charter", ("Ada",), None, "")),
        ("(Bo) Charter", ("Charter", ("Bo",), None, "")),
        ("Ada: Charter? (Ada, Bo)", ("Charter? (Ada, Bo)", ("Ada",), None, "")),
        ("Charter (Ada) and bylaws (Bo).", ("Charter (Ada) and bylaws", ("Ada", "Bo"), None, "")),
        ("Charter (Ada) for all", ("Charter (Ada) for all", ("Ada",), None, "")),
        ("Charter (Ada, after the break)", ("Charter (Ada, after the break)", ("Ada",), None, "")),
        ("DEMO: New map", ("New map", (), None, "demo")),
        ("Demo\uff1aNew map".replace("\uff1a", ":"), ("New map", (), None, "demo")),
        ("[Demo] New map (Ada, 5m)", ("New map", ("Ada",), 5, "demo")),
        ("(DEMO) New map", ("New map", (), None, "demo")),
        ("DISCUSSION: Charter", ("Charter", (), None, "discussion")),
        ("DEMO + Showcase: Charter", ("Charter", (), None, "demo + showcase")),
        ("3. Charter", ("Charter", (), None, "")),
        ("Topic: Charter", ("Charter", (), None, "")),
        # what is not certain stays in the title
        ("Charter (optional)", ("Charter (optional)", (), None, "")),
        ("Charter (Optional)", ("Charter (Optional)", (), None, "")),
        ("Charter (if time permits)", ("Charter (if time permits)", (), None, "")),
        ("Charter (https://example.org)", ("Charter (https://example.org)", (), None, "")),
        ("Charter (CVE)", ("Charter (CVE)", (), None, "")),
        ("Charter (Grace)", ("Charter (Grace)", (), None, "")),
        ("Charter (Eric's PR)", ("Charter (Eric's PR)", (), None, "")),
        ("Charter - License", ("Charter - License", (), None, "")),
        ("Profiles - Security", ("Profiles - Security", (), None, "")),
        ("Charter with Ada & Bo", ("Charter with Ada & Bo", (), None, "")),
        ("Talk to @ada", ("Talk to @ada", (), None, "")),
        ("Charter (5 to 10 minutes)", ("Charter (5 to 10 minutes)", (), None, "")),
        ("Release 2.0", ("Release 2.0", (), None, "")),
        ("Security: the plan", ("Security: the plan", (), None, "")),
        ("Demo of the map", ("Demo of the map", (), None, "")),
        ("Any Other Business (AOB)", ("Any Other Business (AOB)", (), None, "")),
    ],
)
def test_item(text, expected):
    assert item(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "-",
            "...",
            "\u2026",
            "TBD",
            "tbd.",
            "None",
            "N/A",
            "TODO",
            "<topic>",
            "[your topic]",
        ),
        *("Your topic here", "Add your topics here", "Please add agenda items below", "Item 1"),
        *("Topic", "Topic 2", "(add items)", "[Name] topic", "your item", "No agenda items"),
        *("Ada: I think that we should do it.", "https://example.org/a", "Tune in\u2026"),
        "It has too many sources and nobody understands it all. How about another one, which is "
        "simple enough for everybody?",
        "topic (owner)",
        "Item 1 [presenter, time]",
    ],
)
def test_no_item(text):
    assert item(text) is None


def test_a_name_in_parentheses_counts_where_nobody_can_tell():
    assert item("Charter (Grace)", ()) == ("Charter", ("Grace",), None, "")
    assert item("Charter - Grace", ()) == ("Charter - Grace", (), None, "")


def test_initials_count_if_they_fit_one():
    assert item("Charter (AL)") == ("Charter", ("AL",), None, "")
    assert item("Charter (AL)", ("Ada Lovelace", "Amy Lee")) == ("Charter (AL)", (), None, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, True)
            for text in ("Agenda", "Agenda:", "Proposed agenda", "Topics", "Agenda items")
        ),
        *((text, True) for text in ("Today\u2019s agenda", "Discussion topics", "Tagesordnung")),
        *((text, True) for text in ("Call Agenda", "Agenda 2024-05-01", "Agenda (draft)")),
        *((text, False) for text in ("Agenda for May", "Agenda bashing", "Topic", "Next agenda")),
        *((text, False) for text in ("Agenda review", "", "Notes", "Hot topics in AI")),
    ],
)
def test_label(text, expected):
    assert is_agenda(text) is expected


def titles(minutes, text: str, *rules: str) -> list[str]:
    return [topic.title for topic in minutes.items(text, Topic, *rules)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# M\n\n## Agenda\n\n- One\n- Two\n  - detail\n\n## Notes\n\n- said\n", ["One", "Two"]),
        ("# M\n\n## Agenda\n\nPlease add.\n\n1. One\n2. Two\n", ["One", "Two"]),
        ("# M\n\n**Agenda**\n\n- One\n\n**Notes**\n\n- said\n", ["One"]),
        ("# M\n\nAgenda:\n\n- One\n\nFor today:\n\n- Two\n", ["One", "Two"]),
        ("# M\n\nAgenda:\n- One\n\nAttendees:\n\n- Ada\n", ["One"]),
        ("# M\n\n- Agenda\n  - One\n  - Two\n- Notes\n  - said\n", ["One", "Two"]),
        ("# M\n\n## Agenda\n\n- One\n\nAda: I said so.\n\n- what she said\n", ["One"]),
        ("# M\n\n## Agenda\n\n- One - @a\n\nAda: I.\n\n- Two - @b\n", ["One", "Two"]),
        ("# M\n\n## Agenda\n\n- One\n*Two\n*Three\n", ["One", "Two", "Three"]),
        ("# M\n\n## Agenda\n\n- One\n##Notes\n- said\n", ["One"]),
        ("# M\n\n## Agenda\n\n- One\n- ~~Two~~\n- TBD\n", ["One"]),
        ("# M\n\n## Agenda\n\n- One that is\n  long\n", ["One that is long"]),
        ("# M\n\n## Agenda\n\n- [ ] One\n- [x] Two\n", ["One", "Two"]),
        (
            "# M\n\n## Agenda\n\n- Chair: Ada\n- Date: 2024-05-01\n- One\n- Next week: Two\n",
            ["One"],
        ),
        ("# M\n\n## Agenda\n\n### One\n\nsaid\n\n### Two (Ada)\n\n- said\n", ["One", "Two"]),
        ("# M\n\n## Agenda\n\n### Action items\n\n- x\n\n### One\n", ["One"]),
        ("# M\n\n## Agenda items\n\n### Group\n\n*about it*\n\n#### One\n\nsaid\n", ["One"]),
        ("# M\n\n## Agenda\n\n- One\n\n## One\n\nsaid\n\n## Two - @a\n\nsaid\n", ["One", "Two"]),
        ("# M\n\n## Agenda\n\nOne - @a\\\nTwo - @b\\\nThree\n", ["One", "Two", "Three"]),
        ("# M\n\n## Agenda\n\nWe meet, and talk\nabout this and that.\n", []),
        ("# M\n\n## Agenda\n\nNo agenda was sent.\n\n## Notes\n\n- said\n", []),
        ("# M\n\n## Next meeting\n\n### Agenda\n\n- One\n", []),
        ("# M\n\n## Agenda for May\n\n- One\n", []),
        ("# M\n\n> Agenda:\n>\n> - One\n", []),
        ("# M\n\n```\nAgenda:\n- One\n```\n", []),
        (
            "# M\n\n## Agenda\n\n| Topic | Owner | Time |\n|---|---|---|\n| One | Ada | 10 |\n",
            ["One"],
        ),
        ("# M\n\n## Agenda\n\n| A | B |\n|---|---|\n| One | Ada |\n", []),
        (
            "# M\n\n* [One](https://a.org/1) - @a\n* [Two](https://a.org/2) - @b, @c\n",
            ["One", "Two"],
        ),
        ("# M\n\n## To do\n\n* [One](https://a.org/1) - @a\n* [Two](https://a.org/2) - @b\n", []),
        ("# M\n\n* Write it - @a\n* Send it - @b\n", []),
        ("# M\n\n## [One](https://a.org) - @a, @b\n\nsaid\n", ["One"]),
        ("# M\n\n## Decisions\n\n### Ask @a\n", []),
        ("# M\n\nTopic: One\n\n<ada> Hello\n\n<bo> topic: Two\n", ["One", "Two"]),
        ("# M\n\n## Topic: One\n\nsaid\n", ["One"]),
        ("# M\n\nTopic: Weekly call\nTime: May 3, 2024 10:00\n", []),
        ("# M\n\n#topic One\n\n#info said\n\n<bo> #topic Two (Ada)\n", ["One", "Two"]),
        ("# M\n\nWe left the topic: it was late.\n", []),
    ],
)
def test_places(minutes, text, expected):
    assert titles(minutes, text) == expected


def test_a_label_without_a_colon_right_above_a_list(minutes):
    text = "# Call\n\nAgenda\n\n- Charter\n\nNotes\n\n- It is long\n\nAgenda\n\nNothing\n"
    assert [topic.title for topic in minutes.items(text, Topic)] == ["Charter"]


def test_row_of_a_table(minutes):
    text = (
        "# M\n\n## Agenda\n\n| Item | Lead | Minutes |\n|---|---|---|\n"
        "| DEMO: One | Ada Lovelace | 10 |\n| Two | | 5 min |\n"
    )
    found = [(t.title, t.owners, t.minutes, t.type) for t in minutes.items(text, Topic)]
    assert found == [("One", ("Ada Lovelace",), 10, "demo"), ("Two", (), 5, "")]


def test_owners_are_those_who_attended(minutes):
    text = "# M\n\nPresent: Ada Lovelace, Bo Diddley\n\n## Agenda\n\n- Map - Ada\n- Map 2 - Rust\n"
    found = [(topic.title, topic.owners) for topic in minutes.items(text, Topic)]
    assert found == [("Map", ("Ada",)), ("Map 2 - Rust", ())]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# M\n\n## Agenda\n\n- DEMO: The Map (Ada)\n\n## Notes\n\n### The map\n", 9),
        ("# M\n\n## Agenda\n\n- [Maps](https://a.org/7) - @a\n\n## [Map](https://a.org/7)\n", 7),
        ("# M\n\n## Agenda\n\n- Map\n\n## Map\n\nsaid\n\n## Map\n\nagain\n", None),
        ("# M\n\n## Agenda\n\n- Map\n\n## Atlas\n", None),
    ],
)
def test_section_that_treats_an_item(minutes, text, line):
    note = minutes.lines(text)
    (found,) = [one for one in minutes.find(text) if isinstance(one.item, Topic)]
    assert (note.lines[found.section].number if found.section >= 0 else None) == line


def test_same_words():
    assert title_words("`The` Map, again!") == title_words("the map again")


def test_signs_of_names():
    assert len({title_words(title) for title in ("C", "C++", "C#")}) == 3


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Budget", Topic("Budget")),
        ("Budget [10 min]", Topic("Budget", minutes=10)),
        ("Budget (10 minutes)", Topic("Budget", minutes=10)),
        ("Budget (Pat, 20 mins)", Topic("Budget", owners=("Pat",), minutes=20)),
        (
            "Budget (Pat and Ada Lovelace) [5 min]",
            Topic("Budget", owners=("Pat", "Ada Lovelace"), minutes=5),
        ),
        ("Budget - @pat", Topic("Budget", owners=("@pat",))),
        (
            "Budget \N{EN DASH} @pat, @ada (5 min)",
            Topic("Budget", owners=("@pat", "@ada"), minutes=5),
        ),
        ("DEMO: The map (Pat)", Topic("The map", owners=("Pat",), type="demo")),
        ("Discussion: tents", Topic("tents", type="discussion")),
        (
            "Žofie: plán (Žofie O'Neil-Nováková)",
            Topic("Žofie: plán", owners=("Žofie O'Neil-Nováková",)),
        ),
        ("API: the new one", Topic("API: the new one")),
        ("Budget (part 2)", Topic("Budget (part 2)")),
        ("Budget (continued)", Topic("Budget (continued)")),
        ("Budget [see #12]", Topic("Budget [see #12]")),
        ("Budget (2026)", Topic("Budget (2026)")),
        ("f(X) - what is it", Topic("f(X) - what is it")),
        ("Demo:", Topic("Demo")),
        ("TBD", Topic("TBD")),
    ],
)
def test_marked_items(text: str, item: Topic) -> None:
    assert marked_topic(text) == item


#: titles are without signs that nobody sees, such as soft hyphens
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


@given(st.text(max_size=300))
@example("0\u00ad0")
def test_any_text(text):
    assert marked_topic(text).title or not text.split()
    topic = read_topic(Body(text), Known(PEOPLE))
    if topic is None:
        return
    words = title_words(text.translate(UNSEEN)).split()
    assert topic.title
    assert all(word in " ".join(words) for word in title_words(topic.title).split())


@given(
    st.text(st.sampled_from("ab AB()[]@-:,/&0123 min\n#*"), max_size=200).map(
        lambda text: f"# M\n\n## Agenda\n\n- {text}\n"
    )
)
def test_any_agenda(minutes, text):
    for topic in minutes.items(text, Topic):
        assert topic.title.strip() == topic.title != ""
