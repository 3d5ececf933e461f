"""Pages under a Content-Security-Policy, and addresses that nobody should open them with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.browser import HOST, STUB, serve
from support.builds import Build

ID = "aqz-KE-bpKQ"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Opening words.\n\n00:12.000 --> 00:14.000\n<v Bo>A vote.\n"
NOTE = f"""\
---
recording: https://youtu.be/{ID}
location: Library
tags: [a]
authors: [ada]
chapters:
  - 0:00 Opening
  - 0:10 Vote
---
# Call

See [the vote](https://youtu.be/{ID}?t=12).

<svg width="20" height="20"><a id="drawn" xlinkHref="https://youtu.be/{ID}?t=5"><rect width="20" height="20" /></a></svg>
"""
WIDE = f"""\
# Wide

```{{youtube}} {ID}
:width: 50%
```

<video src="a.mp4" poster="/meetings/p.png"></video>
"""
LISTS = (
    "# Lists\n\n```{meeting-calendar}\n```\n"
    + "".join(f"\n```{{meeting-list}}\n:format: {name}\n```\n" for name in ("cards", "table"))
    + "\n```{meeting-tags}\n```\n\n```{meeting-people}\n```\n"
)
#: what Sphinx has around a page has styles in attributes, as its search box has
BARE = '{% extends "!layout.html" %}{% block relbar1 %}{% endblock %}{% block relbar2 %}{% endblock %}'


def documented_policy() -> str:
    """Return the policy that the documentation gives."""
    page = Path(__file__).parents[2] / "docs" / "recordings.md"
    found = re.search(r"^Content-Security-Policy: (.*)$", page.read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def pages(shared_build: Build) -> Path:
    """The folder of a site."""
    built = shared_build(
        {
            "meetings/2024-01-02-call.md": NOTE,
            "meetings/2024-01-02-call.vtt": VTT,
            "meetings/2024-01-03-wide.md": WIDE,
            "meetings/a.mp4": b"",
            "meetings/p.png": b"",
            "index.md": LISTS,
            "_templates/layout.html": BARE,
        },
        conf={
            "language": "en",
            "html_baseurl": "https://a.org/",
            "meetings_poster": "remote",
            "html_sidebars": {"**": []},
            "templates_path": ["_templates"],
        },
    )
    assert built.warnings == []
    return built.outdir


@pytest.fixture(scope="module")
def site(pages: Path) -> Iterator[str]:
    """The address of the site, under the policy."""
    with serve(pages, {"Content-Security-Policy": documented_policy()}) as address:
        yield address


class Guarded:
    """A page, what its policy has refused, and what has failed in its scripts."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context()
        self.page: Page = self.context.new_page()
        self.refused: list[str] = []
        self.errors: list[str] = []
        self.page.on("console", lambda message: self._note(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route(re.compile(r"^(?!http://127\.0\.0\.1:)"), self._answer)

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.refused.append(text)

    def _answer(self, route: Any) -> None:
        if route.request.url.startswith((HOST, "https://elsewhere.example")):
            route.fulfill(body=STUB, content_type="text/html")
        else:
            route.abort()


@pytest.fixture
def guarded(browser: Browser) -> Iterator[Guarded]:
    found = Guarded(browser)
    yield found
    assert found.errors == []
    found.context.close()


def test_the_policy_allows_no_inline_code() -> None:
    policy = documented_policy()
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'self';")


@pytest.mark.parametrize("path", ["index", "meetings/index", "meetings/tags/a"])
def test_lists_and_pages_need_no_exception(guarded: Guarded, site: str, path: str) -> None:
    guarded.page.goto(f"{site}/{path}.html")
    assert guarded.refused == []


def test_a_player_works_under_the_policy(guarded: Guarded, site: str) -> None:
    page = guarded.page
    page.goto(f"{site}/meetings/2024-01-02-call.html")
    figure = page.locator(".meetings-player").first
    # the style sheet has come through
    assert figure.locator("button").evaluate("e => getComputedStyle(e).cursor") == "pointer"
    page.get_by_label("Find in transcript").fill("vote")
    assert page.locator(".meetings-turn:visible").count() == 1
    page.get_by_role("link", name="the vote").click()
    frame = page.locator("iframe[data-ready]")
    frame.wait_for()
    assert page.frames[1].evaluate("document.body.innerText") == "Video"
    assert guarded.refused == []


def test_a_player_has_its_width_under_the_policy(guarded: Guarded, site: str) -> None:
    guarded.page.goto(f"{site}/meetings/2024-01-03-wide.html")
    width, whole = guarded.page.evaluate(
        "(f => [f.offsetWidth, f.parentElement.clientWidth])(document.querySelector('figure'))"
    )
    assert abs(width - whole / 2) <= 1
    # what the page itself says of it is for browsers without the script
    assert all("style" in text for text in guarded.refused)


NO_TIMES = (
    *("9999999999999999", "1e999", "-1", "constructor", "__proto__", "NaN", "99999999999h"),
    *("1:99999999999", "%", "", "javascript:a", "9" * 400, "0x10", "1h1h", "\u0661"),
)


def test_times_that_are_none_are_ignored(guarded: Guarded, site: str) -> None:
    page = guarded.page
    for time in NO_TIMES:
        page.goto("about:blank")
        page.goto(f"{site}/meetings/2024-01-02-call.html#t={time}&v=constructor")
        assert page.locator(".meetings-play-note").first.inner_text() == "Play recording", time
    # and one that is
    page.goto("about:blank")
    page.goto(f"{site}/meetings/2024-01-02-call.html#t=99h59m59s")
    assert page.locator(".meetings-play-note").first.inner_text() != "Play recording"


def test_a_link_in_a_drawing_is_left_to_the_browser(guarded: Guarded, site: str) -> None:
    page = guarded.page
    page.goto(f"{site}/meetings/2024-01-02-call.html")
    page.evaluate(
        "document.addEventListener('click', (event) => { window.left = !event.defaultPrevented; "
        "event.preventDefault(); })"
    )
    page.locator("#drawn rect").click()
    assert page.evaluate("window.left") is True


def test_a_frame_that_went_elsewhere_is_told_nothing(guarded: Guarded, pages: Path) -> None:
    # the policy would not let it go there
    with serve(pages) as address:
        guarded.page.goto(f"{address}/meetings/2024-01-02-call.html")
        _send_frame_elsewhere(guarded.page)


def _send_frame_elsewhere(page: Page) -> None:
    page.get_by_role("link", name="the vote").click()
    page.locator("iframe[data-ready]").wait_for()
    frame = page.frames[1]
    frame.goto("https://elsewhere.example/")
    page.get_by_role("link", name="the vote").click()
    page.wait_for_timeout(200)
    assert frame.evaluate("messages") == []
    # nor does the page listen to anybody
    before = page.locator("main, body").first.inner_html()
    frame.evaluate('parent.postMessage(\'{"event":"command","func":"seekTo"}\', \'*\')')
    page.wait_for_timeout(100)
    assert page.locator("main, body").first.inner_html() == before
