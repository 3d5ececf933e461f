"""HTML as text: elements with their attributes and content, escaped.

Most elements of a page that shows other meetings are those of lists and headers. As text they
cost a tenth of what they would as nodes of docutils, which are made first and visited then.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

__all__ = [
    "EMPTY",
    "OF_FRONT",
    "OF_MINUTES",
    "SOON",
    "Markup",
    "bullets",
    "element",
    "initials",
    "joined",
    "link",
    "paragraph",
]

EMPTY = Markup()
#: starts the attributes that ``meetings-upcoming.js`` looks for
SOON = "data-meetings-"
#: starts the class of what `meetings-minutes.css` draws below the header
OF_MINUTES = "meetings-of-minutes"
#: starts the classes of what `meetings-front.css` draws
OF_FRONT = "meetings-front"


def element(
    name: str, *content: str, classes: str = "", end: str = "", **attributes: str
) -> Markup:
    """Return an element, followed by *end*. *content* is escaped unless it is markup.

    An underscore in the name of an attribute stands for a hyphen: ``aria_label``.
    """
    if classes:
        attributes["class"] = classes
    written = ""
    # in the order in which docutils writes them
    for key in sorted(attributes):
        written += f' {key.replace("_", "-")}="{escape(attributes[key])}"'
    return Markup(f"<{name}{written}>{_escaped(content)}</{name}>{end}")


def _escaped(content: Iterable[str]) -> str:
    """Return *content* in one; what is not markup is escaped."""
    # most of it is markup, which would only be copied
    return "".join([part if type(part) is Markup else escape(part) for part in content])


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Return *parts* joined by *between*; plain text is escaped."""
    return Markup(str(escape(between)).join(map(escape, parts)))


def link(address: str, *content: str, outside: bool = False) -> Markup:
    """Return a link, with the classes that Sphinx gives to links.

    An empty *address* is that of the page itself.
    """
    where = "external" if outside else "internal"
    href = escape(address or "#")
    return Markup(f'<a class="reference {where}" href="{href}">{_escaped(content)}</a>')


def paragraph(*content: str, classes: str = "") -> Markup:
    """Return a paragraph."""
    return element("p", *content, classes=classes, end="\n")


def bullets(items: Iterable[str], classes: str = "") -> Markup:
    """Return a list of *items*, nothing for no items."""
    written = [f"<li>{_escaped([item])}</li>\n" for item in items]
    within = Markup("".join(written))
    return element("ul", "\n", within, classes=classes, end="\n") if written else EMPTY


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of *name*."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
