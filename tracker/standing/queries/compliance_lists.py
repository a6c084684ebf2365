"""The compliance lists of a programme."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.core.db import db
from tracker.core.folding import vietnamese_key
from tracker.core.periods import Period
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Person
from tracker.standing.models import ComplianceEntry, ComplianceList, ComplianceReply, Decision, ListState
from tracker.standing.policy import entries_visible_to, lists_visible_to


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list, with how many of the entries that the reader may know of stand on it, and how they stand."""

    id: int
    period: str
    edition: int
    state: ListState
    facts_of: date
    reply_by: date | None
    locked_at: datetime | None
    notation: str | None
    entries: int
    units: int
    undecided: int
    replied: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A locked list, for reports that tell of it."""

    id: int
    period: str
    edition: int
    notation: str
    locked_at: datetime | None
    units: int
    entries: int


def lists_seen_by(
    person: Person, *, programme_id: int, year: int | None = None, state: ListState | None = None, sort: str = ""
) -> list[ListRow]:
    """The lists that a person may know of, the latest period first unless `sort` says otherwise. One question."""
    of, entry = ComplianceList, ComplianceEntry
    left = entry.decision != Decision.TAKEN_OFF
    replied = sa.exists().where(ComplianceReply.entry_id == entry.id)
    later = aliased(ComplianceList)
    known = (later.state == ListState.LOCKED) | later.programme_id.in_(person.observed_programme_ids)
    corrected = sa.exists().where(later.corrects_id == of.id, known)
    columns = (of.id, of.period, of.edition, of.state, of.facts_of, of.reply_by, of.locked_at)
    found = (
        sa.select(*columns, RegisteredNumber.notation)
        .add_columns(
            _count(left, entry.id),
            _count(left, entry.unit_name),
            _count(entry.decision == Decision.OPEN, entry.id),
            _count(left & replied, entry.id),
            corrected,
        )
        .outerjoin(RegisteredNumber, RegisteredNumber.id == of.number_id)
        .outerjoin(entry, (entry.list_id == of.id) & entries_visible_to(person))
        .where(of.programme_id == programme_id, lists_visible_to(person))
        .group_by(*columns, RegisteredNumber.notation)
    )
    if year is not None:
        found = found.where(of.period.startswith(f"{year}"))
    if state is not None:
        found = found.where(of.state == state)
    rows = [ListRow(*row) for row in db.session.execute(found)]
    rows.sort(key=lambda row: (Period.parse(row.period).last_day, row.edition), reverse=sort != "period")
    return rows


def locked_lists(programme_id: int, periods: Collection[str]) -> list[LockedRow]:
    """Of each of these periods the latest locked edition, with what stays on it, in the order of the periods."""
    of, entry = ComplianceList, ComplianceEntry
    rows = db.session.execute(
        sa.select(of.id, of.period, of.edition, RegisteredNumber.notation, of.locked_at)
        .add_columns(_count(entry.id.is_not(None), entry.unit_name), _count(entry.id.is_not(None), entry.id))
        .outerjoin(RegisteredNumber, RegisteredNumber.id == of.number_id)
        .outerjoin(entry, (entry.list_id == of.id) & (entry.decision == Decision.KEPT))
        .where(of.programme_id == programme_id, of.period.in_(periods), of.state == ListState.LOCKED)
        .group_by(of.id, of.period, of.edition, RegisteredNumber.notation, of.locked_at)
        .order_by(of.edition)
    )
    latest = {row.period: LockedRow(*row) for row in rows}
    return sorted(latest.values(), key=lambda row: Period.parse(row.period).last_day)


def entries_kept(list_ids: Collection[int]) -> dict[int, list[tuple[str, ComplianceEntry]]]:
    """What stays on these lists, by list: the unit's name of then, and the entry."""
    found: dict[int, list[tuple[str, ComplianceEntry]]] = {}
    wanted = sa.select(ComplianceEntry).where(
        ComplianceEntry.list_id.in_(list_ids), ComplianceEntry.decision == Decision.KEPT
    )
    for entry in sorted(db.session.scalars(wanted), key=lambda one: (vietnamese_key(one.unit_name), one.id)):
        found.setdefault(entry.list_id, []).append((entry.unit_name, entry))
    return found


def _count(condition: sa.ColumnElement[bool], column: sa.SQLColumnExpression[object]) -> sa.Function[int]:
    return sa.func.count(sa.distinct(sa.case((condition, column))))
