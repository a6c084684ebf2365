"""What a notice changes of a target: which target, and which unit each share is of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.intake.matching import Names

SET_FIRST = "new-"  # before the number of a plan: the old wording becomes one of its targets, and then is changed


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
