"""Showing who one is by a name and a password, no more often than a person would."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import request

from tracker.accounts import services
from tracker.accounts.models import Account
from tracker.accounts.rules.tries import TooManyTries
from tracker.core import clock, logs
from tracker.core.db import form_key, refuse_form_sent_before, transaction
from tracker.core.errors import RuleBroken


def prove(sign_in_name: str, password: str) -> tuple[Account, datetime | None]:
    """The account that name and password open, and since when that password is its own.

    Raises TooManyTries, WrongNameOrPassword.
    """
    with counted(sign_in_name):
        account = services.check_password(sign_in_name, password, on=clock.today())
        return account, account.password_since  # as it was when the password was looked at


@contextmanager
def counted(sign_in_name: str) -> Iterator[None]:
    """Whatever is tried inside (a password, a code) is a failure of that name from here if a rule refuses it.

    It is counted and saved before it is looked at, and taken back when it was right: of many that come at once none
    slips through. Raises TooManyTries, with nothing tried.
    """
    refuse_form_sent_before()
    here, now = (request.remote_addr or "")[:45], clock.now()
    try:
        services.check_tries(sign_in_name, address=here, at=now)
        with _beside_the_form():
            number = services.count_try(sign_in_name, address=here, at=now)
        services.check_tries(sign_in_name, address=here, at=now, beside=number)
        yield
    except RuleBroken as refusal:
        name = services.name_key(sign_in_name)[:12]  # a name that was typed may be a password
        logs.note("sign-in refused", level=logging.WARNING, why=type(refusal).__name__, name_key=name)
        raise
    with _beside_the_form():
        services.forgive_try(number)


@contextmanager
def _beside_the_form() -> Iterator[None]:
    """A transaction that is not yet what the form was sent for: it may be sent again."""
    key = form_key.get()
    form_key.set("")
    try:
        with transaction():
            yield
    finally:
        form_key.set(key)


def status_of(refusal: RuleBroken) -> int:
    """What HTTP says of a refusal: 429 where it is time to wait."""
    return 429 if isinstance(refusal, TooManyTries) else 422
