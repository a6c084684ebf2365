"""Two of the staff at the same document at the same moment."""

import sqlalchemy as sa

from tests.intake.conftest import item_of
from tests.intake.papers import PLAN
from tests.together import at_once
from tests.town import Town
from tracker.core.db import db
from tracker.core.errors import NotFromHere
from tracker.intake import queries, services
from tracker.intake.models import Intake
from tracker.plans.models import Plan
from tracker.tasks.models import Task


def accepting(item_id: int, version: int):
    def act(town: Town) -> None:
        item = queries.get_item(item_id)
        assert item is not None
        services.accept_item(item, seen=version, by=town.person("staff"), at=town.now)

    return act


def test_one_proposal_accepted_by_two_is_one_task(app, town, plan):
    item = item_of(plan, "Rà soát các tuyến đường")
    refused = at_once(app, [accepting(item.id, item.version)] * 2)
    assert [type(refusal) for refusal in refused] == [NotFromHere]
    found = sa.select(sa.func.count()).select_from(Task).where(Task.title == item.proposal["title"])
    assert db.session.scalar(found) == 1


def test_two_first_acceptances_make_one_plan(app, town, plan):
    chosen = [item_of(plan, "80% thôn"), item_of(plan, "Mỗi xã")]
    assert not at_once(app, [accepting(item.id, item.version) for item in chosen])
    made = db.session.scalars(sa.select(Plan).where(Plan.document_id == plan.document_id)).one()
    assert sorted(target.position for target in made.targets) == [1, 2]


def test_one_file_taken_in_by_two_is_one_intake(app, town):
    def act(town: Town) -> None:
        staff = town.person("staff")
        services.take_in(PLAN.encode(), "kế hoạch.txt", programme=town.programme, by=staff, at=town.now)

    assert not at_once(app, [act] * 2)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Intake)) == 1
