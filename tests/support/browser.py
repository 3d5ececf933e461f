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
        thread = threading.Thread(target=server.serve_forever, daemon=True)
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


def _page(browser: Browser, settings: dict[str, Any]) -> Page:
    key = browser, repr(sorted(settings.items()))
    if key not in _pages:
        context = browser.new_context(**settings)
        context.route(_FOREIGN, _answer)
        _pages[key] = context.new_page()
    return _pages[key]


@contextlib.contextmanager
def visit(browser: Browser, url: str, **settings: Any) -> Iterator[Visit]:
    """Open *url*; *settings* are those of playwright's ``Browser.new_context``.

    Visits with the same settings take turns in one page, which is left as it was found.
    """
    page = _page(browser, settings)
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.context.on("request", note)
    try:
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
        page.emulate_media(media="null", color_scheme=settings.get("color_scheme", "light"))


def _answer(route: Route) -> None:
    """Play YouTube; the rest of the internet is not there."""
    if route.request.url.startswith((HOST, "https://www.youtube.com/watch")):
        route.fulfill(body=STUB, content_type="text/html")
    else:
        route.abort()
