"""Redirects: small pages at addresses of the former site, or a file for the web server."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote, unquote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.redirects import Redirect, file_of, plan, settle
from sphinxcontrib_meetings.config import base_url, notes_folder, warn_of
from sphinxcontrib_meetings.export.artifacts import Artifact
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.parse.former_site import patterns_of
from sphinxcontrib_meetings.parse.messages import quoted
from sphinxcontrib_meetings.parse.urls import encoded, joined, split_url
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.files import OutputFiles
from sphinxcontrib_meetings.write.links import root_address
from sphinxcontrib_meetings.write.written import Written

__all__ = ["on_meetings_collect_artifacts"]

#: an address of the former site, and the path of a page from the root of the host
_Pair = tuple[str, str]


def on_meetings_collect_artifacts(app: Sphinx) -> Iterable[Artifact]:
    """Return the pages, or the file, that ``meetings_redirects`` asks for."""
    domain = domain_of(app.env)
    options = domain.options
    if not options.redirects:
        return
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    patterns, _ = patterns_of(options.redirects, options.site_path)
    files = OutputFiles(builder, app.env.all_docs, Written(app, "pages").names)

    def own_files(link: Link) -> tuple[str, str]:
        file = Path(builder.get_outfilename(link.docname)).relative_to(builder.outdir)
        # addresses need not have the suffix of files (html_link_suffix)
        return file.as_posix(), file_of(unquote(root_address(builder, link)))

    def taken(file: str) -> str:
        owner = files.clash(file)
        return owner.who if owner else ""

    kept, problems = settle(
        plan(domain.views, patterns, notes_folder(options)),
        own_files,
        taken,
    )
    for written, message in problems:
        warn_of(app, "redirects", f"{quoted(written)}: {message}", Kind.OUTPUT)
    if options.redirect_format == "html":
        for redirect in kept:
            yield Artifact.of_bytes(redirect.file, _page(app, redirect))
        return
    name, written_as = _MAPS[options.redirect_format]
    url = split_url(base_url(app.config))
    root = (url.path if url else "") or "/"
    pairs = sorted((one.address, root + _uri(app, one)) for one in kept)
    if pairs:
        yield Artifact.of_bytes(name, "".join(written_as(pairs)).encode())


def _uri(app: Sphinx, redirect: Redirect) -> str:
    """Return the URL of the page from the root of the site."""
    return encoded(root_address(app.builder, redirect.link))


def _page(app: Sphinx, redirect: Redirect) -> bytes:
    """Return a page that leads on, and works without JavaScript."""
    uri = _uri(app, redirect)
    depth = len(PurePosixPath(redirect.file).parts) - 1
    href = html.escape("../" * depth + uri or "./")
    base = base_url(app.config)
    canonical = html.escape(joined(base, uri)) if base else href
    title = html.escape(redirect.link.text or redirect.link.docname)
    language = html.escape((app.config.language or "en").replace("_", "-"))
    page = f"""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<link rel="canonical" href="{canonical}" />
<meta http-equiv="refresh" content="0; url={href}" />
<title>{title}</title>
</head>
<body><p><a href="{href}">{title}</a></p></body>
</html>
"""
    return page.encode("utf-8", "replace")


def _nginx(pairs: Sequence[_Pair]) -> Iterator[str]:
    """Yield lines of a ``map`` of nginx, whose keys are decoded."""
    known = {address for address, _ in pairs}
    for address, target in pairs:
        yield f'"{address}" "{_without_variables(target)}";\n'
        plain = address.rstrip("/")
        if plain not in known and plain != address:
            yield f'"{plain}" "{_without_variables(target)}";\n'


def _without_variables(target: str) -> str:
    # nginx has no other way to write a dollar sign
    return target.replace("$", "%24")


def _apache(pairs: Sequence[_Pair]) -> Iterator[str]:
    """Yield lines of a ``.htaccess``; Apache itself encodes where they lead."""
    for address, target in pairs:
        path, sharp, anchor = target.partition("#")
        plain = re.escape(address.rstrip("/")) if address.endswith("/") else re.escape(address)
        end = "/?" if address.endswith("/") else ""
        to = (unquote(path) + sharp + unquote(anchor)).replace("\\", "\\\\").replace("$", "\\$")
        yield f'RedirectMatch 301 "^{plain}{end}$" "{to}"\n'


def _netlify(pairs: Sequence[_Pair]) -> Iterator[str]:
    """Yield lines of ``_redirects``, where a final slash makes no difference."""
    for address, target in pairs:
        yield f"{quote(address)} {target} 301\n"


#: format ─► name of its file, and what yields the lines
_MAPS: Final[Mapping[str, tuple[str, Callable[[Sequence[_Pair]], Iterator[str]]]]] = {
    "nginx": ("redirects.map", _nginx),
    "apache": (".htaccess", _apache),
    "netlify": ("_redirects", _netlify),
}
