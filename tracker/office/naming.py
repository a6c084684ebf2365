"""The many ways that documents write one unit: found by name, whatever its marks, spaces and abbreviations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from tracker.core.folding import fold
from tracker.office.models import Unit, UnitName

# What offices abbreviate, folded. Longer first: "ubmttqvn" before "mttq".
ABBREVIATIONS = (
    ("ubmttqvn", "uy ban mat tran to quoc viet nam"),
    ("ubmttq", "uy ban mat tran to quoc"),
    ("mttqvn", "mat tran to quoc viet nam"),
    ("mttq", "mat tran to quoc"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("bcd", "ban chi dao"),
    ("cvd", "cuoc van dong"),
    ("btv", "ban thuong vu"),
    ("dtts", "dan toc thieu so"),
    ("gd&dt", "giao duc va dao tao"),
    ("gddt", "giao duc va dao tao"),
)
_IN_FULL = [(re.compile(rf"(?<![a-z]){re.escape(short)}(?![a-z])"), full) for short, full in ABBREVIATIONS]
_LONGEST_KEY = 100
_TAIL_VN = re.compile(r"\b(mat tran to quoc) vn\b")


@dataclass(frozen=True, slots=True)
class Named:
    """What a printed name means: one unit, or a group of them."""

    unit_id: int | None = None
    group_id: int | None = None


@lru_cache(maxsize=10_000)  # the same names are compared again and again
def name_key(name: str) -> str:
    """A name reduced to what tells it apart: "UBMTTQVN huyện" and "Ủy ban MTTQ Việt Nam huyện" are one."""
    words = fold(name)
    for short, full in _IN_FULL:
        words = short.sub(full, words)
    words = _TAIL_VN.sub(r"\1 viet nam", words)
    return re.sub(r"[^a-z0-9]", "", words)


def called_on(unit: Unit, day: date) -> str:
    """What a unit was called on a day, from its `names`; where that is not known, its name now."""
    named = official_name(unit, day)
    return named.name if named is not None else unit.name


def official_name(unit: Unit, day: date) -> UnitName | None:
    """The official name in force on a day, of those that are known; `queries.name_on` for many units at once."""
    valid = [
        name
        for name in unit.names
        if name.official
        and (name.valid_from is None or name.valid_from <= day)
        and (name.valid_to is None or name.valid_to >= day)
    ]
    return max(valid, key=lambda name: (name.valid_from or date.min, name.id or 0), default=None)


class NameBook:
    """All names of the office's units and groups, looked up as documents print them."""

    def __init__(self, units: Iterable[tuple[int, str]], groups: Iterable[tuple[int, str]]) -> None:
        self._units: dict[str, Named] = {}
        self._groups: dict[str, Named] = {}
        for unit_id, name in units:
            self._units.setdefault(name_key(name), Named(unit_id=unit_id))
        for group_id, name in groups:
            self._groups.setdefault(_plural_key(name), Named(group_id=group_id))

    def find(self, name: str) -> Named | None:
        """The unit or group of that name; None where the name is unknown or leaves it open ("… liên quan")."""
        if "lien quan" in fold(name):
            return None
        return self._units.get(name_key(name)) or self._groups.get(_plural_key(name))

    def near(self, name: str, *, most: int = 3) -> list[Named]:
        """Units and groups whose names look like one that is unknown, the nearest first."""
        close = get_close_matches(name_key(name)[:_LONGEST_KEY], self._units | self._groups, n=2 * most, cutoff=0.6)
        found = [self._units.get(key) or self._groups[key] for key in close]
        return list(dict.fromkeys(found))[:most]


def _plural_key(name: str) -> str:
    """Groups are named with or without "các"."""
    return re.sub(r"^cac", "", name_key(name))
