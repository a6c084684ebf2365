"""The lines of "Nơi nhận", and why each receives the document."""

import re

from tracker.reading.drafts import Recipient
from tracker.reading.regions import SIGNING, Printed
from tracker.reading.units import split_units

_START = re.compile(r"N[ơo]i nh[ậa]n\s*:?\s*", re.IGNORECASE)
_BULLET = re.compile(r"[-–+•]\s*")
_NOBODY = re.compile(r"(?:Lưu\b|Như (?:trên|Điều)|$)", re.IGNORECASE)
_CODE = re.compile(r"\(([^()]{1,40})\)\s*$")
_COMPOSITE = re.compile(r"(?:[A-ZĐ]{3,}[A-ZĐ&]*\w*)(?:\s*,\s*[A-ZĐ]{3,}[A-ZĐ&]*\w*)+$")


def read_recipients(end: tuple[Printed, ...]) -> tuple[Recipient, ...]:
    """Who receives the document, without the archive. "- BTGHU, BDVHU," is two; "CT, các PCT UBND huyện" one."""
    recipients: list[Recipient] = []
    listed = False
    for printed in end:
        first = printed[0] if printed else ""
        start = _START.match(first)
        bullet = _BULLET.match(first)
        if start:
            listed = True
            recipients += _of_line(_BULLET.sub("", first[start.end() :], count=1))
        elif listed and bullet:
            recipients += _of_line(first[bullet.end() :])
    return tuple(recipients)


def _of_line(words: str) -> list[Recipient]:
    unit = words.strip(" ;,.-–")
    if _NOBODY.match(unit) or SIGNING.match(unit):
        return []
    code = None
    if found := _CODE.search(unit):
        code, unit = found[1].strip(), unit[: found.start()].strip(" ;,")
    names = split_units(unit) if _COMPOSITE.match(unit) else (unit,)
    return [Recipient(name, code) for name in names]
