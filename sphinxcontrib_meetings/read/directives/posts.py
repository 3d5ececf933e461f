"""ABlog's ``post`` and ``postlist``, for projects whose posts are notes, without ABlog.

https://ablog.readthedocs.io/stable/manual/posting-and-listing.html
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import is_directive_registered

from sphinxcontrib_meetings.archive.select import Selection
from sphinxcontrib_meetings.archive.views import ListRequest
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.read.directives.lists import Listing, Option, read_number, read_words
from sphinxcontrib_meetings.read.directives.meeting import MeetingDirective
from sphinxcontrib_meetings.report import warn

__all__ = ["Post", "PostList", "on_config_inited"]

#: options of posts that make no difference here
_IGNORED = frozenset({"excerpt", "external_link", "language", "nocomments", "redirect"})


class Post(MeetingDirective):
    """``post``: marks the document, or its section, as a meeting; the argument is the date."""

    def fields(self) -> dict[str, Any]:
        """Return the fields that the options and the argument mean."""
        given = {name: value for name, value in self.given().items() if name not in _IGNORED}
        if given.pop("exclude", None) is not None:
            given["unlisted"] = "true"
        if str(given.get("image", "")).isdecimal():
            # the number of an image in the text
            del given["image"]
        if self.arguments:
            given["date"] = self.arguments[0]
        else:
            given["unlisted"] = "true"
            message = "a post without a date is a draft, and stays out of all lists; add its date"
            warn(Kind.DATE, message, location=self.get_location())
        return given


def _flag(_: str) -> bool:
    return True


_POST_LIST_OPTIONS = (
    Option("tags", read_words, "tags, comma-separated", "Posts with any of these tags."),
    Option("category", read_words, "tags, comma-separated", "Posts with any of these tags."),
    Option("author", read_words, "people, comma-separated", "Posts by any of these authors."),
    Option("excerpts", _flag, "flag", "Whether to show excerpts."),
    *(
        Option(name, str, "text", "Makes no difference.")
        for name in ("date", "expand", "format", "list-style", "sort")
    ),
)


class PostList(Listing):
    """``postlist``: lists the newest posts; the argument is their number."""

    optional_arguments = 1
    options_known = _POST_LIST_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the placeholder of the list."""
        given = self.given()
        tags = tuple(filter(None, (given.get("tags"), given.get("category"))))
        selection = Selection(
            any_tags=tags, any_authors=given.get("author", ()), limit=self._limit()
        )
        return self.placeholder(ListRequest(selection, excerpts=given.get("excerpts", False)))

    def _limit(self) -> int:
        try:
            return read_number(self.arguments[0]) if self.arguments else 0
        except ValueError as error:
            warn(Kind.LISTING, f"{self.name}: {error}", location=self.get_location())
            return 0


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Register the directives, unless ABlog or another extension has used their names."""
    for name, directive in (("post", Post), ("postlist", PostList)):
        if not is_directive_registered(name):
            app.add_directive(name, directive)
