"""Two people at one report at the same moment, on databases that would let both have their way."""

import pytest

from tests.reports.handing import LINK, Handing
from tests.together import at_once
from tracker.core.errors import NotFromHere
from tracker.core.periods import Period
from tracker.reports.models import ReportState
from tracker.reports.queries import get_duty
from tracker.reports.queries.records import get_report
from tracker.reports.rules.moves import NothingNew, PeriodIsLocked, PeriodLockedAlready
from tracker.reports.services.handing_in import accept_report, return_report, submit_report
from tracker.reports.services.locking import lock_period


@pytest.fixture
def handing(duties):
    """Reports brought to a state."""
    return Handing(duties)


def test_a_report_that_two_hand_in_is_handed_in_once(app, handing):
    report = handing.report()

    def submit(town):
        submit_report(get_report(report.id), explanation="", by=town.person("head"), at=town.now)

    assert [type(one) for one in at_once(app, [submit, submit])] == [NothingNew]
    assert [one.number for one in get_report(report.id).handed_in] == [1]


def test_a_report_is_accepted_or_returned_and_never_both(app, handing):
    report = handing.report(ReportState.SUBMITTED)

    def accept(town):
        accept_report(get_report(report.id), by=town.person("staff"), at=town.now)

    def send_back(town):
        said = {"words": "Thiếu.", "beside": {}, "link": LINK}
        return_report(get_report(report.id), **said, by=town.person("chair"), at=town.now)

    assert [type(one) for one in at_once(app, [accept, send_back])] == [NotFromHere]


def test_what_is_handed_in_while_its_period_is_locked_was_there_before_or_is_refused(app, handing):
    report, stood = handing.report(), []
    number, duty_id, period = report.id, report.duty_id, Period.parse(report.period)

    def submit(town):
        submit_report(get_report(number), explanation="", by=town.person("head"), at=town.now)

    def lock(town):
        lock_period(get_duty(duty_id), period, words="", by=town.person("staff"), at=town.now)
        stood.append(get_report(number).state)

    refused = [type(one) for one in at_once(app, [submit, lock])]
    assert (refused, stood) in (([], [ReportState.SUBMITTED]), ([PeriodIsLocked], [ReportState.DRAFT]))


def test_a_period_that_two_lock_is_locked_once(app, handing):
    duty_id, period = handing.report().duty_id, Period.of(handing.town.quarter)

    def lock(town):
        lock_period(get_duty(duty_id), period, words="", by=town.person("staff"), at=town.now)

    assert [type(one) for one in at_once(app, [lock, lock])] == [PeriodLockedAlready]
