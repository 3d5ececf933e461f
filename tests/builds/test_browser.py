from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from support.browser import HOST, STUB, run_axe, serve, visit

from sphinxcontrib_meetings.parse.platforms import use_platforms

ID = "dQw4w9WgXcQ"
OTHER = "9bZkp7q19f0"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
WATCH = f"https://www.youtube.com/watch?v={ID}"
PAGE = f"""\
Community meeting
=================

.. youtube:: {ID}
   :start: 12:34
   :caption: The recording

.. header-fixture::

See :youtube:`the vote <https://youtu.be/{ID}?t=1h2m3s>`,
`another form <https://www.youtube.com/live/{ID}?start=90>`__,
`without a time <https://youtu.be/{ID}>`__ and
`another video <https://youtu.be/{OTHER}?t=5>`__.

{"A long note. " * 800}

Then :youtube:`the last word <https://youtu.be/{ID}?t=59m>`.
"""


@pytest.fixture(scope="module", params=["basic", "furo"])
def site(shared_build, request):
    conf = {
        "extensions": ["support.players"],
        "html_theme": request.param,
        "html_permalinks": False,
        "language": "en",
    }
    built = shared_build({"index.rst": PAGE}, conf=conf)
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield f"{address}/index.html"


def source(page):
    """The address of the frame without what its origin adds."""
    assert page.locator("iframe").count() == 1
    src = page.locator("iframe").get_attribute("src")
    return re.sub(r"&origin=http%3A%2F%2F127\.0\.0\.1%3A\d+$", "", src)


def test_nothing_leaves_this_machine_before_the_click(browser, site):
    with visit(browser, site, plays=True) as visited:
        page = visited.page
        page.get_by_role("button", name="Community meeting").hover()
        page.wait_for_load_state("networkidle")
        assert page.locator("iframe").count() == 0
        assert [url for url in visited.requests if "meetings.js" in url]
        assert visited.foreign == []


def test_enter_on_the_button_starts_the_video(browser, site):
    with visit(browser, site, plays=True) as visited:
        page = visited.page
        button = page.get_by_role("button", name="Community meeting")
        button.focus()
        before = button.bounding_box()
        page.keyboard.press("Enter")
        frame = page.locator("iframe")
        assert source(page) == f"{HOST}/embed/{ID}?autoplay=1&start=754&enablejsapi=1"
        assert frame.get_attribute("title") == "Community meeting"
        assert frame.get_attribute("allow") == (
            "autoplay; encrypted-media; picture-in-picture; fullscreen"
        )
        assert frame.get_attribute("allowfullscreen") is not None
        assert frame.get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"
        assert page.evaluate("document.activeElement.tagName") == "IFRAME"
        assert frame.bounding_box() == before
        assert {url.split("/embed")[0] for url in visited.foreign} == {HOST}


def test_tab_reaches_the_button_and_space_starts_it(browser, site):
    with visit(browser, site) as visited:
        page = visited.page
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.meetings-player button')"):
                break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Space")
        assert "start=754" in source(page)


def test_a_link_with_a_time_starts_there_and_the_next_one_seeks(browser, site):
    with visit(browser, site, plays=True) as visited:
        page = visited.page
        page.get_by_role("link", name="the vote").click()
        assert source(page) == f"{HOST}/embed/{ID}?autoplay=1&start=3723&enablejsapi=1"
        page.locator("iframe[data-ready]").wait_for()
        first = page.locator("iframe").element_handle()
        page.get_by_role("link", name="another form").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.tagName === 'IFRAME'")
        visited.wait_for_messages(2)
        assert visited.messages() == [
            '{"event":"command","func":"seekTo","args":[90,true]}',
            '{"event":"command","func":"playVideo","args":[]}',
        ]
        assert first.evaluate("frame => frame.isConnected")
        assert page.url == f"{site}#t=90"


def test_the_player_comes_into_view(browser, site):
    with visit(browser, site, reduced_motion="reduce", plays=True) as visited:
        page = visited.page
        page.get_by_role("link", name="the last word").click()
        box = page.locator("iframe").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= page.viewport_size["height"]


@pytest.mark.parametrize(("name", "video"), [("without a time", ID), ("another video", OTHER)])
def test_other_links_stay_links(browser, site, name, video):
    with visit(browser, site) as visited:
        page = visited.page
        page.get_by_role("link", name=name).click()
        page.wait_for_url(lambda url: not url.startswith(site))
        assert any(video in url for url in visited.foreign)


def test_a_click_with_a_modifier_is_the_browsers(browser, site):
    with visit(browser, site, plays=True) as visited:
        page = visited.page
        with page.context.expect_page():
            page.get_by_role("link", name="the vote").click(modifiers=["ControlOrMeta"])
        assert page.locator("iframe").count() == 0


def test_without_scripts_the_player_is_a_link(browser, site):
    with visit(browser, site, java_script_enabled=False, plays=True) as visited:
        page = visited.page
        assert page.locator(".meetings-player button").count() == 0
        page.locator(".meetings-player").get_by_role("link").click()
        assert page.url == f"{WATCH}&t=754"


def test_the_box_is_16_to_9_with_and_without_scripts(browser, site):
    boxes = []
    for scripts in (True, False):
        with visit(browser, site, java_script_enabled=scripts) as visited:
            boxes.append(visited.page.locator(".meetings-play:visible").bounding_box())
    assert boxes[0] == boxes[1]
    assert boxes[0]["width"] / boxes[0]["height"] == pytest.approx(16 / 9, rel=0.01)


def test_print_shows_the_address(browser, site):
    with visit(browser, site, plays=True) as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert not page.get_by_role("button", name="Community meeting").is_visible()
        link = page.locator("a.meetings-play")
        assert link.is_visible()
        content = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert content == f'"{WATCH}&t=754"'


def test_the_script_obeys_a_strict_content_security_policy(browser, site):
    policy = f"default-src 'none'; script-src 'self'; style-src 'self'; frame-src {HOST}"
    with visit(browser, site, plays=True) as visited:
        page = visited.page

        def with_policy(route):
            response = route.fetch()
            headers = {**response.headers, "content-security-policy": policy}
            route.fulfill(response=response, headers=headers)

        page.route(site, with_policy)
        page.reload()
        page.get_by_role("button", name="Community meeting").click()
        assert "start=754" in source(page)
        visited.messages()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, axe, site, scheme, scripts):
    with visit(browser, site, color_scheme=scheme) as visited:
        page = visited.page
        if not scripts:
            page.route("**/meetings.js*", lambda route: route.abort())
            page.reload()
        assert page.locator(".meetings-player button").count() == scripts
        found = run_axe(page, axe, {"include": [[".meetings-header"], [".meetings-player"]]})
        assert found["passes"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


# A meeting with chapters, and its transcript

CALL = f"""\
---
recording: https://youtu.be/{ID}
duration: 30 min
chapters: [0:12 Welcome, "12:34 The demo"]
---

# Community call

## [1:00](https://youtu.be/{ID}?t=60) Topic

{"A long note. " * 400}

## Transcript

**Ada** [0:12](https://youtu.be/{ID}?t=12)

Hello, let us **begin** with C++ (today).

**Grace** [20:00](https://youtu.be/{ID}?t=1200)

Goodbye for now.
"""


@pytest.fixture(scope="module", params=["basic", "furo", "alabaster"])
def call(shared_build, request):
    conf = {"html_theme": request.param, "html_permalinks": False, "language": "en"}
    built = shared_build({"meetings/2024-05-06-call.md": CALL}, conf=conf)
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield f"{address}/meetings/2024-05-06-call.html"


def test_a_chapter_starts_at_its_second_and_another_one_seeks(browser, call):
    with visit(browser, call, plays=True) as visited:
        page = visited.page
        page.locator("ol").get_by_role("link", name="12:34 The demo").click()
        assert source(page) == f"{HOST}/embed/{ID}?autoplay=1&start=754&enablejsapi=1"
        assert page.url == f"{call}#t=754"
        page.locator("iframe[data-ready]").wait_for()
        first = page.locator("iframe").element_handle()
        page.locator("ol").get_by_role("link", name="0:12 Welcome").click()
        visited.wait_for_messages(2)
        assert '"args":[12,true]' in visited.messages()[0]
        assert first.evaluate("frame => frame.isConnected")
        assert page.url == f"{call}#t=12"


def test_chapters_headings_and_turns_by_keyboard_alone(browser, call):
    with visit(browser, call, plays=True) as visited:
        page = visited.page
        wanted = [
            (".meetings-chapters a", 12),
            (".meetings-play-time", 60),
            (".meetings-turn a", 12),
        ]
        for selector, second in wanted:
            page.reload()
            for _ in range(120):
                page.keyboard.press("Tab")
                if page.evaluate(f"document.activeElement.matches('{selector}')"):
                    break
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            page.keyboard.press("Enter")
            assert f"start={second}&" in source(page)
            # who reads far from the player stays there
            is_far = "turn" in selector and page.locator(".meetings-mini").count()
            focused = page.evaluate("document.activeElement.tagName")
            assert focused == "IFRAME" or (is_far and focused == "A")
            page.goto("about:blank")
            page.goto(call)


def test_an_address_with_a_time_opens_there_and_loads_nothing(browser, call):
    with visit(browser, f"{call}#t=754", reduced_motion="reduce", plays=True) as visited:
        page = visited.page
        button = page.get_by_role("button", name="Play recording from 12:34")
        button.wait_for()
        page.wait_for_load_state("networkidle")
        assert visited.foreign == []
        assert page.locator("iframe").count() == 0
        assert page.evaluate("document.activeElement.matches('.meetings-player button')")
        assert button.bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert "start=754&" in source(page)
        page.locator("iframe[data-ready]").wait_for()
        page.evaluate("location.hash = 't=1m'")
        visited.wait_for_messages(2)
        assert '"args":[60,true]' in visited.messages()[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    "theme", ["furo", "alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]
)
def test_an_address_with_a_time_shows_a_player_far_below(browser, build, theme):
    pytest.importorskip(theme)
    words = "A long line of minutes.\n\n" * 200
    text = f"# Call\n\n{words}<YouTube url='https://youtu.be/{ID}' />\n"
    built = build({"meetings/2024-05-06-call.md": text}, conf={"html_theme": theme})
    with serve(built.outdir) as address:
        page_url = f"{address}/meetings/2024-05-06-call.html#t=83"
        with visit(browser, page_url) as visited:
            button = visited.page.get_by_role("button", name="Play recording from 1:23")
            button.wait_for()
            visited.page.wait_for_load_state("networkidle")
            box, size = button.bounding_box(), visited.page.viewport_size
            assert 0 <= box["y"] <= size["height"] - box["height"]


@pytest.mark.parametrize("place", ["t=", "t=soon", "topic", "t=-5"])
def test_an_address_without_a_time_changes_nothing(browser, call, place):
    with visit(browser, f"{call}#{place}") as visited:
        note = visited.page.get_by_role("button", name="Community call").locator("span").first
        assert note.inner_text() == "Play recording"


def test_without_scripts_every_link_leads_to_the_platform(browser, call):
    names = [("0:12 Welcome", 12), ("Play from 1:00: Topic", 60), ("20:00", 1200)]
    for name, second in names:
        with visit(browser, call, java_script_enabled=False) as visited:
            page = visited.page
            with page.expect_request(lambda request: request.url.startswith("https:")) as asked:
                page.get_by_role("link", name=name, exact=True).last.click()
            assert asked.value.url.endswith(f"t={second}")


def test_find_in_transcript(browser, call):
    with visit(browser, call) as visited:
        page = visited.page
        box = page.get_by_role("searchbox", name="Find in transcript")
        turns = page.locator(".meetings-turn")
        for words, found in (("begin", [0]), ("C++ (TODAY", [0]), ("o", [0, 1]), ("grace", [1])):
            box.fill(words)
            shown = [i for i in range(turns.count()) if turns.nth(i).is_visible()]
            assert shown == found
            output = page.locator("output[aria-live=polite]")
            assert output.inner_text() == f"{len(found)} of 2 turns"
        assert page.evaluate("[...CSS.highlights.get('meetings-found')].map(String)") == ["Grace"]
        # chapters in which nothing is found are not in the way
        titles = page.locator("#transcript h3")
        assert [titles.nth(i).is_visible() for i in range(2)] == [False, True]
        assert box.evaluate("box => !box.closest('.meetings-part')")
        box.press("Escape")
        assert box.input_value() == ""
        assert turns.nth(0).is_visible()
        assert page.locator("output").inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_chapters_and_transcripts(browser, axe, call, scheme):
    with visit(browser, call, color_scheme=scheme) as visited:
        page = visited.page
        parts = [".meetings-chapters", ".meetings-play-time", ".meetings-find", "#transcript"]
        found = run_axe(page, axe, {"include": [[part] for part in parts]})
        assert found["passes"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


@pytest.mark.parametrize(
    ("url", "host", "said"),
    [
        (
            "https://vimeo.com/76979871",
            "https://player.vimeo.com",
            ['{"method":"setCurrentTime","value":754}', '{"method":"play"}'],
        ),
        (
            f"https://tube.example/w/{UUID}",
            "https://tube.example",
            [],
        ),
    ],
)
def test_other_platforms_seek_as_well(browser, build, url, host, said):
    text = CALL.replace(f"https://youtu.be/{ID}", url)
    built = build({"meetings/2024-05-06-call.md": text})
    with serve(built.outdir) as address, visit(browser, address, plays=True) as visited:
        page = visited.page
        page.route(f"{host}/**", lambda r: r.fulfill(body=STUB, content_type="text/html"))
        page.goto(f"{address}/meetings/2024-05-06-call.html")
        page.locator("ol").get_by_role("link", name="0:12 Welcome").click()
        frame = page.locator("iframe")
        page.locator("iframe[data-ready]").wait_for()
        first = frame.get_attribute("src")
        assert first.startswith(host)
        assert re.search(r"#t=12s$|start=12$", first)
        page.locator("ol").get_by_role("link", name="12:34 The demo").click()
        if said:
            inner = frame.element_handle().content_frame()
            inner.wait_for_function("messages.length >= 2")
            assert inner.evaluate("messages") == said
            assert frame.get_attribute("src") == first
        else:
            page.wait_for_function("document.querySelector('iframe').src.includes('start=754')")


TWO = f"""\
# Board

## January

```{{meeting}} Budget
:date: 2024-01-09
:recording: https://youtu.be/{ID}
```

See {{youtube}}`0:12`.

## February

```{{meeting}} Rooms
:date: 2024-02-13
:recording: https://youtu.be/{OTHER}
```

See {{youtube}}`0:20`.

## March

```{{meeting}} Files
:date: 2024-03-12
:recording: https://media.example/m%20&.webm
```

See {{youtube}}`0:30`.
"""


@pytest.mark.parametrize(
    ("time", "place"),
    [("0:12", "t=12"), ("0:20", f"t=20&v={OTHER}"), ("0:30", "t=30&v=m%2520%26.webm")],
)
def test_each_player_of_a_page_has_addresses_of_its_own(browser, shared_build, time, place):
    built = shared_build({"board.md": f"---\norphan: true\n---\n{TWO}"})
    assert built.warnings == []
    with serve(built.outdir) as address:
        with visit(browser, f"{address}/board.html") as visited:
            visited.page.get_by_role("link", name=time, exact=True).click()
            assert visited.page.url.partition("#")[2] == place
        with visit(browser, f"{address}/board.html#{place}", reduced_motion="reduce") as visited:
            page = visited.page
            page.wait_for_function("document.activeElement.closest('.meetings-player')")
            number = page.evaluate(
                "[...document.querySelectorAll('.meetings-player')]"
                ".indexOf(document.activeElement.closest('.meetings-player'))"
            )
            assert number == ["0:12", "0:20", "0:30"].index(time)
            if number < 2:
                assert f"from {time}" in page.evaluate("document.activeElement.textContent")


def test_a_file_is_asked_for_when_it_is_played(browser, build):
    text = CALL.replace(f"https://youtu.be/{ID}", "https://media.example/call.webm")
    built = build({"meetings/2024-05-06-call.md": text})
    with serve(built.outdir) as address:
        url = f"{address}/meetings/2024-05-06-call.html#t=60"
        with visit(browser, url, plays=True) as visited:
            page = visited.page
            page.wait_for_load_state("networkidle")
            assert visited.foreign == []
            video = page.locator("video")
            assert video.evaluate("video => video.currentTime") == 60
            page.locator("ol").get_by_role("link", name="12:34 The demo").click()
            assert video.evaluate("video => video.currentTime") == 754
            assert page.evaluate("document.activeElement.tagName") == "VIDEO"
            assert page.url.endswith("#t=754")
            assert visited.foreign


IN_TEXT = f"""\
# Community call

<ReactPlayer url="https://vimeo.com/76979871" />

<iframe src="https://tube.example/videos/embed/{UUID}" title="On PeerTube"></iframe>

<iframe src="https://www.youtube.com/embed/{ID}"></iframe>

<video crossorigin="anonymous" poster="https://media.example/still.png" title="The file" autoplay>
  <source src="https://media.example/call.webm" />
  <source src="https://media.example/call.mp4" />
  <track src="https://media.example/call.vtt" default />
</video>

<audio src="https://media.example/call.mp3" preload="auto" title="The sound"></audio>

[In Vimeo](https://vimeo.com/76979871#t=12), [in PeerTube](https://tube.example/w/{UUID}?start=12s),
[in the file](https://media.example/call.webm#t=12), [in the other](https://media.example/call.mp4#t=13),
[in the sound](https://media.example/call.mp3#t=14), [elsewhere](https://media.example/else.mp3#t=15).
At {{youtube}}`0:16`.
"""


@pytest.fixture(scope="module")
def in_text(shared_build):
    built = shared_build({"meetings/2024-05-06-call.md": IN_TEXT}, conf={"html_theme": "furo"})
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield f"{address}/meetings/2024-05-06-call.html"


def test_nothing_that_the_text_shows_is_asked_for_before_a_click(browser, in_text):
    with visit(browser, in_text, plays=True) as visited:
        page = visited.page
        page.wait_for_load_state("networkidle")
        assert page.locator("figure.meetings-player").count() == 5
        assert page.locator("iframe").count() == 0
        assert visited.foreign == []
        page.get_by_role("button", name="On PeerTube").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.tagName === 'IFRAME'")
        assert {urlsplit(url).netloc for url in visited.foreign} == {"tube.example"}


def test_a_platform_of_others_starts_where_its_player_wants_it(browser, build):
    conf = {"extensions": ["sphinxcontrib_meetings", "support.talks"]}
    text = "---\nrecording: 'talk:bees'\nchapters: ['0:12 Welcome']\n---\n\n# Call\n\nText.\n"
    built = build({"meetings/2024-05-06-call.md": text}, conf=conf)
    use_platforms()
    with (
        serve(built.outdir) as address,
        visit(browser, f"{address}/meetings/2024-05-06-call.html", plays=True) as visited,
    ):
        visited.page.locator("ol").get_by_role("link", name="0:12 Welcome").click()
        frame = visited.page.locator("iframe")
        assert frame.get_attribute("src") == "https://talks.example/embed/bees?auto=yes&begin=12"


def test_links_seek_what_the_text_shows(browser, in_text):
    with visit(browser, in_text, plays=True) as visited:
        page = visited.page
        for name, host in (("In Vimeo", "player.vimeo.com"), ("in PeerTube", "tube.example")):
            page.get_by_role("link", name=name).click()
            frame = page.locator(f"iframe[src*='{host}']")
            assert re.search(r"#t=12s$|start=12$", frame.get_attribute("src"))
        # the bare time is one of the first player, which is the recording
        link = page.get_by_role("link", name="0:16")
        # from under the player in the corner
        link.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
        link.click()
        assert page.url.endswith("#t=16")
        playing = page.locator(".meetings-mini iframe").get_attribute("src")
        assert playing.startswith("https://player.vimeo.com")
        for name, tag, time in (
            ("in the file", "video", 12),
            ("in the other", "video", 13),
            ("in the sound", "audio", 14),
        ):
            link = page.get_by_role("link", name=name)
            link.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
            link.click()
            assert page.locator(tag).evaluate("file => file.currentTime") == time
            assert page.evaluate("document.activeElement.tagName") == tag.upper()
            file = {"video": "call.webm", "audio": "call.mp3"}[tag]
            assert page.url.endswith(f"#t={time}&v={file}")
        page.goto("about:blank")
        page.goto(f"{in_text}#t=20&v=call.webm")
        assert page.locator("video").evaluate("file => file.currentTime") == 20
        with page.expect_request("https://media.example/else.mp3*"):
            page.get_by_role("link", name="elsewhere").click()


def test_axe_finds_nothing_in_players_of_the_text(browser, axe, in_text):
    with visit(browser, in_text) as visited:
        found = run_axe(visited.page, axe, {"include": [[".meetings-player"]]})
        assert found["passes"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


MINUTES = """\
---
attendees: [Ada, Bo]
minutes: draft
---

# Call

```{decision} We move it
:id: 2026-1
```

Words and {meeting:action}`write it; owner: Ada; due: 2026-05-20` within.

- [ ] {meeting:action}`paint the sign`

| what |
|------|
| {meeting:decision}`buy paint; state: proposed` |

```{vote} A third day?
:counts: for 5
```
"""


@pytest.fixture(scope="module", params=["furo", "pydata_sphinx_theme", "alabaster"])
def with_minutes(shared_build, request):
    files = {"meetings/2026-05-06-call.md": MINUTES}
    conf = {"html_theme": request.param, "meetings_in_short": True}
    with serve(shared_build(files, conf=conf).outdir) as address:
        yield f"{address}/meetings/2026-05-06-call.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_minutes(browser, axe, with_minutes, scheme):
    with visit(browser, with_minutes, color_scheme=scheme) as visited:
        page = visited.page
        parts = [".meetings-minute", ".meetings-short", ".meetings-standing", "#action-1"]
        found = run_axe(page, axe, {"include": [[part] for part in parts]})
        assert found["passes"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_a_link_to_a_decision_is_reached_by_keyboard(browser, with_minutes):
    with visit(browser, with_minutes) as visited:
        page = visited.page
        link = page.get_by_title("Link to this decision").first
        link.focus()
        assert link.evaluate("e => document.activeElement === e")
        page.keyboard.press("Enter")
        assert page.url.endswith("#decision-2026-1")
