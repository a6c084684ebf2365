"""Quarters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.periods import Quarter, quarters_of

quarters = st.builds(Quarter, st.integers(1990, 2090), st.integers(1, 4))


def test_a_day_lies_in_its_quarter():
    assert Quarter.of(date(2024, 7, 31)) == Quarter(2024, 3)
    assert Quarter.of(date(2024, 1, 1)) == Quarter(2024, 1)
    assert Quarter.of(date(2024, 12, 31)) == Quarter(2024, 4)


def test_a_quarter_is_written_as_documents_and_addresses_write_it():
    assert Quarter(2024, 3).label == "III/2024"
    assert str(Quarter(2024, 3)) == "2024-Q3"


@given(quarters)
def test_what_is_written_in_an_address_is_read_back(quarter):
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2024-Q5", "2024-Q0", "2024Q1", "24-Q1", "2024-Q1'", "", "năm 2024", "2024-Q１"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(ValueError, match="quarter"):
        Quarter.parse(text)


def test_a_year_has_four_quarters():
    assert [q.number for q in quarters_of(2026)] == [1, 2, 3, 4]
    with pytest.raises(ValueError, match="no quarter 5"):
        Quarter(2024, 5)


@given(quarters)
def test_quarters_follow_each_other_without_a_gap(quarter):
    assert quarter < quarter.next
    assert quarter.next.previous == quarter
    assert (quarter.next.first_day - quarter.last_day).days == 1
    assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter


def test_a_leap_years_first_quarter_is_a_day_longer():
    assert (Quarter(2024, 1).last_day - Quarter(2024, 1).first_day).days == 90
    assert (Quarter(2025, 1).last_day - Quarter(2025, 1).first_day).days == 89
