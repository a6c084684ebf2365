"""What is done to units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile
from tracker.core.folding import vietnamese_key
from tracker.office import queries
from tracker.office.models import Person, Unit, UnitKind, UnitName
from tracker.office.naming import official_name
from tracker.office.rules import (
    NameEndsBeforeItBegins,
    NameTaken,
    UnitEndsBeforeItBegins,
    UnitUnderItself,
    check_unit_exists,
    is_under,
)

# What the trail says of each fact of a unit that was corrected.
CORRECTED = {
    "name": "unit.name_corrected",
    "short_name": "unit.short_name_corrected",
    "kind": "unit.kind_corrected",
    "parent": "unit.placed",
    "began_on": "unit.beginning_corrected",
    "other_names": "unit.other_names_changed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What is known of a unit. `other_names` are further ways that documents write it."""

    name: str
    short_name: str
    kind: UnitKind
    parent: Unit | None = None
    other_names: Sequence[str] = ()
    began_on: date | None = None


def add_unit(
    name: str,
    *,
    short_name: str,
    kind: UnitKind,
    by: Person | None,
    at: datetime,
    parent: Unit | None = None,
    other_names: Sequence[str] = (),
    began_on: date | None = None,
) -> Unit:
    """Enter a unit under its official name. Raises NameTaken, UnitHasEnded (of `parent`)."""
    hold_tree()  # else two could add one name at once
    facts = UnitFacts(
        name=name, short_name=short_name, kind=kind, parent=parent, other_names=other_names, began_on=began_on
    )
    _check_place(None, facts, at)
    return enter_units([facts], by=by, at=at)[0]


def edit_unit(unit: Unit, facts: UnitFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Correct what is known of a unit; `seen` is the version that the editor saw. From a day on: see `succession`.

    Raises ChangedMeanwhile, NameTaken, UnitUnderItself, UnitHasEnded (of `parent`), UnitEndsBeforeItBegins,
    NameEndsBeforeItBegins.
    """
    hold_tree()  # else two moves at once could make a circle
    if unit.version != seen:
        raise ChangedMeanwhile
    _check_place(unit, facts, at)
    correct_unit(unit, facts, by=by, at=at)


def enter_units(many: Sequence[UnitFacts], *, by: Person | None, at: datetime) -> list[Unit]:
    """`add_unit` for whoever holds the tree and has checked the places of all of them."""
    units = [
        Unit(
            name=facts.name,
            short_name=facts.short_name,
            kind=facts.kind,
            sort_key=vietnamese_key(facts.name),
            parent_id=facts.parent.id if facts.parent is not None else None,
            began_on=facts.began_on,
            names=[
                UnitName(name=facts.name, short_name=facts.short_name, official=True, valid_from=facts.began_on),
                *(UnitName(name=other, official=False) for other in facts.other_names),
            ],
        )
        for facts in many
    ]
    db.session.add_all(units)
    for unit in units:
        audit.record("unit.added", subject=unit, by=by, at=at, unit=unit.name)
    return units


def correct_unit(unit: Unit, facts: UnitFacts, *, by: Person, at: datetime) -> None:
    """`edit_unit` for whoever holds the tree and has checked the place."""
    before = facts_of(unit)
    _call(unit, facts.name, facts.short_name, at)
    unit.kind = facts.kind
    _begin(unit, facts.began_on)
    unit.parent_id = facts.parent.id if facts.parent is not None else None
    _write_other_names(unit, facts.other_names)
    flag_modified(unit, "name")  # another version, also where only its names changed, which are rows of their own
    _tell(unit, before, facts_of(unit), by=by, at=at)


def facts_of(unit: Unit) -> UnitFacts:
    """What is known of it now; its other names in the order in which they were entered."""
    return UnitFacts(
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        parent=queries.get_unit(unit.parent_id) if unit.parent_id is not None else None,
        other_names=[name.name for name in sorted(unit.names, key=lambda name: name.id or 0) if not name.official],
        began_on=unit.began_on,
    )


def hold_tree() -> None:
    """Let nobody else move units before the action ends; what was read before is read anew."""
    db.session.flush()
    db.session.execute(sa.select(Unit.id).order_by(Unit.id).with_for_update(key_share=True))
    db.session.expire_all()


def _call(unit: Unit, name: str, short_name: str, at: datetime) -> None:
    """Correct the name that is in force, in the very row that says since when."""
    if name == unit.name and short_name == unit.short_name:
        return
    latest = [named for named in unit.names if named.official and named.name == unit.name and named.valid_to is None]
    named = latest[0] if latest else official_name(unit, clock.local(at).date())
    if named is None:
        named = UnitName(official=True, valid_from=unit.began_on)
        unit.names.append(named)
    unit.name = named.name = name
    unit.short_name = named.short_name = short_name
    unit.sort_key = vietnamese_key(name)


def _begin(unit: Unit, began_on: date | None) -> None:
    """Correct the day it began; its first name began with it."""
    if began_on == unit.began_on:
        return
    if began_on is not None and unit.ended_on is not None and unit.ended_on <= began_on:
        raise UnitEndsBeforeItBegins(ended_on=f"{unit.ended_on:%d/%m/%Y}")
    official = [name for name in unit.names if name.official]
    first = min(official, key=lambda name: name.valid_from or date.min, default=None)
    if first is not None:
        if began_on is not None and first.valid_to is not None and first.valid_to < began_on:
            raise NameEndsBeforeItBegins(valid_to=f"{first.valid_to:%d/%m/%Y}")
        first.valid_from = began_on
    unit.began_on = began_on


def _check_place(unit: Unit | None, facts: UnitFacts, at: datetime) -> None:
    """Under a unit that exists and does not stand under this one, beside none of the same name."""
    parent, today = facts.parent, clock.local(at).date()
    if parent is not None and (unit is None or parent.id != unit.parent_id):
        check_unit_exists(parent, today)
        if unit is not None and is_under(unit.id, parent.id, queries.parents()):
            raise UnitUnderItself(unit=unit.name, parent=parent.name)
    above, own = parent.id if parent is not None else None, unit.id if unit is not None else None
    if queries.sibling_called(facts.name, parent_id=above, but=own, on=today):
        raise NameTaken(name=facts.name)


def _write_other_names(unit: Unit, wanted: Sequence[str]) -> None:
    """Keep those that stay, add those that are new, take out those that nobody writes: they are no record of theirs."""
    kept = {name.name: name for name in unit.names if not name.official and name.name in wanted}
    for name in [name for name in unit.names if not name.official and kept.get(name.name) is not name]:
        unit.names.remove(name)
        db.session.delete(name)
    unit.names.extend(UnitName(name=name, official=False) for name in dict.fromkeys(wanted) if name not in kept)


def _tell(unit: Unit, before: UnitFacts, after: UnitFacts, *, by: Person, at: datetime) -> None:
    """An event for each fact that changed."""
    for fact, event in CORRECTED.items():
        old, new = getattr(before, fact), getattr(after, fact)
        if old == new:
            continue
        if fact == "kind":
            told = {"old_kind": old, "kind": new}
        elif fact == "parent":
            told = {"before": old and old.name, "after": new and new.name}
        else:
            told = {"before": old or None, "after": new or None}
        audit.record(event, subject=unit, by=by, at=at, unit=unit.name, **told)
