"""The figures of units in a period: counted as the rooms count, each as many as the records behind it."""

import re
from dataclasses import asdict
from datetime import date

import pytest
import sqlalchemy as sa

from tests.reports.conftest import Duties
from tests.town import OTHER, OWN
from tracker.core.db import db
from tracker.core.periods import Period, Quarter
from tracker.office.models import ProgrammeMember, Unit
from tracker.reports.models import Report
from tracker.reports.rules.standing import Standing, standing_of
from tracker.standing.queries import facts_of, figures_of, quarterly
from tracker.standing.queries.counting import report_conditions
from tracker.standing.queries.figures import figures_and_quarters
from tracker.standing.rules.figures import PARTS, REPORTS, Figure, UnitFigures, middle, together
from tracker.tasks.queries import reckoning, results_by_unit

YEAR = Period.parse("2026")
PERIODS = [Period.parse(text) for text in ("2026-Q3", "2026-Q4", "2026-H1", "2026-9M", "2026", "2026-M10")]
LIKE = {
    Standing.OVERDUE: Figure.REPORTS_MISSING,
    Standing.LATE: Figure.REPORTS_LATE,
    Standing.ON_TIME: Figure.REPORTS_ON_TIME,
    Standing.EXCUSED: Figure.REPORTS_EXCUSED,
}


def test_the_vector_of_2017_gives_what_was_published():
    """Decision 42/2014's year 2017: the denominator is what was due."""
    country = UnitFigures(
        0,
        "Cả nước",
        {
            Figure.DONE_ON_TIME: 14_068,
            Figure.DONE_LATE: 1_983,
            Figure.OPEN_WITHIN_TERM: 5_640,
            Figure.OPEN_OVERDUE: 223,
        },
    )
    assert country.parts.all == 21_914
    assert country.completion == pytest.approx(98.63, abs=0.005)
    assert country.punctuality == pytest.approx(86.44, abs=0.005)


def test_the_middle_is_of_those_that_have_a_value():
    units = [UnitFigures(n, "", {Figure.DONE_ON_TIME: n, Figure.OPEN_OVERDUE: 10 - n}) for n in (2, 4, 9)]
    units.append(UnitFigures(8, "", {Figure.OPEN_WITHIN_TERM: 3}))
    assert middle(units, lambda unit: unit.completion) == 40
    assert middle([], lambda unit: unit.completion) is None
    assert together(units)[Figure.DONE_ON_TIME] == 15


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_each_figure_opens_to_as_many_records_as_it_says(town, period):
    units = figures_of(town.programme, period, today=town.today)
    facts = facts_of(town.programme, period, list(Figure), today=town.today)
    told = {(unit.unit_id, figure): number for unit in units for figure, number in unit.counts.items() if number}
    opened: dict[tuple[int, Figure], int] = {}
    for fact in facts:
        opened[fact.unit_id, fact.figure] = opened.get((fact.unit_id, fact.figure), 0) + 1
    assert opened == told
    assert told


@pytest.mark.parametrize("period", PERIODS[:5], ids=str)
def test_parts_count_as_on_the_page_of_results(town, period):
    units = figures_of(town.programme, period, today=town.today)
    known = results_by_unit(town.programme.id, period=period, today=town.today)
    assert {unit.unit_id: asdict(unit.parts) for unit in units if unit.parts.all} == {
        row.unit_id: asdict(row.counts) for row in known
    }


def test_reports_count_as_the_rules_say(town):
    duties = Duties(town)
    late = duties.once("Báo cáo muộn", due=date(2026, 10, 20), units=(OWN, OTHER))
    assert duties.reports(late)
    stands = reckoning(town.today)
    told = report_conditions(town.today)
    seen = set()
    for one, *counts in db.session.execute(sa.select(Report, *(told[figure] for figure in REPORTS[:5]))):
        rule = LIKE.get(standing_of(one.state, one.due_on, one.submitted_at, stands), Figure.REPORTS_WAITING)
        assert [figure for figure, counted in zip(REPORTS, counts, strict=False) if counted] == [rule]
        seen.add(rule)
    assert seen >= {Figure.REPORTS_MISSING, Figure.REPORTS_WAITING, Figure.REPORTS_ON_TIME}


def test_quarters_add_up_to_their_year(town):
    quarters = [Quarter(2026, n) for n in (1, 2, 3, 4)]
    by_quarter = quarterly(town.programme, quarters, today=town.today)
    for unit in figures_of(town.programme, YEAR, today=town.today):
        four = together(
            by_quarter[quarter][unit.unit_id] for quarter in quarters if unit.unit_id in by_quarter[quarter]
        )
        assert four.parts == unit.parts
        assert [four[figure] for figure in REPORTS] == [unit[figure] for figure in REPORTS]


def test_a_period_and_the_quarters_around_it_are_counted_together_as_apart(town):
    quarters = [Quarter(2025, 4), *(Quarter(2026, n) for n in (1, 2, 3, 4))]
    units, lines = figures_and_quarters(town.programme, YEAR, quarters, today=town.today)
    assert units == figures_of(town.programme, YEAR, today=town.today)
    apart = quarterly(town.programme, quarters, today=town.today)
    assert [*lines] == quarters
    for quarter in quarters:
        for unit_id, unit in apart[quarter].items():
            assert [lines[quarter][unit_id][figure] for figure in (*PARTS, *REPORTS)] == [
                unit[figure] for figure in (*PARTS, *REPORTS)
            ]


@pytest.mark.only_on("sqlite")
def test_the_parts_of_many_quarters_are_counted_from_an_index_alone(town, count_queries):
    with count_queries() as asked:
        quarterly(town.programme, [town.quarter.previous, town.quarter], today=town.today)
    steps = db.session.execute(sa.text("EXPLAIN QUERY PLAN " + re.sub(r"\?", "NULL", asked[-1])))
    assert any("assignment USING COVERING INDEX ix_assignment_counted" in row[-1] for row in steps)


def test_some_units_are_counted_as_among_all(town):
    own = town.unit(OWN)
    [alone] = figures_of(town.programme, YEAR, today=town.today, unit_ids=[own.id])
    among = next(u for u in figures_of(town.programme, YEAR, today=town.today) if u.unit_id == own.id)
    assert alone == among


def test_a_unit_that_takes_no_part_and_has_nothing_is_left_out(town):
    stranger = town.new_unit("Xã Ở Xa", member=False)
    listed = {unit.unit_id for unit in figures_of(town.programme, YEAR, today=town.today)}
    members = set(
        db.session.scalars(
            sa.select(ProgrammeMember.unit_id)
            .join(Unit, Unit.id == ProgrammeMember.unit_id)
            .where(ProgrammeMember.programme_id == town.programme.id)
        )
    )
    assert stranger.id not in listed
    assert members <= listed
