"""Passwords: kept as argon2id hashes, compared exactly."""

import unicodedata
from datetime import date
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from tracker.accounts import queries
from tracker.accounts.models import Account
from tracker.core.errors import N_, RuleBroken

_hasher = PasswordHasher()


class WrongNameOrPassword(RuleBroken):
    """The name is unknown, the password wrong, the account closed or the person gone: the words do not tell which."""

    message = N_("This name and password do not belong together. Check both and try again.")


def check_password(sign_in_name: str, password: str, *, on: date) -> Account:
    """The account that name and password open on a day. Raises WrongNameOrPassword.

    It takes a tenth of a second: not for the inside of a transaction, in which nobody else could write.
    """
    account = queries.named(sign_in_name)
    try:
        _hasher.verify(account.password_hash if account is not None else _nobodys_hash(), _plain(password))
    except (VerifyMismatchError, InvalidHashError):
        raise WrongNameOrPassword from None
    account = queries.load_account(account.id, on) if account is not None else None
    if account is None:
        raise WrongNameOrPassword
    return account


@cache
def _nobodys_hash() -> str:
    """So that a name that is unknown takes as long as one that is known."""
    return _hasher.hash("nobody")


def hash_password(password: str) -> str:
    """What the database keeps of a password."""
    return _hasher.hash(_plain(password))


def _plain(password: str) -> str:
    """One password, however the keyboard composed its marks."""
    return unicodedata.normalize("NFC", password)
