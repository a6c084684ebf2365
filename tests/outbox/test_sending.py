"""Every mail leaves, once where all goes well, and arrives as it was written."""

import re
from datetime import timedelta

import pytest

from tests.outbox.conftest import messages
from tracker.core.db import db, transaction
from tracker.outbox.rules import LEASE
from tracker.outbox.worker import send_due

SUBJECTS = [
    "Thông báo",
    "Đôn đốc: còn 3 ngày đến hạn “Rà soát hộ cần hỗ trợ vườn nhà” của Ủy ban nhân dân xã Đăk Tơ Mil, quý IV năm 2026 "
    "theo Kế hoạch số 118-KH/BCĐ ngày 15 tháng 8 năm 2026 của Ban Chỉ đạo",
    "Về “=” và ? <x@y.vn>; a, b: c",
]
NAMES = [
    "Nguyễn Thị Hường",
    'Y Blêu, "Phó" (Phòng Dân tộc)',
    "Văn phòng Ủy ban nhân dân huyện Đăk Hà Mòn – Tổ giúp việc",
]
BODY = "Kính gửi anh/chị,\n\n.\nMột dòng rất dài: " + "đường làng sáng đèn " * 60 + "\nFrom đầu dòng\n– hết –\n"


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("name", NAMES)
def test_vietnamese_arrives_as_it_was_written(server, queue, town, subject, name):
    queue("y.bleu@vi-du.vn", to_name=name, subject=subject, body=BODY)
    assert send_due(server.settings()) == 1
    [mail] = server.mails
    assert mail["Subject"] == subject
    assert [(a.display_name, a.addr_spec) for a in mail["To"].addresses] == [(name, "y.bleu@vi-du.vn")]
    assert [a.display_name for a in mail["From"].addresses] == ["Văn phòng Giao Ban"]
    assert mail.get_content().replace("\r\n", "\n") == BODY
    assert mail["Date"].datetime == town.now
    assert server.facts[0]["to"] == ["y.bleu@vi-du.vn"]
    assert server.facts[0]["from"] == "giao-ban@vi-du.gov.vn"
    assert not re.search(rb"[^\x00-\x7f]", next(server.folder.glob("*.eml")).read_bytes())


def test_what_was_sent_is_marked_and_not_sent_again(server, queue, town):
    queue()
    assert send_due(server.settings()) == 1
    assert send_due(server.settings()) == 0
    [message] = messages()
    assert (message.sent_at, message.tries, message.leased_by) == (town.now, 1, "")
    assert server.mails[0]["Message-ID"] == message.message_id


def test_a_confidential_text_is_kept_until_it_was_sent_and_no_longer(server, queue):
    queue(confidential=True, body="https://giao-ban.vi-du.gov.vn/enter/abc")
    queue("busy@vi-du.vn", confidential=True, body="https://giao-ban.vi-du.gov.vn/enter/def")
    queue("gone@vi-du.vn", confidential=True, body="https://giao-ban.vi-du.gov.vn/enter/ghi")
    assert send_due(server.settings()) == 1
    assert [message.body[-3:] for message in messages()] == ["", "def", ""]
    assert server.mails[0].get_content().strip().endswith("/enter/abc")


def test_a_server_that_asks_to_come_again_is_tried_again_later_and_later(server, queue, town, later):
    queue("busy@vi-du.vn")
    queue("an@vi-du.vn")
    assert send_due(server.settings()) == 1, "one who is busy holds up nobody else"
    assert messages()[0].last_error == "451 4.2.0 Come again later"
    for minutes, sent in ((0.9, 0), (1.1, 0), (5.9, 0), (6.2, 1)):
        with later(minutes):
            assert send_due(server.settings()) == sent, minutes
    assert messages()[0].tries == 3
    assert len({mail["Message-ID"] for mail in server.mails}) == 2


@pytest.mark.parametrize(("how", "reason"), [("gone", "550 5.1.1"), ("refused", "554 5.6.0")])
def test_what_a_server_refuses_for_good_is_given_up_with_its_words(server, queue, town, how, reason):
    queue(f"{how}@vi-du.vn")
    assert send_due(server.settings()) == 0
    [message] = messages()
    assert message.given_up_at == town.now
    assert message.last_error.startswith(reason)


def test_a_server_that_lets_us_send_nothing_is_waited_for(server, queue, town):
    queue("relay@vi-du.vn")
    send_due(server.settings())
    [message] = messages()
    assert message.given_up_at is None
    assert message.not_before == town.now + timedelta(minutes=1)


@pytest.mark.parametrize("how", ["drop", "lost"])
def test_a_line_that_is_cut_loses_nothing(server, queue, later, how):
    queue(f"{how}@vi-du.vn")
    queue("an@vi-du.vn")
    assert send_due(server.settings()) == 0
    assert send_due(server.settings()) == 1, "the other goes out on a new line"
    with later(2):
        send_due(server.settings())
    kept = [mail["Message-ID"] for mail in server.mails if mail["To"].addresses[0].username == how]
    assert kept == ([] if how == "drop" else [messages()[0].message_id] * 2), "a mail that left twice is seen once"


def test_a_dead_server_delays_for_two_days_and_then_the_mail_is_given_up(server, queue, town, later):
    queue()
    server.stop()
    minutes, pauses = 0.0, []
    while (message := messages()[0]).given_up_at is None:
        with later(minutes):
            send_due(server.settings())
        waits = (messages()[0].not_before - town.now).total_seconds() / 60 - minutes
        pauses.append(waits)
        minutes += max(waits, 0)
    assert pauses[:-1] == [1, 5, 15, 60, 120, 240, 480, 960, 960]
    assert message.last_error.startswith("ConnectionRefusedError")
    assert message.given_up_at is not None
    assert 46 * 60 < minutes < 48 * 60


def test_a_server_that_is_back_gets_what_waited(server, queue, later):
    queue()
    server.stop()
    send_due(server.settings())
    server.start()
    with later(2):
        assert send_due(server.settings()) == 1


def test_a_clock_that_was_ahead_delays_no_mail_for_long(server, queue, town, later):
    queue()
    with later(365 * 24 * 60):
        server.stop()
        send_due(server.settings())
        queue("binh@vi-du.vn")
    server.start()
    assert send_due(server.settings()) == 2


@pytest.mark.parametrize("hours", [1, -1, 24, -24])
def test_a_clock_that_jumps_loses_no_mail_and_sends_none_twice(server, queue, later, hours):
    for address in ("an", "busy", "binh"):
        queue(f"{address}@vi-du.vn")
    assert send_due(server.settings()) == 2
    for minutes in range(0, 121, 10):
        with later(hours * 60 + minutes):
            send_due(server.settings())
    assert sorted(mail["To"].addresses[0].username for mail in server.mails) == ["an", "binh", "busy"]
    assert all(message.sent_at for message in messages())


def test_a_lease_taken_while_the_clock_was_ahead_does_not_last(server, queue, town):
    queue()
    with transaction():
        for message in messages():
            db.session.add(message)
            message.leased_by, message.leased_until = "one who died", town.now + timedelta(days=365)
    assert send_due(server.settings()) == 1


@pytest.mark.parametrize("seconds", [0.01, 5, 60])
def test_a_worker_that_looked_at_the_clock_a_little_later_holds_its_mail_all_the_same(server, queue, town, seconds):
    """Two look, the later one is quicker: to the other its lease ends beyond any that could be given now."""
    queue()
    with transaction():
        for message in messages():
            db.session.add(message)
            message.leased_by = "one who was quicker"
            message.leased_until = town.now + timedelta(seconds=seconds) + LEASE
    assert send_due(server.settings()) == 0
