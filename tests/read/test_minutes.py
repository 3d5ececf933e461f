"""What directives, roles and rules record of minutes, and where it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.builds import Build, Built
from support.notes import Project, open_project
from support.records import record

from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Decision,
    DecisionState,
    Topic,
    Vote,
)
from sphinxcontrib_meetings.nodes.minutes import minute_mark, written_minute, written_words
from sphinxcontrib_meetings.parse.minutes import rules
from sphinxcontrib_meetings.parse.minutes.lines import Note, Style
from sphinxcontrib_meetings.parse.minutes.rule import Context, Finding, Rule
from sphinxcontrib_meetings.read import minutes as reading

# Rules as simple as can be: what they find is tested elsewhere.


def _labelled(label: str, made: Any) -> Any:
    def read(note: Note, context: Context) -> Iterable[Finding]:
        for index, line in enumerate(note.lines):
            if any(Style.CODE in span.style for span in line.spans):
                continue
            found = re.match(rf"\W*{label}: *(.*)", line.text, re.IGNORECASE)
            if found and found[1]:
                yield Finding(made(found[1]), index, index + 1)
            elif found:
                yield Finding(made("?"), index, index + 1, f"{label} of nothing; say what")

    return read


def _approves(note: Note, context: Context) -> Iterable[Finding]:
    for index, line in enumerate(note.lines):
        if found := re.match(r"approved the minutes of ([\d-]+)", line.text):
            day = dt.date.fromisoformat(found[1])
            yield Finding(("approves", day), index, index + 1)


def _rule(name: str, kind: str, read: Any) -> Rule:
    return Rule(name, kind, "", "", "", read, frozenset({"common"}))


RULES = (
    _rule("approves", "meeting", _approves),
    _rule("decision", "decision", _labelled("decision", Decision)),
    _rule("resolved", "decision", _labelled("resolved", Decision)),
    _rule("action", "action", _labelled("action", Action)),
)


@pytest.fixture(scope="module", autouse=True)
def simple_rules() -> Iterator[None]:
    """Let the preset ``common`` be these rules."""
    kept = rules.RULES
    rules.RULES = RULES
    rules.selected.cache_clear()
    yield
    rules.RULES = kept
    rules.selected.cache_clear()


URL = "https://youtu.be/aqz-KE-bpKQ"
#: directives and roles, in MyST
MARKED = f"""\
---
recording: {URL}
---

# Call

See {URL}?t=5.

```{{agenda}}
- DEMO: The map (Ada, 20 min)
  - a part of it
- Budget [10 min]
```

## Budget [2:00]({URL}?t=120)

```{{decision}} We *move* it
:id: 2026-1
:supersedes: 2025-9, 2025-8

Decision: this is a remark.
```

Some words [3:10]({URL}?t=190), and {{meeting:action}}`write it; owner: Ada; due: 2026-05-20` at once.

### Part

```{{action}}
---
owners: [Ada L., bo]
state: done
id: paint
---
Paint the sign
```

| what | who |
|------|-----|
| {{meeting:decision}}`buy paint; state: proposed` | Bo |

## Rest

```{{vote}} A third day?
:counts: for 5, against: 2
```
"""
MARKED_RST = f"""\
Call
====

:recording: {URL}

See {URL}?t=5.

.. agenda::

   - DEMO: The map (Ada, 20 min)

     - a part of it
   - Budget [10 min]

Budget `2:00 <{URL}?t=120>`__
------------------------------------------------------------

.. decision:: We *move* it
   :id: 2026-1
   :supersedes: 2025-9, 2025-8

   Decision: this is a remark.

Some words `3:10 <{URL}?t=190>`__, and :meeting:action:`write it; owner: Ada; due: 2026-05-20` at once.

Part
~~~~

.. action::
   :owners: Ada L., bo
   :state: done
   :id: paint

   Paint the sign

==================================================== ===
what                                                 who
==================================================== ===
:meeting:decision:`buy paint; state: proposed`       Bo
==================================================== ===

Rest
----

.. vote:: A third day?
   :counts: for 5, against: 2
"""
EXPECTED = {
    "topics": (
        Topic("The map", owners=("Ada",), minutes=20, type="demo", anchor="topic-1", seconds=5),
        Topic("Budget", minutes=10, anchor="topic-2", seconds=5),
    ),
    "decisions": (
        Decision(
            "We move it",
            id="2026-1",
            supersedes=("2025-9", "2025-8"),
            anchor="decision-2026-1",
            topic="Budget",
            seconds=120,
        ),
        Decision(
            "buy paint",
            state=DecisionState.PROPOSED,
            anchor="decision-1",
            topic="Part",
            seconds=190,
        ),
    ),
    "actions": (
        Action(
            "write it",
            owners=("Ada",),
            due=dt.date(2026, 5, 20),
            anchor="action-1",
            topic="Budget",
            seconds=190,
        ),
        Action(
            "Paint the sign",
            owners=("Ada L.", "bo"),
            state=ActionState.DONE,
            id="paint",
            anchor="action-paint",
            topic="Part",
            seconds=190,
        ),
    ),
    "votes": (
        Vote("A third day?", counts=(("for", 5), ("against", 2)), anchor="vote-1", topic="Rest"),
    ),
}


def _unplaced(items: Iterable[Any]) -> tuple[Any, ...]:
    """Return *items* without their lines, which differ between languages."""
    return tuple(replace(item, line=0) for item in items)


@pytest.fixture(scope="module")
def marked(shared_build: Build) -> Built:
    return shared_build(
        {
            "meetings/2026-05-06-a.md": MARKED,
            "meetings/2026-05-07-b.rst": MARKED_RST.replace("2026-1", "2026-2").replace(
                "paint\n", "paint-b\n"
            ),
        },
        conf={"meetings_minutes": []},
    )


@pytest.mark.parametrize("name", ["2026-05-06-a", "2026-05-07-b"])
def test_directives_and_roles(marked: Built, name: str) -> None:
    assert marked.warnings == []
    found = record(marked, f"meetings/{name}")
    for kind, items in EXPECTED.items():
        changed = repr(items)
        if name.endswith("b"):
            changed = changed.replace("2026-1", "2026-2").replace("id='paint'", "id='paint-b'")
            changed = changed.replace("action-paint", "action-paint-b")
        assert repr(_unplaced(getattr(found, kind))) == changed


def test_lines_of_what_is_marked(marked: Built) -> None:
    found = record(marked, "meetings/2026-05-06-a")
    assert [item.line for item in found.decisions] == [17, 39]
    assert [item.line for item in found.topics] == [10, 12]


RULED = """\
# Call

Decision: one
Decision: two
**Resolved:** three

- Action: Ada to write
- [ ] *Action*: Bo to call

| Decision: in a cell | x |
|---|---|
| Action: row | y |

## Decision: a heading

Words with {meeting:decision}`marked by hand` are not read again: Decision: no

`Decision: code`, and <!-- Decision: hidden -->

```
Decision: code
```
"""


def test_each_thing_has_a_place_of_its_own(build: Build) -> None:
    built = build(
        {
            "meetings/2026-05-06-a.md": RULED,
            "meetings/2026-05-07-b.md": f"---\nnote: 'Decision: no'\n---\n{RULED}\n## Action: 1\n",
            # headings have these ids already
            "meetings/2026-05-08-c.md": "# C\n\n## Decision 1\n\nDecision: yes\n\n## Decision 2\n",
            "meetings/council.md": (
                "# Council\n\n## 2026-06-03\n\nDecision: x\n\n## 2026-05-06\n\nDecision: y\n"
            ),
        }
    )
    assert built.warnings == []
    one, two = (record(built, f"meetings/{name}") for name in ("2026-05-06-a", "2026-05-07-b"))
    texts = ["one", "two", "three", "in a cell | x", "a heading", "marked by hand"]
    assert [item.text for item in one.decisions] == texts
    anchors = [item.anchor for item in one.decisions]
    assert anchors == [item.anchor for item in two.decisions]
    assert anchors == [
        *("decision-1", "decision-2", "decision-3", "decision-4"),
        *("decision-a-heading", "decision-5"),
    ]
    assert [item.anchor for item in one.actions] == ["action-1", "action-2", "action-3"]
    page = built.seen("meetings/2026-05-06-a")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {*anchors, "action-1", "action-2", "action-3"} <= set(ids)
    (only,) = record(built, "meetings/2026-05-08-c").decisions
    assert only.anchor == "decision-3"
    assert [
        record(built, f"meetings/council#council-{day}").decisions[0].anchor
        for day in ("2026-06-03", "2026-05-06")
    ] == ["council-2026-06-03-decision-1", "council-2026-05-06-decision-1"]


def test_what_is_not_understood_is_told_once(build: Build) -> None:
    few = "# A\n\nDecision:\n\nwords\n\nAction:\n"
    many = "# B\n\n" + "Decision:\n\nwords\n\n" * 12
    built = build(
        {
            "meetings/2026-05-06-a.md": few,
            "meetings/2026-05-07-b.md": many,
            "meetings/2026-05-08-c.rst": (
                "C\n=\n\n.. action::\n   :owner: Bo\n\n.. decision:: Yes\n   :state: no\n\n"
                ".. agenda::\n\n   words\n"
            ),
        },
    )
    a, b, c = (
        f"meetings/2026-05-0{name}: WARNING: " for name in ("6-a.md:{}", "7-b.md:{}", "8-c.rst:{}")
    )
    assert built.warnings == [
        f"{a.format(3)}decision of nothing; say what [meetings.minutes]",
        f"{a.format(7)}action of nothing; say what [meetings.minutes]",
        f"{b.format(3)}decision of nothing; say what (and 11 more in this note, in lines 7, 11, "
        "15, 19, 23, 27, 31, 35, …) [meetings.minutes]",
        f"{c.format(4)}action: it is empty; write what is to be done after its name or below "
        "[meetings.minutes]",
        f"{c.format(7)}decision: state: 'no' is not one of proposed, accepted, rejected, "
        "deprecated, superseded. [meetings.minutes]",
        f"{c.format(10)}agenda: there is no list in it; write one item for each topic "
        "[meetings.minutes]",
    ]


def test_roles_stand_anywhere(build: Build) -> None:
    note = (
        "# A {meeting:decision}`in the title`\n\n## {meeting:action}`in a heading; owner: Bo`\n\n"
        "1. {meeting:decision}`in a list`\n\n   ```{action} in a list\n   ```\n\n"
        "> {meeting:decision}`in a quote`\n\nWords[^1]\n\n[^1]: {meeting:action}`in a note`\n"
    )
    built = build({"meetings/2026-05-06-a.md": note}, conf={"meetings_minutes": []})
    assert built.warnings == []
    found = record(built, "meetings/2026-05-06-a")
    assert [item.text for item in found.decisions] == ["in the title", "in a list", "in a quote"]
    assert [item.text for item in found.actions] == ["in a heading", "in a list"]
    assert found.actions[0].topic == "in a heading"
    assert found.title == "A in the title"
    page = built.seen("meetings/2026-05-06-a")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {item.anchor for item in (*found.decisions, *found.actions)} <= set(ids)


def test_references_by_id(build: Build) -> None:
    note = (
        "# {0}\n\n```{{decision}} We stay\n:id: {0}\n```\n\n```{{action}} Write\n:id: x-1\n```\n\n"
        "```{{decision}} Same\n:id: twice\n```\n"
    )
    text = (
        "# Index\n\n{meeting:decision}`a` and {meeting:action}`the *text* <x-1>`, "
        "{meeting:decision}`twice`,\n{meeting:decision}`b2` and {meeting:action}`x-11`.\n"
    )
    built = build(
        {
            "index.md": text,
            "meetings/2026-05-06-a.md": note.format("a"),
            "meetings/2026-05-07-b.md": note.format("b"),
        },
        conf={"meetings_minutes": []},
    )
    page = built.seen("index")
    assert [(a["href"], a.get_text()) for a in page.select("section a.reference")] == [
        ("meetings/2026-05-06-a.html#decision-a", "We stay"),
        ("meetings/2026-05-07-b.html#action-x-1", "the *text*"),
    ]
    assert sorted(warning.partition("WARNING: ")[2] for warning in built.warnings) == [
        "the id 'twice' of decisions is in 'meetings/2026-05-07-b.md' and in "
        "'meetings/2026-05-06-a.md'; give one of them another id [meetings.ref]",
        "there is no action 'x-11'. Did you mean 'x-1'? [meetings.ref]",
        "there is no decision 'b2'. Use the id that a decision has; a new one has several words. "
        "[meetings.ref]",
    ]
    objects = built.app.env.get_domain("meeting").get_objects()
    assert sorted(
        (one[2], *one[0:1], *one[3:5]) for one in objects if one[2] in ("action", "decision")
    ) == [
        ("action", "x-1", "meetings/2026-05-07-b", "action-x-1"),
        ("decision", "a", "meetings/2026-05-06-a", "decision-a"),
        ("decision", "b", "meetings/2026-05-07-b", "decision-b"),
    ]
    # the text of the decision is that of the other page
    again = built.again({"meetings/2026-05-06-a.md": note.format("a").replace("stay", "go")})
    assert again.seen("index").select_one("section a.reference").get_text() == "We go"


def test_approval(build: Build) -> None:
    built = build(
        {
            "meetings/2026-05-06-a.md": "---\nminutes: Draft\n---\n# A\n",
            "meetings/2026-05-13-b.md": "---\nminutes: draft\n---\n# B\n",
            "meetings/2026-05-20-c.md": "---\nminutes: Ada\napproved: someday\n---\n# C\n",
            "meetings/2026-05-27-d.rst": "D\n=\n\n:approved: 2026-05-13-b\n",
            "meetings/2026-06-03-e.md": "# E\n\napproved the minutes of 2026-05-06\n",
        }
    )
    assert built.warnings == [
        "meetings/2026-05-20-c.md:3: WARNING: approved: there is no meeting 'someday'. Use the "
        "docname, slug or date of a meeting. [meetings.field]"
    ]
    names = ("06-a", "13-b", "20-c", "27-d")
    pages = [built.seen(f"meetings/2026-05-{name}") for name in names]
    said = [[p.get_text() for p in page.select(".meetings-of-minutes")] for page in pages]
    assert said == [
        ["Minutes approved on June 3, 2026 in E"],
        ["These minutes are a draft: they have not been approved yet."],
        [],
        ["Minutes approved on May 13, 2026 in B"],
    ]
    assert pages[1].select_one('[role="note"]')
    assert pages[0].select_one(".meetings-approved a")["href"] == "2026-06-03-e.html"
    assert "Ada" in pages[2].select_one(".meetings-role").get_text()
    again = built.again({"meetings/2026-06-03-e.md": "# E\n\nNothing.\n"})
    assert again.seen("meetings/2026-05-06-a").select_one('[role="note"]')


def test_names_of_others_are_left_to_them(build: Build) -> None:
    other = (
        "from docutils.parsers.rst import Directive\nfrom docutils import nodes\n"
        "class Own(Directive):\n    def run(self): return [nodes.paragraph('', 'theirs')]\n"
        "def setup(app): app.add_directive('decision', Own)\n"
    )
    built = build(
        {
            "conf.py": other,
            "meetings/2026-05-06-a.md": (
                "# A\n\n```{decision}\n```\n\n```{meeting:decision} ours\n```\n"
            ),
        },
    )
    assert "theirs" in built.seen("meetings/2026-05-06-a").get_text()
    assert [item.text for item in record(built, "meetings/2026-05-06-a").decisions] == ["ours"]


# ── no word is lost ───────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with open_project(tmp_path_factory.mktemp("minutes") / "project") as opened:
        yield opened


def test_the_property_below_has_directives_and_roles(project: Project) -> None:
    text = "```{decision} by hand\n```\n\n{meeting:action}`do it; owner: Ada`\n"
    found = project.parse(text).document.findall(nodes.Element)
    assert [type(node) for node in found if "minute" in node] == [written_minute, written_words]


_PARTS = st.sampled_from(
    [
        *("Decision: stay", "ACTION: Ada", "- [ ] Action: x", "- Decision: y", "**Action**: z"),
        *(
            "> Decision: quoted",
            "| Decision: a | b |\n|---|---|\n| Action: c | d |",
            "## Action: h",
        ),
        *("```\nDecision: code\n```", "    Action: code", "<!-- Decision: no -->", "`Action: x`"),
        *("[Decision: a\nAction: b](x)", "*Decision: a\nDecision: b* and", "1. Resolved: q", "\\"),
        *("```{decision} by hand\n```", "{meeting:action}`do it; owner: Ada`", "Action: q  "),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(st.tuples(_PARTS | st.text(max_size=12), st.sampled_from(["\n", "\n\n", " "]))),
    with_rules=st.booleans(),
)
def test_no_word_is_lost(project: Project, parts: list[tuple[str, str]], with_rules: bool) -> None:
    text = "# Call\n\n" + "".join(part + end for part, end in parts)
    before, doctree = project.parse(text).document, project.parse(text).document
    names = ("common",) if with_rules else ()
    written = [node for node in doctree.findall(nodes.Element) if "minute" in node]
    found = reading.lines_of(doctree, written=written)
    marks = reading.Marks(doctree, "")
    reading.mark(marks, found, reading.read_minutes(found.note, rules.selected(names), Context()))
    assert doctree.astext().split() == before.astext().split()
    ids = [mark["ids"][0] for mark in doctree.findall(minute_mark)]
    assert len(ids) == len(set(ids))
    for mark in doctree.findall(minute_mark):
        assert not isinstance(mark.parent, nodes.literal_block | nodes.comment | nodes.raw)
