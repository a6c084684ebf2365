"""The head of the document being taken in: number, date, issuer, and the year that it plans."""

from datetime import date

from tests.browser import by_id, words
from tests.intake.conftest import fresh, item_of
from tests.intake.test_review import newest_event, press
from tracker.core.db import db


def head(plan, **changes):
    return {"version": plan.document.version, "type_name": "Kế hoạch", "subject": "Đường làng sáng đèn"} | changes


def test_the_head_of_the_document_is_mended(town, plan, sign_in):
    data = head(plan, notation="07/KH-UBND", issued_on="22/12/2026", year="2027")
    assert sign_in("staff").post(f"/intake/{plan.id}/head", data=data).status_code == 302
    db.session.expire_all()
    assert (plan.document.label, plan.document.issued_on) == ("Kế hoạch 07/KH-UBND", date(2026, 12, 22))
    assert newest_event("intake.headed").facts["document"] == "Kế hoạch 07/KH-UBND"


def test_a_head_with_a_day_that_is_none_is_refused_beside_the_field(town, plan, sign_in):
    answer = sign_in("staff").post(f"/intake/{plan.id}/head", data=head(plan, issued_on="31/6/2026"))
    assert answer.status_code == 422
    assert words(by_id(answer, "issued_on-errors"))


def test_two_who_mend_the_head_at_once_do_not_overwrite_each_other(town, plan, sign_in):
    old = head(plan)
    sign_in("staff").post(f"/intake/{plan.id}/head", data=old | {"notation": "1/KH"})
    answer = sign_in("chair").post(f"/intake/{plan.id}/head", data=old | {"notation": "2/KH"})
    assert answer.status_code == 409
    assert "2/KH" in answer.text


def test_without_a_year_there_is_no_plan_and_it_is_said_where_to_enter_it(town, plan, sign_in):
    sign_in("staff").post(f"/intake/{plan.id}/head", data=head(plan, year=""))
    item = fresh(item_of(plan, "80% thôn"))
    answer = press(sign_in("staff"), item, "accept")
    assert answer.status_code == 422
    assert "form-errors" in answer.text
