"""Notes as nobody should write them: each builds, and none gets lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from sphinx import locale
from support.builds import Build, Built

from sphinxcontrib_meetings.read.domain import domain_of

ID = "aqz-KE-bpKQ"
NOTE = "# {}\n\nText.\n"
LIST = "# Home\n\n```{meeting-list}\n```\n"


def titles(built: Built) -> list[str]:
    return sorted(record.title for record in domain_of(built.app.env).archive.listed)


NAMES = {
    "2024-01-01 with blanks": "Blanks",
    "2024-02-01-Überprüfung-会議": "Letters",
    "2024-03-01-🚀": "Rocket",
    "2024-04-01-a&b'c#d+e%41": "Signs",
    "2024-05-01.v1.2": "Dots",
    f"2024-06-01-{'x' * 200}": "Long",
    "2024-07-01-CON": "Device",
}


@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "json", "epub", "singlehtml", "latex", "text", "gettext"]
)
def test_names_of_files(build: Build, builder: str):
    notes = {f"meetings/{name}.md": NOTE.format(title) for name, title in NAMES.items()}
    link = "\n[to it](<meetings/2024-01-01 with blanks.md>)\n"
    conf = {"version": "1", "copyright": "They"}
    built = build(notes | {"index.md": LIST + link}, builder=builder, conf=conf, nitpicky=True)
    assert built.warnings == []
    assert titles(built) == sorted(NAMES.values())
    if builder == "html":
        links = built.page("index").select(".meetings-entry-title a")
        assert "meetings/2024-01-01%20with%20blanks.html" in [a["href"] for a in links]


@pytest.mark.parametrize("builder", ["html", "latex", "text", "epub"])
def test_titles_without_end(build: Build, builder: str):
    title = "Very long " * 2000
    notes = {
        "meetings/2024-01-01-a.md": f"---\ntitle: {title}\n---\n\nText.\n",
        "meetings/2024-01-02-b.md": NOTE.format(title),
    }
    conf = {"version": "1", "copyright": "They"}
    built = build(notes | {"index.md": LIST}, builder=builder, conf=conf)
    assert built.warnings == []
    assert len(titles(built)) == 2


LONG = "x" * 300
#: notes with characters and names that encodings or file systems do not have
IMPOSSIBLE = {
    "2024-01-01.md": "# A\0B\n\n[x](a\0b.md) ![y](a\0b.png) <img src='a\0.png'>\n",
    "2024-01-02.rst": "A\0B\n===\n\nText \0 more.\n",
    "2024-01-03.md": '---\ntitle: "A\\0B"\nslug: "a\\0b"\nauthors: ["A\\0"]\n'
    'recording: "a\\0.mp4"\ntranscript: "a\\0.vtt"\n---\n# A\n',
    "2024-01-04.mdx": '# A\n\n<img src={"a\\0b.png"} />\n\n<ReactPlayer url={"a\\u0000.mp4"} />\n',
    "2024-01-05.md": '---\ntitle: "A\\ud800B"\nslug: "a\\ud800b"\ntags: ["a\\ud800b"]\n---\n# A\n',
    "2024-01-06.mdx": '# A\n\n<b title={"\\ud800"}>x{"\\ud800y"}</b>\n\n'
    '<img src={"\\ud800.png"} alt={"\\udc00"} />\n\n<a href={"/\\ud800"}>x</a>\n',
    "2024-01-07.md": f"---\ntranscript: {LONG}.vtt\nrecording: {LONG}.mp4\nimage: {LONG}.png\n"
    f"slug: {LONG}\ntags: [{LONG}]\nauthors: [{LONG}]\nseries: {LONG}\n---\n# A\n",
    "2024-01-08.md": f"# A\n\n<video src='{LONG}.mp4'></video>\n\n<img src='{LONG}.png'>\n\n"
    f"![x]({LONG}.png)\n\n[y](/{LONG}/)\n\n```{{transcript}} {LONG}.vtt\n```\n",
    "2024-01-10.md": f"# A\n\n![x](/{LONG}.png) ![x](%00.png) ![x](/%00.png) [x](%00.md) [x](/%00)\n\n"
    "<img src='/%00.png'> <a href='%00'>x</a>\n",
    "2024-01-09.md": f"# A\n\n[x]({LONG}.md)\n\n[x]({LONG}/)\n\n[x]({LONG})\n\n[x](#{LONG})\n",
}


@pytest.mark.parametrize("builder", ["html", "latex", "text"])
def test_characters_and_names_that_cannot_be(build: Build, builder: str):
    notes = {f"meetings/{name}": text for name, text in IMPOSSIBLE.items()}
    # a registry in JSON can have half a character, too
    people = '{"members": [{"id": "a", "name": "A\\ud800"}]}'
    toctree = "# I\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"
    built = build({**notes, "people.json": people, "index.md": toctree}, builder=builder)
    located = re.compile(r"\S+?(:\d*)?: WARNING: ")
    assert [line for line in built.warnings if not located.match(line)] == []
    assert {name.partition(":")[0] for name in built.warnings} <= {*notes, "people.json"}


def test_ten_thousand_lines(build: Build):
    part = (
        "## Part {0}\n\nA **b** {{youtube}}`0:10` <b>c</b> {{/* d */}}\n\n- e\n- f\n\n"
        ":::note\ng\n:::"
    )
    body = "\n\n".join(part.format(number) for number in range(900))
    text = f"---\nrecording: https://youtu.be/{ID}\n---\n# Long\n\n{body}\n"
    assert len(text.splitlines()) > 10_000 - 100
    built = build({"meetings/2024-01-01-a.md": text})
    assert built.warnings == []
    assert len(built.page("meetings/2024-01-01-a").select("a.meetings-time")) == 900


def test_equal_titles(build: Build):
    notes = {
        f"meetings/2024-01-0{day}-x.md": "# Same\n\n## Sub\n\n## Sub\n" for day in range(1, 6)
    }
    running = "---\norphan: true\n---\n# Run\n\n" + "".join(
        f"## Call\n\n```{{meeting}}\n:date: 2024-02-0{day}\n```\n\n{day}\n\n" for day in (1, 2)
    )
    built = build(notes | {"notes/run.md": running}, nitpicky=True)
    assert built.warnings == []
    assert titles(built) == ["Call"] * 2 + ["Same"] * 5
    links = built.page("meetings/index").select(".meetings-entry-title a")
    assert len({link["href"] for link in links}) == 7


PLACES = """\
Places
======

.. list-table::

   * - .. meeting::
          :date: 2024-03-03
     - .. meeting-list::
   * - .. meeting-tags::
     - .. meeting-people::

.. note::

   .. meeting-list::
      :format: cards

* a

  * .. meeting-list::
       :format: compact

.. only:: html

   .. meeting-list::
      :format: table

.. [1] .. meeting-list::

See [1]_.
"""


@pytest.mark.parametrize(
    "builder", ["html", "epub", "latex", "text", "man", "texinfo", "xml", "gettext"]
)
def test_directives_stand_anywhere(build: Build, builder: str):
    built = build(
        {
            "notes/places.rst": PLACES,
            "notes/part.txt": ".. meeting:: From a file\n   :date: 2024-05-05\n\n.. truncate\n",
            "notes/outer.rst": "Outer\n=====\n\n.. include:: part.txt\n",
            "meetings/2024-01-02-x.md": "---\nauthors: a\ntags: t\n---\n# X\n\nText.\n",
            "index.md": "# I\n\n```{toctree}\n:glob:\n\nnotes/*\nmeetings/*\n```\n",
        },
        builder=builder,
        conf={"version": "1", "copyright": "They"},
    )
    assert built.warnings == []
    assert titles(built) == ["From a file", "Places", "X"]


CALL = f"""\
---
recording: https://youtu.be/{ID}
---
# Call

What we *talked* about, {{youtube}}`12:34`.

<!-- truncate -->

{{youtube}}`{ID}`

:::tip[Do *this*]
Inside ~~x~~ <kbd>k</kbd>.
:::
"""
#: the name of a heading in a link is that of the original
TO_CALL = "# Home\n\n[to it](meetings/2024-01-01-a.md#call)\n"
GERMAN = {
    "Call": "Anruf",
    "What we *talked* about, {youtube}`12:34`.": "Was wir *besprachen*, {youtube}`12:34`.",
    "Do *this*": "Tu *dies*",
    "Inside ~~x~~ <kbd>k</kbd>.": "Innen ~~x~~ <kbd>k</kbd>.",
}


@pytest.fixture
def catalogs() -> Iterator[None]:
    """Let Sphinx, which keeps catalogs for the whole process, forget those of the test."""
    before = dict(locale.translators)
    yield
    locale.translators.clear()
    locale.translators.update(before)


@pytest.mark.usefixtures("catalogs")
def test_translations(build: Build):
    messages = "".join(f'msgid "{a}"\nmsgstr "{b}"\n\n' for a, b in GERMAN.items())
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    built = build(
        {
            "meetings/2024-01-01-a.md": CALL,
            "index.md": TO_CALL,
            "locale/de/LC_MESSAGES/meetings.po": head + messages,
        },
        conf={"language": "de", "locale_dirs": ["locale"]},
        nitpicky=True,
    )
    assert built.warnings == []
    (record,) = domain_of(built.app.env).archive.listed
    assert (record.title, record.date) == ("Anruf", dt.date(2024, 1, 1))
    page = built.page("meetings/2024-01-01-a")
    assert page.select_one("header time").get_text() == "1. Januar 2024"
    assert page.select_one(".admonition-title em").get_text() == "dies"
    assert page.select_one(".admonition kbd").get_text() == "k"
    assert page.select_one("a.meetings-time")["href"].endswith("&t=754")
    assert len(page.select("figure.meetings-player")) == 1
    assert "besprachen" in built.page("meetings/index").get_text()


@pytest.mark.usefixtures("catalogs")
def test_translated_tasks_keep_their_boxes(build: Build):
    translations = {"open *one*": "offen *eins*", "done": "[x] fertig", "`a` b": "[ ] `a` c"}
    messages = "".join(
        f'msgid "{text}"\nmsgstr "{translated}"\n\n' for text, translated in translations.items()
    )
    built = build(
        {
            "index.md": "# Home\n\n```{toctree}\n:glob:\nmeetings/*\n```\n",
            "meetings/2024-01-04-c.md": (
                "# C\n\n- [ ] open *one*\n- [x] done\n- [X] `a` b\n- [ ] stays\n- plain\n"
            ),
            "locale/de/LC_MESSAGES/meetings.po": (
                'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + messages
            ),
        },
        builder="text",
        conf={"language": "de", "locale_dirs": ["locale"]},
    )
    assert built.warnings == []
    lines = (built.outdir / "meetings/2024-01-04-c.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("* ")] == [
        "* ☐ offen *eins*",
        "* ☑ fertig",
        '* ☑ "a" c',
        "* ☐ stays",
        "* plain",
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex"])
def test_numbered_figures_and_a_base_address(build: Build, builder: str):
    figure = "```{{figure}} x.png\n:name: fig{0}\n\nCap\n```\n\n{{numref}}`fig{0}`\n"
    notes = {
        f"meetings/2024-01-0{day}-x.md": f"---\nauthors: a\n---\n# N{day}\n\n" + figure.format(day)
        for day in range(1, 9)
    }
    built = build(
        notes
        | {
            "meetings/x.png": b"",
            "index.md": LIST + "\n```{toctree}\n:glob:\n:numbered:\n\nmeetings/*\n```\n",
        },
        builder=builder,
        conf={"html_baseurl": "https://example.org/docs", "numfig": True},
        jobs=2,
        nitpicky=True,
    )
    assert built.warnings == []
    assert titles(built) == [f"N{day}" for day in range(1, 9)]


# Known defects


def test_the_player_of_a_section_has_its_title(build: Build):
    text = "---\norphan: true\n---\n# Run\n\n## Part\n\n```{{meeting}}\n:recording: {}\n```\n"
    built = build({"notes/run.md": text.format(f"https://youtu.be/{ID}")})
    assert built.page("notes/run").select_one(".meetings-play-title").get_text() == "Part"


@pytest.mark.parametrize("builder", ["text"])
def test_the_length_of_the_recording_is_known_in_every_builder(build: Build, builder: str):
    built = build(
        {"meetings/2024-01-02-x.md": "---\nduration: 59:30\n---\n# X\n"}, builder=builder
    )
    assert "1 h" in built.text("meetings/2024-01-02-x.txt")
