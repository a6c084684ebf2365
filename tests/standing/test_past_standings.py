"""Standing holds when units change: past periods stand under old names, and what was theirs stays theirs."""

import pytest

from tests.succession.conftest import DAY, Communes
from tests.town import Town
from tracker.core.db import transaction
from tracker.core.periods import Period
from tracker.office import services as office
from tracker.office.models import RoleKind
from tracker.standing.queries import figures_of, quarterly
from tracker.standing.queries.standings import relatives_of
from tracker.standing.rules.figures import Figure
from tracker.tasks.models import State


@pytest.fixture
def communes(town: Town) -> Communes:
    """Two communes with their people, to be merged."""
    return Communes(town)


def named(town, period):
    return {unit.unit_name: unit for unit in figures_of(town.programme, period, today=town.today)}


def test_a_past_quarter_has_the_name_of_its_time(town, communes, sign_in):
    communes.part(communes.one, State.ACCEPTED, quarter=town.quarter.previous)
    communes.decide(communes.new_name())
    assert "Xã Đăk Mơ" in named(town, Period.of(town.quarter.previous))
    assert "Phường Đăk Mơ" in named(town, Period.of(town.quarter))
    page = sign_in("staff").get(f"/standings/{communes.one.id}?quarter={town.quarter.previous}").text
    assert "<h1>Xã Đăk Mơ</h1>" in " ".join(page.split()).replace("<h1> ", "<h1>").replace(" </h1>", "</h1>")
    assert "Nay là Phường Đăk Mơ" in page


def test_what_merged_units_did_stays_theirs_and_what_is_open_is_their_successors(town, communes):
    past, now = Period.of(town.quarter.previous), Period.of(town.quarter)
    communes.part(communes.one, State.ACCEPTED, quarter=town.quarter.previous, title="Việc đã xong")
    communes.part(communes.two, quarter=town.quarter, title="Việc còn mở")
    merged = communes.merge()
    assert named(town, past)["Xã Đăk Mơ"][Figure.DONE_ON_TIME] == 1
    assert "Xã Đăk Mơ Sú" not in named(town, past)
    assert named(town, now)["Xã Đăk Mơ Sú"].parts.all == 1
    assert "Xã Đăk Mơ" not in named(town, now)  # ended on the quarter's first day
    assert {one.name for one in relatives_of(merged.id) if one.former} == {"Xã Đăk Mơ", "Xã Đăk Sú"}
    assert [one.unit_id for one in relatives_of(communes.one.id)] == [merged.id]


def test_a_unit_that_ended_in_mid_period_is_told_with_its_last_day(town, communes, sign_in):
    communes.part(communes.one, State.ACCEPTED, quarter=town.quarter.previous)
    communes.merge()
    year = named(town, Period.parse("2026"))
    assert year["Xã Đăk Mơ"].ended_on == DAY
    assert year["Xã Đăk Mơ Sú"].began_on == DAY
    page = sign_in("staff").get("/standings/?span=year&quarter=2026-Q4").text
    assert "đến ngày 01/10/2026" in page
    found = quarterly(town.programme, [town.quarter.previous, town.quarter], today=town.today)
    assert found[town.quarter.previous][communes.one.id].parts.done == 1


def test_whoever_took_over_sees_the_past_of_the_unit_before_and_of_no_other(town, communes, sign_in):
    communes.part(communes.one, State.ACCEPTED, quarter=town.quarter.previous)
    merged = communes.merge()
    with transaction():
        office.give_role(town.person("head"), RoleKind.HEAD, unit=merged, by=None, at=town.now)
    head = sign_in("head")
    listed = head.get(f"/standings/?quarter={town.quarter.previous}").text
    assert "Xã Đăk Mơ" in listed
    assert "Xã Đăk Tơ Mil" not in listed
    assert head.get(f"/standings/{communes.one.id}?quarter={town.quarter.previous}").status_code == 200
    assert sign_in("head2").get(f"/standings/{communes.one.id}").status_code == 404
