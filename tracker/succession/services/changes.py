"""Units merge, divide, are renamed and end: decided, carried out on the day, or cancelled before it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, RuleBroken, check_move
from tracker.meetings import services as meetings
from tracker.office import services as office
from tracker.office.models import Person, Unit
from tracker.office.services.units import hold_tree
from tracker.pilots import services as pilots
from tracker.reports import services as reports
from tracker.standing.services import handing_over as standing
from tracker.succession import labels, queries
from tracker.succession.decisions import Decision, read, written
from tracker.succession.models import ChangeKind, ChangeState, UnitChange
from tracker.succession.rules import MOVES, NotDueYet, check
from tracker.tasks import services as tasks
from tracker.tasks.services import HandedOver


def decide(decision: Decision, *, by: Person, at: datetime) -> UnitChange:
    """Decide a change of units: carried out at once where its day has come, else kept until then.

    Raises the refusals of `rules.check` and what `carry_out` raises.
    """
    today = clock.local(at).date()
    hold_tree()  # two changes at once take turns, and the second sees what the first has left
    check(decision, queries.known_for(decision), today=today)
    change = UnitChange(**written(decision), state=ChangeState.PLANNED, decided_by_id=by.id, decided_at=at)
    change.units = [db.session.get_one(Unit, unit_id) for unit_id in decision.unit_ids]
    db.session.add(change)
    if decision.on <= today:
        _carry_out(change, decision, by=by, at=at)
    else:
        _tell(change, "unit_change.planned", by=by, at=at)
    return change


def carry_out(change: UnitChange, *, by: Person | None, at: datetime) -> None:
    """Do what was planned; `by` is None where the worker does it on its day.

    The office may have changed since: all is checked again. Raises NotFromHere, NotDueYet, the refusals of
    `rules.check` and PartIsSettledThere.
    """
    hold(change)
    check_move(MOVES, change.state, ChangeState.DONE, labels.STATE)
    today = clock.local(at).date()
    if change.takes_effect_on > today:
        raise NotDueYet(day=change.takes_effect_on.strftime("%d/%m/%Y"))
    decision = read(change)
    hold_tree()
    check(decision, queries.known_for(decision, but=change), today=today)
    _carry_out(change, decision, by=by, at=at)


def cancel(change: UnitChange, *, seen: int, by: Person, at: datetime) -> None:
    """Let nothing come of what was planned. Raises NotFromHere, ChangedMeanwhile."""
    hold(change)
    check_move(MOVES, change.state, ChangeState.CANCELLED, labels.STATE)
    if change.version != seen:
        raise ChangedMeanwhile
    change.state = ChangeState.CANCELLED
    _tell(change, "unit_change.cancelled", by=by, at=at)


def note_refusal(change: UnitChange, refusal: RuleBroken, *, at: datetime) -> None:
    """Keep why the worker could not carry a planned change out; it waits for an admin from now on."""
    hold(change)
    change.refused_at = at
    change.refusal = {"message": refusal.message, "parameters": refusal.parameters}
    _tell(change, "unit_change.refused", by=None, at=at)


def _carry_out(change: UnitChange, decision: Decision, *, by: Person | None, at: datetime) -> None:
    former = tuple(change.units)
    done = HandedOver(moved=0, ended=0)
    if decision.kind is ChangeKind.RENAME:
        new = decision.successors[0]
        office.rename_unit(former[0], new.name, short_name=new.short_name, on=decision.on, by=by, at=at)
    else:
        office.end_units(former, on=decision.on)
        successors = [_successor(change, decision, place, by=by, at=at) for place in range(len(decision.successors))]
        done = _take_over(decision, former, successors, by=by, at=at)
        change.new_units = [{**facts, "id": unit.id} for facts, unit in zip(change.new_units, successors, strict=True)]
    change.state, change.done_at = ChangeState.DONE, at
    change.refused_at, change.refusal = None, {}
    _tell(change, "unit_change.done", by=by, at=at, moved=done.moved, ended=done.ended)


def _take_over(
    decision: Decision, former: tuple[Unit, ...], successors: list[Unit], *, by: Person | None, at: datetime
) -> HandedOver:
    """Every room hands over what it holds; what moves and what stays is listed in `moves`."""
    main = successors[decision.main : decision.main + 1]
    rest = [unit for unit in successors if unit not in main]
    takeover = office.Takeover(former, (*main, *rest), decision.on)
    choices = decision.choices

    def chosen(places: Mapping[int, int]) -> dict[int, Unit]:
        return {number: successors[place] for number, place in places.items()}

    heads = {successors[place].id: person_id for place, person_id in choices.heads.items()}
    office.hand_over(takeover, people=chosen(choices.people), heads=heads, by=by, at=at)
    meetings.hand_over(takeover, by=by, at=at)
    pilots.hand_over(takeover, by=by, at=at)
    reports.hand_over(takeover, by=by, at=at)
    standing.hand_over(takeover, by=by, at=at)
    return tasks.hand_over(takeover, parts=chosen(choices.parts), by=by, at=at)


def _successor(change: UnitChange, decision: Decision, place: int, *, by: Person | None, at: datetime) -> Unit:
    """The unit that takes over, made where it is new."""
    new = decision.successors[place]
    if new.id is not None:
        return db.session.get_one(Unit, new.id)
    parent_id = new.parent_id or _common_parent(change.units)
    parent = db.session.get(Unit, parent_id) if parent_id is not None else None
    return office.add_unit(
        new.name, short_name=new.short_name, kind=new.kind, parent=parent, began_on=decision.on, by=by, at=at
    )


def _common_parent(units: Sequence[Unit]) -> int | None:
    """What all of them belong to, which is not one of them."""
    parents = {unit.parent_id for unit in units}
    (parent_id, *others) = parents
    return None if others or parent_id in {unit.id for unit in units} else parent_id


def _tell(change: UnitChange, name: str, *, by: Person | None, at: datetime, **facts: Any) -> None:
    db.session.flush()
    audit.record(
        name,
        subject=change,
        by=by,
        at=at,
        on_behalf_of=change.decided_by if by is None else None,
        kind=change.kind,
        day=change.takes_effect_on,
        units=[unit.name for unit in change.units],
        successors=[unit["name"] for unit in change.new_units] or ["–"],
        **facts,
    )
