"""A merger of units that owe very much is done within seconds."""

import time

import sqlalchemy as sa

from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.tasks.models import Assignment, DueKind, Part, State, Task, TaskKind, TaskMode, TaskState

PARTS = 2000


def fill(town, communes):
    """A thousand tasks of which each commune has its own, and five hundred that both share."""
    common = {"programme_id": town.programme.id, "kind": TaskKind.QUARTERLY, "mode": TaskMode.EACH}
    common |= {"state": TaskState.ACTIVE, "quarter": Quarter(2026, 4), "due_kind": DueKind.NONE}
    with transaction():
        tasks = [Task(title=f"Việc {n}", **common) for n in range(PARTS * 3 // 4)]
        db.session.add_all(tasks)
        db.session.flush()
        owed = [(task, unit) for task in tasks[: PARTS // 4] for unit in (communes.one, communes.two)]
        owed += [(task, communes.one) for task in tasks[PARTS // 4 :]]
        db.session.add_all(
            Assignment(
                task_id=task.id, unit_id=unit.id, programme_id=town.programme.id, part=Part.IMPLEMENT,
                quarter=Quarter(2026, 4), period_end=Quarter(2026, 4).last_day, state=State.ASSIGNED, percent=0,
                changed_at=town.now,
            )
            for task, unit in owed
        )  # fmt: skip


def test_two_thousand_open_parts_move_within_seconds(town, communes):
    fill(town, communes)
    began = time.perf_counter()
    new = communes.merge()
    took = time.perf_counter() - began
    counted = sa.select(Assignment.unit_id, Assignment.state, sa.func.count()).group_by(
        Assignment.unit_id, Assignment.state
    )
    found = {(unit_id, state): number for unit_id, state, number in db.session.execute(counted)}
    assert found[new.id, State.ASSIGNED] == PARTS * 3 // 4
    ended = [found.get((unit.id, State.ENDED), 0) for unit in (communes.one, communes.two)]
    assert sum(ended) == PARTS // 4
    assert (communes.one.id, State.ASSIGNED) not in found
    assert took < 10  # about one second where nothing else runs
