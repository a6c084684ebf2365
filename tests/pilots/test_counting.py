"""The duty "at least one pilot per commune" counts itself, and writes only what has changed."""

from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.town import OTHER
from tracker.core.db import db, transaction
from tracker.jobs import JOBS, run_once
from tracker.office.services.handing_over import Takeover
from tracker.pilots import services
from tracker.pilots.services.counting import counts
from tracker.plans.models import Allocation, Comparator, CountedBy, Measurement
from tracker.plans.services import TargetFacts, amend_target


@pytest.fixture
def target(town):
    """The plan's first target, counted by pilots alone."""
    first, *others = town.plan.targets
    with transaction():
        for target in others:
            target.counted_by = None
        first.counted_by = CountedBy.PILOTS
    return first


def measured(target):
    """How often the tracker has written, and what stands for each unit."""
    rows = db.session.execute(
        sa.select(Measurement.unit_id, Measurement.value)
        .where(Measurement.target_id == target.id, Measurement.counted)
        .order_by(Measurement.id)
    ).all()
    return len(rows), {unit_id: int(value) for unit_id, value in rows}


def test_every_act_that_matters_is_counted_at_once(pilots, town, target):
    commune = town.unit(OTHER)
    before = counts(town.programme.id, 2026, on=town.today)[commune]
    pilot = pilots.register(unit=OTHER)
    assert measured(target)[1][commune.id] == before + 1
    pilots.end(pilots.run(pilot))
    assert measured(target)[1][commune.id] == before


def test_a_commune_that_has_none_is_counted_with_none_and_all_together_too(pilots, town, target):
    bare = town.new_unit("Xã Chưa Có Gì")
    pilots.register()
    found = measured(target)[1]
    assert found[bare.id] == 0
    assert found[None] == sum(number for unit_id, number in found.items() if unit_id is not None)


def test_what_has_not_changed_is_not_written_again(pilots, town, target):
    pilot = pilots.register()
    written = measured(target)[0]
    with transaction():
        services.recount(town.programme.id, 2026, at=town.now)
        services.recount(town.programme.id, 2025, at=town.now)
    pilots.run(pilot)
    assert measured(target)[0] == written


def test_what_a_unit_takes_over_is_counted_for_it(pilots, town, target):
    old, new = town.new_unit("Xã Cũ"), town.new_unit("Xã Mới")
    pilots.register(unit=old)
    with transaction():
        services.hand_over(Takeover((old,), (new,), town.today), by=None, at=town.now)
    assert (measured(target)[1][old.id], measured(target)[1][new.id]) == (0, 1)


def test_the_page_of_a_unit_judges_it_by_its_share_in_force(pilots, town, target, sign_in):
    unit = town.new_unit("Xã Có Một")
    pilots.register(unit=unit)
    with transaction():
        target.comparator, target.measure = Comparator.AT_LEAST, "mô hình"
        db.session.add(Allocation(target_id=target.id, unit_id=unit.id, value=Decimal(1)))
    address = f"/pilots/?unit={unit.id}"
    assert "state-done" in duty(sign_in("staff").get(address).text)
    facts = TargetFacts(text=target.text, comparator=Comparator.AT_LEAST, value=Decimal(9), measure="mô hình")
    said = {"since": town.today, "words": "Kết luận họp", "reallocated": True, "by": town.person("staff")}
    with transaction():
        amendment = amend_target(target, facts, **said, at=town.now)
        share = db.session.scalars(sa.select(Allocation).where(Allocation.amendment_id == amendment.id)).one()
        share.value = Decimal(2)
    assert "state-due-soon" in duty(sign_in("staff").get(address).text)


def duty(page):
    """What the page of a unit says of the target."""
    return page.split('class="duty"')[1].split("</p>")[0]


def test_the_worker_counts_for_a_target_that_was_marked_later(app, town, target):
    assert measured(target)[0] == 0
    db.session.rollback()  # what this test has read is let go: it would not see what the worker writes
    assert run_once(app, tuple(job for job in JOBS if job.name == "count pilots for their targets")) == []
    assert measured(target)[1][None] == counts(town.programme.id, 2026, on=town.today)[None]
