"""URLs of links: from one page to another, or from the root of the site."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.osutil import relative_uri

from sphinxcontrib_meetings.archive.views import Link

__all__ = ["address", "relative_to", "root_address"]


def address(builder: Builder, page: str, link: Link) -> str | None:
    """Return the URL of *link* from the document or generated page *page*.

    ``None`` if *builder* cannot link there, such as a book to a document that is not in it.
    """
    try:
        found = builder.get_relative_uri(page, link.docname)
    except NoUri:
        return None
    return _with_anchor(found, link)


def root_address(builder: Builder, link: Link) -> str:
    """Return the URL of *link* from the root of the site."""
    return _with_anchor(builder.get_target_uri(link.docname), link)


def _with_anchor(uri: str, link: Link) -> str:
    # if all documents are on one page, so are the targets of anchors
    return f"{uri.partition('#')[0]}#{link.anchor}" if link.anchor else uri


def relative_to(base: str, uri: str) -> str:
    """Return *uri* relative to *base*, both from the root of the site."""
    # Sphinx's own function is for documents: it drops fragments
    path, sign, anchor = uri.partition("#")
    relative = relative_uri(base, path)
    if ":" in relative.partition("/")[0]:
        # otherwise the part before the colon is a scheme (RFC 3986, section 4.2)
        relative = f"./{relative}"
    return (relative + sign + anchor) or "#"
