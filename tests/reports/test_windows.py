"""Which days the figures of a period are of, and when its report is due."""

from datetime import date

import pytest

from tracker.core.periods import Period, PeriodKind
from tracker.core.workdays import WorkCalendar
from tracker.reports.models import DueRule, Frequency, Window
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.windows import (
    DueBeforeFiguresClose,
    DueDayMissing,
    EndsBeforeItBegins,
    NoSuchPeriod,
    check_when,
    due_day,
    period_now,
    periods_begun,
    window_of,
)


def duty(**facts):
    said = {"name": "Báo cáo", "frequency": Frequency.QUARTERLY, "first_period": "2024-Q1", "due_days": 5}
    return DutyFacts(**said | facts)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024-M01", date(2023, 12, 15), date(2024, 1, 14)),
        ("2024-M07", date(2024, 6, 15), date(2024, 7, 14)),
        ("2024-Q1", date(2023, 12, 15), date(2024, 3, 14)),
        ("2024-Q2", date(2024, 3, 15), date(2024, 6, 14)),
        ("2024-Q4", date(2024, 9, 15), date(2024, 12, 14)),
        ("2024-H1", date(2023, 12, 15), date(2024, 6, 14)),
        ("2024-H2", date(2024, 6, 15), date(2024, 12, 14)),
        ("2024-9M", date(2023, 12, 15), date(2024, 9, 14)),
        ("2024", date(2023, 12, 15), date(2024, 12, 14)),
    ],
)
def test_figures_close_on_the_14th_as_the_decree_says(period, first, last):
    assert window_of(Period.parse(period), Window.DECREE) == (first, last)


def test_a_duty_may_count_the_periods_own_days():
    assert window_of(Period.parse("2024-Q2"), Window.CALENDAR) == (date(2024, 4, 1), date(2024, 6, 30))


def test_the_day_it_is_due_is_counted_in_working_days():
    off = WorkCalendar(off=frozenset({date(2024, 6, 17)}))
    quarter = Period.parse("2024-Q2")
    assert due_day(duty(), quarter, WorkCalendar()) == date(2024, 6, 21)  # the 14th is a Friday
    assert due_day(duty(), quarter, off) == date(2024, 6, 24)
    assert due_day(duty(due_rule=DueRule.AFTER_PERIOD, due_days=0), quarter, off) == date(2024, 6, 30)
    assert due_day(duty(due_rule=DueRule.FIXED, due_on=date(2024, 7, 1)), quarter, off) == date(2024, 7, 1)
    assert due_day(duty(due_rule=DueRule.NONE), quarter, off) is None


def test_periods_are_owed_from_their_first_day_on_up_to_the_last():
    begun = [str(period) for period in periods_begun(duty(last_period="2024-Q3"), date(2025, 1, 1))]
    assert begun == ["2024-Q1", "2024-Q2", "2024-Q3"]
    assert [str(period) for period in periods_begun(duty(), date(2024, 4, 1))] == ["2024-Q1", "2024-Q2"]
    assert list(periods_begun(duty(), date(2023, 12, 31))) == []
    months = duty(frequency=Frequency.MONTHLY, first_period="2024-M11")
    assert [str(period) for period in periods_begun(months, date(2025, 1, 5))] == ["2024-M11", "2024-M12", "2025-M01"]


def test_what_is_owed_once_is_owed_for_its_period_alone():
    once = duty(frequency=Frequency.ONCE, first_period="2024")
    assert [str(period) for period in periods_begun(once, date(2026, 1, 1))] == ["2024"]


def test_the_period_of_today_is_the_last_that_has_begun_else_the_first():
    assert str(period_now(duty(), date(2024, 8, 1))) == "2024-Q3"
    assert str(period_now(duty(), date(2020, 1, 1))) == "2024-Q1"


@pytest.mark.parametrize("kind", PeriodKind)
def test_each_period_follows_the_one_before(kind):
    period = Period(kind, 2024, 1)
    for _ in range(14):
        assert period.next.last_day > period.last_day
        period = period.next


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"first_period": "2024-M01"}, NoSuchPeriod),
        ({"first_period": ""}, NoSuchPeriod),
        ({"last_period": "2024"}, NoSuchPeriod),
        ({"last_period": "2023-Q4"}, EndsBeforeItBegins),
        ({"due_rule": DueRule.FIXED}, DueDayMissing),
        ({"due_rule": DueRule.FIXED, "due_on": date(2024, 7, 1)}, DueDayMissing),  # recurs, and has one day
        ({"due_on": date(2024, 7, 1)}, DueDayMissing),
        ({"due_days": 0}, DueBeforeFiguresClose),
        ({"due_days": 61}, DueBeforeFiguresClose),
    ],
)
def test_times_that_no_report_could_keep_are_refused(facts, refusal):
    with pytest.raises(refusal):
        check_when(duty(**facts), "mỗi quý")
