"""The eleven duties to report of the two documents that this product began with go in as they are."""

import json
from datetime import date

import flask_migrate
import pytest

from tests.databases import NOW
from tests.intake.conftest import seed
from tests.intake.seed_office import SeedOffice, build
from tracker.core.db import db, transaction
from tracker.factory import create_app
from tracker.office import services as office_services
from tracker.office.models import Unit, UnitGroup
from tracker.reports import queries, services
from tracker.reports.models import DueRule, Frequency, ReportDuty
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.shipped import form_fitting

__all__ = ["seed"]
CALLED = {
    "G_PBDV": "Các phòng, ban, đơn vị",
    "G_UBND_XA": "UBND các xã, thị trấn",
    "G_CHUA_BC": "Các cơ quan, đơn vị chưa gửi báo cáo",
    "PDT": "Phòng Dân tộc",
    "UBND_HUYEN": "Ủy ban nhân dân huyện Kon Rẫy",
    "BCD_HUYEN": "Ban Chỉ đạo Cuộc vận động huyện Kon Rẫy",
    "MTTQ_HUYEN": "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Kon Rẫy",
    "BDV_HU": "Ban Dân vận Huyện ủy",
}
OFTEN = {"quarterly": Frequency.QUARTERLY, "once_per_year": Frequency.YEARLY}  # "theo quy định" is owed once, undated
PERIODS = {"Quý I/2024": "2024-Q1", "Quý II/2024": "2024-Q2", "Quý III/2024": "2024-Q3", "Quý IV/2024": "2024-Q4"}
FIRST = {**PERIODS, "2021-2023": "2024-Q2", "các quý còn thiếu": "2024-Q3", "hàng quý": "2024-Q3"}
FORMS = {
    "BC-P1": "work", "BC-P2": "work", "BC-P3": "work", "BC-P4": "work", "BC-P5": "preliminary", "BC-P6": "preliminary",
    "BC-N1": "supplement", "BC-N2": "explaining", "BC-N3": "standing", "BC-N4": "pilots", "BC-N5": "customs",
}  # fmt: skip


@pytest.fixture
def office(copies, frozen_time, tmp_path):
    """An office that has the units of the seeds, and nothing else."""
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True)
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        made = build()
        with transaction():
            listed = [made.units["Xã Tân Lập"], made.units["Xã Đăk Kôi"]]
            name = CALLED["G_CHUA_BC"]
            made.groups[name] = office_services.add_group(name, listed=listed, by=made.staff, at=NOW)
        yield made
        db.session.remove()
        db.engine.dispose()


def facts_of(told: dict[str, object]) -> DutyFacts:
    period, frequency = told["period"], OFTEN.get(told["frequency"], Frequency.ONCE)
    recurs, first = frequency is not Frequency.ONCE, FIRST.get(period, "2024")
    dated = "deadline_suggested_nd09" in told
    return DutyFacts(
        name=told["content"],
        text=told["source"],
        frequency=frequency,
        first_period=first,
        last_period=first if recurs and period != "hàng quý" else "",
        about="" if recurs else str(period or told["deadline_stated"]),
        receiver="; ".join(CALLED[name] for name in told["to"] or told.get("to_inferred", ())),
        due_rule=DueRule.AFTER_WINDOW if dated else DueRule.NONE,
        due_days=5 if dated else 0,
        due_inferred=dated,
    )


def add(office: SeedOffice, told: dict[str, object]) -> ReportDuty:
    named: dict[str, Unit | UnitGroup] = {**office.units, **office.groups}
    with transaction():
        return services.add_duty(
            facts_of(told),
            [named[CALLED[key]] for key in told["who"]],
            programme_id=office.programme.id,
            through=office.units[CALLED[told["through"]]] if told["through"] else None,
            by=office.staff,
            at=NOW,
        )


def test_the_seeds_eleven_duties_go_in_with_their_units_periods_and_forms(office, seed):
    duties = json.loads(seed("reading.json"))["report_duties"]
    assert len(duties) == 11
    made = {told["id"]: add(office, told) for told in duties}
    for told in duties:
        duty = queries.get_duty(made[told["id"]].id)
        periods = queries.periods_of_duty(duty)
        expected = len(queries.units_addressed(duty, on=NOW.date()))
        assert duty.through is None or told["through"] == "MTTQ_HUYEN"
        assert form_fitting(duty.name).key == FORMS[told["id"]], duty.name
        assert {row.expected for row in periods} == {expected}, duty.name
        assert len(periods) == (10 if told["period"] == "hàng quý" else 1), duty.name
        if "data_window_nd09" in told:
            assert [periods[0].first.isoformat(), periods[0].last.isoformat()] == told["data_window_nd09"]
            assert periods[0].due_on <= date.fromisoformat(told["deadline_suggested_nd09"][:10])
    whole = made["BC-P1"]
    assert len(queries.units_addressed(whole, on=NOW.date())) == 9  # two departments, six communes, the town
    assert queries.periods_of_duty(made["BC-P6"])[0].due_on is None
