"""Passcodes of calls, which a site would publish to everybody."""

from __future__ import annotations

import re

__all__ = ["PASSCODE_LEFT_OUT", "without_passcode"]

# "pwd" of Zoom, "password" of BigBlueButton and Jitsi, "pin" of telephone bridges
_IN_QUERY = re.compile(
    r"(?<=[?&])(?:pwd|passwd|password|passcode|pass|pin)=[^\s&#<>\"']*+&?", re.IGNORECASE
)
_IN_TEXT = re.compile(
    r"[,;(]?[ \t]?\b(?:meeting )?(?:passcode|password|pwd|PIN)(?: is)?[ \t]?[:=]?[ \t]?"
    r"(?=[^\s,;)]*[0-9])[^\s,;)]++\)?",
    re.IGNORECASE,
)


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
    found = _IN_TEXT.sub("", text) if "://" not in text else text
    found, number = _IN_QUERY.subn("", found)
    if number:
        found = re.sub(r"[?&](?=#|$)", "", found)
    return found.strip()
