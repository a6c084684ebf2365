"""Who speaks for units, to be told by mail."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from tracker.accounts.models import Account
from tracker.core.db import db
from tracker.office.models import Person, Role, RoleKind
from tracker.office.queries import in_force


def heads_of(unit_ids: Collection[int], *, on: date) -> dict[int, list[Account]]:
    """Accounts of the heads of these units on a day who can sign in; of a unit without one, of its officers."""
    rows = db.session.execute(
        sa.select(Role.unit_id, Role.kind, Account)
        .join(Person, Person.id == Role.person_id)
        .join(Account, Account.person_id == Person.id)
        .where(Role.unit_id.in_(unit_ids), Role.kind.in_((RoleKind.HEAD, RoleKind.OFFICER)), in_force(on))
        .where(Account.disabled.is_(False), Person.ended_on.is_(None) | (Person.ended_on > on))
        .order_by(Account.id)
    ).all()
    heads: dict[int, list[Account]] = {}
    for wanted in (RoleKind.HEAD, RoleKind.OFFICER):
        found: dict[int, list[Account]] = {}
        for unit_id, kind, account in rows:
            if kind is wanted and unit_id not in heads:
                found.setdefault(unit_id or 0, []).append(account)
        heads |= found
    return heads
