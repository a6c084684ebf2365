"""The shipped table of days off, which staff may correct."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.queries import work_calendar
from tracker.calendar.services import load_shipped_days
from tracker.core.db import db, transaction


def test_every_year_has_its_public_holidays(town):
    days = db.session.execute(sa.select(SpecialDay.day, SpecialDay.kind)).all()
    assert set(Counter(day.year for day, _ in days)) == {2024, 2025, 2026, 2027}
    known = {day for day, _ in days}
    for year in (2024, 2025, 2026, 2027):
        fixed = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)]
        assert [day for day in fixed if day.weekday() < 5 and day not in known] == []


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 8), False),  # Tết
        (date(2024, 2, 15), True),
        (date(2024, 4, 29), False),  # swapped against the Saturday
        (date(2024, 5, 4), True),
        (date(2025, 5, 2), False),
        (date(2025, 4, 26), True),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 11, 24), False),  # a holiday from 2026 on
        (date(2025, 11, 24), True),
    ],
)
def test_the_office_works_and_rests_as_the_state_announced(town, day, works):
    assert work_calendar().is_working_day(day) is works


def test_only_weekend_days_are_marked_as_worked_and_only_weekdays_as_off(town):
    for day, kind in db.session.execute(sa.select(SpecialDay.day, SpecialDay.kind)):
        assert (day.weekday() >= 5) is (kind is DayKind.WORKED), day


def test_each_swap_has_both_of_its_days(town):
    kinds = Counter(db.session.scalars(sa.select(SpecialDay.kind)))
    assert kinds[DayKind.SWAPPED_OFF] == kinds[DayKind.WORKED] >= 3


def test_loading_again_keeps_what_staff_corrected(town):
    with transaction():
        db.session.get_one(SpecialDay, date(2026, 9, 2)).name = "Quốc khánh (sửa)"
        db.session.delete(db.session.get_one(SpecialDay, date(2026, 1, 1)))
        assert load_shipped_days() == 1
    assert db.session.get_one(SpecialDay, date(2026, 9, 2)).name == "Quốc khánh (sửa)"
