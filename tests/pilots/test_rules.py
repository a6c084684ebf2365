"""What may follow what, how amounts are read, which years and quarters fit; without an application."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from tracker.core.errors import NotFromHere, check_move
from tracker.core.periods import Quarter
from tracker.pilots.amounts import NotAnAmount, read_amount, written
from tracker.pilots.labels import STATE
from tracker.pilots.models import PilotState
from tracker.pilots.rules import (
    MOVES,
    NoSuchYear,
    NotBornThen,
    RegisteredForThatYear,
    check_maintained,
    is_reviewed_in,
)

ALLOWED = {("registered", "running"), ("registered", "ended"), ("running", "converted"), ("running", "ended")}


@pytest.mark.parametrize(("now", "wanted"), [*product(PilotState, PilotState)])
def test_a_pilot_runs_is_converted_or_ends_and_never_comes_back(now, wanted):
    if (now, wanted) in ALLOWED:
        check_move(MOVES, now, wanted, STATE)
    else:
        with pytest.raises(NotFromHere):
            check_move(MOVES, now, wanted, STATE)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("120.000.000", 120_000_000),
        ("120,000,000", 120_000_000),
        ("120 000 000 đồng", 120_000_000),
        ("120000000", 120_000_000),
        ("120 triệu", 120_000_000),
        ("120tr", 120_000_000),
        ("120 TRIỆU ĐỒNG", 120_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,125 tỉ", 1_125_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("0,35 tỷ đồng", 350_000_000),
        ("500 nghìn", 500_000),
        ("1.000đ", 1_000),
    ],
)
def test_money_is_read_as_people_write_it(typed, amount):
    assert read_amount(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-5 triệu",
        "0",
        "120",
        "một trăm",
        "1.2.3 triệu",
        "1,5",
        "12.34.567",
        "2.000 tỷ",
        "9" * 40,
        "1e9",
        "NaN",
        "=1+1",
        "120 triệu 500",
        "١٢٠ triệu",
        "0,0000001 triệu",
    ],
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(NotAnAmount):
        read_amount(typed)


def test_an_amount_is_written_in_groups_and_read_again():
    assert written(Decimal(1_250_000)) == "1.250.000"
    assert read_amount(written(Decimal(1_250_000))) == 1_250_000


@pytest.mark.parametrize(
    ("year", "refusal"),
    [(2026, RegisteredForThatYear), (2024, NotBornThen), (1999, NoSuchYear), (2101, NoSuchYear)],
)
def test_a_pilot_is_maintained_once_a_year_and_after_its_first(year, refusal):
    check_maintained(2027, [2025, 2026])
    with pytest.raises(refusal):
        check_maintained(year, [2025, 2026])


@pytest.mark.parametrize(
    ("quarter", "began", "ended", "fits"),
    [
        (Quarter(2026, 4), date(2026, 5, 4), None, True),
        (Quarter(2026, 2), date(2026, 5, 4), None, True),
        (Quarter(2026, 2), date(2026, 6, 30), None, True),
        (Quarter(2026, 1), date(2026, 5, 4), None, False),
        (Quarter(2027, 1), date(2026, 5, 4), None, False),
        (Quarter(2026, 3), date(2026, 5, 4), date(2026, 7, 1), True),
        (Quarter(2026, 4), date(2026, 5, 4), date(2026, 7, 1), False),
        (Quarter(2026, 4), None, None, False),
    ],
)
def test_a_quarter_is_reviewed_in_which_the_pilot_ran_and_that_has_begun(quarter, began, ended, fits):
    assert is_reviewed_in(quarter, began_on=began, ended_on=ended, today=date(2026, 10, 28)) is fits


def test_a_quarter_is_reviewed_from_its_first_day_on():
    asked = {"began_on": date(2026, 5, 4), "ended_on": None}
    assert is_reviewed_in(Quarter(2026, 4), **asked, today=date(2026, 10, 1))
    assert not is_reviewed_in(Quarter(2026, 4), **asked, today=date(2026, 9, 30))
