"""A day or a period as people write it: "30/9", "trong tháng 7", "het quy III", "cuối năm"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.reading.errors import NoSuchDay, NotADate, NotADay, NotOneDay

_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_LONG_BEFORE = timedelta(days=92)  # a quarter: nearer than that, a day gone by is a slip
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LAST_MONTH = {"6 thang dau nam": 6, "9 thang dau nam": 9, "9 thang": 9, "6 thang cuoi nam": 12, "6 thang": 6}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that some words name.

    `due_type`: "on" for a bare date, "before" after "trước", "by" for a period or a last day, "range_end" for a span
    of time. What is to be done "trước 15/10" is due by the end of that day: offices mean the date that they write, and
    who means the 14th writes it. `precision` tells a day from the last day of a month, quarter, half, year.
    `begins` is the first day of a span of time ("29/6/2026 - 09/7/2026"), None otherwise.
    """

    due: date
    due_type: str
    words: str
    precision: str = "day"
    begins: date | None = None

    @property
    def quarter(self) -> Quarter | None:
        """The quarter, where the words name one."""
        return Quarter.of(self.due) if self.precision == "quarter" else None

    @property
    def month(self) -> str | None:
        """The month as "2024-07", where the words name one."""
        return f"{self.due:%Y-%m}" if self.precision == "month" else None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(found: re.Match[str], year: int) -> date:
    return date(_year(found["y"], year), int(found["m"]), int(found["d"]))


def _month(found: re.Match[str], year: int) -> date:
    return last_day(_year(found["y"], year), int(found["m"]))


def _quarter(found: re.Match[str], year: int) -> date:
    return Quarter(_year(found["y"], year), _NUMERALS[found["q"]]).last_day


def _part(found: re.Match[str], year: int) -> date:
    return last_day(_year(found["y"], year), _LAST_MONTH[found["part"]])


def _whole_year(found: re.Match[str], year: int) -> date:
    return date(_year(found["y"], year), 12, 31)


def _year(figures: str | None, year: int) -> int:
    """The year written, in full or by its last two figures; the one given where none is written."""
    if not figures:
        return year
    written = int(figures) + (2000 if len(figures) == 2 else 0)
    if not _FIRST_YEAR <= written <= _LAST_YEAR:
        raise ValueError(f"no year of this office: {written}")  # "Tháng 12/1019" is a slip of the typist
    return written


_OF_YEAR = r"(?:\s?(?:/|-|,|\.)?\s?(?:nam\s)?\s?(?P<y>\d{4})(?!\d))?"
_WRITTEN: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], int], date]], ...] = (
    ("day", re.compile(r"(?<![\d/.])(?P<d>\d{1,2})\s?([/.-])\s?(?P<m>\d{1,2})\s?\2\s?(?P<y>\d{4}|\d{2})(?!\d)"), _day),
    (
        "day",
        re.compile(
            r"(?<!tuan )(?<!\d)(?:ngay\s)?(?<!tuan )(?P<d>\d{1,2})\s?(?:thang)\s?(?P<m>\d{1,2})(?!\d)" + _OF_YEAR
        ),
        _day,
    ),
    ("part", re.compile(r"(?P<part>[69] thang(?: (?:dau|cuoi) nam)?)" + _OF_YEAR), _part),
    ("month", re.compile(r"thang\s?(?P<m>\d{1,2})(?!\d)" + _OF_YEAR), _month),
    ("quarter", re.compile(r"qu[yi]\s?(?P<q>iv|iii|ii|i|[1-4])(?![\w])" + _OF_YEAR), _quarter),
    ("month", re.compile(r"(?<![\d/])(?P<m>\d{1,2})\s?/\s?(?P<y>\d{4})(?!\d)"), _month),
    ("day", re.compile(r"(?<![\d/])(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?![\d/])(?P<y>)?"), _day),
    ("day", re.compile(r"(?:^|ngay\s)(?P<d>\d{1,2})\s?[.-]\s?(?P<m>\d{1,2})(?P<y>)?$"), _day),
    ("year", re.compile(r"(?:cuoi|het|trong|ca)?\s?nam\s?(?P<y>\d{4})(?!\d)"), _whole_year),
    ("year", re.compile(r"(?:cuoi|het|trong)\snam(?P<y>\d{4})?"), _whole_year),
    ("year", re.compile(r"^(?P<y>\d{4})$"), _whole_year),
)
_BEFORE = re.compile(r"\btruoc\b")
_UNTIL = re.compile(r"\b(?:cham nhat|het|den|trong|hoan thanh|han|muon nhat|xong)\b")


def read_deadline(words: str, *, year: int, since: date | None = None) -> Deadline | None:
    """What is written in a date field, with or without marks; None for an empty one.

    `year` completes "30/9" and "hết quý III". Where a day to come is wanted, `since` says from when: what would lie
    long before it is of the following year, as "15/1" is in October. Raises NoSuchDay for 31/6/2024, NotADate where no
    date is said.
    """
    if not words.strip():
        return None
    read = _read(words, year)
    if since is None or since - read.due <= _LONG_BEFORE:
        return read
    following = _read(words, year + 1)  # the same day, where the year is written
    return following if following.due >= since else read


def _read(words: str, year: int) -> Deadline:
    text = fold(words)
    begins, rest = _split_range(text, year, words)
    precision, due = _first_date(rest, year, words)
    if begins is not None:
        return Deadline(due, "range_end", words.strip(), precision, begins)
    return Deadline(due, _due_type(text, precision), words.strip(), precision)


def read_day(words: str, *, year: int) -> date | None:
    """The one day that is written in a field that asks for a day; None for an empty one.

    Raises NoSuchDay, NotADay, and NotOneDay for "tháng 7" or "trước 15/10", with the last day that could be meant.
    """
    try:
        read = read_deadline(words, year=year)
    except NotADate as none:  # whose words propose months and quarters too
        raise NotADay from none
    if read is None:
        return None
    if read.precision != "day" or read.begins is not None or read.due_type == "before":
        raise NotOneDay(words=read.words[:80], day=f"{read.due:%d/%m/%Y}")
    return read.due


def _due_type(text: str, precision: str) -> str:
    if _BEFORE.search(text):
        return "before"
    return "by" if precision != "day" or _UNTIL.search(text) else "on"


def _split_range(text: str, year: int, words: str) -> tuple[date | None, str]:
    """The first day of "từ 29/6 đến 9/7/2026" and the words of its end; (None, text) where there is one date only."""
    halves = re.split(r"\s(?:den het|den|-|–)\s", text, maxsplit=1)
    if len(halves) == 1:
        halves = re.split(r"(?<=\d)\s?[–-]\s?(?=\d{1,2}/\d)", text, maxsplit=1)
    if len(halves) == 2 and re.search(r"\d|quy", halves[0]) and re.search(r"\d|quy", halves[1]):
        try:
            _, end = _first_date(halves[1], year, words)
            begins = _first_of(halves[0], end.year, words)
            return begins if begins <= end else _first_of(halves[0], end.year - 1, words), halves[1]
        except NotADate:
            return None, text
    return None, text


def _first_of(text: str, year: int, words: str) -> date:
    """The first day of what some words name: of "tháng 6/2019", 1 June; of "29", that day of the month."""
    precision, day = _first_date(text, year, words)
    months = {"month": 1, "quarter": 3, "year": 12, "part": 6}.get(precision)
    return date(day.year, day.month - months + 1, 1) if months else day


def _first_date(text: str, year: int, words: str) -> tuple[str, date]:
    for precision, pattern, read in _WRITTEN:
        if found := pattern.search(text):
            try:
                return precision, read(found, year)
            except ValueError as none:
                raise NoSuchDay(words=words.strip()) from none
    raise NotADate(words=words.strip()[:80])
