"""Who sees which meeting and which conclusion; the lists agree with what one may open."""

import pytest
import sqlalchemy as sa

from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.periods import quarters_of
from tracker.meetings import policy, queries, services
from tracker.meetings.models import Conclusion, Meeting
from tracker.office.models import RoleKind, UnitGroup

EVERYONE = ["admin", "chair", "staff", "observer", "head", "officer", "head2", "officer2"]


@pytest.fixture
def full(room, town):
    """Drafts for one unit, another, a group of kinds, a listed group; a dropped one; and a foreign meeting."""
    listed = UnitGroup(name="Các đơn vị làm điểm", kinds=[], listed=[town.unit(OWN)])
    with transaction():
        db.session.add(listed)
    room.open()
    room.conclude("Cho đơn vị mình", to=(OWN,))
    room.conclude("Cho xã kia", to=(OTHER,))
    room.conclude("Cho các xã", to=(ALL_COMMUNES,))
    dropped = room.conclude("Bỏ", to=(OWN,))
    with transaction():
        services.drop_conclusion(dropped, by=town.person("staff"), at=town.now)
        listed_too = services.add_conclusion(
            room.meeting,
            services.ConclusionFacts(
                text="Cho nhóm điểm",
                addressed=[type(room.addressed(OWN)[0])(room.addressed(OWN)[0].part, group=listed)],
            ),
            by=town.person("staff"),
            at=town.now,
        )
    assert listed_too.position == 5
    town.new_meeting("Họp nơi khác", programme=town.another_programme(members=(OTHER,)))
    return room


def seen_by_rule(person):
    everything = db.session.scalars(sa.select(Conclusion.id)).all()
    return {i for i in everything if policy.can_view_conclusion(person, queries.get_conclusion(i))}


def seen_by_list(person):
    query = sa.select(Conclusion.id).join(Meeting, Meeting.id == Conclusion.meeting_id)
    return set(db.session.scalars(query.where(policy.conclusions_visible_to(person))))


@pytest.mark.parametrize("who", EVERYONE)
def test_the_list_of_meetings_holds_what_one_may_open(full, town, who):
    person = town.person(who)
    meetings = db.session.scalars(sa.select(Meeting.id)).all()
    listed = set(db.session.scalars(sa.select(Meeting.id).where(policy.visible_to(person))))
    assert listed == {i for i in meetings if policy.can_view(person, queries.get_meeting(i))}


@pytest.mark.parametrize("who", EVERYONE)
def test_the_list_of_conclusions_holds_what_one_may_open(full, town, who):
    person = town.person(who)
    assert seen_by_list(person) == seen_by_rule(person)


def test_a_unit_that_is_no_member_or_is_left_out_again_sees_no_draft(full, town):
    outside = town.new_unit("Xã Ngoài Chương Trình", member=False)
    stranger = town.new_person("Y Ngoài", unit=outside)
    town.another_programme("Phong trào khác", members=(outside,))
    assert seen_by_list(stranger) == seen_by_rule(stranger) == set()
    own = next(c for c in full.meeting.conclusions if c.text == "Cho đơn vị mình")
    with transaction():
        services.edit_conclusion(
            own,
            services.ConclusionFacts(text=own.text, addressed=full.addressed(OTHER)),
            seen=own.version,
            by=town.person("staff"),
            at=town.now,
        )
    officer = town.person("officer")
    assert own.id not in seen_by_rule(officer)
    assert seen_by_list(officer) == seen_by_rule(officer)
    drafts = queries.conclusions_to_confirm(officer.own_unit_ids, programme_id=town.programme.id)
    assert own.id not in {row.id for row in drafts}


@pytest.mark.parametrize(
    ("who", "drafts"),
    [
        ("chair", {"Cho đơn vị mình", "Cho xã kia", "Cho các xã", "Cho nhóm điểm", "Bỏ"}),
        ("observer", {"Cho đơn vị mình", "Cho xã kia", "Cho các xã", "Cho nhóm điểm", "Bỏ"}),
        ("officer", {"Cho đơn vị mình", "Cho nhóm điểm"}),
        ("officer2", {"Cho xã kia", "Cho các xã"}),
        ("admin", set()),
    ],
)
def test_a_draft_is_seen_by_those_whom_it_addresses(full, town, who, drafts):
    person = town.person(who)
    meeting = queries.get_meeting(full.meeting.id)
    assert {c.text for c in meeting.conclusions if policy.can_view_conclusion(person, c)} == drafts


def test_a_units_page_of_work_shows_the_drafts_for_it(full, town):
    def drafts(who):
        unit_ids = town.person(who).own_unit_ids
        return [row.text for row in queries.conclusions_to_confirm(unit_ids, programme_id=town.programme.id)]

    assert drafts("officer") == ["Cho đơn vị mình", "Cho nhóm điểm"]
    assert drafts("head2") == ["Cho xã kia", "Cho các xã"]
    assert drafts("staff") == []
    full.close().publish()
    assert drafts("officer") == []


def test_published_conclusions_are_seen_by_all_members_and_their_tasks_by_those_who_take_part(full, town, sign_in):
    full.close().publish()
    address = f"/meetings/{full.meeting.id}"
    theirs = next(c for c in full.meeting.conclusions if c.text == "Cho xã kia")
    officer, officer2 = sign_in("officer").get(address).text, sign_in("officer2").get(address).text
    assert "Cho xã kia" in officer
    assert "Bỏ" not in officer
    assert f"/tasks/{theirs.task_id}" not in officer
    assert f"/tasks/{theirs.task_id}" in officer2


def test_a_unit_reads_no_drafts_of_others_on_the_page_or_in_its_story(full, town, sign_in):
    page = sign_in("officer").get(f"/meetings/{full.meeting.id}").text
    assert "Cho đơn vị mình" in page
    assert "Cho xã kia" not in page


@pytest.mark.parametrize("who", ["officer", "admin", "staff"])
def test_what_one_may_not_know_of_is_not_found(full, town, sign_in, who):
    foreign = db.session.scalars(sa.select(Meeting).where(Meeting.title == "Họp nơi khác")).one()
    assert sign_in(who).get(f"/meetings/{foreign.id}").status_code == 404


def test_another_units_draft_is_not_found(full, town, sign_in):
    theirs = next(c for c in full.meeting.conclusions if c.text == "Cho xã kia")
    assert sign_in("officer").get(f"/conclusions/{theirs.id}").status_code == 404
    assert sign_in("officer2").get(f"/conclusions/{theirs.id}").status_code == 302


def test_staff_of_another_programme_see_nothing_here(full, town, sign_in):
    other = town.another_programme("Phong trào khác", members=["Phòng Văn hóa và Thông tin"])
    town.new_person(
        "Trần Lạ", unit="Phòng Văn hóa và Thông tin", role=RoleKind.CHAIR, programme=other, sign_in_name="la"
    )
    assert sign_in("la").get(f"/meetings/{full.meeting.id}").status_code == 404
    assert sign_in("la").post(f"/meetings/{full.meeting.id}/close").status_code == 404


def test_rows_of_the_list_count_what_the_reader_may_see(full, town):
    def counted(who):
        rows = queries.meetings_seen_by(
            town.person(who), programme_id=town.programme.id, quarters=quarters_of(town.quarter.year)
        )
        return next(row.conclusions for row in rows if row.id == full.meeting.id)

    assert (counted("staff"), counted("officer"), counted("officer2")) == (4, 2, 2)
