"""A form that is sent twice does its work once, and whoever sent it is led to what it did."""

import io
import re
import threading

import pytest
import sqlalchemy as sa

from tests.browser import by_id, page, words
from tracker.core import once
from tracker.core.db import SentForm, db, form_done, form_key, transaction
from tracker.core.errors import SentAlready
from tracker.office.models import Unit
from tracker.tasks.models import ProgressUpdate, State, Task

TWICE = "Nội dung này đã được lưu ngay từ lần gửi đầu. Không có gì bị ghi hai lần."


def count(model) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def task(town, **changes):
    """What staff type to give a task, with the key of one rendering."""
    return {
        "form_key": "one-rendering",
        "title": "Tổ chức tham quan vườn mẫu",
        "kind": "quarterly",
        "quarter": str(town.quarter),
        "leads": [f"unit-{town.unit('Phòng Dân tộc').id}"],
    } | changes


def test_a_form_sent_twice_makes_one_record_and_leads_twice_to_it(town, sign_in):
    staff, before = sign_in("staff"), count(Task)
    first, second = (staff.post("/tasks/new", data=task(town)) for _ in range(2))
    assert count(Task) == before + 1
    assert first.status_code == 302
    assert (second.status_code, second.location) == (303, first.location)
    assert TWICE in words(staff.get(second.location))


def test_each_rendering_is_another_form(town, sign_in):
    staff = sign_in("staff")
    keys = [page(staff.get("/tasks/new")).xpath("//main//input[@name='form_key']/@value") for _ in range(2)]
    assert all(len(found) == 1 and len(found[0]) >= 32 for found in keys)
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    "changes", [{"form_key": "another-rendering"}, {"title": "Gõ khác đi sau khi quay lại"}, {"joining": []}]
)
def test_who_goes_back_and_types_something_else_gives_another_task(town, sign_in, changes):
    staff, before = sign_in("staff"), count(Task)
    staff.post("/tasks/new", data=task(town, joining=[f"unit-{town.unit('Xã Đăk Tơ Mil').id}"]))
    changed = staff.post("/tasks/new", data=task(town, joining=[f"unit-{town.unit('Xã Đăk Tơ Mil').id}"]) | changes)
    assert changed.status_code == 302
    assert count(Task) == before + 2


def test_a_form_that_was_refused_may_be_sent_again(town, sign_in):
    staff, before = sign_in("staff"), count(Task)
    bad = task(town, title="")
    assert [staff.post("/tasks/new", data=bad).status_code for _ in range(2)] == [422, 422]
    assert staff.post("/tasks/new", data=task(town)).status_code == 302
    assert count(Task) == before + 1


def test_what_a_rule_refused_leaves_the_key_free(town, sign_in):
    """The refusal comes from inside the transaction: all of it goes, the key too."""
    part, staff = town.assignment(), sign_in("staff")
    data = {"form_key": "k"}
    assert staff.post(f"/assignments/{part.id}/accept", data=data).status_code == 422
    with transaction():
        part.state = State.SUBMITTED
    assert staff.post(f"/assignments/{part.id}/accept", data=data).status_code == 302


@pytest.mark.parametrize("key", ["x" * 65, "x" * 5000, "'; DROP TABLE task; --", "ăn \u202e khoai", "0", " "])
def test_a_strange_key_is_a_key_like_any_other(town, sign_in, key):
    staff, before = sign_in("staff"), count(Task)
    assert [staff.post("/tasks/new", data=task(town, form_key=key)).status_code for _ in range(2)] == [302, 303]
    assert count(Task) == before + 1
    assert all(re.fullmatch("[0-9a-f]{64}", kept) for kept in db.session.scalars(sa.select(SentForm.key)))


def test_a_form_without_a_key_works_as_ever(town, sign_in):
    staff, before = sign_in("staff"), count(Task)
    for _ in range(2):
        assert staff.post("/tasks/new", data=task(town, form_key="")).status_code == 302
    assert count(Task) == before + 2
    assert count(SentForm) == 0


def test_what_a_stranger_sends_is_not_remembered(client, town):
    data = {"sign_in_name": "officer", "password": "wrong", "form_key": "k"}
    assert [client.post("/sign-in", data=data).status_code for _ in range(2)] == [422, 422]
    assert count(SentForm) == 0


def test_another_button_of_the_same_form_is_another_act(town, sign_in):
    """Save, and then hand in: the answer to the first was lost on the way."""
    part, officer = town.assignment(), sign_in("officer")
    data = {"form_key": "k", "version": part.version, "percent": "50", "words": "Đã họp."}
    assert officer.post(f"/assignments/{part.id}/update", data=data).status_code == 302
    version = db.session.get_one(type(part), part.id, populate_existing=True).version
    handed_in = officer.post(f"/assignments/{part.id}/submit", data=data | {"version": version})
    assert handed_in.status_code == 302
    assert part.state is State.SUBMITTED


def test_htmx_gets_the_record_as_it_stands(town, sign_in, htmx):
    part, officer = town.assignment(), sign_in("officer")
    here = htmx | {"HX-Target": f"tbody#assignment-{part.id}"}
    data = {"form_key": "k", "version": part.version, "percent": "50", "words": "Đã họp dân."}
    address, before = f"/assignments/{part.id}/update?of=task", count(ProgressUpdate)
    first, second = (officer.post(address, data=data, headers=here) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    row = by_id(second, f"assignment-{part.id}")
    assert "50 %" in words(row)
    assert not row.xpath(".//form")
    assert TWICE in words(second)
    assert "<html" not in second.text
    assert count(ProgressUpdate) == before + 1


def test_htmx_loads_the_page_anew_where_no_piece_is_the_record(town, sign_in, htmx):
    part, officer = town.assignment(), sign_in("officer")
    data = {"form_key": "k", "version": part.version, "percent": "50", "words": "Đã họp dân."}
    for _ in range(2):
        answer = officer.post(
            f"/assignments/{part.id}/update", data=data, headers=htmx | {"HX-Target": "div#somewhere-else"}
        )
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_who_cannot_be_told_where_it_led_is_told_that_it_is_saved(town, sign_in, monkeypatch):
    monkeypatch.setattr(once, "LOOKS", 2)
    staff = sign_in("staff")
    staff.post("/tasks/new", data=task(town))
    with transaction():
        db.session.execute(sa.update(SentForm).values(answer=""))
    answer = staff.post("/tasks/new", data=task(town))
    assert answer.status_code == 200
    assert "Nội dung này đã được lưu" in words(answer)


def test_a_file_is_another_when_it_says_something_else(sign_in, town):
    """The same name, chosen again after a mistake."""
    staff = sign_in("staff")

    def send(content: bytes):
        return staff.post("/intake/", data={"form_key": "k", "file": (io.BytesIO(content), "kế hoạch.txt")})

    same = [send(b"not a plan"), send(b"not a plan")]
    assert [answer.status_code for answer in same] == [422, 422]
    assert send("KẾ HOẠCH\n\nI. NHIỆM VỤ\n\n- Giao Phòng Dân tộc rà soát vườn nhà trước ngày 30/11/2026.".encode())


def test_two_transactions_of_one_request_are_one_form(app, town):
    form_key.set("k")
    try:
        with transaction():
            town.unit("Phòng Dân tộc").short_name = "Một"
        with transaction():
            town.unit("Phòng Dân tộc").short_name = "Hai"
        assert form_done.get() == "k"
    finally:
        once._let_go()
    assert count(SentForm) == 1


def test_no_request_inherits_the_key_of_the_one_before(app, town):
    """Server threads live longer than a request."""
    form_key.set("of another")
    with app.test_request_context("/language", method="POST"):
        app.preprocess_request()
        assert form_key.get() == ""
        form_key.set("mine")
    assert form_key.get() == ""


def test_the_session_is_of_use_after_two_have_sent_the_same(app, town):
    """On PostgreSQL the second waits for the first, and finds the key taken when it writes its own."""
    ready, refused = threading.Barrier(2), []

    def send():
        with app.app_context():
            form_key.set("at once")
            db.session.scalars(sa.select(Unit)).first()
            ready.wait(10)
            try:
                with transaction():
                    db.session.scalars(sa.select(Unit)).first()
            except SentAlready as twice:
                refused.append(twice)
                assert db.session.scalars(sa.select(Unit)).first() is not None
                form_key.set("next")
                with transaction():
                    db.session.scalars(sa.select(Unit).limit(1)).one().short_name = "Sau đó"
            finally:
                db.session.remove()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)
    assert len(refused) == 1
    db.session.rollback()
    assert set(db.session.scalars(sa.select(SentForm.key))) == {"at once", "next"}


def test_keys_that_nobody_sends_again_are_let_go(town):
    with transaction():
        db.session.add(SentForm(key="old", at=town.now.replace(day=20)))
        db.session.add(SentForm(key="new", at=town.now))
    once.forget_sent_forms(before=town.now.replace(day=21))
    assert db.session.scalars(sa.select(SentForm.key)).all() == ["new"]
