"""Times of day and their zones, durations, and times in a recording.

Nothing here guesses. Functions that read raise only ``ValueError``, whose message includes the
fix.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
import zoneinfo
from collections.abc import Mapping

from sphinxcontrib_meetings.model.problem import nearest
from sphinxcontrib_meetings.parse.messages import quoted, shown

__all__ = [
    "CLOCK",
    "CLOCK_IN_TEXT",
    "format_duration",
    "is_clock",
    "iso_duration",
    "parse_duration",
    "parse_seconds",
    "parse_time",
    "parse_zone",
    "time_in_text",
    "zone_name",
    "zone_of",
]

# ── patterns ──────────────────────────────────────────────────────────────────
# [0-9] rather than \d, which matches the digits of every script

#: pattern of a time in a recording as people write it: ``12:34``, ``1:02:03``
CLOCK = r"[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?"
#: the same within text
CLOCK_IN_TEXT = re.compile(rf"(?<![\w:]){CLOCK}(?![\w:])")
_CLOCK = re.compile(CLOCK)
# six digits are eleven days, longer than YouTube allows
_SECONDS = re.compile(r"[0-9]{1,6}")
_UNITS = re.compile(
    r"(?=[0-9])(?:([0-9]{1,3})h)?\s?(?:([0-9]{1,4})m)?\s?(?:([0-9]{1,6})s)?", re.IGNORECASE
)
# possessive repeats (*+) keep matching linear for any text
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})"
    r"(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?\s*+(?:(?P<half>[ap])\.?m\.?(?![A-Za-z]))?"
    r"\s*+(?P<zone>[A-Za-z+-].*)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:(?:UTC|GMT)\s?)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
)
_ISO_DURATION = re.compile(
    r"P(?=[0-9T])(?:(?P<d>[0-9]{1,4})D)?"
    r"(?:T(?=[0-9])(?:(?P<h>[0-9]{1,5})H)?(?:(?P<m>[0-9]{1,6})M)?"
    r"(?:(?P<s>[0-9]{1,8}(?:\.[0-9]{1,6})?)S)?)?",
    re.IGNORECASE,
)
# unlike in a recording, minutes after hours may be a single digit
_CLOCK_DURATION = re.compile(r"(?:(?P<h>[0-9]{1,3}):)?(?P<m>[0-9]{1,3}):(?P<s>[0-5][0-9])")
_UNIT_DURATION = re.compile(
    r"(?=[0-9])(?:(?P<h>[0-9]{1,4}(?:\.[0-9]{1,3})?)\s*+(?:h|hrs?|hours?)(?![a-z]))?[\s,]*+"
    r"(?:(?:and\s+)?(?P<m>[0-9]{1,5}(?:\.[0-9]{1,3})?)\s*+(?:m|mins?|minutes?)(?![a-z]))?[\s,]*+"
    r"(?:(?:and\s+)?(?P<s>[0-9]{1,7})\s*+(?:s|secs?|seconds?)(?![a-z]))?\.?",
    re.IGNORECASE,
)

# in minutes: no zone is further from UTC than the date line (UTC+14)
_FARTHEST = 14 * 60
# anything longer is a mistaken unit, such as milliseconds
_LONGEST = dt.timedelta(days=31)
# abbreviation ─► zones that it may be; only those with one zone are certain
_ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    # of an offset, whose name on the machine may be another one
    **{
        name: (offset,)
        for offset, names in {
            "-09:00": "AKST HDT",
            "-08:00": "AKDT",
            "-07:00": "PDT",
            "-06:00": "MDT",
            "-04:00": "EDT",
            "-03:30": "NST",
            "-03:00": "ADT BRT",
            "-02:30": "NDT",
            "+01:00": "WEST WAT MEZ",
            "+02:00": "CEST MESZ SAST CAT",
            "+03:00": "EEST EAT MSK IDT",
            "+05:00": "PKT",
            "+05:45": "NPT",
            "+07:00": "WIB",
            "+08:00": "AWST HKT SGT",
            "+09:00": "JST KST",
            "+09:30": "ACST",
            "+10:00": "AEST",
            "+10:30": "ACDT",
            "+11:00": "AEDT",
            "+12:00": "NZST",
            "+13:00": "NZDT",
        }.items()
        for name in names.split()
    },
    # the time that is kept there, in summer and winter
    "PT": ("America/Los_Angeles",),
    "MT": ("America/Denver",),
    "CT": ("America/Chicago",),
    "ET": ("America/New_York",),
    # of several offsets
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CDT": ("America/Chicago", "America/Havana"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "GST": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "SST": ("Pacific/Pago_Pago", "Asia/Singapore"),
}
# files that are not zones, or differ between machines
_NOT_ZONES = re.compile(r"(?:localtime|posixrules|Factory)$|(?:posix|right)/")
# names of zones are a third as long; in longer ones, each folder is looked for in its own call
_LONGEST_ZONE = 100


# ── times in a recording ──────────────────────────────────────────────────────


def parse_seconds(text: str) -> int:
    """Return a time in a recording in seconds: ``754``, ``12:34``, ``1:02:03``, ``1h2m3s``."""
    plain = text.strip()
    if _SECONDS.fullmatch(plain):
        return int(plain)
    if _CLOCK.fullmatch(plain):
        numbers = [*map(int, plain.split(":"))]
    elif match := _UNITS.fullmatch(plain):
        numbers = [int(group or 0) for group in match.groups()]
    else:
        raise ValueError(
            f"{quoted(plain)} is not a time in a recording; use 754, 12:34, 1:02:03 or 12m34s"
        )
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds


def is_clock(text: str) -> bool:
    """Whether *text* can only be a time in a recording: ``12:34``."""
    return _CLOCK.fullmatch(text.strip()) is not None


# ── times of day and zones ────────────────────────────────────────────────────


def parse_time(value: object) -> dt.time:
    """Return a time of day: ``17:00``, ``5pm``, ``5:30 PM``, optionally followed by a zone."""
    if isinstance(value, dt.time):
        return value
    if isinstance(value, str):
        return time_in_text(value.strip())
    raise ValueError(
        f"{shown(value)} is not a valid time of day; use HH:MM in quotes, like '17:00'"
    )


def time_in_text(text: str, *, iso: bool = False) -> dt.time:
    """Return the time in *text*; *iso* allows a negative offset, otherwise possibly a range."""
    match = _TIME.fullmatch(text)
    if match is None or not (match["minute"] or match["half"]):
        raise ValueError(
            f"{quoted(text)} is not a valid time of day; use HH:MM, for example 17:00. For a "
            "range, use the fields start and end"
        )
    zone = match["zone"] or ""
    if zone.startswith("-") and not (iso or match["second"]):
        raise ValueError(
            f"{quoted(text)} could be a range, or a time with an offset; use the fields start and "
            "end, or the field timezone"
        )
    tzinfo = zone_of(parse_zone(zone)) if zone else None
    numbers = (_hour(match, text), int(match["minute"] or 0), int(match["second"] or 0))
    microsecond = int((match["fraction"] or "0").ljust(6, "0")[:6])
    try:
        return dt.time(*numbers, microsecond, tzinfo)
    except ValueError:
        raise ValueError(
            f"{quoted(text)} is not a valid time of day; use HH:MM, for example 17:00"
        ) from None


def _hour(match: re.Match[str], text: str) -> int:
    hour = int(match["hour"])
    if not match["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(f"{quoted(text)} is not a valid time of day; use 5pm or 17:00")
    return hour % 12 + (12 if match["half"] in "pP" else 0)


def parse_zone(value: object) -> str:
    """Return a time zone: a name in the IANA database, ``UTC``, or an offset ``+02:00``.

    YAML reads an unquoted ``+2`` as an integer, and ``+0200`` as the octal number 128.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return _offset("-" if value < 0 else "+", abs(value), 0, str(value))
    if not isinstance(value, str):
        raise ValueError(
            f"{shown(value)} is not a valid time zone; use a name such as Europe/Berlin or UTC"
        )
    text = value.strip()
    if text.upper() in ("UTC", "Z"):
        return "UTC"
    if match := _OFFSET.fullmatch(text):
        return _offset(match["sign"], int(match["hours"]), int(match["minutes"] or 0), text)
    if zones := _ABBREVIATIONS.get(text):
        return _zone_called(text, zones)
    return _zone_key(text)


def _zone_called(abbreviation: str, zones: tuple[str, ...]) -> str:
    """Return the only one of the *zones* with an *abbreviation*."""
    if len(zones) == 1:
        return zones[0]
    *others, last = zones
    raise ValueError(
        f"the time zone {quoted(abbreviation)} may be {', '.join(others)} or {last}; use one of "
        "these"
    )


def _offset(sign: str, hours: int, minutes: int, text: str) -> str:
    if minutes > 59 or hours * 60 + minutes > _FARTHEST:
        raise ValueError(
            f"{quoted(text)} is not a valid UTC offset; use ±HH:MM, for example +02:00"
        )
    return f"{sign}{hours:02}:{minutes:02}" if hours or minutes else "UTC"


def _zone_key(text: str) -> str:
    if len(text) <= _LONGEST_ZONE and not _NOT_ZONES.match(text):
        # OSError: a folder of the database, or a name that is too long for a file
        with contextlib.suppress(KeyError, ValueError, OSError):
            return zoneinfo.ZoneInfo(text).key
    known = [name for name in zoneinfo.available_timezones() if not _NOT_ZONES.match(name)]
    if not known:
        raise ValueError(
            f"the time zone {quoted(text)} cannot be looked up, since this machine has no time "
            "zone database; install the package tzdata, or use an offset such as +02:00"
        )
    raise ValueError(
        f"{quoted(text)} is not a valid time zone; use Europe/Berlin, UTC or +02:00."
        # names as short as abbreviations are alike by chance
        f"{'' if text.isupper() else nearest(text[:80], known)}"
    )


def zone_of(name: str) -> dt.tzinfo:
    """Return the zone with a *name* that :func:`parse_zone` returned."""
    if name == "UTC":
        return dt.UTC
    if match := _OFFSET.fullmatch(name):
        offset = dt.timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return dt.timezone(-offset if match["sign"] == "-" else offset)
    return zoneinfo.ZoneInfo(name)


def zone_name(moment: dt.datetime | dt.time | None) -> str:
    """Return the name of the zone of *moment*, as :func:`parse_zone` does, or ``""``."""
    if moment is None or moment.tzinfo is None:
        return ""
    if isinstance(moment.tzinfo, zoneinfo.ZoneInfo):
        return moment.tzinfo.key
    minutes = round((moment.utcoffset() or dt.timedelta()).total_seconds() / 60)
    hours, minute = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{minute:02}" if minutes else "UTC"


# ── durations ─────────────────────────────────────────────────────────────────


def parse_duration(value: object) -> dt.timedelta:
    """Return a duration: ISO 8601 (``PT1H2M3S``), ``1:02:03``, ``59:30`` (minutes and seconds).

    Also accepts ``1h 2m``, ``45 min``, and plain numbers, which are seconds.
    """
    found = _duration_in(value)
    if found is None:
        raise ValueError(
            f"{shown(value)} is not a valid duration; use 1:02:03, 59:30, '45 min', PT1H2M3S or "
            "a number of seconds"
        )
    if not dt.timedelta() < found <= _LONGEST:
        raise ValueError(
            f"{shown(value)} is not a possible duration of a meeting; use 1:02:03 or '45 min'. "
            "Plain numbers are seconds"
        )
    return found


def _duration_in(value: object) -> dt.timedelta | None:
    if isinstance(value, dt.timedelta):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # clamped, since huge integers do not fit into a float
        return _seconds(float(min(max(value, -1), 10**9)))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return _seconds(float(text))
    for pattern in (_ISO_DURATION, _CLOCK_DURATION, _UNIT_DURATION):
        if match := pattern.fullmatch(text):
            return _duration(match)
    return None


def _seconds(seconds: float) -> dt.timedelta | None:
    return dt.timedelta(seconds=seconds) if math.isfinite(seconds) else None


def _duration(match: re.Match[str]) -> dt.timedelta | None:
    parts = {unit: float(number or 0) for unit, number in match.groupdict().items()}
    if match.re is _CLOCK_DURATION and match["h"] and parts["m"] > 59:
        return None
    return dt.timedelta(
        days=parts.get("d", 0), hours=parts["h"], minutes=parts["m"], seconds=parts["s"]
    )


def format_duration(duration: dt.timedelta) -> str:
    """Return *duration* for people: ``59 min``, ``1 h 2 min``; seconds only below a minute.

    >>> format_duration(dt.timedelta(minutes=9, seconds=56))
    '10 min'
    """
    seconds = int(duration.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    hours, minute = divmod((seconds + 30) // 60, 60)
    return " ".join(
        f"{number} {unit}" for number, unit in ((hours, "h"), (minute, "min")) if number
    )


def iso_duration(duration: dt.timedelta) -> str:
    """Return *duration* for machines, as ISO 8601 in whole seconds: ``PT59M30S``."""
    minutes, second = divmod(int(duration.total_seconds()), 60)
    hours, minute = divmod(minutes, 60)
    parts = ((hours, "H"), (minute, "M"), (second, "S"))
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")
