"""Whole sites of hostile notes, as a browser parses them: no text of a field is alive."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable

import pytest
from support.builds import Build, Built
from support.payloads import MARK, alive, payloads

#: theme ─► whether notes are in the toctree of the first page, whose titles a theme may not escape
THEMES = {
    "alabaster": True,
    "furo": True,
    "pydata_sphinx_theme": False,
    "sphinx_book_theme": True,
    "sphinx_rtd_theme": True,
}
TOCTREE = "\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"
NOTES = 60
VIDEO = "https://youtu.be/aqz-KE-bpKQ"
TEXT_FIELDS = ("title", "description", "location", "status", "series", "slug", "image", "url")
LISTED_FIELDS = ("tags", "authors", "attendees", "chair", "scribe", "speakers", "guests")

Make = Callable[[], str]


def yaml(value: object) -> str:
    return json.dumps(value)


def people(text: Make, address: Make) -> list[dict[str, object]]:
    """People as a note describes them."""
    return [
        {
            "name": text(),
            "title": text(),
            "org": text(),
            "url": address(),
            "image_url": address(),
            "email": address(),
            "socials": {"github": text(), "x": address(), text(): address()},
        }
    ]


def fields(number: int, text: Make, address: Make) -> dict[str, object]:
    """Fields of a note; each note has some that others have, too, so that lists have both."""
    found: dict[str, object] = {
        "title": text(),
        "description": text(),
        "location": text() if number % 3 else address(),
        "image": address(),
        "recording": {"url": VIDEO, "title": text(), "poster": address()}
        if number % 2
        else address(),
        "chapters": [f"0:0{n} {text()}" for n in range(3)],
    }
    if number % 6 == 0:
        found |= {"tags": [text(), "shared"], "authors": people(text, address)}
    elif number % 6 == 1:
        found |= {"attendees": [text(), f"Ada ({text()})", f"[Bo]({address()})"]}
    elif number % 6 == 2:
        found |= {
            "authors": ["eve"],
            "tags": ["told"],
            "chair": "eve",
            "speakers": people(text, address),
        }
    elif number % 6 == 3:
        found |= {"slug": address(), "status": text(), "duration": text(), "timezone": text()}
    elif number % 12 == 4:
        found |= {"series": text(), "guests": text()}
    return found


def captions(text: Make, address: Make) -> str:
    cues = (
        f"00:0{n}.000 --> 00:0{n}.900\n<v {said}>{said}"
        for n, said in enumerate((text(), html.escape(text()), address()))
    )
    return "WEBVTT\n\n" + "\n\n".join(cues) + f"\n\n00:09.000 --> 00:10.000\n{text()}: {text()}\n"


def rst(title: str, text: Make, address: Make) -> str:
    """A note whose text is plain, too: reStructuredText has no HTML."""
    plain = re.sub(r"([\\`*_|<>:])", r"\\\1", title)
    return (
        f"{plain}\n{'=' * 200}\n\n:description: {text()}\n:location: {text()}\n:tags: {text()}\n\n"
        f".. youtube:: {VIDEO}\n   :caption: {plain}\n   :width: 50%;{text()}\n\n"
        f".. chapters::\n\n   0:00 {text()}\n   0:05 {text()}\n\n"
        f".. transcript::\n\n   **{plain}** [0:01]\n\n   {plain}\n"
    )


def site(chance: random.Random) -> dict[str, str]:
    text, address = payloads(chance)
    files = {
        "meetings/authors.yml": yaml({"eve": people(text, address)[0], text(): {"name": text()}}),
        "meetings/tags.yml": yaml(
            {"told": {"label": text(), "description": text(), "permalink": address()}}
        ),
        "index.md": "# Home\n"
        + "".join(
            f"\n```{{meeting-list}}\n:format: {form}\n:limit: 40\n```\n"
            for form in ("list", "cards", "table", "compact")
        )
        + "\n```{meeting-tags}\n```\n\n```{meeting-people}\n```\n\n```{meeting-calendar}\n```\n",
    }
    for number in range(NOTES):
        # of the signs that file systems have, those that end an attribute
        odd = ("", "-a'b", "-a&quot;b", '-a" pwn0x=1 b', "-<b pwn0x=1>", "-{{a}}", "-%22b")[
            number % 7
        ]
        name = f"meetings/2024-{number % 12 + 1:02}-{number // 12 + 1:02}-n{number}{odd}"
        if number % 5 == 4:
            files[f"{name}.rst"] = rst(text(), text, address)
            continue
        rows = (f"{key}: {yaml(value)}" for key, value in fields(number, text, address).items())
        body = "# A heading\n\nOpening.\n\n## Another\n\nText.\n"
        files[f"{name}.md"] = "\n".join(["---", *rows, "---", body])
        if number % 4 == 1:
            files[f"{name}.vtt"] = captions(text, address)
    return files


# of the themes
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("theme", THEMES)
def test_no_text_is_alive(build: Build, chance: random.Random, theme: str) -> None:
    pytest.importorskip(theme)
    conf = {"html_theme": theme, "html_baseurl": "https://a.org/", "meetings_today": "2025-01-01"}
    files = site(chance)
    if THEMES[theme]:
        files = files | {"index.md": files["index.md"] + TOCTREE}
    built = build(files, conf=conf)
    pages = sorted(built.outdir.rglob("*.html"))
    assert len(pages) > NOTES + 40
    found = {
        str(page.relative_to(built.outdir)): dead
        for page in pages
        if (dead := alive(page.read_text("utf-8")))
    }
    assert found == {}
    shown = sum(page.read_text("utf-8").count(MARK) for page in pages)
    assert shown > 2_000
    are_located(built)


def are_located(built: Built) -> None:
    """Check that each warning of ours names a file and a line."""
    ours = [line for line in built.warnings if " [meetings." in line]
    assert len(ours) > 30
    assert [line for line in ours if not re.match(r"[^:]+:\d+: WARNING: ", line)] == []
