"""What people may do: roles given, changed and ended."""

from datetime import date, datetime, timedelta
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.office import queries
from tracker.office.models import Person, Programme, Role, RoleKind, Unit
from tracker.office.rules import (
    PROGRAMME_ROLES,
    UNIT_ROLES,
    PersonHasLeft,
    RoleHeldAlready,
    RoleIsOver,
    check_scope,
    check_term,
    has_left,
    is_over,
    overlap,
)
from tracker.office.services.people import cut_short


def give_role(
    person: Person,
    kind: RoleKind,
    *,
    by: Person | None,
    at: datetime,
    unit: Unit | None = None,
    programme: Programme | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    auditor: bool = False,
) -> Role:
    """Let a person act in a unit (officer, head), a programme (staff, chair, observer) or the office (admin).

    From `valid_from` to `valid_to`, both included; an empty one is open. Raises RuleBroken of many kinds: see rules.
    """
    hold(person)
    today = clock.local(at).date()
    begins = max(valid_from or today, today)
    unit, programme = (unit if kind in UNIT_ROLES else None), (programme if kind in PROGRAMME_ROLES else None)
    if has_left(person, begins):
        raise PersonHasLeft(person=person.full_name)
    check_scope(kind, unit=unit, programme=programme, auditor=auditor, begins=begins)
    check_term(first=valid_from, last=valid_to, today=today)
    role = Role(
        person_id=person.id,
        kind=kind,
        unit_id=unit.id if unit is not None else None,
        programme_id=programme.id if programme is not None else None,
        auditor=auditor,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _check_held_once(role, person)
    db.session.add(role)
    _tell("role.given", role, person, by=by, at=at, first=valid_from, last=valid_to)
    return role


def change_role(role: Role, *, valid_to: date | None, seen: int, auditor: bool, by: Person, at: datetime) -> None:
    """Let a role end sooner or later, or never (None); set or take off an observer's mark.

    `seen` is the version that the editor saw. Raises ChangedMeanwhile, RoleIsOver, RoleWouldBeOver,
    RoleEndsBeforeItBegins, RoleHeldAlready, OnlyObserversAudit, UnitHasEnded, ProgrammeHasEnded, PersonHasLeft.
    """
    person, today = _held(role, at)
    if role.version != seen:
        raise ChangedMeanwhile
    unit, programme = queries.scope_of(role)
    begins = max(role.valid_from or today, today)
    check_scope(role.kind, unit=unit, programme=programme, auditor=auditor, begins=begins)
    check_term(first=role.valid_from, last=valid_to, today=today)
    before, role.valid_to = role.valid_to, valid_to
    _check_held_once(role, person)
    if valid_to != before:
        _tell("role.term_changed", role, person, by=by, at=at, before=before, after=valid_to)
    if auditor != role.auditor:
        role.auditor = auditor
        _tell("role.marked" if auditor else "role.unmarked", role, person, by=by, at=at)


def end_role(role: Role, *, by: Person, at: datetime) -> None:
    """Let a role end now: from the next request on it counts no more. Raises RoleIsOver."""
    person, today = _held(role, at)
    cut_short(role, today - timedelta(days=1))
    _tell("role.ended", role, person, by=by, at=at)


def _held(role: Role, at: datetime) -> tuple[Person, date]:
    """Whose it is, while nobody else may change it."""
    person, today = db.session.get_one(Person, role.person_id), clock.local(at).date()
    hold(person)
    if is_over(role, today):
        raise RoleIsOver
    if has_left(person, today):
        raise PersonHasLeft(person=person.full_name)
    return person, today


def _check_held_once(role: Role, person: Person) -> None:
    same = (role.kind, role.unit_id, role.programme_id)
    for other in queries.roles_held(person):
        is_same = other is not role and (other.kind, other.unit_id, other.programme_id) == same
        if is_same and overlap(role.valid_from, role.valid_to, other):
            raise RoleHeldAlready(person=person.full_name)


def _tell(event: str, role: Role, person: Person, *, by: Person | None, at: datetime, **days: Any) -> None:
    unit, programme = queries.scope_of(role)
    scope = unit.name if unit is not None else programme.short_name if programme is not None else "office"
    told: dict[str, Any] = {"person": person.full_name, "role": role.kind, "scope": scope, **days}
    audit.record(event, subject=role, story=person, by=by, at=at, **told)
