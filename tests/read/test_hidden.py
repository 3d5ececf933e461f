"""Builds: what is hidden has no page, in any format, and what is no meeting is in no list."""

from __future__ import annotations

import re

import pytest
from support.builds import Build
from support.records import records

CALL = "# Call\n\nWe talked.\n"
HIDDEN = {
    "2026-05-01.md": f"\n---\ntitle: Secret\ndraft: true\n---\n{CALL}",
    "2026-05-02.md": f"+++\ntitle = 'Secret'\ndraft = true\n+++\n{CALL}",
    "2026-05-03.mdx": f'{{"title": "Secret", "published": false}}\n\n{CALL}',
    "2026-05-04.markdown": f"----\nTitle: Secret\nStatus: draft\n----\n{CALL}",
    "2026-05-05.MD": f"---\nPrivate: yes\n---\n{CALL}",
    "2026-05-06.rst": "Call\n====\n\n:Status: draft\n\nWe talked.\n",
    "2026-05-07.md": f"---\npublishDate: 2026-06-01\n---\n{CALL}",
    "2026-05-08.md": f"Title: Secret\nStatus: hidden\n\n{CALL}",
    "secret/index.md": f"---\ndraft: true\n---\n{CALL}",
    "other/README.md": f"---\nvisible: false\n---\n{CALL}",
    "_drafts/2026-05-09.md": CALL,
    "_partials/zoom.md": "Where we meet.\n",
    "_template.md": "# Call, DATE\n",
    "2026-05-01-transcript.md": "# Transcript\n\n**Ana**: Are we ready?\n",
}


def _below(folder: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}": text for name, text in files.items()}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_what_is_hidden_is_nowhere(build: Build, builder: str):
    built = build(
        _below("meetings", HIDDEN) | {"meetings/2026-04-01.md": CALL},
        builder=builder,
        conf={"meetings_today": "2026-05-10"},
    )
    assert built.warnings == []
    assert list(records(built)) == ["meetings/2026-04-01"]
    written = [path.as_posix() for path in built.outdir.rglob("*") if path.is_file()]
    names = [name.partition(".")[0] for name in HIDDEN]
    assert not [path for path in written if any(f"meetings/{name}" in path for name in names)]


def test_in_doubt_it_is_left_out_with_a_warning_and_shown_with_drafts(build: Build):
    doubt = {
        "meetings/2026-05-01.md": f"---\ntitle: A\ndraft: maybe\n---\n{CALL}",
        "meetings/2026-05-02.md": f"===\ndraft: true\n===\n\n{CALL}",
        "meetings/_2026-05-03.md": CALL,
        "meetings/2026-05-04.rst": ":published: who knows\n\nCall\n====\n\nWe talked.\n",
        "meetings/2026-05-05.md": f"---\nstatus: draft\n---\n{CALL}",
    }
    built = build(doubt | {"meetings/2026-04-01.md": f"---\nstatus: published\n---\n{CALL}"})
    assert list(records(built)) == ["meetings/2026-04-01"]
    places = [
        warning.partition(": WARNING: the note is left out, since ")[0]
        for warning in built.warnings
    ]
    assert places == [
        "meetings/2026-05-01.md:3",
        "meetings/2026-05-02.md:2",
        "meetings/2026-05-04.rst:1",
        "meetings/_2026-05-03.md:1",
    ]
    shown = built.again(conf={"meetings_drafts": True})
    found = records(shown)
    drafts = {name.rpartition("/")[2]: record.draft for name, record in found.items()}
    assert drafts == {
        "2026-04-01": False,
        "2026-05-01": True,
        "2026-05-02": False,
        "2026-05-04": True,
        "2026-05-05": True,
    }


def test_notes_appear_and_disappear_on_their_days(build: Build):
    notes = {
        "meetings/2026-05-01.md": f"---\npublishDate: 2026-06-01\n---\n{CALL}",
        "meetings/2026-05-02.md": f"---\nexpiryDate: 2026-06-01\n---\n{CALL}",
        "meetings/2026-05-03.rst": "Call\n====\n\n:expires: 2026-06-01\n\nWe talked.\n",
        "meetings/2026-05-04/index.md": f"---\nexpires: 2026-06-01\n---\n{CALL}",
    }
    first, *others = [name.rpartition(".")[0] for name in notes]
    built = build(notes, conf={"meetings_today": "2026-05-31"})
    assert list(records(built)) == others
    later = built.again(conf={"meetings_today": "2026-06-01"})
    assert list(records(later)) == [first]
    assert not (later.outdir / f"{others[0]}.html").exists()
    assert list(records(later.again(conf={"meetings_today": "2026-05-31"}))) == others


def test_the_start_page_cannot_be_hidden(build: Build):
    built = build(
        {"index.md": "---\ndraft: true\n---\n# Test\n"},
        conf={"meetings_path": ["**"]},
    )
    assert built.warnings == [
        "index.md:2: WARNING: the start page of the documentation cannot be left out; remove the "
        "field that hides it [meetings.field]"
    ]


def test_start_pages_and_templates_beside_meetings(build: Build):
    built = build(
        {
            "meetings/2026-05-06/README.md": CALL,
            "meetings/2026-05-07/Readme.md": "Text without a title.\n",
            "meetings/board/index.md": f"---\ndate: 2026-05-08\n---\n{CALL}",
            "meetings/board/notes/README.md": f"+++\ndate = 2026-05-09\n+++\n{CALL}",
            "meetings/talk/index.rst": "Talk\n====\n\n:date: 2026-05-10\n\nWe talked.\n",
            "meetings/2026-05-11-template-review.md": CALL,
            "meetings/README.md": "# About these notes\n",
            "meetings/team/readme.md": "# About the team\n",
            "meetings/template.md": "# Call, <date>\n",
            "meetings/TEMPLATE-board.MD": "# Board, YYYY-MM-DD\n",
            "meetings/templates/weekly.rst": "Weekly\n======\n",
        }
    )
    assert built.warnings == []
    assert [(name, str(record.date), record.title) for name, record in records(built).items()] == [
        ("meetings/2026-05-06/README", "2026-05-06", "Call"),
        ("meetings/2026-05-07/Readme", "2026-05-07", "2026-05-07"),
        ("meetings/2026-05-11-template-review", "2026-05-11", "Call"),
        ("meetings/board/index", "2026-05-08", "Call"),
        ("meetings/board/notes/README", "2026-05-09", "Call"),
        ("meetings/talk/index", "2026-05-10", "Talk"),
    ]
    assert "Call, &lt;date&gt;" in built.text("meetings/template.html")
    assert (built.outdir / "meetings/templates/weekly.html").exists()


def test_suffixes_in_any_case_among_the_meetings(build: Build):
    suffixes = ["md", "MD", "Md", "mD", "mdx", "MDX", "Mdx", "markdown", "MARKDOWN"]
    names = [f"meetings/2026-05-0{day}" for day in range(1, 10)]
    links = " ".join(f"[{day}](2026-05-0{day}.{suffixes[day - 1]})" for day in range(1, 10))
    text = f"---\ntitle: Call\n---\nWe talked.\n\n:::note\n\nHere.\n\n:::\n\n{links}\n"
    notes = {f"{name}.{end}": text for name, end in zip(names, suffixes, strict=True)}
    built = build(notes | {"src/README.MD": "# Not ours\n", "src/a.markdown": "# Not ours\n"})
    assert built.warnings == []
    assert [record.title for record in records(built).values()] == ["Call"] * 9
    for name in names:
        page = built.seen(name)
        assert page.select_one(".admonition.note")
        linked = {link["href"].partition("#")[0] for link in page.select("a[href]")}
        assert {f"{other.rpartition('/')[2]}.html" for other in names} - linked <= {
            f"{name.rpartition('/')[2]}.html"
        }
    assert not (built.outdir / "src").exists()


def test_front_matter_of_other_formats_is_not_shown_and_lines_stay(build: Build):
    built = build(
        {
            "meetings/2026-05-01.md": f"<!-- a -->\n+++\ntitle = 'A'\ndate = 1\n+++\n{CALL}",
            "notes/b.md": '{"title": "B"}\n\n# B\n\n```{meeting}\n:date: 2026-05-02\n:x:\n```\n',
        }
    )
    assert [warning.partition(" WARNING")[0] for warning in built.warnings] == [
        "meetings/2026-05-01.md:4:",
        "notes/b.md:5:",
    ]
    assert [record.title for record in records(built).values()] == ["A", "B"]
    assert "title" not in built.seen("meetings/2026-05-01").select_one("h1").parent.get_text()
    assert '"title"' not in built.seen("notes/b").body.get_text()


def test_unlisted_notes_stay_out_of_the_reading_order_of_epub(build: Build):
    tree = "```{toctree}\n:glob:\n*\n```\n"
    files = {
        "index.md": f"# Test\n\n{tree.replace('*', 'meetings/index')}",
        "meetings/index.md": f"# Notes\n\n{tree}",
        "meetings/2026-05-01.md": "# Call\n\nSee [the board](2026-05-02.md).\n",
        "meetings/2026-05-02.md": f"---\nunlisted: true\n---\n{CALL}",
        "meetings/2026-05-03.md": f"+++\nUnlisted = true\n+++\n{CALL}",
    }
    book = {"version": "1", "copyright": "Us", "author": "Us"}
    built = build(files, builder="epub", conf=book)
    for done in (built, built.again()):
        assert done.warnings == []
        manifest = done.text("content.opf")
        ids = dict(re.findall(r'<item id="([^"]*)" href="meetings/([^"]*)"', manifest))
        order = re.findall(r'<itemref idref="([^"]*)" />', manifest)
        aside = re.findall(r'<itemref idref="([^"]*)" linear="no" />', manifest)
        assert [ids[item] for item in order if item in ids] == ["index.xhtml", "2026-05-01.xhtml"]
        assert [ids[item] for item in aside] == ["2026-05-02.xhtml"]
        # no link leads there, and EPUB forbids what nobody can open
        assert "2026-05-03.xhtml" not in ids.values()
        assert "2026-05-02" not in done.text("nav.xhtml") + done.text("meetings/index.xhtml")
    # other builders use the same doctrees
    web = built.again(builder="html", outdir=built.outdir.parent / "html")
    assert web.page("meetings/index").select_one('a[href="2026-05-02.html"]')


def test_one_summary_of_what_is_plainly_no_meeting(build: Build):
    names = ["CONTRIBUTING", "LICENSE", "agenda-template", "my_template", "about", "kick-off"]
    files = {f"meetings/{name}.md": CALL for name in names}
    built = build(files | {"meetings/old/About.md": CALL, "meetings/2026-02-30-template.md": CALL})
    *others, summary = sorted(built.warnings, key=lambda warning: "without a date" in warning)
    assert summary == (
        "meetings/CONTRIBUTING.md:1: WARNING: without a date, and not named like meetings: "
        "meetings/CONTRIBUTING, meetings/LICENSE, meetings/about, meetings/agenda-template, "
        'meetings/my_template and 1 more; to exclude them, add "!**/CONTRIBUTING*", '
        '"!**/LICENSE*", "!**/about", "!**/*template*", "!**/About" to meetings_path in conf.py, '
        "or give each a date [meetings.date]"
    )
    assert sorted(warning.partition(":")[0] for warning in others) == [
        "meetings/2026-02-30-template.md",
        "meetings/kick-off.md",
    ]
    patterns = re.findall('"([^"]*)"', summary)
    excluded = built.again(conf={"meetings_path": ["meetings/**", *patterns]})
    assert not any("without a date" in warning for warning in excluded.warnings)
