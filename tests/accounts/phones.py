"""A person's phone, with the app for one-time codes."""

from datetime import timedelta

import pyotp

from tests.town import Town
from tracker.accounts import services
from tracker.core.db import transaction

STEP = timedelta(seconds=30)


def set_up(town: Town, who: str = "officer") -> pyotp.TOTP:
    """The phone has the secret; nothing counts yet."""
    with transaction():
        services.set_up_second_factor(town.account(who), by=town.person(who), at=town.now)
    return pyotp.TOTP(town.account(who).totp_secret)


def turn_on(town: Town, who: str = "officer") -> tuple[pyotp.TOTP, list[str]]:
    """The second factor counts: their phone, and their recovery codes. The code of five minutes ago was used for it."""
    phone, earlier = set_up(town, who), town.now - 10 * STEP
    with transaction():
        codes = services.turn_on_second_factor(
            town.account(who), code=phone.at(earlier), by=town.person(who), at=earlier
        )
    return phone, codes
