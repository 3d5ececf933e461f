"""Templates that a project, or its theme, has in the place of our own HTML."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import SandboxedEnvironment
from sphinx.application import Sphinx

from sphinxcontrib_meetings.archive.digest import digest
from sphinxcontrib_meetings.archive.views import Entry, Header
from sphinxcontrib_meetings.model.problem import Kind, nearest
from sphinxcontrib_meetings.nodes.html_text import Markup
from sphinxcontrib_meetings.report import warn
from sphinxcontrib_meetings.write.contexts import (
    HeaderContext,
    LinkContext,
    entry_context,
    header_context,
    parts_of,
)
from sphinxcontrib_meetings.write.html import HtmlWriter, Part

__all__ = ["ENTRY", "HEADER", "SHIPPED", "ProjectTemplates", "find_templates"]

HEADER: Final = "meetings/header.html"
ENTRY: Final = "meetings/entry.html"
#: folder of our own templates
SHIPPED: Final = Path(__file__).parents[1] / "templates"

#: what a template may ask for
_NAMES: Final = {
    *("entry", "format", "header"),
    *(item.name for described in (HeaderContext, LinkContext) for item in fields(described)),
}


class ProjectTemplates:
    """Those of the templates ``header.html`` and ``entry.html`` that have another in their place.

    For what has none, or cannot be rendered, our own HTML is written.
    """

    def __init__(self, folders: Sequence[Path], below: Sequence[Path] = ()) -> None:
        #: *below* are those of the theme, which a name with "!" starts from, as in Sphinx
        loader = _Loader([*folders, *below], below)
        self._environment = SandboxedEnvironment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # what was read once is what this build shows
            auto_reload=False,
        )
        self._told: set[str] = set()
        #: name ─► digest of all that it is made of
        self._digests = {
            name: found for name in (HEADER, ENTRY) if (found := self._digest(name, loader))
        }

    def digest(self, name: str) -> str:
        """Return a text that differs where the template does; empty where there is none."""
        return self._digests.get(name, "")

    def header(self, writer: HtmlWriter, view: Header) -> Markup | None:
        """Return what stands under the title of a meeting, None where our own does."""
        if HEADER not in self._digests:
            return None
        return self._render(HEADER, header=header_context(writer, view))

    def entry(self, writer: HtmlWriter, entry: Entry, format: str) -> Iterable[Part] | None:
        """Return one item of a list, None where our own is shown."""
        if ENTRY not in self._digests:
            return None
        shown = entry_context(writer, entry, is_dense=format == "compact")
        html = self._render(ENTRY, entry=shown, format=format)
        return None if html is None else parts_of(html, [entry])

    def _digest(self, name: str, loader: _Loader) -> str:
        """Return the digest of *name*, empty where that is our own, or cannot be read."""
        if not loader.is_overridden(name):
            return ""
        try:
            return digest(sorted(self._sources(name, loader)))
        except TemplateSyntaxError as error:
            self._warn(name, f"{error.filename}:{error.lineno}", f"{error.message}")
        except UnicodeDecodeError:
            self._warn(name, "", "it is not UTF-8")
        return ""

    def _sources(self, name: str, loader: _Loader) -> Iterator[tuple[str, str]]:
        """Yield *name*, and what it includes, extends or imports, each with its source."""
        left, seen = [name], {name}
        while left:
            one = left.pop()
            try:
                source, filename, _ = loader.get_source(self._environment, one)
            except TemplateNotFound:
                continue
            yield one, source
            # a name that is only known when the template is rendered is None
            tree = self._environment.parse(source, one, filename)
            found = {other for other in find_referenced_templates(tree) if other} - seen
            left += found
            seen |= found

    def _render(self, name: str, **context: Any) -> Markup | None:
        try:
            return Markup(self._environment.get_template(name).render(context))
        except Exception as error:
            # a template may do whatever it likes
            message = f"{error}" or type(error).__name__
            self._warn(name, self._place(error), message, _hint(error))
            return None

    def _place(self, error: Exception) -> str:
        """Return where in a template *error* was raised, empty where that is not known."""
        if isinstance(error, TemplateSyntaxError):
            return f"{error.filename}:{error.lineno}"
        loader = self._environment.loader
        assert isinstance(loader, _Loader)
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{one.filename}:{one.lineno}" for one in frames if loader.has(one.filename)]
        return places[-1] if places else ""

    def _warn(self, name: str, place: str, message: str, hint: str = "") -> None:
        reason = message.removesuffix(".")
        text = f"{name!r} is left out, and the built-in template used: {reason}.{hint}"
        if (told := f"{place} {text}") not in self._told:
            self._told.add(told)
            warn(Kind.TEMPLATE, text, location=place or None)


class _Loader(BaseLoader):
    """Loads templates from folders, the first that has one; ours are behind all others."""

    def __init__(self, folders: Sequence[Path], below: Sequence[Path]) -> None:
        self._all = FileSystemLoader([*folders, SHIPPED])
        self._below = FileSystemLoader([*below, SHIPPED])
        self._read: set[str] = set()

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """Return source and file of *template*; "!" leaves out those of the project."""
        loader = self._below if template.startswith("!") else self._all
        source, filename, is_fresh = loader.get_source(environment, template.removeprefix("!"))
        self._read.add(filename)
        return source, filename, is_fresh

    def is_overridden(self, name: str) -> bool:
        """Whether another template is in the place of ours."""
        return any(Path(folder, name).is_file() for folder in self._all.searchpath[:-1])

    def has(self, filename: str) -> bool:
        """Whether *filename* is one of a template that was loaded."""
        return filename in self._read


def _hint(error: Exception) -> str:
    """Return the name that an undefined one may have meant, empty where there is none."""
    # "'titel' is undefined", "'… object' has no attribute 'titel'"
    parts = f"{error}".rsplit("'", 2)
    is_named = isinstance(error, UndefinedError) and len(parts) == 3
    return nearest(parts[1], _NAMES) if is_named else ""


def find_templates(app: Sphinx) -> ProjectTemplates:
    """Return the templates of the project of *app*, and of its theme."""
    own = [Path(app.confdir, folder) for folder in app.config.templates_path]
    theme = getattr(app.builder, "theme", None)
    of_theme = [Path(folder) for folder in theme.get_theme_dirs()] if theme else []
    below = [*of_theme, *(folder / "templates" for folder in of_theme)]
    return ProjectTemplates([folder for folder in own if folder != SHIPPED], below)
