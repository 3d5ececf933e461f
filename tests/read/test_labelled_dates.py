"""Labelled lines that date a note, in every dialect."""

from __future__ import annotations

import datetime as dt

from support.builds import Build, Built

from sphinxcontrib_meetings.model.meeting import Meeting
from sphinxcontrib_meetings.read.domain import domain_of

DAY = dt.date(2026, 5, 6)
#: notes without any other date
DATED = {
    "a.md": "# Call\n\nDate: May 6, 2026\n\n## Agenda\n",
    "b.md": "# Call\n\n**When**: Wednesday, May 6, 2026, 17:00-18:00 UTC\n\n## Agenda\n",
    "c.md": "# Call\n\n- **Date:** 2026-05-06\n- **Time:** 17:00-18:00 UTC\n- Host: Ana\n",
    "d.md": "# Call\n\n| Date | 2026-05-06 |\n|---|---|\n| Time | 17:00-18:00 UTC |\n",
    "e.md": "# Call\n\n| Date | Time (UTC) |\n|---|---|\n| 2026-05-06 | 17:00-18:00 |\n",
    "f.md": "---\ntitle: Call\ntags: seeds\n---\n\nDate: 6 May 2026\n\n## Agenda\n",
    "g.md": "---\ntags: seeds\n---\n# Call\n\n:::info\n- **Location:** Berlin\n"
    "- **Date:** May 6, 2026 7:00 PM (CEST)\n- **Host:** Ana\n:::\n\n## Agenda\n",
    "h.mdx": "---\ntitle: Call\n---\n\n**Date** \N{EN DASH} May 6, 2026<br />**Host**: Ana\n",
    "i.rst": "Call\n====\n\n:Host: Ana\n:When: May 6, 2026, 17:00-18:00 UTC\n\nText.\n",
    "j.rst": ":When: May 6, 2026, 17:00-18:00 UTC\n\nCall\n====\n\nText.\n",
    "k.rst": "Call\n====\n\n**Date:** May 6, 2026\n\n**Time:** 17:00-18:00 UTC\n\nAgenda\n------\n\nX\n",
    "l.md": "---\nwhen: May 6, 2026, 17:00-18:00 UTC\n---\n# Call\n\nText.\n",
    "m.md": "# Call\n\n## Details\n\n* Date: 2026-05-06\n\n## Agenda\n",
    "n.md": "# Call\n\n## Date\n\nMay 6, 2026\n\n## Agenda\n",
    "o.md": "Date: 2026-05-06\n\n# Call\n\nText.\n",
    "p.md": "# Call\n\n> **Date** : 2026/05/06\n\nText.\n",
    "r.md": "# Call\n\nDate: May 6, 2026  \nTime: 17:00-18:00 UTC  \nHost: Ana\n",
    "s.rst": "Call\n====\n\n| Date: May 6, 2026\n| Time: 17:00-18:00 UTC\n\nText.\n",
    "t.rst": "Call\n====\n\n.. list-table::\n\n   * - Date\n     - May 6, 2026\n   * - Host\n     - Ana\n",
    "u.md": "---\ntitle: Call\n---\n\n# Community call\n\nDate: May 6, 2026\n",
}
TIMED = [*"bcdegijklrs"]
NOTHING = {
    "tbd.md": "# A\n\nDate: TBD\n",
    "every.md": "# A\n\nWhen: every Tuesday\n\n## Agenda\n\nDate: 2026-05-06\n",
    "topic.md": "# A\n\n## Spring fair\n\n- **When**: May 6, 2026\n",
    "next.md": "# A\n\nNext meeting: May 6, 2026\n\nDue date: 2026-05-07\n",
}


def records(built: Built) -> dict[str, Meeting]:
    found = domain_of(built.app.env).archive.records
    return {name.removeprefix("meetings/"): record for name, record in found.items()}


def test_lines_date_notes_in_every_dialect(build: Build):
    built = build({f"meetings/{name}": text for name, text in (DATED | NOTHING).items()})
    found = records(built)
    assert {name: found[name.split(".")[0]].date for name in DATED} == dict.fromkeys(DATED, DAY)
    for name in TIMED:
        start = found[name].start
        assert start, name
        assert start.astimezone(dt.UTC) == dt.datetime(2026, 5, 6, 17, tzinfo=dt.UTC), name
    assert [found[name.split(".")[0]].date for name in NOTHING] == [None] * len(NOTHING)
    assert sorted(line.split(":")[0].rpartition("/")[2] for line in built.warnings) == sorted(
        NOTHING
    )
    # nothing of the text is removed
    assert "Location" in built.seen("meetings/g").get_text()
    page = built.seen("meetings/i").get_text()
    assert "May 6, 2026, 17:00-18:00 UTC" in page
    assert "Host:" not in page


def test_only_fields_that_were_read_leave_the_page(build: Build):
    built = build(
        {
            "meetings/2026-05-06.rst": "Call\n====\n\n:Location: Room 2\n:Agenda: Seeds and bulbs\n"
            ":duration: soon\n:orphan:\n\nText.\n",
            "meetings/rules.rst": "Rules\n=====\n\n:meeting: false\n:Contact: Ana\n\nText.\n",
        }
    )
    shown = built.seen("meetings/2026-05-06").select_one(".field-list").get_text(" ", strip=True)
    assert shown == "Agenda : Seeds and bulbs duration : soon"
    rules = built.seen("meetings/rules").select_one(".field-list").get_text(" ", strip=True)
    assert rules == "Contact : Ana"
    assert [line for line in built.warnings if "toc" not in line] == [
        "meetings/2026-05-06.rst:6: WARNING: duration: 'soon' is not a valid duration; use 1:02:03, "
        "59:30, '45 min', PT1H2M3S or a number of seconds [meetings.field]"
    ]


SECTIONS = {
    "meetings/running.md": "# Calls\n\nWhen: every Wednesday\n\n## 2026-05-13\n\nTime: 17:00 UTC\n\n"
    "## 2026-05-06\n\n- **When**: 6:00 PM CEST\n\n### Agenda\n\nTime: 12:00 UTC\n\n"
    "## 2026-04-29\n\nDate: April 28, 2026\n",
    "sections.md": "# Calls\n\n## First\n\n```{meeting}\n```\n\n**Date**: May 6, 2026\n\n"
    "## Second\n\n```{meeting}\n:date: 2026-05-13\n```\n\nWhen: 17:00 UTC\n",
    "sections2.rst": "Calls\n=====\n\nFirst\n-----\n\n.. meeting::\n\n:Date: May 6, 2026\n:Agenda: Seeds\n",
}


def test_sections_have_lines_of_their_own(build: Build):
    built = build(SECTIONS)
    assert sorted((str(one.date), str(one.start)[11:16]) for one in records(built).values()) == [
        ("2026-04-29", ""),
        ("2026-05-06", ""),
        ("2026-05-06", ""),
        ("2026-05-06", "18:00"),
        ("2026-05-13", "17:00"),
        ("2026-05-13", "17:00"),
    ]
    (warning,) = (line for line in built.warnings if "toctree" not in line)
    assert warning.startswith(
        "meetings/running.md:19: WARNING: the line 'Date: April 28, 2026' says 2026-04-28, which "
        "contradicts the heading, which says 2026-04-29; correct one of them [meetings.date"
    )
    # after an edit, the date is another one
    again = built.again({"sections.md": SECTIONS["sections.md"].replace("May 6", "May 5")})
    dates = [one.date for one in records(again).values() if one.docname == "sections"]
    assert dates == [dt.date(2026, 5, 5), dt.date(2026, 5, 13)]
