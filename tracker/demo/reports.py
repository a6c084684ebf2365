"""What the demo town's units report: on time, late and never, quarter after quarter."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import cycle

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Period, Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.office.models import Person, Unit, UnitGroup
from tracker.reports import queries, services
from tracker.reports.models import DueRule, FormItem, Frequency, ItemKind, Report, ReportDuty, ReportState
from tracker.reports.rules.answers import Typed
from tracker.reports.services import DutyFacts, excusing, handing_in, writing

STEPS = {"late": 3, "waits": 0, "returned": -1, "punctual": -2}  # days between the day it is due and the handing in
SETTLED_AFTER = timedelta(days=4)


class Reporting:
    """What is told of the town's reports, and what comes next of each sort of words."""

    def __init__(self, town: Town) -> None:
        self.town, self.facts = town, tomllib.loads(shipped("reports.toml"))
        self.courses, self.explanations = cycle(self.facts["courses"]), cycle(self.facts["explanations"])
        self.words: dict[str, Iterator[str]] = {fold(key): cycle(said) for key, said in self.facts["words"].items()}
        self.numbers = cycle((12, 7, 18, 9, 24, 15))

    def begin(self, told: Facts, first: Quarter, at: datetime) -> None:
        """Staff lay the duty on units; from then on each quarter's first day brings its reports."""
        named: list[Unit | UnitGroup | None] = [
            self.town.units.get(key) or self.town.groups.get(key) for key in told["to"]
        ]
        duty = services.add_duty(
            DutyFacts(
                name=told["name"],
                frequency=Frequency.QUARTERLY,
                first_period=str(Period.of(first)),
                due_rule=DueRule.AFTER_WINDOW,
                due_days=told["due_days"],
                receiver=told["receiver"],
            ),
            [one for one in named if one is not None],
            programme_id=self.town.programme.id,
            through=self.town.units.get(told.get("through", "")),
            by=self.town.people["staff"],
            at=at,
        )
        self.foresee(duty, told, first)
        quarter, present = first.next, Quarter.of(self.town.diary.today)
        while quarter <= present:
            self.town.diary.on(quarter.first_day, partial(self.bring, duty, told, quarter))
            quarter = quarter.next

    def bring(self, duty: ReportDuty, told: Facts, quarter: Quarter, at: datetime) -> None:
        """A quarter begins."""
        services.expect_reports(duty, at=at)
        self.foresee(duty, told, quarter)

    def foresee(self, duty: ReportDuty, told: Facts, quarter: Quarter) -> None:
        """Put into the diary what becomes of each unit's report of a quarter."""
        present = Quarter.of(self.town.diary.today)
        period = str(Period.of(quarter))
        rows = db.session.execute(
            sa.select(Report.id, Report.unit_id, Report.due_on)
            .where(Report.duty_id == duty.id, Report.period == period)
            .order_by(Report.unit_id)
        )
        keys = {unit.id: key for key, unit in self.town.units.items()}
        for report_id, unit_id, due in rows:
            key = keys[unit_id]
            if quarter == present:
                course = told["now"].get(key, "none")
            elif quarter.next == present:
                course = told["last"].get(key, "punctual")
            else:
                course = next(self.courses)
            self.live(report_id, key, course, due)

    def live(self, report_id: int, key: str, course: str, due: date | None) -> None:
        """One report's course."""
        diary = self.town.diary
        if course == "draft":
            diary.on(diary.back(6), partial(self.write, report_id, key, 1))
        elif course == "excused" and due is not None:
            diary.on(due - timedelta(days=5), partial(self.excuse, report_id))
        elif course in STEPS and due is not None:
            day = due + timedelta(days=STEPS[course])
            diary.on(day, partial(self.hand_in, report_id, key, course))
            if course != "waits":
                diary.on(day + SETTLED_AFTER, partial(self.settle, report_id, key, course))

    def write(self, report_id: int, key: str, most: int, at: datetime) -> None:
        """The unit answers what it has to, or the first of it."""
        report, by = db.session.get_one(Report, report_id), self.somebody(key, "officer")
        form = queries.form_of(report)
        asked = [item for item in form.items if item.required][:most] if form is not None else []
        for item in asked:
            writing.save_answer(report, item, self.typed(item), seen=0, by=by, at=at)

    def hand_in(self, report_id: int, key: str, course: str, at: datetime) -> None:
        """The unit writes it, its head hands it in."""
        self.write(report_id, key, 99, at)
        report = db.session.get_one(Report, report_id)
        explanation = next(self.explanations) if course == "late" else ""
        handing_in.submit_report(report, explanation=explanation, by=self.somebody(key, "head"), at=at)

    def settle(self, report_id: int, key: str, course: str, at: datetime) -> None:
        """Whoever it goes through passes it on; staff accept it, or return it."""
        report, staff = db.session.get_one(Report, report_id), self.town.people["staff"]
        through = report.duty.through
        if through is not None and through.id not in (report.unit_id, self.town.programme.standing_unit_id):
            keys = {unit.id: key for key, unit in self.town.units.items()}
            handing_in.forward_report(report, by=self.somebody(keys[through.id], "officer"), at=at)
        if course == "returned":
            handing_in.return_report(report, words=self.facts["returned"], beside={}, link="", by=staff, at=at)
        elif report.state in (ReportState.SUBMITTED, ReportState.FORWARDED):
            handing_in.accept_report(report, by=staff, at=at)

    def excuse(self, report_id: int, at: datetime) -> None:
        """Staff let a unit off."""
        report = db.session.get_one(Report, report_id)
        excusing.excuse_report(report, words=self.facts["excuse"], by=self.town.people["staff"], at=at)

    def typed(self, item: FormItem) -> Typed:
        """What a unit writes under an item."""
        number = next(self.numbers)
        if item.kind is ItemKind.PERCENT:
            return Typed(part=number, whole=number * 3)
        if item.kind in (ItemKind.NUMBER, ItemKind.TARGET):
            return Typed(figure=Decimal(number))
        title = fold(item.title)
        return Typed(words=next(next(said for key, said in self.words.items() if key in title)))

    def somebody(self, key: str, kind: str) -> Person:
        """An officer of a unit, else its head."""
        people = self.town.people
        return people.get(f"{kind} {key}") or people[f"head {key}"]


def live_reports(town: Town) -> None:
    """Put into the diary which duties staff lay on units, and what comes of them."""
    reporting, present = Reporting(town), Quarter.of(town.diary.today)
    for told in reporting.facts["duties"]:
        first = present
        for _ in range(told["since"]):
            first = first.previous
        town.diary.on(first.first_day, partial(reporting.begin, told, first))
