"""Finding links that let somebody in, and whom a forgotten password may be sent to."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.accounts.models import Account, EntryLink
from tracker.accounts.queries.accounts import load_account, named
from tracker.core.db import db
from tracker.office.models import Person


def link_of(token_hash: str, *, now: datetime, today: date) -> EntryLink | None:
    """The link of that token while it opens something: not used, ended or run out, the account not closed."""
    link = db.session.scalar(sa.select(EntryLink).where(EntryLink.token_hash == token_hash, _is_open(now)))
    return link if link is not None and load_account(link.account_id, today) is not None else None


def open_links(account_id: int, *, now: datetime) -> list[EntryLink]:
    """The links of an account that still open something; one, as a rule."""
    return list(db.session.scalars(sa.select(EntryLink).where(EntryLink.account_id == account_id, _is_open(now))))


def account_by_name_or_address(given: str, *, today: date) -> Account | None:
    """Whose sign-in name or e-mail address that is, if they may sign in and have an address."""
    by_address = sa.select(Account).join(Person).where(sa.func.lower(Person.email) == given.strip().lower())
    found = db.session.scalar(by_address.where(Person.ended_on.is_(None)).limit(1)) if "@" in given else named(given)
    account = load_account(found.id, today) if found is not None else None
    return account if account is not None and account.person.email else None


def _is_open(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(EntryLink.used_at.is_(None), EntryLink.ended_at.is_(None), EntryLink.expires_at > now)
