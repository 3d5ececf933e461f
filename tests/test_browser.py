from __future__ import annotations

import re

import pytest
from browser import HOST, serve, visit

ID = "dQw4w9WgXcQ"
OTHER = "9bZkp7q19f0"
WATCH = f"https://www.youtube.com/watch?v={ID}"
PAGE = f"""\
Community meeting
=================

.. header-fixture::

.. youtube:: {ID}
   :start: 12:34
   :caption: The recording

See :youtube:`the vote <https://youtu.be/{ID}?t=1h2m3s>`,
`another form <https://www.youtube.com/live/{ID}?start=90>`__,
`without a time <https://youtu.be/{ID}>`__ and
`another video <https://youtu.be/{OTHER}?t=5>`__.

{"A long note. " * 800}

Then :youtube:`the last word <https://youtu.be/{ID}?t=59m>`.
"""


@pytest.fixture(params=["basic", "furo"])
def site(build, request):
    conf = {
        "extensions": ["players"],
        "html_theme": request.param,
        "html_permalinks": False,
        "language": "en",
    }
    built = build({"index.rst": PAGE}, conf=conf)
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield f"{address}/index.html"


def source(page):
    """The address of the frame without what its origin adds."""
    assert page.locator("iframe").count() == 1
    src = page.locator("iframe").get_attribute("src")
    return re.sub(r"&origin=http%3A%2F%2F127\.0\.0\.1%3A\d+$", "", src)


def test_nothing_leaves_this_machine_before_the_click(browser, site):
    with visit(browser, site) as visited:
        page = visited.page
        page.get_by_role("button", name="Community meeting").hover()
        page.wait_for_load_state("networkidle")
        assert page.locator("iframe").count() == 0
        assert [url for url in visited.requests if "meetings.js" in url]
        assert visited.foreign == []


def test_enter_on_the_button_starts_the_video(browser, site):
    with visit(browser, site) as visited:
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
    with visit(browser, site) as visited:
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
        assert page.url == site


def test_the_player_comes_into_view(browser, site):
    with visit(browser, site, reduced_motion="reduce") as visited:
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
    with visit(browser, site) as visited:
        page = visited.page
        with page.context.expect_page():
            page.get_by_role("link", name="the vote").click(modifiers=["ControlOrMeta"])
        assert page.locator("iframe").count() == 0


def test_without_scripts_the_player_is_a_link(browser, site):
    with visit(browser, site, java_script_enabled=False) as visited:
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
    with visit(browser, site) as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert not page.get_by_role("button", name="Community meeting").is_visible()
        link = page.locator("a.meetings-play")
        assert link.is_visible()
        content = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert content == f'"{WATCH}&t=754"'


def test_the_script_obeys_a_strict_content_security_policy(browser, site):
    policy = f"default-src 'none'; script-src 'self'; style-src 'self'; frame-src {HOST}"
    with visit(browser, site) as visited:
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
        page.evaluate(axe)
        check = "async (parts) => await axe.run({include: parts})"
        found = page.evaluate(check, [[".meetings-header"], [".meetings-player"]])
        assert found["passes"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
