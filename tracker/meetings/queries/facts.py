"""What an agenda's item has to say, computed anew each time that it is read: a table for one screen, and how many more.

A unit's people are told what is of their own units; who reads the programme whole, everything.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.paging import at_most
from tracker.core.periods import Quarter
from tracker.meetings.models import AgendaItem, AgendaKind, Conclusion, Meeting
from tracker.meetings.policy import conclusions_visible_to
from tracker.meetings.queries.addressed import addressed_by
from tracker.meetings.queries.fulfilment import judged, read
from tracker.meetings.queries.meetings import earlier_than
from tracker.meetings.queries.standings import seen_units
from tracker.meetings.rules.fulfilment import LEFT
from tracker.office.models import Person
from tracker.plans.queries.behind import Behind, targets_behind
from tracker.plans.rules import Outcome
from tracker.reports.queries.listed import ReportRow, reports_owed
from tracker.tasks import queries as tasks
from tracker.tasks.queries import Narrowed, WorkRow
from tracker.tasks.rules import Reckoning, Standing

ROWS = 12  # that fit on a screen
PARTS = {
    AgendaKind.OVERDUE: Standing.OVERDUE,
    AgendaKind.RETURNED: Standing.RETURNED,
    AgendaKind.AWAITING: Standing.SUBMITTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One line: of a unit, or (no name) of all together. `record` and its number say what it leads to.

    `late` is in working days, 0 where it is not. `state` is a standing of tasks or reports, a Fulfilment or an Outcome,
    as the record is; `gap` is from what is demanded to what was measured.
    """

    unit: str
    what: str
    record: str
    record_id: int
    state: StrEnum
    tone: str
    source: str = ""
    due_on: date | None = None
    late: int = 0
    done: int = 0
    parts: int = 0
    demanded: Decimal | None = None
    measured: Decimal | None = None
    gap: Decimal | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """The first rows of an item, and how many there are in all. `own`: the reader sees their own units' alone."""

    kind: AgendaKind
    rows: list[FactRow]
    total: int
    quarter: Quarter
    own: bool

    @property
    def left(self) -> int:
        """How many more there are than are shown."""
        return self.total - len(self.rows)


def facts_of_item(item: AgendaItem, person: Person, reckoning: Reckoning) -> ItemFacts:
    """What an item says to a person on a day; two questions, of conclusions three, of targets six at most."""
    meeting = item.meeting
    rows, total = _facts(item.kind, meeting, person, reckoning, limit=ROWS)
    own = seen_units(person, meeting.programme_id) is not None
    return ItemFacts(kind=item.kind, rows=rows, total=total, quarter=meeting.quarter, own=own)


def kinds_with_facts(meeting: Meeting, person: Person, reckoning: Reckoning) -> set[AgendaKind]:
    """The kinds of items that have anything to say to a person on a day."""
    counts = _part_counts(meeting, reckoning, seen_units(person, meeting.programme_id))
    saying = {kind for kind, standing in PARTS.items() if counts[standing]}
    others = (AgendaKind.PREVIOUS, AgendaKind.UNREPORTED, AgendaKind.TARGETS)
    return saying | {kind for kind in others if _facts(kind, meeting, person, reckoning, limit=1)[1]}


def _facts(
    kind: AgendaKind, meeting: Meeting, person: Person, reckoning: Reckoning, *, limit: int
) -> tuple[list[FactRow], int]:
    programme_id, quarter = meeting.programme_id, meeting.quarter
    units = seen_units(person, programme_id)
    match kind:
        case AgendaKind.TOPIC:
            return [], 0
        case AgendaKind.PREVIOUS:
            return _left_of(meeting, person, reckoning, limit=limit)
        case AgendaKind.UNREPORTED:
            reports, total = reports_owed(
                programme_id, quarter=quarter, reckoning=reckoning, unit_ids=units, limit=limit
            )
            return [_of_report(row, reckoning) for row in reports], total
        case AgendaKind.TARGETS:
            missed = targets_behind(programme_id, year=quarter.year, on=reckoning.today, unit_ids=units)
            return [_of_target(one) for one in missed[:limit]], len(missed)
        case _:
            wanted = Narrowed(wanted=PARTS[kind])
            parts = tasks.owed(
                programme_id, quarter=quarter, reckoning=reckoning, unit_ids=units, narrowed=wanted, limit=limit
            )
            return [_of_part(row) for row in parts.rows], _part_counts(meeting, reckoning, units)[PARTS[kind]]


def _part_counts(meeting: Meeting, reckoning: Reckoning, units: Collection[int] | None) -> dict[Standing, int]:
    counted = tasks.owed_by_unit(meeting.programme_id, quarter=meeting.quarter, reckoning=reckoning, unit_ids=units)
    return {standing: sum(unit.of(standing) for unit in counted) for standing in PARTS.values()}


def _left_of(meeting: Meeting, person: Person, reckoning: Reckoning, *, limit: int) -> tuple[list[FactRow], int]:
    """What earlier meetings concluded and is still to be done, the oldest meeting first."""
    query = judged(person, reckoning.today, earlier_than(meeting), conclusions_visible_to(person))
    state = query.selected_columns["state"]
    more = (Conclusion.id, Conclusion.number, Conclusion.text, Conclusion.due_on, Meeting.title, sa.func.count().over())
    query = query.add_columns(*more).where(state.in_([one.value for one in LEFT]))
    order = (Meeting.quarter, Meeting.id, Conclusion.position, Conclusion.id)
    found = db.session.execute(query.order_by(*order).limit(at_most(limit))).all()
    addressed = addressed_by([row.id for row in found])
    rows = []
    for row in found:
        came = read(row)
        assert came.state is not None  # it is asked for
        numbered = f"{row.number} · {row.title}" if row.number else row.title
        rows.append(
            FactRow(
                unit=", ".join(addressed.get(row.id, ())),
                what=row.text,
                source=numbered,
                record="conclusion",
                record_id=row.id,
                due_on=row.due_on,
                late=_late(row.due_on, reckoning),
                state=came.state,
                tone=came.tone,
                done=came.done,
                parts=came.parts,
            )
        )
    return rows, found[0][-1] if found else 0


def _of_part(row: WorkRow) -> FactRow:
    return FactRow(
        unit=row.unit_name,
        what=row.title,
        source=", ".join(filter(None, (row.source, row.clause))),
        record="task",
        record_id=row.task_id,
        due_on=row.due_on,
        late=max(0, -(row.days_left or 0)),
        state=row.standing,
        tone="open" if row.standing is Standing.SUBMITTED else row.standing.value,
    )


def _of_report(row: ReportRow, reckoning: Reckoning) -> FactRow:
    return FactRow(
        unit=row.unit_name,
        what=row.duty_name,
        source=row.period,
        record="report",
        record_id=row.id,
        due_on=row.due_on,
        late=_late(row.due_on, reckoning),
        state=row.standing,
        tone="open" if row.standing.value == "undated" else row.standing.value,
    )


def _of_target(one: Behind) -> FactRow:
    return FactRow(
        unit=one.unit_name,
        what=one.text,
        source=one.period,
        record="target",
        record_id=one.target_id,
        state=Outcome.MISSED,
        tone="due-soon",
        demanded=one.demanded,
        measured=one.measured,
        gap=one.gap,
        measure=one.measure,
    )


def _late(due_on: date | None, reckoning: Reckoning) -> int:
    return max(0, -(reckoning.days_left(due_on) or 0))
