"""What people type or paste into the cells of a grid: "22", "16,5", "16.5", "20,33 %", "1.250,5", "–". Pure."""

import re
from decimal import Decimal

from tracker.core.errors import N_, RuleBroken
from tracker.plans.rules.terms import PERCENT

MOST_DECIMALS = 4
MOST_DIGITS = 10  # before the comma: what the column holds
MOST_COUNTED = 2**31 - 1
HUNDRED = Decimal(100)
_EMPTY = {"", "-", "–", "—"}  # how tables write that there is nothing
_PLAIN = re.compile(r"\d+(?P<sign>[.,])?(?(sign)\d+)")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<group>[., ])\d{3})(?:(?P=group)\d{3})*(?P<rest>[.,]\d+)?")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class NotAFigure(RuleBroken):
    """Words, a formula, a sign too many."""

    message = N_("Enter a number, for example 6,59.")


class BelowNothing(RuleBroken):
    """A share below 0."""

    message = N_("Enter a figure that is not below 0.")


class TooManyDecimals(RuleBroken):
    """More digits after the comma than are kept."""

    message = N_("Enter at most four digits after the comma.")


class TooLargeAFigure(RuleBroken):
    """More than the tracker can hold."""

    message = N_("This figure is too large. Enter a smaller one.")


class ReadsTwoWays(RuleBroken):
    """ "1.250" of something that is counted: a thousand and more for some, one and a quarter for others."""

    message = N_("“%(typed)s” can be read in two ways. Write %(whole)s or %(parts)s.")


class NotAPercent(RuleBroken):
    """A % sign where something else is counted."""

    message = N_("This target is counted in “%(measure)s”, not in %%. Enter the number alone.")


class MoreThanAll(RuleBroken):
    """A percent over 100, where the target itself asks for no such thing."""

    message = N_("Enter at most 100: it is a part of a whole.")


class NotACount(RuleBroken):
    """How many there are, and not a whole number."""

    message = N_("Enter a whole number, for example 320.")


def read_figure(typed: str, *, measure: str, goal: Decimal) -> Decimal | None:
    """A unit's share of a target, whose own figure is `goal`; None where the cell says nothing.

    Comma and point both part decimals, points, commas and spaces group thousands. What can be read in two ways is
    refused, not guessed: of a percent it cannot, since none has thousands.
    """
    text = _tidied(typed)
    if text.endswith("%"):
        text = text[:-1].rstrip()
        if measure != PERCENT:
            raise NotAPercent(measure=measure)
    if text in _EMPTY:
        return None
    value = _number(text, percent=measure == PERCENT)
    if value.as_tuple().exponent < -MOST_DECIMALS:  # type: ignore[operator]  # a number that was read is finite
        raise TooManyDecimals
    if value >= 10**MOST_DIGITS:
        raise TooLargeAFigure
    if measure == PERCENT and value > HUNDRED >= goal:
        raise MoreThanAll
    return value


def read_count(typed: str) -> int | None:
    """How many a unit has of the population: "1.250" is a thousand and more, since it is whole."""
    text = _tidied(typed)
    if text in _EMPTY:
        return None
    if text.startswith("-"):
        raise BelowNothing
    grouped = _GROUPED.fullmatch(text)
    if not text.isdecimal() and (grouped is None or grouped["rest"]):
        raise NotACount
    digits = re.sub(r"\D", "", text)
    if len(digits) > MOST_DIGITS or int(digits) > MOST_COUNTED:
        raise TooLargeAFigure
    return int(digits)


def _number(text: str, *, percent: bool) -> Decimal:
    if text.startswith("-"):
        raise BelowNothing
    if not text.isascii() or not (found := _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise NotAFigure
    if found.re is _PLAIN:
        if not percent and _TWO_WAYS.fullmatch(text):
            sign = found["sign"]
            raise ReadsTwoWays(
                typed=text,
                whole=text.replace(sign, ""),
                parts=f"{_without_zeros(text.replace(',', '.'))}".replace(".", ","),
            )
        return _without_zeros(text.replace(",", "."))
    if found["rest"] and found["rest"][0] == found["group"]:
        raise NotAFigure
    whole, rest = text[: len(text) - len(found["rest"] or "")], (found["rest"] or "")[1:]
    return _without_zeros(f"{re.sub(r'[., ]', '', whole)}.{rest or 0}")


def _without_zeros(text: str) -> Decimal:
    """20.3300 says the same as 20.33."""
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return Decimal(f"{whole}.{rest}" if rest else whole)


def _tidied(typed: str) -> str:
    """Spaces as Excel and browsers have them (hard, narrow) are spaces."""
    return " ".join(typed.replace("−", "-").split())
