"""The second factor: a code that a phone makes anew each half minute, and recovery codes for the day it is lost."""

import base64
import hashlib
import secrets
from datetime import datetime

import pyotp
import sqlalchemy as sa

from tracker import audit
from tracker.accounts import letters
from tracker.accounts.models import Account, RecoveryCode
from tracker.core.db import db, hold
from tracker.core.errors import N_, Message, RuleBroken
from tracker.office.models import Person

HOW_MANY = 10  # recovery codes
DRIFT = 1  # steps of half a minute by which a phone's clock may differ
_ON = (
    N_("The second factor is on"),
    N_("Since %(at)s your account %(account)s asks for a code from your phone beside the password."),
)
_OFF = (
    N_("The second factor is off"),
    N_("Since %(at)s the password alone opens your account %(account)s, without a code from your phone."),
)
_NEW_CODES = (
    N_("New recovery codes were made"),
    N_("New recovery codes of your account %(account)s were made at %(at)s. The former ones open nothing any more."),
)
_CODE_USED = (
    N_("A recovery code was used"),
    N_("At %(at)s a recovery code of your account %(account)s was used, in place of the code from your phone."),
)


class WrongCode(RuleBroken):
    """The code is wrong, late, or was used."""

    message = N_("This code does not fit, or was used before. Wait until the phone shows a new one, and type that.")


class SecondFactorIsOn(RuleBroken):
    """It counts already: another phone takes its place only after it was turned off."""

    message = N_("The second factor is on. To move it to another phone, turn it off first.")


class SecondFactorIsOff(RuleBroken):
    """There is none to act on."""

    message = N_("The second factor is off. Nothing was changed.")


class SetUpNotBegun(RuleBroken):
    """A code was sent for a secret that was never made, or is gone."""

    message = N_("The set-up was not begun, or was begun anew elsewhere. Begin again.")


def set_up_second_factor(account: Account, *, by: Person, at: datetime) -> None:
    """Make a secret for the person's phone. It counts only once a code has shown that the phone has it."""
    hold(account)
    if account.totp_since is not None:
        raise SecondFactorIsOn
    account.totp_secret, account.totp_step = pyotp.random_base32(), 0
    audit.record("account.second_factor_set_up", subject=account, story=account.person, by=by, at=at)


def turn_on_second_factor(account: Account, *, code: str, by: Person, at: datetime) -> list[str]:
    """Let the second factor count from now on. Returns the recovery codes: nobody will see them again."""
    hold(account)
    if account.totp_since is not None:
        raise SecondFactorIsOn
    if not account.totp_secret:
        raise SetUpNotBegun
    _use_step(account, _plain(code), at)
    account.totp_since = at
    audit.record("account.second_factor_turned_on", subject=account, story=account.person, by=by, at=at)
    _tell(account, _ON, at)
    return _make_codes(account)


def renew_recovery_codes(account: Account, *, by: Person, at: datetime) -> list[str]:
    """New recovery codes in place of all former ones."""
    hold(account)
    if account.totp_since is None:
        raise SecondFactorIsOff
    _end_codes(account, at)
    audit.record("account.recovery_codes_renewed", subject=account, story=account.person, by=by, at=at)
    _tell(account, _NEW_CODES, at)
    return _make_codes(account)


def turn_off_second_factor(account: Account, *, by: Person, at: datetime) -> None:
    """Back to the password alone, by the person's own wish."""
    _forget(account, at)
    audit.record("account.second_factor_turned_off", subject=account, story=account.person, by=by, at=at)


def remove_second_factor(account: Account, *, by: Person, at: datetime) -> None:
    """An admin takes it off somebody whose phone is lost."""
    _forget(account, at)
    audit.record(
        "account.second_factor_removed",
        subject=account,
        story=account.person,
        by=by,
        at=at,
        on_behalf_of=account.person,
    )


def check_code(account: Account, code: str, *, at: datetime) -> None:
    """Use up a code of the phone, or a recovery code. Raises WrongCode; of two who send one code, to the second."""
    hold(account)
    if account.totp_since is None:
        raise SecondFactorIsOff
    typed = _plain(code)
    if len(typed) == 6:
        _use_step(account, typed, at)
        return
    kept = db.session.scalar(_open_codes(account).where(RecoveryCode.code_hash == _hash(typed)))
    if kept is None:
        raise WrongCode
    kept.used_at = at
    audit.record("account.recovery_code_used", subject=account, story=account.person, by=account.person, at=at)
    _tell(account, _CODE_USED, at)


def _use_step(account: Account, typed: str, at: datetime) -> None:
    """Let the code count whose time has come and was not used yet, nor one after it."""
    phone = pyotp.TOTP(account.totp_secret)
    now = phone.timecode(at)
    for step in range(max(now - DRIFT, account.totp_step + 1), now + DRIFT + 1):
        if secrets.compare_digest(phone.generate_otp(step).encode(), typed.encode()):
            account.totp_step = step
            return
    raise WrongCode


def _make_codes(account: Account) -> list[str]:
    """Each of 80 random bits, so that a plain hash of it is as good as a slow one."""
    codes = [base64.b32encode(secrets.token_bytes(10)).decode() for _ in range(HOW_MANY)]
    db.session.add_all(RecoveryCode(account_id=account.id, code_hash=_hash(code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def _end_codes(account: Account, at: datetime) -> None:
    for code in db.session.scalars(_open_codes(account)):
        code.used_at = at


def _open_codes(account: Account) -> sa.Select[RecoveryCode]:
    return sa.select(RecoveryCode).where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))


def _forget(account: Account, at: datetime) -> None:
    hold(account)
    if account.totp_since is None:
        raise SecondFactorIsOff
    account.totp_secret, account.totp_since = "", None
    _end_codes(account, at)
    _tell(account, _OFF, at)


def _tell(account: Account, letter: tuple[Message, Message], at: datetime) -> None:
    letters.tell_of_second_factor(account, *letter, at=at)


def _plain(code: str) -> str:
    """As typed, without what people put between."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
