"""Links and images: within the site, beside the note, and elsewhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from sphinx import addnodes

from sphinxcontrib_meetings.markdown.missing import LINE, RUNS_CODE, WRITTEN, note_site_image
from sphinxcontrib_meetings.markdown.rendering.base import BaseRenderer
from sphinxcontrib_meetings.markdown.site import find_on_site, in_site, site_file
from sphinxcontrib_meetings.parse.addresses import fault_of
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.paths import absolute, is_file, is_possible
from sphinxcontrib_meetings.parse.suffixes import LINKED_SOURCES, media_type
from sphinxcontrib_meetings.parse.urls import (
    has_scheme,
    is_folder,
    is_full_url,
    runs_code,
    split_url,
)

__all__ = ["LinkRenderer"]

#: schemes of MyST itself
_SCHEMES = frozenset({"inv", "path", "project"})
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d+(?:\.\d+)?(?:px|em|%))")


class LinkRenderer(BaseRenderer):
    """Renders links and images."""

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link; one from the root of the site is for the domain to find."""
        href = in_site(str(token.attrs.get("href", "")))
        if self._is_external(token):
            super().render_link(token)
        elif "#t=" in href and self._render_time_link(token, self.md.normalizeLinkText(href)):
            pass
        elif href.startswith("/") and not href.startswith("//"):
            self._render_site_link(token, self.md.normalizeLinkText(href))
        elif href.startswith("//") or (is_full_url(href) and not self._means_something(href)):
            self.render_link_url(token)
        else:
            super().render_link(token)

    def _is_external(self, token: SyntaxTreeNode) -> bool:
        """Whether MyST is told to take the address as it is."""
        config = self.md_config
        classes = str(token.attrs.get("class", "")).split()
        everything = config.commonmark_only or config.gfm_only or config.all_links_external
        return everything or "external" in classes

    def _means_something(self, href: str) -> bool:
        """Whether the scheme of *href* is one that MyST knows."""
        return href.partition(":")[0] in {*self.md_config.url_schemes, *_SCHEMES}

    def _render_time_link(self, token: SyntaxTreeNode, target: str) -> bool:
        """Render a link to a time in a file that plays, and tell whether it is one.

        MyST takes it for a download, without the time.
        """
        path, _, place = target.partition("#")
        if "://" in path or not media_type(path):
            return False
        found = self._find(path) or ""
        if "://" in found:
            node = nodes.reference("", "", refuri=f"{found}#{place}", internal=False)
        elif self._is_file(found):
            node = addnodes.download_reference("", "", reftarget=posixpath.normpath(found))
            node["meetings_place"] = place
        else:
            return False
        self._fill(node, token)
        if not node.children:
            node += nodes.Text(target)
        return True

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a relative link, or a label; what is not a file may be the address of a page."""
        target = self.md.normalizeLinkText(str(token.attrs.get("href", "")))
        path, separator, fragment = target.partition("#")
        looks_like_page = (
            "/" in path and not path.endswith(LINKED_SOURCES) and not has_scheme(path)
        )
        # MyST asks the file system
        if is_possible(path) and (not looks_like_page or self._is_file(path)):
            self._render_as_myst(token, target)
            return
        address = absolute(self._env.docname, path) + separator + fragment
        self._render_site_link(token, address, target)

    def _render_as_myst(self, token: SyntaxTreeNode, target: str) -> None:
        before = len(self.current_node)
        super().render_link_unknown(token)
        for node in self.current_node.children[before:]:
            cast(nodes.Element, node)[WRITTEN] = target

    def _is_file(self, path: str) -> bool:
        if not self._env.srcdir or not is_possible(path):
            return False
        return is_file(Path(self._env.relfn2path(path, self._env.docname)[1]))

    def _render_site_link(self, token: SyntaxTreeNode, target: str, written: str = "") -> None:
        file = site_file(self._env, target, ".")
        if file and target.partition("#")[0] == f"/{file}":
            # it is where MyST looks, too
            self._render_as_myst(token, target)
            return
        if file and self._env.path2doc(file) is None:
            reference: nodes.Element = addnodes.download_reference(
                "", "", reftarget=f"/{file}", refdoc=self._env.docname
            )
        else:
            reference = addnodes.pending_xref(
                "",
                refdomain="meeting",
                reftype="path",
                reftarget=target,
                refexplicit=True,
                refdoc=self._env.docname,
                refwarn=True,
            )
            reference[WRITTEN] = written or target
        self.add_line_and_source_path(reference, token)
        self.copy_attributes(
            token, reference, ("class", "reftitle"), aliases={"title": "reftitle"}
        )
        self.current_node.append(reference)
        inner = nodes.inline("", "")
        reference += inner
        with self.current_node_context(inner):
            self.render_children(token)
        if not inner.children:
            inner += nodes.Text(target)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image; one from the root of the site is looked up."""
        source = str(token.attrs.get("src", ""))
        found = self._find(unquote(source) if "://" not in source else source)
        if found is None:
            self._say_missing(source, token)
            alt = self.renderInlineAsText(token.children or [])
            self.current_node.append(nodes.Text(alt or source))
            return
        style = token.attrs.pop("style", "") if token.attrs else ""
        super().render_image(token)
        image = cast(nodes.Element, self.current_node.children[-1])
        image["uri"] = found
        # Sphinx forgets the line of an image without a text
        image[LINE] = self._line(token)
        if found != source and "://" in found:
            image["meetings_remote"] = True
        width = _WIDTH.search(str(style))
        if width and "width" not in image:
            image["width"] = width[1]

    def _say_missing(self, source: str, token: SyntaxTreeNode) -> None:
        """Note that an image is missing, and what is wrong with it."""
        fault = fault_of(source)
        path = in_site(source)
        if not source and "tag" in token.meta:
            fault = ", whose address is computed by JavaScript, which is not run"
            self._note_missing("image", fault, token)
        elif not source:
            fault = "; add one, or remove the image"
            self._note_missing("image without an address", fault, token)
        elif runs_code(unquote(source)):
            self._note_missing(f"image {quoted(source)}", RUNS_CODE, token)
        elif not fault and path.startswith("/") and not path.startswith("//"):
            written = self.md.normalizeLinkText(source)
            note_site_image(self._env, self._env.docname, written, self._place(token))
        else:
            written = self.md.normalizeLinkText(source)
            fault = fault or ", which is not the path of a file; correct it"
            self._note_missing(f"image {quoted(written)}", fault, token)

    def _find(self, source: str) -> str | None:
        """Return the address of an image, or of a file, as Sphinx wants it; None without one."""
        if not source or runs_code(source):
            return None
        path = in_site(source)
        if path.startswith("/") and not path.startswith("//"):
            found = find_on_site(self._env, path)
        else:
            found = source if "://" in source else self._existing(path)
        # of what cannot be split, newer Pythons cannot tell the type
        return None if found and "://" in found and split_url(found) is None else found

    def _existing(self, path: str) -> str | None:
        """Take ``?raw=true``, or ``#gh-dark-mode-only``, off a path if that makes it a file's.

        Returned is None for a folder, which Sphinx would take for a file that it can copy.
        """
        plain = re.split("[?#]", path, maxsplit=1)[0]
        if plain != path and self._is_file(plain):
            return plain
        return None if is_folder(path) else path
