"""Passcodes of calls, which a site would publish to everybody."""

from __future__ import annotations

import re

__all__ = ["PASSCODE_LEFT_OUT", "without_passcode"]

# "pwd" of Zoom, "password" of BigBlueButton and Jitsi, "pin" of telephone bridges
_IN_QUERY = re.compile(
    r"(?<=[?&#;])(?:pwd|passwd|password|passcode|pass|pin)=[^\s&#<>\"']*+&?", re.IGNORECASE
)
_IN_TEXT = re.compile(
    r"[ \t]?[,;(]?[ \t]?\b(?:meeting )?(?:passcode|password|access code|pwd|PIN)(?: is)?"
    r"[ \t]?[:=]?[ \t]?"
    r"(?=[^\s,;)]{0,64}[0-9])[^\s,;)]++\)?",
    re.IGNORECASE,
)
#: an address in a text, without the comma or bracket that follows it
_ADDRESS = re.compile(r"(\bhttps?://[^\s<>\"']*[^\s<>\"',.;:)])", re.IGNORECASE)


#: what to say of a location that had one
PASSCODE_LEFT_OUT = (
    "the location has a passcode, which is left out; remove it, or set "
    "meetings_publish_passcodes to True"
)


def without_passcode(text: str) -> str:
    """Return the address or the text of a place without the passcode in it.

    >>> without_passcode("https://example.org/j/1?pwd=s3cret#here")
    'https://example.org/j/1#here'
    >>> without_passcode("Room 4 (passcode 1234)")
    'Room 4'
    """
    parts = _ADDRESS.split(text)
    # every other part is an address
    parts[::2] = (_IN_TEXT.sub("", _address_without(part)) for part in parts[::2])
    parts[1::2] = map(_address_without, parts[1::2])
    return "".join(parts).strip()


def _address_without(address: str) -> str:
    found, number = _IN_QUERY.subn("", address)
    return re.sub(r"(?:&amp;|[?&#])(?=#|$)", "", found) if number else address
