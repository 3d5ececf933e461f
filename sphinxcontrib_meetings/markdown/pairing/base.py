"""Nesting what belongs together, in one pass over tokens.

What is open lies on a stack, which never reaches over the end of a list item, a quote
or another block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping, Set
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinxcontrib_meetings.markdown.elements import (
    BLOCKS,
    FLAGS,
    HTML,
    VOID,
    element_name,
    is_component,
    is_known,
    is_player,
)
from sphinxcontrib_meetings.markdown.jsx import JsxTag, Shape
from sphinxcontrib_meetings.markdown.tokens import (
    BOX,
    ELEMENT,
    IMPORTS,
    INLINE_ELEMENT,
    MDX,
    PLAYER,
    VOID_ELEMENT,
    line_of,
    pair,
    problem_token,
)

__all__ = ["Arrangement", "Frame", "Scope", "limit_depth"]

#: docutils' writers, and pickle, call themselves for every level
_DEEPEST = 30


@dataclass(slots=True)
class Frame:
    """What is open: its first token, and the slot where that lies."""

    token: Token
    slot: int
    name: str
    #: slot of the first heading right inside
    heading: int | None = None


@dataclass(slots=True)
class Scope:
    """What is open within one block of Markdown."""

    frames: list[Frame] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    #: end tags that belong to what has no children, by name
    ends: Counter[str] = field(default_factory=Counter)


class Arrangement:
    """One pass over tokens that nests what belongs together."""

    #: type of the tokens around an element
    _kind: str
    #: names of elements whose end may stand alone
    _ends_alone: Set[str] = frozenset()

    def __init__(self, md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
        self._md = md
        self._imports: Mapping[str, str] = env.get(IMPORTS, {})
        self._is_mdx = bool(env.get(MDX))
        # slots, so that an end can be put before what was already passed
        self._slots: list[list[Token]] = []
        self._scopes = [Scope()]

    def _run(self, tokens: Iterable[Token]) -> list[Token]:
        for token in tokens:
            if token.nesting < 0:
                self._leave_scope()
            self._take(token)
            if token.nesting > 0:
                self._scopes.append(Scope())
        while self._scopes:
            self._leave_scope()
        return [token for slot in self._slots for token in slot]

    def _leave_scope(self) -> None:
        scope = self._scopes.pop()
        while scope.frames:
            self._abandon(scope.frames.pop(), scope)

    def _put(self, *tokens: Token) -> None:
        self._slots.append(list(tokens))

    def _open(self, token: Token, name: str) -> None:
        scope = self._scopes[-1]
        scope.frames.append(Frame(token, len(self._slots), name))
        scope.names[name] += 1
        self._put(token)

    def _pop(self, name: str) -> Frame | None:
        """Close what is open up to the innermost *name*, and return that."""
        scope = self._scopes[-1]
        if not scope.names[name]:
            return None
        while True:
            frame = scope.frames.pop()
            scope.names[frame.name] -= 1
            if frame.name == name:
                return frame
            self._abandon(frame, scope)

    def _take_tag(self, token: Token, tag: JsxTag) -> None:
        """Open an element, or close it, or put what has no content."""
        name = element_name(tag)
        ends = self._scopes[-1].ends
        if tag.shape is Shape.CLOSE and name == "br":
            # as browsers read it
            self._put(*self._leaf(token, tag, name))
        elif tag.shape is Shape.CLOSE:
            if ends[name]:
                ends[name] -= 1
            elif frame := self._pop(name):
                self._nest(frame)
            elif name not in self._ends_alone:
                self._give_up(token, len(self._slots))
        elif is_player(tag):
            token.type = PLAYER
            self._put(token)
            ends[name] += tag.shape is Shape.OPEN
        elif tag.shape is Shape.EMPTY or name in VOID:
            self._put(*self._leaf(token, tag, name))
            ends[name] += tag.shape is Shape.OPEN and name == "img"
        else:
            self._end_implied(name)
            self._open(token, name)

    def _take(self, token: Token) -> None:
        """Put *token*, or what becomes of it."""
        raise NotImplementedError

    def _leaf(self, token: Token, tag: JsxTag, name: str) -> list[Token]:
        """Return what an element without content becomes."""
        if not is_known(tag):
            return [self._problem(token, _unknown(tag), tag.name)]
        if _is_placeholder(tag):
            return self._verbatim(token)
        if name in VOID:
            token.type = VOID_ELEMENT
            return [token]
        return list(pair(self._kind, token)) if name else []

    def _nest(self, frame: Frame) -> None:
        """Make what lies between *frame* and the last slot an element."""
        tag = frame.token.meta["tag"]
        if not is_known(tag):
            problem = self._problem(frame.token, _unknown(tag), tag.name)
            self._slots[frame.slot] = [problem]
        elif frame.name:
            self._wrap(frame, self._kind)
        else:
            self._slots[frame.slot] = []

    def _wrap(self, frame: Frame, kind: str) -> Token:
        """Put tokens of *kind* around what lies there; return the first of the two."""
        opening, closing = pair(kind, frame.token)
        self._slots[frame.slot] = [opening]
        self._put(closing)
        return opening

    def _end_implied(self, name: str) -> None:
        """Close what ends where the element *name* begins."""

    def _abandon(self, frame: Frame, scope: Scope) -> None:
        """Say what becomes of an element that does not end."""
        raise NotImplementedError

    def _give_up(self, token: Token, slot: int) -> None:
        """Put, at *slot*, what becomes of a tag without counterpart."""
        tag = token.meta["tag"]
        new = []
        if _needs_end(tag) and (tag.name or self._is_mdx):
            # `Ana <> Bob` is a mistake in MDX only
            once = tag.name if not is_known(tag) else "" if tag.name else tag.source
            new.append(self._problem(token, _lonely(tag), once))
        if _stays_text(tag):
            new += self._verbatim(token)
        if slot == len(self._slots):
            self._put()
        self._slots[slot] = new

    def _problem(self, token: Token, message: str, once: str) -> Token:
        """Return a token that warns of the tag *token*, see :func:`problem_token`."""
        raise NotImplementedError

    def _verbatim(self, token: Token) -> list[Token]:
        """Return the tag *token* as text."""
        raise NotImplementedError


def _stays_text(tag: JsxTag) -> bool:
    """Whether a tag without counterpart looks like something that is meant to be read."""
    name = element_name(tag)
    if not name or (name not in HTML and not is_component(name)):
        # `Ana <> Bob`, `Vec<T>`, `ssh <your-host>`
        return True
    # "if a <b and c> d", "open <path>"
    is_word = not tag.attributes and name not in BLOCKS and tag.shape is not Shape.CLOSE
    return is_word or any(value is None for value in tag.attributes.values())


def _is_placeholder(tag: JsxTag) -> bool:
    """Whether *tag*, of an element without content, is rather a word: "copy <source> there"."""
    name = element_name(tag)
    if tag.attributes or not name or is_component(name) or name in {"br", "col", "hr", "wbr"}:
        return False
    return tag.shape is Shape.OPEN or name not in HTML


def _lonely(tag: JsxTag) -> str:
    """Return the warning of a tag without counterpart."""
    if tag.shape is Shape.CLOSE:
        return f"{tag.source} has no matching opening tag. Remove it."
    if _stays_text(tag):
        return (
            f"{tag.source} is shown as text because <{tag.name}> is never closed. Write it as "
            f"code, `{tag.source}`, or add </{tag.name}>."
        )
    return f"<{tag.name}> is never closed. Add </{tag.name}>, or remove it."


def _needs_end(tag: JsxTag) -> bool:
    """Whether a tag without counterpart is a mistake, not something to be read: ``<silence>``."""
    name = element_name(tag)
    if is_component(name):
        return True
    if _is_prose(tag):
        return False
    # a component that nobody knows may as well be a word: `<INSERT>`
    is_meant = tag.shape is Shape.CLOSE or bool(tag.attributes)
    return name in HTML or (tag.is_component and is_meant)


def _is_prose(tag: JsxTag) -> bool:
    """Whether what looks like attributes are words: "<a few seconds of silence>"."""
    has_values = any(value is not None for value in tag.attributes.values())
    return not has_values and not FLAGS.issuperset(tag.attributes)


def _unknown(tag: JsxTag) -> str:
    """Return the warning of a component that is not known."""
    return (
        f"unknown component <{tag.name}>; only its content is shown. Use plain Markdown or HTML "
        "instead."
    )


def limit_depth(tokens: list[Token]) -> list[Token]:
    """Remove elements that are nested deeper than any writer can follow."""
    kept: list[Token] = []
    drops: list[bool] = []
    depth = 0
    warned = False
    for token in tokens:
        if token.nesting > 0:
            ours = token.type.startswith((ELEMENT, BOX, INLINE_ELEMENT))
            drop = ours and depth >= _DEEPEST
            drops.append(drop)
            depth += not drop
            if drop and not warned:
                warned = True
                message = f"Elements nested deeper than {_DEEPEST} levels are left out."
                kept.append(problem_token(message, line_of(token)))
        elif token.nesting < 0:
            drop = drops.pop()
            depth -= not drop
        else:
            drop = False
        if not drop:
            kept.append(token)
    return kept
