"""Admin sees the mail that leaves, and what does not."""

import re

import pytest
import sqlalchemy as sa

from tests.town import Town
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.outbox.health import note_run
from tracker.outbox.models import OutboxMessage
from tracker.outbox.services import queue_mail


@pytest.fixture
def mails(town: Town) -> dict[str, int]:
    """One that waits, one that was sent, one given up, one given up that carried a link."""
    made = {}
    for name in ("waiting", "sent", "given-up", "link"):
        with transaction():
            message = queue_mail(
                to_name="Y Blêu",
                to_address=f"{name}@vi-du.vn",
                subject=f"Thông báo {name}",
                body="Lời riêng",
                dedupe_key=name,
                at=town.now,
                confidential=name == "link",
            )
            message.tries = 2
            message.sent_at = town.now if name == "sent" else None
            if name in ("given-up", "link"):
                message.given_up_at, message.last_error = town.now, "550 5.1.1 <b>Nobody</b>"
            if name == "link":
                message.body = ""
            made[name] = message.id
    return made


def message(number: int) -> OutboxMessage:
    db.session.rollback()
    return db.session.get_one(OutboxMessage, number)


def test_admin_sees_what_became_of_each_mail_and_no_text(sign_in, mails):
    page = sign_in("admin").get("/outbox/").text
    assert page.count("@vi-du.vn") >= 4
    assert "550 5.1.1 &lt;b&gt;Nobody&lt;/b&gt;" in page
    assert "Lời riêng" not in page
    again = re.findall(r"/outbox/\d+/try-again", page)
    assert len(again) == 2, "not what was sent, and not a link that is no longer kept"


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_nobody_else_does(sign_in, mails, who):
    assert sign_in(who).get("/outbox/").status_code == 403
    assert sign_in(who).post(f"/outbox/{mails['given-up']}/try-again").status_code == 404


def test_the_list_can_be_narrowed_and_taken_along(sign_in, mails, htmx):
    browser = sign_in("admin")
    piece = browser.get("/outbox/?standing=given_up&q=GIVEN", headers=htmx).text
    assert piece.count("<tr id=") == 1
    assert piece.lstrip().startswith('<div id="messages"')
    assert browser.get("/outbox/?q=100%25").text.count("<tr id=") == 0
    assert browser.get("/outbox/?format=xlsx").mimetype.endswith("sheet")


def test_what_was_given_up_is_tried_again_as_if_it_were_new(town, sign_in, mails):
    assert sign_in("admin").post(f"/outbox/{mails['given-up']}/try-again").location == "/outbox/"
    tried = message(mails["given-up"])
    assert (tried.given_up_at, tried.tries, tried.not_before) == (None, 0, town.now)
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "message.tried_again")) == 1


@pytest.mark.parametrize("which", ["sent", "link"])
def test_what_was_sent_or_is_no_longer_kept_is_not(sign_in, mails, which):
    assert sign_in("admin").post(f"/outbox/{mails[which]}/try-again").status_code == 303
    assert message(mails[which]).tries == 2
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "message.tried_again")) == 0


def test_an_office_that_wrote_no_mail_is_told_what_appears_here(sign_in):
    admin = sign_in("admin")
    assert "Chưa có thư nào." in admin.get("/outbox/").text
    assert "Không có thư nào phù hợp." in admin.get("/outbox/?q=zzz").text


def test_many_that_were_ticked_are_tried_again_in_one_act(town, sign_in, mails):
    answer = sign_in("admin").post("/outbox/try-again?q=th", data={"message": list(map(str, mails.values()))})
    assert answer.location == "/outbox/?q=th"
    tried = {name for name, number in mails.items() if message(number).tries == 0}
    assert tried == {"waiting", "given-up"}, "not what was sent, and not a link that is no longer kept"
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "message.tried_again")) == 2


def test_all_that_were_given_up_are_tried_again_where_they_fit_what_is_looked_for(sign_in, mails):
    admin = sign_in("admin")
    admin.post("/outbox/try-again?q=another", data={"all": "1"})
    assert message(mails["given-up"]).given_up_at is not None
    assert "không có thư nào" in admin.get("/outbox/").text.lower()
    admin.post("/outbox/try-again?q=given", data={"all": "1"})
    assert message(mails["given-up"]).given_up_at is None
    assert message(mails["waiting"]).tries == 2


def test_nobody_else_tries_many_again(sign_in, mails):
    assert sign_in("staff").post("/outbox/try-again", data={"all": "1"}).status_code == 403


def test_the_page_says_what_is_wrong_with_the_worker_and_what_each_duty_did(town, sign_in, mails):
    admin = sign_in("admin")
    assert "Chưa có tiến trình nền nào chạy" in admin.get("/outbox/").text
    with transaction():
        note_run("send mail", worker="may-1 17", at=town.now, error="OSError: <b>đầy đĩa</b>")
        note_run("seal the trail", worker="may-2 18", at=town.now)
    page = admin.get("/outbox/").text
    assert "Chưa có tiến trình nền nào chạy" not in page
    assert "gửi thư" in page
    assert "OSError: &lt;b&gt;đầy đĩa&lt;/b&gt;" in page
