"""A document changes a target from a day on; what was in force before stays."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db, hold
from tracker.documents.models import Document
from tracker.office.models import Person
from tracker.plans.labels import goal_of
from tracker.plans.models import Allocation, Amendment, Target
from tracker.plans.rules import (
    AmendmentNeedsSource,
    AmendmentWasWithdrawn,
    EndNeedsWords,
    allocations_of,
    check_amendment,
    in_force,
)
from tracker.plans.services.targets import TargetFacts, write_terms


def amend_target(
    target: Target,
    facts: TargetFacts,
    *,
    since: date,
    document: Document | None = None,
    words: str = "",
    reallocated: bool = False,
    by: Person,
    at: datetime,
) -> Amendment:
    """Change what a target demands from a day on. `words` say who decided it, where no document does.

    `reallocated`: it shares the target out anew, beginning with the shares that stand on that day. Raises
    AmendmentNeedsSource, AmendmentBeforeTarget, TargetHasEnded, AmendedThatDay, AmendmentChangesNothing.
    """
    hold(target.plan)  # else two at once could take effect on one day, or a grid be saved in what no longer stands
    if document is None and not words.strip():
        raise AmendmentNeedsSource
    check_amendment(target, facts, since=since, reallocated=reallocated)
    before, shares = in_force(target, since), allocations_of(target, since)
    amendment = Amendment(document=document, since=since, words=words.strip(), reallocated=reallocated)
    write_terms(amendment, facts)
    amendment.clause_start, amendment.clause_end = facts.span or (None, None)
    old_goal = goal_of(before)
    target.amendments.append(amendment)
    db.session.flush()
    db.session.expire(target, ["amendments"])  # they stand in the order of their days
    if reallocated:
        _copy_shares(target, shares, amendment)
    audit.record(
        "target.amended",
        subject=target,
        by=by,
        at=at,
        since=since,
        source=document.label if document is not None else words.strip(),
        old_goal=old_goal,
        goal=goal_of(facts),
        amendment=amendment.id,
    )
    return amendment


def withdraw_amendment(amendment: Amendment, *, words: str, by: Person, at: datetime) -> None:
    """Take it back: the target demands what it demanded without it. Raises AmendmentWasWithdrawn, EndNeedsWords."""
    hold(amendment.target.plan)  # which a grid that is being saved holds too
    if amendment.ended_at is not None:
        raise AmendmentWasWithdrawn
    if not words.strip():
        raise EndNeedsWords
    amendment.ended_at, amendment.ended_words = at, words.strip()
    audit.record(
        "amendment.withdrawn",
        subject=amendment,
        story=amendment.target,
        by=by,
        at=at,
        since=amendment.since,
        words=amendment.ended_words,
    )


def _copy_shares(target: Target, shares: Amendment | None, amendment: Amendment) -> None:
    standing = sa.select(Allocation).where(
        Allocation.target_id == target.id,
        Allocation.amendment_id.is_not_distinct_from(shares.id if shares is not None else None),
        Allocation.value.is_not(None),
    )
    for share in db.session.scalars(standing).all():
        db.session.add(
            Allocation(
                target_id=target.id,
                amendment_id=amendment.id,
                unit_id=share.unit_id,
                value=share.value,
                count=share.count,
            )
        )
