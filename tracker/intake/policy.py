"""Who may take documents in."""

from tracker.office.models import Person


def can_take_in(person: Person) -> bool:
    """Staff and chair of some programme."""
    return any(person.runs(programme_id) for programme_id in person.observed_programme_ids)
