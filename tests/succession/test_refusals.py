"""What cannot be decided is refused with words, and nothing of it is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.succession.conftest import DAY, LATER, commune, into
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.office.models import Unit
from tracker.succession import rules
from tracker.succession.models import ChangeKind, UnitChange
from tracker.tasks.models import State
from tracker.tasks.rules import PartIsSettledThere


def everything():
    counts = [sa.select(sa.func.count(table.id)).scalar_subquery() for table in (UnitChange, Unit, AuditEvent)]
    return db.session.execute(sa.select(*counts)).one()


def refuse(communes, decision, refusal):
    before = everything()
    with pytest.raises(refusal) as refused:
        communes.decide(decision)
    db.session.rollback()
    assert everything() == before
    return refused.value


def test_a_merger_of_one_unit(communes):
    refuse(communes, communes.merger(units=[communes.one]), rules.TooFewUnits)


def test_a_division_into_one(communes):
    refuse(communes, communes.division("Xã Một Mình"), rules.TooFewSuccessors)


def test_a_unit_among_its_own_successors(communes):
    loop = replace(communes.merger(), successors=into(communes.two))
    assert refuse(communes, loop, rules.SuccessorOfItself).parameters == {"unit": "Xã Đăk Sú"}


def test_a_chain_that_comes_back(communes):
    new = communes.merge()
    back = replace(communes.merger(units=[new], on=DAY + timedelta(days=9)), successors=into(communes.one))
    refuse(communes, back, rules.UnitEndsBefore)


def test_a_planned_chain_that_comes_back(communes):
    there = replace(communes.merger(units=[communes.one], on=LATER), successors=into(communes.two))
    communes.decide(there)
    back = replace(communes.merger(units=[communes.two], on=LATER), successors=into(communes.one))
    refuse(communes, back, rules.UnitChangesAlready)


def test_a_unit_that_has_ended_already(communes):
    communes.merge()
    refuse(communes, communes.division(on=DAY + timedelta(days=9)), rules.UnitEndsBefore)


def test_the_same_merger_twice(communes):
    communes.merge()
    refuse(communes, communes.merger("Tên khác"), rules.UnitEndsBefore)


def test_a_unit_with_another_change_ahead(communes):
    communes.decide(communes.merger(on=LATER))
    for decision in (communes.division(on=LATER), communes.new_name(on=DAY), communes.end(on=LATER)):
        refuse(communes, decision, rules.UnitChangesAlready)


def test_a_day_before_the_unit_began_or_last_changed(communes):
    new = communes.merge()
    early = replace(communes.division(), unit_ids=(new.id,))
    refuse(communes, early, rules.EndsBeforeItBegan)
    refuse(communes, replace(early, on=DAY - timedelta(days=1)), rules.EndsBeforeItBegan)


def test_a_day_before_its_last_new_name(communes):
    communes.decide(communes.new_name())
    refuse(communes, communes.new_name("Xã Tên Nữa"), rules.EndsBeforeItBegan)


@pytest.mark.parametrize("name", ["Xã Đăk Tơ Mil", "xã  đăk tơ mil", "Xã Dak To Mil"])
def test_a_name_that_another_unit_has(communes, name):
    refuse(communes, communes.merger(name), rules.NameIsTaken)


def test_a_name_that_is_planned_for_another(town, communes):
    communes.decide(communes.merger("Xã Sắp Có", on=LATER))
    others = [town.new_unit("Xã Ba"), town.new_unit("Xã Bốn")]
    refuse(communes, communes.merger("Xã Sắp Có", units=others), rules.NameIsTaken)


def test_two_successors_of_one_name(communes):
    refuse(communes, communes.division("Xã Mơ", "Xã Mơ"), rules.NameIsTaken)


def test_the_name_that_it_has(communes):
    refuse(communes, communes.new_name("Xã Đăk Mơ"), rules.NameIsTheSame)


def test_the_end_of_a_unit_that_gathers_reports(town, communes):
    with transaction():
        town.programme.standing_unit = communes.one
    refuse(communes, communes.end(), rules.GathersReports)


def test_a_unit_that_is_not_there(communes):
    refuse(communes, replace(communes.merger(), unit_ids=(communes.one.id, 99999)), rules.UnitUnknown)


@pytest.mark.parametrize("day", [date(2205, 7, 1), date(205, 7, 1)])
def test_a_day_that_is_years_away(communes, day):
    refuse(communes, communes.merger(on=day), rules.DayIsTooFar)


def test_a_successor_below_a_unit_that_ends(communes):
    below = replace(communes.merger(), successors=(commune("Xã Dưới", parent_id=communes.one.id),))
    refuse(communes, below, rules.ParentEnds)


def test_an_open_part_that_meets_a_settled_one_of_the_unit_that_takes_over(communes):
    task = communes.shared_task()
    communes.part(communes.two, State.ACCEPTED, task=task)
    merger = replace(communes.merger(units=[communes.one]), successors=into(communes.two))
    refuse(communes, merger, PartIsSettledThere)
    assert db.session.get_one(Unit, communes.one.id).ended_on is None


def test_kinds_that_happen_to_one_unit(communes):
    both = (communes.one.id, communes.two.id)
    for kind in (ChangeKind.SPLIT, ChangeKind.RENAME, ChangeKind.END):
        refuse(communes, replace(communes.division(), kind=kind, unit_ids=both), rules.NeedsOneUnit)
