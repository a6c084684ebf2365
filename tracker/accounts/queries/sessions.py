"""Finding sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from tracker.accounts.models import Account, SignInSession
from tracker.accounts.queries.accounts import load_account
from tracker.accounts.rules.browsers import same_browser
from tracker.core.db import db

LATEST = 200  # sessions that a new one is compared with
_LIVES = (
    SignInSession.ended_at.is_(None),
    SignInSession.seen_at > sa.bindparam("used_after"),
    SignInSession.began_at > sa.bindparam("begun_after"),
)
_OPEN_SESSION = sa.select(SignInSession).where(SignInSession.token_hash == sa.bindparam("token_hash"), *_LIVES)


def open_session(
    token_hash: str, *, now: datetime, today: date, idle: timedelta, longest: timedelta
) -> SignInSession | None:
    """The session of that token, its person carrying the powers of that day; None once it has ended in any way."""
    wanted = {"token_hash": token_hash, "used_after": now - idle, "begun_after": now - longest}
    session = db.session.scalar(_OPEN_SESSION, wanted)
    return session if session is not None and load_account(session.account_id, today) is not None else None


def sessions_of(account: Account, *, now: datetime, idle: timedelta, longest: timedelta) -> Sequence[SignInSession]:
    """Where the account is signed in now, the one used last first."""
    return db.session.scalars(
        sa.select(SignInSession)
        .where(SignInSession.account_id == account.id, *_LIVES)
        .order_by(SignInSession.seen_at.desc(), SignInSession.id.desc()),
        {"used_after": now - idle, "begun_after": now - longest},
    ).all()


def get_session(session_id: int) -> SignInSession | None:
    """A session by its number."""
    return db.session.get(SignInSession, session_id)


def is_new_place(account: Account, *, address: str, browser: str) -> bool:
    """Whether the account was opened before, but never in such a browser at that address."""
    known = db.session.execute(
        sa.select(SignInSession.address, SignInSession.browser)
        .where(SignInSession.account_id == account.id)
        .order_by(SignInSession.began_at.desc())
        .limit(LATEST)
    ).all()
    return bool(known) and not any(here == address and same_browser(one, browser) for here, one in known)
