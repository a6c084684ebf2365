"""Who has which first page."""

from tracker.office.models import Person


def has_unit(person: Person) -> bool:
    """Officers and heads have a unit whose work they see."""
    return bool(person.own_unit_ids)


def can_see_deadlines(person: Person) -> bool:
    """Staff, chair and observers see who owes what."""
    return bool(person.observed_programme_ids)
