"""No text of any length breaks a form: what a field takes fits its column, the rest is refused beside the field."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.intake.conftest import fresh, item_of, take_in
from tests.intake.papers import PLAN
from tests.meetings.conftest import Room
from tests.meetings.inviting import Inviting
from tests.pilots.conftest import Pilots
from tests.town import OWN
from tracker.calendar.models import SpecialDay
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.documents.queries import letterhead_of, register_for
from tracker.intake.models import ItemKind, ItemState
from tracker.meetings.services.agenda import add_topic
from tracker.reminders.rules import RuleFacts
from tracker.reminders.services import change_rule
from tracker.tasks.models import Task

__all__ = ["take_in"]
LENGTHS = [20, 60, 100, 200, 300, 400, 1000, 30_000]  # of columns, and of none
# Words of each length; numbers that no column and no float holds; days that go on for too long.
TYPED = [*("Ậ" * n for n in LENGTHS), "9" * 20, "9" * 400, f"30/11 {'Ậ' * 90}", f"30/11 {'Ậ' * 1000}"]
SHORTER = {
    "Ậ" * n for n in LENGTHS[:-1]
}  # what refuses one of these refuses the longer: there only the longest is typed
ABOUT_TASKS = dict.fromkeys(("deliverable", "advises", "clause", "starts_on"), "")
Sent = tuple[str, dict[str, object], Any]  # where to, what, and the record whose version goes along


def new_task(town, _take_in) -> Sent:
    leads = f"unit-{town.unit(OWN).id}"
    told = {"title": "Việc", "text": "", "due": "30/11"} | ABOUT_TASKS
    return "/tasks/new", told | {"kind": "quarterly", "quarter": str(town.quarter), "leads": leads}, None


def mended_task(town, _take_in) -> Sent:
    task = town.task()
    told = {"title": "Việc", "text": "", "due": "30/11"} | ABOUT_TASKS
    return f"/tasks/{task.id}/edit", told | {"kind": "quarterly", "quarter": str(task.quarter)}, task


def new_meeting(town, _take_in) -> Sent:
    told = {"title": "Họp", "quarter": str(town.quarter), "venue": "", "day": "30/11", "starts_at": "8h"}
    return "/meetings/new", told | {"guests": ""}, None


def mended_meeting(town, _take_in) -> Sent:
    told = {"title": "Họp", "quarter": str(town.quarter), "venue": "", "day": "30/11"}
    return f"/meetings/{town.meeting.id}/edit", told, town.meeting


def moved_meeting(town, _take_in) -> Sent:
    told = {"venue": "", "day": "30/11", "starts_at": "8h", "words": "Mưa"}
    return f"/meetings/{town.meeting.id}/move", told, town.meeting


def new_venue(_town, _take_in) -> Sent:
    return "/venues/new", {"name": "Nhà rông", "address": "", "seats": "9"}, None


def mended_day(_town, _take_in) -> Sent:
    told = {"name": "Quốc khánh", "note": "Thông báo", "kind": "holiday"}
    return "/calendar/days/20260902/edit", told, db.session.get_one(SpecialDay, date(2026, 9, 2))


def mended_series(town, _take_in) -> Sent:
    series = town.new_series()
    told = {"name": "Giao ban", "starts_at": "8h", "days_before_end": "5"}
    return f"/meeting-series/{series.id}/edit", told, series


def new_conclusion(town, _take_in) -> Sent:
    Room(town).open()
    told = {"text": "Làm", "due": "30/11", "number": "", "addressed": f"unit-{town.unit(OWN).id}"}
    return f"/meetings/{town.meeting.id}/conclusions", told, None


def mended_conclusion(town, _take_in) -> Sent:
    conclusion = Room(town).open().conclude()
    told = {"text": "Làm", "due": "30/11", "number": "9", "addressed": f"unit-{town.unit(OWN).id}"}
    return f"/conclusions/{conclusion.id}/edit", told, conclusion


def unit_answer(town, _take_in) -> Sent:
    meant = Inviting(town)
    meant.send()
    invitation = meant.of(OWN)
    return f"/invitations/{invitation.id}/reply", {"reply": "deputy", "deputy": "Y Blêu", "reason": "Bận"}, invitation


def seat_taken(town, _take_in) -> Sent:
    meant = Inviting(town).open()
    return f"/invitations/{meant.of(OWN).id}/present", {"name": "Y Blêu", "since": ""}, None


def mended_notice(town, _take_in) -> Sent:
    room = Room(town).open()
    room.conclude()
    [notice] = room.close().meeting.notices
    told = {"subject": "Kết luận", "opening": "", "closing": "", "recipients": "", "signer": ""}
    return f"/notices/{notice.id}/edit", told, notice


def mended_section(town, take_in) -> Sent:
    section = mended_notice(town, take_in)[2].sections[0]
    return f"/notice-sections/{section.id}/edit", {"level": "2", "words": "Đơn vị"}, section


def new_topic(town, _take_in) -> Sent:
    return f"/meetings/{town.meeting.id}/agenda", {"title": "Việc khác", "words": ""}, None


def mended_item(town, _take_in) -> Sent:
    with transaction():
        item = add_topic(town.meeting, title="Việc khác", by=town.person("staff"), at=town.now)
    return f"/agenda-items/{item.id}/edit", {"title": "Việc khác", "words": ""}, item


def new_target(town, _take_in) -> Sent:
    told = {"text": "Chỉ tiêu", "comparator": ">=", "value": "14", "measure": "mô hình", "population": ""}
    return f"/plans/{town.plan.id}/targets/new", told | {"counted_by": ""}, None


def mended_target(town, _take_in) -> Sent:
    target = town.plan.targets[0]
    return f"/targets/{target.id}/edit", new_target(town, None)[1], target


def inspection_of(town) -> Task:
    task = town.task()
    with transaction():
        task.inspection = True
    return task


def new_finding(town, _take_in) -> Sent:
    return f"/inspections/{inspection_of(town).id}/findings/new", {"text": "Thiếu sổ", "unit": town.unit(OWN).id}, None


def head(town, take_in) -> Sent:
    intake = take_in(PLAN)
    told = dict.fromkeys(("notation", "issued_on", "issuer", "subject", "signer"), "")
    return f"/intake/{intake.id}/head", told | {"type_name": "Kế hoạch", "year": "2027"}, intake.document


def mended_pilot(town, _take_in) -> Sent:
    pilot = Pilots(town).register()
    told = dict.fromkeys(("place", "households", "began_on", "description"), "")
    return f"/pilots/{pilot.id}/edit", told | {"name": "Mô hình"}, pilot


def pilot_money(town, _take_in) -> Sent:
    told = {"year": "2026", "source": "other", "amount": "5 triệu", "words": ""}
    return f"/pilots/{Pilots(town).register().id}/funding", told, None


def pilot_review(town, _take_in) -> Sent:
    pilots = Pilots(town)
    review = pilots.review(pilots.run())
    return f"/pilots/{review.pilot_id}/review?quarter=2026-Q3", {"effect": "good", "words": ""}, review


def new_duty(town, _take_in) -> Sent:
    told = dict.fromkeys(("about", "text", "receiver", "clause", "due_on"), "")
    chosen = {"frequency": "quarterly", "window": "decree", "due_rule": "after_window", "first_period": "2026-Q4"}
    chosen |= {"name": "Báo cáo", "due_days": "5", "to": f"unit-{town.unit(OWN).id}"}
    return "/report-duties/new", told | chosen, None


def letterhead(town, _take_in) -> Sent:
    told = {"style": "state", "superior": "UBND", "issuer": "BCĐ", "place": "Đăk Vơn", "sign": "BCĐ", "drafter": "VP"}
    return f"/papers/{town.programme.id}/letterhead", told, letterhead_of(town.programme.id)


def new_signer(town, _take_in) -> Sent:
    told = {"authority": "TM. BAN CHỈ ĐẠO", "position": "Trưởng ban", "full_name": "Y Ký"}
    return f"/papers/{town.programme.id}/signers/new", told, None


def mended_register(town, _take_in) -> Sent:
    register = register_for(town.programme.id, "BC")
    return f"/number-registers/{register.id}/edit", {"name": "Sổ", "reset": "yearly", "term": "1"}, register


def reminder_rule(town, _take_in) -> Sent:
    kind, facts = OwedKind.PART, RuleFacts(before=(7, 3))
    with transaction():
        rule = change_rule(town.programme, kind, facts, seen=0, by=town.person("staff"), at=town.now)
    told = {"before": "7, 3", "on_day": "y", "after_first": "1", "again_weeks": "1"}
    return "/programmes/1/reminders/edit", told | {"head_after": "3", "staff_after": "", "chair_after": ""}, rule


FORMS: list[Callable[..., Sent]] = [
    letterhead, new_signer, mended_register,
    new_meeting, mended_meeting, moved_meeting, new_venue, mended_series, mended_day,
    new_task, mended_task,
    unit_answer, seat_taken,
    new_conclusion, mended_conclusion, mended_notice, mended_section, new_topic, mended_item, head, new_finding,
    mended_pilot, pilot_money, pilot_review, new_target, mended_target, new_duty, reminder_rule,
]  # fmt: skip
CHOSEN = {"style", "reset", "unit", "kind", "quarter", "leads", "addressed", "source", "effect"}
CHOSEN |= {"to", "reply", "frequency", "window", "due_rule", "first_period"}


@pytest.mark.only_on("postgres")  # which holds to the length of a column
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_field_takes_what_its_column_holds_and_refuses_the_rest(town, take_in, sign_in, form):
    address, data, record = form(town, take_in)
    staff, saved = sign_in("staff"), 0
    for field in data.keys() - CHOSEN:
        refused = False
        for typed in TYPED:
            if refused and typed in SHORTER:
                continue
            version = {"version": record.version} if record is not None else {}
            answer = staff.post(address, data=data | version | {field: typed})
            assert answer.status_code in (302, 422), (field, len(typed))
            refused |= answer.status_code == 422
            saved += answer.status_code == 302
            db.session.expire_all()
    assert saved > 2


# What a proposal says of each kind, the words to find one by, and how much its fields hold.
PROPOSALS = {
    "80% thôn": (
        {"text": "Chỉ tiêu", "comparator": ">=", "value": "80", "measure": "%", "population": ""},
        {"text": 5000, "measure": 60, "population": 400},
    ),
    "Rà soát các tuyến đường": (
        {"title": "Việc", "text": "Việc", "due": "30/5", "kind": "quarterly", "quarter": "2027-Q1"},
        {"title": 300, "text": 20_000},
    ),
    "báo cáo kết quả": (
        {"title": "Báo cáo", "text": "Báo cáo", "due": "", "to": "", "through_unit": "", "quarter": "2027-Q1"},
        {"title": 300, "text": 20_000, "to": 200},
    ),
    "Nghị quyết số 15-NQ/HU": ({"text": "Căn cứ", "notations": ""}, {"text": 5000, "notations": 500}),
    "Hội nghị giao ban": (
        {"title": "Họp", "quarter": "2027-Q1", "venue": "", "date": ""},
        {"title": 300, "venue": 300},
    ),
}


@pytest.mark.parametrize("words", PROPOSALS)
def test_a_proposal_whose_fields_are_full_is_accepted_and_one_letter_more_is_refused(town, take_in, sign_in, words):
    item = item_of(take_in(PLAN), words, ItemKind.MEETING if words.startswith("Hội nghị") else None)
    (data, limits), address = PROPOSALS[words], f"/intake/proposals/{item.id}/mend-and-accept"
    data = data | {"version": item.version, "leads": f"unit-{town.unit(OWN).id}"}
    full, staff = {field: "Ậ" * most for field, most in limits.items()}, sign_in("staff")
    for field in limits:
        assert staff.post(address, data=data | full | {field: full[field] + "Ậ"}).status_code == 422, field
    assert staff.post(address, data=data | full).status_code == 302
    assert fresh(item).state is ItemState.ACCEPTED


@pytest.mark.parametrize(
    "value", ["9999999999,99999", "99999999999", "1e9", "1e-999999999", "NaN", "-", "1_0", "١", "1" * 5000]
)
def test_a_figure_that_no_target_has_is_refused(take_in, sign_in, value):
    item = item_of(take_in(PLAN), "80% thôn")
    data = {"text": "x", "comparator": ">=", "value": value, "measure": "%", "version": item.version}
    answer = sign_in("staff").post(f"/intake/proposals/{item.id}/mend-and-accept", data=data)
    assert answer.status_code == 422
    assert f'id="value-{item.id}-errors"' in answer.text
