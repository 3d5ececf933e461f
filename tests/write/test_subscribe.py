"""The page of calendars and feeds in builds, and links to it."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from support.builds import Build, Built, tree

NOTE = "---\n{0}---\n# {1}\n\nText.\n"
FILES = {
    "index.md": "# Site\n\n```{toctree}\nmeetings/index\n```\n\n{meeting:page}`subscribe`\n\n```{meeting-upcoming}\n:series: call\n```\n",
    "meetings/2026-01-06 a#b.md": NOTE.format("series: call\ndate: 2026-01-06\n", "Past"),
    "meetings/2026-01-13.md": NOTE.format("series: call\n", "To come"),
    "meetings/2026-01-12.md": NOTE.format("status: cancelled\n", "Cancelled"),
    "meetings/series.yml": "call:\n  title: <b>Call</b> & more\n  start: 2026-01-06 17:00\n  timezone: Europe/London\n  every: week\n",
}
CONF = {"meetings_schedule": "meetings/series.yml", "meetings_today": "2026-01-10"}
BASED = CONF | {"html_baseurl": "https://x.example/docs"}


def page(built: Built, name: str) -> tuple[BeautifulSoup, str]:
    """Return a page, and its folder from the root of the site."""
    path = built.app.builder.get_outfilename(name)
    file = posixpath.relpath(path, built.outdir)
    return BeautifulSoup(built.text(file), "html.parser"), posixpath.dirname(file)


def ways(built: Built) -> dict[str, list[tuple[str, str]]]:
    """Return what the page of subscriptions leads to, by id; files from the root of the site."""
    soup, folder = page(built, "meetings/subscribe")
    found: dict[str, list[tuple[str, str]]] = {}
    for item in soup.select(".meetings-ways > li"):
        for link in item.select(".meetings-role a"):
            text, href = str(link.contents[0]), str(link["href"])
            if ":" not in href:
                href = posixpath.normpath(posixpath.join(folder, unquote(href)))
                assert (built.outdir / href).is_file()
            found.setdefault(str(item["id"]), []).append((text, href))
    return found


def google(path: str) -> str:
    address = f"x.example/docs/{path}".replace("/", "%2F")
    return f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F{address}"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_calendars_and_feeds_can_be_subscribed_to(build: Build, builder: str) -> None:
    built = build(FILES, builder=builder, conf=BASED)
    assert not built.warnings
    assert ways(built) == {
        anchor: [
            ("Calendar app", f"webcal://x.example/docs/{root}/calendar.ics"),
            ("Google Calendar", google(f"{root}/calendar.ics")),
            ("Download", f"{root}/calendar.ics"),
            ("Atom", f"{root}/atom.xml"),
        ]
        for anchor, root in (("all-meetings", "meetings"), ("series-call", "meetings/series/call"))
    }
    soup, _ = page(built, "meetings/subscribe")
    assert "Changes take up to a day to arrive." in soup.get_text()
    (about,) = soup.select('meta[name="description"]')
    assert "Changes take up to a day" in about["content"]
    # without the address of the site only what is on it
    bare = built.again(conf=CONF)
    assert not bare.warnings
    assert ways(bare) == {
        "all-meetings": [("Download", "meetings/calendar.ics")],
        "series-call": [("Download", "meetings/series/call/calendar.ics")],
    }
    soup, _ = page(bare, "meetings/subscribe")
    assert "Changes take up to a day to arrive." in soup.get_text()


def test_read_the_docs_says_where_the_site_is(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://x.readthedocs.io/en/latest/")
    (app, *_), _ = ways(build(FILES, conf=CONF)).values()
    assert app == ("Calendar app", "webcal://x.readthedocs.io/en/latest/meetings/calendar.ics")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_lead_there(build: Build, builder: str) -> None:
    built = build(FILES, builder=builder, conf=BASED)
    there = built.app.builder.get_target_uri("meetings/subscribe")
    for name, anchor, calendar in (
        ("meetings/index", "all-meetings", "meetings/calendar.ics"),
        ("meetings/series/call/index", "series-call", "meetings/series/call/calendar.ics"),
        ("index", "series-call", ""),
    ):
        soup, folder = page(built, name)
        shown = {
            posixpath.normpath(posixpath.join(folder, str(link["href"])))
            for link in soup.select(".meetings-links a, .meetings-subscribe a")
        }
        assert f"{posixpath.normpath(there.rstrip('/'))}#{anchor}" in {
            address.replace("/#", "#") for address in shown
        }
        assert not calendar or calendar in shown
    # in the navigation, below the overview
    soup, _ = page(built, "meetings/subscribe")
    assert [link.get_text() for link in soup.select(".meetings-parents a")] == ["Meetings"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_only_a_meeting_to_come_can_be_added(build: Build, builder: str) -> None:
    built = build(FILES, builder=builder, conf=CONF)

    def added(name: str) -> list[str]:
        soup, folder = page(built, name)
        links = soup.select(".meetings-header a.meetings-add")
        assert all(link["data-meetings-over"] == "2026-01-13T18:00+00:00" for link in links)
        return [posixpath.normpath(posixpath.join(folder, str(link["href"]))) for link in links]

    assert added("meetings/2026-01-13") == ["meetings/2026-01-13.ics"]
    assert added("meetings/2026-01-06 a#b") == added("meetings/2026-01-12") == []
    built = built.again(conf=CONF | {"meetings_today": "2026-01-14"})
    assert not added("meetings/2026-01-13")


def test_calendars_in_heads_have_encoded_addresses(build: Build) -> None:
    built = build(FILES, conf=CONF)
    soup, folder = page(built, "meetings/2026-01-06 a#b")
    (link,) = soup.select('link[type="text/calendar"]')
    assert link["href"] == "2026-01-06%20a%23b.ics"
    assert (built.outdir / folder / unquote(str(link["href"]))).is_file()


def test_edits_are_exact(build: Build) -> None:
    built = build(FILES, conf=BASED)
    for files, conf in (
        ({"meetings/series.yml": FILES["meetings/series.yml"].replace("Call", "Talk")}, BASED),
        ({}, BASED | {"meetings_feed_formats": ["rss"]}),
        ({}, BASED | {"meetings_calendars": False}),
        ({}, BASED | {"html_baseurl": "https://y.example/"}),
        ({}, BASED | {"meetings_calendars": False, "meetings_feeds": []}),
        ({"meetings/subscribe.md": "# Our own\n"}, CONF),
    ):
        built = built.again(files, conf=conf)
        clean = built.again(
            outdir=built.outdir.parent / "clean",
            doctreedir=built.outdir.parent / "clean-doctrees",
            force=True,
        )
        assert tree(built.outdir) == tree(clean.outdir)
        has_page = (built.outdir / "meetings/subscribe.html").is_file()
        assert has_page == (conf.get("meetings_feeds") != [])
    # a document takes its place
    assert built.seen("meetings/subscribe").h1.get_text().startswith("Our own")


@pytest.mark.parametrize("builder", ["json", "singlehtml", "epub", "text", "latex"])
def test_other_builders_have_nothing_to_subscribe_to(build: Build, builder: str) -> None:
    files = FILES | {"index.md": FILES["index.md"].replace("{meeting:page}`subscribe`", "")}
    built = build(files, builder=builder, conf=BASED)
    assert not [name for name in tree(built.outdir) if "subscribe" in name]
    assert not any(b"meetings-add" in data for data in tree(built.outdir).values())
