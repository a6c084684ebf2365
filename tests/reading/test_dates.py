"""Days and periods as people write them in a date field."""

from datetime import date

import pytest

from tracker.core.periods import Quarter
from tracker.reading import read_day, read_deadline
from tracker.reading.errors import NoSuchDay, NotADate, NotADay, NotOneDay


@pytest.mark.parametrize(
    ("words", "due", "due_type"),
    [
        ("30/9", date(2024, 9, 30), "on"),
        ("30.9", date(2024, 9, 30), "on"),
        ("ngày 30-9", date(2024, 9, 30), "on"),
        ("30/09/2024", date(2024, 9, 30), "on"),
        ("31-7-2024", date(2024, 7, 31), "on"),
        ("20.4.2019", date(2019, 4, 20), "on"),
        ("30/9/25", date(2025, 9, 30), "on"),
        ("ngày 05 tháng 3 năm 2024", date(2024, 3, 5), "on"),
        ("trước 15/10/2024", date(2024, 10, 15), "before"),
        ("trước ngày 30/6", date(2024, 6, 30), "before"),
        ("chậm nhất ngày 15/12", date(2024, 12, 15), "by"),
        ("trong tháng 7", date(2024, 7, 31), "by"),
        ("tháng 2/2024", date(2024, 2, 29), "by"),
        ("thang 7", date(2024, 7, 31), "by"),
        ("12/2026", date(2026, 12, 31), "by"),
        ("hết quý III", date(2024, 9, 30), "by"),
        ("het quy III", date(2024, 9, 30), "by"),
        ("quí 4/2025", date(2025, 12, 31), "by"),
        ("Quý IV năm 2020", date(2020, 12, 31), "by"),
        ("6 tháng đầu năm 2025", date(2025, 6, 30), "by"),
        ("cuối năm", date(2024, 12, 31), "by"),
        ("năm 2025", date(2025, 12, 31), "by"),
        ("Tuần 1 tháng 11/2024", date(2024, 11, 30), "by"),
        ("29/6/2026 - 09/7/2026", date(2026, 7, 9), "range_end"),
        ("từ ngày 29/6/2026 đến hết ngày 09/7/2026", date(2026, 7, 9), "range_end"),
        ("Từ tháng 6/2019 đến tháng 4/2021", date(2021, 4, 30), "range_end"),
    ],
)
def test_what_people_write_is_read_as_the_last_day_that_it_names(words: str, due: date, due_type: str) -> None:
    read = read_deadline(words, year=2024)
    assert read is not None
    assert (read.due, read.due_type, read.words) == (due, due_type, words)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("15/1", date(2027, 1, 15)),
        ("trong tháng 1", date(2027, 1, 31)),
        ("hết quý I", date(2027, 3, 31)),
        ("15/12 - 15/1", date(2027, 1, 15)),
        ("20/11", date(2026, 11, 20)),  # gone by since a week: a slip, not a year more
        ("15/1/2026", date(2026, 1, 15)),  # the year is written
        ("31/12", date(2026, 12, 31)),
    ],
)
def test_where_a_day_to_come_is_wanted_one_long_gone_by_is_of_the_next_year(words: str, due: date) -> None:
    read = read_deadline(words, year=2026, since=date(2026, 11, 27))
    assert read is not None
    assert read.due == due


def test_a_span_over_new_year_begins_before_it_ends() -> None:
    read = read_deadline("15/12 - 15/1/2027", year=2026)
    assert read is not None
    assert read.begins == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("words", "day"), [("30/9", date(2024, 9, 30)), ("ngày 1 tháng 7 năm 2025", date(2025, 7, 1)), (" ", None)]
)
def test_a_field_for_one_day_reads_it_in_the_same_way(words: str, day: date | None) -> None:
    assert read_day(words, year=2024) == day


@pytest.mark.parametrize(
    "words", ["tháng 7", "hết quý III", "cuối năm", "trước 15/10", "1/7 - 3/7/2024", "từ 1/6 đến 15/6"]
)
def test_a_field_for_one_day_asks_which_one_is_meant(words: str) -> None:
    with pytest.raises(NotOneDay, match="for example"):
        read_day(words, year=2024)


def test_words_that_are_no_day_are_told_how_a_day_is_written() -> None:
    with pytest.raises(NotADay, match="Write the day like"):
        read_day("sớm", year=2024)


def test_a_period_keeps_what_was_written() -> None:
    quarter, month, span = (read_deadline(words, year=2024) for words in ("quý II", "tháng 7", "từ 1/6 đến 15/6"))
    assert quarter is not None
    assert month is not None
    assert span is not None
    assert quarter.quarter == Quarter(2024, 2)
    assert month.month == "2024-07"
    assert span.begins == date(2024, 6, 1)


def test_an_empty_field_is_no_deadline() -> None:
    assert read_deadline("  ", year=2024) is None


@pytest.mark.parametrize(
    "words", ["31/6/2024", "29/2/2023", "0/0", "tháng 13", "Tháng 12/1019", "trước ngày 32/1/2024"]
)
def test_a_date_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(NoSuchDay, match="Check the day"):
        read_deadline(words, year=2024)


@pytest.mark.parametrize("words", ["sớm", "theo quy định", "khi có yêu cầu", "abc"])
def test_words_that_say_no_date_are_refused(words: str) -> None:
    with pytest.raises(NotADate):
        read_deadline(words, year=2024)
