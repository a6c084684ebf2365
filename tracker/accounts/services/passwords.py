"""Passwords: kept as argon2id hashes, compared exactly."""

from datetime import date, datetime
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from tracker import audit
from tracker.accounts import letters, queries
from tracker.accounts.models import Account, EntryLink, SignInSession
from tracker.accounts.rules.passwords import check_new_password, plain
from tracker.accounts.services.sessions import end_all_sessions
from tracker.core.db import db, hold
from tracker.core.errors import N_, RuleBroken
from tracker.office.models import Person

_hasher = PasswordHasher()


class WrongNameOrPassword(RuleBroken):
    """The name is unknown, the password wrong, the account closed or the person gone: the words do not tell which."""

    message = N_("This name and password do not belong together. Check both and try again.")


def check_password(sign_in_name: str, password: str, *, on: date) -> Account:
    """The account that name and password open on a day. Raises WrongNameOrPassword.

    It takes a tenth of a second: not for the inside of a transaction, in which nobody else could write.
    """
    account = queries.named(sign_in_name)
    known = account.password_hash if account is not None else ""
    try:
        _hasher.verify(known or _nobodys_hash(), plain(password))
    except (VerifyMismatchError, InvalidHashError):
        raise WrongNameOrPassword from None
    account = queries.load_account(account.id, on) if account is not None and known else None
    if account is None:
        raise WrongNameOrPassword
    return account


def check_still_proven(account: Account, password_since: datetime | None) -> None:
    """Of a password that was looked at before the transaction: nobody has changed it, or closed the account, meanwhile.

    Else a session could open after all of the account's were ended. Raises WrongNameOrPassword.
    """
    hold(account)
    if account.disabled or account.password_since != password_since:
        raise WrongNameOrPassword


@cache
def _nobodys_hash() -> str:
    """So that a name that is unknown, or has no password yet, takes as long as one that is known."""
    return _hasher.hash("nobody")


def new_password_hash(account: Account, password: str) -> str:
    """What the database keeps of a password that may be the account's next one.

    Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordTellsWho. As slow as `check_password`: call it
    before the transaction.
    """
    check_new_password(password, own_words=queries.names_around(account))
    return hash_password(password)


def set_password(
    account: Account, password_hash: str, *, by: Person, at: datetime, except_: SignInSession | None = None
) -> None:
    """Give an account a new password, from `new_password_hash`. It ends its sessions but one, and links still open."""
    had_one = bool(account.password_hash)
    account.password_hash, account.password_since = password_hash, at
    audit.record("account.password_changed", subject=account, story=account.person, by=by, at=at)
    end_all_sessions(account, by=by, at=at, except_=except_)
    end_links(account, at)
    if had_one:
        letters.tell_of_new_password(account, at=at)


def end_links(account: Account, at: datetime) -> None:
    """The links of an account open nothing any more."""
    links = sa.update(EntryLink).where(
        EntryLink.account_id == account.id, EntryLink.used_at.is_(None), EntryLink.ended_at.is_(None)
    )
    db.session.execute(links.values(ended_at=at))


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    return _hasher.hash(plain(password))
