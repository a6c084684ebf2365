"""A person leaves, and another takes up what was theirs to do."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.town import OWN
from tracker.accounts import queries as accounts
from tracker.accounts.models import SignInSession
from tracker.accounts.rules.people import OfficeNeedsAdmin
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.office import queries as office
from tracker.office.models import Person, Role, RoleKind
from tracker.office.rules import PersonHasLeft
from tracker.succession import rules, services
from tracker.succession.services import Leaving
from tracker.tasks.models import ProgressUpdate, State


def leave(town, who, successor, *, on=None, roles=None, by="admin"):
    leaver = who if isinstance(who, Person) else town.person(who)
    chosen = [role.id for role in office.roles_held(leaver)] if roles is None else roles
    leaving = Leaving(successor=successor, on=on or town.today, role_ids=chosen)
    with transaction():
        services.hand_over(leaver, leaving, by=town.person(by), at=town.now)
    db.session.expire_all()
    return leaver


def powers(person, day):
    found = office.get_person(person.id, day)
    return None if found is None else {(power.kind, power.unit_id, power.programme_id) for power in found.powers}


def test_the_roles_pass_on_and_the_leaver_is_gone(town):
    heir = town.new_person("Y Kế Nhiệm", role=None)
    had = powers(town.person("officer"), town.today)
    leaver = leave(town, "officer", heir)
    assert powers(heir, town.today) == had
    assert powers(leaver, town.today) is None
    assert {role.valid_to for role in office.roles_held(leaver)} == {town.today - timedelta(days=1)}
    told = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == "person.handed_over")).one()
    assert told.facts["successor"] == "Y Kế Nhiệm"


def test_the_roles_begin_on_the_day_so_that_nobody_inherits_the_past(town):
    heir = town.new_person("Y Kế Nhiệm", role=None)
    leave(town, "officer", heir)
    assert [role.valid_from for role in office.roles_held(heir)] == [town.today]
    assert not powers(heir, town.today - timedelta(days=1))


def test_roles_that_were_not_chosen_end(town):
    heir = town.new_person("Y Kế Nhiệm", role=None)
    leaver = leave(town, "head", heir, roles=[])
    assert powers(heir, town.today) == set()
    assert powers(leaver, town.today) is None


def test_the_account_is_closed_and_its_sessions_end(town, sign_in):
    browser, heir = sign_in("officer"), town.new_person("Y Kế Nhiệm", role=None)
    assert browser.get("/work").status_code == 200
    leaver = leave(town, "officer", heir)
    assert browser.get("/work").status_code == 302
    account = accounts.account_of(leaver)
    assert account.disabled
    open_ones = (SignInSession.account_id == account.id) & SignInSession.ended_at.is_(None)
    assert not db.session.scalars(sa.select(SignInSession).where(open_ones)).all()


def test_ahead_of_the_day_both_work_as_before_and_from_it_on_the_other_does(town, sign_in):
    heir, day = town.new_person("Y Kế Nhiệm", role=None), town.today + timedelta(days=20)
    had, browser = powers(town.person("officer"), town.today), sign_in("officer")
    leaver = leave(town, "officer", heir, on=day)
    assert powers(leaver, town.today) == had
    assert browser.get("/work").status_code == 200
    assert powers(heir, town.today) == set()
    assert powers(heir, day) == had
    assert powers(leaver, day - timedelta(days=1)) == had
    assert powers(leaver, day) is None


def test_what_the_leaver_said_and_did_stays_under_their_name(town):
    part, leaver = town.assignment(unit=OWN, state=State.IN_PROGRESS), town.person("officer")
    said = sa.select(ProgressUpdate.by_id).where(ProgressUpdate.assignment_id == part.id)
    did = sa.select(sa.func.count(AuditEvent.id)).where(AuditEvent.by_id == leaver.id)
    before = (db.session.scalars(said).all(), db.session.scalar(did))
    leave(town, "officer", town.new_person("Y Kế Nhiệm", role=None))
    assert (db.session.scalars(said).all(), db.session.scalar(did)) == before


def test_a_role_that_the_successor_holds_is_not_given_twice(town):
    heir = town.new_person("Y Kế Nhiệm", role=RoleKind.OFFICER)
    before = db.session.scalar(sa.select(sa.func.count(Role.id)).where(Role.person_id == heir.id))
    leave(town, "officer", heir)
    assert db.session.scalar(sa.select(sa.func.count(Role.id)).where(Role.person_id == heir.id)) == before


def test_the_last_admin_stays_unless_another_becomes_admin(town):
    admin, heir = town.person("admin"), town.new_person("Y Kế Nhiệm", role=None, sign_in_name="ke.nhiem")
    with pytest.raises(OfficeNeedsAdmin):
        leave(town, admin, heir, roles=[])
    db.session.rollback()
    assert powers(admin, town.today)
    leave(town, admin, heir)
    assert (RoleKind.ADMIN, None, None) in powers(heir, town.today)
    assert powers(admin, town.today) is None


@pytest.mark.parametrize(
    ("on", "refusal"), [(date(2226, 1, 1), rules.DayIsTooFar), (date(1026, 1, 1), rules.DayIsTooFar)]
)
def test_a_day_years_away_is_refused(town, on, refusal):
    with pytest.raises(refusal):
        leave(town, "officer", town.new_person("Y Kế Nhiệm", role=None), on=on)


def test_nobody_hands_over_to_themselves_twice_or_to_one_who_has_left(town):
    heir = town.new_person("Y Kế Nhiệm", role=None)
    with pytest.raises(rules.SuccessorOfThemselves):
        leave(town, "officer", town.person("officer"))
    leaver = leave(town, "officer", heir)
    with pytest.raises(rules.LeavesAlready):
        leave(town, leaver, heir)
    with pytest.raises(PersonHasLeft):
        leave(town, "head", leaver)


def test_the_page_shows_it_first_and_does_it_by_one_act(town, sign_in):
    heir, leaver, admin = town.new_person("Y Kế Nhiệm", role=None), town.person("officer"), sign_in("admin")
    address = f"/people/{leaver.id}/hand-over"
    roles = [role.id for role in office.roles_held(leaver)]
    told = {"successor": heir.id, "day": "28/10/2026", "roles": roles}
    assert "Y Kế Nhiệm" in admin.get(address).get_data(as_text=True)
    preview = admin.get(address, query_string=told)
    assert 'method="post"' in preview.get_data(as_text=True)
    assert powers(leaver, town.today), "nothing is changed yet"
    answer = admin.post(address, data=told)
    assert (answer.status_code, answer.location) == (302, f"/people/{leaver.id}")
    db.session.expire_all()
    assert powers(leaver, town.today) is None


@pytest.mark.parametrize("told", [{"successor": 99999}, {"day": "hôm nào"}, {"roles": [99999]}, {"successor": ""}])
def test_bad_input_is_told_beside_the_field(town, sign_in, told):
    heir, leaver, admin = town.new_person("Y Kế Nhiệm", role=None), town.person("officer"), sign_in("admin")
    sent = {"successor": heir.id, "day": "28/10/2026", "roles": []} | told
    for answer in (
        admin.get(f"/people/{leaver.id}/hand-over", query_string=sent),
        admin.post(f"/people/{leaver.id}/hand-over", data=sent),
    ):
        assert answer.status_code == 422
        assert "field-errors" in answer.get_data(as_text=True)
    assert powers(leaver, town.today)


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_only_admins_hand_over_for_others(town, sign_in, who):
    address, browser = f"/people/{town.person('head2').id}/hand-over", sign_in(who)
    assert browser.get(address).status_code == 404
    assert browser.post(address, data={}).status_code == 404
