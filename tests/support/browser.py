"""What tests of pages in a real browser share: a server, and YouTube's stand-in."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, Route

HOST = "https://www.youtube-nocookie.com"

#: keeps the messages that it is sent where a test can read them
STUB = """<!doctype html><html lang="en"><title>Stub</title><script>
window.messages = [];
addEventListener("message", (event) => messages.push(event.data));
</script><h1>Video</h1>"""


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve *folder* on localhost, and yield the address."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
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

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []

    @property
    def foreign(self) -> list[str]:
        """The addresses that are not on this machine."""
        return [url for url in self.requests if not url.startswith("http://127.0.0.1:")]

    def wait_for_messages(self, count: int) -> None:
        """Wait until the player's frame was told *count* things."""
        self._frame().wait_for_function(f"messages.length >= {count}")

    def messages(self) -> list[str]:
        """What the player's frame was told."""
        return list(self._frame().evaluate("messages"))

    def _frame(self) -> Frame:
        handle = self.page.locator("iframe").element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        frame.wait_for_url(f"{HOST}/**")
        return frame


@contextlib.contextmanager
def visit(browser: Browser, url: str, **settings: object) -> Iterator[Visit]:
    """Open *url*; *settings* are those of playwright's ``Browser.new_context``."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    try:
        opened = Visit(context.new_page())
        context.on("request", lambda request: opened.requests.append(request.url))
        context.route("**/*", _answer)
        opened.page.goto(url)
        yield opened
    finally:
        context.close()


def _answer(route: Route) -> None:
    url = route.request.url
    if url.startswith("http://127.0.0.1:"):
        route.continue_()
    elif url.startswith((HOST, "https://www.youtube.com/watch")):
        route.fulfill(body=STUB, content_type="text/html")
    else:
        route.abort()
