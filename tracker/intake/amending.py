"""What a notice changes of a target: which target, and which unit each share is of. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.core.folding import fold
from tracker.intake.matching import Names

SET_FIRST = "new-"  # before the number of a plan: the old wording becomes one of its targets, and then is changed
LIKE_ENOUGH = 0.6  # of the words of the shorter wording, how many the other has


@dataclass(frozen=True, slots=True)
class SharesMeant:
    """The share of each unit that is known, the names that mean no unit, and those that mean one a second time."""

    by_unit: Mapping[int, Decimal]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def shares_meant(proposal: Mapping[str, Any], names: Names) -> SharesMeant:
    """Whose the printed shares are."""
    found: dict[int, Decimal] = {}
    unknown, repeated = [], []
    for printed, share in proposal.get("per_unit", {}).items():
        named = names.find(printed)
        if named is None or named.unit_id is None:
            unknown.append(printed)
        elif named.unit_id in found:
            repeated.append(printed)
        else:
            found[named.unit_id] = Decimal(share)
    return SharesMeant(found, tuple(unknown), tuple(repeated))


def best_match(wordings: Collection[str], candidates: Iterable[tuple[int, Collection[str]]]) -> int | None:
    """The target whose words are most like those of the document (the old ones, the new ones); None where none is."""
    best, found = LIKE_ENOUGH, None
    for number, texts in candidates:
        likeness = max((_likeness(one, other) for one in wordings for other in texts), default=0)
        if likeness > best:
            best, found = likeness, number
    return found


def _likeness(one: str, other: str) -> float:
    """How many of the words of both are in both; of a short wording inside a long one, most count."""
    first, second = set(fold(one).split()), set(fold(other).split())
    if not first or not second:
        return 0
    common = len(first & second)
    return 0.75 * common / min(len(first), len(second)) + 0.25 * common / max(len(first), len(second))
