"""URLs in the text of authors: which may become links, and their parts.

Only this module splits such text: :func:`urllib.parse.urlsplit` raises for some of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from sphinxcontrib_meetings.parse.messages import quoted

__all__ = [
    "ENDS_ATTRIBUTE",
    "check_address",
    "check_image",
    "check_path",
    "encoded",
    "has_scheme",
    "host_of",
    "is_folder",
    "is_full_url",
    "is_web",
    "joined",
    "runs_code",
    "site_of",
    "split_url",
    "split_web",
]

#: RFC 3986, appendix A; letters of other scripts are allowed, as in RFC 3987
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff<>\"\\^`{|}]")
#: what ends an attribute of HTML, or a tag, where it is not escaped
ENDS_ATTRIBUTE = re.compile('["<>]')
#: browsers skip some of them, which could hide a scheme; lone surrogates have no UTF-8
_NOT_IN_PATHS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: what browsers take out of an address before they look for its scheme
#: (https://url.spec.whatwg.org/#concept-basic-url-parser)
_SKIPPED = re.compile(r"\A[\x00-\x20]++|[\t\n\r]")
_CODE = frozenset({"javascript", "vbscript"})
#: types of data that a page shows or plays
_SHOWN = ("image/", "audio/", "video/", "font/")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#]|\Z)")
#: schemes of addresses that name no host (IANA's list, and what programs have registered)
_WITHOUT_HOST = frozenset(
    {
        *("about", "acct", "bitcoin", "blob", "callto", "cid", "data", "doi", "facetime", "fax"),
        *("geo", "hdl", "im", "javascript", "magnet", "mailto", "maps", "matrix", "mid"),
        *("msteams", "nntp", "openpgp4fpr", "payto", "pres", "sip", "sips", "skype", "sms"),
        *("tel", "urn", "vbscript", "view-source", "webcal", "xmpp"),
    }
)


def has_scheme(text: str) -> bool:
    """Whether *text* starts like a full URL, or a Windows path."""
    return _SCHEME.match(text) is not None


def is_full_url(text: str) -> bool:
    """Whether *text* starts like the address of something, and not like a name with a colon.

    >>> is_full_url("irc://irc.example.org"), is_full_url("tel:+49123"), is_full_url("call:todo")
    (True, True, False)
    """
    scheme, colon, rest = text.partition(":")
    return (
        bool(colon)
        and has_scheme(text)
        and (rest.startswith("//") or scheme.lower() in _WITHOUT_HOST)
    )


def runs_code(address: str) -> bool:
    """Whether a browser runs what is in *address*, or shows it as a page.

    >>> runs_code("java\\tscript:go()"), runs_code("data:image/png,a")
    (True, False)
    """
    scheme, colon, rest = _SKIPPED.sub("", address).partition(":")
    scheme = scheme.lower()
    is_page = scheme == "data" and not rest.lstrip().lower().startswith(_SHOWN)
    return bool(colon) and (scheme in _CODE or is_page)


def split_url(text: str) -> SplitResult | None:
    """Return the parts of a URL or path; None if it cannot be split."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def split_web(text: str) -> SplitResult | None:
    """Return the parts of an http or https URL; None for anything else."""
    url = split_url(text)
    if url is None or _NOT_IN_ADDRESSES.search(text):
        return None
    return url if url.scheme in ("http", "https") and url.hostname else None


def is_web(text: str) -> bool:
    """Whether *text* starts like an http or https URL, and can be split."""
    url = split_url(text)
    return url is not None and url.scheme in ("http", "https")


def site_of(text: str) -> str:
    """Return the host of a URL, with its port; empty for anything else."""
    url = split_url(text) if text.startswith(("https://", "http://")) else None
    return url.netloc if url else ""


def host_of(address: str) -> str:
    """Return the host name of a URL, without ``www.``; empty if it has none."""
    url = split_url(address)
    return (url.hostname or "").removeprefix("www.") if url else ""


# feeds, calendars and the heads of pages ask for the same ones
@lru_cache(maxsize=4_096)
def joined(base: str, uri: str) -> str:
    """Return *uri* resolved against *base*; unchanged if one of them cannot be split."""
    return urljoin(base, uri) if split_url(base) and split_url(uri) else uri


def encoded(path: str) -> str:
    """Return *path* with characters that are not allowed in URLs percent-encoded."""
    return _NOT_IN_ADDRESSES.sub(lambda match: quote(match[0], errors="replace"), path)


def check_address(text: str) -> str:
    """Return *text* if it is a URL that may become a link: http, https or mailto.

    Anything else (``javascript:``, ``data:``, a path) raises ``ValueError`` with the fix.
    """
    address = text.strip()
    if _NOT_IN_ADDRESSES.search(address):
        raise ValueError(
            f"{quoted(address)} contains a character that is not allowed in URLs; remove or "
            "encode it"
        )
    scheme = address.partition(":")[0].lower()
    if (scheme == "mailto" and "@" in address) or split_web(address):
        return address
    if _HOST.match(address):
        hint = quoted(f"https://{address}")
        raise ValueError(f"{quoted(address)} is not a full URL. Did you mean {hint}?")
    raise ValueError(f"{quoted(address)} is not an http, https or mailto URL; use a full URL")


def check_image(text: str) -> str:
    """Return *text* if it is the path of an image, or its http or https URL.

    Anything else raises ``ValueError`` with the fix.
    """
    image = check_path(text.strip())
    is_path = not has_scheme(image) and not image.startswith(("//", "\\"))
    if is_path and not is_folder(image):
        return image
    if is_path or image.lower().startswith("mailto:"):
        raise ValueError(f"{quoted(image)} is not an image; use a path, or an http or https URL")
    return check_address(image)


def is_folder(path: str) -> bool:
    """Whether *path* can be of a folder only: it ends in no name."""
    return path.rpartition("/")[2] in {"", ".", ".."}


def check_path(text: str) -> str:
    """Return *text* if it has no control characters, else raise ``ValueError`` with the fix."""
    if _NOT_IN_PATHS.search(text):
        raise ValueError(f"{quoted(text)} contains a control character; remove it")
    return text
