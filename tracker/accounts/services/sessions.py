"""Sessions: one for each browser in which a person is signed in."""

import hashlib
import secrets
from datetime import datetime

from tracker import audit
from tracker.accounts.models import Account, SignInSession
from tracker.core.db import db
from tracker.office.models import Person


def open_session(account: Account, *, address: str, browser: str, at: datetime) -> SignInSession:
    """Sign a person in, in one browser. Its cookie alone keeps the session's token."""
    token = secrets.token_urlsafe(32)
    session = SignInSession(
        token_hash=token_hash(token),
        account_id=account.id,
        began_at=at,
        seen_at=at,
        confirmed_at=at,
        address=address[:45],
        browser=browser[:200],
    )
    session.token = token
    db.session.add(session)
    audit.record("account.signed_in", subject=account, by=account.person, at=at)
    return session


def end_session(session: SignInSession, *, by: Person, at: datetime) -> None:
    """Sign out there: the cookie opens nothing from now on, wherever a copy of it is."""
    session.ended_at = at
    audit.record("account.signed_out", subject=session.account, by=by, at=at)


def token_hash(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()
