"""A platform that another extension defines in one place is found everywhere."""

from __future__ import annotations

import json
import pickle

import jsonschema
import pytest
from support.builds import Build, Built
from support.records import record
from support.talks import Talk

from sphinxcontrib_meetings.parse.platforms import parse_media

NOTE = "meetings/2024-05-06-call"
PAGE = "https://talks.example/talk/bees"
CONF = {
    "extensions": ["sphinxcontrib_meetings", "support.talks"],
    "html_baseurl": "https://docs.example/",
    "meetings_data": True,
}
FILES = {
    "index.md": "# Home\n\n```{meeting-list}\n```\n",
    f"{NOTE}.md": f"""\
---
recording: {{url: "talk:bees", start: 30}}
chapters: ["0:12 Welcome"]
---

# Call

At {{youtube}}`1:00`.

## Votes [1:02]({PAGE}?begin=62)

Text.
""",
    "meetings/2024-05-07-frame.md": f"# Frame\n\n<iframe src='{PAGE}?begin=5'></iframe>\n",
    "meetings/2024-05-08-channel.md": (
        "# Channel\n\n<iframe src='https://talks.example/all'></iframe>\n"
    ),
}


@pytest.fixture
def built(build: Build) -> Built:
    return build(FILES, conf=CONF)


def test_it_is_played_and_linked(built: Built):
    (warning,) = built.warnings
    assert "2024-05-08-channel.md:3: WARNING: <iframe>: no talk has this address" in warning
    figure = built.page(NOTE).select_one("figure.meetings-player")
    assert figure
    assert figure["data-video"] == "bees"
    assert figure["data-embed"] == "https://talks.example/embed/bees?auto=yes&begin=30"
    assert figure["data-start"] == "begin"
    link = figure.select_one("a.meetings-play")
    assert link
    assert link["href"] == f"{PAGE}?begin=30"
    assert "Watch on Talks from 0:30" in link.text
    frame = built.page("meetings/2024-05-07-frame").select_one("figure.meetings-player")
    assert frame
    assert frame["data-embed"] == "https://talks.example/embed/bees?auto=yes&begin=5"
    assert built.page("index").find("a", href=PAGE, string="Recording")


def test_times_lead_into_it(built: Built):
    page = built.page(NOTE)
    assert [a["href"] for a in page.select(".meetings-chapters a")] == [f"{PAGE}?begin=12"]
    assert page.find("a", string="1:00")["href"] == f"{PAGE}?begin=90"
    button = page.select_one("a.meetings-play-time")
    assert button["href"] == f"{PAGE}?begin=62"
    assert button["aria-label"] == "Play from 1:02: Votes"


def test_search_engines_and_programs_are_told(built: Built):
    data = json.loads(built.page(NOTE).find("script", type="application/ld+json").string)
    video = data["@graph"][0]
    assert (video["@type"], video["embedUrl"], video["thumbnailUrl"]) == (
        "VideoObject",
        "https://talks.example/embed/bees",
        "https://talks.example/bees.jpg",
    )
    meetings = json.loads(built.text("meetings.json"))
    jsonschema.validate(meetings, json.loads(built.text("meetings.schema.json")))
    found = {item["name"]: item["recordings"] for item in meetings["meetings"]}
    assert [item["kind"] for item in found[NOTE]] == ["talk"]


def test_it_is_a_link_in_text(build: Build):
    built = build(FILES, conf=CONF, builder="text")
    text = built.text(f"{NOTE}.txt")
    assert f"Recording: Call ({PAGE}?begin=30)" in text


def test_records_keep_it(built: Built):
    found = record(built, NOTE)
    assert found.recording
    assert found.recording.media == Talk("bees", PAGE)
    assert pickle.loads(pickle.dumps(found)) == found
    again = built.again({"index.md": FILES["index.md"] + "\nMore.\n"})
    assert record(again, NOTE) == found


def test_no_other_application_has_it(build: Build, built: Built):
    assert isinstance(parse_media("talk:bees"), Talk)
    other = build({f"{NOTE}.md": f"---\nrecording: {PAGE}\n---\n\n# Call\n"})
    assert not record(other, NOTE).recording.media.is_played
    again = built.again({f"{NOTE}.md": FILES[f"{NOTE}.md"] + "\nMore.\n"})
    assert record(again, NOTE).recording.media == Talk("bees", PAGE)
