"""What becomes of the demo town's targets in a year: shared out, amended once, measured after each quarter."""

import tomllib
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from tracker.core import clock
from tracker.core.periods import Period, Quarter, quarters_of
from tracker.demo.town import Facts, Town, shipped
from tracker.documents import services as documents
from tracker.documents.services import DocumentFacts
from tracker.plans import services
from tracker.plans.models import Plan, Target
from tracker.plans.rules import Figure, percent_of
from tracker.plans.rules.checks import Share
from tracker.plans.services import Entry, TargetFacts
from tracker.plans.services.allocating import allocate

REPORTED_AFTER = 3  # days after a quarter's end


def live_targets(town: Town, plan: Plan) -> None:
    """Put into the diary what is to be done with a plan's targets, as far as its days come."""
    facts = tomllib.loads(shipped("targets.toml"))
    targets = {target.position: target for target in plan.targets}
    town.diary.on(_day(facts["decision"]["day"], plan.year), partial(_share_out, town, facts, targets))
    town.diary.on(_day(facts["amendment"]["day"], plan.year), partial(_amend, town, facts["amendment"], targets))
    for quarter in quarters_of(plan.year):
        reported = quarter.last_day + timedelta(days=REPORTED_AFTER)
        town.diary.on(reported, partial(_measure, town, facts, targets, quarter))


def _share_out(town: Town, facts: Facts, targets: dict[int, Target], at: datetime) -> None:
    whole = {one["key"]: one for one in facts["communes"]}
    for told in facts["shared"]:
        shares = {
            town.units[key]: Share(Decimal(value), whole[key].get(str(told["target"])))
            for key, value in told.get("shares", {}).items()
        }
        allocate(targets[told["target"]], shares, by=town.people["staff"], at=at)


def _amend(town: Town, told: Facts, targets: dict[int, Target], at: datetime) -> None:
    """A decision of the People's Committee raises one target, and the shares of two communes."""
    target, by = targets[told["target"]], town.people["staff"]
    year = target.plan.year
    subject = told["subject"].format(year=year)
    document = documents.register_document(
        DocumentFacts(
            type_name="Quyết định",
            notation=told["notation"],
            issued_on=clock.local(at).date(),
            issuer=town.units["district"].name,
            subject=subject,
        ),
        text=f"{subject}.\n\nĐiều 1. {told['wording']}.\n",
        programme_id=town.programme.id,
        by=by,
        at=at,
    )
    facts = TargetFacts(
        text=told["wording"],
        comparator=target.comparator,
        value=Decimal(told["value"]),
        measure=target.measure,
        population=target.population,
    )
    amendment = services.amend_target(
        target, facts, since=_day(told["since"], year), document=document, reallocated=True, by=by, at=at
    )
    shares = {town.units[key]: Share(Decimal(value)) for key, value in told["shares"].items()}
    allocate(target, shares, amendment=amendment, by=by, at=at)


def _measure(town: Town, facts: Facts, targets: dict[int, Target], quarter: Quarter, at: datetime) -> None:
    """The communes' reports of a quarter, and what the standing unit reports of all together."""
    period, by = Period.of(quarter), town.people["staff"]
    for told in facts["shared"]:
        entries = [
            Entry(town.units[one["key"]], _share_of(one, told, quarter)) for one in facts["communes"] if told["done"]
        ]
        if entries:
            source = f"Báo cáo quý {quarter.label} của các xã, thị trấn"
            services.measure_units(
                targets[told["target"]], entries, period=period, seen=10**9, source=source, by=by, at=at
            )
    for told in facts["whole"]:
        if told["quarter"] == quarter.number:
            source = f"Báo cáo tổng hợp quý {quarter.label} của Thường trực"
            entry = Entry(None, _whole_of(told))
            services.measure_units(
                targets[told["target"]], [entry], period=period, seen=10**9, source=source, by=by, at=at
            )


def _share_of(commune: Facts, told: Facts, quarter: Quarter) -> Figure:
    whole = commune[str(told["target"])]
    part = min(whole, whole * told["done"][quarter.number - 1] * commune["pace"] // 10_000)
    return Figure(percent_of(part, whole), part, whole)


def _whole_of(told: Facts) -> Figure:
    if "value" in told:
        return Figure(Decimal(told["value"]))
    return Figure(percent_of(told["part"], told["of"]), told["part"], told["of"])


def _day(written: str, year: int) -> date:
    day, month = map(int, written.split("/"))
    return date(year, month, day)
