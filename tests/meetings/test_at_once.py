"""Several people at one meeting at the same moment."""

from tests.meetings.conftest import OTHER, OWN
from tests.together import at_once
from tests.town import Town
from tracker.core.errors import NotFromHere
from tracker.meetings import services
from tracker.meetings.models import MeetingState
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed


def recording(text: str, unit: str):
    def act(town: Town) -> None:
        addressed = [Addressed(Part.IMPLEMENT, unit=town.unit(unit))]
        staff = town.person("staff")
        services.add_conclusion(
            town.meeting, services.ConclusionFacts(text=text, addressed=addressed), by=staff, at=town.now
        )

    return act


def publishing(town: Town) -> None:
    services.publish_meeting(town.meeting, by=town.person("chair"), at=town.now)


def planning(town: Town) -> None:
    services.plan_meeting(
        "Họp chuyên đề",
        programme_id=town.programme.id,
        quarter=town.quarter,
        venue="Nhà văn hóa thôn mới",
        by=town.person("staff"),
        at=town.now,
    )


def test_two_conclusions_recorded_at_once_are_both_kept(app, room):
    room.open()
    assert not at_once(app, [recording("Rà soát mô hình", OWN), recording("Họp dân", OTHER)])
    assert sorted(c.number for c in room.meeting.conclusions) == ["1", "2"]
    assert {c.text for c in room.meeting.conclusions} == {"Rà soát mô hình", "Họp dân"}


def test_a_meeting_published_by_two_gives_each_task_once(app, room):
    room.open().conclude("Rà soát mô hình")
    room.close()
    refused = at_once(app, [publishing] * 2)
    assert [type(refusal) for refusal in refused] == [NotFromHere]
    assert room.meeting.state is MeetingState.PUBLISHED
    assert len([c for c in room.meeting.conclusions if c.task_id]) == 1


def test_two_meetings_planned_at_once_in_a_new_place_are_at_one_venue(app, town):
    assert not at_once(app, [planning] * 2)
