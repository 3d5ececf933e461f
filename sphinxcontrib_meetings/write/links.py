"""The addresses of links: from one page to another, or from the root of the site."""

from __future__ import annotations

from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.osutil import relative_uri

from sphinxcontrib_meetings.archive.views import Link

__all__ = ["address", "relative_to", "root_address"]


def address(builder: Builder, page: str, link: Link) -> str | None:
    """Return where *link* leads from the document or generated page *page*.

    ``None`` where *builder* cannot lead there, such as a book to what it does not hold.
    """
    try:
        found = builder.get_relative_uri(page, link.docname)
    except NoUri:
        return None
    return _with_anchor(found, link)


def root_address(builder: Builder, link: Link) -> str:
    """Return where *link* leads, counted from the root of the site."""
    return _with_anchor(builder.get_target_uri(link.docname), link)


def _with_anchor(uri: str, link: Link) -> str:
    # where a document is a part of one page, so is what the anchor names
    return f"{uri.partition('#')[0]}#{link.anchor}" if link.anchor else uri


def relative_to(base: str, uri: str) -> str:
    """Return *uri* as a link from *base*, both counted from the root of the site."""
    # Sphinx's own function is for documents: it drops what follows them
    path, sign, anchor = uri.partition("#")
    relative = relative_uri(base, path)
    if ":" in relative.partition("/")[0]:
        # or else what is before the colon is a scheme (RFC 3986, section 4.2)
        relative = f"./{relative}"
    return (relative + sign + anchor) or "#"
