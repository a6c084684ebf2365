"""The demo town: an invented district that works through its campaign's year, so that every page has something to show.

What there is stands in `demo_town.toml` and `demo_plan.txt`; this file only says it to the services of the rooms, as
people would have, day by day. The same data and the same day give the same town.
"""

import json
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tracker.accounts import services as accounts
from tracker.calendar import services as calendar
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.office import services as office
from tracker.office.models import Person, Programme, RoleKind, Unit, UnitGroup, UnitKind

Facts = dict[str, Any]


@dataclass
class Town:
    """What is there so far, by the keys of the data file."""

    facts: Facts
    today: date
    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, UnitGroup] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    programme: Programme = field(init=False)


def is_empty() -> bool:
    """Whether no office has been set up here."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 0


def build(folder: Path, *, today: date | None = None) -> None:
    """Set the town up and live its year until today; the sign-ins go to `demo.json` in the folder."""
    town = Town(tomllib.loads(_shipped("demo_town.toml")), today or clock.today())
    with transaction():
        calendar.load_shipped_days()
        _set_up_office(town)
    offered = [_sign_in(town, who) for who in town.facts["people"] if "sign_in" in who]
    (folder / "demo.json").write_text(json.dumps(offered, ensure_ascii=False, indent=1), encoding="utf-8")


def _set_up_office(town: Town) -> None:
    at = _moment(date(town.today.year - 1, 11, 17), 8)
    for unit in town.facts["units"]:
        town.units[unit["key"]] = office.add_unit(
            unit["name"],
            short_name=unit["short_name"],
            kind=UnitKind(unit["kind"]),
            other_names=unit["other_names"],
            by=None,
            at=at,
        )
    for group in town.facts["groups"]:
        kinds = [UnitKind(kind) for kind in group["kinds"]]
        town.groups[group["key"]] = office.add_group(
            group["name"], kinds=kinds, other_names=group["other_names"], by=None, at=at
        )
    programme = town.facts["programme"]
    town.programme = office.add_programme(
        programme["name"],
        short_name=programme["short_name"],
        standing_unit=town.units[programme["standing_unit"]],
        members=[u for u in town.units.values() if u.kind not in (UnitKind.COMMITTEE, UnitKind.PEOPLES_COMMITTEE)],
        by=None,
        at=at,
    )
    for who in town.facts["people"]:
        _let_in(town, who, at)


def _let_in(town: Town, who: Facts, at: datetime) -> None:
    unit = town.units[who["unit"]]
    person = office.add_person(who["name"], position=who["position"], unit=unit, by=None, at=at)
    for kind in map(RoleKind, who["roles"]):
        in_unit = kind in (RoleKind.OFFICER, RoleKind.HEAD)
        of_office = kind is RoleKind.ADMIN
        office.give_role(
            person,
            kind,
            unit=unit if in_unit else None,
            programme=None if in_unit or of_office else town.programme,
            by=None,
            at=at,
        )
        town.people.setdefault(f"{kind}@{who['unit']}", person)
    if "sign_in" in who:
        accounts.add_account(person, sign_in_name=who["sign_in"], password=town.facts["password"], by=None, at=at)
        town.people[who["sign_in"]] = person


def _sign_in(town: Town, who: Facts) -> Facts:
    unit = town.units[who["unit"]].name
    return {
        "name": who["sign_in"],
        "password": town.facts["password"],
        "who": f"{who['name']} · {who['position']}, {unit}",
    }


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=clock.ZONE)


def _shipped(name: str) -> str:
    return files("tracker").joinpath(name).read_text(encoding="utf-8")
