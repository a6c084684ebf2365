"""When a kind of thing is reminded of, and the hours in which mail may leave: what is shipped, as data."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.core.owed import OwedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """The reminders of one kind, in working days and weeks; see models.ReminderRule. None on the ladder: never."""

    before: tuple[int, ...] = ()
    on_day: bool = True
    after_first: int = 1
    again_weeks: int = 1
    head_after: int | None = None
    staff_after: int | None = None
    chair_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The hours of a day, on the wall of the office; see models.ReminderTimes."""

    send_at: time
    quiet_from: time
    quiet_to: time
    most_entries: int


@cache
def shipped_rules() -> dict[OwedKind, RuleFacts]:
    """Of each kind that is reminded of. What waits to be accepted has no day: a digest counts it, without a rule."""
    rules = _shipped()["rules"]
    return {OwedKind(kind): RuleFacts(**facts | {"before": tuple(facts["before"])}) for kind, facts in rules.items()}


@cache
def shipped_times() -> Times:
    """Of the office."""
    return Times(**_shipped()["times"])


def _shipped() -> dict[str, Any]:
    return tomllib.loads(files("tracker.reminders").joinpath("shipped.toml").read_text(encoding="utf-8"))
