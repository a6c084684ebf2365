"""Quarters: the context of everything here."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

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
