"""Mail about a unit's reports, to each of its people in their language: owed still, or returned."""

from datetime import datetime

from flask_babel import gettext

from tracker.accounts.letters import remind_unit
from tracker.core import formats
from tracker.core.errors import N_
from tracker.office.models import Person
from tracker.reports.models import Report

_ROW = N_("%(duty)s, %(period)s; due %(due)s")
_ROW_UNDATED = N_("%(duty)s, %(period)s")
_RETURNED_SUBJECT = N_("A report was returned: %(duty)s, %(period)s")
_RETURNED = N_("%(who)s, %(of)s, has returned this report of %(unit)s:")
_WAY_TO_MEND = N_(
    "Here you mend it and hand it in again:\n\n%(link)s\n\nWhat your unit had written is kept. Until the report is "
    "handed in again it counts as owed. Opening the page changes nothing. Whoever would rather not get such mail says "
    "so under “My account”."
)


def tell_of_return(report: Report, *, number: int, words: str, link: str, by: Person, at: datetime) -> int:
    """Queue one to each officer and head of its unit, with the words that it was returned with; how many.

    `number` is of the handing in that was returned: of each it is told once.
    """
    unit = report.unit

    def compose() -> tuple[str, list[str]]:
        subject = gettext(_RETURNED_SUBJECT, duty=report.duty.name, period=formats.period(report.period))
        told = gettext(_RETURNED, who=by.full_name, of=by.unit.name, unit=unit.name)
        return subject, [told, f"- {_row(report)}", f"“{words}”", gettext(_WAY_TO_MEND, link=link)]

    return remind_unit(unit.id, compose, key=f"report-return:{report.id}:{number}", at=at)


def _row(report: Report) -> str:
    facts = {"duty": report.duty.name, "period": formats.period(report.period)}
    if report.due_on is None:
        return str(gettext(_ROW_UNDATED, **facts))
    return str(gettext(_ROW, due=formats.day(report.due_on), **facts))
