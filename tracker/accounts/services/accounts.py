"""Accounts: who can sign in, and in which language they read."""

from datetime import datetime

from tracker import audit
from tracker.accounts.models import Account
from tracker.accounts.services.passwords import hash_password
from tracker.core.db import db
from tracker.office.models import Person


def add_account(person: Person, *, sign_in_name: str, password: str, by: Person | None, at: datetime) -> Account:
    """Let a person sign in."""
    account = Account(
        person_id=person.id, sign_in_name=sign_in_name.lower(), password_hash=hash_password(password), password_since=at
    )
    db.session.add(account)
    audit.record("account.added", subject=account, story=person, by=by, at=at, person=person.full_name)
    return account


def choose_language(account: Account, language: str) -> None:
    """Remember the language a person reads in."""
    account.language = language
