"""Actions: what somebody is to do."""

from __future__ import annotations

from collections.abc import Sequence

from sphinxcontrib_meetings.parse.minutes.rule import Rule

__all__ = ["RULES"]

RULES: Sequence[Rule] = ()
