"""What is done to people of the office."""

import unicodedata
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.core.folding import fold, person_key
from tracker.office import queries
from tracker.office.models import Person, Role, Unit
from tracker.office.rules import EmailTaken, PersonIsHere, PersonNeedsName, check_unit_exists, has_left, is_over
from tracker.outbox.services import checked_address

# What the trail says of each fact of a person that was changed.
CHANGED = {
    "full_name": "person.renamed",
    "position": "person.position_changed",
    "email": "person.email_changed",
    "phone": "person.phone_changed",
}


def add_person(
    full_name: str, *, position: str, unit: Unit, by: Person | None, at: datetime, email: str = "", phone: str = ""
) -> Person:
    """Enter a person of a unit; what they may do comes with `give_role`. Raises EmailTaken, UnitHasEnded."""
    check_unit_exists(unit, clock.local(at).date())
    person = Person(position=tidy(position), unit=unit, phone=tidy(phone))
    _call(person, full_name)
    db.session.add(person)
    _set_email(person, email, at)
    audit.record("person.added", subject=person, by=by, at=at, person=person.full_name, unit=unit.name)
    return person


def edit_person(
    person: Person,
    *,
    full_name: str,
    position: str,
    unit: Unit,
    email: str,
    phone: str,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Correct what is known of a person; `seen` is the version that the editor saw.

    Raises ChangedMeanwhile, EmailTaken, UnitHasEnded (a unit that has ended may stay, not be chosen).
    """
    if person.version != seen:
        raise ChangedMeanwhile
    before = {fact: getattr(person, fact) for fact in CHANGED}
    moved_from = person.unit.name
    if unit.id != person.unit_id:
        check_unit_exists(unit, clock.local(at).date())
    _call(person, full_name)
    person.position, person.phone, person.unit = tidy(position), tidy(phone), unit
    _set_email(person, email, at)
    for fact, event in CHANGED.items():
        _tell_change(event, person, before[fact], getattr(person, fact), by=by, at=at)
    _tell_change("person.moved", person, moved_from, unit.name, by=by, at=at)


def edit_contact(person: Person, *, email: str, phone: str, seen: int, by: Person, at: datetime) -> None:
    """Correct how a person is reached, which they may do themselves. Raises ChangedMeanwhile, EmailTaken."""
    edit_person(
        person,
        full_name=person.full_name,
        position=person.position,
        unit=person.unit,
        email=email,
        phone=phone,
        seen=seen,
        by=by,
        at=at,
    )


def end_person(person: Person, *, gone_from: date, by: Person, at: datetime) -> None:
    """A person leaves: gone from that day on, and their roles with them. What has passed stays as it was."""
    hold(person)
    today = clock.local(at).date()
    last = max(gone_from, today) - timedelta(days=1)
    person.ended_on = gone_from
    for role in queries.roles_held(person):
        if not is_over(role, today) and (role.valid_to is None or role.valid_to > last):
            cut_short(role, last)
    audit.record("person.ended", subject=person, by=by, at=at, person=person.full_name, gone_from=gone_from)


def take_back(person: Person, *, by: Person, at: datetime) -> None:
    """A person who had left is here again, without roles. Raises PersonIsHere, EmailTaken."""
    hold(person)
    if person.ended_on is None:
        raise PersonIsHere(person=person.full_name)
    person.ended_on = None
    _set_email(person, person.email, at)
    audit.record("person.taken_back", subject=person, by=by, at=at, person=person.full_name)


def cut_short(role: Role, last: date) -> None:
    """Let a role end with that day; one that begins later never comes into force."""
    not_begun = role.valid_from is not None and role.valid_from > last
    role.valid_to = role.valid_from - timedelta(days=1) if not_begun and role.valid_from else last


def tidy(text: str) -> str:
    """As everybody types it: composed marks, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _call(person: Person, full_name: str) -> None:
    full_name = tidy(full_name)
    if not full_name:
        raise PersonNeedsName
    person.full_name, person.sort_key = full_name, person_key(full_name)
    person.folded = fold(full_name)[:120]


def _set_email(person: Person, email: str, at: datetime) -> None:
    """Of those who are here, one has an address. The database holds to it where two are faster than this looks."""
    address = checked_address(email).lower() if email.strip() else ""
    with db.session.no_autoflush:
        other = queries.person_with_email(address, on=clock.local(at).date()) if address else None
    if other is not None and other is not person and not has_left(person, clock.local(at).date()):
        raise EmailTaken(person=other.full_name)
    person.email = address
    try:
        db.session.flush()
    except IntegrityError:
        raise EmailTaken(person="–") from None


def _tell_change(event: str, person: Person, before: str, after: str, *, by: Person, at: datetime) -> None:
    if before != after:
        before, after = before or "–", after or "–"
        audit.record(event, subject=person, by=by, at=at, person=person.full_name, before=before, after=after)
