"""Two units become one: what was open goes on there, what is past stays where it was."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from tests.documents.evidence import pdf
from tests.meetings.conftest import Room
from tests.succession.conftest import DAY, into, roles_of
from tracker.core.db import db, transaction
from tracker.documents.accepting import Sent
from tracker.meetings import services as meetings
from tracker.office import queries as office
from tracker.office import services as office_services
from tracker.office.models import Person, RoleKind, UnitName, UnitSuccession
from tracker.succession.decisions import Choices
from tracker.tasks import queries as tasks
from tracker.tasks import services as tasks_services
from tracker.tasks.models import Assignment, Part, ProgressUpdate, State
from tracker.tasks.services import Addressed


def test_open_parts_of_every_state_move_and_accepted_ones_stay(town, communes, trail):
    open_states = (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED)
    going = [communes.part(communes.one, state, title=f"Việc {state}") for state in open_states]
    staying = communes.part(communes.one, State.ACCEPTED, title="Việc đã xong")
    new = communes.merge()
    assert {part.unit_id for part in going} == {new.id}
    assert [part.state for part in going] == list(open_states)
    assert staying.unit_id == communes.one.id
    assert trail(going[0])[-1] == "assignment.moved_by_merger"
    assert "assignment.moved_by_merger" not in trail(staying)


def test_a_part_that_moves_is_another_version_for_whoever_has_it_open(communes):
    part = communes.part(communes.one)
    before = part.version
    communes.merge()
    assert part.version == before + 1


def test_debts_of_earlier_quarters_move_too(town, communes):
    old = communes.part(communes.one, quarter=town.quarter.previous.previous)
    assert old.unit_id == communes.one.id
    assert communes.merge().id == old.unit_id


def test_what_a_unit_said_of_its_part_stays_with_the_part(communes):
    part = communes.part(communes.one, State.IN_PROGRESS, percent=30)
    said = sa.select(ProgressUpdate.percent, ProgressUpdate.by_id).where(ProgressUpdate.assignment_id == part.id)
    before = db.session.execute(said).all()
    communes.merge()
    assert db.session.execute(said).all() == before != []


def test_where_both_have_a_part_one_carries_on_with_the_lowest_percent_and_the_words_of_both(communes, trail):
    task = communes.shared_task()
    first = communes.part(communes.one, State.IN_PROGRESS, task=task, percent=80, words="Đã xong ba thôn.")
    second = communes.part(communes.two, State.IN_PROGRESS, task=task, percent=20, words="Mới xong một thôn.")
    new = communes.merge()
    assert (second.unit_id, second.state, second.percent) == (new.id, State.IN_PROGRESS, 20)
    assert second.words == "Xã Đăk Mơ: Đã xong ba thôn.\nXã Đăk Sú: Mới xong một thôn."
    assert (first.unit_id, first.state, first.percent) == (communes.one.id, State.ENDED, 80)
    assert trail(second)[-1] == "assignment.joined"
    assert trail(first)[-1] == "assignment.ended_by_merger"


def test_a_part_handed_in_waits_for_the_other_that_is_not(communes):
    task = communes.shared_task()
    communes.part(communes.one, State.SUBMITTED, task=task)
    behind = communes.part(communes.two, State.ASSIGNED, task=task)
    communes.merge()
    assert (behind.state, behind.percent, behind.submitted_at) == (State.ASSIGNED, 0, None)


def test_the_one_that_carries_on_leads_where_one_of_them_led_and_has_the_earlier_deadline(town, communes):
    task = town.task("Việc có chủ trì", lead=communes.one, joining=[communes.two], due=town.today)
    lead, joining = sorted(task.assignments, key=lambda part: part.part is not Part.LEAD)
    with transaction():
        joining.due_on, lead.percent = town.today - timedelta(days=9), 60
    communes.merge()
    assert (joining.part, joining.state, joining.percent) == (Part.LEAD, State.ASSIGNED, 0)
    assert joining.due_on == town.today - timedelta(days=9)
    assert lead.state is State.ENDED


def test_a_part_that_ended_is_owed_by_nobody_and_its_page_says_that_it_ended(town, communes, sign_in):
    task = communes.shared_task()
    communes.part(communes.one, State.SUBMITTED, task=task)
    communes.merge()
    listed = tasks.owed_by_unit(town.programme.id, quarter=town.quarter, reckoning=tasks.reckoning(town.today))
    assert communes.one.id not in {row.unit_id for row in listed}
    page = sign_in("staff").get(f"/tasks/{task.id}").get_data(as_text=True)
    assert "Đã kết thúc" in page


def test_an_accepted_part_does_not_meet_the_open_one_of_the_other(communes):
    task = communes.shared_task()
    done = communes.part(communes.one, State.ACCEPTED, task=task)
    going = communes.part(communes.two, State.ASSIGNED, task=task)
    new = communes.merge()
    assert (done.unit_id, done.state) == (communes.one.id, State.ACCEPTED)
    assert (going.unit_id, going.state) == (new.id, State.ASSIGNED)


def test_a_unit_that_is_there_takes_over_and_its_own_part_carries_on(communes):
    task = communes.shared_task()
    own = communes.part(communes.two, State.IN_PROGRESS, task=task, percent=70)
    taken = communes.part(communes.one, State.IN_PROGRESS, task=task, percent=10)
    only = communes.part(communes.one, title="Chỉ của một xã")
    communes.decide(replace(communes.merger(units=[communes.one]), successors=into(communes.two)))
    assert (own.unit_id, own.percent, own.state) == (communes.two.id, 10, State.IN_PROGRESS)
    assert (taken.unit_id, taken.state) == (communes.one.id, State.ENDED)
    assert only.unit_id == communes.two.id
    assert (communes.one.ended_on, communes.two.ended_on) == (DAY, None)


def test_units_end_the_day_before_and_the_new_one_begins(communes, trail):
    new = communes.merge()
    for unit in (communes.one, communes.two):
        assert unit.ended_on == DAY
        assert [name.valid_to for name in unit.names if name.official] == [DAY - timedelta(days=1)]
        assert trail(unit)[-1] == "unit.succeeded"
    assert new.began_on == DAY
    assert [name.valid_from for name in new.names] == [DAY]
    known = set(db.session.execute(sa.select(UnitSuccession.former_id, UnitSuccession.since)).all())
    assert {(communes.one.id, DAY), (communes.two.id, DAY)} <= known


def test_names_are_found_by_the_day(communes):
    new = communes.merge()
    before, after = office.name_book(on=DAY - timedelta(days=1)), office.name_book(on=DAY)
    assert before.find("xã Đăk Sú").unit_id == communes.two.id
    assert before.find("Xã Đăk Mơ Sú") is None
    assert after.find("Xã Đăk Sú") is None
    assert after.find("Xã Đăk Mơ Sú").unit_id == new.id


def test_a_new_unit_may_bear_the_name_of_one_that_ends_by_the_same_act(communes):
    new = communes.merge("Xã Đăk Mơ")
    assert new.id != communes.one.id
    assert office.name_book(on=DAY).find("Xã Đăk Mơ").unit_id == new.id
    assert office.name_book(on=DAY - timedelta(days=1)).find("Xã Đăk Mơ").unit_id == communes.one.id


def test_the_new_unit_belongs_to_what_they_belonged_to(town, communes):
    above = town.unit("Ủy ban nhân dân huyện")
    with transaction():
        communes.one.parent_id = communes.two.parent_id = above.id
    assert communes.merge().parent_id == above.id


def test_people_go_along_with_their_roles_and_the_past_keeps_its_own(town, communes):
    new = communes.merge()
    assert {person.unit_id for person in (communes.head_of_two, communes.officer_of_one)} == {new.id}
    assert roles_of(town, communes.officer_of_one) == {(RoleKind.OFFICER, new.id)}
    past = office.get_person(communes.officer_of_one.id, DAY - timedelta(days=1))
    assert past.acts_for(communes.one.id)
    assert not past.acts_for(new.id)


def test_one_head_stays_head_and_the_other_becomes_officer(town, communes):
    new = communes.merge(choices=Choices(heads={0: communes.head_of_two.id}))
    assert roles_of(town, communes.head_of_two) == {(RoleKind.HEAD, new.id)}
    assert roles_of(town, communes.head_of_one) == {(RoleKind.OFFICER, new.id)}


def test_without_a_choice_the_first_head_stays(town, communes):
    new = communes.merge()
    assert roles_of(town, communes.head_of_one) == {(RoleKind.HEAD, new.id)}


def test_whoever_has_left_stays_where_they_were(town, communes):
    with transaction():
        communes.officer_of_one.ended_on = DAY - timedelta(days=30)
    communes.merge()
    assert db.session.get_one(Person, communes.officer_of_one.id).unit_id == communes.one.id


def test_the_new_unit_takes_part_is_listed_and_gathers_reports_where_they_did(town, communes):
    with transaction():
        listed = office_services.add_group(
            "Các xã vùng sâu", listed=[communes.one], by=town.person("admin"), at=town.now
        )
        town.programme.standing_unit = communes.two
    child = town.new_unit("Thôn Một")
    with transaction():
        child.parent_id = communes.one.id
    new = communes.merge()
    assert new in town.programme.members
    assert communes.one in town.programme.members, "pages of the past know it still"
    assert new in listed.listed
    assert town.programme.standing_unit_id == new.id
    assert child.parent_id == new.id


def test_drafts_address_the_new_unit_once_and_what_was_published_stays(town, communes):
    room = Room(town).open()
    both = [Addressed(Part.IMPLEMENT, unit=communes.one), Addressed(Part.LEAD, unit=communes.two)]
    draft = conclude(room, "Nháp gửi hai xã", both)
    earlier = Room(town, town.new_meeting("Họp trước", quarter=town.quarter.previous)).open()
    published = conclude(earlier, "Đã ban hành", both[:1])
    earlier.close().publish()
    new = communes.merge()
    db.session.expire_all()
    assert [(a.unit_id, a.part) for a in draft.addressed] == [(new.id, Part.LEAD)]
    assert [a.unit_id for a in published.addressed] == [communes.one.id]


def conclude(room, text, addressed):
    with transaction():
        facts = meetings.ConclusionFacts(text=text, addressed=addressed)
        return meetings.add_conclusion(room.meeting, facts, by=room.town.person("staff"), at=room.town.now)


def test_nothing_is_lost_or_doubled(town, communes):
    for n in range(6):
        task = communes.shared_task(f"Việc chung {n}")
        communes.part(communes.one, [State.ASSIGNED, State.ACCEPTED, State.SUBMITTED][n % 3], task=task)
    count = sa.select(Assignment.state, sa.func.count().label("number")).group_by(Assignment.state)
    before = {row.state: row.number for row in db.session.execute(count)}
    new = communes.merge()
    after = {row.state: row.number for row in db.session.execute(count)}
    assert sum(after.values()) == sum(before.values())
    assert after[State.ACCEPTED] == before[State.ACCEPTED]
    left = sa.select(sa.func.count()).where(
        Assignment.unit_id.in_([communes.one.id, communes.two.id]),
        Assignment.state.not_in([State.ACCEPTED, State.ENDED]),
    )
    assert db.session.scalar(left) == 0
    assert db.session.scalar(sa.select(sa.func.count()).where(Assignment.unit_id == new.id)) == 6
    assert db.session.scalar(sa.select(sa.func.count(UnitName.id)).where(UnitName.unit_id == new.id)) == 1


def test_where_both_declined_the_reasons_of_both_stand_under_the_one_that_carries_on(town, communes):
    task = communes.shared_task()
    parts = [communes.part(unit, task=task) for unit in (communes.one, communes.two)]
    with transaction():
        for part, head in zip(parts, (communes.head_of_one, communes.head_of_two), strict=True):
            tasks_services.decline_part(part, words=f"Lý do của {part.unit.name}", by=head, at=town.now)
    communes.merge()
    (carrier,) = [part for part in parts if part.state is State.DECLINED]
    assert carrier.declined_words.splitlines() == [
        "Xã Đăk Mơ: Lý do của Xã Đăk Mơ",
        "Xã Đăk Sú: Lý do của Xã Đăk Sú",
    ]


def test_the_files_of_a_part_that_is_joined_go_with_its_words(town, communes):
    task = communes.shared_task()
    ending = communes.part(communes.one, State.IN_PROGRESS, task=task, percent=80)
    going = communes.part(communes.two, State.IN_PROGRESS, task=task, percent=20)
    with transaction():
        sent = [Sent("biên bản.pdf", pdf())]
        tasks_services.attach_evidence(ending, sent, by=communes.head_of_one, at=town.now)
    communes.merge()
    assert [file.name for file in tasks.evidence_of(going)] == ["biên bản.pdf"]
    assert going.unit_id not in (communes.one.id, communes.two.id)
