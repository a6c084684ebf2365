"""What is done to pilots: registered for a year, carried on into another, begun, converted, ended."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.core.folding import fold
from tracker.office.models import Person, Programme, Unit
from tracker.office.queries import members_of
from tracker.pilots import labels, queries
from tracker.pilots.models import Pilot, PilotFunding, PilotReview, PilotState, PilotYear, Registration
from tracker.pilots.rules import (
    MOVES,
    OPEN,
    BeganLater,
    ForeignOrigin,
    PilotNeedsReason,
    UnitCannotRegister,
    UnitHasThisPilot,
    check_maintained,
    check_year,
)
from tracker.pilots.services.counting import recount


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotFacts:
    """What is tried out, where, with how many households; `began_on` is known where it runs already."""

    name: str
    place: str = ""
    description: str = ""
    households: int | None = None
    began_on: date | None = None


def register_pilot(
    facts: PilotFacts,
    *,
    programme: Programme,
    unit: Unit,
    year: int,
    by: Person,
    at: datetime,
    origin: Pilot | None = None,
) -> Pilot:
    """Register a pilot of a unit for a year: new, or replicated from `origin`, which may be another unit's.

    Raises NoSuchYear, UnitCannotRegister, ForeignOrigin, UnitHasThisPilot.
    """
    if origin is not None and origin.programme_id != programme.id:
        raise ForeignOrigin
    kind = Registration.NEW if origin is None else Registration.REPLICATED
    pilot = _enter(facts, programme, unit, year, kind, origin, by=by, at=at)
    name = "pilot.registered" if origin is None else "pilot.replicated"
    source = origin.name if origin is not None else None
    tell(pilot, name, by=by, at=at, pilot=pilot.name, unit=unit.name, year=year, kind=kind, origin=source)
    recount(programme.id, year, at=at)
    return pilot


def maintain_pilot(pilot: Pilot, *, year: int, by: Person, at: datetime) -> None:
    """Register a pilot that goes on for another year. Raises NotFromHere where it is over, and `check_maintained`."""
    hold(pilot)
    check_move(_CARRIED_ON, pilot.state, pilot.state, labels.STATE)
    check_maintained(year, [known.year for known in pilot.years])
    _check_unit(pilot.unit, pilot.programme_id, at=at)
    pilot.years.append(PilotYear(year=year, kind=Registration.MAINTAINED, by_id=by.id, at=at))
    tell(pilot, "pilot.maintained", by=by, at=at, year=year)
    recount(pilot.programme_id, year, at=at)


def edit_pilot(pilot: Pilot, facts: PilotFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend what is said of a pilot; since when it runs is not taken back. Raises ChangedMeanwhile, UnitHasThisPilot,
    BeganLater."""
    hold(pilot)
    if pilot.version != seen:
        raise ChangedMeanwhile
    if pilot.state is not PilotState.REGISTERED:
        last = pilot.ended_on or clock.local(at).date()
        facts = replace(facts, began_on=facts.began_on or pilot.began_on)
        if facts.began_on is not None and facts.began_on > last:
            raise BeganLater(day=f"{last:%d/%m/%Y}")
    if pilot.state in OPEN:
        _check_name(pilot.unit, pilot.programme_id, facts.name, but=pilot.id)
    _say(pilot, facts)
    tell(pilot, "pilot.edited", by=by, at=at, pilot=pilot.name)


def start_pilot(pilot: Pilot, *, by: Person, at: datetime) -> None:
    """It runs: since the day that was said, unless that is still to come, else since today."""
    today = clock.local(at).date()
    _move(pilot, PilotState.RUNNING)
    pilot.began_on = min(pilot.began_on or today, today)
    tell(pilot, "pilot.started", by=by, at=at, day=pilot.began_on)


def end_pilot(pilot: Pilot, *, words: str, by: Person, at: datetime) -> None:
    """Nothing more comes of it; the reason stays. Raises PilotNeedsReason."""
    if not words.strip():
        raise PilotNeedsReason
    _move(pilot, PilotState.ENDED)
    _close(pilot, words, at=at)
    tell(pilot, "pilot.ended", by=by, at=at, words=pilot.ended_words)
    _recount_all_years(pilot, at=at)


def convert_pilot(pilot: Pilot, facts: PilotFacts, *, year: int, words: str, by: Person, at: datetime) -> Pilot:
    """End a pilot as converted, and register what it becomes as a new one of the unit, with this one as its origin.

    Raises PilotNeedsReason, NoSuchYear, UnitCannotRegister, UnitHasThisPilot.
    """
    if not words.strip():
        raise PilotNeedsReason
    _move(pilot, PilotState.CONVERTED)
    _close(pilot, words, at=at)
    into = _enter(facts, pilot.programme, pilot.unit, year, Registration.NEW, pilot, by=by, at=at)
    tell(pilot, "pilot.converted", by=by, at=at, into=into.name, words=pilot.ended_words)
    said: dict[str, Any] = {"pilot": into.name, "unit": pilot.unit.name, "year": year, "origin": pilot.name}
    tell(into, "pilot.created_by_conversion", by=by, at=at, **said)
    _recount_all_years(pilot, into, at=at)
    return into


def tell(
    pilot: Pilot,
    name: str,
    /,
    *,
    by: Person,
    at: datetime,
    subject: PilotFunding | PilotReview | None = None,
    **facts: Any,
) -> None:
    """Write the trail; who acts for a unit that is not their own acts in the name of its head."""
    head = None if by.acts_for(pilot.unit_id) else queries.head_of(pilot.unit_id, on=clock.local(at).date())
    audit.record(name, subject=subject or pilot, story=pilot, by=by, at=at, on_behalf_of=head, **facts)


_CARRIED_ON = {state: {state} for state in OPEN}  # a year is no move, and what is over has none


def _enter(
    facts: PilotFacts,
    programme: Programme,
    unit: Unit,
    year: int,
    kind: Registration,
    origin: Pilot | None,
    *,
    by: Person,
    at: datetime,
) -> Pilot:
    check_year(year)
    hold(unit)  # the same pilot sent by two people at once is one
    _check_unit(unit, programme.id, at=at)
    _check_name(unit, programme.id, facts.name)
    pilot = Pilot(programme=programme, unit=unit, origin=origin, state=PilotState.REGISTERED)
    _say(pilot, facts)
    pilot.years = [PilotYear(year=year, kind=kind, by_id=by.id, at=at)]
    db.session.add(pilot)
    db.session.flush()
    return pilot


def _check_unit(unit: Unit, programme_id: int, *, at: datetime) -> None:
    if unit not in members_of(programme_id, on=clock.local(at).date()):
        raise UnitCannotRegister(unit=unit.name)


def _check_name(unit: Unit, programme_id: int, name: str, *, but: int | None = None) -> None:
    if queries.has_open_namesake(unit.id, programme_id, name, but=but):
        raise UnitHasThisPilot


def _say(pilot: Pilot, facts: PilotFacts) -> None:
    pilot.name, pilot.place, pilot.description = facts.name, facts.place, facts.description
    pilot.households, pilot.began_on = facts.households, facts.began_on
    pilot.folded = folded_of(pilot)


def folded_of(pilot: Pilot) -> str:
    """What it is found by."""
    return fold(f"{pilot.name} {pilot.place} {pilot.unit.name} {pilot.description}")


def _move(pilot: Pilot, wanted: PilotState) -> None:
    hold(pilot)
    check_move(MOVES, pilot.state, wanted, labels.STATE)
    pilot.state = wanted


def _close(pilot: Pilot, words: str, *, at: datetime) -> None:
    pilot.ended_on, pilot.ended_words = clock.local(at).date(), words.strip()


def _recount_all_years(*pilots: Pilot, at: datetime) -> None:
    for year in sorted({known.year for pilot in pilots for known in pilot.years}):
        recount(pilots[0].programme_id, year, at=at)
