"""What is done to groups of units."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile
from tracker.office.models import Person, Unit, UnitGroup, UnitKind
from tracker.office.rules import EndedAlready, GroupNameTaken, GroupNeedsUnits, NotEnded


def add_group(
    name: str,
    *,
    kinds: Sequence[UnitKind] = (),
    listed: Sequence[Unit] = (),
    other_names: Sequence[str] = (),
    by: Person | None,
    at: datetime,
) -> UnitGroup:
    """Enter a group of units: by kind, by list, or both. Raises GroupNeedsUnits, GroupNameTaken."""
    group = UnitGroup()
    _write(group, name, kinds, listed, other_names)
    audit.record("group.added", subject=group, by=by, at=at, group=name)
    return group


def edit_group(
    group: UnitGroup,
    *,
    name: str,
    kinds: Sequence[UnitKind],
    listed: Sequence[Unit],
    other_names: Sequence[str],
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend a group; units that ended stay listed, as history. Raises ChangedMeanwhile and as `add_group`."""
    if group.version != seen:
        raise ChangedMeanwhile
    before, old_name = _meant(group), group.name
    gone = [unit for unit in group.listed if unit.ended_on is not None and unit not in listed]
    _write(group, name, kinds, [*gone, *listed], other_names)
    flag_modified(group, "name")  # another version, also where only its list changed
    added, taken_out = sorted(_meant(group) - before), sorted(before - _meant(group))
    audit.record(
        "group.edited",
        subject=group,
        by=by,
        at=at,
        before=old_name,
        group=name,
        added=added or None,
        taken_out=taken_out or None,
    )


def end_group(group: UnitGroup, *, by: Person, at: datetime) -> None:
    """Offer it to nobody from today on; what was addressed to it stays. Raises EndedAlready."""
    if group.ended_on is not None:
        raise EndedAlready
    group.ended_on = clock.local(at).date()
    audit.record("group.ended", subject=group, by=by, at=at, group=group.name)


def resume_group(group: UnitGroup, *, by: Person, at: datetime) -> None:
    """Offer it again. Raises NotEnded."""
    if group.ended_on is None:
        raise NotEnded
    group.ended_on = None
    audit.record("group.resumed", subject=group, by=by, at=at, group=group.name)


def _write(
    group: UnitGroup, name: str, kinds: Sequence[UnitKind], listed: Sequence[Unit], other_names: Sequence[str]
) -> None:
    if not kinds and not listed:
        raise GroupNeedsUnits
    group.name, group.kinds, group.other_names = name, [UnitKind(kind).value for kind in kinds], list(other_names)
    group.listed = list(listed)
    try:
        with db.session.begin_nested():
            db.session.add(group)
            db.session.flush()
    except IntegrityError:
        raise GroupNameTaken(name=name) from None


def _meant(group: UnitGroup) -> set[str]:
    return {unit.name for unit in group.listed} | set(group.kinds)
