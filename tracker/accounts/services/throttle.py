"""Counting wrong passwords, in the database: a restart forgets none, and two processes count as one.

Refusals are no acts, so they do not stand in the trail: anybody could fill it. They are counted here for as long as
they matter, and written to the log.
"""

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa

from tracker.accounts import queries
from tracker.accounts.models import FailedSignIn
from tracker.accounts.rules.tries import KEPT_FOR, TooManyTries, counted_address
from tracker.core import clock
from tracker.core.db import db

_TO_FULL_MINUTE = timedelta(seconds=59, microseconds=999_999)  # said as HH:MM, it must not be too early


def check_tries(sign_in_name: str, *, address: str, at: datetime, beside: int = 0) -> None:
    """Raise TooManyTries while that name may not be tried from that address. `beside` is the try being made."""
    name = queries.plain_name(sign_in_name)
    until = queries.wait_until(name, name_key(name), address, now=at, beside=beside)
    if until is not None:
        raise TooManyTries(until, at=f"{clock.local(until + _TO_FULL_MINUTE):%H:%M}")


def count_try(sign_in_name: str, *, address: str, at: datetime) -> int:
    """Count a try before its password is looked at, so that many at once are many. Returns its number."""
    key, here = name_key(queries.plain_name(sign_in_name)), counted_address(address)
    counted = FailedSignIn(name_key=key, address=here, at=at)
    db.session.add(counted)
    db.session.flush()
    return counted.id


def forgive_try(number: int) -> None:
    """The password was right: it was no failure."""
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.id == number))


def forget_old_tries(*, at: datetime) -> None:
    """Take away what has not counted for days."""
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.at < at - KEPT_FOR))


def name_key(name: str) -> str:
    """What is kept of a name: it may be a password typed into the wrong field."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
