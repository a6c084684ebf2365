"""Several people at one meeting at the same moment."""

import sqlalchemy as sa

from tests.meetings.conftest import OTHER, OWN
from tests.together import at_once
from tests.town import Town
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.errors import NotFromHere
from tracker.meetings import services
from tracker.meetings.models import Conclusion, MeetingState, Said
from tracker.meetings.rules.answers import WordedAnew
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


def test_a_head_who_answers_while_staff_mend_the_point_does_not_stop_them(app, room):
    number = room.open().conclude("Rà soát mô hình").id

    def answering(town: Town) -> None:
        said = {"unit_id": town.unit(OWN).id, "wording": 1}
        conclusion = db.session.get_one(Conclusion, number)
        services.answer_conclusion(conclusion, Said.CONFIRMED, **said, by=town.person("head"), at=town.now)

    def mending(town: Town) -> None:
        addressed = [Addressed(Part.IMPLEMENT, unit=town.unit(OWN))]
        facts = services.ConclusionFacts(text="Rà soát lại mô hình", addressed=addressed)
        conclusion = db.session.get_one(Conclusion, number)
        services.edit_conclusion(conclusion, facts, seen=1, by=town.person("staff"), at=town.now)

    refused = at_once(app, [answering, mending])
    assert [type(one) for one in refused] in ([], [WordedAnew])
    assert db.session.get_one(Conclusion, number).text == "Rà soát lại mô hình"


def test_a_meeting_that_is_closed_while_a_head_answers_takes_no_answer_afterwards(app, room):
    conclusion = room.open().conclude("Rà soát mô hình")
    number = conclusion.id

    def answering(town: Town) -> None:
        said = {"unit_id": town.unit(OWN).id, "wording": 1}
        point = db.session.get_one(Conclusion, number)
        services.answer_conclusion(point, Said.CONFIRMED, **said, by=town.person("head"), at=town.now)

    def closing(town: Town) -> None:
        services.close_meeting(town.meeting, by=town.person("chair"), at=town.now)

    refused = at_once(app, [answering, closing])
    here = (AuditEvent.story_type == "meeting") & (AuditEvent.story_id == room.meeting.id)
    events = db.session.scalars(sa.select(AuditEvent.name).where(here).order_by(AuditEvent.id)).all()
    assert refused or events.index("conclusion.confirmed") < events.index("meeting.closed")
