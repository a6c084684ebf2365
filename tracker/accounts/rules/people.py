"""What an account's name is made of, how an account stands, and that an office keeps an administrator."""

import re
from datetime import date
from enum import StrEnum

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold

LONGEST_NAME = 60
_NAME = re.compile(rf"(?=.{{2,{LONGEST_NAME}}}\Z)[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")


class AccountState(StrEnum):
    """How a person stands towards signing in."""

    ACTIVE = "active"
    INVITED = "invited"  # an account without a password yet
    DISABLED = "disabled"
    NONE = "none"
    LEFT = "left"


class SignInNameMalformed(RuleBroken):
    """It could not be typed everywhere, or read out on the telephone."""

    message = N_(
        "“%(name)s” cannot be a sign-in name. Use 2 to 60 letters without marks and digits, with a full stop, hyphen "
        "or underscore in between, for example nguyen.van.an."
    )


class SignInNameTaken(RuleBroken):
    """One name opens one account; that of somebody who has left stays theirs."""

    message = N_("The sign-in name %(name)s is taken. Choose another one.")


class AccountIsOpen(RuleBroken):
    """One person has one account."""

    message = N_("%(person)s has an account already.")


class OfficeNeedsAdmin(RuleBroken):
    """Nobody would be left who could let anybody in."""

    message = N_(
        "%(person)s is the last administrator who can sign in and whose role has no last day. Make somebody else an "
        "administrator first; nothing was changed."
    )


class AddressSignsIn(RuleBroken):
    """By its e-mail address an account is first known to the office's sign-in service."""

    message = N_(
        "In this office the e-mail address also opens the account through the sign-in service, so an administrator "
        "changes it. Nothing was changed; your phone number can be saved with the address as it was."
    )


def account_state(*, ended_on: date | None, disabled: bool | None, can_enter: bool, today: date) -> AccountState:
    """How somebody stands. `disabled` is None where there is no account; `can_enter`: it has a way in by now."""
    if ended_on is not None and ended_on <= today:
        return AccountState.LEFT
    if disabled is None:
        return AccountState.NONE
    if disabled:
        return AccountState.DISABLED
    return AccountState.ACTIVE if can_enter else AccountState.INVITED


def check_sign_in_name(name: str) -> str:
    """The name as accounts keep it. Raises SignInNameMalformed."""
    known = name.strip().lower()
    if not _NAME.match(known):
        raise SignInNameMalformed(name=name.strip()[:LONGEST_NAME])
    return known


def proposed_name(full_name: str) -> str:
    """ "Nguyễn Văn An" as "nguyen.van.an"; "nguoi.dung" where nothing of a name can be typed everywhere."""
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    return ".".join(words)[: LONGEST_NAME - 5].strip(".") if words else "nguoi.dung"
