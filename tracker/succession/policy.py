"""Who may change units, and who hands over for people."""

from tracker.office.models import Person
from tracker.succession.models import UnitChange


def can_change_units(person: Person, _change: UnitChange | None = None) -> bool:
    """The admins: units are theirs to look after."""
    return person.is_admin


def can_hand_over(person: Person, _leaver: Person | None = None) -> bool:
    """The admins: people and roles are theirs to look after."""
    return person.is_admin
