"""Links that let a person set a password: invitations, and what follows a forgotten one. And closing an account."""

import secrets
from datetime import datetime

from tracker import audit
from tracker.accounts import queries
from tracker.accounts.models import Account, EntryLink, LinkPurpose
from tracker.accounts.rules.links import (
    NOT_AGAIN_FOR,
    VALID_FOR,
    AccountIsDisabled,
    AlreadySignsIn,
    LinkOpensNothing,
    NotFromThisState,
    NotYetInvited,
)
from tracker.accounts.services.passwords import end_links, set_password
from tracker.accounts.services.people import keep_an_admin
from tracker.accounts.services.sessions import end_all_sessions, token_hash
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.office.models import Person


def invite(account: Account, *, by: Person, at: datetime) -> str:
    """The token of a link by which somebody sets their first password: known here, and nowhere afterwards.

    It ends the links before it. Raises AlreadySignsIn, AccountIsDisabled.
    """
    hold(account)
    if account.password_hash:
        raise AlreadySignsIn(person=account.person.full_name)
    token = _new_link(account, LinkPurpose.INVITATION, at)
    audit.record("account.invited", subject=account, story=account.person, by=by, at=at)
    return token


def send_reset(account: Account, *, by: Person, at: datetime) -> str:
    """The token of a link by which somebody sets a new password; the old one opens until then.

    Raises NotYetInvited, AccountIsDisabled.
    """
    hold(account)
    if not account.password_hash:
        raise NotYetInvited(person=account.person.full_name)
    token = _new_link(account, LinkPurpose.RESET, at)
    audit.record("account.reset_sent", subject=account, story=account.person, by=by, at=at)
    return token


def ask_for_link(account: Account, *, at: datetime) -> tuple[LinkPurpose, str] | None:
    """What a person gets who says that they forgot: the first invitation again, if they never took it up.

    None while the last one is on its way.
    """
    hold(account)
    if any(link.made_at > at - NOT_AGAIN_FOR for link in queries.open_links(account.id, now=at)):
        return None
    purpose = LinkPurpose.RESET if account.password_hash else LinkPurpose.INVITATION
    token = _new_link(account, purpose, at)
    audit.record("account.link_asked_for", subject=account, story=account.person, by=None, at=at)
    return purpose, token


def _new_link(account: Account, purpose: LinkPurpose, at: datetime) -> str:
    if account.disabled:
        raise AccountIsDisabled(person=account.person.full_name)
    end_links(account, at)
    token = secrets.token_urlsafe(32)
    db.session.add(
        EntryLink(
            account_id=account.id,
            purpose=purpose,
            token_hash=token_hash(token),
            made_at=at,
            expires_at=at + VALID_FOR[purpose],
        )
    )
    return token


def take_up_link(token: str, password_hash: str, *, at: datetime) -> Account:
    """Set the password that `new_password_hash` made, by a link: once. Raises LinkOpensNothing."""
    link = queries.link_of(token_hash(token), now=at, today=clock.local(at).date())
    if link is None:
        raise LinkOpensNothing
    hold(link.account)  # of two at once the second finds the link used
    hold(link)
    if link.used_at is not None or link.ended_at is not None:
        raise LinkOpensNothing
    account, first = link.account, not link.account.password_hash
    link.used_at = at
    name = "account.invitation_taken_up" if first else "account.reset_taken_up"
    audit.record(name, subject=account, story=account.person, by=account.person, at=at)
    set_password(account, password_hash, by=account.person, at=at)
    return account


def disable_account(account: Account, *, by: Person, at: datetime) -> None:
    """Let nobody in by it any more: its sessions and links end. Raises OfficeNeedsAdmin, NotFromThisState."""
    keep_an_admin(account.person, on=clock.local(at).date())
    hold(account)
    if account.disabled:
        raise NotFromThisState(person=account.person.full_name)
    account.disabled = True
    audit.record("account.disabled", subject=account, story=account.person, by=by, at=at)
    end_all_sessions(account, by=by, at=at)
    end_links(account, at)


def enable_account(account: Account, *, by: Person, at: datetime) -> None:
    """Let a person sign in again, with the password that they had. Raises NotFromThisState."""
    hold(account)
    if not account.disabled:
        raise NotFromThisState(person=account.person.full_name)
    account.disabled = False
    audit.record("account.enabled", subject=account, story=account.person, by=by, at=at)
