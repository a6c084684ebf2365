"""Programmes: admin starts, mends, ends them and takes them up again."""

import pytest

from tests.browser import by_id, page, words
from tests.together import at_once
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.office import services
from tracker.office.models import Programme, UnitKind


def form_of(programme, **changed):
    shown = {"name": programme.name, "short_name": programme.short_name, "standing_unit": programme.standing_unit_id}
    members = [unit.id for unit in programme.members if unit.ended_on is None]
    return shown | {"members": members, "kinds": [], "version": programme.version} | changed


@pytest.fixture
def new(town):
    one = town.unit("Phòng Dân tộc").id
    return {"name": "Phong trào mới", "short_name": "Mới", "standing_unit": one, "members": [one], "kinds": ["commune"]}


def test_admin_starts_a_programme_with_single_units_and_whole_kinds(town, sign_in, new):
    answer = sign_in("admin").post("/programmes/new", data=new)
    programme = db.session.query(Programme).filter_by(short_name="Mới").one()
    assert answer.location == f"/programmes/{programme.id}"
    kinds = [unit.kind for unit in programme.members]
    assert (len(kinds), kinds.count(UnitKind.COMMUNE)) == (8, 7)
    assert story_of(programme)[0].name == "programme.added"
    assert "Phong trào mới" in words(sign_in("admin").get("/programmes/"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"short_name": "x" * 61}, "short_name"),
        ({"standing_unit": 9999}, "standing_unit"),
        ({"members": [], "kinds": []}, "members"),
        ({"members": [9999]}, "members"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(town, sign_in, new, changed, field):
    answer = sign_in("admin").post("/programmes/new", data=new | changed)
    assert answer.status_code == 422
    assert words(by_id(answer, f"{field}-errors"))


def test_two_programmes_that_go_on_do_not_share_a_name(town, sign_in, new):
    answer = sign_in("admin").post("/programmes/new", data=new | {"name": town.programme.name})
    assert answer.status_code == 422
    assert words(by_id(answer, "name-errors"))


def test_admin_mends_a_programme_and_members_that_ended_stay(town, sign_in):
    programme, gone, left = town.programme, town.unit("Xã Ia Lơ Bưm"), town.unit("Phòng Dân tộc")
    standing = town.unit("Phòng Văn hóa và Thông tin")
    with transaction():
        gone.ended_on = town.today
    members = [unit.id for unit in programme.members if unit.id not in (gone.id, left.id)]
    data = form_of(programme, name="Tên mới", standing_unit=standing.id, members=members)
    assert sign_in("admin").post(f"/programmes/{programme.id}/edit", data=data).status_code == 302
    db.session.expire_all()
    assert (programme.name, programme.standing_unit_id) == ("Tên mới", standing.id)
    assert gone in programme.members
    assert left not in programme.members
    told = {event.name: event.facts for event in story_of(programme)[:3]}
    assert told["programme.members_changed"]["taken_out"] == ["Phòng Dân tộc"]
    assert told["programme.standing_unit_corrected"]["after"] == standing.name
    assert "programme.edited" in told


def test_the_second_of_two_who_mend_a_programme_sees_both_texts(town, sign_in):
    programme, browser = town.programme, sign_in("admin")
    fewer = form_of(programme)["members"][1:]
    first, second = form_of(programme, members=fewer), form_of(programme, short_name="Tên sau")
    assert browser.post(f"/programmes/{programme.id}/edit", data=first).status_code == 302
    answer = browser.post(f"/programmes/{programme.id}/edit", data=second)
    assert answer.status_code == 409
    assert "Tên sau" in words(answer)
    version = page(answer).xpath("//input[@name='version']/@value")[0]
    again = browser.post(f"/programmes/{programme.id}/edit", data=second | {"version": version})
    assert again.status_code == 302


def test_admin_ends_a_programme_and_takes_it_up_again(town, sign_in):
    programme, browser = town.programme, sign_in("admin")
    assert browser.post(f"/programmes/{programme.id}/end").status_code == 302
    db.session.expire_all()
    assert programme.ended_on == town.today
    assert not page(browser.get("/programmes/")).xpath("//table")
    assert programme.name in words(browser.get("/programmes/?ended=1"))
    assert browser.post(f"/programmes/{programme.id}/end").status_code == 422
    assert browser.post(f"/programmes/{programme.id}/resume").status_code == 302
    assert browser.post(f"/programmes/{programme.id}/resume").status_code == 422
    assert [event.name for event in story_of(programme)[:2]] == ["programme.resumed", "programme.ended"]


def test_of_two_who_end_it_at_once_one_is_told(app, town):
    def end(town):
        services.end_programme(town.programme, by=town.person("admin"), at=town.now)

    refused = at_once(app, [end, end])
    assert len(refused) == 1
    assert type(refused[0]).__name__ in (ChangedMeanwhile.__name__, "EndedAlready")
    assert [event.name for event in story_of(town.programme)].count("programme.ended") == 1


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_nobody_else_comes_near(town, sign_in, new, who):
    programme, browser = town.programme, sign_in(who)
    for address in ("/programmes/", "/programmes/new"):
        assert browser.get(address).status_code == 403
    for address in (f"/programmes/{programme.id}", f"/programmes/{programme.id}/edit"):
        assert browser.get(address).status_code == 404
    assert browser.post("/programmes/new", data=new).status_code == 403
    for act in ("edit", "end", "resume"):
        assert browser.post(f"/programmes/{programme.id}/{act}", data=form_of(programme)).status_code == 404
