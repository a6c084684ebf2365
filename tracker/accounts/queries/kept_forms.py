"""Finding what was typed when a session had ended."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker.accounts.models import Account, KeptForm, SignInSession
from tracker.core.db import db

AT_A_TIME = 500


def account_of_session(token_hash: str) -> Account | None:
    """Whose session that is or was: it may have ended, and the account be closed."""
    session = db.session.scalar(sa.select(SignInSession).where(SignInSession.token_hash == token_hash))
    return session.account if session is not None else None


def kept_forms(account: Account, token_hashes: Collection[str]) -> Sequence[KeptForm]:
    """Those of the account with one of these tokens that wait to be taken up, the oldest first."""
    return db.session.scalars(
        sa.select(KeptForm)
        .where(KeptForm.account_id == account.id, KeptForm.token_hash.in_(token_hashes), KeptForm.ended_at.is_(None))
        .order_by(KeptForm.id)
    ).all()


def kept_before(moment: datetime) -> Sequence[KeptForm]:
    """Some of those that have waited since before then."""
    return db.session.scalars(
        sa.select(KeptForm).where(KeptForm.ended_at.is_(None), KeptForm.at < moment).limit(AT_A_TIME)
    ).all()


def how_many_kept(account: Account) -> int:
    """How many of the account's wait."""
    waiting = sa.select(sa.func.count()).where(KeptForm.account_id == account.id, KeptForm.ended_at.is_(None))
    return db.session.scalar(waiting) or 0
