"""Failed sign-ins, as far as they still count."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from tracker.accounts.models import Account, FailedSignIn, SignInSession
from tracker.accounts.rules.tries import (
    ALL_NAMES_HERE,
    ONE_NAME_ANYWHERE,
    ONE_NAME_HERE,
    Limit,
    counted_address,
    open_again,
)
from tracker.core.db import db


def wait_until(sign_in_name: str, name_key: str, address: str, *, now: datetime, beside: int = 0) -> datetime | None:
    """When that name may be tried again from that address; None where it may be now.

    `beside` is the number of the try that is being made, which does not count against itself. The same is asked of the
    database whether or not the name is somebody's.
    """
    this_name, this_address = FailedSignIn.name_key == name_key, FailedSignIn.address == counted_address(address)
    waits = [
        _wait(ONE_NAME_HERE, (this_name, this_address), now, beside),
        _wait(ALL_NAMES_HERE, (this_address,), now, beside),
        _wait(ONE_NAME_ANYWHERE, (this_name,), now, beside),
    ]
    if _was_opened_from(sign_in_name, address):
        waits.pop()
    return max((wait for wait in waits if wait is not None), default=None)


def _wait(limit: Limit, of: Iterable[sa.ColumnElement[bool]], now: datetime, beside: int) -> datetime | None:
    failures = sa.select(FailedSignIn.at).where(
        *of, FailedSignIn.at > now - limit.within, FailedSignIn.at <= now, FailedSignIn.id != beside
    )
    latest = db.session.scalars(failures.order_by(FailedSignIn.at.desc()).limit(limit.most)).all()
    return open_again(limit, latest, now)


def _was_opened_from(sign_in_name: str, address: str) -> bool:
    known = sa.select(SignInSession.id).join(Account, SignInSession.account_id == Account.id)
    known = known.where(Account.sign_in_name == sign_in_name, SignInSession.address == address)
    return db.session.scalar(known.limit(1)) is not None
