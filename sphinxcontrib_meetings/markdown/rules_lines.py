"""Rules of markdown-it between blocks and lines: what the first line of a block says of it.

Tasks and alerts of GitHub, tags and tables of contents of HackMD, attributes of kramdown.
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.elements import ALERT_TYPES
from sphinxcontrib_meetings.markdown.tokens import BOX, TAGS, box_meta, line_of, pair
from sphinxcontrib_meetings.parse.tag_lines import tags_of_line

__all__ = ["read_lines"]

_TASK = re.compile(r"\[([ xX])\](?=\s|$)")
_ALERT = re.compile(
    r"\[!(?P<type>[A-Za-z]+)\](?P<fold>[+-]?)(?:[ \t]++(?P<title>[^\n]*+))?(?:\n|$)"
)
_CONTENTS = frozenset({"[toc]", "[[toc]]", "[[_toc_]]"})
#: kramdown replaces the list above it
_KRAMDOWN_CONTENTS = re.compile(r"\{:[ \t]*+toc\b[^{}\n]*+\}\s*+$")
_KRAMDOWN_ID = re.compile(r"\{:[^{}#\n]*+#(?P<id>[\w-]++)[^{}\n]*+\}\s*+")


def read_lines(state: StateCore) -> None:
    """Core rule: read the first lines of items and quotes, and lines that are for a program."""
    state.tokens = _Lines(state).read()


class _Lines:
    """One pass over the blocks of a text, whose lines are not parsed yet."""

    def __init__(self, state: StateCore) -> None:
        self._tokens = state.tokens
        self._references = state.env.get("references", {})
        #: None within what is no note of its own
        self._tags: list[tuple[tuple[str, ...], int]] | None = state.env.get(TAGS)
        # where the blocks begin that are open
        self._opened: list[int] = []
        # where blocks begin that are left out; what is put behind the token at an index
        self._dropped: set[int] = set()
        self._added: dict[int, Token] = {}

    def read(self) -> list[Token]:
        """Return the tokens, changed in place where a line says so."""
        tokens = self._tokens
        for index, token in enumerate(tokens):
            if token.nesting > 0:
                self._opened.append(index)
            elif token.nesting < 0:
                begin = tokens[self._opened.pop()]
                if begin.type == f"{BOX}_open" and token.type == "blockquote_close":
                    tokens[index] = pair(BOX, begin)[1]
            elif token.type == "inline" and self._opened:
                self._read_line(index, token)
        return self._changed() if self._dropped or self._added else tokens

    def _read_line(self, index: int, inline: Token) -> None:
        begin = self._opened[-1]
        kind = self._tokens[begin].type
        text = inline.content
        if kind == "heading_open":
            if self._take_tags(inline, is_heading=True):
                self._dropped.add(begin)
        elif kind != "paragraph_open":
            return
        elif text.startswith("["):
            self._read_bracket(index, inline)
        elif text.endswith("}") and "{:" in text:
            self._read_attributes(text)
        elif "\n" not in text and self._take_tags(inline, is_heading=False):
            self._dropped.add(begin)

    def _read_bracket(self, index: int, inline: Token) -> None:
        begin = self._opened[-1]
        is_first = len(self._opened) > 1 and self._opened[-2] == begin - 1
        around = self._tokens[begin - 1] if is_first else None
        if around and around.type == "list_item_open":
            self._read_task(around, inline)
        elif around and around.type == "blockquote_open":
            self._read_alert(index, inline)
        elif inline.content.strip().casefold() in _CONTENTS and "TOC" not in self._references:
            self._dropped.add(begin)

    def _read_task(self, item: Token, inline: Token) -> None:
        task = _TASK.match(inline.content)
        if task and "checked" not in item.meta:
            item.meta["checked"] = task[1] != " "
            inline.content = inline.content[task.end() :].lstrip()
            self._tokens[self._opened[-3]].attrs["class"] = "contains-task-list"

    def _read_alert(self, index: int, inline: Token) -> None:
        """Make a box of a quote that begins with ``[!NOTE]``, of Obsidian's with a title, too."""
        alert = _ALERT.match(inline.content)
        kind = alert["type"].lower() if alert else ""
        if alert is None or kind not in ALERT_TYPES:
            return
        fold = alert["fold"]
        title = (alert["title"] or "").strip() or (kind.capitalize() if fold else "")
        quote = self._opened[-2]
        box = pair(BOX, self._tokens[quote])[0]
        box.meta = box_meta(kind, titled=bool(title), folds=bool(fold), is_open=fold == "+")
        self._tokens[quote] = box
        if title:
            line = line_of(inline)
            self._added[quote] = Token(
                "inline", "", 0, content=title, map=[line, line + 1], children=[], block=True
            )
        inline.content = inline.content[alert.end() :]
        if not inline.content.strip():
            self._dropped.add(self._opened[-1])
        for token in (inline, self._tokens[index - 1]):
            if token.map and alert[0].endswith("\n"):
                token.map = [token.map[0] + 1, token.map[1]]

    def _take_tags(self, inline: Token, *, is_heading: bool) -> bool:
        """Note the tags of a line that has nothing else, and tell whether it is one."""
        if self._tags is None or len(self._opened) > 1 or inline.content[:3].lower() != "tag":
            return False
        tags = tags_of_line(inline.content, is_heading=is_heading)
        if tags:
            self._tags.append((tags, line_of(inline) + 1))
        return bool(tags)

    def _read_attributes(self, text: str) -> None:
        """Read what kramdown says of what is above: that it is a table of contents, or its id."""
        lists = [at for at in self._opened if self._tokens[at].type.endswith("_list_open")]
        if lists and _KRAMDOWN_CONTENTS.search(text):
            self._dropped.add(lists[-1])
            return
        named = _KRAMDOWN_ID.fullmatch(text)
        before = self._opened[-1] - 1
        if named and before > 1 and self._tokens[before].type == "heading_close":
            self._tokens[before - 2].attrs.setdefault("id", named["id"])

    def _changed(self) -> list[Token]:
        kept: list[Token] = []
        depth = 0
        for index, token in enumerate(self._tokens):
            if depth or index in self._dropped:
                depth += token.nesting
            else:
                kept.append(token)
            if index in self._added:
                kept.append(self._added[index])
        return kept
