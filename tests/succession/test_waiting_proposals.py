"""Documents that were taken in before a merger name units that are no more: staff are offered who took over."""

from tests.intake.conftest import fresh, item_of, take_in
from tests.intake.papers import PLAN
from tracker.core.db import db, transaction
from tracker.intake import queries, services
from tracker.intake.models import ItemKind, ItemState
from tracker.tasks.models import Task

__all__ = ["take_in"]
NAMING = "- Chỉ đạo Xã Đăk Mơ chủ trì, phối hợp với Xã Đăk Sú rà soát đất sản xuất trước ngày 30/5/2027.\n\n"
TEXT = PLAN.replace("IV. TỔ CHỨC", NAMING + "IV. TỔ CHỨC")


def proposal(take_in):
    return item_of(take_in(TEXT), "rà soát đất sản xuất", ItemKind.TASK)


def test_a_proposal_that_names_a_merged_unit_means_the_new_one(town, communes, take_in, sign_in):
    item = proposal(take_in)
    assert queries.proposals_naming([communes.one.id]) == 1
    new = communes.merge()
    page = sign_in("staff").get(f"/intake/proposals/{item.id}").headers["Location"].split("#")[0]
    review = sign_in("staff").get(page).get_data(as_text=True)
    assert "Xã Đăk Mơ Sú" in review
    with transaction():
        services.accept_item(fresh(item), seen=item.version, by=town.person("staff"), at=town.now)
    task = db.session.get_one(Task, fresh(item).became_id)
    assert {part.unit_id for part in task.assignments} == {new.id}


def test_units_that_staff_chose_before_are_followed_too(town, communes, take_in):
    item, staff = proposal(take_in), town.person("staff")
    chosen = {"leads": [f"unit-{communes.two.id}"], "doing": [], "joining": []}
    with transaction():
        services.mend_item(item, {"chosen": chosen}, seen=item.version, by=staff, at=town.now)
    new = communes.merge()
    item = fresh(item)
    with transaction():
        services.accept_item(item, seen=item.version, by=town.person("staff"), at=town.now)
    item = fresh(item)
    assert item.state is ItemState.ACCEPTED
    assert [part.unit_id for part in db.session.get_one(Task, item.became_id).assignments] == [new.id]


def test_after_a_division_staff_choose(communes, take_in, sign_in):
    item = proposal(take_in)
    communes.decide(communes.division())
    page = sign_in("staff").get(f"/intake/{item.intake_id}").get_data(as_text=True)
    assert "Xã Đăk Mơ" in page
    assert not services.is_ready(fresh(item), queries.names_known(item.intake.programme_id, on=communes.town.today))
