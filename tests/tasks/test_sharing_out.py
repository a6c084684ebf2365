"""A further unit, a part that ends, a part that goes to another unit: in tasks that go on."""

from datetime import date

import pytest

from tests.together import at_once
from tests.town import OTHER, OWN, Town
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.core.periods import Quarter
from tracker.tasks import services
from tracker.tasks.models import Assignment, Part, State, Task, TaskKind, TaskState
from tracker.tasks.rules import LeadIsThere, NobodyWouldDoIt, ReasonNeeded, UnitHasPart
from tracker.tasks.services import Addressed

THIRD = "Phòng Văn hóa và Thông tin"


@pytest.fixture
def by_staff(town):
    return {"by": town.person("staff"), "at": town.now}


def states_of(task: Task) -> dict[str, State]:
    db.session.expire_all()
    return {part.unit.name: part.state for part in task.assignments}


def test_a_further_unit_gets_a_part_with_the_deadline_of_the_task(town, sign_in):
    task = town.task(lead=OWN, due=date(2026, 11, 30))
    staff, address = sign_in("staff"), f"/tasks/{task.id}/share"
    assert staff.get(address).status_code == 200
    data = {"addressed": f"unit-{town.unit(OTHER).id}", "part": "coordinate"}
    assert staff.post(address, data=data).location == address
    db.session.expire_all()
    given = next(part for part in task.assignments if part.unit.name == OTHER)
    assert (given.part, given.due_on) == (Part.COORDINATE, date(2026, 11, 30))
    assert story_of(task)[0].name == "task.part_given"
    assert "phối hợp" in staff.get(f"/tasks/{task.id}").text
    again = staff.post(address, data=data)
    assert again.status_code == 422
    assert 'id="addressed-errors"' in again.text


def test_of_a_group_those_without_a_part_get_one_and_the_group_is_remembered(town, by_staff):
    task = town.task(lead=OWN, joining=[OTHER])
    group = town.group("UBND các xã, thị trấn")
    with transaction():
        made = services.give_part(task, Addressed(Part.IMPLEMENT, group=group), **by_staff)
    assert len(made) == 6
    assert {part.group for part in made} == {group}
    with pytest.raises(UnitHasPart), transaction():
        services.give_part(task, Addressed(Part.IMPLEMENT, group=group), **by_staff)


def test_a_joint_task_has_one_lead_and_nobody_joins_what_is_over(town, by_staff):
    task = town.task(lead=OWN)
    with pytest.raises(LeadIsThere), transaction():
        services.give_part(task, Addressed(Part.LEAD, unit=town.unit(OTHER)), **by_staff)
    done = town.assignment(state=State.ACCEPTED).task
    with pytest.raises(NotFromHere), transaction():
        services.give_part(done, Addressed(Part.ADVISE, unit=town.unit(OTHER)), **by_staff)


def test_a_part_ends_with_its_reason_and_the_rest_may_be_done_then(town, sign_in):
    task = town.task(doing=[OWN, OTHER])
    town.assignment(task=task, unit=OWN, state=State.ACCEPTED)
    part = next(part for part in task.assignments if part.unit.name == OTHER)
    staff = sign_in("staff")
    assert staff.get(f"/assignments/{part.id}/end").status_code == 200
    answer = staff.post(f"/assignments/{part.id}/end", data={"words": "Xã không có mô hình."})
    assert answer.location == f"/tasks/{task.id}"
    assert states_of(task) == {OWN: State.ACCEPTED, OTHER: State.ENDED}
    assert (task.state, part.declined_words) == (TaskState.DONE, "Xã không có mô hình.")


def test_somebody_must_be_left_to_answer_for_the_task(town, by_staff):
    joint = town.task(lead=OWN, joining=[OTHER])
    each = town.task(doing=[OWN, OTHER])
    later = {"later_too": True, "words": "Thôi.", **by_staff}
    with pytest.raises(NobodyWouldDoIt), transaction():
        services.end_part(joint.assignments[0], **later)
    with transaction():
        services.end_part(joint.assignments[1], **later)
        services.end_part(each.assignments[0], **later)
    with pytest.raises(NobodyWouldDoIt), transaction():
        services.end_part(each.assignments[1], **later)


def test_another_unit_gets_the_same_part_with_the_same_deadlines(town, sign_in):
    task = town.task(lead=OWN, joining=[THIRD], due=date(2026, 11, 30))
    part, staff = task.assignments[0], sign_in("staff")
    page = staff.get(f"/assignments/{part.id}/reassign").text
    assert OTHER in page
    data = {"unit": town.unit(OTHER).id, "words": "Phòng đã nhập vào nơi khác."}
    assert staff.post(f"/assignments/{part.id}/reassign", data=data).location == f"/tasks/{task.id}"
    assert states_of(task) == {OWN: State.ENDED, THIRD: State.ASSIGNED, OTHER: State.ASSIGNED}
    given = task.assignments[-1]
    assert (given.part, given.due_on, given.period_end) == (Part.LEAD, date(2026, 11, 30), part.period_end)
    assert story_of(task)[0].name == "assignment.reassigned"
    assert sign_in("officer2").get(f"/assignments/{given.id}/update").status_code == 200


def test_a_unit_that_has_or_had_a_part_there_is_refused_beside_the_field(town, sign_in):
    task = town.task(lead=OWN, joining=[OTHER])
    address = f"/assignments/{task.assignments[0].id}/reassign"
    answer = sign_in("staff").post(address, data={"unit": town.unit(OTHER).id, "words": "Đổi đơn vị."})
    assert answer.status_code == 422
    assert 'id="unit-errors"' in answer.text
    assert "Đổi đơn vị." in answer.text
    assert states_of(task) == {OWN: State.ASSIGNED, OTHER: State.ASSIGNED}


def test_without_a_reason_a_part_stays_where_it_is(town, by_staff):
    task = town.task(lead=OWN)
    with pytest.raises(ReasonNeeded), transaction():
        services.reassign_part(task.assignments[0], town.unit(OTHER), words=" ", later_too=False, **by_staff)
    assert states_of(task) == {OWN: State.ASSIGNED}


@pytest.mark.parametrize(("later_too", "gone"), [(True, 4), (False, 1)])
def test_of_a_regular_task_later_periods_go_along_where_that_is_wanted(town, by_staff, later_too, gone):
    task = town.task(kind=TaskKind.REGULAR, quarter=Quarter(2027, 1))
    with transaction():
        made = services.reassign_part(
            task.assignments[0], town.unit(OTHER), words="Đổi.", later_too=later_too, **by_staff
        )
    assert [part.state for part in task.assignments].count(State.ENDED) == gone
    assert [str(part.quarter) for part in made] == [f"2027-Q{n}" for n in range(1, gone + 1)]


@pytest.mark.parametrize("who", ["officer", "head", "observer"])
def test_only_those_who_run_the_programme_share_out(town, sign_in, who):
    part, person = town.assignment(), sign_in(who)
    for act in ("end", "reassign"):
        assert person.post(f"/assignments/{part.id}/{act}", data={"words": "x"}).status_code == 403


def test_of_two_who_give_one_part_to_two_units_one_comes_too_late(app, town):
    part = town.assignment()

    def giving(name: str):
        def act(town: Town) -> None:
            facts = {"later_too": False, "words": "Đổi.", "by": town.person("staff"), "at": town.now}
            services.reassign_part(db.session.get_one(Assignment, part.id), town.unit(name), **facts)

        return act

    refused = at_once(app, [giving(OTHER), giving(THIRD)])
    assert [type(refusal) for refusal in refused] == [NotFromHere]
    assert len(db.session.get_one(Task, part.task_id).assignments) == 2
