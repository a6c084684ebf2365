"""Who may see and do what in meetings."""

from tracker.office.models import Person


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme."""
    return bool(person.own_unit_ids or person.observed_programme_ids)
