"""When units end, what they still owe goes to whoever takes over; what was accepted stays theirs.

Open is all that is neither accepted nor ended (`rules.UNFINISHED`): assigned, in progress, returned and declined, and
handed in too, since somebody must answer if it is returned. The quarter does not matter: what was owed before the day
is still owed after it. What units said of their parts stays with the parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from tracker import audit
from tracker.core.db import db
from tracker.core.errors import check_move
from tracker.office.models import Person, Unit
from tracker.office.services.handing_over import Takeover
from tracker.tasks import labels
from tracker.tasks.models import Assignment, Evidence, State, Task
from tracker.tasks.rules import MOVES, UNFINISHED, PartIsSettledThere, furthest_behind, strongest
from tracker.tasks.services.extending import close_extensions
from tracker.tasks.services.settling import finish_when_done

AT_ONCE = 1000  # rows in one statement


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many open parts went to a successor, and how many ended: joined into another, or with their unit."""

    moved: int
    ended: int


def hand_over(takeover: Takeover, *, parts: Mapping[int, Unit], by: Person | None, at: datetime) -> HandedOver:
    """Give every open part of units that end to who takes over; `parts` says which go to another than the main one.

    Two open parts of one task and period become one: see `_join`. Without a successor open parts end. Raises
    PartIsSettledThere where a unit that takes over has had its own part in the same task and period settled.
    """
    open_parts = _open_parts(takeover)
    if not takeover.successors:
        return _end_all(open_parts, takeover, by=by, at=at)
    meeting_there = _parts_of_successors(open_parts, takeover)
    together: dict[tuple[int, date, int], list[Assignment]] = {}
    for part in open_parts:
        heir = parts.get(part.id, takeover.main)
        together.setdefault((part.task_id, part.period_end, heir.id), []).append(part)
    heirs = {unit.id: unit for unit in takeover.successors}
    former = {unit.id: unit.name for unit in takeover.former}
    going: dict[int, list[Assignment]] = {}
    ending: list[Assignment] = []
    carriers: dict[int, Assignment] = {}  # by the number of a part that ends
    for (task_id, period_end, heir_id), group in together.items():
        there = meeting_there.get((task_id, period_end, heir_id))
        if there is not None and there.state not in UNFINISHED:
            raise PartIsSettledThere(unit=heirs[heir_id].name, task=there.task.title)
        if there is None and len(group) == 1:
            going.setdefault(heir_id, []).extend(group)
        else:
            carrier = _join([*([there] if there is not None else []), *group], heirs[heir_id], takeover, by=by, at=at)
            joined = [part for part in group if part is not carrier]
            carriers |= {part.id: carrier for part in joined}
            ending += joined
    _bring_files(carriers)
    db.session.flush()  # what carries on stands before the others are counted out
    for heir_id, group in going.items():
        _set(group, unit_id=heir_id)
        for part in group:
            name = "assignment.moved_by_division" if takeover.divides else "assignment.moved_by_merger"
            _tell(part, name, by=by, at=at, former=former[part.unit_id], unit=heirs[heir_id].name, day=takeover.on)
    _end(ending, "assignment.ended_by_merger", takeover, by=by, at=at)
    db.session.expire_all()
    return HandedOver(moved=len(open_parts) - len(ending), ended=len(ending))


def _join(
    parts: Sequence[Assignment], heir: Unit, takeover: Takeover, *, by: Person | None, at: datetime
) -> Assignment:
    """One part carries on for several of one task and period: that of the heir itself, else the one furthest behind.

    It stands as the one furthest behind does, with its percent: percents of merged units are never averaged. It has
    the weightiest duty and the earliest deadline of them, and the words of each, with the name of whose they were.
    """
    behind = furthest_behind(parts)
    carrier = parts[0] if parts[0].unit_id == heir.id else behind
    formers = [part.unit.name for part in parts]
    carrier.state, carrier.percent, carrier.submitted_at = behind.state, behind.percent, behind.submitted_at
    carrier.part = strongest(part.part for part in parts)
    carrier.due_on = min((part.due_on for part in parts if part.due_on is not None), default=None)
    carrier.first_due_on = min((part.first_due_on for part in parts if part.first_due_on is not None), default=None)
    carrier.words = _said((part.unit, part.words) for part in parts)
    carrier.settled_words = _said((part.unit, part.settled_words) for part in parts)
    all_declined = carrier.state is State.DECLINED
    carrier.declined_words = _said((part.unit, part.declined_words) for part in parts) if all_declined else ""
    carrier.unit, carrier.changed_at = heir, at
    facts = {"former": formers, "unit": heir.name, "percent": carrier.percent, "day": takeover.on}
    _tell(carrier, "assignment.joined", by=by, at=at, **facts)
    return carrier


def _bring_files(carriers: Mapping[int, Assignment]) -> None:
    """Files go where the words go: whoever carries on must be able to show them."""
    for some in _batches(sorted(carriers)):
        for file in db.session.scalars(sa.select(Evidence).where(Evidence.assignment_id.in_(some))):
            file.assignment = carriers[file.assignment_id]


def _said(words: Iterable[tuple[Unit, str]]) -> str:
    """Each unit's words under its name."""
    return "\n".join(f"{unit.name}: {said.strip()}" for unit, said in words if said.strip())


def _open_parts(takeover: Takeover) -> list[Assignment]:
    """The open parts of the units that end, held until the action ends."""
    wanted = (
        sa.select(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.unit_id.in_(takeover.former_ids), Assignment.state.in_(UNFINISHED))
        .options(contains_eager(Assignment.task))
        .order_by(Assignment.id)
        .with_for_update(of=Assignment)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(wanted))


def _parts_of_successors(
    open_parts: Sequence[Assignment], takeover: Takeover
) -> dict[tuple[int, date, int], Assignment]:
    """What those who take over have themselves in the same tasks, settled or not."""
    task_ids = sorted({part.task_id for part in open_parts})
    heirs = [unit.id for unit in takeover.successors]
    found: dict[tuple[int, date, int], Assignment] = {}
    for some in _batches(task_ids):
        wanted = sa.select(Assignment).where(Assignment.unit_id.in_(heirs), Assignment.task_id.in_(some))
        for part in db.session.scalars(wanted.order_by(Assignment.id).with_for_update()):
            found[part.task_id, part.period_end, part.unit_id] = part
    return found


def _end_all(parts: Sequence[Assignment], takeover: Takeover, *, by: Person | None, at: datetime) -> HandedOver:
    """Nobody takes over: the parts end. A task of which only accepted parts are left is done."""
    _end(parts, "assignment.ended_with_unit", takeover, by=by, at=at)
    tasks = {part.task for part in parts}
    db.session.expire_all()
    for task in sorted(tasks, key=lambda task: task.id):
        finish_when_done(task, by=by, at=at)
    return HandedOver(moved=0, ended=len(parts))


def _end(parts: Sequence[Assignment], name: str, takeover: Takeover, *, by: Person | None, at: datetime) -> None:
    close_extensions(parts, by=by, at=at)
    for part in parts:
        check_move(MOVES, part.state, State.ENDED, labels.STATE)
        _tell(part, name, by=by, at=at, unit=part.unit.name, day=takeover.on)
    _set(parts, state=State.ENDED)


def _set(parts: Sequence[Assignment], **values: Any) -> None:
    for some in _batches([part.id for part in parts]):
        db.session.execute(
            sa.update(Assignment)
            .where(Assignment.id.in_(some))
            .values(version=Assignment.version + 1, **values)
            .execution_options(synchronize_session=False)
        )


def _tell(part: Assignment, name: str, *, by: Person | None, at: datetime, **facts: Any) -> None:
    audit.record(name, subject=part, story=part.task, by=by, at=at, **facts)


def _batches(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
