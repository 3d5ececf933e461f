"""What Docusaurus and HackMD add to Markdown, as a plugin of markdown-it.

MDX (https://mdxjs.com/docs/what-is-mdx/): ``import`` and ``export``, comments in
braces, JSX. Docusaurus and HackMD: boxes between ``:::`` lines. The rules find
single tags and lines; :mod:`~sphinxcontrib_meetings.markdown.pairing.blocks` pairs them.
Code is never looked at, because the rules of code come first or are asked first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.colon_fence import colon_fence_plugin

from sphinxcontrib_meetings.markdown import (
    rules_admonitions,
    rules_block,
    rules_discourse,
    rules_expressions,
    rules_inline,
    rules_liquid,
    rules_marks,
    rules_myst,
    rules_obsidian,
    rules_pandoc,
    rules_shortcodes,
)
from sphinxcontrib_meetings.markdown.autolinks import limit_autolinks
from sphinxcontrib_meetings.markdown.pairing import leftovers
from sphinxcontrib_meetings.markdown.pairing.blocks import pair_elements
from sphinxcontrib_meetings.markdown.rules_lines import read_lines
from sphinxcontrib_meetings.markdown.shortcodes import read_shortcodes
from sphinxcontrib_meetings.markdown.state import start

__all__ = ["dialect_plugin", "has_myst"]

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}

#: the sign that a line begins with ─► what blocks it may begin
_BLOCKS: Mapping[str, tuple[Callable[[StateBlock, int, int, bool], bool], ...]] = {
    ":": (rules_block.fence,),
    "{": (rules_block.comment, rules_shortcodes.block, rules_liquid.block),
    "<": (rules_block.comment,),
    "%": (rules_obsidian.block_comment,),
    "!": (rules_admonitions.admonition,),
    "?": (rules_admonitions.admonition,),
    "[": (rules_discourse.block,),
    "=": (rules_admonitions.tab,),
}

#: what only MyST has: signs without which there is none of it, and a directive, role or target
_MYST = (
    ("}`", re.compile(r"\{(?<![$\\]\{)[\w:.+-]++\}`")),
    ("{", re.compile(r"^[ \t>*-]*+(?:`{3,}|~{3,}|:{3,})\{[\w:.+-]++\}", re.MULTILINE)),
    (")=", re.compile(r"^\([\w:. -]++\)=[ \t]*+$", re.MULTILINE)),
)


def has_myst(text: str) -> bool:
    """Whether *text* has anything in it that only MyST reads."""
    return any(signs in text and pattern.search(text) for signs, pattern in _MYST)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Begin a block, as one of our rules does; each line is asked, and hardly one begins any."""
    at = state.bMarks[start] + state.tShift[start]
    rules = _BLOCKS.get(state.src[at : at + 1])
    return rules is not None and any(rule(state, start, end, silent) for rule in rules)


def dialect_plugin(md: MarkdownIt) -> None:
    """Add the rules to *md*, whose own rules for HTML they replace."""
    has_fences = "colon_fence" in md.block.ruler.get_all_rules()
    if not has_fences:
        # `:::{note}` works whether or not the extension is on
        md.use(colon_fence_plugin)
    md.options["meetings_own_fences"] = not has_fences
    md.options["maxNesting"] = 60
    md.core.ruler.before("normalize", "meetings_start", start)
    md.core.ruler.before("inline", "meetings_lines", read_lines)
    md.core.ruler.after("inline", "meetings_notes", rules_pandoc.place_notes)
    md.core.ruler.push("meetings_shortcodes", read_shortcodes)
    md.core.ruler.push("meetings_elements", pair_elements)
    md.core.ruler.push("meetings_wordless", leftovers.leave_out_wordless)
    md.core.ruler.push("meetings_unclosed", leftovers.warn_of_unclosed)
    rules = md.block.ruler
    rules.before("table", "meetings_dedent", rules_block.dedent)
    rules.before("table", "meetings_esm", rules_block.esm)
    rules.before("table", "meetings_block", _block, _INTERRUPTS)
    rules.at("html_block", rules_block.jsx_tags, _INTERRUPTS)
    md.inline.ruler.at("html_inline", rules_inline.jsx_tag)
    limit_autolinks(md)
    rules_myst.adapt(md)
    rules_liquid.read_addresses(md)
    active = md.inline.ruler.get_active_rules()
    if "attr" in active:
        # what MyST's own extension reads comes first
        md.inline.ruler.after("attr", "meetings_attributes", rules_pandoc.attributes)
    else:
        md.inline.ruler.before("myst_role", "meetings_attributes", rules_pandoc.attributes)
    md.inline.ruler.before("myst_role", "meetings_shortcode", rules_shortcodes.inline)
    md.inline.ruler.before("myst_role", "meetings_liquid", rules_liquid.inline)
    md.inline.ruler.before("myst_role", "meetings_expression", rules_expressions.expression)
    md.inline.ruler.after("image", "meetings_sized_image", rules_inline.sized_image)
    md.inline.ruler.before("image", "meetings_embedded_image", rules_obsidian.embedded_image)
    if "span" in active:
        md.inline.ruler.after("span", "meetings_span", rules_pandoc.span)
    else:
        md.inline.ruler.before("link", "meetings_span", rules_pandoc.span)
    md.inline.ruler.before("link", "meetings_note", rules_pandoc.inline_note)
    md.inline.ruler.before("link", "meetings_hidden", rules_obsidian.comment)
    md.inline.ruler.before("strikethrough", "meetings_marks", rules_marks.mark)
    md.inline.ruler2.before("emphasis", "meetings_marks", rules_marks.pair_marks)
    md.inline.ruler.before("html_inline", "meetings_comment", rules_inline.comment)
