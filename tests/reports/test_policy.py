"""What the table of access cannot tell apart: each condition of forwarding, and whose page offers a new duty."""

import pytest

from tests.reports.handing import Handing
from tests.town import OTHER
from tracker.reports import policy
from tracker.reports.models import ReportState


@pytest.fixture
def handing(duties):
    return Handing(duties)


def test_only_the_unit_between_forwards_what_was_handed_in_and_only_while_the_programme_goes_on(town, handing):
    handed = handing.report(ReportState.SUBMITTED, through=OTHER)
    assert [who for who in ("head", "head2", "officer2", "staff") if policy.can_forward(town.person(who), handed)] == [
        "head2",
        "officer2",
    ]
    draft = handing.report(ReportState.DRAFT, through=OTHER)
    assert not policy.can_forward(town.person("head2"), draft)
    town.programme.ended_on = town.today
    assert not policy.can_forward(town.person("head2"), handed)


@pytest.mark.parametrize(("who", "offered"), [("staff", True), ("observer", False), ("officer", False)])
def test_the_page_of_duties_offers_a_new_one_to_staff_alone(sign_in, who, offered):
    assert ('href="/report-duties/new' in sign_in(who).get("/report-duties/").text) is offered
