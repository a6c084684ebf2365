"""Who may take documents in."""

import sqlalchemy as sa

from tracker.intake.models import Intake, IntakeItem
from tracker.office.models import Person


def can_take_in(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_take_in_for(person: Person, programme_id: int) -> bool:
    """Staff and chair of that programme."""
    return person.runs(programme_id)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """Intakes of the programmes that a person runs."""
    run = [programme_id for programme_id in person.observed_programme_ids if person.runs(programme_id)]
    return Intake.programme_id.in_(run)


def can_review(person: Person, intake: Intake) -> bool:
    """The same for one intake: to see it is to review it."""
    return person.runs(intake.programme_id)


def can_review_item(person: Person, item: IntakeItem) -> bool:
    """As for its intake."""
    return can_review(person, item.intake)
