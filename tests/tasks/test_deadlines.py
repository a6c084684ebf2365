"""Kinds of deadline: the day that counts, and the periods in which a task is owed anew."""

from datetime import date

import pytest

from tests.town import OWN
from tracker.calendar.models import DayKind, SpecialDay
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.core.periods import Period, PeriodKind, Quarter
from tracker.core.workdays import WorkCalendar
from tracker.reading import read_deadline
from tracker.tasks import services
from tracker.tasks.models import DueKind, Part, Recurrence, State, TaskKind
from tracker.tasks.rules import NoPeriodEnds, due_kind_of, effective_day, inferred_day, periods_owed
from tracker.tasks.services import Addressed, TaskFacts

TODAY = date(2026, 10, 28)
SATURDAY = date(2026, 10, 31)
NONE, REGULAR, QUARTERLY, AD_HOC = None, TaskKind.REGULAR, TaskKind.QUARTERLY, TaskKind.AD_HOC


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("30/9", DueKind.FIXED),
        ("trước 15/10/2026", DueKind.FIXED),
        ("trong tháng 7", DueKind.PERIOD_END),
        ("hết quý III", DueKind.PERIOD_END),
        ("cuối năm", DueKind.PERIOD_END),
        ("", DueKind.NONE),
    ],
)
def test_the_words_of_a_deadline_tell_its_kind(words, kind):
    assert due_kind_of(read_deadline(words, year=2026)) is kind


@pytest.mark.parametrize(("moves", "day"), [(False, SATURDAY), (True, date(2026, 11, 2))])
def test_a_deadline_on_a_day_off_stands_or_moves_to_the_next_working_day(moves, day):
    assert effective_day(SATURDAY, moves, WorkCalendar()) == day


def test_the_calendar_of_the_office_says_what_a_day_off_is():
    swapped = WorkCalendar(worked=frozenset({SATURDAY}))
    closed = WorkCalendar(off=frozenset({date(2026, 11, 2)}))
    assert effective_day(SATURDAY, True, swapped) == SATURDAY
    assert effective_day(SATURDAY, True, closed) == date(2026, 11, 3)
    assert effective_day(None, True, closed) is None


def test_an_item_under_a_quarter_is_inferred_to_be_due_on_its_last_day():
    assert inferred_day(QUARTERLY, Quarter(2026, 3)) == date(2026, 9, 30)
    assert inferred_day(REGULAR, Quarter(2026, 3)) is None


@pytest.mark.parametrize(
    ("kind", "quarter", "recurrence", "starts_on", "ends"),
    [
        (REGULAR, 4, NONE, NONE, [(12, 31)]),  # the third quarter has ended: nobody is late from birth
        (REGULAR, 1, Recurrence.MONTHLY, NONE, [(10, 31), (11, 30), (12, 31)]),
        (REGULAR, 1, Recurrence.HALF_YEARLY, NONE, [(12, 31)]),
        (REGULAR, 1, Recurrence.YEARLY, NONE, [(12, 31)]),
        (REGULAR, 4, Recurrence.MONTHLY, date(2026, 12, 5), [(12, 31)]),
        (QUARTERLY, 4, Recurrence.MONTHLY, NONE, [(10, 31), (11, 30), (12, 31)]),
        (AD_HOC, 4, Recurrence.YEARLY, NONE, [(12, 31)]),
    ],
)
def test_what_recurs_is_owed_in_each_period_that_has_not_ended(kind, quarter, recurrence, starts_on, ends):
    owed = periods_owed(kind, Quarter(2026, quarter), recurrence, starts_on=starts_on, today=TODAY)
    assert [period.last_day for period in owed] == [date(2026, *end) for end in ends]


def test_the_last_day_of_a_period_still_belongs_to_it():
    owed = periods_owed(QUARTERLY, Quarter(2026, 4), Recurrence.MONTHLY, starts_on=None, today=SATURDAY)
    assert owed[0].last_day == SATURDAY
    owed = periods_owed(QUARTERLY, Quarter(2026, 4), Recurrence.MONTHLY, starts_on=SATURDAY, today=TODAY)
    assert owed[0].last_day == SATURDAY


@pytest.mark.parametrize(
    ("recurrence", "count"),
    [(Recurrence.MONTHLY, 12), (Recurrence.QUARTERLY, 4), (Recurrence.HALF_YEARLY, 2), (Recurrence.YEARLY, 1)],
)
@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_is_owed_whole_before_it_and_when_it_is_taken_in_later(recurrence, count, year):
    assert len(periods_owed(REGULAR, Quarter(year, 2), recurrence, starts_on=None, today=TODAY)) == count


@pytest.mark.parametrize(
    ("kind", "recurrence", "starts_on"),
    [
        (QUARTERLY, Recurrence.HALF_YEARLY, None),  # none ends in the first quarter
        (REGULAR, Recurrence.QUARTERLY, date(2028, 1, 1)),
    ],
)
def test_a_recurrence_without_a_period_makes_no_sense(kind, recurrence, starts_on):
    with pytest.raises(NoPeriodEnds):
        periods_owed(kind, Quarter(2027, 1), recurrence, starts_on=starts_on, today=TODAY)


@pytest.mark.parametrize(
    ("quarter", "kind", "text"),
    [
        (4, PeriodKind.QUARTER, "2026-Q4"),
        (2, PeriodKind.HALF_YEAR, "2026-H1"),
        (3, PeriodKind.HALF_YEAR, "2026-H2"),
        (4, PeriodKind.NINE_MONTHS, "2026-9M"),
        (1, PeriodKind.YEAR, "2026"),
    ],
)
def test_a_quarter_lies_in_longer_periods(quarter, kind, text):
    assert str(Period.around(Quarter(2026, quarter), kind)) == text


def give(town, *, due=None, **facts):
    told = {"title": "Báo cáo tiến độ", "kind": AD_HOC, "quarter": town.quarter, "due_on": due} | facts
    addressed = [Addressed(Part.IMPLEMENT, unit=town.unit(OWN))]
    with transaction():
        return services.add_task(
            TaskFacts(**told), addressed, programme_id=town.programme.id, by=town.person("staff"), at=town.now
        )


def test_parts_carry_the_day_that_counts_and_the_task_keeps_the_one_that_was_written(town):
    with transaction():
        db.session.add(SpecialDay(day=date(2026, 11, 2), kind=DayKind.HOLIDAY, name="Nghỉ bù"))
    task = give(town, due=SATURDAY, due_kind=DueKind.FIXED, due_moves=True)
    part = task.assignments[0]
    assert (task.due_on, part.due_on, part.first_due_on) == (SATURDAY, date(2026, 11, 3), date(2026, 11, 3))


def test_a_monthly_task_has_a_record_for_each_month_in_the_quarter_of_its_end(town):
    task = give(town, kind=REGULAR, due_kind=DueKind.RECURRING, recurrence=Recurrence.MONTHLY, due_moves=True)
    parts = [(part.period_end, part.due_on, part.quarter) for part in task.assignments]
    assert parts == [
        (SATURDAY, date(2026, 11, 2), town.quarter),  # due in the next month, of the quarter that it is about
        (date(2026, 11, 30), date(2026, 11, 30), town.quarter),
        (date(2026, 12, 31), date(2026, 12, 31), town.quarter),
    ]


def test_a_finished_period_never_reopens(town):
    task = give(town, kind=REGULAR, due_kind=DueKind.RECURRING, recurrence=Recurrence.MONTHLY)
    october, november, _december = task.assignments
    officer, staff = {"by": town.person("officer"), "at": town.now}, {"by": town.person("staff"), "at": town.now}
    with transaction():
        services.submit_assignment(october, words="Xong tháng 10.", seen=october.version, **officer)
        services.accept_assignment(october, **staff)
    with transaction():
        services.update_progress(november, percent=10, words="Đang làm.", seen=november.version, **officer)
    with pytest.raises(NotFromHere), transaction():
        services.update_progress(october, percent=50, words="Làm lại.", seen=october.version, **officer)
    assert (october.state, october.percent, november.state) == (State.ACCEPTED, 100, State.IN_PROGRESS)


def test_a_conditional_task_has_no_deadline_until_its_event_came(town):
    task = give(town, due_kind=DueKind.CONDITIONAL, due_words="khi tỉnh có hướng dẫn")
    assert [part.due_on for part in task.assignments] == [None]
    with transaction():
        task.due_on = date(2026, 12, 15)
    assert services.due_day(task) is None
    with transaction():
        task.event_on = town.today
    assert services.due_day(task) == date(2026, 12, 15)


def test_a_unit_that_joins_later_owes_what_is_still_to_come(town):
    task = give(town, kind=REGULAR, due_kind=DueKind.RECURRING, recurrence=Recurrence.QUARTERLY)
    with transaction():
        joining = [Addressed(Part.COORDINATE, unit=town.unit("Xã Đăk Tơ Mil"))]
        made = services.give_parts(task, joining, at=town.now)
    assert [(part.part, part.due_on) for part in made] == [(Part.COORDINATE, date(2026, 12, 31))]
