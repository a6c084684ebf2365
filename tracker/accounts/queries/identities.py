"""Who is known to the office's OpenID Connect provider."""

import sqlalchemy as sa

from tracker.accounts.models import Account, ExternalIdentity
from tracker.core.db import db


def identities_of(account: Account) -> list[ExternalIdentity]:
    """Who the account is at providers, as far as that still opens it."""
    found = sa.select(ExternalIdentity).where(ExternalIdentity.account_id == account.id, still_opens())
    return list(db.session.scalars(found))


def still_opens() -> sa.ColumnElement[bool]:
    """Of links: those that nobody has undone."""
    return ExternalIdentity.ended_at.is_(None)
