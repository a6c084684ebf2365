"""Quarters, the context of everything here, and the other periods that figures are counted in."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a year, ordered; `str` gives "2024-Q2", as URLs write it."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"a year has no quarter {self.number}")

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read "2024-Q2". Raises ValueError on anything else."""
        found = re.fullmatch(r"([12]\d{3})-Q([1-4])", text.strip(), re.ASCII)
        if not found:
            raise ValueError(f"no quarter: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        """The quarter's first calendar day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The quarter's last calendar day."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def label(self) -> str:
        """As documents print it, without the word: "III/2024"."""
        return f"{ROMAN[self.number - 1]}/{self.year}"

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a year, in order."""
    return tuple(Quarter(year, number) for number in range(1, 5))


class PeriodKind(StrEnum):
    """How long a period is; the value is the sign by which it is written: "2026-Q3", "2026-M07", "2026-9M", "2026"."""

    MONTH = "M"
    QUARTER = "Q"
    HALF_YEAR = "H"
    NINE_MONTHS = "9M"
    YEAR = ""


MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_PERIOD = re.compile(r"(?P<year>[12]\d{3})(?:-(?:(?P<nine>9M)|(?P<kind>[MQH])(?P<number>\d{1,2})))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of one year. `number` counts the periods of its kind; nine months and the year are 1."""

    kind: PeriodKind
    year: int
    number: int = 1

    @classmethod
    @lru_cache(maxsize=1024)  # a target's page reads one of each figure
    def parse(cls, text: str) -> "Period":
        """Read "2026-M07", "2026-Q3", "2026-H1", "2026-9M" or "2026". Raises ValueError on anything else."""
        found = _PERIOD.fullmatch(text.strip())
        kind = PeriodKind(found["nine"] or found["kind"] or "") if found else None
        number = int(found["number"] or 1) if found else 0
        if found is None or kind is None or not 1 <= number <= 12 // MONTHS[kind]:
            raise ValueError(f"no period: {text!r}")
        return cls(kind, int(found["year"]), number)

    @classmethod
    def of(cls, quarter: Quarter) -> "Period":
        """The quarter as a period."""
        return cls(PeriodKind.QUARTER, quarter.year, quarter.number)

    @classmethod
    def around(cls, quarter: Quarter, kind: PeriodKind) -> "Period":
        """The period of that kind in which a quarter ends; of the nine months, those of its year."""
        nine = kind is PeriodKind.NINE_MONTHS
        return cls(kind, quarter.year, 1 if nine else -(-3 * quarter.number // MONTHS[kind]))

    @property
    def first_day(self) -> date:
        """Its first calendar day."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last calendar day."""
        month = self.number * MONTHS[self.kind]
        return date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    @property
    def next(self) -> "Period":
        """The period of its kind after this one."""
        in_a_year = 12 // MONTHS[self.kind]
        return Period(self.kind, self.year + self.number // in_a_year, self.number % in_a_year + 1)

    def __str__(self) -> str:
        number = {PeriodKind.MONTH: f"{self.number:02d}", PeriodKind.NINE_MONTHS: "", PeriodKind.YEAR: ""}
        return f"{self.year}-{self.kind}{number.get(self.kind, str(self.number))}".rstrip("-")


def periods_of(year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of that kind in a year, in order."""
    return tuple(Period(kind, year, number) for number in range(1, 12 // MONTHS[kind] + 1))


class Stretch(Protocol):
    """Some time from a day to a day: a period, or several quarters on end."""

    @property
    def year(self) -> int:
        """The year in which it ends."""

    @property
    def first_day(self) -> date:
        """Its first calendar day."""

    @property
    def last_day(self) -> date:
        """Its last calendar day."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a quarter to a quarter, both included."""

    first: Quarter
    last: Quarter

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.last.year

    @property
    def first_day(self) -> date:
        """Its first calendar day."""
        return self.first.first_day

    @property
    def last_day(self) -> date:
        """Its last calendar day."""
        return self.last.last_day

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """All of them, in order; none where the last lies before the first."""
        number = (self.last.year - self.first.year) * 4 + self.last.number - self.first.number + 1
        found = [self.first]
        while len(found) < number:
            found.append(found[-1].next)
        return tuple(found[: max(number, 0)])

    @property
    def period(self) -> Period | None:
        """The half-year, nine months or year that it is; None where it is no such."""
        kinds = [PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.NINE_MONTHS, PeriodKind.YEAR]
        around = [Period.around(self.last, kind) for kind in kinds]
        days = (self.first_day, self.last_day)
        return next((one for one in around if (one.first_day, one.last_day) == days), None)
