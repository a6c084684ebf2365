"""Who somebody is at the office's OpenID Connect provider, and whose account that opens here."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker import audit
from tracker.accounts import queries
from tracker.accounts.models import Account, ExternalIdentity
from tracker.core.db import db, hold
from tracker.core.errors import N_, RuleBroken
from tracker.office.models import Person


class NobodyByThatIdentity(RuleBroken):
    """No account goes with it, or one that may not be used: the words do not tell which."""

    message = N_("Nobody in this office can sign in with that account.")


class NotLinked(RuleBroken):
    """There is no link to undo."""

    message = N_("This account is not linked with another sign-in. Nothing was changed.")


def recognise(issuer: str, subject: str, *, email: str, verified: bool, on: date, at: datetime) -> Account:
    """The account that a provider's word opens. Raises NobodyByThatIdentity.

    Known by issuer and subject; the first time by an address that the provider has verified and that is exactly one
    person's. That is then kept. An account that goes with somebody else there already is not handed on with a mailbox:
    an admin undoes the old link first.
    """
    known = db.session.scalar(
        sa.select(ExternalIdentity).where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    )
    if known is not None and known.ended_at is None:
        account = queries.load_account(known.account_id, on)
        if account is None:
            raise NobodyByThatIdentity
        return account
    account = _account_by_address(email, on) if verified and email else None
    if account is None:
        raise NobodyByThatIdentity
    hold(account)
    for link in queries.identities_of(account):
        if (link.issuer, link.subject) == (issuer, subject):  # linked at this very moment, from another browser
            return account
        if link.issuer == issuer:
            raise NobodyByThatIdentity
    if known is None:
        known = ExternalIdentity(issuer=issuer, subject=subject)
        db.session.add(known)
    known.account_id, known.since, known.ended_at = account.id, at, None
    audit.record(
        "account.identity_linked",
        subject=account,
        story=account.person,
        by=account.person,
        at=at,
        issuer=issuer,
        email=email,
    )
    return account


def unlink_identities(account: Account, *, by: Person, at: datetime) -> None:
    """Let nobody in by a provider's word any more, until somebody with the person's address comes again."""
    hold(account)
    links = queries.identities_of(account)
    if not links:
        raise NotLinked
    for link in links:
        link.ended_at = at
    audit.record(
        "account.identity_unlinked", subject=account, story=account.person, by=by, at=at, on_behalf_of=account.person
    )


def _account_by_address(email: str, on: date) -> Account | None:
    """Of people who have not left; None where two share the address, in whatever case of letters."""
    ids = db.session.scalars(
        sa.select(Account.id)
        .join(Person, Person.id == Account.person_id)
        .where(
            sa.func.lower(Person.email) == email.strip().lower(),
            sa.or_(Person.ended_on.is_(None), Person.ended_on > on),
        )
        .limit(2)
    ).all()
    return queries.load_account(ids[0], on) if len(ids) == 1 else None
