"""What the demo town's units try out: last year's pilots, those replicated from them, and what came of them."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import chain, repeat

from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.office import queries as office
from tracker.office.models import Person
from tracker.pilots import services
from tracker.pilots.models import Effect, FundingSource, Pilot
from tracker.pilots.rules import OPEN
from tracker.pilots.services import PilotFacts

BEFORE_THE_END = timedelta(days=6)  # before the last day of a quarter, it is reviewed
QUICK = timedelta(days=24)
CARRIED_ON = "18/02"  # the day on which units register again what goes on


def live_pilots(town: Town) -> None:
    """Put into the diary what becomes of each pilot, as far as its days have come."""
    known: dict[str, Pilot] = {}
    for told in tomllib.loads(shipped("pilots.toml"))["pilots"]:
        year = town.diary.today.year - told["ago"]
        town.diary.on(_day(told["registered"], year), partial(_register, town, told, year, known))


def _register(town: Town, told: Facts, year: int, known: dict[str, Pilot], at: datetime) -> None:
    """The unit registers it, and what follows is known from then on."""
    by, unit = _somebody_of(town, told["unit"], at), town.units[told["unit"]]
    facts = PilotFacts(
        name=told["name"], place=told["place"], description=told["description"], households=told["households"]
    )
    origin = known.get(told.get("origin", ""))
    pilot = known[told["key"]] = services.register_pilot(
        facts, programme=town.programme, unit=unit, year=year, origin=origin, by=by, at=at
    )
    for source, words, amount in told["money"]:
        services.add_funding(
            pilot, year=year, source=FundingSource(source), words=words, amount=Decimal(amount), by=by, at=at
        )
    if "began" in told:
        began = _day(told["began"], year)
        town.diary.on(began, lambda at: services.start_pilot(pilot, by=_somebody_of(town, told["unit"], at), at=at))
        _review_from(town, told, pilot, began)
    if told["ago"]:
        _carry_on(town, told, pilot, year + 1)


def _review_from(town: Town, told: Facts, pilot: Pilot, began: date) -> None:
    """Each quarter near its end; those that are quick, in its first month: some of the present one are done already."""
    quarter = Quarter.of(began)
    effects: Iterator[tuple[str, str]] = chain(told["effects"], repeat(told["effects"][-1]))
    while quarter.first_day < town.diary.today:
        effect, words = next(effects)
        quick = told.get("quick", False) and quarter.first_day > began
        day = quarter.first_day + QUICK if quick else quarter.last_day - BEFORE_THE_END
        town.diary.on(day, partial(_review, town, told, pilot, quarter, effect, words))
        quarter = quarter.next


def _review(town: Town, told: Facts, pilot: Pilot, quarter: Quarter, effect: str, words: str, at: datetime) -> None:
    if pilot.state in OPEN:
        by = _somebody_of(town, told["unit"], at)
        services.review_pilot(pilot, quarter, effect=Effect(effect), words=words, seen=0, by=by, at=at)


def _carry_on(town: Town, told: Facts, pilot: Pilot, year: int) -> None:
    """In the year after it is maintained; then some are converted, some end."""

    def maintain(at: datetime) -> None:
        services.maintain_pilot(pilot, year=year, by=_somebody_of(town, told["unit"], at), at=at)

    def end(at: datetime) -> None:
        services.end_pilot(pilot, words=told["ends"][1], by=_head_of(town, told["unit"], at), at=at)

    def convert(at: datetime) -> None:
        _, name, words = told["becomes"]
        facts = PilotFacts(name=name, place=pilot.place, households=pilot.households, description=pilot.description)
        by = _head_of(town, told["unit"], at)
        into = services.convert_pilot(pilot, facts, year=year, words=words, by=by, at=at)
        services.start_pilot(into, by=by, at=at)

    town.diary.on(_day(CARRIED_ON, year), maintain)
    if "ends" in told:
        town.diary.on(_day(told["ends"][0], year), end)
    if "becomes" in told:
        town.diary.on(_day(told["becomes"][0], year), convert)


def _somebody_of(town: Town, unit: str, at: datetime) -> Person:
    """The unit's officer, or its head where the town has no officer of it."""
    return _acting(town.people.get(f"officer {unit}") or town.people[f"head {unit}"], at)


def _head_of(town: Town, unit: str, at: datetime) -> Person:
    return _acting(town.people[f"head {unit}"], at)


def _acting(person: Person, at: datetime) -> Person:
    return office.get_person(person.id, clock.local(at).date()) or person


def _day(words: str, year: int) -> date:
    day, month = map(int, words.split("/"))
    return date(year, month, day)
