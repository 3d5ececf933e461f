"""The parser of notes in Markdown: MyST's, and what Docusaurus and HackMD add.

::

    text ─► markdown-it with our rules ─► tokens, paired ─► headings ─► renderer ─► doctree
             (dialect)                   (elements)         (headings)  (renderer)

Notes that are not in the dialect are parsed by MyST alone, as ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from docutils import nodes
from docutils.languages import get_language
from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig, merge_file_level
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxcontrib_meetings.config import date_words
from sphinxcontrib_meetings.markdown.dialect import dialect_plugin, has_myst
from sphinxcontrib_meetings.markdown.headings import (
    first_heading,
    has_title,
    leading_headings,
    shift_headings,
)
from sphinxcontrib_meetings.markdown.renderer import MeetingsRenderer
from sphinxcontrib_meetings.markdown.tokens import MDX, MYST, NOTE_FIELDS, TAGS
from sphinxcontrib_meetings.parse.date_words import DateWords
from sphinxcontrib_meetings.parse.dates import title_in_path
from sphinxcontrib_meetings.parse.front_matter import FrontMatter, without_lines
from sphinxcontrib_meetings.parse.running import starts_with_date

__all__ = [
    "DIALECT",
    "FOUND_TYPE",
    "FRONT_MATTER",
    "HAS_TITLE",
    "HEADING",
    "RUNNING",
    "TEXT_TAGS",
    "MeetingsParser",
    "on_build_finished",
]

#: keys in ``env.temp_data``, set while a note is read
DIALECT = "meetings_dialect"
FRONT_MATTER = "meetings_front_matter"
#: whether its dated headings may be meetings: "", "maybe", or "named" if the author says so
RUNNING = "meetings_running"
#: the same, set by the parser: the first heading, which need not be the title
HEADING = "meetings_heading"
#: whether that heading is of the level of titles, in ``env.temp_data``
HAS_TITLE = "meetings_has_title"

#: the same, if it is a meeting: (tags, line) of each line of tags in its text
TEXT_TAGS = "meetings_text_tags"
#: type of the files that only the suffixes of `parse.suffixes.FOUND` find; other extensions use
#: "markdown"
FOUND_TYPE = "md"

#: key of ``env.metadata``, where MyST looks for the headings that links mean
_SLUGS = "myst_slugs"

#: what MyST and GitHub's Markdown have in common, and MDX has, too
_EXTENSIONS = frozenset({"strikethrough"})
_AUTOLINKS = frozenset({"gfm_autolink", "linkify"})


#: keys of front matter that MyST itself reads
_MYST_KEYS = ("myst", "html_meta", "substitutions")


class MeetingsParser(MystParser):
    """Parse a note, with the dialect's rules if ``env.temp_data`` asks for them."""

    supported = (FOUND_TYPE, "markdown", "myst", "mdx")  # type: ignore[misc]  # MyST has it annotated

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse *inputstring*, the whole file, into *document*."""
        env: BuildEnvironment = document.settings.env
        if not env.temp_data.get(DIALECT):
            super().parse(inputstring, document)
            return
        # a translated paragraph, or a file that is included, is not a note of its own
        is_note = document["source"] == str(env.doc2path(env.docname))
        front: FrontMatter | None = env.temp_data.get(FRONT_MATTER) if is_note else None
        given = _config_of(front)
        # counting words for `{sub-ref}` takes 0.8 % of a build, and hardly a note asks
        is_usual = not given and front is not None and "wordcount" not in inputstring
        md = (_IDLE.pop(env, None) if is_usual else None) or _parser(env, front, document, given)
        md.options["document"] = document
        if front is not None:
            inputstring = without_lines(inputstring, front.offset)
        if is_usual:
            md.disable(["front_matter", "wordcount"], ignoreInvalid=True)
        elif front is not None:
            md.disable("front_matter", ignoreInvalid=True)
        md_env: dict[str, Any] = {
            MDX: str(document["source"]).lower().endswith(".mdx"),
            MYST: has_myst(inputstring),
            NOTE_FIELDS: front.data if front is not None else {},
            TAGS: env.temp_data.get(TEXT_TAGS) if is_note else None,
        }
        tokens = md.parse(inputstring, md_env)
        if is_note:
            env.temp_data[HEADING] = first_heading(tokens)
            env.temp_data[HAS_TITLE] = has_title(tokens)
            words = date_words(env.config.language)
            fallback = title_in_path(env.docname, words)
            running = str(env.temp_data.get(RUNNING, ""))
            titled = _with_title(tokens, front, fallback, running, words)
            tokens = _front_matter_tokens(front) + titled
        slugs = env.metadata[env.docname].get(_SLUGS)
        md.renderer.render(tokens, md.options, md_env)
        if slugs is not None and not is_note:
            # MyST takes a translated heading for all headings of the document
            env.metadata[env.docname][_SLUGS] = slugs
        if is_usual:
            _IDLE[env] = md


#: a parser that notes without a configuration of their own are parsed with, unless it is in
#: use; to make one for each takes 2.5 % of the CPU time of a build of 300 notes
_IDLE: dict[BuildEnvironment, MarkdownIt] = {}


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Let go of the parser, which knows the last document, and so the environment."""
    _IDLE.clear()


def _parser(
    env: BuildEnvironment,
    front: FrontMatter | None,
    document: nodes.document,
    given: Mapping[str, Any],
) -> MarkdownIt:
    config = _config(cast(Any, env).myst_config, front, document, given)
    md = create_md_parser(config, MeetingsRenderer)
    # who asks for CommonMark or GitHub's Markdown alone wants nothing added
    is_strict = config.commonmark_only or config.gfm_only
    return md if is_strict else md.use(dialect_plugin)


def _config_of(front: FrontMatter | None) -> dict[str, Any]:
    """Return what a note itself has of MyST's configuration."""
    data = front.data if front else {}
    return {key: data[key] for key in _MYST_KEYS if key in data}


def _config(
    config: MdParserConfig,
    front: FrontMatter | None,
    document: nodes.document,
    given: Mapping[str, Any],
) -> MdParserConfig:
    """Return MyST's configuration for one note, which has some of it itself: *given*."""
    if front is not None and given:

        def on_warning(kind: MystWarnings, message: str) -> None:
            line = min(front.lines.get(key, 1) for key in given)
            create_warning(document, message, kind, line=line, append_to=document)

        config = merge_file_level(config, dict(given), on_warning)
    extensions = set(config.enable_extensions) | _EXTENSIONS
    if not extensions & _AUTOLINKS:
        extensions.add("gfm_autolink")
    return config.copy(
        enable_extensions=extensions,
        # every heading has an anchor in Docusaurus, and links rely on them
        heading_anchors=max(config.heading_anchors or 0, 6),
        # the title is put in here, see `shift_headings`
        title_to_header=False,
    )


def _front_matter_tokens(front: FrontMatter | None) -> list[Token]:
    """Hand to Sphinx what themes and others read: single values, such as ``hide-toc``."""
    if front is None:
        return []
    bibliographic = get_language("en").bibliographic_fields
    fields = {
        key: value
        for key, value in front.data.items()
        if isinstance(key, str)
        and isinstance(value, (str, int, float))
        and key.lower() not in bibliographic
        and len(str(value)) < 1000
    }
    if not fields:
        return []
    # a mapping is taken as it is, and no YAML is loaded again
    content = cast(str, fields)
    return [Token("front_matter", "", 0, map=[0, 1], content=content, hidden=True, block=True)]


def _with_title(
    tokens: list[Token], front: FrontMatter | None, fallback: str, running: str, words: DateWords
) -> list[Token]:
    title = front.data.get("title") if front is not None else None
    text = " ".join(str(title).split()) if isinstance(title, (str, int, float)) else ""
    line = front.lines.get("title", 1) - 1 if front is not None else 0
    is_meeting = running and starts_with_date(
        leading_headings(tokens), named=running == "named", words=words
    )
    return shift_headings(
        tokens, title=text, title_line=line, fallback=fallback, is_titled=not is_meeting
    )
