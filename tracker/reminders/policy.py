"""Who may see what is due, and what is done about it."""

from tracker.office.models import Person, Programme, Unit
from tracker.reminders.models import CalendarFeed, ChasingLetter


def can_read_due(person: Person) -> bool:
    """Whoever has a part in some programme; `queries.seen_by` says of which units they read."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def can_compare_units(person: Person) -> bool:
    """Whoever reads some programme whole."""
    return bool(person.observed_programme_ids)


def can_feed_unit(person: Person, unit: Unit) -> bool:
    """An address that tells what a unit has to do is made by its own people."""
    return person.acts_for(unit.id)


def can_end_feed(person: Person, feed: CalendarFeed) -> bool:
    """Whoever made it."""
    return feed.person_id == person.id


def can_nudge_some(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_list_letters(person: Person) -> bool:
    """Whoever reads some programme whole."""
    return can_compare_units(person)


def can_view_letter(person: Person, letter: ChasingLetter) -> bool:
    """Whoever reads its programme whole; units get it on paper."""
    return person.observes(letter.programme_id)


def can_number_letter(person: Person, letter: ChasingLetter) -> bool:
    """Staff and chair of its programme."""
    return person.runs(letter.programme_id)


def can_read_rules(person: Person, programme: Programme) -> bool:
    """When a programme reminds is known to whoever reads it whole."""
    return person.observes(programme.id)


def can_set_rules(person: Person, programme: Programme) -> bool:
    """Its staff and chair, while it goes on."""
    return person.runs(programme.id)


def can_preview(person: Person) -> bool:
    """Staff and chairs, of their programmes; admins, of the office."""
    return person.is_admin or person.runs_some_programme


def can_set_hours(person: Person) -> bool:
    """Admin."""
    return person.is_admin
