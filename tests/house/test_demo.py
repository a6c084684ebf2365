"""The demo town tells one true story, on every day on which somebody tries it."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
import time_machine

from tests.databases import NOW
from tracker import cli, demo
from tracker.accounts.services import check_password
from tracker.audit.models import AuditEvent
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.demo import size
from tracker.factory import create_app
from tracker.meetings.models import Conclusion, Meeting, MeetingState
from tracker.office.models import Person
from tracker.tasks.models import Assignment, DueKind, ProgressUpdate, State, Task, TaskKind, TaskState

DAYS = [date(2026, 1, 2), date(2026, 2, 16), date(2029, 8, 8)]  # the year's first working day, the eve of Tết, far away
FURTHER = [
    pytest.param(day, marks=pytest.mark.proof) for day in (date(2026, 6, 30), date(2026, 12, 31), date(2027, 3, 1))
]


def test_the_plan_of_the_year_has_its_targets_and_tasks_each_beside_its_clause(town):
    plan, text = town.plan, town.document.text
    tasks = db.session.scalars(sa.select(Task).where(Task.plan_id == plan.id)).all()
    assert len(plan.targets) == 8
    assert len(town.document.citations) == 3
    assert [text[target.clause_start : target.clause_end] for target in plan.targets] == [t.text for t in plan.targets]
    assert all(text[task.clause_start : task.clause_end] == task.text for task in tasks)
    kinds = Counter((task.kind, task.quarter.number if task.quarter else 0) for task in tasks)
    assert kinds[TaskKind.REGULAR, 0] == 6
    assert [kinds[TaskKind.QUARTERLY, number] for number in (1, 2, 3, 4)] == [5, 5, 4, 5]
    assert sum(task.inspection for task in tasks) == 1


def test_a_deadline_that_the_plan_does_not_state_is_the_quarters_end_and_marked(town):
    for task in db.session.scalars(sa.select(Task).where(Task.kind == TaskKind.QUARTERLY)):
        assert task.due_inferred is (task.due_kind is DueKind.PERIOD_END)
        if task.due_inferred:
            assert task.due_on == task.quarter.last_day
        else:
            assert task.due_on.strftime("%Y") in task.due_words


def test_past_quarters_are_worked_through_with_a_few_left_overdue(town):
    past = sa.select(Assignment).where(Assignment.quarter < town.quarter)
    states = Counter(part.state for part in db.session.scalars(past))
    assert states[State.ACCEPTED] > 20 * states[State.IN_PROGRESS] > 0
    assert set(states) == {State.ACCEPTED, State.IN_PROGRESS}
    late = sa.select(sa.func.count()).where(AuditEvent.name == "assignment.submitted_late")
    returned = sa.select(sa.func.count()).where(AuditEvent.name == "assignment.returned")
    assert db.session.scalar(late) > 5
    assert db.session.scalar(returned) > 5


@pytest.mark.parametrize("unit", ["Phòng Dân tộc", "Xã Đăk Tơ Mil"])
def test_who_signs_in_for_a_unit_has_something_of_each_kind_to_do(town, unit):
    today, soon = town.today, work_calendar().after(town.today, 3)
    parts = db.session.scalars(sa.select(Assignment).where(Assignment.unit_id == town.unit(unit).id)).all()
    open_ = [part for part in parts if part.state in (State.ASSIGNED, State.IN_PROGRESS) and part.due_on]
    assert any(part.due_on < today for part in open_)
    assert any(today <= part.due_on <= soon for part in open_)
    assert any(part.due_on > soon for part in open_)
    assert any(part.state is State.RETURNED for part in parts)


def test_staff_have_something_to_accept(town):
    waiting = sa.select(Assignment).where(Assignment.state == State.SUBMITTED)
    assert len(db.session.scalars(waiting).all()) >= 5


def test_meetings_of_past_quarters_are_published_and_their_conclusions_are_work(town):
    foreseen = sa.select(Meeting).where(Meeting.plan_document_id.is_not(None))
    meetings = db.session.scalars(foreseen.order_by(Meeting.quarter)).all()
    assert [meeting.state for meeting in meetings] == [MeetingState.PUBLISHED] * 3 + [MeetingState.PLANNED]
    assert all(meeting.venue is not None and meeting.series_id is not None for meeting in meetings)
    for conclusion in db.session.scalars(sa.select(Conclusion)):
        assert conclusion.task.kind is TaskKind.CONCLUSION
        assert conclusion.task.state in (TaskState.ACTIVE, TaskState.DONE)


def test_nothing_happened_in_the_future_or_on_a_day_off(town):
    calendar = work_calendar()
    for at in db.session.scalars(sa.select(ProgressUpdate.at)):
        assert at < NOW
        assert calendar.is_working_day(clock.local(at).date())


def test_the_trail_was_written_in_the_order_of_time(town):
    moments = db.session.scalars(
        sa.select(AuditEvent.at).where(AuditEvent.name.like("assignment.%")).order_by(AuditEvent.id)
    )
    told = list(moments)
    assert told == sorted(told)


def test_everybody_whom_the_sign_in_page_offers_can_sign_in(app, town):
    offered = json.loads((Path(app.instance_path) / "demo.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in offered] == [
        "admin", "chair", "staff", "observer", "auditor", "head", "officer", "head2", "officer2",
    ]  # fmt: skip
    for one in offered:
        account = check_password(one["name"], one["password"], on=town.today)
        assert account.person.full_name in one["who"]
        assert account.person.unit.name in one["who"]


def test_an_office_that_is_there_is_left_alone(app, town, monkeypatch):
    monkeypatch.setattr(cli, "create_app", lambda: app)
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    db.session.rollback()
    runner = app.test_cli_runner()
    refused = runner.invoke(cli.main, ["demo"])
    assert refused.exit_code == 1
    assert "holds an office already" in refused.output
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == before


@pytest.fixture
def empty(copies, tmp_path, frozen_time):
    """An application over a migrated database in which nobody lives yet."""
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True)
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        yield tmp_path
        db.session.remove()
        db.engine.dispose()


@pytest.mark.only_on("sqlite")  # that it can be built on PostgreSQL is shown by every test there
@pytest.mark.parametrize("today", [*DAYS, *FURTHER], ids=str)
def test_the_town_can_be_built_on_any_day(empty, today):
    build_on(today, empty)
    assert not demo.is_empty()


def build_on(today: date, folder: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        demo.build(folder, today=today)
    quarters = set(db.session.scalars(sa.select(Assignment.quarter)))
    assert Quarter.of(today) in quarters
    assert (Quarter(today.year - 1, 4) in quarters) is (today.month <= 3)


def test_the_same_day_gives_the_same_town(town_as_rows, empty):
    demo.build(empty, today=NOW.date())
    assert rows() == town_as_rows


@pytest.fixture
def town_as_rows(app):
    with app.app_context():
        return rows()


def rows() -> list[tuple[object, ...]]:
    told = sa.select(AuditEvent.at, AuditEvent.name, AuditEvent.by_name, AuditEvent.subject_id).order_by(AuditEvent.id)
    return [tuple(row) for row in db.session.execute(told)]


@pytest.mark.proof
@pytest.mark.parametrize("week", range(52))
def test_the_town_can_be_built_in_every_week_of_a_year(empty, week):
    build_on(date(2026, 1, 1) + timedelta(days=week * 7 + week % 7), empty)


def test_nobody_is_named_twice(town):
    names = db.session.scalars(sa.select(Person.full_name)).all()
    assert len(names) == len(set(names)) == 27


def test_a_town_of_real_size_has_the_tasks_and_units_asked_for(app, town):
    known = db.session.scalar(sa.select(sa.func.count()).select_from(Task))
    with transaction():
        size.grow(size.Size(units=44, tasks=250, quarters=4), at=town.now)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Task)) == known + 250
    assert len(town.programme.members) == 44
    assert town.task("Việc tự tay thêm sau đó").id  # numbers go on where they were
