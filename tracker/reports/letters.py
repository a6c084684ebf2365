"""Mail that reminds a unit of reports that it owes: one for all of them, to each of its people in their language."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import force_locale, gettext

from tracker.accounts.models import MailKind
from tracker.accounts.queries import accounts_of_unit
from tracker.core import clock, formats
from tracker.core.errors import N_
from tracker.office.models import Person
from tracker.outbox.services import queue_mail
from tracker.reports.models import Report

_GREETING = N_("Dear %(name)s,")
_SUBJECT = N_("A reminder of reports: %(unit)s")
_WORDS = N_("%(who)s, %(of)s, reminds %(unit)s of these reports:")
_ROW = N_("%(duty)s, %(period)s; due %(due)s")
_ROW_UNDATED = N_("%(duty)s, %(period)s")
_WAY = N_(
    "Here you write them and hand them in:\n\n%(link)s\n\nOpening the page changes nothing. Whoever would rather not "
    "get such reminders says so under “My account”."
)


def tell_of_reports(reports: Sequence[Report], *, words: str, link: str, by: Person, at: datetime) -> int:
    """Queue a mail to each officer and head of the reports' unit who has an address and wants reminders; how many."""
    unit, told = reports[0].unit, 0
    day = clock.local(at).date()
    for account in accounts_of_unit(unit.id, on=day):
        person = account.person
        if not person.email or MailKind.REMINDERS in account.muted:
            continue
        with force_locale(account.language or "vi"):
            facts = {"who": by.full_name, "of": by.unit.name, "unit": unit.name}
            said = [f"“{words.strip()}”"] if words.strip() else []
            rows = "\n".join(f"- {_row(report)}" for report in reports)
            text = [gettext(_GREETING, name=person.full_name), gettext(_WORDS, **facts), rows, *said]
            queue_mail(
                to_name=person.full_name,
                to_address=person.email,
                subject=f"Giao Ban: {gettext(_SUBJECT, unit=unit.name)}",
                body="\n\n".join([*text, gettext(_WAY, link=link)]) + "\n",
                dedupe_key=f"report-nudge:{reports[0].id}:{day:%Y%m%d}:{person.id}",
                at=at,
                person_id=person.id,
            )
        told += 1
    return told


def _row(report: Report) -> str:
    facts = {"duty": report.duty.name, "period": formats.period(report.period)}
    if report.due_on is None:
        return str(gettext(_ROW_UNDATED, **facts))
    return str(gettext(_ROW, due=formats.day(report.due_on), **facts))
