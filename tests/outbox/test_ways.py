"""Mail as text and as HTML, what is held for quiet hours, and messages that leave another way."""

from collections.abc import Sequence
from datetime import timedelta

from tests.outbox.conftest import messages
from tests.outbox.test_attachments import PAPER
from tracker.core import clock
from tracker.outbox.models import Channel, OutboxAttachment, OutboxMessage
from tracker.outbox.rules import KEPT_WITHOUT_SERVER, Failed
from tracker.outbox.worker import give_up_old, send_due

HTML = '<!DOCTYPE html><html lang="vi"><body><p style="color:#1f2328">Kính gửi anh/chị Y Blêu</p></body></html>\n'


class Book:
    """A way that writes down what it was given, or says what is wrong."""

    def __init__(self, outcome: Failed | None = None) -> None:
        self.given: list[str] = []
        self.outcome = outcome
        self.is_closed = False

    def send(self, message: OutboxMessage, files: Sequence[OutboxAttachment], *, within: float) -> Failed | None:
        self.given.append(message.to_address)
        return self.outcome

    def close(self) -> None:
        self.is_closed = True


def test_text_and_html_arrive_as_two_ways_to_read_one_mail(server, queue):
    queue(html=HTML)
    assert send_due(server.settings()) == 1
    [mail] = server.mails
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(["plain"]).get_content().strip() == "Kính gửi anh/chị."
    assert mail.get_body(["html"]).get_content().replace("\r\n", "\n") == HTML
    raw = next(server.folder.glob("*.eml")).read_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998


def test_with_files_and_html_a_further_try_sends_the_very_same_mail(server, queue, later):
    queue("lost@vi-du.vn", html=HTML, attachments=[PAPER])
    send_due(server.settings())
    with later(2):
        assert send_due(server.settings()) == 1
    first, second = (path.read_bytes() for path in server.folder.glob("*.eml"))
    assert first == second
    [mail, _] = server.mails
    assert [part.get_content_type() for part in mail.walk()][:4] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert next(mail.iter_attachments()).get_content() == PAPER.content


def test_a_confidential_html_is_kept_no_longer_than_its_text(server, queue):
    queue(confidential=True, html=HTML)
    send_due(server.settings())
    [message] = messages()
    assert (message.body, message.html) == ("", "")


def test_what_is_held_leaves_when_the_quiet_hours_end(server, queue, town, later):
    queue(held_until=town.now + timedelta(hours=8))
    with later(8 * 60 - 1):
        assert send_due(server.settings()) == 0
    with later(8 * 60):
        assert send_due(server.settings()) == 1


def test_a_clock_that_was_ahead_holds_no_mail_for_long(server, queue, town, later):
    """A year ahead when it was queued: it leaves. A day ahead: it waits that day longer, and then leaves."""
    with later(365 * 24 * 60):
        queue("nam@vi-du.vn", held_until=town.now + timedelta(days=365, hours=8), at=town.now + timedelta(days=365))
    with later(24 * 60):
        queue("ngay@vi-du.vn", held_until=town.now + timedelta(hours=32), at=town.now + timedelta(days=1))
    assert send_due(server.settings()) == 1
    with later(32 * 60):
        assert send_due(server.settings()) == 1


def test_nothing_is_held_for_longer_than_a_fortnight(queue, town):
    assert queue(held_until=town.now + timedelta(days=400)).held_until == town.now + timedelta(days=14)


def test_what_is_patient_waits_for_the_morning_also_when_it_is_tried_again(server, queue, later):
    """The server was away all day; what somebody waits for leaves at night, the reminder does not."""
    night = {"is_quiet": lambda at: at.astimezone(clock.ZONE).hour >= 20}
    queue("nhac@vi-du.vn", patient=True)
    queue("mat-khau@vi-du.vn")
    server.stop()
    for minutes in (0, 1, 2, 10):
        with later(minutes):
            assert send_due(server.settings(), **night) == 0
    server.start()
    with later(11 * 60):
        assert send_due(server.settings(), **night) == 1
    assert server.facts[0]["to"] == ["mat-khau@vi-du.vn"]
    with later(23 * 60):
        assert send_due(server.settings(), **night) == 1


def test_a_link_to_sign_in_with_does_not_queue_behind_reminders(server, queue):
    queue("nhac@vi-du.vn", patient=True)
    queue("mat-khau@vi-du.vn")
    seen = iter([True, True, False])
    assert send_due(server.settings(), goes_on=lambda: not server.facts and next(seen)) == 1
    assert server.facts[0]["to"] == ["mat-khau@vi-du.vn"]


def test_each_message_leaves_by_its_own_channel_and_waits_where_there_is_none(server, queue):
    hook = Book()
    queue("an@vi-du.vn")
    queue("phòng họp", channel=Channel.WEBHOOK, body="{}")
    assert send_due(None) == 0
    assert send_due(None, {Channel.WEBHOOK: hook}) == 1
    assert (hook.given, hook.is_closed, len(server.mails)) == (["phòng họp"], True, 0)
    assert send_due(server.settings()) == 1


def test_a_receiver_that_is_gone_keeps_no_mail(server, queue, town):
    hook = Book(Failed("ConnectionRefusedError", server_is_gone=True))
    queue("một", channel=Channel.WEBHOOK)
    queue("hai", channel=Channel.WEBHOOK)
    queue("an@vi-du.vn")
    assert send_due(server.settings(), {Channel.WEBHOOK: hook}) == 1
    assert hook.given == ["một"], "the other would learn the same"
    assert messages()[0].not_before == town.now + timedelta(minutes=1)


def test_what_no_channel_takes_is_given_up_in_time_and_mail_is_left_alone(queue, town, later):
    queue("một", channel=Channel.WEBHOOK)
    queue("an@vi-du.vn")
    with later((KEPT_WITHOUT_SERVER.total_seconds() + 60) / 60):
        give_up_old([Channel.WEBHOOK])
    assert [message.given_up_at is not None for message in messages()] == [True, False]
