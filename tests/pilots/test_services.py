"""What is done to pilots, as services do it: each act leaves its trace, and says no where it must."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.pilots.conftest import NAME
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.core.periods import Quarter
from tracker.office.services.handing_over import Takeover
from tracker.pilots import services
from tracker.pilots.amounts import NotAnAmount
from tracker.pilots.models import Effect, FundingSource, PilotState, Registration
from tracker.pilots.rules import (
    BeganLater,
    ForeignOrigin,
    NotUnderReview,
    PilotNeedsReason,
    RegisteredForThatYear,
    ReviewNeedsWords,
    UnitCannotRegister,
    UnitHasThisPilot,
)
from tracker.pilots.services import PilotFacts


def test_a_unit_registers_a_new_pilot_for_a_year(pilots):
    pilot = pilots.register(by="officer", place="Làng Kon Rơ", households=12)
    assert pilot.state is PilotState.REGISTERED
    assert [(year.year, year.kind) for year in pilot.years] == [(2026, Registration.NEW)]
    assert pilots.story(pilot) == ["pilot.registered"]


@pytest.mark.parametrize(("who", "in_whose_name"), [("officer", ""), ("staff", "Nguyễn Bá Tuệ")])
def test_staff_register_in_the_name_of_the_units_head(pilots, who, in_whose_name):
    pilot = pilots.register(by=who)
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.story_id == pilot.id)).all()[-1]
    assert event.for_name == in_whose_name


def test_another_unit_replicates_it_and_the_new_one_knows_where_it_came_from(pilots):
    origin = pilots.run()
    replica = pilots.register(unit=OTHER, origin=origin)
    assert (replica.origin_id, replica.years[0].kind) == (origin.id, Registration.REPLICATED)
    assert pilots.story(replica) == ["pilot.replicated"]
    assert origin.state is PilotState.RUNNING


def test_a_pilot_of_another_programme_is_no_origin(pilots, town):
    elsewhere = town.another_programme(members=[OWN])
    with pytest.raises(ForeignOrigin):
        pilots.register("Mô hình khác", origin=pilots.register(programme=elsewhere))


def test_the_same_pilot_is_not_registered_twice_while_it_is_under_way(pilots):
    pilot = pilots.register()
    with pytest.raises(UnitHasThisPilot):
        pilots.register("nuôi cá  LỒNG trên lòng hồ")
    assert pilots.register(unit=OTHER)
    pilots.end(pilot)
    assert pilots.register()


def test_a_unit_that_has_ended_or_takes_no_part_registers_nothing(pilots, town):
    stranger, ended = town.new_unit("Xã Lạ", member=False), town.new_unit("Xã Cũ")
    with transaction():
        ended.ended_on = town.today
    for unit in (stranger, ended):
        with pytest.raises(UnitCannotRegister):
            pilots.register(unit=unit)


def test_a_pilot_is_carried_into_the_next_year_once(pilots, town):
    pilot, by = pilots.run(), town.person("officer")
    with transaction():
        services.maintain_pilot(pilot, year=2027, by=by, at=town.now)
    assert [(year.year, year.kind) for year in pilot.years][1:] == [(2027, Registration.MAINTAINED)]
    with pytest.raises(RegisteredForThatYear), transaction():
        services.maintain_pilot(pilot, year=2027, by=by, at=town.now)
    pilots.end(pilot)
    with pytest.raises(NotFromHere), transaction():
        services.maintain_pilot(pilot, year=2028, by=by, at=town.now)


@pytest.mark.parametrize(
    ("said", "since"),
    [(date(2026, 5, 4), date(2026, 5, 4)), (date(2026, 12, 1), date(2026, 10, 28)), (None, date(2026, 10, 28))],
)
def test_it_runs_since_the_day_that_was_said_unless_that_is_still_to_come(pilots, said, since):
    assert pilots.run(since=said).began_on == since


def test_a_pilot_ends_with_a_reason_and_never_reopens(pilots, town):
    pilot = pilots.run()
    with pytest.raises(PilotNeedsReason), transaction():
        services.end_pilot(pilot, words="  ", by=town.person("head"), at=town.now)
    pilots.end(pilot)
    assert (pilot.state, pilot.ended_on, pilot.ended_words) == (PilotState.ENDED, town.today, "Thiếu nước.")
    with pytest.raises(NotFromHere), transaction():
        services.start_pilot(pilot, by=town.person("head"), at=town.now)


def test_converting_ends_one_as_converted_and_registers_what_it_becomes(pilots, town):
    pilot = pilots.run()
    told = {"year": 2026, "words": "Cần pháp nhân.", "by": town.person("head"), "at": town.now}
    with transaction():
        into = services.convert_pilot(pilot, PilotFacts(name="Hợp tác xã cá lồng"), **told)
    assert (pilot.state, pilot.ended_words) == (PilotState.CONVERTED, "Cần pháp nhân.")
    assert (into.origin_id, into.unit_id, into.state) == (pilot.id, pilot.unit_id, PilotState.REGISTERED)
    assert pilots.story(pilot)[-1] == "pilot.converted"
    assert pilots.story(into) == ["pilot.created_by_conversion"]


def test_what_is_only_registered_is_not_converted(pilots, town):
    pilot = pilots.register()
    told = {"year": 2026, "words": "Đổi ý.", "by": town.person("head"), "at": town.now}
    with pytest.raises(NotFromHere), transaction():
        services.convert_pilot(pilot, PilotFacts(name="Khác"), **told)


def test_money_is_mended_by_one_at_a_time_and_taken_out_but_never_deleted(pilots, town):
    pilot, by = pilots.run(), town.person("officer")
    line = pilots.pay(pilot)
    facts = {"year": 2026, "source": FundingSource.DONATIONS, "words": "", "amount": Decimal(90_000_000)}
    with transaction():
        services.edit_funding(line, **facts, seen=line.version, by=by, at=town.now)
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_funding(line, **facts, seen=1, by=by, at=town.now)
    with pytest.raises(NotAnAmount), transaction():
        services.edit_funding(line, **facts | {"amount": Decimal(-5)}, seen=line.version, by=by, at=town.now)
    with transaction():
        services.end_funding(line, by=by, at=town.now)
    assert (line.ended_at, line.amount) == (town.now, 90_000_000)
    with pytest.raises(NotFromHere), transaction():
        services.end_funding(line, by=by, at=town.now)
    assert pilots.story(pilot)[-3:] == ["pilot.funding_added", "pilot.funding_edited", "pilot.funding_ended"]


def test_a_quarter_is_reviewed_once_and_then_mended(pilots, town):
    pilot, by, quarter = pilots.run(), town.person("officer"), Quarter(2026, 3)
    review = pilots.review(pilot, quarter)
    with pytest.raises(ChangedMeanwhile):
        pilots.review(pilot, quarter)
    told = {"effect": Effect.FAIR, "words": "Nước đục.", "by": by, "at": town.now}
    with transaction():
        services.review_pilot(pilot, quarter, seen=review.version, **told)
    assert (review.effect, review.words, review.by_id) == (Effect.FAIR, "Nước đục.", by.id)
    assert pilots.story(pilot)[-2:] == ["pilot.reviewed", "pilot.review_edited"]


def test_a_review_is_of_a_quarter_in_which_it_ran_and_says_what_is_wrong(pilots):
    for quarter in (Quarter(2026, 1), Quarter(2027, 1)):
        with pytest.raises(NotUnderReview):
            pilots.review(pilots.run(unit=OTHER, name=f"Mô hình {quarter}"), quarter)
    with pytest.raises(NotUnderReview):
        pilots.review(pilots.register())
    with pytest.raises(ReviewNeedsWords):
        pilots.review(pilots.run(unit=OTHER), effect=Effect.POOR, words=" ")


def test_the_pilots_of_a_unit_that_ends_go_to_its_successor_or_end_with_it(pilots, town):
    old, new = town.new_unit("Xã Cũ"), town.new_unit("Xã Mới")
    going, over = pilots.run(unit=old), pilots.end(pilots.register("Đã xong", unit=old))
    takeover = Takeover((old,), (new,), town.today)
    with transaction():
        assert services.hand_over(takeover, by=town.person("admin"), at=town.now) == 1
    assert (going.unit_id, over.unit_id) == (new.id, old.id)
    assert pilots.story(going)[-1] == "pilot.moved"
    assert "xa moi" in going.folded
    with transaction():
        services.hand_over(Takeover((new,), (), town.today), by=None, at=town.now)
    assert (going.state, going.ended_on) == (PilotState.ENDED, town.today - timedelta(days=1))


def test_what_runs_keeps_the_day_on_which_it_began_and_never_begins_later(pilots, town):
    pilot = pilots.run()
    began, facts = pilot.began_on, {"by": town.person("staff"), "at": town.now}
    with transaction():
        services.edit_pilot(pilot, PilotFacts(name=NAME), seen=pilot.version, **facts)
    assert pilot.began_on == began
    ahead = PilotFacts(name=NAME, began_on=town.today + timedelta(days=1))
    with pytest.raises(BeganLater), transaction():
        services.edit_pilot(pilot, ahead, seen=pilot.version, **facts)
