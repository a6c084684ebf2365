"""What is done to tasks, on both databases."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.core.periods import Quarter
from tracker.tasks import services
from tracker.tasks.models import Part, ProgressUpdate, State, TaskKind, TaskMode, TaskState
from tracker.tasks.rules import ReturnNeedsWords, TaskNeedsUnit
from tracker.tasks.services import Addressed, TaskFacts


def last_event() -> AuditEvent:
    return db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()


def test_a_unit_named_twice_has_one_part_the_leading_one(town):
    task = town.task(lead="Phòng Dân tộc", joining=["Phòng Dân tộc", "Xã Đăk Tơ Mil"])
    assert [(a.unit.name, a.part) for a in task.assignments] == [
        ("Phòng Dân tộc", Part.LEAD),
        ("Xã Đăk Tơ Mil", Part.COORDINATE),
    ]
    assert task.mode is TaskMode.JOINT


def test_a_group_is_expanded_and_remembered(town):
    task = town.task(group="UBND các xã, thị trấn")
    assert len(task.assignments) == 7
    assert {a.group.name for a in task.assignments} == {"UBND các xã, thị trấn"}
    assert task.mode is TaskMode.EACH


def test_a_task_without_a_unit_that_does_it_is_refused_and_nothing_is_stored(town):
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    with pytest.raises(TaskNeedsUnit):
        town.task(lead=None, joining=["Xã Đăk Tơ Mil"])
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == before


def test_a_regular_task_has_a_part_for_each_quarter_that_has_not_ended(town):
    task = town.task(kind=TaskKind.REGULAR, quarter=Quarter(2027, 1))
    assert [(str(a.quarter), a.due_on) for a in task.assignments] == [
        (f"2027-Q{n}", Quarter(2027, n).last_day) for n in range(1, 5)
    ]
    late = town.task(kind=TaskKind.REGULAR, quarter=town.quarter)
    assert [str(a.quarter) for a in late.assignments] == ["2026-Q4"]


def test_progress_is_kept_whole_and_told(town):
    part = town.assignment(state=State.IN_PROGRESS, percent=30, words="Đã họp.")
    with transaction():
        services.update_progress(
            part, percent=70, words="Đã làm.", seen=part.version, by=town.person("officer"), at=town.now
        )
    said = db.session.scalars(sa.select(ProgressUpdate).where(ProgressUpdate.assignment_id == part.id)).all()
    assert [(u.percent, u.words) for u in said] == [(30, "Đã họp."), (70, "Đã làm.")]
    event = last_event()
    assert (event.name, event.facts["old_percent"], event.facts["percent"]) == ("assignment.updated", 30, 70)
    assert (event.story_type, event.story_id) == ("task", part.task_id)


def test_the_second_of_two_who_saw_the_same_is_told(town):
    part = town.assignment()
    seen, officer, head = part.version, town.person("officer"), town.person("head")
    with transaction():
        services.update_progress(part, percent=50, words="một", seen=seen, by=officer, at=town.now)
    with pytest.raises(ChangedMeanwhile), transaction():
        services.update_progress(part, percent=60, words="hai", seen=seen, by=head, at=town.now)
    assert (part.percent, part.words) == (50, "một")


@pytest.mark.parametrize(("days", "name"), [(0, "assignment.submitted"), (-1, "assignment.submitted_late")])
def test_handing_in_says_whether_it_is_in_time(town, days, name):
    part = town.assignment(due=town.today + timedelta(days=days), state=State.SUBMITTED)
    assert (part.percent, part.submitted_at) == (100, town.now)
    assert last_event().name == name


def test_accepting_the_leads_part_finishes_a_joint_task_and_leaves_the_others_open(town):
    task = town.task(lead="Phòng Dân tộc", joining=["Xã Đăk Tơ Mil"])
    town.assignment(task=task, unit="Phòng Dân tộc", state=State.ACCEPTED)
    assert task.state is TaskState.DONE
    assert {a.unit.name: a.state for a in task.assignments}["Xã Đăk Tơ Mil"] is State.ASSIGNED
    assert last_event().name == "task.done"


def test_a_returned_part_counts_as_not_handed_in(town):
    part = town.assignment(state=State.RETURNED)
    assert part.submitted_at is None
    assert part.settled_words == "Thiếu danh sách hộ kèm theo."
    assert last_event().facts["words"] == "Thiếu danh sách hộ kèm theo."


def test_a_part_is_not_returned_without_words(town):
    part = town.assignment(state=State.SUBMITTED)
    with pytest.raises(ReturnNeedsWords), transaction():
        services.return_assignment(part, words="  ", by=town.person("staff"), at=town.now)
    assert part.state is State.SUBMITTED


def test_what_was_accepted_cannot_be_handed_in_again(town):
    part = town.assignment(state=State.ACCEPTED)
    with pytest.raises(NotFromHere), transaction():
        services.submit_assignment(part, words="", seen=part.version, by=town.person("officer"), at=town.now)


def test_a_new_deadline_moves_open_parts_and_leaves_those_handed_in(town):
    old, new = date(2026, 11, 30), date(2026, 12, 15)
    task = town.task(doing=["Phòng Dân tộc", "Xã Đăk Tơ Mil"], due=old)
    town.assignment(task=task, unit="Xã Đăk Tơ Mil", state=State.SUBMITTED)
    facts = TaskFacts(title="Tên mới", kind=task.kind, quarter=town.quarter, due_on=new)
    with transaction():
        services.edit_task(
            task, facts, document=None, plan_id=None, seen=task.version, by=town.person("staff"), at=town.now
        )
    assert {a.unit.name: a.due_on for a in task.assignments} == {"Phòng Dân tộc": new, "Xã Đăk Tơ Mil": old}


def test_two_who_mend_one_task_do_not_overwrite_each_other(town):
    task = town.task()
    seen, facts = task.version, TaskFacts(title="Một", kind=task.kind, quarter=town.quarter)
    with transaction():
        services.edit_task(task, facts, document=None, plan_id=None, seen=seen, by=town.person("staff"), at=town.now)
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_task(task, facts, document=None, plan_id=None, seen=seen, by=town.person("chair"), at=town.now)


def test_preview_and_making_agree_on_the_units(town):
    addressed = [Addressed(Part.LEAD, group=town.group("UBND các xã, thị trấn"))]
    meant = services.units_meant(addressed, programme_id=town.programme.id, on=town.today)
    assert [unit.id for unit in meant] == [a.unit_id for a in town.task(group="UBND các xã, thị trấn").assignments]
