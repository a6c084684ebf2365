"""People with their accounts: entered, corrected, gone; and the office always keeps somebody who can let others in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.accounts import queries
from tracker.accounts.models import Account
from tracker.accounts.rules.people import AccountIsOpen, OfficeNeedsAdmin, SignInNameTaken, check_sign_in_name
from tracker.accounts.services.accounts import add_account, leave_address
from tracker.accounts.services.passwords import end_links
from tracker.accounts.services.sessions import end_all_sessions
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.office import services as office
from tracker.office.models import Person, Role, RoleKind, Unit
from tracker.office.queries import roles_held
from tracker.office.rules import is_over


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is known of a person. With `signs_in` they have an account; without a name for it, one is made of theirs."""

    full_name: str
    unit: Unit
    position: str = ""
    email: str = ""
    phone: str = ""
    signs_in: bool = False
    sign_in_name: str = ""


def enter_person(facts: PersonFacts, *, by: Person, at: datetime) -> Person:
    """A new person, with an account that waits for its invitation where they are to sign in.

    Raises EmailTaken, UnitHasEnded, SignInNameTaken, SignInNameMalformed, AddressMalformed, PersonNeedsName.
    """
    person = office.add_person(
        facts.full_name,
        position=facts.position,
        unit=facts.unit,
        email=facts.email,
        phone=facts.phone,
        by=by,
        at=at,
    )
    if facts.signs_in:
        _open(person, facts.sign_in_name, by=by, at=at)
    return person


def correct_person(person: Person, facts: PersonFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend what is known of a person, and the name they sign in with.

    `seen` is the version that the editor saw. Raises ChangedMeanwhile, and what `enter_person` raises.
    """
    if person.version != seen:
        raise ChangedMeanwhile
    account, former = queries.account_of(person), person.email
    if account is not None:
        _rename_account(account, facts.sign_in_name, by=by, at=at)
    elif facts.signs_in:
        open_account(person, sign_in_name=facts.sign_in_name, by=by, at=at)
    office.edit_person(
        person,
        full_name=facts.full_name,
        position=facts.position,
        unit=facts.unit,
        email=facts.email,
        phone=facts.phone,
        seen=person.version,
        by=by,
        at=at,
    )
    if account is not None:
        leave_address(account, former, at=at)


def open_account(person: Person, *, sign_in_name: str = "", by: Person, at: datetime) -> Account:
    """Let a person sign in, once they have taken an invitation up. Raises AccountIsOpen, SignInNameTaken."""
    if queries.account_of(person) is not None:
        raise AccountIsOpen(person=person.full_name)
    return _open(person, sign_in_name, by=by, at=at)


def _open(person: Person, sign_in_name: str, *, by: Person, at: datetime) -> Account:
    if sign_in_name.strip():
        name = check_sign_in_name(sign_in_name)
        _check_free(name)
    else:
        name = queries.free_sign_in_name(person.full_name)
    try:
        return add_account(person, sign_in_name=name, by=by, at=at)
    except IntegrityError:  # another was faster
        raise SignInNameTaken(name=name) from None


def change_role(role: Role, *, valid_to: date | None, seen: int, auditor: bool, by: Person, at: datetime) -> None:
    """As the office does; but the last administrator's role gets no last day. Raises OfficeNeedsAdmin too."""
    if valid_to is not None and role.kind is RoleKind.ADMIN:
        keep_an_admin(db.session.get_one(Person, role.person_id), on=valid_to + timedelta(days=1))
    office.change_role(role, valid_to=valid_to, seen=seen, auditor=auditor, by=by, at=at)


def end_role(role: Role, *, by: Person, at: datetime) -> None:
    """As the office does; but the last administrator's role goes on. Raises OfficeNeedsAdmin too."""
    if role.kind is RoleKind.ADMIN:
        keep_an_admin(db.session.get_one(Person, role.person_id), on=clock.local(at).date())
    office.end_role(role, by=by, at=at)


def end_person(person: Person, *, gone_from: date, by: Person, at: datetime) -> None:
    """As the office does; but the last administrator stays. Raises OfficeNeedsAdmin."""
    keep_an_admin(person, on=max(gone_from, clock.local(at).date()))
    office.end_person(person, gone_from=gone_from, by=by, at=at)


def take_back(person: Person, *, by: Person, at: datetime) -> None:
    """As the office does; where they were signed in when they left they sign in anew; links of then open nothing."""
    office.take_back(person, by=by, at=at)
    account = queries.account_of(person)
    if account is not None:
        end_all_sessions(account, by=by, at=at)
        end_links(account, at)


def keep_an_admin(person: Person, *, on: date) -> None:
    """Refuse to do without an administrator when nobody else could take over from that day on.

    For whatever ends what somebody may do. Two at once take turns: the second finds what the first has left.
    """
    first = db.session.scalar(sa.select(Role).where(Role.kind == RoleKind.ADMIN).order_by(Role.id).limit(1))
    if first is None:
        return
    hold(first)  # stands for all of them: nothing is deleted, so it is always the same
    is_admin = any(role.kind is RoleKind.ADMIN and not is_over(role, on) for role in roles_held(person))
    if is_admin and not queries.other_admins(person, on=on):
        raise OfficeNeedsAdmin(person=person.full_name)


def _rename_account(account: Account, sign_in_name: str, *, by: Person, at: datetime) -> None:
    name, before = check_sign_in_name(sign_in_name), account.sign_in_name
    if name == before:
        return
    _check_free(name)
    account.sign_in_name = name
    flag_modified(account.person, "full_name")  # a new version of the person: the form shows both together
    person = account.person.full_name
    try:
        audit.record(
            "account.renamed",
            subject=account,
            story=account.person,
            by=by,
            at=at,
            person=person,
            before=before,
            after=name,
        )
    except IntegrityError:
        raise SignInNameTaken(name=name) from None


def _check_free(name: str) -> None:
    if queries.named(name) is not None:
        raise SignInNameTaken(name=name)
