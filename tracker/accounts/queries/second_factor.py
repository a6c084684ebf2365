"""What is left of a second factor's recovery codes."""

import sqlalchemy as sa

from tracker.accounts.models import Account, RecoveryCode
from tracker.core.db import db


def recovery_codes_left(account: Account) -> int:
    """How many still open."""
    left = sa.select(sa.func.count()).where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(left) or 0
