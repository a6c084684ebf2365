"""The fixed words of papers: days, numbers and notations as official documents write them."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from string import ascii_lowercase

from tracker.documents.papers.structure import Head, Paper
from tracker.documents.papers.styles import style_of

LETTER = "CV"  # how registers call letters, which state documents give no type
ROOM = "\u00a0" * 6  # for a number or a day that is written in by hand
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def long_day(day: date | None) -> str:
    """ "05 tháng 02 năm 2026"."""
    return f"{ROOM} tháng {ROOM} năm {ROOM}" if day is None else f"{day.day:02} tháng {_month(day)} năm {day.year}"


def short_day(day: date | None) -> str:
    """ "05/02/2026", "11/7/2026"."""
    return f"{ROOM}/{ROOM}/{ROOM}" if day is None else f"{day.day:02}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    """A zero stands before 1 and 2 alone, which could be made into 11 and 12."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def place_and_day(paper: Paper) -> str:
    """ "Đăk Vơn, ngày 05 tháng 02 năm 2026"."""
    said = f"ngày {long_day(paper.issued_on)}"
    return f"{paper.head.place}, {said}" if paper.head.place else said.capitalize()


def notation(head: Head, sign: str, type_code: str, number: int | None) -> str:
    """Number and notation: "05/BC-BCĐ" or "05-BC/BCĐ"; without a number from the divider on."""
    style = style_of(head.style)
    form = style.letter_notation if type_code == LETTER else style.notation
    written = "" if number is None else f"{number:02}"
    return form.format(number=written, type=type_code, sign=sign, drafter=head.drafter).rstrip("-")


def with_room(of: str) -> str:
    """A notation that has no number yet, with room for it."""
    return of if of[:1].isdigit() else f"{ROOM}{of}"


def roman(number: int) -> str:
    """1 is "I"; up to 89."""
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def letter(number: int) -> str:
    """1 is "a", 2 "b"; after "z" come "aa", "ab"."""
    before, last = divmod(number - 1, len(ascii_lowercase))
    return (letter(before) if before else "") + ascii_lowercase[last]


@cache
def types() -> dict[str, str]:
    """Types of documents by their codes: "BC" is "Báo cáo"."""
    said: dict[str, str] = tomllib.loads(files(__package__).joinpath("types.toml").read_text(encoding="utf-8"))
    return said
