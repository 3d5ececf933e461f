"""Link checks: each recording is asked for once, however many moments of it are linked."""

from __future__ import annotations

from typing import Any

import pytest
from support.builds import Build

ID = "dQw4w9WgXcQ"
ZOOM = "https://zoom.example/rec/share/abc?pwd=1"
TEXT = f"""\
---
recording: https://youtu.be/{ID}
chapters: [0:12 Welcome, 1:00 Topics]
---

# Call

[So](https://www.youtube.com/live/{ID}?t=90), [or so](https://youtu.be/{ID}), [a file](https://x.example/a.mp4#t=3),
[the same](https://x.example/a.mp4), [elsewhere](https://x.example/page#t=3), <mailto:a@x.example>.

## Transcript

**Ada** [0:12](https://youtu.be/{ID}?t=12) Hello.

**Bo** [0:20](https://youtu.be/{ID}?t=20) Bye.
"""


def asked(
    build: Build, files: dict[str, Any], monkeypatch: pytest.MonkeyPatch, **conf: Any
) -> set[str]:
    # nothing is to be asked for, only what would be
    monkeypatch.setattr(
        "sphinx.builders.linkcheck.HyperlinkAvailabilityChecker.check", lambda *args: iter(())
    )
    built = build(files, builder="linkcheck", conf=conf)
    return set(built.app.builder.hyperlinks)


def test_each_recording_is_asked_for_once(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(build, {"meetings/2024-05-06-call.md": TEXT}, monkeypatch)
    assert found == {
        f"https://www.youtube.com/watch?v={ID}",
        "https://x.example/a.mp4",
        "https://x.example/page#t=3",
        "mailto:a@x.example",
    }


def test_so_are_recordings_that_no_page_plays(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"---\nrecording: {ZOOM}\n---\n\n# C\n\n## Transcript\n\n**Ada** [0:12] Hi.\n\n**Bo** [1:00] Bye.\n"
    assert asked(build, {"meetings/2024-05-06-call.md": text}, monkeypatch) == {ZOOM}


def test_what_is_ignored_stays_so(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"# C\n\n[A](https://youtu.be/{ID}?t=1)\n"
    files = {"meetings/2024-05-06-call.md": text}
    ignored = [r"https://youtu\.be/"]
    assert asked(build, files, monkeypatch, linkcheck_ignore=ignored) == {
        f"https://youtu.be/{ID}?t=1"
    }
