"""What tests of pages in a real browser share: a server, and YouTube's stand-in."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from playwright.sync_api import Browser, Frame, Page, Request, Route

HOST = "https://www.youtube-nocookie.com"
#: addresses that are not on this machine
_FOREIGN = re.compile(r"^(?!http://127\.0\.0\.1:)")

#: keeps the commands that it is sent where a test can read them, and those who listen apart
STUB = """<!doctype html><html lang="en"><title>Stub</title><script>
window.messages = [];
window.listeners = [];
addEventListener("message", (event) => {
  const listens = /"listening"|"addEventListener"/.test(event.data);
  (listens ? listeners : messages).push(event.data);
});
</script><h1>Video</h1>"""


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, headers: Mapping[str, str], **kwargs: Any) -> None:
        self._more = headers
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        # themes write what a file holds into its address; all else may be built anew
        lasts = self.path.startswith("/_static/") and "?" in self.path
        self.send_header("Cache-Control", "max-age=3600" if lasts else "no-store")
        for name, value in self._more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path, headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve *folder* on localhost, each file with *headers*, and yield the address."""
    handler = functools.partial(_QuietHandler, directory=str(folder), headers=headers)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Visit:
    """A page in a browser without the internet, and every address that it asked for."""

    def __init__(self, page: Page, requests: list[str]) -> None:
        self.page = page
        self.requests = requests

    @property
    def foreign(self) -> list[str]:
        """The addresses that are elsewhere."""
        return [url for url in self.requests if _FOREIGN.match(url)]

    def wait_for_messages(self, count: int) -> None:
        """Wait until the player's frame was told *count* things."""
        self._frame().wait_for_function(f"messages.length >= {count}")

    def messages(self) -> list[str]:
        """What the player's frame was told."""
        return list(self._frame().evaluate("messages"))

    def plays(self, second: float) -> None:
        """Let the player's frame say which second it plays, as YouTube does once asked."""
        frame = self._frame()
        frame.wait_for_function("listeners.length")
        told = json.dumps({"event": "infoDelivery", "info": {"currentTime": second}})
        frame.evaluate("told => parent.postMessage(told, '*')", told)

    def _frame(self) -> Frame:
        handle = self.page.locator("iframe").element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        frame.wait_for_url(f"{HOST}/**")
        return frame


#: by browser and settings: opening a page is dearer than all that a test does in it
_pages: dict[tuple[Browser, str], Page] = {}
#: what Playwright takes where a test says nothing
_VIEWPORT = {"width": 1280, "height": 720}


def _page(browser: Browser, plays: bool, settings: dict[str, Any]) -> Page:
    key = browser, repr((plays, sorted(settings.items())))
    if key not in _pages:
        context = browser.new_context(**settings)
        if plays:
            context.route(_FOREIGN, _answer)
        _pages[key] = context.new_page()
    return _pages[key]


@contextlib.contextmanager
def visit(browser: Browser, url: str, *, plays: bool = False, **settings: Any) -> Iterator[Visit]:
    """Open *url*; *settings* are those of playwright's ``Browser.new_context``.

    Visits with the same settings take turns in one page, which is left as it was found.
    Where one *plays*, YouTube's stand-in answers: a browser whose requests are answered for it
    keeps no file for the next page, so that each page takes twice as long.
    """
    page = _page(browser, plays, settings)
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.context.on("request", note)
    try:
        # which it was left at
        if url != "about:blank":
            page.goto(url)
        yield Visit(page, requests)
    finally:
        page.context.remove_listener("request", note)
        page.unroute_all()
        for other in page.context.pages:
            if other != page:
                other.close()
        # nothing of this visit is asked for in the next one
        page.goto("about:blank")
        page.set_viewport_size(settings.get("viewport", _VIEWPORT))
        page.emulate_media(
            media="null",
            color_scheme=settings.get("color_scheme", "light"),
            reduced_motion=settings.get("reduced_motion", "no-preference"),
            forced_colors=settings.get("forced_colors", "none"),
        )


#: in axe's results: what passes is only counted, not described
_AXE = """async ([context, options]) => {
    const found = await axe.run(context, {resultTypes: ["violations"], ...options});
    return {passes: found.passes.length, violations: found.violations};
}"""
#: the rules that colours decide
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def run_axe(
    page: Page, axe: str, context: Any, options: Mapping[str, Any] = MappingProxyType({})
) -> Any:
    """Return how many rules of axe-core hold in *context*, and what breaks which."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return page.evaluate(_AXE, [context, dict(options)])


def end_transitions(page: Page) -> None:
    """Let colours that fade into others have done so: until then, they have no contrast."""
    page.evaluate(_END_TRANSITIONS)


# scripts of themes hear of another scheme with the next frame, and what has its colour from
# another one begins when that one ends
_END_TRANSITIONS = """async () => {
    for (const _ of "12") await new Promise(requestAnimationFrame);
    const running = () => document.getAnimations()
        .filter((one) => one instanceof CSSTransition && one.playState === "running");
    for (let some = running(); some.length; some = running()) some.forEach((one) => one.finish());
}"""


def _answer(route: Route) -> None:
    """Play YouTube; the rest of the internet is not there."""
    if route.request.url.startswith((HOST, "https://www.youtube.com/watch")):
        route.fulfill(body=STUB, content_type="text/html")
    else:
        route.abort()
