"""Schedules in the forms of other tools: text ─► entries of `meetings_schedule`.

In: the text of a YAML file for ``yaml2ics`` (a list ``events``) or ``yaml2ical`` (a list
``schedule``).

Out: :class:`Imported`, series that
:func:`~sphinxcontrib_meetings.parse.schedules.parse_schedule` reads without a message, and a
problem with its line for each thing that they leave out or that has to be checked.

Not here: files, and any clock.
"""

from __future__ import annotations

import datetime as dt

from sphinxcontrib_meetings.parse.imports import yaml2ical, yaml2ics
from sphinxcontrib_meetings.parse.imports.drafts import Imported
from sphinxcontrib_meetings.parse.imports.parts import UnreadableError, load_parts

__all__ = ["FIRST_DAY", "Imported", "UnreadableError", "import_schedule"]

#: from here on, meetings without a first day are counted: the Monday of ISO week 2, before a
#: common day of the week can be in the year before
FIRST_DAY = dt.date(2026, 1, 5)


def import_schedule(text: str, first_day: dt.date = FIRST_DAY) -> Imported:
    """Return the series in *text*. Meetings without a first day are counted from *first_day*.

    Raises UnreadableError if *text* is in none of the forms.
    """
    root = load_parts(text)
    if "schedule" in root.value:
        return yaml2ical.read(root, first_day)
    if "events" in root.value or "include" in root.value:
        return yaml2ics.read(root)
    raise UnreadableError(
        "it has neither a list 'events', as for yaml2ics, nor a list 'schedule', as for yaml2ical",
        1,
    )
