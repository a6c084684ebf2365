"""Where a report stands: told by the rule, counted in tallies, and found by the list's filter alike."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.core.db import transaction
from tracker.core.workdays import WorkCalendar
from tracker.reports.models import ReportState
from tracker.reports.queries.listed import ListChosen, reports_seen_by
from tracker.reports.rules.standing import Standing, Tally, standing_of
from tracker.tasks.queries import reckoning
from tracker.tasks.rules import Reckoning

TODAY, SOON_BY = date(2026, 10, 28), date(2026, 11, 2)
RECKONING = Reckoning(TODAY, WorkCalendar())
DUE = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("state", "due_on", "standing"),
    [
        (ReportState.EXPECTED, DUE, Standing.OVERDUE),
        (ReportState.RETURNED, DUE, Standing.OVERDUE),
        (ReportState.RETURNED, SOON_BY, Standing.RETURNED),
        (ReportState.DRAFT, TODAY, Standing.DUE_SOON),
        (ReportState.EXPECTED, SOON_BY, Standing.DUE_SOON),
        (ReportState.EXPECTED, SOON_BY + timedelta(days=1), Standing.OPEN),
        (ReportState.EXPECTED, None, Standing.UNDATED),
        (ReportState.EXCUSED, DUE, Standing.EXCUSED),
    ],
)
def test_what_is_owed_stands_by_its_day(state, due_on, standing):
    assert standing_of(state, due_on, None, RECKONING) is standing


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        (datetime(2026, 10, 20, 16, 59, tzinfo=UTC), Standing.ON_TIME),  # a minute before midnight in Vietnam
        (datetime(2026, 10, 20, 17, 0, tzinfo=UTC), Standing.LATE),
    ],
)
def test_what_was_handed_in_is_late_by_the_office_s_clock(at, standing):
    assert standing_of(ReportState.ACCEPTED, DUE, at, RECKONING) is standing


def test_a_tally_expects_nothing_of_who_is_excused():
    stand = [Standing.ON_TIME] * 3 + [Standing.LATE, Standing.OVERDUE, Standing.OPEN, Standing.EXCUSED]
    tally = Tally.of(stand)
    assert (tally.expected, tally.received, tally.on_time, tally.late) == (6, 4, 3, 1)
    assert (tally.overdue, tally.waiting, tally.excused, tally.punctuality) == (1, 1, 1, 60.0)
    assert Tally.of([Standing.OPEN]).punctuality is None


def test_the_list_s_filter_and_the_rule_agree(town, duties):
    duty = duties.duty(group="Các xã, thị trấn")
    made = list(duties.reports(duty))
    dues = [None, town.today - timedelta(days=1), town.today, town.today + timedelta(days=40)]
    with transaction():
        for n, report in enumerate(made):
            report.state = list(ReportState)[n % 7]
            report.due_on = dues[n // 2 % 4]
            report.submitted_at = town.now + timedelta(hours=n % 3 * 10) if n % 5 else None
    facts = {"programme_id": town.programme.id, "quarter": town.quarter, "reckoning": reckoning(town.today)}
    staff = town.person("staff")
    everything = reports_seen_by(staff, **facts, chosen=ListChosen(duty_id=duty.id)).rows
    assert len(everything) == len(made)
    for standing in Standing:
        found = reports_seen_by(staff, **facts, chosen=ListChosen(duty_id=duty.id, standing=standing)).rows
        assert [row.id for row in found] == [row.id for row in everything if row.standing is standing]
