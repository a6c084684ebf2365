"""What is done to programmes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile
from tracker.office import queries
from tracker.office.models import Person, Programme, Unit
from tracker.office.rules import (
    EndedAlready,
    NotEnded,
    ProgrammeNameTaken,
    ProgrammeNeedsMembers,
)


def add_programme(
    name: str, *, short_name: str, standing_unit: Unit, members: Sequence[Unit], by: Person | None, at: datetime
) -> Programme:
    """Start a programme with its standing unit and members. Raises ProgrammeNameTaken, ProgrammeNeedsMembers."""
    programme = Programme(name=name, short_name=short_name, standing_unit=standing_unit)
    _check(programme, members)
    programme.members = list(members)
    db.session.add(programme)
    audit.record("programme.added", subject=programme, by=by, at=at, programme=name)
    return programme


def edit_programme(
    programme: Programme,
    *,
    name: str,
    short_name: str,
    standing_unit: Unit,
    members: Sequence[Unit],
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend a programme; members that have ended stay, as history. Raises ChangedMeanwhile and as `add_programme`."""
    if programme.version != seen:
        raise ChangedMeanwhile
    old_name, old_unit, old_members = programme.name, programme.standing_unit, list(programme.members)
    programme.name, programme.short_name, programme.standing_unit = name, short_name, standing_unit
    _check(programme, members)
    gone = [unit for unit in old_members if unit.ended_on is not None and unit not in members]
    programme.members = [*gone, *members]
    flag_modified(programme, "name")  # another version, also where only its members changed
    audit.record("programme.edited", subject=programme, by=by, at=at, before=old_name, programme=name)
    if standing_unit is not old_unit:
        before, after = old_unit.name, standing_unit.name
        audit.record("programme.standing_unit_corrected", subject=programme, by=by, at=at, before=before, after=after)
    added = [unit.name for unit in programme.members if unit not in old_members]
    taken_out = [unit.name for unit in old_members if unit not in programme.members]
    if added or taken_out:
        audit.record(
            "programme.members_changed",
            subject=programme,
            by=by,
            at=at,
            added=added or None,
            taken_out=taken_out or None,
        )


def end_programme(programme: Programme, *, by: Person, at: datetime) -> None:
    """Close it today: from now on it can be read, and nothing in it changes. Raises EndedAlready."""
    if programme.ended_on is not None:
        raise EndedAlready
    programme.ended_on = clock.local(at).date()
    audit.record("programme.ended", subject=programme, by=by, at=at, programme=programme.name)


def resume_programme(programme: Programme, *, by: Person, at: datetime) -> None:
    """Let it go on. Raises NotEnded."""
    if programme.ended_on is None:
        raise NotEnded
    programme.ended_on = None
    audit.record("programme.resumed", subject=programme, by=by, at=at, programme=programme.name)


def _check(programme: Programme, members: Sequence[Unit]) -> None:
    if not members:
        raise ProgrammeNeedsMembers
    with db.session.no_autoflush:
        if queries.programme_called(programme.name, but=programme.id):
            raise ProgrammeNameTaken(name=programme.name)
