"""The seven communes of the seeds become three on 1 July 2025, as they did; and all that was known of them is kept."""

from datetime import date, timedelta

import flask_migrate
import pytest
import sqlalchemy as sa

from tests.databases import NOW
from tests.intake.conftest import seed
from tests.intake.seed_office import SeedOffice, build
from tests.intake.test_seeds import accept_all, take_in
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.factory import create_app
from tracker.office import queries as office_queries
from tracker.office import services as office_services
from tracker.office.models import Person, RoleKind, Unit
from tracker.succession import services
from tracker.succession.decisions import Decision, Successor
from tracker.succession.models import ChangeKind
from tracker.tasks import queries as tasks
from tracker.tasks import services as task_services
from tracker.tasks.models import Assignment, State
from tracker.tasks.rules import UNFINISHED

__all__ = ["seed"]
DAY = date(2025, 7, 1)
MERGERS = {
    "Xã Đăk Kôi": ("Xã Đăk Tơ Lung", "Xã Đăk Kôi"),
    "Xã Kon Braih": ("Xã Đăk Tờ Re", "Xã Đăk Ruồng", "Xã Tân Lập"),
    "Xã Đăk Rve": ("Thị trấn Đăk Rve", "Xã Đăk Pnê"),
}
# Where the shared folder is not there: a plan of our own, for the same seven communes.
OWN_PLAN = """KẾ HOẠCH
Triển khai Cuộc vận động năm 2024
I. CHỈ TIÊU
- Xây dựng 20 mô hình vườn nhà.
II. NHIỆM VỤ
1. Quý I/2024
- Phòng Dân tộc chủ trì, phối hợp với Xã Đăk Kôi, Xã Đăk Tơ Lung rà soát hộ nghèo trước ngày 31/3/2024.
- UBND các xã, thị trấn đăng ký mô hình vườn nhà trước ngày 15/3/2024.
2. Quý II/2024
- UBND các xã, thị trấn tổng kết mô hình vườn nhà trước ngày 30/6/2024.
- Xã Tân Lập chủ trì, phối hợp với Xã Đăk Ruồng tập huấn kỹ thuật trước ngày 20/5/2024.
"""


@pytest.fixture
def office(copies, frozen_time, tmp_path):
    """The office of the seeds, and nothing else."""
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True)
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        yield build()
        db.session.remove()
        db.engine.dispose()


def merge_all(office: SeedOffice, admin: Person) -> dict[str, Unit]:
    for name, units in MERGERS.items():
        ids = tuple(office.units[unit].id for unit in units)
        successors = (Successor(name, name, office.units["Xã Tân Lập"].kind),)
        decision = Decision(kind=ChangeKind.MERGE, on=DAY, unit_ids=ids, successors=successors, legal_basis="1681/NQ")
        with transaction():
            services.decide(decision, by=admin, at=NOW)
    db.session.expire_all()
    on = office_queries.name_book(on=DAY)
    return {name: db.session.get_one(Unit, on.find(name).unit_id) for name in MERGERS}


def settle_some(office: SeedOffice, communes: list[int]) -> None:
    """Some parts of the communes have been worked on, some were accepted."""
    parts = db.session.scalars(
        sa.select(Assignment).where(Assignment.unit_id.in_(communes)).order_by(Assignment.id)
    ).all()
    for place, part in enumerate(parts):
        with transaction():
            if place % 3:
                facts = {"percent": 10 * (place % 9), "words": f"Lời {place}", "seen": part.version}
                task_services.update_progress(part, **facts, by=office.staff, at=NOW)
            if place % 3 == 2:
                task_services.submit_assignment(part, words="Xong", seen=part.version, by=office.staff, at=NOW)
                task_services.accept_assignment(part, by=office.staff, at=NOW)


def figures(unit_ids: list[int]) -> dict[State, int]:
    query = sa.select(Assignment.state, sa.func.count().label("number")).where(Assignment.unit_id.in_(unit_ids))
    return {row.state: row.number for row in db.session.execute(query.group_by(Assignment.state))}


@pytest.mark.parametrize("paper", ["seeds", "own"])
def test_the_seven_communes_become_three_and_everything_is_accounted_for(office, seed, paper):
    text = seed("plan-2024.txt") if paper == "seeds" else OWN_PLAN
    accept_all(office, take_in(office, text, "kế hoạch.txt"))
    with transaction():
        admin = office_services.add_person(
            "A Quản Trị", position="", unit=office.units["Phòng Dân tộc"], by=None, at=NOW
        )
        office_services.give_role(admin, RoleKind.ADMIN, by=None, at=NOW)
    seven = [office.units[name].id for names in MERGERS.values() for name in names]
    settle_some(office, seven)
    before, everything = figures(seven), sa.select(sa.func.count(Assignment.id))
    owed = {
        (row.task_id, row.quarter, heir)
        for heir, names in MERGERS.items()
        for row in db.session.execute(
            sa.select(Assignment.task_id, Assignment.quarter).where(
                Assignment.unit_id.in_([office.units[name].id for name in names]), Assignment.state.in_(UNFINISHED)
            )
        )
    }
    total, open_before = db.session.scalar(everything), sum(before.get(state, 0) for state in UNFINISHED)
    assert open_before > len(owed) > 3, "units that merge meet in some tasks"

    three = merge_all(office, admin)

    after, now = figures(seven), figures([unit.id for unit in three.values()])
    assert db.session.scalar(everything) == total, "no part is lost or made"
    assert not any(after.get(state) for state in UNFINISHED), "the old units owe nothing"
    assert sum(now.values()) == len(owed), "the new ones owe each task once"
    assert sum(now.values()) + after.get(State.ENDED, 0) == open_before
    assert after[State.ACCEPTED] == before[State.ACCEPTED] > 0, "what was accepted stays under the old names"

    books = {day: office_queries.name_book(on=day) for day in (DAY - timedelta(days=1), DAY)}
    for name, unit in three.items():
        assert books[DAY].find(name).unit_id == unit.id
    for name in (name for names in MERGERS.values() for name in names):
        assert books[DAY - timedelta(days=1)].find(name).unit_id == office.units[name].id
    assert books[DAY].find("Xã Đăk Pnê") is None
    assert books[DAY - timedelta(days=1)].find("Xã Kon Braih") is None

    listed = tasks.owed_by_unit(office.programme.id, quarter=Quarter(2024, 1), reckoning=tasks.reckoning(NOW.date()))
    names = {row.unit_name for row in listed}
    assert names & {name for names in MERGERS.values() for name in names}, "the quarter's page has the old names"
    members = {unit.name for unit in office_queries.members_of(office.programme.id, on=DAY)}
    assert members >= set(MERGERS)
    assert not members & {"Xã Tân Lập", "Thị trấn Đăk Rve"}
