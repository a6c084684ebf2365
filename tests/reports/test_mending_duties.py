"""A duty that is mended while its reports are open, and the days on which it is owed at all."""

from datetime import date, timedelta

import pytest

from tests.reports.handing import Handing
from tests.town import OWN
from tracker.core.db import transaction
from tracker.reports import queries
from tracker.reports.models import DueRule, Frequency, ItemKind, ReportState, Window
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.forms import Asked
from tracker.reports.rules.windows import DueBeforeFiguresClose, check_when
from tracker.reports.services import edit_duty
from tracker.reports.services.excusing import ask_again


def mend(duties, duty, **facts):
    said = {"name": duty.name, "frequency": duty.frequency, "first_period": duty.first_period, "due_days": 5} | facts
    told = {"through": None, "document": None, "by": duties.town.person("staff"), "at": duties.town.now}
    with transaction():
        edit_duty(duty, DutyFacts(**said), [duties.town.unit(OWN)], **told, seen=duty.version)


def test_open_reports_follow_their_duty_those_that_were_returned_too(duties):
    report = Handing(duties).report(ReportState.RETURNED)
    mend(duties, report.duty, window=Window.CALENDAR, due_days=3)
    assert (report.window_first, report.window_last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert report.due_on == date(2027, 1, 6)  # 1 January is off


def test_units_are_let_off_periods_that_the_duty_leaves_out_now(duties):
    duty = duties.duty()
    mend(duties, duty, frequency=Frequency.MONTHLY, first_period="2026-M10")
    assert {(one.period, one.state) for one in duties.reports(duty)} == {
        ("2026-Q4", ReportState.EXCUSED),
        ("2026-M10", ReportState.EXPECTED),
    }


def test_what_is_due_before_its_period_begins_is_owed_at_once_and_told_once(town, duties):
    duty = duties.once("Kế hoạch năm tới", first_period="2027", due=town.today + timedelta(days=20))
    assert [one.period for one in duties.reports(duty)] == ["2027"]
    assert queries.next_period(duty, None, today=town.today) is None


@pytest.mark.parametrize(
    ("rule", "window", "days", "fits"),
    [
        (DueRule.AFTER_PERIOD, Window.DECREE, 0, True),  # the figures closed two weeks before
        (DueRule.AFTER_PERIOD, Window.CALENDAR, 0, False),
        (DueRule.AFTER_PERIOD, Window.CALENDAR, 1, True),
        (DueRule.AFTER_WINDOW, Window.DECREE, 0, False),
    ],
)
def test_a_working_day_lies_between_the_figures_and_the_report(rule, window, days, fits):
    facts = {"name": "Báo cáo", "frequency": Frequency.QUARTERLY, "first_period": "2026-Q4"}
    duty = DutyFacts(**facts, due_rule=rule, window=window, due_days=days)
    if fits:
        check_when(duty, "quý")
        return
    with pytest.raises(DueBeforeFiguresClose):
        check_when(duty, "quý")


def test_what_was_excused_while_its_form_changed_is_asked_again_in_the_new_form(town, duties):
    handing = Handing(duties)
    report = handing.report(ReportState.RETURNED)
    staff = {"by": town.person("staff"), "at": town.now}
    duties.exempt(report.duty, period=report.period)
    assert report.state is ReportState.EXCUSED
    form = duties.ask(report.duty, Asked(kind=ItemKind.SECTION, title="Khác hẳn"))
    with transaction():
        ask_again(report, words="Vẫn cần.", **staff)
    assert report.form_id == form.id
