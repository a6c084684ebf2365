"""What is decided ahead of its day waits, can be cancelled, and is carried out by the worker."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.succession.conftest import LATER, into
from tests.together import at_once
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.office.models import Unit
from tracker.succession import queries, rules, services
from tracker.succession.jobs import carry_out_due
from tracker.succession.models import ChangeState, UnitChange

ON_THE_DAY = datetime(2026, 12, 1, 1, tzinfo=UTC)  # eight in the morning in Vietnam


def fresh(change):
    db.session.expire_all()
    return queries.get_change(change.id)


def worker_on_the_day():
    db.session.rollback()
    with time_machine.travel(ON_THE_DAY, tick=False):
        return carry_out_due(LATER)


def test_it_changes_nothing_before_its_day(communes):
    part = communes.part(communes.one)
    change = communes.decide(communes.merger(on=LATER))
    assert change.state is ChangeState.PLANNED
    assert carry_out_due(LATER - timedelta(days=1)) == 0
    assert (part.unit_id, communes.one.ended_on) == (communes.one.id, None)
    assert [ahead.id for ahead in queries.ahead_for(communes.one.id)] == [change.id]


def test_the_worker_carries_it_out_in_the_name_of_whoever_decided_it(town, communes):
    part = communes.part(communes.one)
    change, part_id = communes.decide(communes.merger(on=LATER)), part.id
    assert worker_on_the_day() == 1
    done = fresh(change)
    assert done.state is ChangeState.DONE
    new = db.session.get_one(Unit, done.new_units[0]["id"])
    assert db.session.get_one(type(part), part_id).unit_id == new.id
    told = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == "unit_change.done")).one()
    assert (told.by_id, told.for_name) == (None, town.person("admin").full_name)
    assert told.facts["moved"] == 1
    assert worker_on_the_day() == 0, "once"


def test_one_that_no_longer_fits_is_told_with_its_reason_and_holds_up_no_other(town, communes):
    change = communes.decide(communes.new_name("Phường Mới", on=LATER))
    other = communes.decide(replace(communes.division("Xã Sú A", "Xã Sú B", on=LATER), unit_ids=(communes.two.id,)))
    with transaction():
        town.unit("Xã Đăk Tơ Mil").names[0].name = "Phường Mới"
    assert worker_on_the_day() == 1
    refused = fresh(change)
    assert refused.state is ChangeState.PLANNED
    assert refused.refusal == {"message": rules.NameIsTaken.message, "parameters": {"name": "Phường Mới"}}
    assert fresh(other).state is ChangeState.DONE
    assert worker_on_the_day() == 0
    told = sa.select(sa.func.count(AuditEvent.id)).where(AuditEvent.name == "unit_change.refused")
    assert db.session.scalar(told) == 1, "not each minute"


def test_a_planned_merger_into_a_unit_and_another_into_the_same_both_happen(town, communes):
    third = town.new_unit("Xã Thứ Ba")
    for unit in (communes.one, third):
        communes.decide(replace(communes.merger(units=[unit], on=LATER), successors=into(communes.two)))
    assert worker_on_the_day() == 2


def test_it_can_be_cancelled_once_and_then_not_be_carried_out(town, communes):
    change = communes.decide(communes.merger(on=LATER))
    admin = town.person("admin")
    with transaction():
        services.cancel(change, seen=change.version, by=admin, at=town.now)
    assert fresh(change).state is ChangeState.CANCELLED
    assert worker_on_the_day() == 0
    for verb in (services.cancel, services.carry_out):
        facts = {"seen": change.version} if verb is services.cancel else {}
        with pytest.raises(NotFromHere), transaction():
            verb(fresh(change), by=admin, at=ON_THE_DAY, **facts)


def test_who_saw_another_version_does_not_cancel(town, communes):
    change = communes.decide(communes.merger(on=LATER))
    with pytest.raises(ChangedMeanwhile), transaction():
        services.cancel(change, seen=change.version + 1, by=town.person("admin"), at=town.now)


def test_it_is_not_carried_out_before_its_day(town, communes):
    change = communes.decide(communes.merger(on=LATER))
    with pytest.raises(rules.NotDueYet), transaction():
        services.carry_out(change, by=town.person("admin"), at=town.now)


def test_two_admins_at_once_carry_it_out_once(app, town, communes):
    change_id = communes.decide(communes.merger(on=LATER)).id
    db.session.remove()

    def act(there):
        services.carry_out(queries.get_change(change_id), by=there.person("admin"), at=ON_THE_DAY)

    refused = at_once(app, [act, act])
    assert len(refused) == 1
    assert isinstance(refused[0], NotFromHere)
    assert db.session.get_one(UnitChange, change_id).state is ChangeState.DONE


def test_two_mergers_of_one_unit_at_once_are_one(app, town, communes):
    decisions = [communes.merger("Xã Tên A"), communes.merger("Xã Tên B")]
    db.session.remove()
    refused = at_once(
        app,
        [lambda there, one=one: services.decide(one, by=there.person("admin"), at=there.now) for one in decisions],
    )
    assert [type(refusal) for refusal in refused] == [rules.UnitEndsBefore]
    assert db.session.scalar(sa.select(sa.func.count(UnitChange.id))) == 1
