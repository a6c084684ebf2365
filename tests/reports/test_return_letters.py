"""A report that is returned is told of by mail, once for each return, to its unit's people in their language."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.reports.handing import LINK, Handing
from tests.town import OTHER
from tracker.accounts.models import MailKind
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage
from tracker.reports.models import ReportState
from tracker.reports.rules.moves import ReturnNeedsWords
from tracker.reports.services.handing_in import return_report


@pytest.fixture
def handing(duties):
    return Handing(duties)


@pytest.fixture
def addressed(town):
    """Officer, who reads English, and head have an address."""
    with transaction():
        for name in ("officer", "head"):
            town.account(name).person.email = f"{name}@vi-du.vn"
        town.account("officer").language = "en"


def mails():
    wanted = sa.select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith("report-return:"))
    return {mail.to_address: mail for mail in db.session.scalars(wanted.order_by(OutboxMessage.id))}


@pytest.mark.usefixtures("addressed")
def test_each_reads_the_words_of_the_return_and_the_way_to_the_report(handing, sign_in):
    report = handing.report(ReportState.SUBMITTED)
    said = {"words": "Thiếu phụ lục.", "beside_k2": "Kèm danh sách."}
    sign_in("staff").post(f"/reports/{report.id}/return", data=said)
    told = mails()
    assert set(told) == {"head@vi-du.vn", "officer@vi-du.vn"}
    for mail in told.values():
        for words in (
            "Thiếu phụ lục.",
            "Buổi tuyên truyền: Kèm danh sách.",
            f"/reports/{report.id}/write",
            "21/12/2026",
        ):
            assert words in mail.body
    assert "Báo cáo bị trả lại: Báo cáo công tác quý" in told["head@vi-du.vn"].subject
    assert "A report was returned: Báo cáo công tác quý" in told["officer@vi-du.vn"].subject


@pytest.mark.usefixtures("addressed")
def test_it_is_told_once_for_each_return_also_by_the_unit_between(town, handing):
    report = handing.report(ReportState.SUBMITTED, through=OTHER)
    said = {"words": "Thiếu.", "beside": {}, "link": LINK}
    with transaction():
        return_report(report, **said, from_through=True, by=town.person("head2"), at=town.now)
    handing.submit(report)
    with transaction():
        return_report(report, **said, by=town.person("staff"), at=town.now + timedelta(minutes=1))
    keys = db.session.scalars(sa.select(OutboxMessage.dedupe_key)).all()
    assert len([key for key in keys if key.startswith(f"report-return:{report.id}:1:")]) == 2
    assert len([key for key in keys if key.startswith(f"report-return:{report.id}:2:")]) == 2


@pytest.mark.usefixtures("addressed")
def test_a_return_that_is_refused_tells_nobody_nor_does_one_tell_whoever_does_without(town, handing):
    report = handing.report(ReportState.SUBMITTED)
    with pytest.raises(ReturnNeedsWords), transaction():
        return_report(report, words="", beside={}, link=LINK, by=town.person("staff"), at=town.now)
    assert mails() == {}
    with transaction():
        town.account("head").muted = [MailKind.REMINDERS]
        return_report(report, words="Thiếu.", beside={}, link=LINK, by=town.person("staff"), at=town.now)
    assert set(mails()) == {"officer@vi-du.vn"}
