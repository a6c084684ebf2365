"""The first start: an office with one unit and one administrator, who lets everybody else in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from tracker import audit
from tracker.accounts import queries
from tracker.accounts.models import Account
from tracker.accounts.rules.passwords import check_new_password
from tracker.accounts.rules.people import check_sign_in_name
from tracker.accounts.services.passwords import hash_password
from tracker.core.db import SentForm, db
from tracker.core.errors import N_, RuleBroken
from tracker.office import services as office
from tracker.office.models import RoleKind, UnitKind

CLAIM = "the first administrator"  # a key that the database lets nobody take twice


class OfficeIsSetUp(RuleBroken):
    """Somebody was faster, or it was done long ago."""

    message = N_("This office has been set up already. Nothing was changed; sign in, or ask its administrator.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What the first start asks for."""

    unit_name: str
    unit_short_name: str
    unit_kind: UnitKind
    full_name: str
    position: str
    email: str
    sign_in_name: str


def first_password_hash(facts: OfficeFacts, password: str) -> str:
    """What is kept of the first password; slow, for before the transaction. Raises as new_password_hash."""
    names = (facts.full_name, facts.email, facts.sign_in_name, facts.unit_name, facts.unit_short_name)
    check_new_password(password, own_words=names)
    return hash_password(password)


def set_up_office(facts: OfficeFacts, *, password_hash: str, at: datetime) -> Account:
    """Make the unit, the administrator and the account. Raises OfficeIsSetUp, and what names and addresses are refused
    for; of two at once one does it.
    """
    if queries.anybody_can_sign_in():
        raise OfficeIsSetUp
    try:
        db.session.add(SentForm(key=CLAIM, at=at))
        db.session.flush()
    except IntegrityError:
        raise OfficeIsSetUp from None
    name = check_sign_in_name(facts.sign_in_name)
    unit = office.add_unit(facts.unit_name, short_name=facts.unit_short_name, kind=facts.unit_kind, by=None, at=at)
    db.session.flush()
    person = office.add_person(facts.full_name, position=facts.position, unit=unit, email=facts.email, by=None, at=at)
    db.session.flush()
    office.give_role(person, RoleKind.ADMIN, by=None, at=at)
    account = Account(person_id=person.id, sign_in_name=name, password_hash=password_hash, password_since=at)
    db.session.add(account)
    audit.record("office.set_up", subject=account, story=person, by=person, at=at, unit=unit.name)
    return account
