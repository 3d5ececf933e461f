"""Addresses in links that cannot work as they are written, and what to write instead."""

from __future__ import annotations

import re
import unicodedata

from sphinxcontrib_meetings.parse.messages import quoted

__all__ = ["fault_of"]

#: characters that nobody sees, and that are in no address but by accident; those that join
#: letters in some scripts are not among them
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: a web address with a slip in its scheme: ``https:/x``, ``http//x``, ``htps://x``, ``https:x``
_SLIP = re.compile(r"(h?t{1,3}p{1,2}s?)(?=[:/])(:{0,2})(/{0,3})(?=[^/\s])", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::[0-9]{1,5})?(?=[/?#]|\Z)")
_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}")


def fault_of(address: str) -> str:
    """Return what is wrong with an *address*, and a way out; empty if nothing is known to be.

    The result continues a sentence: ``, which …``. A path is never wrong here.
    """
    if found := _INVISIBLE.search(address):
        name = unicodedata.name(found[0], "NO NAME").lower()
        return (
            f", which contains an invisible character ({name}, U+{ord(found[0]):04X}); remove it"
        )
    slip = _SLIP.match(address)
    if slip and not _is_fine(slip):
        scheme = "https" if slip[1].lower().endswith("s") else "http"
        rest = address[slip.end() :]
        return _meant(f"{scheme}://{rest}") if _HOST.match(rest) or slip[2] else ""
    if address.lower().startswith("www.") and _HOST.match(address):
        return _meant(f"https://{address}")
    if _MAIL.fullmatch(address):
        return _meant(f"mailto:{address}")
    return ""


def _is_fine(slip: re.Match[str]) -> bool:
    if not slip[2]:
        # without colon and two slashes, it is a folder
        return len(slip[3]) < 2
    return slip[1].lower() in {"http", "https"} and (slip[2], slip[3]) == (":", "//")


def _meant(address: str) -> str:
    return f", which is not a full URL. Did you mean {quoted(address)}?"
