"""Tokens of markdown-it that notes have besides those of Markdown, and how they are made."""

from __future__ import annotations

from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.jsx import JsxTag
from sphinxcontrib_meetings.model.problem import Kind

__all__ = [
    "BOX",
    "COMMENT",
    "ELEMENT",
    "EMOJI",
    "FENCE",
    "IMPORTS",
    "INLINE_ELEMENT",
    "MARKED",
    "MDX",
    "MYST",
    "NOTE_FIELDS",
    "OFFSET",
    "PLAYER",
    "PROBLEM",
    "TAGS",
    "TITLE",
    "TRUNCATE",
    "VOID_ELEMENT",
    "as_text",
    "box_meta",
    "ends_excerpt",
    "given",
    "has_ours",
    "inline_problem",
    "is_blank",
    "lift",
    "line_of",
    "pair",
    "paragraph_of",
    "problem_token",
    "tag_of",
    "trim",
]

# Types of tokens, those that nest without `_open` and `_close`

BOX = "meetings_box"
COMMENT = "meetings_comment"
ELEMENT = "meetings_element"
FENCE = "meetings_fence"
INLINE_ELEMENT = "meetings_inline"
MARKED = "meetings_marked"
PLAYER = "meetings_player"
PROBLEM = "meetings_problem"
TITLE = "meetings_title"
TRUNCATE = "meetings_truncate"
VOID_ELEMENT = "meetings_void"

_ARRANGED = frozenset({COMMENT, TRUNCATE})

#: key in the ``meta`` of a heading: its text with the names of its emoji
EMOJI = "meetings_emoji"
#: key in a token's ``meta``: how many lines below the start of its block it stands
OFFSET = "meetings_offset"
#: key in the environment of markdown-it: what the note imports, name by module
IMPORTS = "meetings_imports"
#: the same: (tags, line) of what stands in the text, if it is a note
TAGS = "meetings_tags"
#: the same: whether it is MDX, where a brace begins JavaScript; whether it has anything of MyST's
MDX = "meetings_mdx"
MYST = "meetings_myst"
#: the same: what its front matter says
NOTE_FIELDS = "meetings_fields"

_SPELLINGS = {"class": ("className", "class")}


def problem_token(message: str, line: int, *, kind: Kind = Kind.MARKUP, once: str = "") -> Token:
    """Return a token that becomes a warning, at most one per document for each *once*."""
    meta = {"kind": kind, "message": message, "once": once}
    return Token(PROBLEM, "", 0, map=[line, line + 1], meta=meta, block=True)


def box_meta(kind: str, *, titled: bool, folds: bool, is_open: bool) -> dict[str, object]:
    """Return what the token of a box of *kind* says; one that *folds* is HTML's ``details``."""
    return {
        "name": "details" if folds else kind,
        "attributes": "open" if is_open else "",
        "titled": titled,
    }


def ends_excerpt(comment: str) -> bool:
    """Whether *comment* is the marker that ends an excerpt: Docusaurus', or that of others."""
    return comment.lower() in {"truncate", "more"}


def tag_of(token: Token) -> JsxTag | None:
    """Return the tag that *token* stands for, if it does."""
    tag = token.meta.get("tag")
    return tag if isinstance(tag, JsxTag) else None


def given(tag: JsxTag, *names: str) -> dict[str, str]:
    """Return the attributes *names* of *tag* that have a text; JSX calls ``class`` otherwise."""
    found = {name: tag.text(*_SPELLINGS.get(name, (name,))) for name in names}
    return {name: text for name, text in found.items() if text}


def has_ours(children: list[Token]) -> bool:
    """Whether a line of *children* holds anything that has to be arranged."""
    return any(child.type in _ARRANGED or "tag" in child.meta for child in children)


def line_of(token: Token) -> int:
    """Return the first line of *token*, counted from 0."""
    return token.map[0] if token.map else 0


def pair(kind: str, token: Token) -> tuple[Token, Token]:
    """Return the two tokens around an element of the type *kind*, which begins with *token*."""
    opening = Token(
        f"{kind}_open", "", 1, map=token.map, meta=token.meta, markup=token.markup, block=True
    )
    return opening, Token(f"{kind}_close", "", -1, block=True)


def as_text(token: Token) -> Token:
    """Return the tag *token* as it was written."""
    return Token("text", "", 0, content=token.meta["tag"].source)


def inline_problem(
    token: Token, message: str, once: str = "", *, kind: Kind = Kind.MARKUP
) -> Token:
    """Return a token in a line that becomes a warning; see :func:`problem_token`."""
    meta = {"kind": kind, "message": message, "once": once, OFFSET: token.meta.get(OFFSET, 0)}
    return Token(PROBLEM, "", 0, meta=meta)


def paragraph_of(children: list[Token], token: Token) -> list[Token]:
    """Return the tokens of a paragraph of *children*, which stands where *token* does."""
    return [
        Token("paragraph_open", "p", 1, map=token.map, block=True),
        Token("inline", "", 0, map=token.map, children=children, block=True),
        Token("paragraph_close", "p", -1, block=True),
    ]


def lift(child: Token, inline: Token, base: int = 0) -> Token:
    """Make a token of a line one of the page."""
    line = line_of(inline) + base + child.meta.get(OFFSET, 0)
    return child.copy(map=[line, line + 1], block=True, children=None)


def is_blank(token: Token) -> bool:
    """Whether *token*, in a line, shows nothing."""
    if token.type == "text":
        return not token.content.strip()
    return token.type in {"softbreak", "hardbreak", COMMENT}


def trim(children: list[Token]) -> list[Token]:
    """Return *children* without what is blank around them, and without comments."""
    first, last = 0, len(children)
    while first < last and is_blank(children[first]):
        first += 1
    while last > first and is_blank(children[last - 1]):
        last -= 1
    kept = [child for child in children[first:last] if child.type != COMMENT]
    if kept and kept[0].type == "text":
        kept[0] = kept[0].copy(content=kept[0].content.lstrip())
    if kept and kept[-1].type == "text":
        kept[-1] = kept[-1].copy(content=kept[-1].content.rstrip())
    return kept
