"""The pages on which pilots are registered, mended, begun, paid for, reviewed, converted and ended."""

import pytest

from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.pilots.models import Effect, PilotFunding, PilotReview, PilotState


def filled(town, **changes):
    """What an officer types to register a pilot."""
    told = {"unit": town.unit(OWN).id, "year": "2026", "name": "Nuôi cá lồng", "place": "Làng Kon Rơ"}
    return told | {"households": "12", "began_on": "", "description": "", "origin": ""} | changes


def test_an_officer_registers_a_pilot_of_their_unit(pilots, town, sign_in):
    answer = sign_in("officer").post("/pilots/new", data=filled(town, began_on="15/3"))
    pilot = pilots.newest()
    assert answer.location == f"/pilots/{pilot.id}"
    assert (pilot.name, pilot.households, pilot.began_on.isoformat()) == ("Nuôi cá lồng", 12, "2026-03-15")
    assert pilots.story(pilot) == ["pilot.registered"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("year", "1999"), ("year", "2101"), ("year", "26"), ("year", "năm nay"), ("name", "  "), ("name", "x" * 301),
        ("households", "-1"), ("households", "1000000"), ("households", "mười"), ("began_on", "31/2"),
        ("began_on", "1/1/1800"), ("origin", "không có gì như vậy"), ("place", "x" * 201), ("unit", "9999"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field_and_the_rest_is_kept(pilots, town, sign_in, field, typed):
    before = pilots.newest().id
    answer = sign_in("officer").post(
        "/pilots/new", data=filled(town, **{"description": "Thả 2.000 con."} | {field: typed})
    )
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert "Thả 2.000 con." in answer.text
    assert pilots.newest().id == before


def test_an_officer_registers_for_no_other_unit_and_staff_for_any(pilots, town, sign_in):
    other = town.unit(OTHER).id
    assert sign_in("officer").post("/pilots/new", data=filled(town, unit=other)).status_code == 422
    assert sign_in("staff").post("/pilots/new", data=filled(town, unit=other)).status_code == 302
    assert pilots.newest().unit_id == other


def test_the_pilot_to_replicate_is_found_with_or_without_marks(pilots, town, sign_in, htmx):
    first = pilots.run(name="Ươm cây mắc khén", unit=OTHER)
    pilots.run(name="Ươm cây mắc khén vùng cao", unit=OWN)
    officer = sign_in("officer")
    found = officer.get("/pilots/origins?origin=uom+mac+khen", headers=htmx).text
    assert found.count('type="radio"') == 2
    assert "<html" not in found
    several = officer.post("/pilots/new", data=filled(town, origin="mac khen"))
    assert several.status_code == 422
    assert several.text.count('name="origin_id"') == 2
    chosen = officer.post("/pilots/new", data=filled(town, origin="mac khen", origin_id=first.id))
    assert chosen.status_code == 302
    assert pilots.newest().origin_id == first.id


def test_the_only_pilot_that_fits_is_taken_and_the_form_of_a_replica_is_prefilled(pilots, town, sign_in):
    origin = pilots.run(name="Ươm cây mắc khén", unit=OTHER)
    page = sign_in("officer").get(f"/pilots/new?origin={origin.id}").text
    assert f'value="{origin.id}" checked' in " ".join(page.split())
    sign_in("officer").post("/pilots/new", data=filled(town, origin="khén"))
    assert pilots.newest().origin_id == origin.id


def test_facts_are_mended_and_who_comes_second_is_told(pilots, sign_in):
    pilot = pilots.register()
    officer, told = sign_in("officer"), {"name": "Tên mới", "place": "", "households": "", "description": ""}
    assert officer.post(f"/pilots/{pilot.id}/edit", data=told | {"version": pilot.version}).status_code == 302
    second = sign_in("head").post(f"/pilots/{pilot.id}/edit", data=told | {"version": 1, "name": "Tên khác"})
    assert second.status_code == 409
    assert "Tên mới" in second.text
    assert "Tên khác" in second.text


def test_a_pilot_begins_and_is_carried_on_from_its_page(pilots, sign_in):
    pilot, officer = pilots.register(), sign_in("officer")
    assert officer.post(f"/pilots/{pilot.id}/start").status_code == 302
    assert officer.post(f"/pilots/{pilot.id}/start").status_code == 422
    assert officer.post(f"/pilots/{pilot.id}/maintain", data={"year": "2027"}).status_code == 302
    twice = officer.post(f"/pilots/{pilot.id}/maintain", data={"year": "2027"})
    assert twice.status_code == 422
    assert 'id="year-errors"' in twice.text
    db.session.expire_all()
    assert pilot.state is PilotState.RUNNING
    assert [year.year for year in pilot.years] == [2026, 2027]


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("head", 302), ("staff", 302), ("observer", 403)])
def test_the_head_staff_and_chair_decide_that_it_ends(pilots, sign_in, who, status):
    pilot = pilots.run()
    assert sign_in(who).post(f"/pilots/{pilot.id}/end", data={"words": "Thiếu nước."}).status_code == status


def test_an_end_without_a_reason_is_refused_and_a_conversion_leads_to_the_new_form(pilots, sign_in):
    pilot, head = pilots.run(), sign_in("head")
    assert head.post(f"/pilots/{pilot.id}/end", data={"words": " "}).status_code == 422
    told = {"name": "Hợp tác xã cá lồng", "year": "2026", "words": "Cần pháp nhân."}
    answer = head.post(f"/pilots/{pilot.id}/convert", data=told)
    into = pilots.newest()
    assert answer.location == f"/pilots/{into.id}"
    assert f'href="/pilots/{pilot.id}"' in head.get(answer.location).text
    assert head.post(f"/pilots/{pilot.id}/convert", data=told).status_code == 422


def test_money_is_typed_as_people_write_it_and_summed_by_year_and_source(pilots, sign_in):
    pilot, officer = pilots.run(), sign_in("officer")
    for year, source, amount in (
        ("2026", "donations", "1,5 tỷ"),
        ("2026", "local_budget", "20.000.000"),
        ("2025", "donations", "500 nghìn"),
    ):
        told = {"year": year, "source": source, "amount": amount, "words": ""}
        assert officer.post(f"/pilots/{pilot.id}/funding", data=told).status_code == 302
    page = officer.get(f"/pilots/{pilot.id}").text
    for sum_ in ("1.520.000.000", "500.000", "1.500.500.000", "1.520.500.000"):
        assert sum_ in page
    refused = officer.post(
        f"/pilots/{pilot.id}/funding", data={"year": "2026", "source": "other", "amount": "-5 triệu"}
    )
    assert refused.status_code == 422
    assert 'id="amount-errors"' in refused.text
    assert "-5 triệu" in refused.text


def test_a_line_of_money_is_mended_and_taken_out(pilots, sign_in):
    pilot = pilots.run()
    line, officer = pilots.pay(pilot), sign_in("officer")
    address, told = f"/pilots/funding/{line.id}", {"year": "2026", "source": "other", "amount": "90 triệu", "words": ""}
    assert 'value="120.000.000"' in officer.get(address).text
    assert officer.post(address, data=told | {"version": line.version}).status_code == 302
    assert officer.post(address, data=told | {"version": 1, "amount": "80 triệu"}).status_code == 409
    assert officer.post(f"{address}/end").status_code == 302
    assert officer.post(f"{address}/end").status_code == 422
    assert "90.000.000" not in officer.get(f"/pilots/{pilot.id}").text.split('id="reviews"')[0]
    db.session.expire_all()
    assert db.session.get_one(PilotFunding, line.id).amount == 90_000_000


def test_a_quarter_is_reviewed_and_who_comes_second_is_told(pilots, sign_in):
    pilot, officer = pilots.run(), sign_in("officer")
    address = f"/pilots/{pilot.id}/review?quarter=2026-Q4"
    assert officer.post(address, data={"effect": "poor", "words": ""}).status_code == 422
    assert officer.post(address, data={"effect": "fair", "words": "Nước đục."}).status_code == 302
    second = sign_in("head").post(address, data={"effect": "good", "words": "Cá lớn."})
    assert second.status_code == 409
    assert "Nước đục." in second.text
    assert sign_in("head").post(address, data={"effect": "good", "words": "Cá lớn.", "version": 1}).status_code == 302
    future = officer.post(f"/pilots/{pilot.id}/review?quarter=2027-Q1", data={"effect": "good", "words": ""})
    assert future.status_code == 422
    assert db.session.query(PilotReview).filter_by(pilot_id=pilot.id).one().effect is Effect.GOOD


def test_in_a_programme_that_has_ended_everything_is_read_and_nothing_changes(pilots, town, sign_in):
    pilot = pilots.run()
    with transaction():
        town.programme.ended_on = town.today
    for who in ("officer", "head", "staff"):
        browser = sign_in(who)
        page = browser.get(f"/pilots/{pilot.id}")
        assert page.status_code == 200
        assert "<form" not in page.text.split("<main", 1)[1]
        assert browser.post(f"/pilots/{pilot.id}/end", data={"words": "x"}).status_code == 403
        assert browser.post("/pilots/new", data=filled(town)).status_code == 403
