"""Rules of markdown-it for Liquid (Jekyll, HackMD, GitBook) and for kramdown's attributes.

``{% … %}``, ``{{ … }}`` and ``{: … }`` are for the program that made the site, and are never
printed. What shows something becomes it: a player, a link, a text. One warning tells of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from sphinxcontrib_meetings.markdown.jsx import JsxTag, Reader, Shape
from sphinxcontrib_meetings.markdown.rules_shortcodes import reference
from sphinxcontrib_meetings.markdown.state import (
    is_rest_blank,
    line_at,
    push_code,
    reader_of,
    warn_in_line,
)
from sphinxcontrib_meetings.markdown.tokens import (
    COMMENT,
    NOTE_FIELDS,
)

__all__ = ["block", "inline", "read_addresses"]

#: the longest that is looked at
_LONGEST = 2000
_TAG = re.compile(r"\{%-?\s*+(?P<name>[a-z_]++)\b(?P<words>[^%{}]*+)%\}")
_OUTPUT = re.compile(r"\{\{-?(?P<words>[^{}\n]*+)\}\}")
_ATTRIBUTES = re.compile(r"\{:(?::[a-z]++)?+(?P<words>[^{}\n]*+)\}")
#: one of kramdown's attributes, or the name of several
_ATTRIBUTE = re.compile(
    r"""[#.][\w:.-]++|[\w:-]++=(?:"[^"]*+"|'[^']*+'|[^\s"']++)|[A-Za-z][\w-]*+"""
)
_CLASS_OR_ID = re.compile(r"""[#.][\w-]|=["'\w]|^\s*+(?:no_)?+toc\b""")
_ID = re.compile(r"#([\w-]++)")
#: names of Jekyll's that a text does not have by chance
_OBJECT = re.compile(
    r"""\s*+(?:(?:site|page|layout|include|post|paginator|forloop|theme|jekyll)\.[\w.-]++|content\b"""
    r"""|["'][^"']*+["']\s*+(?:\||-?$)|[\w.-]++\s*+\|)"""
)
_PAGE_FIELD = re.compile(r"\s*+page\.(\w++)\s*+-?")
_TEXT = re.compile(r"""\s*+(["'])(?P<text>[^"']*+)\1""")
_BASE = re.compile(r"\s*+site\.(?:baseurl|url)\b")
_ARGUMENT = re.compile(r"""["']?([^\s"']++)""")
_VIDEO_FILE = re.compile(r"[^\s]*(youtube|vimeo)", re.IGNORECASE)
_VIDEO_ID = re.compile(r"""\b(?:id|video|video_id|src|url)\s*+=\s*+["']?([^\s"']++)""")
_LANGUAGE = re.compile(r"\s*+([\w+#-]*+)")
#: where what is hidden, or shown as it is, ends
_ENDS = {
    "comment": ("endcomment", re.compile(r"\{%-?\s*+endcomment\s*+-?%\}")),
    "highlight": ("endhighlight", re.compile(r"\{%-?\s*+endhighlight\s*+-?%\}")),
    "kramdown": ("{:/", re.compile(r"\{:/(?:comment)?+\}")),
}
_KRAMDOWN_COMMENT = "{::comment}"
#: key in the environment of markdown-it: whether `{% raw %}` is open
_RAW = "meetings_raw"

_PLAYERS = {"youtube": "YouTube", "vimeo": "Vimeo"}
#: what shows something of another site ─► where that is
_LINKS: Mapping[str, str] = {
    "embed": "",
    "figma": "",
    "geogebra": "https://www.geogebra.org/m/",
    "gist": "https://gist.github.com/",
    "hackmd": "https://hackmd.io/",
    "oembed": "",
    "pdf": "",
    "preview": "",
    "slideshare": "https://www.slideshare.net/",
    "soundcloud": "",
    "speakerdeck": "https://speakerdeck.com/",
    "spotify": "",
    "twitter": "",
    "url": "",
}


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What is hidden over several lines, and ``{% highlight ruby %}``."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("{%", "{::"), at) or state.is_code_block(start):
        return False
    limit = state.eMarks[min(end, state.lineMax) - 1]
    if state.src.startswith(_KRAMDOWN_COMMENT, at):
        kind, content = "kramdown", at + len(_KRAMDOWN_COMMENT)
    else:
        tag = _TAG.match(state.src, at, limit)
        kind, content = (tag["name"], tag.end()) if tag else ("", at)
    if kind not in _ENDS:
        return False
    last = _end(reader_of(state), kind, content, limit)
    if last is None:
        return False
    line = line_at(state, start, end, last.end())
    if not is_rest_blank(state, last.end(), line):
        # a paragraph, in a line of which it stands
        return False
    if silent:
        return True
    state.line = line + 1
    if kind == "highlight":
        language = _language(state.src[at:content])
        push_code(state, start, language, state.src[content : last.start()])
    return True


def _end(reader: Reader, kind: str, start: int, stop: int) -> re.Match[str] | None:
    """Find the end of what is hidden, or shown as it is."""
    word, pattern = _ENDS[kind]
    at = reader.find(word, start, stop)
    opening = reader.text.rfind("{", start, at + 1) if at >= 0 else -1
    return pattern.match(reader.text, opening, stop) if opening >= 0 else None


def _language(source: str) -> str:
    tag = _TAG.match(source)
    found = _LANGUAGE.match(tag["words"]) if tag else None
    return found[1] if found else ""


def inline(state: StateInline, silent: bool) -> bool:
    """``{% … %}``, ``{{ … }}``, ``{: … }`` and what they hide."""
    src, at = state.src, state.pos
    if src[at] != "{" or at + 1 >= state.posMax:
        return False
    stop = min(state.posMax, at + _LONGEST)
    if src[at + 1] == "%":
        return _tag(state, stop, silent)
    if state.env.get(_RAW):
        return False
    if src[at + 1] == "{":
        # MyST's substitutions look the same
        has_substitutions = "substitution" in state.md.options["myst_config"].enable_extensions
        return not has_substitutions and _output(state, stop, silent)
    return src[at + 1] == ":" and _attributes(state, stop, silent)


def _tag(state: StateInline, stop: int, silent: bool) -> bool:
    tag = _TAG.match(state.src, state.pos, stop)
    if tag is None:
        return False
    name, words, end = tag["name"], tag["words"].strip().rstrip("-").strip(), tag.end()
    if state.env.get(_RAW) and name != "endraw":
        return False
    if name == "comment":
        last = _end(reader_of(state), "comment", end, state.posMax)
        end = last.end() if last else end
    if not silent:
        if name in {"raw", "endraw"}:
            state.env[_RAW] = name == "raw"
        _show_tag(state, tag[0], name, words)
    state.pos = end
    return True


def _show_tag(state: StateInline, source: str, name: str, words: str) -> None:
    """Push what a tag shows."""
    argument = _ARGUMENT.match(words)
    video = _VIDEO_FILE.match(words) if name.startswith("include") else None
    if video and (identifier := _VIDEO_ID.search(words)):
        name, argument = video[1].lower(), identifier
    if name in _PLAYERS and argument:
        tag = JsxTag(_PLAYERS[name], Shape.EMPTY, source, {"id": argument[1]})
        token = state.push("html_inline", "", 0)
        token.content, token.meta = source, {"tag": tag}
    elif name in _LINKS and argument:
        _push_link(state, argument[1], _LINKS[name])
    elif name in {"link", "post_url"} and words:
        state.push("text", "", 0).content = words
    else:
        state.push(COMMENT, "", 0)
        if name not in {"raw", "endraw", "comment"} and not name.startswith("end"):
            _warn(state, source, f"{{%{name}")


def _push_link(state: StateInline, address: str, site: str) -> None:
    href = state.md.normalizeLink(address if "//" in address else site + address)
    if "//" not in href or not state.md.validateLink(href):
        state.push("text", "", 0).content = address
        return
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = href
    state.push("link_close", "a", -1)


def _output(state: StateInline, stop: int, silent: bool) -> bool:
    output = _OUTPUT.match(state.src, state.pos, stop)
    if output is None:
        return False
    fields = state.env.get(NOTE_FIELDS, {})
    if not (_OBJECT.match(output["words"]) or (output["words"].strip() and "layout" in fields)):
        return False
    if not silent:
        text = _said(output["words"], fields)
        state.push("text" if text else COMMENT, "", 0).content = text or ""
        if text is None:
            _warn(state, output[0], "{{")
    state.pos = output.end()
    return True


def _said(words: str, fields: Mapping[str, object]) -> str | None:
    """Return what an output says, None if only Jekyll knows that."""
    if text := _TEXT.match(words):
        return text["text"]
    if _BASE.match(words):
        return ""
    field = _PAGE_FIELD.fullmatch(words)
    value = fields.get(field[1]) if field else None
    return str(value) if isinstance(value, (str, int, float)) else None


def _warn(state: StateInline, source: str, once: str) -> None:
    shown = " ".join(source.split())[:60]
    message = f"{shown} is left out, since Liquid is not run. Write what it gives, or remove it."
    warn_in_line(state, message, once)


def _attributes(state: StateInline, stop: int, silent: bool) -> bool:
    src, at = state.src, state.pos
    if src.startswith(_KRAMDOWN_COMMENT, at):
        last = _end(reader_of(state), "kramdown", at + 1, state.posMax)
        if last is None:
            return False
        if not silent:
            state.push(COMMENT, "", 0)
        state.pos = last.end()
        return True
    end = _ENDS["kramdown"][1].match(src, at, stop)
    found = end or _ATTRIBUTES.match(src, at, stop)
    if found is None or (end is None and not _are_attributes(found["words"], found[0])):
        return False
    if not silent:
        named = _ID.search(found[0])
        # a heading has the id that a comment gives to it
        state.push(COMMENT, "", 0).content = named[0] if named else ""
    state.pos = found.end()
    return True


def _are_attributes(words: str, source: str) -> bool:
    if source.startswith("{::"):
        return True
    rest = _ATTRIBUTE.sub("", words)
    return not rest.strip() and bool(_CLASS_OR_ID.search(words))


def read_addresses(md: MarkdownIt) -> None:
    """Let the addresses of links and images of *md* have Liquid in them."""
    helpers = md.helpers

    def destination(text: str, start: int, stop: int) -> Any:
        parts, at = _address(text, start, stop)
        if at == start:
            return helpers.parseLinkDestination(text, start, stop)
        found = helpers.parseLinkDestination(text, at, stop)
        address = "".join(parts) + (found.str if found.ok else "")
        return SimpleNamespace(ok=True, pos=found.pos if found.ok else at, str=address)

    md.helpers = SimpleNamespace(  # type: ignore[assignment]  # it is called like a module
        parseLinkDestination=destination,
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
    )


def _address(text: str, at: int, stop: int) -> tuple[list[str], int]:
    """Return what Liquid says at the beginning of an address, and where that ends."""
    parts: list[str] = []
    while text.startswith(("{%", "{{"), at, stop):
        if tag := _TAG.match(text, at, stop):
            words = tag["words"].strip()
            if tag["name"] not in {"link", "post_url"} or not words:
                break
            parts.append(f"/{words.lstrip('/')}" if tag["name"] == "link" else f"{words}.md")
            at = tag.end()
        elif found := reference(text, at, stop):
            parts.append(found[0])
            at = found[1]
        elif output := _OUTPUT.match(text, at, stop):
            said = _said(output["words"], {})
            # what only Jekyll knows is an address that is not there, as it is written
            parts.append(output[0] if said is None else said)
            at = output.end()
        else:
            break
    return parts, at
