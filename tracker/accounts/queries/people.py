"""The list of people: plain rows, in a fixed number of queries however many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from typing import Any

import sqlalchemy as sa

from tracker.accounts.models import Account, ExternalIdentity, SignInSession
from tracker.accounts.queries.identities import still_opens
from tracker.accounts.rules.people import AccountState, account_state, proposed_name
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office import queries as office
from tracker.office.models import Person, ProgrammeMember, Role, RoleKind, Unit
from tracker.office.queries import RoleRow, in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Whom a list shows; without a state all who are here. A programme's people act in it, or for a member of it."""

    words: str = ""
    unit_id: int | None = None
    role: RoleKind | None = None
    programme_id: int | None = None
    state: AccountState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as the list shows them. `last` is when they last signed in."""

    id: int
    full_name: str
    position: str
    unit_id: int
    unit_name: str
    email: str
    phone: str
    ended_on: date | None
    sign_in_name: str
    state: AccountState
    last: datetime | None
    roles: Sequence[RoleRow]


_LAST = (
    sa.select(sa.func.max(SignInSession.began_at))
    .where(SignInSession.account_id == Account.id)
    .correlate(Account)
    .scalar_subquery()
)
# has set a password, or is known to the provider
CAN_ENTER = (Account.password_hash != "") | sa.exists().where(ExternalIdentity.account_id == Account.id, still_opens())
_COLUMNS = (
    Person.id,
    Person.full_name,
    Person.position,
    Person.unit_id,
    Unit.name.label("unit_name"),
    Person.email,
    Person.phone,
    Person.ended_on,
    sa.func.coalesce(Account.sign_in_name, "").label("sign_in_name"),
    Account.disabled,
    CAN_ENTER.label("can_enter"),
    _LAST.label("last"),
)


def people(wanted: PeopleFilter, *, sort: str, on: date, limit: int | None = None, offset: int = 0) -> list[PersonRow]:
    """The people that fit, by given name as Vietnamese lists do, or by unit, or by when they last signed in."""
    fits = _fits(wanted, on)
    found = db.session.execute(_joined(*_COLUMNS).where(fits).order_by(*_order(sort)).limit(limit).offset(offset)).all()
    ids = sa.select(Person.id).outerjoin(Account, Account.person_id == Person.id).where(fits)
    roles = office.roles_by_person(ids if limit is None else [row.id for row in found], on=on, over=False)
    return [_row(row, roles.get(row.id, ()), on) for row in found]


def how_many_people(wanted: PeopleFilter, *, on: date) -> int:
    """How many fit."""
    return db.session.scalar(_joined(sa.func.count()).where(_fits(wanted, on))) or 0


def person_row(person_id: int, *, on: date) -> PersonRow:
    """One person as the list shows them, with all roles that they have, had and will have."""
    row = db.session.execute(_joined(*_COLUMNS).where(Person.id == person_id)).one()
    return _row(row, office.roles_by_person([person_id], on=on, over=True).get(person_id, ()), on)


def free_sign_in_name(full_name: str) -> str:
    """What a person's account could be called: "nguyen.van.an", or "nguyen.van.an2" where that is taken."""
    name = proposed_name(full_name)
    alike = sa.select(Account.sign_in_name).where(Account.sign_in_name.startswith(name, autoescape=True))
    taken = set(db.session.scalars(alike))
    first = [name] if len(name) > 1 else []
    candidates: Iterator[str] = chain(first, (f"{name}{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def other_admins(person: Person, *, on: date) -> int:
    """How many others look after the office on that day and from then on: they can sign in, and nothing ends it."""
    return (
        db.session.scalar(
            sa.select(sa.func.count(sa.distinct(Role.person_id)))
            .join(Person, Person.id == Role.person_id)
            .join(Account, Account.person_id == Person.id)
            .where(
                Role.kind == RoleKind.ADMIN,
                Role.person_id != person.id,
                sa.or_(Role.valid_from.is_(None), Role.valid_from <= on),
                Role.valid_to.is_(None),
                Person.ended_on.is_(None),
                Account.disabled.is_(False),
                CAN_ENTER,
            )
        )
        or 0
    )


def _joined(*columns: Any) -> sa.Select[Any]:
    with_unit = sa.select(*columns).select_from(Person).join(Unit, Unit.id == Person.unit_id)
    return with_unit.outerjoin(Account, Account.person_id == Person.id)


def _fits(wanted: PeopleFilter, on: date) -> sa.ColumnElement[bool]:
    fits = [_in_state(wanted.state, on)]
    for word in fold(wanted.words).split():
        ways = (Person.folded, Account.sign_in_name, Person.email)
        fits.append(sa.or_(*(way.contains(word, autoescape=True) for way in ways)))
    held = sa.exists().where(Role.person_id == Person.id, in_force(on)).correlate(Person)
    if wanted.unit_id is not None:
        fits.append((Person.unit_id == wanted.unit_id) | held.where(Role.unit_id == wanted.unit_id))
    if wanted.role is not None:
        fits.append(held.where(Role.kind == wanted.role))
    if wanted.programme_id is not None:
        members = sa.select(ProgrammeMember.unit_id).where(ProgrammeMember.programme_id == wanted.programme_id)
        fits.append(held.where((Role.programme_id == wanted.programme_id) | Role.unit_id.in_(members)))
    return sa.and_(*fits)


def _in_state(state: AccountState | None, on: date) -> sa.ColumnElement[bool]:
    """`account_state` for the database; a test holds the two together."""
    left = Person.ended_on.is_not(None) & (Person.ended_on <= on)
    if state is AccountState.LEFT:
        return left
    conditions = {
        None: sa.true(),
        AccountState.NONE: Account.id.is_(None),
        AccountState.DISABLED: Account.disabled.is_(True),
        AccountState.ACTIVE: Account.disabled.is_(False) & CAN_ENTER,
        AccountState.INVITED: Account.disabled.is_(False) & ~CAN_ENTER,
    }
    return sa.not_(left) & conditions[state]


def _order(sort: str) -> list[sa.ColumnElement[Any]]:
    down, key = sort.startswith("-"), sort.removeprefix("-")
    by_name: list[sa.ColumnElement[Any]] = [Person.sort_key.expression, Person.id.expression]
    keys = {"unit": [Unit.sort_key.expression, *by_name], "last": [_LAST, *by_name]}.get(key, by_name)
    ordered: list[sa.ColumnElement[Any]] = [column.desc() if down else column.asc() for column in keys]
    return [_LAST.is_(None), *ordered] if key == "last" else ordered


def _row(row: Any, roles: Sequence[RoleRow], on: date) -> PersonRow:
    facts = row._asdict()
    disabled, can_enter = facts.pop("disabled"), bool(facts.pop("can_enter"))
    state = account_state(ended_on=row.ended_on, disabled=disabled, can_enter=can_enter, today=on)
    return PersonRow(**facts, state=state, roles=roles)
