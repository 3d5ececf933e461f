"""What is left when everything is paired: headings without words, and tags that are cut short."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.elements import HTML, is_component
from sphinxcontrib_meetings.markdown.tokens import COMMENT, MDX, is_blank, line_of, problem_token

__all__ = ["leave_out_wordless", "warn_of_unclosed"]

#: a tag without its ``>``, up to the end of a paragraph: a component, or attributes with values
_CUT_SHORT = re.compile(r"<(?P<name>[A-Za-z][\w.-]*+)(?P<rest>(?:\s[^<>]*)?)")
_VALUE = re.compile(r"\s[A-Za-z][\w-]*+\s*+=")


def leave_out_wordless(state: StateCore) -> None:
    """Core rule: take headings without words out, since no title can be made of them."""
    kept: list[Token] = []
    tokens = state.tokens
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type != "heading_open" or _has_words(tokens[place + 1]):
            kept.append(token)
            place += 1
            continue
        message = "this heading has no words, and is left out; add some, or remove it"
        kept.append(problem_token(message, line_of(token)))
        inline = tokens[place + 1]
        if any(not is_blank(child) for child in inline.children or []):
            kept += [
                Token("paragraph_open", "p", 1, map=token.map, block=True),
                inline,
                Token("paragraph_close", "p", -1, block=True),
            ]
        place += 3
    state.tokens = kept


def _has_words(inline: Token) -> bool:
    return any(
        child.content.strip() and child.type not in {"html_inline", COMMENT}
        for child in inline.children or []
    )


def warn_of_unclosed(state: StateCore) -> None:
    """Core rule: warn of a tag, or in MDX a brace, that a paragraph does not close."""
    is_mdx = bool(state.env.get(MDX))
    kept: list[Token] = []
    for token in state.tokens:
        if token.type == "inline" and ("<" in token.content or (is_mdx and "{" in token.content)):
            before = [kept.pop()] if kept and kept[-1].type == "paragraph_open" else []
            if before:
                kept += _problems(token, is_mdx=is_mdx)
            kept += before
        kept.append(token)
    state.tokens = kept


def _problems(inline: Token, *, is_mdx: bool) -> list[Token]:
    """Return the problems with the text of a paragraph; what is escaped is text."""
    children = inline.children or []
    found = []
    tag = _cut_short(children)
    if tag and rf"\<{tag}" not in inline.content:
        message = (
            f"<{tag} is shown as text because its tag has no '>'. Add one, or write it as code, "
            f"`<{tag}`."
        )
        found.append(problem_token(message, _line(inline, f"<{tag}")))
    text = "\n".join(child.content for child in children if child.type == "text")
    escaped = inline.content.count("\\{") - inline.content.count("\\}")
    if is_mdx and _open_braces(text) > max(escaped, 0):
        message = r"'{' is never closed. Add '}', or write it as text, '\{'."
        found.append(problem_token(message, _line(inline, "{")))
    return found


def _cut_short(children: list[Token]) -> str:
    """Return the name in the last tag if nothing closes it before the end; empty if none."""
    words: list[str] = []
    for child in reversed(children):
        if child.type == "text":
            words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        else:
            break
    text = "".join(reversed(words))
    found = _CUT_SHORT.fullmatch(text, text.rfind("<")) if "<" in text else None
    if found is None:
        return ""
    name = found["name"]
    if is_component(name):
        return name
    return name if name.lower() in HTML and _VALUE.match(found["rest"]) else ""


def _open_braces(text: str) -> int:
    """Return how many braces in *text* are open at its end."""
    depth = 0
    for sign in re.findall(r"[{}]", text):
        depth = depth + 1 if sign == "{" else max(depth - 1, 0)
    return depth


def _line(inline: Token, sign: str) -> int:
    """Return the line of the last *sign* in a paragraph, counted from 0."""
    return line_of(inline) + inline.content.count("\n", 0, inline.content.rfind(sign))
