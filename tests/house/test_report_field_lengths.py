"""The same of the forms of reports, as units, their heads and staff fill them in; and what no page of theirs sends."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.reports.conftest import Duties
from tests.reports.handing import Handing
from tests.standing.listing import Listing
from tests.standing.rating import ASKED, Ratings
from tests.town import OWN
from tracker.core.db import db, transaction
from tracker.reports.models import ReportState
from tracker.reports.services.consolidating import begin_consolidation

LENGTHS = [20, 60, 300, 5000, 60_000]
# What no page sends: numbers that no record has, digits of other scripts, what looks like an instruction.
HOSTILE = [
    "-1",
    "9" * 400,
    "9" * 5000,
    "1e400",
    "NaN",
    "١٢",
    "²",
    "1_0",
    "%s%(x)s",
    "<b>x</b>",
    "k1\r\nX: y",
    "x" * 1_000_000,
]
Sent = tuple[str, str, dict[str, str], set[str]]  # who, where to, what, and which fields are tried


def owed(town, *, late: bool = False) -> int:
    duties = Duties(town)
    return duties.report(duties.once(due=town.today - timedelta(days=1)) if late else None).id


def section(town) -> Sent:
    told = {"key": "k1", "version": "0", "over": "", "words": "Đã họp dân.", "nothing_to_report": ""}
    return "officer", f"/reports/{owed(town)}/answers", told, {"key", "version", "over", "words"}


def figures(town) -> Sent:
    told = {"key": "k3", "version": "0", "over": "", "figure": "", "part": "9", "whole": "40"}
    return "officer", f"/reports/{owed(town)}/answers", told, {"figure", "part", "whole"}


def explanation(town) -> Sent:
    return "officer", f"/reports/{owed(town, late=True)}/explain", {"words": "Chờ số liệu."}, {"words"}


def handing_in(town) -> Sent:
    return "head", f"/reports/{owed(town, late=True)}/hand-in", {"explanation": "Chờ."}, {"explanation"}


def returning(town) -> Sent:
    report = Handing(Duties(town)).report(ReportState.SUBMITTED)
    return "staff", f"/reports/{report.id}/return", {"words": "", "beside_k1": ""}, {"words", "beside_k1"}


def excuse(town) -> Sent:
    return "staff", f"/reports/{owed(town)}/excuse", {"words": "Vì."}, {"words"}


def excusing_many(town) -> Sent:
    return "staff", "/reports/excuse", {"r": str(owed(town)), "reason": "Vì."}, {"r", "reason"}


def reminder(town) -> Sent:
    part = town.assignment(due=town.today)
    told = {"key": f"part-{part.id}-{part.unit_id}", "words": "", "sure": ""}
    return "staff", "/due/nudge", told, set(told)


def letter(town) -> Sent:
    part, told = town.assignment(due=town.today), {"answer_by": "", "words": "", "signer": "", "numbered": ""}
    return "staff", "/due/letter", {"key": f"part-{part.id}-{part.unit_id}"} | told, {"key", *told}


def lock(town) -> Sent:
    told = {"period": str(town.quarter), "words": "Đã ký."}
    return "staff", f"/report-duties/{Duties(town).duty().id}/lock", told, set(told)


def gathered_section(town) -> Sent:
    duty = Duties(town).duty()
    with transaction():
        number = begin_consolidation(duty, str(town.quarter), by=town.person("staff"), at=town.now).id
    told = {"words": "Các đơn vị đã làm.", "gathered": "", "version": "0"}
    return "staff", f"/consolidations/{number}/edit?section=k1", told, set(told)


def list_entry(town) -> Sent:
    told = {"title": "Không gửi biểu", "due_on": "30/9", "done_on": "", "breach": "part_late"}
    address = f"/compliance-lists/{Listing(town).drafted().id}/add-entry"
    return "staff", address, told | {"unit": str(town.unit(OWN).id)}, {*told, "unit"}


def list_reply(town) -> Sent:
    listing = Listing(town)
    return "head", f"/compliance-entries/{listing.entry(listing.sent()).id}/reply", {"words": "Mất điện."}, {"words"}


def list_decision(town) -> Sent:
    listing = Listing(town)
    told = {"decision": "taken_off", "words": "Đã nộp.", "version": "1"}
    return "staff", f"/compliance-entries/{listing.entry(listing.sent()).id}/decide", told, set(told)


def new_review(town) -> Sent:
    told = {"kind": "interim", "title": "Sơ kết", "first_quarter": "2026-Q1", "last_quarter": str(town.quarter)}
    return "staff", "/programme-reviews/new", told, set(told)


def review_section(_town) -> Sent:
    told = {"title": "Kết quả", "words": "Tốt.", "gathered": "", "version": "1", "over": ""}
    return "staff", "/review-sections/4/edit", told, set(told)


def another_review_section(_town) -> Sent:
    return "staff", "/programme-reviews/1/sections", {"title": "Khen thưởng"}, {"title"}


def new_list(_town) -> Sent:
    return "staff", "/compliance-lists/new", {"period": "2026-Q3", "words": ""}, {"period", "words"}


def list_sending(town) -> Sent:
    return "staff", f"/compliance-lists/{Listing(town).drafted().id}/send", {"reply_by": "30/11"}, {"reply_by"}


def reply_to_rating(town) -> Sent:
    told = {"agrees": "no", "words": "Đã xong."}
    return "head", f"/ratings/{Ratings(town).sent().id}/reply", told, set(told)


def asked_of_rating(town) -> Sent:
    rating = Ratings(town).of()
    told = ASKED | {"version": str(rating.version)}
    return "staff", f"/ratings/{rating.id}/asked", told, set(told)


def asked_of_all_ratings(town) -> Sent:
    rating = Ratings(town).of()
    row = {"rows-0-rating_id": str(rating.id), "rows-0-version": str(rating.version), "rows-0-given_points": "9"}
    told = row | {"given_points_words": "Biên bản."}
    return "staff", f"/ratings/asked?year={rating.year}", told, set(told)


def list_lock(town) -> Sent:
    told = {"stamp": "", "signer": ""}
    return "chair", f"/compliance-lists/{Listing(town).sent().id}/lock", told, set(told)


def scheme_of_ratings(town) -> Sent:
    told = {"name": "Một", "source": "", "first_year": "2026", "last_year": "", "note": "", "key": ""}
    told |= {"levels-0-name": "Tốt", "levels-0-overdue": "= 0", "levels-1-name": "Còn lại", "weight_completion": ""}
    return "staff", "/rating-schemes/new", told, set(told)


FORMS: list[Callable[..., Sent]] = [
    section, figures, explanation, handing_in, returning, excuse, excusing_many, reminder, letter, lock,
    gathered_section, list_entry, list_reply, list_decision, new_list, list_sending, list_lock,
    reply_to_rating, asked_of_rating, asked_of_all_ratings, scheme_of_ratings,
    new_review, review_section, another_review_section,
]  # fmt: skip
NO_SERVER_ERROR = (200, 302, 409, 422)


@pytest.mark.only_on("postgres")  # which holds to the length of a column
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_field_takes_what_its_column_holds_and_refuses_the_rest(town, sign_in, form):
    who, address, data, tried = form(town)
    person = sign_in(who)
    for field in sorted(tried):
        for length in LENGTHS:
            for typed in ("Ậ" * length, "9" * length):
                answer = person.post(address, data=data | {field: typed})
                assert answer.status_code in NO_SERVER_ERROR, (field, length)
                db.session.expire_all()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_what_no_page_sends_breaks_no_form(town, sign_in, form):
    who, address, data, tried = form(town)
    person = sign_in(who)
    for field in sorted(tried):
        for typed in HOSTILE:
            answer = person.post(address, data=data | {field: typed, "unknown": "1"})
            assert answer.status_code in NO_SERVER_ERROR, (field, typed[:20])
            db.session.expire_all()
        assert person.post(address, data=data | {field: ["1", "2"]}).status_code in NO_SERVER_ERROR, field
        assert person.post(address, data=data | {field: "\x00"}).status_code == 400


@pytest.mark.parametrize("name", ["version", "over"])
@pytest.mark.parametrize("typed", ["-1", "9" * 400, "x"])
def test_a_version_that_none_has_is_told_and_what_was_typed_is_kept(town, sign_in, name, typed):
    _, address, data, _ = section(town)
    answer = sign_in("officer").post(address, data=data | {name: typed})
    assert answer.status_code == 422
    assert "Đã họp dân." in answer.text
    assert "xin lưu lại một lần nữa" in answer.text
