"""Structured data: what it says, that it is schema.org's vocabulary, and that it is inert."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.meeting import Status
from sphinxcontrib_meetings.model.people import Person
from sphinxcontrib_meetings.model.recording import Chapter
from sphinxcontrib_meetings.parse.platforms import parse_media
from sphinxcontrib_meetings.write.schema_org import (
    About,
    article,
    breadcrumbs,
    event,
    graph,
    open_graph,
    open_graph_page,
    recording,
    script,
    transcript_article,
)

URL = "https://docs.example/meetings/2026-05-04"
ID = "-8FoV7pnWgg"
ADA = Person(
    "ada",
    "Ada Lovelace",
    title="Countess",
    url="https://example.org/ada",
    image="/img/ada.png",
    socials=(("github", "https://github.com/ada"), ("email", "mailto:ada@example.org")),
    org="Analytical",
    org_url="https://analytical.example",
)
ABOUT = About(
    url=URL,
    name="Community call",
    description="What was said",
    image="https://docs.example/card.png",
    language="en",
    keywords=("wasm", "NATS"),
    start=dt.datetime(2026, 5, 4, 17, tzinfo=dt.UTC),
    end=dt.datetime(2026, 5, 4, 18, tzinfo=dt.UTC),
    properties=(("location", "https://zoom.example/j/1"),),
    performers=(ADA, Person("grace")),
    media=parse_media(ID),
    duration=dt.timedelta(minutes=59, seconds=30),
    chapters=(Chapter(0, "Welcome"), Chapter(754, "Demo"), Chapter(None, "Lost")),
    transcript_url=f"{URL}-transcript",
    transcript_name="Transcript: Community call",
)
VARIANTS = (
    ABOUT,
    About(url=URL, name="Call"),
    dataclasses.replace(ABOUT, media=parse_media("https://vimeo.com/76979871/abcdef12")),
    dataclasses.replace(ABOUT, media=parse_media("https://example.org/a.mp4")),
    dataclasses.replace(ABOUT, media=parse_media("https://example.org/a.mp3"), duration=None),
    dataclasses.replace(
        ABOUT,
        media=parse_media("https://zoom.example/rec/1"),
        properties=(("location", "Room 7"),),
    ),
    dataclasses.replace(ABOUT, media=None, status=Status.CANCELLED, start=dt.date(2026, 5, 4)),
    dataclasses.replace(ABOUT, start=None, transcript_url=f"{URL}#transcript"),
    dataclasses.replace(
        ABOUT,
        media=None,
        transcript_url="",
        properties=(("location", "Room 7"),),
        join="https://meet.example/1",
        previous_start=dt.datetime(2026, 5, 3, 17, tzinfo=dt.UTC),
        trail=(("Meetings", "https://docs.example/meetings/"), ("Call", URL)),
    ),
    dataclasses.replace(ABOUT, url=f"{URL}#may", transcript_url=f"{URL}#transcript"),
)


def test_recording() -> None:
    node = recording(ABOUT)
    assert node == {
        "@type": "VideoObject",
        "@id": f"{URL}#recording",
        "name": "Community call",
        "description": "What was said",
        "url": URL,
        "thumbnailUrl": "https://docs.example/card.png",
        "uploadDate": "2026-05-04T17:00:00+00:00",
        "duration": "PT59M30S",
        "inLanguage": "en",
        "embedUrl": f"https://www.youtube-nocookie.com/embed/{ID}",
        "recordedAt": {"@id": f"{URL}#event"},
        "hasPart": [
            {
                "@type": "Clip",
                "name": "Welcome",
                "startOffset": 0,
                "endOffset": 754,
                "url": f"{URL}#t=0",
            },
            {
                "@type": "Clip",
                "name": "Demo",
                "startOffset": 754,
                "endOffset": 3570,
                "url": f"{URL}#t=754",
            },
        ],
        "potentialAction": {
            "@type": "SeekToAction",
            "target": f"{URL}#t={{seek_to_second_number}}",
            "startOffset-input": "required name=seek_to_second_number",
        },
    }


def test_event() -> None:
    node = event(ABOUT)
    assert node is not None
    assert node["location"] == {"@type": "VirtualLocation", "url": "https://zoom.example/j/1"}
    assert node["recordedIn"] == {"@id": f"{URL}#recording"}
    assert node["performer"] == [
        {
            "@type": "Person",
            "name": "Ada Lovelace",
            "url": "https://example.org/ada",
            "jobTitle": "Countess",
            "affiliation": {
                "@type": "Organization",
                "name": "Analytical",
                "url": "https://analytical.example",
            },
            "sameAs": ["https://github.com/ada"],
        },
        {"@type": "Person", "name": "grace"},
    ]


ROOM = {"@type": "Place", "name": "Room 7"}
CALL = {"@type": "VirtualLocation", "url": "https://meet.example/1"}


@pytest.mark.parametrize(
    ("location", "join", "expected", "mode"),
    [
        ("", "", None, None),
        ("Room 7", "", ROOM, None),
        ("", CALL["url"], CALL, "Online"),
        ("Room 7", CALL["url"], [ROOM, CALL], "Mixed"),
        (CALL["url"], CALL["url"], CALL, "Online"),
    ],
)
def test_places(location: str, join: str, expected: object, mode: str | None) -> None:
    properties = (("location", location),) if location else ()
    node = event(dataclasses.replace(ABOUT, properties=properties, join=join))
    assert node is not None
    assert node.get("location") == expected
    attendance = f"https://schema.org/{mode}EventAttendanceMode" if mode else None
    assert node.get("eventAttendanceMode") == attendance


@pytest.mark.parametrize(
    ("status", "is_moved", "expected"),
    [
        (Status.CONFIRMED, False, "EventScheduled"),
        (Status.TENTATIVE, False, "EventScheduled"),
        (Status.CONFIRMED, True, "EventRescheduled"),
        (Status.CANCELLED, False, "EventCancelled"),
        (Status.CANCELLED, True, "EventCancelled"),
    ],
)
def test_status(status: Status, is_moved: bool, expected: str) -> None:
    before = dt.datetime(2026, 5, 3, 17, tzinfo=dt.UTC) if is_moved else None
    node = event(dataclasses.replace(ABOUT, status=status, previous_start=before))
    assert node is not None
    assert node["eventStatus"] == f"https://schema.org/{expected}"
    assert node.get("previousStartDate") == ("2026-05-03T17:00:00+00:00" if is_moved else None)


def test_breadcrumbs() -> None:
    node = breadcrumbs(VARIANTS[-2])
    assert node is not None
    assert [(item["position"], item["name"]) for item in node["itemListElement"]] == [
        (1, "Meetings"),
        (2, "Call"),
    ]
    assert node["itemListElement"][1]["item"] == {"@type": "WebPage", "@id": URL}
    assert breadcrumbs(ABOUT) is None


def test_article() -> None:
    about = dataclasses.replace(
        ABOUT,
        published=dt.date(2026, 5, 4),
        updated=dt.datetime(2026, 5, 9, 8, tzinfo=dt.UTC),
        authors=("https://docs.example/people/ada", "Grace"),
        tags=("wasm", "NATS"),
        series="Weekly",
    )
    assert article(about) == (
        ("article:published_time", "2026-05-04"),
        ("article:modified_time", "2026-05-09T08:00:00+00:00"),
        ("article:section", "Weekly"),
        ("article:author", "https://docs.example/people/ada"),
        ("article:author", "Grace"),
        ("article:tag", "wasm"),
        ("article:tag", "NATS"),
    )
    assert article(About(url=URL, name="Call")) == ()


def test_transcript() -> None:
    node = transcript_article(ABOUT)
    assert node is not None
    assert node["@id"] == f"{URL}-transcript#transcript"
    assert node["associatedMedia"] == {"@id": f"{URL}#recording"}
    assert node["datePublished"] == "2026-05-04T17:00:00+00:00"


def test_a_section_is_told_from_others_of_its_page() -> None:
    about = VARIANTS[-1]
    node = recording(about)
    assert node is not None
    assert (node["@id"], node["url"]) == (f"{URL}#may-recording", f"{URL}#may")
    assert node["hasPart"][1]["url"] == f"{URL}#t=754&v={ID}"
    assert node["potentialAction"]["target"] == f"{URL}#t={{seek_to_second_number}}&v={ID}"
    article = transcript_article(about)
    assert article is not None
    assert article["@id"] == article["url"] == f"{URL}#transcript"
    assert article["associatedMedia"] == {"@id": node["@id"]}
    file = dataclasses.replace(
        about, media=parse_media("https://example.org/files/a b&c.mp4".replace(" ", "%20"))
    )
    assert file.at(3) == f"{URL}#t=3&v=a%2520b%26c.mp4"


def test_nothing_is_claimed_that_is_not_known() -> None:
    bare = About(url=URL, name="Call")
    assert (recording(bare), event(bare), transcript_article(bare)) == (None, None, None)
    assert graph(None, None)["@graph"] == []
    assert open_graph(bare) == ()


def test_open_graph() -> None:
    assert open_graph(ABOUT) == (
        ("og:video", f"https://www.youtube-nocookie.com/embed/{ID}"),
        ("og:video:secure_url", f"https://www.youtube-nocookie.com/embed/{ID}"),
        ("og:video:type", "text/html"),
        ("og:video:duration", "3570"),
    )
    assert open_graph(VARIANTS[3])[0] == ("og:video", "https://example.org/a.mp4")
    assert open_graph(VARIANTS[5]) == ()


def test_open_graph_of_the_page() -> None:
    tags = dict(open_graph_page(dataclasses.replace(ABOUT, site_name="Docs")))
    assert tags == {
        "og:title": "Community call",
        "og:type": "article",
        "og:url": URL,
        "og:site_name": "Docs",
        "og:description": "What was said",
        "og:image": "https://docs.example/card.png",
        "og:image:alt": "Community call",
    }
    assert "og:image:alt" not in dict(open_graph_page(About(url=URL, name="Call")))


# ── the vocabulary ────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parents[3] / "shared" / "data" / "schemaorg-current-https.jsonld"
    if not path.is_file():
        pytest.skip("the vocabulary of schema.org is not here (../shared/data)")
    return {node["@id"]: node for node in json.loads(path.read_text("utf-8"))["@graph"]}


def _names(value: Any) -> set[str]:
    """Return the identifiers in a property of the vocabulary, which may be one or a list."""
    items = value if isinstance(value, list) else [value] if value else []
    return {item["@id"] for item in items}


def _kinds(vocabulary: dict[str, dict[str, Any]], kind: str) -> set[str]:
    """Return a type and all that it is a kind of."""
    found = {kind}
    for parent in _names(vocabulary[kind].get("rdfs:subClassOf")):
        if parent in vocabulary:
            found |= _kinds(vocabulary, parent)
    return found


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if "@type" in item:
                yield item
            for inner in item.values():
                yield from _nodes(inner)


@pytest.mark.parametrize("about", VARIANTS)
def test_every_type_and_property_is_of_the_vocabulary(
    vocabulary: dict[str, dict[str, Any]], about: About
) -> None:
    data = graph(recording(about), event(about), transcript_article(about), breadcrumbs(about))
    types = {node.get("@id"): node["@type"] for node in data["@graph"]}
    for node in _nodes(data):
        kinds = _kinds(vocabulary, f"schema:{node['@type']}")
        for name, value in node.items():
            if name.startswith("@"):
                continue
            # https://schema.org/docs/actions.html#part-4: how an action annotates its properties
            entry = vocabulary[f"schema:{name.removesuffix('-input')}"]
            assert _names(entry["schema:domainIncludes"]) & kinds, f"{name} of {node['@type']}"
            ranges = _names(entry["schema:rangeIncludes"])
            for item in value if isinstance(value, list) else [value]:
                _check_range(vocabulary, ranges, item, types)


def _check_range(
    vocabulary: dict[str, dict[str, Any]], ranges: set[str], item: Any, types: dict[str, str]
) -> None:
    if isinstance(item, dict):
        # a reference leads to a node of the same page
        kind = item.get("@type") or types[item["@id"]]
        assert ranges & _kinds(vocabulary, f"schema:{kind}"), (item, ranges)
    elif isinstance(item, int):
        assert ranges & {"schema:Number", "schema:Integer"}
    elif str(item).startswith("https://schema.org/"):
        entry = vocabulary[item.replace("https://schema.org/", "schema:")]
        assert entry["@type"] in ranges
    else:
        texts = {"Text", "URL", "Date", "DateTime", "Duration", "Language", "SeekToAction"}
        assert ranges & {f"schema:{name}" for name in texts} or "schema:Number" in ranges


# ── the script ────────────────────────────────────────────────────────────────


@given(st.text(st.characters(exclude_categories=[])))
@pytest.mark.parametrize("around", ["{}", "</script>{}<script>", "<!--{}-->", "]]>{}"])
def test_whatever_a_script_holds_it_stays_one(around: str, text: str) -> None:
    value = around.format(text)
    page = script(graph({"@type": "Article", "name": value})).encode("utf-8")
    soup = BeautifulSoup(page, "html5lib", from_encoding="utf-8")
    scripts = soup.find_all("script")
    assert len(scripts) == 1
    assert soup.body is not None
    assert not soup.body.get_text()
    name = json.loads(str(scripts[0].string))["@graph"][0]["name"]
    # two halves of a character that stand together become one
    assert name.encode("utf-16", "surrogatepass") == value.encode("utf-16", "surrogatepass")
    assert b"<" not in page.partition(b">")[2].removesuffix(b"</script>")
