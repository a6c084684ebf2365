"""Who has which first page."""

from tracker.office.models import Person


def has_unit(person: Person) -> bool:
    """Officers and heads have a unit whose work they see."""
    return bool(person.own_unit_ids)


def can_see_deadlines(person: Person) -> bool:
    """Staff, chair and observers see who owes what."""
    return bool(person.observed_programme_ids)


def can_see_outbox(person: Person, _message: object = None) -> bool:
    """Admins see what mail left, what waits, and what did not leave."""
    return person.is_admin


def can_read_access(person: Person) -> bool:
    """Admins see the table of who may do what."""
    return person.is_admin


def can_read_trail(person: Person) -> bool:
    """Admin, and observers with the mark "auditor", all of it: an event belongs to the office, not to a programme.

    It tells of sign-ins and of work in every programme, in the words that were written there; nobody else reads it.
    """
    return person.is_admin or person.is_auditor
