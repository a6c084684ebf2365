"""A person leaves, and another takes up what was theirs to do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker import audit
from tracker.accounts import queries as account_queries
from tracker.accounts import services as accounts
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.office import queries as office
from tracker.office import services as office_services
from tracker.office.models import Person, Role
from tracker.office.rules import PersonHasLeft, has_left, is_over, overlap
from tracker.succession.rules import MOST_YEARS_AWAY, DayIsTooFar, LeavesAlready, SuccessorOfThemselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who takes over which roles, from which day on. The one who leaves is here until the day before."""

    successor: Person
    on: date
    role_ids: Collection[int]


def hand_over(leaver: Person, leaving: Leaving, *, by: Person, at: datetime) -> list[Role]:
    """Let a person leave, and pass the roles chosen on; all their roles end. Can be done ahead of the day.

    The roles passed on begin on that day (`valid_from`): whatever asks a person to acknowledge or answer something
    looks there, so that nobody inherits the past. What the leaver said and did stays under their name. Their account
    is closed once the day has come; ahead of it they work on until then. Returns the roles that the successor got.

    Raises SuccessorOfThemselves, LeavesAlready, PersonHasLeft, DayIsTooFar, OfficeNeedsAdmin.
    """
    today = clock.local(at).date()
    successor, on = leaving.successor, leaving.on
    if successor.id == leaver.id:
        raise SuccessorOfThemselves
    if abs(on - today) > timedelta(days=366 * MOST_YEARS_AWAY):
        raise DayIsTooFar(years=MOST_YEARS_AWAY)
    hold(leaver)
    if leaver.ended_on is not None:
        raise LeavesAlready(person=leaver.full_name, day=leaver.ended_on.strftime("%d/%m/%Y"))
    if has_left(successor, max(on, today)):
        raise PersonHasLeft(person=successor.full_name)
    passed_on = [
        given
        for role in office.roles_held(leaver)
        if role.id in leaving.role_ids and not is_over(role, on)
        if (given := _pass_on(role, successor, on, by=by, at=at)) is not None
    ]
    accounts.end_person(leaver, gone_from=on, by=by, at=at)
    account = account_queries.account_of(leaver)
    if account is not None and not account.disabled and on <= today:
        accounts.disable_account(account, by=by, at=at)
    audit.record(
        "person.handed_over",
        subject=leaver,
        by=by,
        at=at,
        person=leaver.full_name,
        successor=successor.full_name,
        day=on,
        number=len(passed_on),
    )
    return passed_on


def _pass_on(role: Role, successor: Person, on: date, *, by: Person, at: datetime) -> Role | None:
    """The same role for another person; None where they hold it by then."""
    begins = max(on, role.valid_from or on)
    same = (role.kind, role.unit_id, role.programme_id)
    for held in office.roles_held(successor):
        if (held.kind, held.unit_id, held.programme_id) == same and overlap(begins, role.valid_to, held):
            return None
    unit, programme = office.scope_of(role)
    given = office_services.give_role(
        successor,
        role.kind,
        unit=unit,
        programme=programme,
        auditor=role.auditor,
        valid_from=begins,
        valid_to=role.valid_to,
        by=by,
        at=at,
    )
    db.session.flush()
    return given
