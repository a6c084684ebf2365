"""Two of the staff at the same document at the same moment."""

from threading import Barrier, Thread

import sqlalchemy as sa

from tests.intake.conftest import item_of
from tests.intake.papers import PLAN
from tests.town import Town
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.intake import queries, services
from tracker.intake.models import Intake
from tracker.plans.models import Plan
from tracker.tasks.models import Task


def at_once(app, acts) -> list[Exception]:
    """Do several things together, each in an application context of its own; what was refused."""
    together, refused = Barrier(len(acts)), []

    def do(act) -> None:
        with app.app_context():
            town = Town()
            staff = town.person("staff")
            together.wait()
            try:
                with transaction():
                    act(town, staff)
            except Exception as refusal:
                refused.append(refusal)
            finally:
                db.session.remove()

    doing = [Thread(target=do, args=(act,)) for act in acts]
    for one in doing:
        one.start()
    for one in doing:
        one.join()
    db.session.rollback()  # what is read from now on is what they left
    return refused


def accepting(item_id: int, version: int):
    def act(town, staff) -> None:
        item = queries.get_item(item_id)
        assert item is not None
        services.accept_item(item, seen=version, by=staff, at=town.now)

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
    def act(town, staff) -> None:
        services.take_in(PLAN.encode(), "kế hoạch.txt", programme=town.programme, by=staff, at=town.now)

    assert not at_once(app, [act] * 2)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Intake)) == 1
