"""What people may nudge units about, how it stands in the trail, and what is refused or doubted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.core.errors import N_, Doubt, RuleBroken
from tracker.core.owed import TO_SETTLE, OwedKind

MOST_AT_ONCE = 500  # things that units are nudged about in one act
OFTEN = 2  # times in one week: once more is asked about
NUDGEABLE = tuple(kind for kind in OwedKind if kind not in TO_SETTLE)  # the rest is the standing unit's own to do


@dataclass(frozen=True, slots=True)
class Traced:
    """How the trail tells that a unit was nudged about one kind: on which record, by mail and by letter.

    `of_unit` where several units owe the same record: the events then carry the unit's number.
    """

    subject: str
    by_mail: str
    by_letter: str
    of_unit: bool = False

    @property
    def events(self) -> tuple[str, str]:
        """Either way."""
        return self.by_mail, self.by_letter


TRACED: Mapping[OwedKind, Traced] = {
    OwedKind.PART: Traced("assignment", "assignment.reminded", "assignment.chased"),
    OwedKind.REPORT: Traced("report", "report.reminded", "report.chased"),
    OwedKind.FORWARD: Traced("report", "report.forwarding_reminded", "report.forwarding_chased"),
    OwedKind.REPLY: Traced("invitation", "invitation.reminded", "invitation.chased"),
    OwedKind.CONFIRMATION: Traced("conclusion", "conclusion.reminded", "conclusion.chased", of_unit=True),
    OwedKind.MEETING: Traced("meeting", "meeting.unit_reminded", "meeting.unit_chased", of_unit=True),
    OwedKind.LIST_REPLY: Traced(
        "compliance_list", "compliance_list.unit_reminded", "compliance_list.unit_chased", of_unit=True
    ),
    OwedKind.RATING_REPLY: Traced("rating", "rating.reminded", "rating.chased"),
    OwedKind.REVIEW: Traced("pilot", "pilot.reminded", "pilot.chased"),
}


@dataclass(frozen=True, slots=True)
class Nudged:
    """How often a unit was nudged about one thing: in all and in this week; when last, by whom.

    `today` is whether staff or chair did so on this day; whoever leads a task with others is another side.
    """

    times: int
    this_week: int
    today: bool
    at: datetime
    by_name: str

    @property
    def often(self) -> bool:
        """Whether once more is too much without a second thought."""
        return self.this_week >= OFTEN


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


class NothingToNudge(RuleBroken):
    """Nothing of what was chosen is owed any more, or nothing was chosen."""

    message = N_(
        "Nothing that is still owed was chosen. It may have been done meanwhile; the list shows how it stands."
    )


class TooManyToNudge(RuleBroken):
    """More than are sent in one act."""

    message = N_(
        "More than %(limit)s things were chosen. Choose fewer, by unit or by kind, and do the rest afterwards. Nothing "
        "was sent."
    )


class AllNudgedToday(RuleBroken):
    """Each unit was nudged about each of these on the same day."""

    message = N_(
        "The units were reminded of all of this today already. One reminder a day is enough; please wait until "
        "tomorrow."
    )


class NudgedOften(Doubt):
    """Some of what was chosen was nudged about twice in this week."""

    message = N_(
        "The units were reminded of this twice or more in this week already: %(what)s. A telephone call may help more "
        "than another mail."
    )


def doubts_of(named: Sequence[tuple[str, Nudged | None]]) -> list[Doubt]:
    """What is unusual about nudging once more; `named` are the things' names and how they were nudged about so far."""
    often = [name for name, nudged in named if nudged is not None and nudged.often and not nudged.today]
    shown, more = often[:3], len(often) - 3
    what = "; ".join(f"“{name}”" for name in shown) + (f" (+{more})" if more > 0 else "")
    return [NudgedOften(what=what)] if often else []
