"""Files go with mails: kept once, under their Vietnamese names, the same at every try."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.outbox.conftest import messages
from tests.together import at_once
from tests.town import Town
from tracker.core.db import db
from tracker.outbox.models import OutboxAttachment
from tracker.outbox.services import Attachment, queue_mail
from tracker.outbox.worker import send_due

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER = Attachment(
    "Giấy mời họp giao ban quý IV – Phòng Dân tộc và Tôn giáo huyện Đăk Hà Mòn.docx", WORD, b"PK\x03\x04\0"
)
DATES = Attachment("Hội nghị.ics", "text/calendar; method=PUBLISH; charset=UTF-8", "SUMMARY:Họp\r\n.\r\n".encode())


def how_many() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(OutboxAttachment)) or 0


def queue_one(town: Town, key: str) -> None:
    queue_mail(
        to_name="", to_address="an@vi-du.vn", subject="", body="", dedupe_key=key, at=town.now, attachments=[PAPER]
    )


def test_files_arrive_whole_and_under_their_names(server, queue):
    queue(body="Kính gửi.\n", attachments=[PAPER, DATES])
    assert send_due(server.settings()) == 1
    [mail] = server.mails
    paper, dates = mail.iter_attachments()
    assert (paper.get_filename(), paper.get_content_type(), paper.get_content()) == (PAPER.name, WORD, PAPER.content)
    assert (dates.get_filename(), dates.get_payload(decode=True)) == (DATES.name, DATES.content)
    assert dates["Content-Type"].params == {"method": "PUBLISH", "charset": "UTF-8"}
    assert mail.get_body().get_content().strip() == "Kính gửi."
    assert b"filename*" in next(server.folder.glob("*.eml")).read_bytes()


def test_a_file_is_kept_once_however_many_mails_carry_it(queue):
    queue("an@vi-du.vn", attachments=[PAPER, DATES])
    queue("binh@vi-du.vn", attachments=[PAPER])
    queue("chi@vi-du.vn", attachments=[Attachment("Khác.docx", WORD, PAPER.content)])
    assert how_many() == 3
    first, second, third = (message.attachment_ids for message in messages())
    assert second == first[:1]
    assert third != second


def test_two_who_send_the_same_file_at_once_keep_it_once(app, town):
    assert not at_once(app, [lambda town: queue_one(town, "an"), lambda town: queue_one(town, "binh")])
    assert how_many() == 1
    assert len({tuple(message.attachment_ids) for message in messages()}) == 1


def test_a_further_try_sends_the_very_same_mail(server, queue, later):
    queue("lost@vi-du.vn", attachments=[PAPER, DATES])
    assert send_due(server.settings()) == 0
    with later(timedelta(minutes=2).total_seconds() / 60):
        assert send_due(server.settings()) == 1
    first, second = (path.read_bytes() for path in server.folder.glob("*.eml"))
    assert first == second
    assert len({mail["Message-ID"] for mail in server.mails}) == 1


@pytest.mark.parametrize(
    "name", ["Giấy mời\r\nBcc: all@vi-du.vn.docx", 'a"; x="b.docx', "=?utf-8?q?=0D=0ABcc:_x?=.ics"]
)
def test_no_head_hides_in_the_name_of_a_file(server, queue, name):
    queue(attachments=[Attachment(name, WORD, b"PK")])
    send_due(server.settings())
    [path] = server.folder.glob("*.eml")
    assert b"\nBcc:" not in path.read_bytes()
    assert server.facts[0]["to"] == ["an@vi-du.vn"]
    [file] = server.mails[0].iter_attachments()
    assert file.get_content() == b"PK"
