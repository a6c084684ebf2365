"""Who may act for whom, on which day."""

from datetime import timedelta

import pytest

from tracker.core.db import db, transaction
from tracker.office import queries
from tracker.office.models import Person, Power, Role, RoleKind


def test_officer_and_head_act_for_their_own_unit_alone(town):
    own, other = town.unit("Phòng Dân tộc").id, town.unit("xã Đăk Tô Mil").id
    officer, head = town.person("officer"), town.person("head")
    assert officer.acts_for(own)
    assert head.acts_for(own)
    assert head.heads(own)
    assert not officer.heads(own)
    assert not officer.acts_for(other)
    assert officer.own_unit_ids == {own}


def test_staff_and_chair_run_the_programme_and_the_observer_reads_it(town):
    programme_id = town.programme.id
    assert town.person("staff").runs(programme_id)
    assert not town.person("staff").chairs(programme_id)
    assert town.person("chair").chairs(programme_id)
    assert town.person("observer").observes(programme_id)
    assert not town.person("observer").runs(programme_id)
    assert not town.person("admin").observes(programme_id)
    assert town.person("admin").is_admin


@pytest.mark.parametrize(
    ("begins", "ends", "in_force"),
    [(None, None, True), (0, None, True), (1, None, False), (-9, -1, False), (-9, 0, True), (-9, 9, True)],
)
def test_a_role_holds_on_its_days(town, begins, ends, in_force):
    person = town.new_person("Người Mới", role=RoleKind.OFFICER)
    with transaction():
        role = db.session.query(Role).filter_by(person_id=person.id).one()
        role.valid_from = None if begins is None else town.today + timedelta(days=begins)
        role.valid_to = None if ends is None else town.today + timedelta(days=ends)
    found = queries.get_person(person.id, town.today)
    assert bool(found.powers) is in_force


def test_who_has_left_is_nobody_from_that_day_on(town):
    person = town.new_person("Người Đi")
    with transaction():
        person.ended_on = town.today
    assert queries.get_person(person.id, town.today) is None
    assert queries.get_person(person.id, town.today - timedelta(days=1)) is not None


def test_nobody_has_powers_who_was_not_asked_for_them(town):
    """What a list of people loads can do nothing."""
    assert all(person.powers == () for person in db.session.query(Person))


def test_one_person_may_hold_several_roles(town):
    person = town.new_person("Người Bận", role=RoleKind.HEAD)
    with transaction():
        db.session.add(Role(person_id=person.id, kind=RoleKind.STAFF, programme_id=town.programme.id))
    found = queries.get_person(person.id, town.today)
    assert found.heads(town.unit("Phòng Dân tộc").id)
    assert found.runs(town.programme.id)


def test_a_power_counts_by_its_kind_and_where_it_is_held():
    person = Person(full_name="A Brol")
    person.powers = (
        Power(RoleKind.OBSERVER, unit_id=1),
        Power(RoleKind.OFFICER, programme_id=2),
        Power(RoleKind.STAFF),
        Power(RoleKind.ADMIN, unit_id=1, programme_id=2),
    )
    assert not person.acts_for(1)
    assert not person.runs(2)
    assert not person.observes(2)
    assert person.own_unit_ids == person.observed_programme_ids == frozenset()
