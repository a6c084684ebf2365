"""The same of what is typed while a meeting lasts and after it: answers, amendments, free sections, corrections."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.house.test_field_lengths import SHORTER, TYPED
from tests.meetings.conftest import OTHER, OWN, Room
from tests.meetings.inviting import Inviting
from tracker.core.db import db, transaction
from tracker.meetings.rules.issuing import stamp_of
from tracker.meetings.services.correcting import begin_correction
from tracker.meetings.services.issuing import IssueFacts, issue_notice

Sent = tuple[str, str, dict[str, object], set[str], Any]  # who, where to, what, which fields are typed, the record


def drafted(town):
    """A draft notice of a meeting with one conclusion."""
    room = Room(town).open()
    room.conclude()
    [notice] = room.close().meeting.notices
    return notice


def disagreement(town) -> Sent:
    conclusion = Room(town).open().conclude()
    told = {"unit": town.unit(OWN).id, "wording": conclusion.wording, "words": "Chưa có cán bộ"}
    return "head", f"/conclusions/{conclusion.id}/disagree", told, {"words"}, None


def amendment(town) -> Sent:
    conclusion = Room(town).open().conclude()
    told = {"text": "Điều chỉnh", "kind": "amendment", "target": town.plan.targets[0].id, "figure": "70", "due": ""}
    told |= {"allocations": f"{OTHER}: 60", "number": ""}
    return "staff", f"/conclusions/{conclusion.id}/edit", told, {"text", "figure", "allocations", "number"}, conclusion


def seat_of_one_more(town) -> Sent:
    meant = Inviting(town)
    meant.choose(OTHER)
    address = f"/meetings/{meant.open().meeting.id}/attendance"
    return "staff", address, {"unit": town.unit(OWN).id, "name": "Y Blêu", "since": ""}, {"name", "since"}, None


def free_section(town) -> Sent:
    return "staff", f"/notices/{drafted(town).id}/sections", {"level": "6", "words": "Lời thêm"}, {"words"}, None


def issue(town) -> Sent:
    notice = drafted(town)
    told = {"number": "", "issued_on": "28/10/2026", "signer": notice.signer_id, "stamp": "đã khác"}
    return "chair", f"/notices/{notice.id}/issue", told, {"number", "issued_on", "stamp"}, None


def replaced_point(town) -> Sent:
    notice, at = drafted(town), {"by": town.person("chair"), "at": town.now}
    facts = IssueFacts(number=None, issued_on=town.today, signer=notice.signer, stamp=stamp_of(notice))
    with transaction():
        issue_notice(notice, facts, **at)
    with transaction():
        correction = begin_correction(notice, **at)
    told = {"point": notice.meeting.conclusions[0].id, "text": "Rà soát lại", "due": "", "figure": ""}
    told |= {"addressed": f"unit-{town.unit(OWN).id}"}
    return "staff", f"/notices/{correction.id}/replace", told, {"text", "due", "figure"}, None


def called_off(town) -> Sent:
    return "staff", f"/meetings/{town.meeting.id}/cancel", {"words": "Mưa lũ"}, {"words"}, None


FORMS: list[Callable[..., Sent]] = [
    disagreement, amendment, seat_of_one_more, free_section, issue, replaced_point, called_off,
]  # fmt: skip
ONCE = (seat_of_one_more, issue, called_off)  # saved once, or never: the stamp of the form is that of another wording


@pytest.mark.only_on("postgres")  # which holds to the length of a column
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_field_takes_what_its_column_holds_and_refuses_the_rest(town, sign_in, form):
    who, address, data, typed, record = form(town)
    browser, saved = sign_in(who), 0
    for field in sorted(typed):
        refused = False
        for words in TYPED:
            if refused and words in SHORTER:
                continue
            version = {"version": record.version} if record is not None else {}
            answer = browser.post(address, data=data | version | {field: words})
            assert answer.status_code in (302, 403, 409, 422), (field, len(words))  # 403: it is done
            refused |= answer.status_code == 422
            saved += answer.status_code == 302
            if form is replaced_point and answer.status_code == 302:  # a point is replaced once
                browser.post(address.replace("/replace", "/leave"), data={"point": data["point"]})
            db.session.expire_all()
    assert saved > 2 or form in ONCE
