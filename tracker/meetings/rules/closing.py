"""What a meeting's conclusions must say before it is closed: nothing can be added to them afterwards."""

from collections.abc import Iterable

from tracker.core.errors import N_, RuleBroken
from tracker.meetings.models import Conclusion, ConclusionKind


class ConclusionsNeedUnits(RuleBroken):
    """Points that nobody is told to carry out."""

    message = N_(
        "Conclusion %(numbers)s addresses no unit yet. Choose who carries it out, or drop it; then close the meeting."
    )


class AmendmentsNeedFigures(RuleBroken):
    """Points that change a target, and do not say which, or to what."""

    message = N_(
        "Conclusion %(numbers)s changes a target, but does not say which one and to what. Mend or drop it; "
        "then close the meeting."
    )


def check_complete(drafts: Iterable[Conclusion]) -> None:
    """Raise ConclusionsNeedUnits or AmendmentsNeedFigures for what could not be published as it stands."""
    drafts = list(drafts)
    amending = [one for one in drafts if one.kind is ConclusionKind.AMENDMENT]
    nobody = [one for one in drafts if one not in amending and not one.addressed and one.replaces_id is None]
    if nobody:
        raise ConclusionsNeedUnits(numbers=_numbers(nobody))
    silent = [one for one in amending if one.target_id is None or (one.figure is None and not one.allocations)]
    if silent:
        raise AmendmentsNeedFigures(numbers=_numbers(silent))


def _numbers(conclusions: Iterable[Conclusion]) -> str:
    """Their numbers, or the beginning of what has none."""
    return ", ".join(one.number or f"“{one.text[:40]}…”" for one in conclusions)
