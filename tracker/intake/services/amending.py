"""Accepting what a notice changes of a target: figures enter as they are printed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker.core.db import db
from tracker.intake import queries
from tracker.intake.amending import SET_FIRST, shares_meant
from tracker.intake.models import IntakeItem
from tracker.intake.rules import AmendmentNeedsDay, AmendmentNeedsFigure, TargetNotChosen, UnitsNotChosen, UnitTwice
from tracker.office.models import Person, Unit
from tracker.plans import services as plans
from tracker.plans.models import Amendment, Comparator, Plan, Target
from tracker.plans.rules import in_force
from tracker.plans.rules.checks import Share
from tracker.plans.services import TargetFacts
from tracker.plans.services.allocating import allocate, shares_of


def amend(item: IntakeItem, *, by: Person, at: datetime) -> Amendment:
    """Change the chosen target from the day on that the document says, and share it out as its annex does.

    Units are known by the names that they had on that day. Raises TargetNotChosen, AmendmentNeedsDay,
    AmendmentNeedsFigure, UnitsNotChosen, UnitTwice, UnitHasEnded, and what amending a target raises.
    """
    facts, since = item.proposal, in_force_from(item)
    if not facts.get("target"):
        raise TargetNotChosen
    if since is None:
        raise AmendmentNeedsDay
    shares = _shares(item, since)
    target = _target(item, by=by, at=at)
    amendment = plans.amend_target(
        target,
        _terms(target, facts, since, span=(item.start, item.end)),
        since=since,
        document=item.intake.document,
        reallocated=bool(shares),
        by=by,
        at=at,
    )
    if shares:
        taken_over = dict.fromkeys(shares_of(amendment), Share())  # what the annex does not name is not meant any more
        allocate(target, taken_over | shares, amendment=amendment, by=by, at=at)
    return amendment


def in_force_from(item: IntakeItem) -> date | None:
    """The day that was chosen, else that of the document."""
    said: str | None = item.proposal.get("since")
    return date.fromisoformat(said) if said else item.intake.document.issued_on


def _shares(item: IntakeItem, since: date) -> dict[Unit, Share]:
    meant = shares_meant(item.proposal, queries.names_known(item.intake.programme_id, on=since))
    if meant.unknown:
        raise UnitsNotChosen(names="; ".join(f"“{name}”" for name in meant.unknown))
    if meant.repeated:
        raise UnitTwice(names="; ".join(f"“{name}”" for name in meant.repeated))
    return {db.session.get_one(Unit, unit_id): Share(value) for unit_id, value in meant.by_unit.items()}


def _target(item: IntakeItem, *, by: Person, at: datetime) -> Target:
    """The one that was chosen, of this programme; or the old wording, set as a target of a plan."""
    facts, chosen = item.proposal, str(item.proposal.get("target") or "")
    if chosen.startswith(SET_FIRST):
        plan = db.session.get(Plan, int(chosen.removeprefix(SET_FIRST)))
        if plan is not None and plan.programme_id == item.intake.programme_id:
            return plans.add_target(plan, _before(facts), by=by, at=at)
    elif chosen:
        target = db.session.get(Target, int(chosen))
        if target is not None and target.plan.programme_id == item.intake.programme_id:
            return target
    raise TargetNotChosen


def _before(facts: Mapping[str, Any]) -> TargetFacts:
    return TargetFacts(
        text=facts["old"] or facts["new"],
        comparator=Comparator(facts["old_comparator"]),
        value=Decimal(facts["old_value"]),
        measure=facts["old_measure"],
    )


def _terms(target: Target, facts: Mapping[str, Any], since: date, *, span: tuple[int, int]) -> TargetFacts:
    """What it demands from then on; what the document does not say stays as it is."""
    before = in_force(target, since)
    measure, overall = facts.get("measure") or before.measure, facts.get("overall")
    if overall is None and measure != before.measure:
        raise AmendmentNeedsFigure
    return TargetFacts(
        text=facts["new"],
        comparator=Comparator(facts.get("comparator") or before.comparator),
        value=before.value if overall is None else Decimal(overall),
        measure=measure[:60],
        population=before.population,
        span=span,
    )
