"""Finding accounts."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from tracker.accounts.models import Account, SignInSession
from tracker.core.db import db
from tracker.office import queries as office


def load_account(account_id: int, today: date) -> Account | None:
    """The account of a session, its person carrying the powers of that day; None once it may not act."""
    account = db.session.get(Account, account_id)
    if account is None or account.disabled or office.get_person(account.person_id, today) is None:
        return None
    return account


def open_session(
    token_hash: str, *, now: datetime, today: date, idle: timedelta, longest: timedelta
) -> SignInSession | None:
    """The session of that token, its person carrying the powers of that day; None once it has ended in any way."""
    session = db.session.scalar(
        sa.select(SignInSession).where(
            SignInSession.token_hash == token_hash,
            SignInSession.ended_at.is_(None),
            SignInSession.seen_at > now - idle,
            SignInSession.began_at > now - longest,
        )
    )
    return session if session is not None and load_account(session.account_id, today) is not None else None


def named(sign_in_name: str) -> Account | None:
    """The account of that sign-in name, in any case of letters."""
    return db.session.scalar(sa.select(Account).where(Account.sign_in_name == sign_in_name.strip().lower()))
