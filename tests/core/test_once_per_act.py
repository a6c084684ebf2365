"""Every form that makes something makes it once: sent twice, and sent twice at the same moment."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.access.pilots import pilot
from tests.access.world import World
from tests.documents.evidence import pdf
from tests.intake.papers import PLAN
from tests.meetings.conftest import Room
from tests.reports.conftest import Duties
from tests.standing.making import OF_STANDING
from tests.town import OTHER, OWN, Town
from tracker.calendar.models import DayKind, SpecialDay
from tracker.core.db import Base, db, transaction
from tracker.documents.models import NumberRegister, Signer
from tracker.home.access import Object
from tracker.intake.models import Intake
from tracker.meetings import services as meetings
from tracker.meetings.models import (
    AgendaItem,
    Conclusion,
    Invitation,
    Meeting,
    MeetingPaper,
    MeetingSeries,
    NoticeSection,
    Venue,
)
from tracker.office.models import Person, Programme, Unit, UnitGroup
from tracker.pilots.models import Pilot, PilotFunding
from tracker.plans.models import Amendment, Measurement, Target
from tracker.reports.models import ReportDuty, ReportFile
from tracker.tasks.models import Finding, ProgressUpdate, Task


@dataclass(frozen=True)
class Making:
    """An act that makes a record: who does it, where, with what, and what there is one more of afterwards."""

    who: str
    address: Callable[[Town], str]
    data: Callable[[Town], dict[str, Any]]
    makes: type[Base]


def _open_meeting(town: Town) -> str:
    with transaction():
        meetings.open_meeting(town.meeting, by=town.person("staff"), at=town.now)
    return f"/meetings/{town.meeting.id}/conclusions"


def _draft_notice(town: Town) -> str:
    meeting = Room(town).open().conclude().meeting
    Room(town).close()
    return f"/notices/{meeting.notices[0].id}/sections"


def _attendance(town: Town) -> str:
    _open_meeting(town)
    return f"/meetings/{town.meeting.id}/attendance"


def _saturday_known(_town: Town) -> str:
    """Of the two days of a swap one has been entered before, so that one more is there afterwards."""
    with transaction():
        db.session.add(SpecialDay(day=date(2031, 3, 8), kind=DayKind.ORDINARY, name="Một lần"))
    return "/calendar/swaps/new"


def _own_unit(town: Town) -> str:
    return f"unit-{town.unit(OWN).id}"


GOAL = {"text": "Hộ nghèo giảm", "comparator": ">=", "value": "6,59", "measure": "%", "counted_by": ""}
DUTY = {
    "name": "Báo cáo một lần",
    "frequency": "quarterly",
    "window": "decree",
    "due_rule": "after_window",
    "due_days": "5",
    "last_period": "",
    "through": "",
    "document": "",
    "shipped": "",
}
MAKING = {
    "report_duties.add": Making(
        "staff",
        lambda town: "/report-duties/new",
        lambda town: DUTY | {"to": _own_unit(town), "first_period": str(town.quarter)},
        ReportDuty,
    ),
    "tasks.add": Making(
        "staff",
        lambda town: "/tasks/new",
        lambda town: {
            "title": "Việc một lần", "kind": "quarterly", "quarter": str(town.quarter), "leads": _own_unit(town)
        },
        Task,
    ),
    "attendance.add": Making(
        "staff",
        _attendance,
        lambda town: {"unit": str(town.programme.standing_unit_id), "name": "Y Blêu"},
        Invitation,
    ),
    "meetings.add": Making(
        "staff",
        lambda town: "/meetings/new",
        lambda town: {"title": "Họp một lần", "quarter": str(town.quarter)},
        Meeting,
    ),
    "agenda.add": Making(
        "staff", lambda town: f"/meetings/{town.meeting.id}/agenda", lambda town: {"title": "Một lần"}, AgendaItem
    ),
    "meeting_papers.add": Making(
        "staff",
        lambda town: f"/meetings/{town.meeting.id}/papers",
        lambda town: {"files": [(io.BytesIO(pdf()), "tài liệu.pdf")]},
        MeetingPaper,
    ),
    "notice_sections.add": Making(
        "staff", _draft_notice, lambda town: {"level": "6", "words": "Lời của thường trực."}, NoticeSection
    ),
    "venues.add": Making("staff", lambda town: "/venues/new", lambda town: {"name": "Nhà rông một lần"}, Venue),
    "special_days.add": Making(
        "staff",
        lambda town: "/calendar/days/new",
        lambda town: {"day": "3/3/2031", "kind": "holiday", "name": "Ngày một lần"},
        SpecialDay,
    ),
    "day_swaps.add": Making(
        "staff",
        _saturday_known,
        lambda town: {"off": "3/3/2031", "worked": "8/3/2031", "name": "Một lần"},
        SpecialDay,
    ),
    "meeting_series.add": Making(
        "staff",
        lambda town: "/meeting-series/new",
        lambda town: {"name": "Giao ban một lần", "starts_at": "8h", "days_before_end": "5"},
        MeetingSeries,
    ),
    "conclusions.add": Making(
        "staff", _open_meeting, lambda town: {"text": "Rà soát mô hình", "addressed": _own_unit(town)}, Conclusion
    ),
    "intake.upload": Making(
        "staff", lambda town: "/intake/", lambda town: {"file": (io.BytesIO(PLAN.encode()), "kế hoạch.txt")}, Intake
    ),
    **{name: Making(*made) for name, made in OF_STANDING.items()},
    "report_files.add": Making(
        "officer",
        lambda town: f"/reports/{Duties(town).report().id}/files",
        lambda town: {"files": [(io.BytesIO(pdf()), "danh sách.pdf")]},
        ReportFile,
    ),
    "units.add": Making(
        "admin",
        lambda town: "/units/new",
        lambda town: {"name": "Xã Một Lần", "short_name": "Một Lần", "kind": "commune", "parent": 0},
        Unit,
    ),
    "unit_groups.add": Making(
        "admin", lambda town: "/unit-groups/new", lambda town: {"name": "Các xã một lần", "kinds": "commune"}, UnitGroup
    ),
    "programmes.add": Making(
        "admin",
        lambda town: "/programmes/new",
        lambda town: {
            "name": "Phong trào một lần",
            "short_name": "Một lần",
            "standing_unit": town.unit(OWN).id,
            "kinds": "commune",
        },
        Programme,
    ),
    "signers.add": Making(
        "staff",
        lambda town: f"/papers/{town.programme.id}/signers/new",
        lambda town: {"authority": "TM. BAN CHỈ ĐẠO", "position": "Phó Trưởng ban", "full_name": "Y Một Lần"},
        Signer,
    ),
    "number_registers.add": Making(
        "staff",
        lambda town: f"/papers/{town.programme.id}/number-registers/new",
        lambda town: {"name": "Sổ một lần", "types": ["GM"], "reset": "yearly"},
        NumberRegister,
    ),
    "people.add": Making(
        "admin", lambda town: "/people/new", lambda town: {"full_name": "Y Một Lần", "unit": town.unit(OWN).id}, Person
    ),
    "assignments.update": Making(
        "officer",
        lambda town: f"/assignments/{town.assignment(title='Việc để báo').id}/update",
        lambda town: {"percent": "50", "words": "Đã họp dân.", "version": 1},
        ProgressUpdate,
    ),
    "targets.add": Making("staff", lambda town: f"/plans/{town.plan.id}/targets/new", lambda town: GOAL, Target),
    "amendments.add": Making(
        "staff",
        lambda town: f"/targets/{town.plan.targets[2].id}/amendments/new",
        lambda town: GOAL | {"since": "1/11/2026", "document": "0", "words": "Họp ngày 20/10"},
        Amendment,
    ),
    "measurements.add": Making(
        "staff",
        lambda town: f"/targets/{town.plan.targets[2].id}/measurements/new?period=2026-Q3",
        lambda town: {"source": "Báo cáo 12/BC-UBND", "value-0": "3,5"},
        Measurement,
    ),
    "findings.add": Making(
        "staff",
        lambda town: f"/inspections/{World(town).inspection(Object.OWN).id}/findings/new",
        lambda town: {"unit": town.unit(OTHER).id, "text": "Sổ sách chưa đủ"},
        Finding,
    ),
    "pilots.add": Making(
        "staff",
        lambda town: "/pilots/new",
        lambda town: {"unit": town.unit(OWN).id, "year": "2026", "name": "Mô hình một lần"},
        Pilot,
    ),
    "pilot_funding.add": Making(
        "staff",
        lambda town: f"/pilots/{pilot(World(town), Object.OWN).id}/funding",
        lambda town: {"year": "2026", "source": "donations", "amount": "20 triệu"},
        PilotFunding,
    ),
}  # fmt: skip


def count(model: type[Base]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.mark.parametrize("name", MAKING)
def test_it_is_made_once_when_it_is_sent_twice(town, sign_in, name):
    act = MAKING[name]
    browser, address = sign_in(act.who), act.address(town)
    before = count(act.makes)
    answers = [browser.post(address, data=act.data(town) | {"form_key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 303]
    assert answers[0].location == answers[1].location
    assert count(act.makes) == before + 1


@pytest.mark.parametrize("name", MAKING)
def test_it_is_made_once_when_it_is_sent_twice_at_the_same_moment(app, town, sign_in, name):
    act = MAKING[name]
    address, one = act.address(town), sign_in(act.who)
    with one.session_transaction() as mine:
        cookie = dict(mine)
    browsers = [one, app.test_client()]
    with browsers[1].session_transaction() as same:
        same.update(cookie)
    forms = [act.data(town) | {"form_key": "k"} for _ in range(2)]
    before, ready, answers = count(act.makes), threading.Barrier(2), []
    db.session.rollback()

    def send(browser, data):
        ready.wait(10)
        answers.append(browser.post(address, data=data))

    senders = [threading.Thread(target=send, args=pair) for pair in zip(browsers, forms, strict=True)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)
    assert sorted(answer.status_code for answer in answers) == [302, 303]
    assert len({answer.location for answer in answers}) == 1
    db.session.rollback()
    assert count(act.makes) == before + 1


def test_every_address_that_adds_is_tried_here(app):
    adding = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and rule.endpoint.partition(".")[2] in ("add", "upload")
    }
    assert adding <= set(MAKING), "say here how it is sent, so that it is tried twice"
