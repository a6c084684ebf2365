"""Finding accounts."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from tracker.accounts.models import Account
from tracker.core.db import db
from tracker.office import queries as office
from tracker.office.models import Person, Programme, Role, RoleKind
from tracker.office.queries.roles import in_force


def load_account(account_id: int, today: date) -> Account | None:
    """The account of a session, its person carrying the powers of that day; None once it may not act."""
    account = db.session.get(Account, account_id)
    if account is None or account.disabled or office.get_person(account.person_id, today) is None:
        return None
    return account


def account_of(person: Person) -> Account | None:
    """What a person signs in with, closed or not."""
    return account_of_person(person.id)


def account_of_person(person_id: int) -> Account | None:
    """The same, by the number in an address."""
    return db.session.scalar(sa.select(Account).where(Account.person_id == person_id))


def accounts_of_unit(unit_id: int, *, on: date) -> Sequence[Account]:
    """Of the officers and heads of a unit on that day, who can sign in."""
    acts = sa.select(Role.person_id).where(
        Role.unit_id == unit_id, Role.kind.in_((RoleKind.OFFICER, RoleKind.HEAD)), in_force(on)
    )
    wanted = sa.select(Account).join(Account.person).where(Account.person_id.in_(acts), Account.disabled.is_(False))
    here = Person.ended_on.is_(None) | (Person.ended_on > on)
    return db.session.scalars(wanted.where(here).order_by(Account.id)).all()


def named(sign_in_name: str) -> Account | None:
    """The account of that sign-in name, in any case of letters."""
    return db.session.scalar(sa.select(Account).where(Account.sign_in_name == plain_name(sign_in_name)))


def plain_name(sign_in_name: str) -> str:
    """A sign-in name as it is stored and counted."""
    return sign_in_name.strip().lower()


def names_around(account: Account) -> list[str]:
    """What others know of a person, and the names that the whole office knows: no password is made of them."""
    person = account.person
    own = [person.full_name, person.email, person.phone, account.sign_in_name, person.unit.name, person.unit.short_name]
    return [*own, *db.session.scalars(sa.select(Programme.short_name))]


def anybody_can_sign_in() -> bool:
    """False only before the first start was completed."""
    return db.session.scalar(sa.select(Account.id).limit(1)) is not None
