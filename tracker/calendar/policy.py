"""Who may change the calendar. Whoever is signed in reads it."""

from tracker.calendar.models import SpecialDay
from tracker.office.models import Person


def can_edit_calendar(person: Person) -> bool:
    """Staff and chair of some programme, and admin."""
    return person.is_admin or person.runs_some_programme


def can_edit_day(person: Person, _day: SpecialDay) -> bool:
    """The same for one day."""
    return can_edit_calendar(person)


def can_see_day(_person: Person, _day: SpecialDay) -> bool:
    """The calendar is no secret."""
    return True
