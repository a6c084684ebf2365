"""Mail is queued with what it tells of, once, and says nothing but what it was told to say."""

import pytest

from tests.outbox.conftest import messages
from tests.together import at_once
from tests.town import Town
from tracker.core.db import transaction
from tracker.outbox.services import AddressMalformed, checked_address, queue_mail
from tracker.outbox.worker import send_due

WRONG = [
    "",
    "an",
    "an@",
    "@vi-du.vn",
    "an@máy",
    "an@localhost",
    "ân@vi-du.vn",
    "an@vi-du.vn, binh@vi-du.vn",
    "an binh@vi-du.vn",
    "An <an@vi-du.vn>",
    "an@vi-du.vn\r\nBcc: all@vi-du.vn",
    "an@vi-du.vn\nBcc: all@vi-du.vn",
    '"an\r\n"@vi-du.vn',
    f"{'a' * 200}@vi-du.vn",
]


def queue_one(town: Town) -> None:
    queue_mail(to_name="", to_address="an@vi-du.vn", subject="", body="", dedupe_key="once", at=town.now)


def test_a_mail_is_queued_only_with_what_it_tells_of(town):
    with pytest.raises(ZeroDivisionError), transaction():
        queue_one(town)
        raise ZeroDivisionError
    assert not messages()


def test_the_same_mail_is_queued_once(queue):
    assert queue(dedupe_key="reminder 17") is not None
    assert queue(dedupe_key="reminder 17") is None
    assert queue(dedupe_key="reminder 18") is not None
    assert len(messages()) == 2


def test_two_who_queue_the_same_mail_at_once_queue_it_once(app, town):
    assert not at_once(app, [queue_one, queue_one])
    assert len(messages()) == 1


@pytest.mark.parametrize("address", WRONG)
def test_what_is_no_address_is_refused(queue, address):
    with pytest.raises(AddressMalformed):
        queue(address)
    assert not messages()


@pytest.mark.parametrize("address", ["an@vi-du.vn", "y.bleu+viec@phong.vi-du.gov.vn", "o'brien_1@vi-du.vn"])
def test_an_address_is_taken_without_the_spaces_around_it(address):
    assert checked_address(f" {address} ") == address


def test_no_head_hides_in_a_name_or_a_subject(queue):
    queued = queue(to_name="Y Blêu\r\nBcc: all@vi-du.vn", subject="Họp\n\tngày\x00 mai\u2028X: y")
    assert (queued.to_name, queued.subject) == ("Y Blêu Bcc: all@vi-du.vn", "Họp ngày mai X: y")


@pytest.mark.parametrize("field", ["to_name", "subject"])
def test_no_head_hides_in_what_would_be_decoded(server, queue, field):
    """An encoded word in what somebody typed stays what they typed."""
    queue(**{field: "=?utf-8?q?H=E1=BB=8Dp=0D=0ABcc:_all@vi-du.vn?= mai"})
    send_due(server.settings())
    [content] = [path.read_bytes() for path in server.folder.glob("*.eml")]
    assert b"\nBcc:" not in content
    assert server.facts[0]["to"] == ["an@vi-du.vn"]
    assert "q?H=E1=BB" in str(server.mails[0]["To" if field == "to_name" else "Subject"])


def test_what_is_too_long_for_a_subject_is_cut(queue):
    assert queue(subject="Về việc " * 100).subject.endswith("…")
