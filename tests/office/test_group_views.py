"""Groups of units: admin adds, mends, ends them and takes them up again."""

import pytest

from tests.browser import by_id, words
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.office import queries, services
from tracker.office.rules import EndedAlready, NotEnded
from tracker.tasks.models import Part

NEW = {"name": "Các hội quần chúng", "other_names": "các hội", "kinds": ["mass"], "listed": []}


def form_of(group, **changed):
    listed = [unit.id for unit in group.listed]
    names = "\n".join(group.other_names)
    shown = {"name": group.name, "other_names": names, "kinds": group.kinds, "listed": listed}
    return shown | {"version": group.version} | changed


def test_admin_adds_a_group_and_it_is_read_in_documents_at_once(town, sign_in):
    unit = town.unit("Phòng Dân tộc")
    answer = sign_in("admin").post("/unit-groups/new", data=NEW | {"listed": [unit.id]})
    group = town.group("các hội")
    assert answer.location == f"/unit-groups/{group.id}"
    found = queries.expand(group, programme_id=town.programme.id, on=town.today)
    assert {unit.name for unit in found} == {"Hội Liên hiệp Phụ nữ huyện", "Phòng Dân tộc"}
    assert story_of(group)[0].name == "group.added"


def test_its_page_says_whom_it_means_today_by_programme(town, sign_in):
    town.another_programme(members=["Xã Đăk Tơ Mil"])
    town.new_unit("Xã Ngoài Cuộc", member=False)
    text = words(sign_in("admin").get(f"/unit-groups/{town.group('các xã').id}"))
    assert "Đường làng sáng đèn 1 đơn vị: Xã Đăk Tơ Mil" in text
    assert "Không tham gia chương trình nào 1 đơn vị: Xã Ngoài Cuộc" in text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Các xã, thị trấn"}, "name"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["nonsense"]}, "kinds"),
        ({"listed": [9999]}, "listed"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(town, sign_in, changed, field):
    taken = queries.groups()[0].name
    data = NEW | changed | ({"name": taken} if changed.get("name") else {})
    answer = sign_in("admin").post("/unit-groups/new", data=data)
    assert answer.status_code == 422
    assert words(by_id(answer, f"{field}-errors"))


def test_admin_mends_a_group_and_units_that_ended_stay_listed(town, sign_in):
    group, gone, here = town.group("các xã"), town.unit("Ban Dân vận Huyện ủy"), town.unit("Phòng Dân tộc")
    with transaction():
        group.listed.extend([gone, here])
    with transaction():
        gone.ended_on = town.today
    answer = sign_in("admin").post(f"/unit-groups/{group.id}/edit", data=form_of(group, name="Các xã", listed=[]))
    assert answer.status_code == 302
    db.session.expire_all()
    assert (group.name, [unit.id for unit in group.listed]) == ("Các xã", [gone.id])
    assert story_of(group)[0].facts["taken_out"] == ["Phòng Dân tộc"]


def test_the_second_of_two_who_mend_a_group_sees_both_texts(town, sign_in):
    group, browser = town.group("các xã"), sign_in("admin")
    first, second = form_of(group, name="Tên trước"), form_of(group, name="Tên sau")
    assert browser.post(f"/unit-groups/{group.id}/edit", data=first).status_code == 302
    answer = browser.post(f"/unit-groups/{group.id}/edit", data=second)
    assert answer.status_code == 409
    assert "Tên trước" in words(answer)


def test_a_group_that_ended_is_offered_nowhere_and_what_was_addressed_to_it_stays(town, sign_in):
    group = town.group("các xã")
    task = town.task(group="các xã")
    browser = sign_in("admin")
    assert browser.post(f"/unit-groups/{group.id}/end").status_code == 302
    assert queries.name_book(on=town.today).find("các xã") is None
    assert group.name not in sign_in("staff").get("/tasks/new").text
    assert group.name not in words(browser.get("/unit-groups/"))
    assert group.name in words(browser.get("/unit-groups/?ended=1"))
    assert {part.part for part in task.assignments} == {Part.IMPLEMENT}
    assert browser.post(f"/unit-groups/{group.id}/end").status_code == 422
    assert browser.post(f"/unit-groups/{group.id}/resume").status_code == 302
    assert queries.name_book(on=town.today).find("các xã").group_id == group.id
    assert [event.name for event in story_of(group)[:2]] == ["group.resumed", "group.ended"]
    assert browser.post(f"/unit-groups/{group.id}/resume").status_code == 422


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_nobody_else_comes_near(town, sign_in, who):
    group, browser = town.group("các xã"), sign_in(who)
    for address in ("/unit-groups/", "/unit-groups/new"):
        assert browser.get(address).status_code == 403
    for address in (f"/unit-groups/{group.id}", f"/unit-groups/{group.id}/edit"):
        assert browser.get(address).status_code == 404
    assert browser.post("/unit-groups/new", data=NEW).status_code == 403
    for act in ("edit", "end", "resume"):
        assert browser.post(f"/unit-groups/{group.id}/{act}", data=form_of(group)).status_code == 404


def test_ending_and_going_on_are_refused_where_they_are_so_already(town):
    group, admin = town.group("các xã"), town.person("admin")
    with pytest.raises(NotEnded), transaction():
        services.resume_group(group, by=admin, at=town.now)
    with transaction():
        services.end_group(group, by=admin, at=town.now)
    with pytest.raises(EndedAlready), transaction():
        services.end_group(group, by=admin, at=town.now)
