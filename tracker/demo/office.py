"""The demo town's office: units, groups, the programme, people."""

from datetime import datetime

from tracker.accounts import services as accounts
from tracker.core import clock
from tracker.demo.town import Facts, Town
from tracker.office import services as office
from tracker.office.models import RoleKind, UnitKind


def set_up_office(town: Town) -> None:
    """Units, groups, the programme, people and what they may do."""
    at = datetime(town.diary.today.year - 2, 11, 17, 8, tzinfo=clock.ZONE)
    for unit in town.facts["units"]:
        name, short, kind, others = unit["name"], unit["short_name"], UnitKind(unit["kind"]), unit["other_names"]
        town.units[unit["key"]] = office.add_unit(name, short_name=short, kind=kind, other_names=others, by=None, at=at)
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
        let_in(town, who, at)


def let_in(town: Town, who: Facts, at: datetime) -> None:
    """A person, their roles, and an account where the file gives them a sign-in name."""
    unit = town.units[who["unit"]]
    person = office.add_person(who["name"], position=who["position"], unit=unit, by=None, at=at)
    for kind in map(RoleKind, who["roles"]):
        auditor = kind is RoleKind.OBSERVER and who.get("auditor", False)
        office.give_role(person, kind, unit=unit, programme=town.programme, auditor=auditor, by=None, at=at)
        town.people.setdefault(f"{kind} {who['unit']}", person)
    if "sign_in" in who:
        accounts.add_account(person, sign_in_name=who["sign_in"], password=town.facts["password"], by=None, at=at)
        town.people[who["sign_in"]] = person
