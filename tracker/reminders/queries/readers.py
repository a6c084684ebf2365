"""Who can be told of what is due: the officers and heads of units, the staff and chairs of programmes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

import sqlalchemy as sa

from tracker.accounts.models import Account
from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.office.models import Person, Role, RoleKind, Unit
from tracker.office.queries import in_force
from tracker.reminders.models import ReminderChoice, ReminderDigest
from tracker.reminders.rules import STAND_IN, Rung, owners_of, shipped_rules

_RUNGS = {
    RoleKind.OFFICER: Rung.OFFICER,
    RoleKind.HEAD: Rung.HEAD,
    RoleKind.STAFF: Rung.STAFF,
    RoleKind.CHAIR: Rung.CHAIR,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can sign in. `told` says that this day's word is with them already.

    `not_before_due` and `send_at` are what they chose; `unit_name` is of the unit where they work.
    """

    person_id: int
    account_id: int
    full_name: str
    unit_name: str
    email: str
    not_before_due: frozenset[OwedKind]
    send_at: time | None
    told: bool


@dataclass(frozen=True, slots=True)
class Readers:
    """All of them, and who stands where: by rung, and by the unit or programme that they stand there for."""

    people: tuple[Reader, ...]
    standing: dict[tuple[Rung, int], tuple[Reader, ...]]

    def at(self, rung: Rung, *, unit_id: int, programme_id: int) -> tuple[Reader, ...]:
        """Who is told of that unit's work in that programme on that rung."""
        of_unit = rung in (Rung.OFFICER, Rung.HEAD)
        return self.standing.get((rung, unit_id if of_unit else programme_id), ())


def readers(day: date) -> Readers:
    """Everybody who can be told on a day, by the name of whoever it is."""
    digest = (ReminderDigest.person_id == Person.id) & (ReminderDigest.day == day)
    rows = db.session.execute(
        sa.select(
            Person.id,
            Account.id,
            Person.full_name,
            Unit.name,
            Person.email,
            ReminderChoice.not_before_due,
            ReminderChoice.send_at,
            ReminderDigest.id.is_not(None),
            Role.kind,
            sa.func.coalesce(Role.unit_id, Role.programme_id),
        )
        .join(Role, Role.person_id == Person.id)
        .join(Account, Account.person_id == Person.id)
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(ReminderChoice, ReminderChoice.person_id == Person.id)
        .outerjoin(ReminderDigest, digest)
        .where(
            Role.kind.in_(_RUNGS),
            in_force(day),
            Person.ended_on.is_(None) | (Person.ended_on > day),
            Account.disabled.is_(False),
        )
        .order_by(Person.sort_key, Person.id, Role.id)
    )
    people: dict[int, Reader] = {}
    standing: dict[tuple[Rung, int], list[Reader]] = {}
    for person_id, account_id, name, unit_name, email, unwanted, send_at, told, kind, place in rows:
        who = Reader(person_id, account_id, name, unit_name, email, _kinds(unwanted), send_at, told)
        reader = people.setdefault(person_id, who)
        at = standing.setdefault((_RUNGS[kind], place), [])
        if reader not in at:  # two roles of one kind in one place
            at.append(reader)
    return Readers(tuple(people.values()), {key: tuple(found) for key, found in standing.items()})


def kinds_told(person: Person) -> list[OwedKind]:
    """What a person is told of because it is theirs to do, or their unit's."""
    own = {_RUNGS[power.kind] for power in person.powers if power.kind in _RUNGS}
    own |= {rung for rung, stands_in in STAND_IN.items() if stands_in in own}
    return [kind for kind in shipped_rules() if own & set(owners_of(kind))]


def _kinds(words: Iterable[str] | None) -> frozenset[OwedKind]:
    return frozenset(OwedKind(one) for one in words or () if one in list(OwedKind))
