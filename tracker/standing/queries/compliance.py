"""One compliance list, its entries and what was said to them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office.models import Person, Unit
from tracker.standing.models import (
    Breach,
    ComplianceEntry,
    ComplianceFile,
    ComplianceList,
    ComplianceReply,
    Decision,
)
from tracker.standing.policy import entries_visible_to, lists_visible_to


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as its list shows it; `replied_at` and `reply` are of the last reply."""

    id: int
    unit_id: int
    unit_name: str
    breach: Breach
    subject_type: str
    subject_id: int
    title: str
    due_on: date | None
    done_on: date | None
    days_late: int
    explanation: str
    decision: Decision
    decided_words: str
    by_hand: bool
    replied_at: datetime | None
    reply: str | None
    own: bool  # or of a programme that the reader reads whole: they see what was said to it


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesChosen:
    """The filters of a list's page."""

    unit_id: int | None = None
    breach: Breach | None = None
    decision: Decision | None = None
    replied: str = ""  # "yes", "no"
    words: str = ""
    sort: str = ""


def get_list(list_id: int) -> ComplianceList | None:
    """One list with its programme and number."""
    wanted = sa.select(ComplianceList).where(ComplianceList.id == list_id)
    return db.session.scalar(wanted.options(joinedload(ComplianceList.programme), joinedload(ComplianceList.number)))


def get_entry(entry_id: int) -> ComplianceEntry | None:
    """One entry with its list, and the replies with their files."""
    of_list = joinedload(ComplianceEntry.compliance_list)
    replies = selectinload(ComplianceEntry.replies)
    return db.session.scalar(
        sa.select(ComplianceEntry)
        .where(ComplianceEntry.id == entry_id)
        .options(
            of_list.joinedload(ComplianceList.programme),
            of_list.joinedload(ComplianceList.number),
            joinedload(ComplianceEntry.unit),
            replies.joinedload(ComplianceReply.by),
            replies.selectinload(ComplianceReply.files).joinedload(ComplianceFile.file),
        )
    )


def get_compliance_file(compliance_file_id: int) -> ComplianceFile | None:
    """A file of a reply."""
    return db.session.get(ComplianceFile, compliance_file_id)


def entries_seen_by(person: Person, compliance_list: ComplianceList, chosen: EntriesChosen) -> list[EntryRow]:
    """The entries that fit, as far as a person may know of them. One question; words are looked for here.

    A list has some hundreds of entries at most.
    """
    of = ComplianceEntry
    said = aliased(ComplianceReply)
    last = sa.select(sa.func.max(said.id)).where(said.entry_id == of.id).correlate(of).scalar_subquery()
    own = sa.true() if person.observes(compliance_list.programme_id) else of.unit_id.in_(person.own_unit_ids)
    told = (of.id, of.unit_id, of.unit_name, of.breach, of.subject_type, of.subject_id, of.title, of.due_on, of.done_on)
    rows = db.session.execute(
        sa.select(*told, of.days_late, of.explanation, of.decision, of.decided_words, of.by_hand)
        .add_columns(ComplianceReply.at, ComplianceReply.words, own)
        .outerjoin(ComplianceReply, ComplianceReply.id == last)
        .join(Unit, Unit.id == of.unit_id)
        .join(ComplianceList, ComplianceList.id == of.list_id)
        .where(of.list_id == compliance_list.id, entries_visible_to(person), *_fits(chosen))
        .order_by(*_order(chosen.sort))
    )
    wanted = fold(chosen.words).split()
    found = [EntryRow(*row) for row in rows]
    return [row for row in found if all(word in fold(f"{row.unit_name} {row.title}") for word in wanted)]


def units_on(compliance_list: ComplianceList) -> list[tuple[int, str]]:
    """The units that a list tells of, to choose from."""
    rows = db.session.execute(
        sa.select(Unit.id, sa.func.min(ComplianceEntry.unit_name))
        .join(ComplianceEntry, ComplianceEntry.unit_id == Unit.id)
        .where(ComplianceEntry.list_id == compliance_list.id)
        .group_by(Unit.id, Unit.sort_key)
        .order_by(Unit.sort_key)
    )
    return [(unit_id, name) for unit_id, name in rows]


def open_correction(person: Person, compliance_list: ComplianceList) -> int | None:
    """The number of the edition that follows a list, where there is one and a person may know of it."""
    follows = ComplianceList.corrects_id == compliance_list.id
    return db.session.scalar(sa.select(ComplianceList.id).where(follows, lists_visible_to(person)))


def unit_ids_to_tell(compliance_list: ComplianceList) -> list[int]:
    """Whose heads are told when a list is sent or locked: all of whom it tells but what they never saw."""
    of, lists = ComplianceEntry, ComplianceList
    unseen = (of.decision == Decision.TAKEN_OFF) & (of.decided_at <= lists.sent_at) & lists.corrects_id.is_(None)
    wanted = sa.select(of.unit_id).distinct().join(lists, lists.id == of.list_id).where(lists.id == compliance_list.id)
    return list(db.session.scalars(wanted.where(sa.func.coalesce(~unseen, sa.true())).order_by(of.unit_id)))


def _fits(chosen: EntriesChosen) -> list[sa.ColumnElement[bool]]:
    fits: list[sa.ColumnElement[bool]] = []
    if chosen.unit_id is not None:
        fits.append(ComplianceEntry.unit_id == chosen.unit_id)
    if chosen.breach is not None:
        fits.append(ComplianceEntry.breach == chosen.breach)
    if chosen.decision is not None:
        fits.append(ComplianceEntry.decision == chosen.decision)
    if chosen.replied in ("yes", "no"):
        fits.append(ComplianceReply.id.is_not(None) if chosen.replied == "yes" else ComplianceReply.id.is_(None))
    return fits


def _order(sort: str) -> tuple[Any, ...]:
    keys = {"due": ComplianceEntry.due_on, "late": ComplianceEntry.days_late, "unit": Unit.sort_key}
    key = keys.get(sort.removeprefix("-"))
    of = (Unit.sort_key, ComplianceEntry.id)
    return of if key is None else (key.desc() if sort.startswith("-") else key, *of)
