"""Conclusions in the browser: typed, mended, dropped; with htmx the piece alone."""

import pytest

from tests.browser import by_id, page, words
from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN
from tracker.core.db import db
from tracker.meetings.models import Conclusion, ConclusionState


@pytest.fixture
def address(room):
    """Where conclusions are posted, the meeting being open."""
    room.open()
    return f"/meetings/{room.meeting.id}/conclusions"


def conclusions(room) -> list[Conclusion]:
    db.session.expire_all()
    return list(room.meeting.conclusions)


def roots(answer) -> list[str]:
    return [element.tag for element in page(answer).xpath("/html/body/*")] or [page(answer).tag]


def test_a_line_says_by_itself_whom_it_addresses_and_until_when(room, town, sign_in, address, trail):
    line = f"{OTHER}, {OWN.lower()}: rà soát mô hình; hạn 30/12"
    answer = sign_in("staff").post(address, data={"text": line})
    (made,) = conclusions(room)
    assert answer.location == f"/meetings/{room.meeting.id}#conclusion-{made.id}"
    assert (made.text, made.number, made.due_on.isoformat(), made.due_words) == (
        "Rà soát mô hình",
        "1",
        "2026-12-30",
        "30/12",
    )
    assert [a.name for a in made.addressed] == [OTHER, OWN]
    assert made.state is ConclusionState.DRAFT
    assert trail(room.meeting)[-1] == "conclusion.added"


def test_what_was_just_recorded_can_be_taken_back(room, sign_in, address, htmx):
    chair = sign_in("chair")
    piece = chair.post(address, data={"text": f"{OWN}: rà soát; hạn 30/12"}, headers=htmx)
    (made,) = conclusions(room)
    back = f"/conclusions/{made.id}/drop"
    assert f'hx-post="{back}"' in piece.text.split('<hx-partial hx-target="#undo"', 1)[1]
    assert chair.post(back, headers=htmx).status_code == 200
    db.session.expire_all()
    assert made.state is ConclusionState.DROPPED


def test_what_is_ticked_and_typed_in_its_field_goes_first(room, town, sign_in, address):
    unit, group = town.unit(OWN), town.group(ALL_COMMUNES)
    data = {
        "text": f"{OTHER}: tham quan",
        "addressed": [f"unit-{unit.id}", f"group-{group.id}"],
        "due": "trong tháng 11",
        "number": "2.3",
    }
    sign_in("chair").post(address, data=data)
    (made,) = conclusions(room)
    assert (made.text, made.number) == (f"{OTHER}: tham quan", "2.3")
    assert {a.name for a in made.addressed} == {OWN, ALL_COMMUNES}
    assert (made.due_on.isoformat(), made.due_words) == ("2026-11-30", "trong tháng 11")


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"text": "  "}, "text"),
        ({"text": "Nghiêm túc chấn chỉnh"}, "addressed"),
        ({"text": f"Xã Mô Bành, {OWN}: rà soát"}, "text"),
        ({"text": f"{OWN}: rà soát; hạn 31/6"}, "text"),
        ({"text": f"{OWN}: rà soát", "due": "31/6"}, "due"),
        ({"text": f"{OWN}: rà soát", "number": "x" * 21}, "number"),
        ({"text": f"{OWN}: rà soát", "addressed": "unit-999999"}, "addressed"),
    ],
)
@pytest.mark.parametrize("piece", [False, True])
def test_bad_input_is_said_beside_its_field_and_kept(room, sign_in, address, htmx, typed, beside, piece):
    answer = sign_in("staff").post(address, data=typed, headers=htmx if piece else {})
    assert answer.status_code == 422
    by_id(answer, f"{beside}-errors")
    assert by_id(answer, "text").get("value", "").strip() == typed["text"].strip()
    assert by_id(answer, "due").get("value") == typed.get("due", "")
    assert ("<html" in answer.text) is not piece
    assert conclusions(room) == []


def test_an_unknown_name_is_named(room, sign_in, address):
    answer = sign_in("staff").post(address, data={"text": f"Xã Mô Bành, {OWN}: rà soát"})
    assert "“Xã Mô Bành”" in words(by_id(answer, "text-errors"))


def test_a_number_that_is_taken_is_said_beside_the_number(room, sign_in, address):
    room.conclude()
    answer = sign_in("staff").post(address, data={"text": f"{OWN}: họp dân", "number": "1"})
    assert answer.status_code == 422
    by_id(answer, "number-errors")


def test_htmx_gets_an_empty_line_and_the_new_row(room, sign_in, address, htmx):
    answer = sign_in("staff").post(address, data={"text": f"{OWN}: họp dân"}, headers=htmx)
    (made,) = conclusions(room)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert by_id(answer, "text").get("value") == ""
    assert 'hx-target="#conclusions" hx-swap="innerHTML"' in answer.text
    by_id(answer, f"conclusion-{made.id}")
    second = sign_in("staff").post(address, data={"text": f"{OWN}: họp nữa"}, headers=htmx)
    assert 'hx-target="#conclusions" hx-swap="beforeend"' in second.text


@pytest.mark.parametrize("who", ["officer", "head", "observer"])
def test_who_only_sees_the_meeting_records_nothing(room, sign_in, address, who):
    assert sign_in(who).post(address, data={"text": f"{OWN}: họp dân"}).status_code == 403
    assert conclusions(room) == []


def test_adding_to_a_published_meeting_is_refused_with_words_and_what_was_typed(room, sign_in, address):
    room.conclude()
    room.close().publish()
    answer = sign_in("staff").post(address, data={"text": f"{OWN}: thêm việc"})
    assert answer.status_code == 422
    assert by_id(answer, "text").get("value") == f"{OWN}: thêm việc"
    assert page(answer).xpath("//*[@class='form-errors']")
    assert len(conclusions(room)) == 1


def edited(town, conclusion, **changes):
    return {
        "version": conclusion.version,
        "text": "Rà soát lại mô hình",
        "addressed": f"unit-{town.unit(OTHER).id}",
        "due": "30/12",
        "number": conclusion.number,
    } | changes


def test_a_draft_is_mended_in_place(room, town, sign_in, address, htmx, trail):
    draft, staff = room.conclude(), sign_in("staff")
    opened = staff.get(f"/conclusions/{draft.id}/edit", headers=htmx)
    assert roots(opened) == ["article"]
    assert by_id(opened, f"text-{draft.id}").text_content().strip() == draft.text
    saved = staff.post(f"/conclusions/{draft.id}/edit", data=edited(town, draft), headers=htmx)
    assert "<html" not in saved.text
    assert "Rà soát lại mô hình" in words(by_id(saved, f"conclusion-{draft.id}"))
    (mended,) = conclusions(room)
    assert [a.name for a in mended.addressed] == [OTHER]
    assert trail(room.meeting)[-1] == "conclusion.edited"


def test_a_draft_is_mended_without_a_script(room, town, sign_in, address):
    draft, staff = room.conclude(), sign_in("staff")
    form = staff.get(f"/conclusions/{draft.id}/edit")
    assert "<html" in form.text
    bad = staff.post(f"/conclusions/{draft.id}/edit", data=edited(town, draft, due="31/6"))
    assert bad.status_code == 422
    assert by_id(bad, f"due-{draft.id}").get("value") == "31/6"
    good = staff.post(f"/conclusions/{draft.id}/edit", data=edited(town, draft))
    assert good.location == f"/meetings/{room.meeting.id}#conclusion-{draft.id}"


def test_the_second_of_two_sees_both_texts_and_may_save_after_comparing(room, town, sign_in, address, htmx):
    draft, staff, chair = room.conclude(), sign_in("staff"), sign_in("chair")
    data = edited(town, draft)
    staff.post(f"/conclusions/{draft.id}/edit", data=data | {"text": "Lời của thường trực"})
    clash = chair.post(f"/conclusions/{draft.id}/edit", data=data | {"text": "Lời của chủ trì"}, headers=htmx)
    assert clash.status_code == 409
    assert "Lời của thường trực" in words(clash)
    assert by_id(clash, f"text-{draft.id}").text_content().strip() == "Lời của chủ trì"
    assert conclusions(room)[0].text == "Lời của thường trực"
    version = page(clash).xpath("//input[@name='version']/@value")[0]
    again = chair.post(f"/conclusions/{draft.id}/edit", data=data | {"text": "Lời của chủ trì", "version": version})
    assert again.status_code == 302
    assert conclusions(room)[0].text == "Lời của chủ trì"


def test_a_draft_is_dropped_and_taken_up_again(room, sign_in, address, htmx, trail):
    draft, staff = room.conclude(), sign_in("staff")
    dropped = staff.post(f"/conclusions/{draft.id}/drop", headers=htmx)
    assert "<html" not in dropped.text
    assert by_id(dropped, f"conclusion-{draft.id}").xpath(f".//form[@action='/conclusions/{draft.id}/restore']")
    assert conclusions(room)[0].state is ConclusionState.DROPPED
    assert staff.post(f"/conclusions/{draft.id}/restore").status_code == 302
    assert conclusions(room)[0].state is ConclusionState.DRAFT
    assert trail(room.meeting)[-2:] == ["conclusion.dropped", "conclusion.restored"]


@pytest.mark.parametrize("act", ["edit", "drop", "restore"])
@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("observer", 403), ("officer2", 404)])
def test_the_wrong_person_changes_no_conclusion(room, sign_in, address, act, who, status):
    draft = room.conclude()
    assert sign_in(who).post(f"/conclusions/{draft.id}/{act}").status_code == status
    assert conclusions(room)[0].state is ConclusionState.DRAFT


@pytest.mark.parametrize("act", ["edit", "drop"])
@pytest.mark.parametrize("piece", [False, True])
def test_a_closed_meetings_conclusions_stay(room, town, sign_in, address, htmx, act, piece):
    draft = room.conclude()
    room.close()
    answer = sign_in("staff").post(
        f"/conclusions/{draft.id}/{act}", data=edited(town, draft), headers=htmx if piece else {}
    )
    assert answer.status_code == 422
    assert "frozen" in words(answer) or "closed" in words(answer) or "kết thúc" in words(answer)
    assert conclusions(room)[0].text == draft.text
