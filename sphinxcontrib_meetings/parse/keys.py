"""Keys of front matter: ours, those of other tools, and those that keep a note unpublished."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinxcontrib_meetings.model.field import fields_of
from sphinxcontrib_meetings.model.meeting import Meeting

__all__ = [
    "HIDING",
    "HIDING_IF_FALSE",
    "HIDING_IF_TRUE",
    "HIDING_STATUS",
    "HIDING_WORDS",
    "KNOWN_ELSEWHERE",
    "OWN",
    "PUBLISHED_FROM",
    "PUBLISHED_UNTIL",
    "folded",
    "is_known",
    "is_known_elsewhere",
    "is_own",
]


def folded(key: str) -> str:
    """Return *key* in lower case, without hyphens and underscores.

    >>> folded("publish_date") == folded("publishDate") == folded("Publish-Date")
    True
    """
    return key.strip().lower().replace("-", "").replace("_", "")


#: a key in lower case ─► the key of ours that it is
OWN: Mapping[str, str] = MappingProxyType(
    {key.lower(): key for item in fields_of(Meeting) for key in (item.name, *item.aliases)}
    # says that a document is not one
    | {"meeting": "meeting"}
)

_ELSEWHERE = {
    "this extension": "about meeting mentions showTitle",
    "Docusaurus": "author_email author_image_url author_title author_url custom_edit_url "
    "displayed_sidebar head hide_reading_time hide_table_of_contents hide_title id "
    "pagination_label pagination_next pagination_prev parse_number_prefixes sidebar_class_name "
    "sidebar_custom_props sidebar_key sidebar_label sidebar_position title_meta "
    "toc_max_heading_level toc_min_heading_level wrapperClassName",
    "ABlog": "blogpost exclude external_link language nocomments redirect update",
    "MyST": "abbreviations bibliography downloads execution_mode exports file_format github "
    "html_meta jupyter jupytext kernelspec license math mystnb myst numbering parts settings "
    "short_title site substitutions subtitle thumbnail venue",
    "Sphinx and docutils": "abstract address contact copyright dedication hide-toc html_theme "
    "no-search nosearch ogp_disable organization orphan revision sd_hide_title theme tocdepth "
    "toctree version",
    "other generators, Obsidian, HackMD": ""
    "GA access alias aliases author_id breaks cascade co-authors coauthors comments "
    "confidential cover created cssclasses data dir disqus expires expiryDate "
    "featured gallery headless heroImage hidden hide icon images lang layout link "
    "linkTitle links listed locale menu modified name ogImage og_image outputs permalink "
    "pin private pubDate pubDatetime public publish publishDate publish_date published "
    "rate readingTime readtime resources robots save_as sitemap slideOptions stage stars "
    "state sticky taxonomies template toc translationKey type uid unpublished "
    "updatedDate url videoId video_id visibility visible weight",
}

#: keys that other tools read; they never give a warning, however similar to one of ours
KNOWN_ELSEWHERE = frozenset(key for keys in _ELSEWHERE.values() for key in keys.split())

#: true where the note is not published: Docusaurus, Hugo, Jekyll, Astro, Obsidian
HIDING_IF_TRUE = frozenset(
    {"confidential", "draft", "hidden", "isdraft", "ishidden", "isprivate", "private"}
    | {"unpublished"}
)
#: false where the note is not published
HIDING_IF_FALSE = frozenset(
    {"ispublic", "ispublished", "public", "publish", "published", "visible"}
)
#: a word says whether the note is published: Pelican, Ghost, WordPress
HIDING_WORDS = frozenset({"status", "visibility"})
#: words of these that certainly say that it is not
HIDING_STATUS = frozenset({"draft", "hidden", "private", "skip", "unpublished"})
#: the day from which the note is published
PUBLISHED_FROM = frozenset({"publishat", "publishdate", "publishon"})
#: the day from which the note is not published any more
PUBLISHED_UNTIL = frozenset({"expirationdate", "expires", "expirydate", "unpublishdate"})
#: all of these, folded
HIDING = HIDING_IF_TRUE | HIDING_IF_FALSE | HIDING_WORDS | PUBLISHED_FROM | PUBLISHED_UNTIL

_KNOWN_ELSEWHERE = frozenset(map(folded, KNOWN_ELSEWHERE)) | HIDING
_OWN = frozenset(map(folded, OWN))
_KNOWN = _KNOWN_ELSEWHERE | _OWN


def is_own(key: str) -> bool:
    """Whether *key* is one of ours, whatever its case."""
    return folded(key) in _OWN


def is_known(key: str) -> bool:
    """Whether some tool is known to read *key*, whatever its case."""
    return folded(key) in _KNOWN


def is_known_elsewhere(key: str) -> bool:
    """Whether another tool is known to read *key*, whatever its case."""
    return folded(key) in _KNOWN_ELSEWHERE
