"""What was measured: who may enter it, what is refused, and what counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.browser import words
from tests.plans.conftest import ONE, Q1, Q2, Q3, TWO
from tests.plans.test_amendments import last_event
from tracker.core.db import db, transaction
from tracker.core.periods import Period
from tracker.office.models import UnitSuccession
from tracker.plans import rules, services
from tracker.plans.models import Comparator, CountedBy, Measurement
from tracker.plans.queries import target_rows
from tracker.plans.queries.series import series_by_unit, series_of_all
from tracker.plans.queries.units import figures_of
from tracker.plans.rules import Figure, Outcome

SOURCE = {"source": "Báo cáo 12/BC-UBND"}


def test_staff_enters_many_at_once(aims, town, sign_in):
    target = aims.target()
    one, two = town.unit(ONE).id, town.unit(TWO).id
    aims.share(target, {ONE: "60", TWO: "70"})
    typed = SOURCE | {f"part-{one}": "61", f"whole-{one}": "300", f"value-{two}": "16,5 %", "value-0": ""}
    answer = sign_in("staff").post(f"/targets/{target.id}/measurements/new?period=2026-Q2", data=typed)
    assert answer.status_code == 302
    found = series_by_unit(target.id, on=town.today)
    assert found[one].last.figure == Figure(Decimal("20.33"), 61, 300)
    assert found[two].last.figure == Figure(Decimal("16.5"))
    event = last_event("target.measured")
    assert event.facts["values"] == [f"{ONE} 20.33 (61/300)", f"{TWO} 16.5"]
    assert "20,33" in words(sign_in("officer").get(f"/targets/{target.id}"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"part-{}": "61", "whole-{}": "60"}, "61"),
        ({"part-{}": "61"}, "hai số"),
        ({"part-{}": "61", "whole-{}": "300", "value-{}": "21"}, "20.33"),
        ({"value-{}": "101"}, "100"),
        ({"value-{}": "nhiều"}, "6,59"),
        ({"value-{}": "-3"}, ""),
        ({"part-{}": "1,5", "whole-{}": "3"}, "320"),
    ],
)
def test_a_bad_cell_is_told_beside_it_and_the_rest_is_kept(aims, town, sign_in, typed, said):
    target = aims.target()
    one = town.unit(ONE).id
    data = SOURCE | {name.format(one): value for name, value in typed.items()} | {"value-0": "44,5"}
    answer = sign_in("staff").post(f"/targets/{target.id}/measurements/new", data=data)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f"-{one}-errors" in answer.text
    assert 'value="44,5"' in answer.text
    assert said in words(answer)
    assert not db.session.scalar(sa.select(sa.func.count()).where(Measurement.target_id == target.id))


def test_figures_need_their_source_and_at_least_one_figure(aims, sign_in):
    target, staff = aims.target(), sign_in("staff")
    address = f"/targets/{target.id}/measurements/new"
    assert 'id="source-errors"' in staff.post(address, data={"source": " ", "value-0": "3"}).text
    assert staff.post(address, data=SOURCE).status_code == 422


def test_a_unit_enters_its_own_figures_and_no_others(aims, town, sign_in):
    target = aims.target()
    one, two = town.unit(ONE).id, town.unit(TWO).id
    officer2, address = sign_in("officer2"), f"/targets/{target.id}/measurements/new"
    page = officer2.get(address)
    assert f'name="value-{one}"' in page.text
    assert f'name="value-{two}"' not in page.text
    assert 'name="value-0"' not in page.text
    typed = SOURCE | {f"value-{one}": "30", f"value-{two}": "40", "value-0": "50"}
    assert officer2.post(address, data=typed).status_code == 302
    assert set(series_by_unit(target.id, on=town.today)) == {one}
    assert sign_in("observer").post(address, data=typed).status_code == 403


def test_a_later_figure_counts_and_the_earlier_stays_to_be_read(aims, town, sign_in):
    target = aims.target()
    aims.measure(target, Q2, one="20", at=town.now - timedelta(days=30))
    aims.measure(target, Q2, one="25")
    (series,) = series_by_unit(target.id, on=town.today).values()
    assert [one.figure.value for one in series.trend] == [25]
    (before,) = series_by_unit(target.id, on=town.today - timedelta(days=1)).values()
    assert before.last.figure.value == 20
    log = words(sign_in("officer").get(f"/targets/{target.id}/measurements/"))
    assert "Đã được thay" in log


def test_who_enters_a_figure_that_another_entered_meanwhile_is_told_and_may_insist(aims, town, sign_in):
    target, staff = aims.target(), sign_in("staff")
    address = f"/targets/{target.id}/measurements/new?period=2026-Q2"
    aims.measure(target, Q2, whole="20")
    typed = SOURCE | {"value-0": "30", "seen": "0"}
    clash = staff.post(address, data=typed)
    assert clash.status_code == 409
    assert 'value="30"' in clash.text
    last = db.session.scalar(sa.select(sa.func.max(Measurement.id)))
    assert f'value="{last}"' in clash.text
    assert staff.post(address, data=typed | {"seen": str(last)}).status_code == 302


def test_nothing_is_measured_of_the_future_nor_typed_where_the_tracker_counts(aims, town):
    target, counted = aims.target(), aims.target("1", measure="mô hình", counted_by=CountedBy.PILOTS)
    with pytest.raises(rules.PeriodNotBegun):
        aims.measure(target, Period.parse("2027-Q1"), whole="3")
    with pytest.raises(rules.TargetCountsItself):
        aims.measure(counted, Q1, whole="3")


def test_a_count_of_the_trackers_own_is_written_only_when_it_changes(aims, town):
    target = aims.target("1", measure="mô hình", counted_by=CountedBy.PILOTS)
    aims.share(target, {ONE: "1", TWO: "1"})
    one, two = town.unit(ONE), town.unit(TWO)

    def count(counts):
        with transaction():
            services.record_count(town.programme.id, 2026, CountedBy.PILOTS, counts, at=town.now)
        return db.session.scalar(sa.select(sa.func.count()).where(Measurement.target_id == target.id))

    assert count({one: 2, None: 2}) == 2
    assert count({one: 2, None: 2}) == 2
    assert count({two: 1, None: 1}) == 5
    standing = {line.name: (line.last.figure.value, line.outcome) for line in figures_of(target, on=town.today).units}
    assert standing == {ONE: (0, Outcome.MISSED), TWO: (1, Outcome.REACHED)}
    assert last_event("target.counted").by_id is None


def test_all_together_is_added_up_unless_somebody_entered_it(aims, town):
    target, counted = aims.target(), aims.target("9", measure="mô hình")
    aims.measure(target, Q1, one=Figure(Decimal(50), 5, 10), two=Figure(Decimal(10), 9, 90))
    aims.measure(target, Q2, one=Figure(Decimal(50), 5, 10), two="10")
    aims.measure(target, Q3, one="30", two="40", whole="36")
    aims.measure(counted, Q1, one="3", two="4")
    found = series_of_all({target.id: "%", counted.id: "mô hình"}, on=town.today)
    figures = {key: (one.figure.value, one.units) for key, one in found[target.id].by_period.items()}
    assert figures == {"2026-Q1": (14, 2), "2026-Q3": (36, 0)}
    assert found[counted.id].last.figure.value == 7


def test_figures_of_a_period_are_in_the_measure_that_stood_then_and_are_not_compared_with_another(aims, town, sign_in):
    target = aims.target("12", measure="cặp", comparator=Comparator.AT_MOST)
    aims.amend(target, date(2026, 7, 11), "20.33")
    staff, address = sign_in("staff"), f"/targets/{target.id}/measurements/"
    assert "≤không quá 12 cặp" in words(staff.get(f"{address}new?period=2026-Q2"))
    assert "≥ít nhất 20,33 %" in words(staff.get(f"{address}new?period=2026-Q3"))
    assert staff.post(f"{address}new?period=2026-Q2", data=SOURCE | {"value-0": "140"}).status_code == 302
    assert figures_of(target, on=town.today).whole.outcome is Outcome.UNMEASURED
    (row,) = target_rows(town.person("staff"), programme_id=town.programme.id, plan_id=aims.plan.id, on=town.today)
    assert (row.last, row.outcome) == (None, Outcome.UNMEASURED)
    assert "Từ ngày 11/07/2026" in words(staff.get(f"/targets/{target.id}"))
    aims.measure(target, Q3, whole="16.5")
    assert figures_of(target, on=town.today).whole.last.figure.value == Decimal("16.5")


@pytest.mark.parametrize("query", ["unit=2147483648", "before=99999999999999999999", "period=2026-Q9", "unit=-1"])
def test_no_query_breaks_the_list_of_figures(aims, sign_in, query):
    assert sign_in("officer").get(f"/targets/{aims.target().id}/measurements/?{query}").status_code == 200


def test_a_successor_shows_what_its_former_units_had_only_with_their_counts(aims, town):
    target, new = aims.target(), town.new_unit("Xã Hợp Nhất")
    aims.share(target, {ONE: "60", TWO: "70"})
    aims.measure(target, Q1, one=Figure(Decimal(50), 5, 10), two="10")
    with transaction():
        for name in (ONE, TWO):
            db.session.add(UnitSuccession(former_id=town.unit(name).id, successor_id=new.id, since=date(2026, 7, 1)))
    assert former_of(target, town, new).figure is None
    aims.measure(target, Q2, one=Figure(Decimal(50), 5, 10), two=Figure(Decimal(10), 9, 90))
    assert former_of(target, town, new).figure == Figure(Decimal("14.00"), 14, 100)


def former_of(target, town, unit):
    return next(line.former for line in figures_of(target, on=town.today).units if line.unit_id == unit.id)
