"""The lines of "Nơi nhận", and why each receives the document."""

import re

from tracker.reading.drafts import Recipient
from tracker.reading.lines import Passage
from tracker.reading.units import split_units

_START = re.compile(r"N[ơo]i nh[ậa]n\s*:?\s*", re.IGNORECASE)
_FILED = re.compile(r"[-–+•]?\s*Lưu\b", re.IGNORECASE)
_CODE = re.compile(r"\(([^()]{1,40})\)\s*$")
_COMPOSITE = re.compile(r"(?:[A-ZĐ]{3,}[A-ZĐ&]*\w*)(?:\s*,\s*[A-ZĐ]{3,}[A-ZĐ&]*\w*)+$")


def read_recipients(end: tuple[Passage, ...]) -> tuple[Recipient, ...]:
    """Who receives the document, without the archive. "- BTGHU, BDVHU," is two; "CT, các PCT UBND huyện" one."""
    recipients: list[Recipient] = []
    listed = False
    for passage in end:
        if start := _START.match(passage.text):
            listed = True
            if rest := passage.text[start.end() :].strip():
                recipients += _of_line(rest)
            continue
        if listed and passage.marker and passage.marker.kind in ("bullet", "plus"):
            recipients += _of_line(passage.words)
    return tuple(recipients)


def _of_line(words: str) -> list[Recipient]:
    unit = words.strip(" ;,.-–")
    if not unit or _FILED.match(unit) or (unit.isupper() and " " in unit and "," not in unit and len(unit) > 30):
        return []
    code = None
    if found := _CODE.search(unit):
        code, unit = found[1].strip(), unit[: found.start()].strip(" ;,")
    names = split_units(unit) if _COMPOSITE.match(unit) else (unit,)
    return [Recipient(name, code) for name in names]
