"""One unit becomes several; units are renamed, and end without a successor."""

from datetime import timedelta

from tests.succession.conftest import DAY, roles_of
from tracker.core.db import db
from tracker.office import queries as office
from tracker.office.models import RoleKind, Unit
from tracker.succession.decisions import Choices, with_choices
from tracker.tasks.models import State, TaskState


def successors(change):
    return [db.session.get_one(Unit, new["id"]) for new in change.new_units]


def test_everything_goes_to_the_main_successor_unless_another_is_chosen(town, communes, trail):
    kept, given = communes.part(communes.one, title="Việc ở lại"), communes.part(communes.one, title="Việc đi")
    choices = Choices(parts={given.id: 0}, people={communes.officer_of_one.id: 0})
    upper, lower = successors(communes.decide(communes.division(main=1, choices=choices)))
    assert (kept.unit_id, given.unit_id) == (lower.id, upper.id)
    assert trail(given)[-1] == "assignment.moved_by_division"
    assert (communes.head_of_one.unit_id, communes.officer_of_one.unit_id) == (lower.id, upper.id)
    assert roles_of(town, communes.officer_of_one) == {(RoleKind.OFFICER, upper.id)}
    assert roles_of(town, communes.head_of_one) == {(RoleKind.HEAD, lower.id)}
    assert {upper, lower} <= set(town.programme.members)


def test_a_choice_of_a_successor_that_is_none_counts_for_nothing(communes):
    part = communes.part(communes.one)
    decision = with_choices(communes.division(), Choices(parts={part.id: 7}, heads={3: 1}))
    assert decision.choices == Choices()


def test_a_new_name_counts_from_its_day_and_the_old_one_is_found_before(communes, trail):
    communes.decide(communes.new_name())
    unit = communes.one
    assert (unit.name, unit.ended_on) == ("Phường Đăk Mơ", None)
    assert office.name_book(on=DAY).find("Phường Đăk Mơ").unit_id == unit.id
    days = {name.name: (name.valid_from, name.valid_to) for name in unit.names}
    assert days == {"Xã Đăk Mơ": (None, DAY - timedelta(days=1)), "Phường Đăk Mơ": (DAY, None)}
    assert trail(unit)[-1] == "unit.renamed"


def test_where_nobody_takes_over_open_parts_and_roles_end(town, communes, trail):
    going = communes.part(communes.one)
    done = communes.part(communes.one, State.ACCEPTED, title="Việc đã xong")
    communes.decide(communes.end())
    assert (going.state, going.unit_id) == (State.ENDED, communes.one.id)
    assert trail(going)[-1] == "assignment.ended_with_unit"
    assert done.state is State.ACCEPTED
    assert roles_of(town, communes.head_of_one) == set()
    assert communes.head_of_one.unit_id == communes.one.id, "an admin moves them"


def test_a_task_of_which_only_accepted_parts_are_left_is_done(communes):
    task = communes.shared_task()
    communes.part(communes.two, State.ACCEPTED, task=task)
    communes.decide(communes.end())
    assert task.state is TaskState.DONE
