"""Whom a mail to a unit reaches."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from tracker.accounts.models import Account, MailKind
from tracker.core.db import db
from tracker.office.models import Person, Role, RoleKind
from tracker.office.queries import in_force


def reached(unit_ids: Collection[int], *, on: date) -> dict[int, list[str]]:
    """The names of the officers and heads of each of these units who get reminders by mail."""
    rows = db.session.execute(
        sa.select(Role.unit_id, Person.full_name, Account.muted)
        .join(Person, Person.id == Role.person_id)
        .join(Account, Account.person_id == Person.id)
        .where(
            Role.unit_id.in_(unit_ids),
            Role.kind.in_((RoleKind.OFFICER, RoleKind.HEAD)),
            in_force(on),
            Account.disabled.is_(False),
            Person.email != "",
            Person.ended_on.is_(None) | (Person.ended_on > on),
        )
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[int, list[str]] = {unit_id: [] for unit_id in unit_ids}
    for unit_id, name, muted in rows:
        if unit_id is not None and MailKind.REMINDERS not in muted and name not in found[unit_id]:
            found[unit_id].append(name)
    return found
