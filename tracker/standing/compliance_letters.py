"""Mail to the heads of the units that a compliance list names: it was sent and can be replied to, it was locked."""

from datetime import date, datetime

from flask_babel import gettext

from tracker.accounts.letters import tell
from tracker.core import clock, formats
from tracker.core.errors import N_
from tracker.office.models import Person
from tracker.standing.models import ComplianceEntry, ComplianceList, Decision
from tracker.standing.queries.compliance import unit_ids_to_tell
from tracker.standing.queries.heads import heads_of
from tracker.standing.rules.compliance import is_shown_to_unit

MOST_SHOWN = 20  # entries in one mail
_SENT_SUBJECT = N_("What stands against %(unit)s in %(period)s: please reply until %(day)s")
_SENT = N_(
    "%(who)s, %(of)s, is preparing the list of units that did not keep their dates in %(period)s. Before anything is "
    "decided, your unit is asked what it has to say to this:"
)
_LOCKED_SUBJECT = N_("The compliance list of %(period)s is locked: %(unit)s")
_LOCKED = N_("The compliance list of %(period)s was locked under the number %(number)s. Of your unit it says:")
_ROW = N_("%(title)s; due %(due)s")
_DECIDED = N_("%(title)s; due %(due)s: %(decision)s")
_STAYS, _TAKEN_OFF = N_("stays on the list"), N_("taken off the list")
_MORE = N_("and %(number)s more entries")
_WAY_TO_REPLY = N_(
    "Here your unit replies, with reason and evidence, until %(day)s:\n\n%(link)s\n\nUntil the list is locked, no "
    "other unit sees this. Opening the page changes nothing."
)
_WAY = N_("Here it can be read and downloaded:\n\n%(link)s\n\nOpening the page changes nothing.")


def tell_of_sending(compliance_list: ComplianceList, *, link: str, by: Person, at: datetime) -> int:
    """Queue one to each head of the units with an open entry; how many. Who has no address gets none."""
    told, day = 0, compliance_list.reply_by or date.max
    for unit_id, accounts in heads_of(_open_units(compliance_list), on=clock.local(at).date()).items():
        entries = [one for one in compliance_list.entries if one.unit_id == unit_id and one.decision is Decision.OPEN]

        def compose(entries: list[ComplianceEntry] = entries) -> tuple[str, list[str]]:
            period, until = formats.period(compliance_list.period), formats.day(day)
            facts = {"who": by.full_name, "of": by.unit.name, "period": period}
            rows = _listed([gettext(_ROW, title=one.title, due=formats.day(one.due_on) or "–") for one in entries])
            subject = gettext(_SENT_SUBJECT, unit=entries[0].unit_name, period=period, day=until)
            return subject, [gettext(_SENT, **facts), rows, gettext(_WAY_TO_REPLY, day=until, link=link)]

        key = f"compliance-sent:{compliance_list.id}:{unit_id}"
        told += sum(tell(account, compose, key=key, at=at) for account in accounts)
    return told


def tell_of_lock(compliance_list: ComplianceList, *, link: str, at: datetime) -> int:
    """Queue one to each head of the units that saw their entries, with what was decided; how many."""
    told = 0
    number = compliance_list.number.notation if compliance_list.number is not None else "–"
    for unit_id, accounts in heads_of(unit_ids_to_tell(compliance_list), on=clock.local(at).date()).items():
        entries = [one for one in compliance_list.entries if one.unit_id == unit_id and is_shown_to_unit(one)]

        def compose(entries: list[ComplianceEntry] = entries) -> tuple[str, list[str]]:
            period = formats.period(compliance_list.period)
            rows = _listed([_decided(one) for one in entries])
            subject = gettext(_LOCKED_SUBJECT, unit=entries[0].unit_name, period=period)
            return subject, [gettext(_LOCKED, period=period, number=number), rows, gettext(_WAY, link=link)]

        key = f"compliance-locked:{compliance_list.id}:{unit_id}"
        told += sum(tell(account, compose, key=key, at=at) for account in accounts)
    return told


def _open_units(compliance_list: ComplianceList) -> set[int]:
    return {one.unit_id for one in compliance_list.entries if one.decision is Decision.OPEN}


def _decided(entry: ComplianceEntry) -> str:
    said = _TAKEN_OFF if entry.decision is Decision.TAKEN_OFF else _STAYS
    facts = {"title": entry.title, "due": formats.day(entry.due_on) or "–", "decision": gettext(said)}
    return str(gettext(_DECIDED, **facts))


def _listed(rows: list[str]) -> str:
    shown = [f"- {row}" for row in rows[:MOST_SHOWN]]
    return "\n".join([*shown, gettext(_MORE, number=len(rows) - MOST_SHOWN)] if len(rows) > MOST_SHOWN else shown)
