"""Which state of a report may follow which, when it is late, and what keeps it from being handed in."""

from collections.abc import Collection
from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.core.workdays import WorkCalendar
from tracker.office.models import Unit
from tracker.reports.models import Report, ReportState

# Handed in again, from wherever it stands, is a supplement: it is looked at anew.
MOVES: dict[ReportState, set[ReportState]] = {
    ReportState.EXPECTED: {ReportState.DRAFT, ReportState.SUBMITTED, ReportState.EXCUSED},
    ReportState.DRAFT: {ReportState.DRAFT, ReportState.SUBMITTED, ReportState.EXCUSED},
    ReportState.SUBMITTED: {
        ReportState.FORWARDED,
        ReportState.ACCEPTED,
        ReportState.RETURNED,
        ReportState.SUBMITTED,
    },
    ReportState.FORWARDED: {ReportState.ACCEPTED, ReportState.RETURNED, ReportState.SUBMITTED},
    ReportState.ACCEPTED: {ReportState.SUBMITTED},
    ReportState.RETURNED: {ReportState.SUBMITTED, ReportState.EXCUSED},
    ReportState.EXCUSED: {ReportState.EXPECTED, ReportState.DRAFT},
}
# What the unit may write in. What was handed in is frozen apart from it: until handed in again, only the unit reads it.
WRITABLE = frozenset(ReportState) - {ReportState.EXCUSED}
HANDED_IN = frozenset({ReportState.SUBMITTED, ReportState.FORWARDED, ReportState.ACCEPTED})
OWED = frozenset({ReportState.EXPECTED, ReportState.DRAFT, ReportState.RETURNED})


class ReportNeedsExplanation(RuleBroken):
    """A late report without a word of why."""

    message = N_("The report was due on %(due)s. Say why it is late; then it can be handed in.")


class AnswersMissing(RuleBroken):
    """What the form requires and nobody has answered."""

    message = N_(
        "Still to be written or mended: %(titles)s. If there is nothing to report under one of them, say so there."
    )


class FormIsMissing(RuleBroken):
    """A duty that asks for nothing yet."""

    message = N_(
        "This duty has no form yet, so nothing can be handed in. What was written is kept; "
        "please tell the standing staff."
    )


class NotLate(RuleBroken):
    """An explanation of what is not late."""

    message = N_("The report is not late: there is nothing to explain.")


class NothingNew(RuleBroken):
    """A report handed in twice with the same words."""

    message = N_(
        "The report is handed in already, and nothing in it has changed since. "
        "To hand in a supplement, change it first."
    )


class PeriodIsLocked(RuleBroken):
    """The duty's period is closed."""

    message = N_(
        "This period has been locked by the standing staff. What was written is kept; it can be handed in, or "
        "returned, once they have opened the period again."
    )


class PeriodIsNotLocked(RuleBroken):
    """A lock that somebody has ended meanwhile."""

    message = N_("This period is open already.")


class PeriodLockedAlready(RuleBroken):
    """A second lock of the same period."""

    message = N_("This period is locked already.")


class NotForwardedYet(RuleBroken):
    """Accepted before the unit that it goes through has passed it on."""

    message = N_("The report goes through %(unit)s, which has not forwarded it yet.")


class GoesThroughNobody(RuleBroken):
    """Forwarded where it goes to staff at once."""

    message = N_("This report goes straight to the standing staff: nobody forwards it.")


class HandedInSince(RuleBroken):
    """Accepted on a page that showed what was handed in before."""

    message = N_("The unit has handed in a supplement since you opened this page. Read it below, then accept it.")


class WordsNeeded(RuleBroken):
    """An explanation, an excuse, a lock: each is on the record with why."""

    message = N_("Say why: it stands on the record.")


class ReturnNeedsWords(RuleBroken):
    """A report returned without saying what is missing, in general or beside a section."""

    message = N_("Say what is missing, beside a section or for the whole report, so that the unit knows what to mend.")


class UnitIsNoMore(RuleBroken):
    """A report asked again of a unit that has ended."""

    message = N_("%(unit)s has ended, so nothing can be asked of it any more. What it wrote is kept.")


class SuccessorHasReported(RuleBroken):
    """What a unit that has ended handed in is returned, and whoever took over has handed in for that period itself."""

    message = N_(
        "%(former)s has ended, and %(unit)s, which took over, has handed in its own report of this period. Return that "
        "one, and say there what is missing."
    )


class NothingChosen(RuleBroken):
    """No report was ticked."""

    message = N_("No report was chosen. Tick those that are meant, then press the button again.")


class TooManyChosen(RuleBroken):
    """More reports than are excused in one act."""

    message = N_("More than %(limit)s reports were chosen. Choose fewer; nothing was saved.")


def has_ended(unit: Unit, day: date) -> bool:
    """Whether a unit is no more on a day."""
    return unit.ended_on is not None and unit.ended_on <= day


def late_days(due_on: date | None, day: date, calendar: WorkCalendar) -> int:
    """Working days by which a report handed in on `day` is late, at least 1 when it is; 0 on time or without a day."""
    if due_on is None or day <= due_on:
        return 0
    return max(1, calendar.days_until(day, today=due_on))


def when_written(state: ReportState) -> ReportState:
    """The state of a report after its unit writes in it: only one that was merely expected becomes a draft."""
    return ReportState.DRAFT if state is ReportState.EXPECTED else state


def passes_through(report: Report) -> Unit | None:
    """The unit that forwards a report. A unit's own passes nobody, nor what goes to the standing unit and its staff."""
    duty = report.duty
    return None if duty.through_id in (report.unit_id, duty.programme.standing_unit_id) else duty.through


def waits_for(report: Report) -> Unit | None:
    """The unit with which it lies, where it is handed in and not forwarded yet."""
    return passes_through(report) if report.state is ReportState.SUBMITTED else None


def check_complete(missing: Collection[str]) -> None:
    """Refuse what lacks required answers, by their titles."""
    if missing:
        raise AnswersMissing(titles="; ".join(missing))
