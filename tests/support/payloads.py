"""Texts that would run on a page if they were not escaped, and what of them is alive in one."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

#: what all payloads have, each with its number: as a name of elements, attributes and functions
MARK = "pwn"
_FORMS = (
    '"><img src=x {0}=1 onerror={0}()>',
    "'><svg {0}=1 onload={0}()>",
    "<script {0}=1>{0}()</script>",
    "</script><script {0}=1>{0}()</script>",
    "</title></textarea></style><iframe {0}=1 src='javascript:{0}()'></iframe>",
    '" onmouseover="{0}()" {0}="',
    "' onfocus='{0}()' {0}='",
    "--><b {0}=1>a</b><!--",
    "]]><b {0}=1>a</b>",
    "<{0}-a>a</{0}-a>",
    "&lt;b {0}=1&gt;a &#60;b {0}=1&#62; &quot; {0}=1 &quot;",
    "\\\\<b {0}=1>a</b>\\\\",
    "`<b {0}=1>a</b>`{{=html}}",
    "{{{{ {0} }}}}<b {0}=1>{{% {0} %}}",
    "[a](javascript:{0}()) <javascript:{0}()>",
    "`a <javascript:{0}()>`_ |{0}| :raw-html:`<b {0}=1>`",
)
_ADDRESSES = (
    "javascript:{0}()",
    "JaVaScRiPt:{0}()",
    "java\tscript:{0}()",
    "java\nscript:{0}()",
    "\x01javascript:{0}()",
    " javascript:{0}()",
    "javascript&colon;{0}()",
    "&#106;avascript:{0}()",
    "vbscript:{0}()",
    "data:text/html,<script>{0}()</script>",
    "data:text/html;base64,{0}",
    "data:image/svg+xml,<svg onload={0}()>",
    "view-source:javascript:{0}()",
    'https://a.org/"{0}=1 onload={0}()',
    "https://a.org/'><b {0}=1>",
    'x.png" {0}=1 onerror="{0}()',
    "//a.org/\u2028{0}",
)
#: attributes whose value a browser opens
_OPENED = frozenset(
    (
        *("action", "background", "cite", "classid", "codebase", "data", "formaction", "href"),
        *("longdesc", "manifest", "ping", "poster", "src", "srcdoc", "srcset", "xlink:href"),
        *"data-embed",
    )
)
#: a name of a page in quotes, as themes write it
_OF_THEMES = re.compile(r"DOCUMENTATION_OPTIONS\.pagename = '[^'\\]*';")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "webcal", "tel"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


def payloads(chance: random.Random) -> tuple[Callable[[], str], Callable[[], str]]:
    """Return what gives one text after the other, and one address after the other.

    Each form has its turn; *chance* decides in which order.
    """
    numbers = itertools.count(1)
    texts, addresses = (
        itertools.cycle(chance.sample(forms, len(forms))) for forms in (_FORMS, _ADDRESSES)
    )

    def text() -> str:
        number = next(numbers)
        # what makes it different from others is first, as in names that people have
        prefix = "" if number % 3 == 0 else f"N{number} "
        return prefix + next(texts).format(f"{MARK}{number}x")

    def address() -> str:
        return next(addresses).format(f"{MARK}{next(numbers)}x")

    return text, address


def alive(page: str) -> list[str]:
    """Return all elements, attributes and addresses of an HTML page that payloads have made."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    return list(itertools.chain.from_iterable(map(_alive_in, tree.iter())))


def _alive_in(element: Element) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str):
        # a comment, which has no children and swallows what is in it
        if MARK in (element.text or ""):
            yield f"comment {element.text!r}"
        return
    tag = tag.rpartition("}")[2]
    if MARK in tag:
        yield f"element {tag!r}"
    if tag in {"script", "style"} and MARK in (element.text or ""):
        if element.get("type") == "application/ld+json":
            json.loads(element.text or "")
        elif not _OF_THEMES.fullmatch(element.text or ""):
            yield f"{tag} {element.text!r}"
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        if MARK in plain:
            yield f"attribute {name}={value!r} of {tag!r}"
        elif MARK in value and (plain.startswith("on") or plain in {"style", "srcdoc"}):
            yield f"handler {name}={value!r} of {tag!r}"
        elif MARK in value and plain in _OPENED and not _is_safe(value):
            yield f"address {name}={value!r} of {tag!r}"


def _is_safe(address: str) -> bool:
    """Whether a browser opens a page or a file at *address*, rather than running it."""
    # https://url.spec.whatwg.org/#concept-basic-url-parser, steps 1 to 3
    plain = re.sub("[\t\n\r]", "", address.strip("".join(map(chr, range(0x21))))).lower()
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme[1] in _SAFE_SCHEMES
