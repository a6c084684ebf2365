"""Amounts of money in đồng, as people write them: "120.000.000", "120 triệu", "1,5 tỷ", "350tr"."""

import re
from decimal import Decimal

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold

LEAST, MOST = Decimal(1000), Decimal(10) ** 12  # no source gives a pilot less than a thousand, or more than 1.000 tỷ
_TIMES = {"": 1, "nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}
_AMOUNT = re.compile(r"(?P<figure>\d[\d., ]*?) ?(?P<unit>nghin|ngan|trieu|tr|ty|ti|) ?(?:dong|vnd|d)?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*", re.ASCII)
_PLAIN = re.compile(r"\d{1,15}(?:[.,]\d{1,3})?", re.ASCII)


class NotAnAmount(RuleBroken):
    """What cannot be read, or what no pilot gets."""

    message = N_("Write the amount in đồng, for example 120.000.000 or 120 triệu; at least 1.000, at most 1.000 tỷ.")


def read_amount(text: str) -> Decimal:
    """The amount in whole đồng. Raises NotAnAmount: for words, fractions of a đồng, negative and absurd ones."""
    found = _AMOUNT.fullmatch(fold(text))
    if found is None:
        raise NotAnAmount
    amount = _figure(found["figure"].strip(), counted=bool(found["unit"])) * _TIMES[found["unit"]]
    if amount != amount.to_integral_value() or not LEAST <= amount <= MOST:
        raise NotAnAmount
    return amount.to_integral_value()


def _figure(text: str, *, counted: bool) -> Decimal:
    """ "1.500" is one thousand five hundred; before "triệu" and "tỷ" one comma begins the fraction: "1,125 tỷ"."""
    grouped = _GROUPED.fullmatch(text)
    if grouped and not (counted and grouped[1] == "," and text.count(",") == 1):
        return Decimal(re.sub(r"[., ]", "", text))
    if not _PLAIN.fullmatch(text) or (not counted and not text.isdigit()):
        raise NotAnAmount
    return Decimal(text.replace(",", "."))


def written(amount: Decimal | int) -> str:
    """ "120.000.000", in both languages: what Vietnamese papers use."""
    return f"{int(amount):,}".replace(",", ".")
