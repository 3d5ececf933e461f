"""The player of a recording in a real browser: its face, its corner, and what it marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.browser import HOST, STUB, run_axe, serve, visit
from support.builds import Build

ID = "dQw4w9WgXcQ"
TURNS = "".join(
    f"**{name}** [{minute}:00](https://youtu.be/{ID}?t={60 * minute})\n\n{words * 40}\n\n"
    for minute, name, words in [
        (1, "Ada Lovelace", "Good morning to you all. "),
        (6, "Grace Hopper", "Here is the map of it. "),
        (8, "Ada Lovelace", "And what about the bees? "),
        (16, "Bo", "They are fine. "),
    ]
)
CALL = f"""\
---
recording: {{url: https://youtu.be/{ID}, duration: 20 min}}
chapters: [0:00 Welcome, 5:00 The map, 15:00 Questions]
authors: [Ada Lovelace, Grace Hopper]
---

# Community call

{"A long note. " * 400}

## Transcript

{TURNS}
"""
ZOOM = "---\nrecording: https://zoom.us/rec/share/abc\n---\n# Zoom\n"
FILE = """\
---
recording: {url: call.webm, duration: 20 min}
chapters: [0:00 Welcome, 5:00 The map]
---

# Call of a file

""" + ("Some words of it.\n\n" * 120)
#: the names of what is marked
CURRENT = (
    "[...document.querySelectorAll("
    "':is(.meetings-chapters, .meetings-bar) [aria-current=true], .meetings-turn[aria-current]'"
    ")].map(e => e.querySelector('.meetings-speaker')?.textContent || e.ariaLabel || e.textContent)"
)


@pytest.fixture(scope="module", params=["furo", "pydata_sphinx_theme"])
def site(shared_build: Build, request: pytest.FixtureRequest) -> Iterator[str]:
    files = {
        "meetings/2024-05-06-call.md": CALL,
        "meetings/2024-06-06-zoom.md": ZOOM,
        "meetings/2024-07-06-file.md": FILE,
        "meetings/call.webm": b"",
    }
    conf = {"html_theme": request.param, "html_permalinks": False, "language": "en"}
    built = shared_build(files, conf=conf)
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield f"{address}/meetings"


def settled(page: Page) -> float:
    """Return how far the page is scrolled, once it no longer moves."""
    page.wait_for_function(
        "() => { const y = scrollY, t = (window.was ?? {}); window.was = {y}; return t.y === y }"
    )
    return float(page.evaluate("scrollY"))


def test_the_face_says_what_it_plays_and_loads_nothing(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        page = visited.page
        page.wait_for_load_state("networkidle")
        button = page.locator("button.meetings-play")
        name = button.inner_text()
        for fact in ("Play recording · 20 min", "Community call", "May 6, 2024", "3 chapters"):
            assert fact in name
        assert "Loads from YouTube" in name
        assert button.locator("svg.meetings-pattern circle").count()
        assert visited.foreign == []


def test_the_bar_has_each_chapter_in_its_place(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        page = visited.page
        bar = page.get_by_role("group", name="Chapters")
        whole = bar.bounding_box()
        assert whole
        for name, start, length in (
            ("0:00 Welcome", 0, 0.25),
            ("5:00 The map", 0.25, 0.5),
            ("15:00 Questions", 0.75, 0.25),
        ):
            box = bar.get_by_role("link", name=name).locator("rect").first.bounding_box()
            assert box
            assert box["x"] - whole["x"] == pytest.approx(start * whole["width"], abs=1)
            assert box["width"] == pytest.approx(length * whole["width"], abs=1)
        link = bar.get_by_role("link", name="5:00 The map")
        link.focus()
        page.keyboard.press("Enter")
        assert "start=300&" in (page.locator("iframe").get_attribute("src") or "")
        assert page.url.endswith("#t=300")


def test_without_scripts_the_bar_leads_to_the_platform(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", java_script_enabled=False) as visited:
        link = visited.page.locator(".meetings-bar a").nth(1)
        assert (link.get_attribute("href") or "").endswith(f"{ID}&t=300")


def test_a_time_deep_in_a_transcript_leaves_the_reader_there(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        page = visited.page
        link = page.locator(".meetings-turn").get_by_role("link", name="8:00")
        link.scroll_into_view_if_needed()
        before = settled(page)
        assert before > 500
        link.click()
        page.locator("iframe[data-ready]").wait_for()
        assert settled(page) == before
        box, size = page.locator("iframe").bounding_box(), page.viewport_size
        assert box
        assert size
        assert box["y"] >= size["height"] / 2
        assert box["y"] + box["height"] <= size["height"]
        assert box["width"] < size["width"] / 2
        assert link.evaluate("e => document.activeElement === e")
        # back in view, it is in its place again
        page.get_by_role("button", name="To the player").click()
        page.wait_for_function("!document.querySelector('.meetings-mini')")
        assert page.evaluate("document.activeElement.tagName") == "IFRAME"
        first = page.locator("iframe").element_handle()
        page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
        page.locator(".meetings-mini").wait_for()
        assert first.evaluate("e => e.isConnected")
        # and the note around it has not moved
        assert page.locator(".meetings-player").evaluate("e => e.offsetHeight") > 200


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_the_corner_is_closed(browser: Browser, site: str, way: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        page = visited.page
        link = page.locator(".meetings-turn").get_by_role("link", name="8:00")
        # at once: where the page still moves, the reader is not away from the player yet
        link.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
        link.focus()
        page.keyboard.press("Enter")
        page.locator("iframe[data-ready]").wait_for()
        visited.plays(500)
        page.wait_for_function(f"{CURRENT}.length === 3")
        if way == "Escape":
            page.keyboard.press("Escape")
        else:
            end = page.get_by_role("button", name="Close", exact=True)
            end.focus()
            assert end.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
            page.keyboard.press("Enter")
        assert page.locator("iframe, .meetings-mini").count() == 0
        assert page.evaluate(CURRENT) == []
        assert link.evaluate("e => document.activeElement === e")
        assert page.get_by_role("button", name="Play recording from 8:20").count() == 1


def test_what_plays_is_marked(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        page = visited.page
        page.locator("button.meetings-play").click()
        page.locator("iframe[data-ready]").wait_for()
        for second, expected in (
            (2, ["0:00 Welcome", "0:00 Welcome"]),
            (301, ["5:00 The map", "5:00 The map", "Ada Lovelace"]),
            (361, ["5:00 The map", "5:00 The map", "Grace Hopper"]),
            (1000, ["15:00 Questions", "15:00 Questions", "Bo"]),
        ):
            visited.plays(second)
            page.wait_for_function(f"names => `${{{CURRENT}}}` === `${{names}}`", arg=expected)


def test_others_are_not_believed(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        page = visited.page
        page.locator("button.meetings-play").click()
        page.locator("iframe[data-ready]").wait_for()
        visited.plays(2)
        page.wait_for_function(f"{CURRENT}.length === 2")
        # the page itself, and a frame of another source
        page.evaluate("postMessage({info: {currentTime: 1000}}, '*')")
        page.evaluate(
            "() => new Promise(done => { const f = document.createElement('iframe');"
            "const said = `parent.postMessage({info: {currentTime: 1000}}, '*')`;"
            "f.srcdoc = `<script>${said}<` + '/script>';"
            "f.onload = () => setTimeout(done, 50); document.body.append(f) })"
        )
        assert page.evaluate(CURRENT) == ["0:00 Welcome", "0:00 Welcome"]
        for said in ("{", "null", '{"info": null}', '{"info": {"currentTime": "12"}}'):
            page.frame_locator(".meetings-player iframe").locator("h1").evaluate(
                "(e, said) => parent.postMessage(said, '*')", said
            )
        assert page.evaluate(CURRENT) == ["0:00 Welcome", "0:00 Welcome"]


def test_vimeo_is_followed(browser: Browser, build: Build) -> None:
    text = CALL.replace(f"https://youtu.be/{ID}", "https://vimeo.com/76979871")
    built = build({"meetings/2024-05-06-call.md": text})
    with serve(built.outdir) as address, visit(browser, address, plays=True) as visited:
        page = visited.page
        page.route(
            "https://player.vimeo.com/**", lambda r: r.fulfill(body=STUB, content_type="text/html")
        )
        page.goto(f"{address}/meetings/2024-05-06-call.html")
        page.locator("button.meetings-play").click()
        page.locator("iframe[data-ready]").wait_for()
        handle = page.locator("iframe").element_handle()
        frame = handle and handle.content_frame()
        assert frame
        frame.wait_for_function("listeners.length")
        frame.evaluate("parent.postMessage({event: 'timeupdate', data: {seconds: 301.2}}, '*')")
        page.wait_for_function(f"{CURRENT}.includes('5:00 The map')")


def test_a_file_is_followed_and_stays_too(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-07-06-file.html", plays=True) as visited:
        page = visited.page
        assert "2 chapters" in page.locator(".meetings-player").inner_text()
        page.get_by_role("group", name="Chapters").get_by_role("link", name="5:00 The map").click()
        video = page.locator("video")
        assert video.evaluate("e => e.currentTime") == 300
        video.evaluate("e => e.dispatchEvent(new Event('timeupdate'))")
        assert set(page.evaluate(CURRENT)) == {"5:00 The map"}
        page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
        page.locator(".meetings-mini video").wait_for()
        page.keyboard.press("Escape")
        assert page.locator(".meetings-mini").count() == 0


def test_on_a_phone_the_corner_covers_no_text(browser: Browser, site: str) -> None:
    size = {"width": 390, "height": 800}
    with visit(browser, f"{site}/2024-05-06-call.html", viewport=size, plays=True) as visited:
        page = visited.page
        link = page.locator(".meetings-turn").get_by_role("link", name="16:00")
        link.click()
        page.locator(".meetings-mini").wait_for()
        page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
        settled(page)
        mini = page.locator(".meetings-mini").bounding_box()
        last = page.locator(".meetings-turn").last.bounding_box()
        assert mini
        assert last
        assert last["y"] + last["height"] <= mini["y"]
        assert mini["height"] <= size["height"] / 4
        assert (mini["x"], mini["width"]) == (0, size["width"])


def test_a_recording_elsewhere_is_a_button(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-06-06-zoom.html") as visited:
        link = visited.page.get_by_role("link", name="Watch the recording on zoom.us")
        assert link.get_attribute("href") == "https://zoom.us/rec/share/abc"
        box = link.bounding_box()
        assert box
        assert box["height"] >= 32
        assert link.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
        assert visited.foreign == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("docked", [False, True])
def test_axe_finds_nothing(
    browser: Browser, axe: str, site: str, scheme: Any, docked: bool
) -> None:
    with visit(
        browser, f"{site}/2024-05-06-call.html", color_scheme=scheme, plays=True
    ) as visited:
        page = visited.page
        if docked:
            page.locator(".meetings-turn").get_by_role("link", name="8:00").click()
            page.locator(".meetings-mini").wait_for()
        parts = [[".meetings-player"], [".meetings-chapters"], ["#transcript"]]
        found = run_axe(page, axe, {"include": parts, "exclude": [["iframe"]]})
        assert found["passes"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_nobody_but_the_host_is_asked(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", plays=True) as visited:
        visited.page.locator("button.meetings-play").click()
        visited.page.locator("iframe[data-ready]").wait_for()
        assert {url.split("/embed")[0] for url in visited.foreign} == {HOST}


# Transcripts


def shown(page: Page) -> list[str]:
    """Return the speakers of the turns that can be seen."""
    return [
        turn.locator(".meetings-speaker").inner_text()
        for turn in page.locator(".meetings-turn:visible").all()
    ]


def test_turns_have_places_colours_initials_and_people(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html") as visited:
        page = visited.page
        turns = page.locator(".meetings-turn")
        ids = [turn.get_attribute("id") for turn in turns.all()]
        assert ids == ["turn-1-00", "turn-6-00", "turn-8-00", "turn-16-00"]
        drawn = page.locator(".meetings-turn > .meetings-avatar")
        contents = [
            one.evaluate("e => getComputedStyle(e, '::before').content") for one in drawn.all()
        ]
        assert contents == [f'"{letters}" / ""' for letters in ("AL", "GH", "AL", "B")]
        # they are no words of the page
        assert "AL" not in (turns.first.text_content() or "")
        colours = [one.evaluate("e => getComputedStyle(e).borderTopColor") for one in drawn.all()]
        assert colours[0] == colours[2]
        assert len(set(colours)) == 3
        turns.first.get_by_role("link", name="Ada Lovelace").click()
        page.wait_for_url("**/people/ada-lovelace.html")
        page.goto(f"{site}/2024-05-06-call.html#turn-16-00")
        settled(page)
        box = turns.nth(3).bounding_box()
        assert box
        assert 0 <= box["y"] < 720
        # who has no page is no link
        assert turns.nth(3).get_by_role("link", name="Bo").count() == 0


def test_from_hit_to_hit_by_keyboard_and_button(browser: Browser, site: str) -> None:
    url = f"{site}/2024-05-06-call.html"
    with visit(browser, url, reduced_motion="reduce") as visited:
        page = visited.page
        box = page.get_by_role("searchbox", name="Find in transcript")
        box.fill("bees")
        assert shown(page) == ["Ada Lovelace"]
        number = page.locator(".meetings-find [role=status]")
        box.press("Enter")
        assert number.inner_text() == "Hit 1 of 40"
        page.get_by_role("button", name="Next hit").click()
        assert number.inner_text() == "Hit 2 of 40"
        box.press("Shift+Enter")
        box.press("Shift+Enter")
        assert number.inner_text() == "Hit 40 of 40"
        page.get_by_role("button", name="Previous hit").click()
        assert number.inner_text() == "Hit 39 of 40"
        place = page.evaluate(
            "[...CSS.highlights.get('meetings-hit')][0].getBoundingClientRect().toJSON()"
        )
        assert 0 <= place["y"] <= 720
        # the other chapters are folded
        assert page.locator("#transcript h3:visible").count() == 1
        box.press("Escape")
        assert page.locator("#transcript h3:visible").count() == 3
        assert page.get_by_role("button", name="Next hit").is_disabled()


def test_one_speaker_alone(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html") as visited:
        page = visited.page
        speaker = page.get_by_role("combobox", name="Speaker")
        assert speaker.locator("option").all_inner_texts() == [
            *("Everyone", "Ada Lovelace", "Grace Hopper", "Bo")
        ]
        speaker.select_option("Ada Lovelace")
        assert shown(page) == ["Ada Lovelace", "Ada Lovelace"]
        assert page.locator("output").inner_text() == "2 of 4 turns"
        page.get_by_role("searchbox", name="Find in transcript").fill("map")
        assert shown(page) == []
        speaker.select_option("Everyone")
        assert shown(page) == ["Grace Hopper"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("map", "map"), ("bees fine", "bees fine"), ("elsewhere", "")],
)
@pytest.mark.parametrize("way", ["address", "search"])
def test_words_of_the_search_are_looked_for(
    browser: Browser, site: str, words: str, found: str, way: str
) -> None:
    with visit(browser, f"{site}/2024-06-06-zoom.html") as visited:
        page = visited.page
        if way == "search":
            page.evaluate("words => localStorage.setItem('sphinx_highlight_terms', words)", words)
        asked = f"?highlight={words}" if way == "address" else ""
        page.goto(f"{site}/2024-05-06-call.html{asked}")
        page.wait_for_load_state("load")
        box = page.get_by_role("searchbox", name="Find in transcript")
        assert box.input_value() == found
        names = {"map": ["Grace Hopper"], "bees fine": ["Ada Lovelace", "Bo"]}
        everybody = ["Ada Lovelace", "Grace Hopper", "Ada Lovelace", "Bo"]
        assert shown(page) == names.get(found, everybody)


def test_without_scripts_a_transcript_is_whole(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/2024-05-06-call.html", java_script_enabled=False) as visited:
        page = visited.page
        assert len(shown(page)) == 4
        assert page.locator(".meetings-find").count() == 0
