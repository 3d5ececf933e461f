"""Notes that are parsed one by one, without a build."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RstParser
from docutils.utils import new_document
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace, patch_docutils, sphinx_domains

from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.markdown.missing import report_site_images
from sphinxcontrib_meetings.markdown.parser import (
    DIALECT,
    FRONT_MATTER,
    MeetingsParser,
)
from sphinxcontrib_meetings.parse.front_matter import split
from sphinxcontrib_meetings.report import start_stage


@dataclass
class Note:
    """A note that was parsed."""

    document: nodes.document
    #: pairs of line and message, of our warnings and others
    warnings: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return self.document.astext()

    @property
    def outline(self) -> list[tuple[int, str]]:
        """Headings of the page: pairs of level and text."""
        found = []
        for section in self.document.findall(nodes.section):
            level = 0
            node: nodes.Element | None = section
            while isinstance(node, nodes.section):
                level, node = level + 1, node.parent
            title = section[0]
            assert isinstance(title, nodes.title)
            found.append((level, title.astext().strip()))
        return found

    def body(self) -> list[nodes.Node]:
        """Return what is under the title."""
        section = self.document.next_node(nodes.section)
        assert section is not None
        return section.children[1:]

    def one(self, kind: type[Any], **attributes: str) -> Any:
        """Return the only node of a kind."""
        found = self.all(kind, **attributes)
        assert len(found) == 1, self.document.pformat()
        return found[0]

    def all(self, kind: type[Any], **attributes: str) -> list[Any]:
        return [
            node
            for node in self.document.findall(kind)
            if all(node.get(name) == value for name, value in attributes.items())
        ]


class Project:
    """A project whose notes are parsed one by one, without a build."""

    def __init__(self, app: Sphinx, warning: io.StringIO) -> None:
        self.app = app
        self._warning = warning

    def parse(self, text: str, *, dialect: bool = True) -> Note:
        return self._parse(MeetingsParser(), text, dialect=dialect)

    def parse_with_myst(self, text: str) -> Note:
        return self._parse(MystParser(), text, dialect=False)

    def _parse(self, parser: Any, text: str, *, dialect: bool) -> Note:
        env = self.app.env
        env.clear_doc("meetings/note")
        env.prepare_settings("meetings/note")
        env.temp_data[DIALECT] = dialect
        env.temp_data[FRONT_MATTER] = split(text) if dialect else None
        defaults = get_default_settings(RstParser)
        defaults.env, defaults.report_level = env, 2
        document = new_document(str(env.doc2path("meetings/note")), defaults)
        # each application that is made takes the log over
        logging.setup(self.app, io.StringIO(), self._warning)
        start_stage(self.app)
        start = len(self._warning.getvalue())
        parser.parse(text, document)
        report_site_images(env, options_of(env.config).static)
        for message in list(document.findall(nodes.system_message)):
            message.parent.remove(message)
        said = re.sub(r"\x1b\[[\d;]*m", "", self._warning.getvalue()[start:])
        found = re.findall(r"note\.[a-z]+(?::(\d+))?: (?:WARNING|ERROR): (.*)", said)
        return Note(document, [(int(line or 0), message) for line, message in found])


def make_project(folder: Path, **conf: Any) -> Project:
    with open_project(folder, **conf) as project:
        return project


@contextmanager
def open_project(folder: Path, **conf: Any) -> Iterator[Project]:
    """Make a project that has the directives and roles of Sphinx, too, until it is closed."""
    (folder / "meetings").mkdir(parents=True)
    (folder / "meetings" / "note.md").write_text("# Note\n")
    (folder / "meetings" / "near.png").write_bytes(b"")
    (folder / "index.md").write_text("# Test\n")
    (folder / "static" / "img").mkdir(parents=True)
    (folder / "static" / "img" / "a b.png").write_bytes(b"")
    (folder / "static" / "img" / "a.png").write_bytes(b"")
    (folder / "static" / "img" / "a.mp3").write_bytes(b"")
    (folder / "static" / "img" / "a.mp4").write_bytes(b"")
    warning = io.StringIO()
    with ExitStack() as stack:
        stack.enter_context(patch_docutils(folder))
        stack.enter_context(docutils_namespace())
        app = Sphinx(
            srcdir=folder,
            confdir=None,
            outdir=folder / "_out",
            doctreedir=folder / "_doctrees",
            buildername="dummy",
            confoverrides={"extensions": ["sphinxcontrib_meetings"], **conf},
            status=None,
            warning=warning,
        )
        app.env.find_files(app.config, app.builder)
        stack.enter_context(sphinx_domains(app.env))
        yield Project(app, warning)
