"""Accounts: who can sign in, and what they chose for themselves."""

from collections.abc import Collection
from datetime import datetime

from tracker import audit
from tracker.accounts import letters
from tracker.accounts.models import Account, MailKind
from tracker.accounts.rules.people import AddressSignsIn
from tracker.accounts.services.passwords import end_links, hash_password
from tracker.core.db import db
from tracker.office import services as office
from tracker.office.models import Person


def add_account(person: Person, *, sign_in_name: str, password: str = "", by: Person | None, at: datetime) -> Account:
    """Let a person sign in; without a password, once they have taken an invitation up."""
    account = Account(person_id=person.id, sign_in_name=sign_in_name.lower())
    if password:
        account.password_hash, account.password_since = hash_password(password), at
    db.session.add(account)
    audit.record("account.added", subject=account, story=person, by=by, at=at, person=person.full_name)
    return account


def choose_language(account: Account, language: str) -> None:
    """Remember the language a person reads in."""
    account.language = language


def choose_mail(account: Account, wanted: Collection[MailKind]) -> None:
    """Remember which mail about their account a person wants."""
    account.muted = [kind.value for kind in MailKind if kind not in wanted]


def change_contact(
    account: Account, *, email: str, phone: str, signs_in: bool, seen: int, by: Person, at: datetime
) -> None:
    """Correct how a person is reached. Raises ChangedMeanwhile, EmailTaken, AddressMalformed.

    `signs_in`: the office's sign-in service finds accounts by their address. Who could then enter another's address
    would have that other's first sign-in lead to this account: AddressSignsIn.
    """
    former = account.person.email
    if signs_in and email.strip().lower() != former:
        raise AddressSignsIn
    office.edit_contact(account.person, email=email, phone=phone, seen=seen, by=by, at=at)
    leave_address(account, former, at=at)


def leave_address(account: Account, former: str, *, at: datetime) -> None:
    """The address that counted until now hears of the change, and the links that were sent there open nothing more."""
    if former and account.person.email != former:
        letters.tell_of_new_address(account, former=former, at=at)
        end_links(account, at)
