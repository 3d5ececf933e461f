"""Translations made with gettext: titles and excerpts in lists are those of the page."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from support.builds import Build, Built

NOTES = {
    # front matter with a title and a description
    "a.md": "---\ntitle: Title one\ndescription: Told one\n---\n\nText one.\n",
    "b.md": "---\ntitle: Title two\n---\n\n## Sub\n\nText two, and *more*.\n",
    "c.md": "# Title three\n\nPresent: Ada\n\nText three.\n",
    "d.rst": ":title: Title four\n:description: Told four\n\nText four.\n",
    "e.rst": "Title five\n==========\n\n:description: Told five\n\nText five.\n",
    "f.mdx": "---\ntitle: Title six\nsummary: Told six\n---\n\n# Other\n\nText six.\n",
    "g.md": '---\ntitle: "Title\'s seven"\n---\n\nText.\n\n<!-- truncate -->\n\nMore.\n',
    "spring-call.md": "Text eight.\n",
}
FILES = {
    f"meetings/2024-01-0{number}-{name}": text
    for number, (name, text) in enumerate(NOTES.items(), 1)
}
INDEX = {"index.md": "# Home\n\n```{meeting-list}\n```\n"}
CONF = {"locale_dirs": ["locale"], "gettext_compact": False, "language": "de"}
ORIGINAL = {
    "1": ("Title one", "Told one"),
    "2": ("Title two", "Text two, and more."),
    "3": ("Title three", "Text three."),
    "4": ("Title four", "Told four"),
    "5": ("Title five", "Told five"),
    "6": ("Title six", "Told six"),
    "7": ("Title\N{RIGHT SINGLE QUOTATION MARK}s seven", "Text."),
    "8": ("Spring call", "Text eight."),
}
WORDS = {"Title": "Titel", "Told": "Gesagt", "Text": "Wort", "Spring": "Frühling"}


def german(text: str) -> str:
    for word, other in WORDS.items():
        text = text.replace(word, other)
    return text


def translate(built: Built, words: dict[str, str] | None = None) -> None:
    """Write catalogues with the translations of all messages of a gettext build.

    Sphinx compiles them.
    """
    # Python keeps catalogues that it has loaded, by name
    gettext._translations.clear()
    for path in built.outdir.rglob("*.pot"):
        with path.open("rb") as file:
            catalog = read_po(file, locale="de")
        for message in catalog:
            if isinstance(message.id, str) and message.id:
                message.string = (words or {}).get(message.id, german(message.id))
        name = path.relative_to(built.outdir).with_suffix("").as_posix()
        target = built.srcdir / f"locale/de/LC_MESSAGES/{name}.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalog)


def entries(page: BeautifulSoup) -> dict[str, tuple[str, str]]:
    found = {}
    for entry in page.select("li.meetings-entry"):
        link = entry.select_one(".meetings-entry-title a")
        number = str(link["href"]).partition("2024-01-0")[2][0]
        text = entry.select_one(".meetings-excerpt")
        found[number] = link.get_text(), " ".join(text.get_text().split()) if text else ""
    return found


def plain(shown: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {
        key: (title.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"), told)
        for key, (title, told) in shown.items()
    }


def test_lists_show_what_is_translated(build: Build):
    files = FILES | INDEX
    messages = build(files, builder="gettext", conf={"gettext_compact": False})
    assert messages.warnings == []
    pot = {
        name: (messages.outdir / "meetings" / f"2024-01-0{name}.pot").read_text("utf-8")
        for name in ("1-a", "4-d", "6-f")
    }
    assert 'msgid "Told one"' in pot["1-a"]
    assert pot["1-a"].count('msgid "Title one"') == 1
    assert "2024-01-01-a.md:3" in pot["1-a"]
    assert 'msgid "Title four"' in pot["4-d"]
    assert 'msgid "Told six"' in pot["6-f"]
    plainly = build(files, srcdir=messages.srcdir)
    assert plain(entries(plainly.page("index"))) == plain(ORIGINAL)
    translate(messages)
    built = build({}, srcdir=messages.srcdir, conf=CONF)
    assert built.warnings == []
    expected = {key: (german(title), german(told)) for key, (title, told) in ORIGINAL.items()}
    for page in ("index", "meetings/index"):
        assert plain(entries(built.page(page))) == plain(expected)
    page = built.page("meetings/2024-01-01-a")
    assert page.h1.get_text().startswith("Titel one")
    assert page.select_one('meta[name="description"]')["content"] == "Gesagt one"
    # no trace of what is only for translators
    assert "Told" not in page.get_text()
    assert "Gesagt" not in page.body.get_text()
    translate(messages, {"Title one": "Anderer Titel", "Told one": "Anders gesagt"})
    changed = built.again()
    assert entries(changed.page("index"))["1"] == ("Anderer Titel", "Anders gesagt")
    assert entries(changed.page("meetings/index"))["1"] == ("Anderer Titel", "Anders gesagt")
    assert "Anderer Titel" in changed.page("meetings/2024-01-02-b").get_text()


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "epub"])
def test_no_builder_shows_what_is_for_translators(build: Build, builder: str):
    conf = {"version": "1", "copyright": "They"}
    notes = {name: text for name, text in FILES.items() if "-b." not in name}
    files = notes | {"index.md": "# Home\n\n```{toctree}\n:glob:\n\nmeetings/*\n```\n"}
    built = build(files, builder=builder, conf=conf)
    assert built.warnings == []
    written = "".join(
        path.read_text("utf-8", "ignore")
        for path in Path(built.outdir).rglob("*")
        if path.suffix in {".txt", ".tex", ".1", ".texi", ".xhtml"}
    )
    assert "title one" in written.lower()
    assert "told one" not in written.lower()
