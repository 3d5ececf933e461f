"""Rules of markdown-it for shortcodes of Hugo and Quarto: ``{{< youtube ID >}}``.

GitBook's and GitHub's ``{% hint %}`` and ``{% note %}`` are boxes of the same kind.

None is run. What shows something becomes the element that shows the same: a player, a box, an
image, a link. One warning tells of each other name. What stands between two of them stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from sphinxcontrib_meetings.markdown.elements import ALERT_TYPES
from sphinxcontrib_meetings.markdown.jsx import JsxTag, Shape
from sphinxcontrib_meetings.markdown.state import (
    is_rest_blank,
    line_at,
    push_code,
    push_inline_tag,
    push_tag,
    reader_of,
    warn_in_line,
)
from sphinxcontrib_meetings.markdown.tokens import (
    COMMENT,
    NOTE_FIELDS,
)

__all__ = ["block", "inline", "reference"]

#: the longest that is looked at
_LONGEST = 2000
_SHORTCODE = re.compile(
    r"""\{\{(?P<mark>[<%])-?\s*+(?P<end>/?)\s*+(?P<name>[A-Za-z][\w/-]*+)"""
    r"""(?P<words>(?:"[^"]*+"|`[^`]*+`|[^"`{}<>%]|[<>%](?!\}\}))*+)[>%]\}\}"""
)
#: a tag of GitBook's or GitHub's that holds content
_LIQUID = re.compile(
    r"""\{%-?\s*+(?P<end>end)?+(?P<name>[a-z][\w-]*+)(?P<words>(?:"[^"]*+"|[^"`{}%])*+)-?%\}"""
)
#: how Hugo writes one that is only shown, and a comment of its templates
_SHOWN = re.compile(r"\{\{([<%])/\*(?P<words>[^*{}]*+)\*/([>%])\}\}")
_COMMENT = re.compile(r"\{\{-?\s*+/\*(?:[^*]|\*(?!/))*+\*/\s*+-?\}\}")
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]++)=)?+(?:"(?P<double>[^"]*+)"|`(?P<raw>[^`]*+)`|(?P<plain>[^\s"`=]++))"""
)
_VIDEO_URL = re.compile(r"https?://\S")
#: whose content is no Markdown; what it is shown as
_CODE: Mapping[str, str] = {"highlight": "", "mermaid": "none", "code": "", "katex": "none"}
_HIDDEN = frozenset({"comment"})
_DETAILS = frozenset({"accordion", "collapse", "details", "expand", "spoiler"})
#: names of boxes, besides those of alerts
_BOXES = frozenset({"admonition", "alert", "callout", "hint", "notice"})
_TABS: Mapping[str, str] = {
    "tabs": "Tabs",
    "tabpane": "Tabs",
    "tab": "TabItem",
    "codetab": "TabItem",
}
#: what is about the look of a page, or a list that the theme has anyway
_LAYOUT = frozenset(
    {"br", "children", "clear", "column", "columns", "pagebreak", "row", "toc", "center", "block"}
)
_PLAYERS: Mapping[str, str] = {
    "youtube": "YouTube",
    "youtube-lite": "YouTube",
    "youtubelite": "YouTube",
    "vimeo": "Vimeo",
}
#: types that are colors of Bootstrap
_COLORS = {"primary": "note", "error": "danger"}

Arguments = dict[str, str]


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines of nothing but one shortcode, and code or comments between two of them."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{{<", "{{%", "{%"), at) or state.is_code_block(start):
        return False
    is_liquid = state.src.startswith("{%", at)
    pattern = _LIQUID if is_liquid else _SHORTCODE
    found = pattern.match(state.src, at, min(state.eMarks[start], at + _LONGEST))
    if found is None or state.src[found.end() : state.eMarks[start]].strip():
        return False
    name = found["name"].lower()
    if not is_liquid and not found["end"] and (name in _CODE or name in _HIDDEN):
        return _verbatim(state, start, end, silent, found)
    tag = _box(state, found)
    if tag is None:
        return False
    if not silent:
        push_tag(state, tag, start)
        state.line = start + 1
    return True


def _verbatim(state: StateBlock, start: int, end: int, silent: bool, found: re.Match[str]) -> bool:
    """Keep code as it is, or leave a comment out."""
    limit = state.eMarks[min(end, state.lineMax) - 1]
    slash = reader_of(state).find(f"/{found['name']}", found.end(), limit)
    opening = state.src.rfind("{{", found.end(), slash) if slash >= 0 else -1
    last = _SHORTCODE.match(state.src, opening, limit) if opening >= 0 else None
    if last is None or last["name"] != found["name"]:
        return False
    line = line_at(state, start, end, last.end())
    if not is_rest_blank(state, last.end(), line):
        return False
    if silent:
        return True
    state.line = line + 1
    name = found["name"].lower()
    if name in _CODE:
        info = _CODE[name] or _arguments(found["words"]).get("0", "")
        push_code(state, start, info, state.src[found.end() : last.start()])
    return True


def _has_end(state: StateBlock | StateInline, found: re.Match[str]) -> bool:
    """Whether there is an end for the shortcode *found*, so that it takes content."""
    end = "end" if found[0].startswith("{%") else "/"
    return reader_of(state).find(f"{end}{found['name']}", found.end(), len(state.src)) >= 0


def _box(state: StateBlock | StateInline, found: re.Match[str]) -> JsxTag | None:
    """Return the component that a shortcode with content is, None if it is another one."""
    name, source = found["name"].lower(), found[0]
    if name in _DETAILS:
        component = "Details"
    elif name in ALERT_TYPES or name in _BOXES:
        component = "Admonition"
    elif name in _TABS:
        component = _TABS[name]
    elif name == "button":
        component = "a"
    else:
        return None
    if found["end"]:
        return JsxTag(component, Shape.CLOSE, source)
    if not _has_end(state, found):
        return None
    given = _arguments(found["words"])
    if component == "Admonition":
        return JsxTag(component, Shape.OPEN, source, _alert(name, given))
    title = _first(given, "title", "summary", "header", "name", "label", "0")
    if component == "a":
        address = _first(given, "href", "link", "url", "relref", "0")
        return JsxTag(component, Shape.OPEN, source, {"href": address})
    key = "summary" if component == "Details" else "label"
    return JsxTag(component, Shape.OPEN, source, {key: title} if title else {})


def _alert(name: str, given: Arguments) -> dict[str, str | None]:
    title = _first(given, "title")
    if name not in _BOXES:
        kind, title = name, title or given.get("0", "")
    else:
        kind = _first(given, "type", "style", "color", "0").lower()
        title = title or given.get("1" if "0" in given and kind == given["0"].lower() else "0", "")
    kind = _COLORS.get(kind, kind)
    return {
        "type": kind if kind in ALERT_TYPES else "note",
        **({"title": title} if title else {}),
    }


def _arguments(words: str) -> Arguments:
    """Read named arguments, and others under their number."""
    given: Arguments = {}
    count = 0
    for match in _ARGUMENT.finditer(words):
        value = match["double"] if match["double"] is not None else match["raw"] or match["plain"]
        if match["key"]:
            given[match["key"].lower()] = value or ""
        else:
            given[str(count)] = value or ""
            count += 1
    return given


def _first(given: Arguments, *names: str) -> str:
    return next((given[name] for name in names if given.get(name)), "")


def reference(text: str, start: int, stop: int) -> tuple[str, int] | None:
    """Read ``{{< ref "about.md" >}}`` in the address of a link: the address, and its end."""
    found = _SHORTCODE.match(text, start, min(stop, start + _LONGEST))
    if found is None or found["name"].lower() not in {"ref", "relref"}:
        return None
    path = _first(_arguments(found["words"]), "path", "0")
    page, mark, place = path.partition("#")
    if page and not page.endswith("/") and "." not in page.rpartition("/")[2]:
        page += ".md"
    return f"{page}{mark}{place}", found.end()


def inline(state: StateInline, silent: bool) -> bool:
    """A shortcode within a line."""
    src, at = state.src, state.pos
    if not src.startswith("{{", at):
        return False
    stop = min(state.posMax, at + _LONGEST)
    if shown := _SHOWN.match(src, at, stop):
        state.pending += "" if silent else f"{{{{{shown[1]}{shown['words']}{shown[3]}}}}}"
        state.pos = shown.end()
        return True
    if hidden := _COMMENT.match(src, at, stop):
        if not silent:
            state.push(COMMENT, "", 0)
        state.pos = hidden.end()
        return True
    found = _SHORTCODE.match(src, at, stop)
    if found is None:
        return False
    if not silent:
        _show(state, found)
    state.pos = found.end()
    return True


def _show(state: StateInline, found: re.Match[str]) -> None:
    """Push what a shortcode shows."""
    name, given = found["name"].lower(), _arguments(found["words"])
    tag = _box(state, found) or _element(name, found, given)
    address = _address(name, given)
    if tag is not None:
        push_inline_tag(state, tag)
        if name in {"figure", "img", "image"}:
            caption = " ".join(filter(None, (given.get("title"), given.get("caption"))))
            state.pending += f" {caption}" if caption else ""
    elif address and state.md.validateLink(address):
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    elif name in {"ref", "relref"} and given:
        state.push("text", "", 0).content = _first(given, "path", "0")
    elif name in {"param", "meta"} and (said := _said(state, given)):
        state.push("text", "", 0).content = said
    else:
        state.push(COMMENT, "", 0)
        if name not in _LAYOUT and not found["end"]:
            _warn(state, found[0], name)


def _element(name: str, found: re.Match[str], given: Arguments) -> JsxTag | None:
    """Return the element that a shortcode without content is."""
    source, video = found[0], _first(given, "id", "0")
    address = _first(given, "src", "url", "webm", "mp4", "0")
    if found["end"]:
        return None
    if name in _PLAYERS and video:
        return JsxTag(_PLAYERS[name], Shape.EMPTY, source, {"id": video, **_title(given)})
    if name == "video" and _VIDEO_URL.match(address):
        return JsxTag("ReactPlayer", Shape.EMPTY, source, {"url": address, **_title(given)})
    if name in {"audio", "video"} and address:
        return JsxTag(name, Shape.EMPTY, source, {"src": address, "controls": None})
    if name in {"figure", "img", "image"} and address:
        alt = _first(given, "alt")
        return JsxTag("img", Shape.EMPTY, source, {"src": address, "alt": alt})
    return None


def _title(given: Arguments) -> dict[str, str]:
    return {"title": given["title"]} if given.get("title") else {}


def _address(name: str, given: Arguments) -> str:
    """Return where that is which a shortcode shows of another site."""
    one, two = _first(given, "user", "0"), _first(given, "id", "1")
    if name == "gist" and one and two:
        return f"https://gist.github.com/{one}/{two}"
    if name in {"tweet", "twitter", "x"} and one and two:
        return f"https://x.com/{one}/status/{two}"
    if name == "instagram" and (post := _first(given, "id", "0")):
        return f"https://www.instagram.com/p/{post}"
    return ""


def _said(state: StateInline, given: Arguments) -> str:
    value = state.env.get(NOTE_FIELDS, {}).get(given.get("0", ""))
    return str(value) if isinstance(value, (str, int, float)) else ""


def _warn(state: StateInline, source: str, name: str) -> None:
    message = (
        f"{' '.join(source.split())[:60]} is left out, since no shortcodes are run. Write what it "
        "shows, or remove it."
    )
    warn_in_line(state, message, f"{{{{<{name}")
