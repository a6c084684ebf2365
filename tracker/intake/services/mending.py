"""Mending what was read, dropping it, proposing it again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker import audit
from tracker.core.db import hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.documents import services as documents
from tracker.documents.services import DocumentFacts
from tracker.intake import labels
from tracker.intake.models import Intake, IntakeItem, IntakeState, ItemState
from tracker.intake.rules import ITEM_MOVES, OnlyProposalsAreMended
from tracker.office.models import Person


def mend_item(item: IntakeItem, facts: Mapping[str, Any], *, seen: int, by: Person, at: datetime) -> None:
    """Change a proposal; a person has looked at it, so that it is sure from now on.

    `seen` is the version that the person had before them. Raises OnlyProposalsAreMended, ChangedMeanwhile.
    """
    hold(item.intake)
    if item.state is not ItemState.PROPOSED:
        raise OnlyProposalsAreMended
    if item.version != seen:
        raise ChangedMeanwhile
    item.proposal = {**item.proposal, **facts}
    item.sure, item.doubts = True, []
    tell(item, "item.mended", by=by, at=at)


def drop_item(item: IntakeItem, *, seen: int, by: Person, at: datetime) -> None:
    """Leave a proposal out. Raises NotFromHere, ChangedMeanwhile."""
    hold(item.intake)
    move(item, ItemState.DROPPED, seen=seen)
    tell(item, "item.dropped", by=by, at=at)


def propose_again(item: IntakeItem, *, seen: int, by: Person, at: datetime) -> None:
    """Take a dropped one up again. Raises NotFromHere, ChangedMeanwhile."""
    hold(item.intake)
    move(item, ItemState.PROPOSED, seen=seen)
    tell(item, "item.proposed_again", by=by, at=at)


def mend_head(intake: Intake, facts: DocumentFacts, *, year: int | None, seen: int, by: Person, at: datetime) -> None:
    """Change what stands at the head of the document, and the year that it plans. Raises ChangedMeanwhile."""
    documents.edit_document(intake.document, facts, seen=seen, by=by, at=at)
    intake.year = year
    audit.record("intake.headed", subject=intake, by=by, at=at, document=intake.document.label)


def move(item: IntakeItem, wanted: ItemState, *, seen: int) -> None:
    """Bring a proposal of an intake that is held to another state; it closes when none is left to decide."""
    check_move(ITEM_MOVES, item.state, wanted, labels.STATE)
    if item.version != seen:
        raise ChangedMeanwhile
    item.state = wanted
    left = any(other.state is ItemState.PROPOSED for other in item.intake.items)
    item.intake.state = IntakeState.OPEN if left else IntakeState.CLOSED


def tell(item: IntakeItem, name: str, *, by: Person, at: datetime) -> None:
    """Write what happened to a proposal into the story of its intake."""
    title = item.proposal.get("title") or item.proposal.get("text") or item.proposal.get("new") or ""
    audit.record(name, subject=item, story=item.intake, by=by, at=at, kind=item.kind, title=title[:200])
