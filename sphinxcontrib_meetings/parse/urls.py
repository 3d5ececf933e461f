"""Addresses that authors wrote: what may become a link, and what parts one has.

Only this module splits an author's text: :func:`urllib.parse.urlsplit` raises for some.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from sphinxcontrib_meetings.parse.messages import quoted

__all__ = [
    "check_address",
    "check_image",
    "check_path",
    "encoded",
    "has_scheme",
    "host_of",
    "is_web",
    "joined",
    "site_of",
    "split_url",
    "split_web",
]

#: RFC 3986, appendix A; letters of other scripts are allowed, as in RFC 3987
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff<>\"\\^`{|}]")
#: browsers skip some of them, so that they could hide a scheme; half a pair has no UTF-8
_NOT_IN_PATHS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#]|\Z)")


def has_scheme(text: str) -> bool:
    """Whether *text* starts as a full address does, or a path of Windows."""
    return _SCHEME.match(text) is not None


def split_url(text: str) -> SplitResult | None:
    """Return the parts of an address, or of a path; None for a text that has none."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def split_web(text: str) -> SplitResult | None:
    """Return the parts of an address of http or https; None for anything else."""
    url = split_url(text)
    if url is None or _NOT_IN_ADDRESSES.search(text):
        return None
    return url if url.scheme in ("http", "https") and url.hostname else None


def is_web(text: str) -> bool:
    """Whether *text* starts as an address of http or https does, and has parts."""
    url = split_url(text)
    return url is not None and url.scheme in ("http", "https")


def site_of(text: str) -> str:
    """Return the host of an address, with its port; empty for what is no address."""
    url = split_url(text) if text.startswith(("https://", "http://")) else None
    return url.netloc if url else ""


def host_of(address: str) -> str:
    """Return the name of the host of an address, without ``www.``; empty for none."""
    url = split_url(address)
    return (url.hostname or "").removeprefix("www.") if url else ""


def joined(base: str, uri: str) -> str:
    """Return *uri* as seen from *base*; as it is if one of them has no parts."""
    return urljoin(base, uri) if split_url(base) and split_url(uri) else uri


def encoded(path: str) -> str:
    """Return *path* with the characters that no address has as percent signs and digits."""
    return _NOT_IN_ADDRESSES.sub(lambda match: quote(match[0], errors="replace"), path)


def check_address(text: str) -> str:
    """Return *text* if it is an address that may become a link: http, https or mailto.

    Anything else (``javascript:``, ``data:``, a path) raises ValueError with the way out.
    """
    address = text.strip()
    if _NOT_IN_ADDRESSES.search(address):
        raise ValueError(
            f"{quoted(address)} has a character that no address has; remove or encode it"
        )
    scheme = address.partition(":")[0].lower()
    if (scheme == "mailto" and "@" in address) or split_web(address):
        return address
    if _HOST.match(address):
        hint = quoted(f"https://{address}")
        raise ValueError(f"{quoted(address)} is no full address. Did you mean {hint}?")
    raise ValueError(f"{quoted(address)} is no address of http, https or mailto; give a full one")


def check_image(text: str) -> str:
    """Return *text* if it is the path of an image, or its address (http or https).

    Anything else raises ValueError with the way out.
    """
    image = check_path(text.strip())
    if not has_scheme(image) and not image.startswith(("//", "\\")):
        return image
    if image.lower().startswith("mailto:"):
        raise ValueError(
            f"{quoted(image)} is no image; give a path or an address of http or https"
        )
    return check_address(image)


def check_path(text: str) -> str:
    """Return *text* if it has no control characters; else ValueError says the way out."""
    if _NOT_IN_PATHS.search(text):
        raise ValueError(f"{quoted(text)} has a control character; remove it")
    return text
