"""Sessions: one for each browser in which a person is signed in."""

import hashlib
import secrets
from datetime import datetime

import sqlalchemy as sa

from tracker import audit
from tracker.accounts import letters, queries
from tracker.accounts.models import Account, SignInSession
from tracker.core.db import db
from tracker.office.models import Person


def open_session(
    account: Account, *, address: str, browser: str, at: datetime, confirmed_at: datetime | None = None
) -> SignInSession:
    """Sign a person in, in one browser. Its cookie alone keeps the session's token.

    `confirmed_at` is when they last gave a password, where that was not now.
    """
    token, address, browser = secrets.token_urlsafe(32), address[:45], browser[:200]
    if queries.is_new_place(account, address=address, browser=browser):
        letters.tell_of_new_place(account, address=address, browser=browser, at=at)
    session = SignInSession(
        token_hash=token_hash(token),
        account_id=account.id,
        began_at=at,
        seen_at=at,
        confirmed_at=confirmed_at or at,
        address=address,
        browser=browser,
    )
    session.token = token
    db.session.add(session)
    audit.record("account.signed_in", subject=account, by=account.person, at=at)
    return session


def confirm_session(session: SignInSession, *, at: datetime) -> None:
    """Its holder has given the password once more."""
    session.confirmed_at = at


def end_session(session: SignInSession, *, by: Person, at: datetime) -> None:
    """Sign out there: the cookie opens nothing from now on, wherever a copy of it is."""
    if session.ended_at is None:
        session.ended_at = at
        audit.record("account.signed_out", subject=session.account, by=by, at=at)


def end_all_sessions(account: Account, *, by: Person, at: datetime, except_: SignInSession | None = None) -> None:
    """Sign an account out wherever it is signed in, but for one session where `except_` is given."""
    ending = sa.update(SignInSession).where(
        SignInSession.account_id == account.id,
        SignInSession.ended_at.is_(None),
        SignInSession.id != (except_.id if except_ is not None else 0),
    )
    ended = db.session.execute(ending.values(ended_at=at).returning(SignInSession.id)).all()
    if ended:
        audit.record("account.sessions_ended", subject=account, story=account.person, by=by, at=at)


def token_hash(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()
