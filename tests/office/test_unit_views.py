"""The list of units and one unit; admin adds and corrects them."""

from datetime import date, timedelta

import pytest

from tests.browser import by_id, page, words
from tests.together import at_once
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.office import queries, services
from tracker.office.models import Unit, UnitKind
from tracker.office.rules import UnitUnderItself

NEW = {
    "name": "Phường Mới",
    "short_name": "P. Mới",
    "kind": "commune",
    "parent": "0",
    "other_names": "",
    "began_on": "",
}


def form_of(unit, **changed):
    facts = services.facts_of(unit)
    shown = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind.value, "version": unit.version}
    shown |= {"parent": unit.parent_id or 0, "other_names": "\n".join(facts.other_names), "began_on": ""}
    return shown | changed


def names_of(answer):
    return [link.text_content().strip() for link in by_id(answer, "units").xpath(".//tbody//th//a")]


def last_events(unit, count):
    return [(event.name, event.by_name) for event in story_of(unit)[:count]]


# The list -------------------------------------------------------------------------------------------------------


def test_the_list_is_a_tree(town, sign_in):
    district, office = town.unit("UBND huyện"), town.unit("Phòng Dân tộc")
    with transaction():
        office.parent_id = district.id
        town.unit("Xã Đăk Tơ Mil").parent_id = office.id
    answer = sign_in("officer").get("/units/")
    names = names_of(answer)
    place = names.index(district.name)
    assert names[place : place + 3] == [district.name, "Phòng Dân tộc", "Xã Đăk Tơ Mil"]
    steps = by_id(answer, "units").xpath(".//tbody/tr/@class")
    assert steps == ["depth-1", "depth-2"]


def test_units_are_found_by_any_name_with_or_without_marks_and_by_kind(town, sign_in):
    browser = sign_in("officer")
    assert names_of(browser.get("/units/?q=ubmttqvn")) == ["Ủy ban Mặt trận Tổ quốc Việt Nam huyện"]
    assert names_of(browser.get("/units/?q=dak+to+mil&kind=commune")) == ["Xã Đăk Tơ Mil"]
    assert "Không có đơn vị nào phù hợp" in words(browser.get("/units/?q=dak+to+mil&kind=mass"))
    assert len(names_of(browser.get("/units/?kind=commune"))) == 7


def test_the_list_is_sorted_as_asked(town, sign_in):
    browser = sign_in("officer")
    by_name = names_of(browser.get("/units/?sort=name"))
    assert by_name[0].startswith("Ban Chỉ đạo")
    assert names_of(browser.get("/units/?sort=-name")) == by_name[::-1]
    assert names_of(browser.get("/units/?sort=nonsense")) != []


def test_a_unit_that_has_ended_is_shown_when_it_is_asked_for(town, sign_in):
    with transaction():
        town.unit("Xã Ia Lơ Bưm").ended_on = town.today
    browser = sign_in("officer")
    assert "Xã Ia Lơ Bưm" not in names_of(browser.get("/units/"))
    assert "Xã Ia Lơ Bưm" in names_of(browser.get("/units/?ended=1"))
    assert "Xã Ia Lơ Bưm" in names_of(browser.get(f"/units/?on={town.today - timedelta(days=1):%d/%m/%Y}"))


def test_a_day_that_is_none_is_said_beside_its_field(sign_in):
    answer = sign_in("officer").get("/units/?on=31/6/2025")
    assert answer.status_code == 200
    assert "31/6/2025" in words(by_id(answer, "filter-on-problem"))


def test_htmx_gets_only_the_list(sign_in, htmx):
    answer = sign_in("officer").get("/units/?q=dak", headers=htmx)
    assert "<html" not in answer.text
    assert page(answer).get("id") == "units"


# One unit -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "may"), [("admin", True), ("staff", False), ("officer", False)])
def test_everybody_reads_a_unit_and_admin_alone_is_offered_to_correct_it(town, sign_in, who, may):
    unit = town.unit("UBMTTQVN huyện")
    answer = sign_in(who).get(f"/units/{unit.id}")
    text = words(answer)
    for told in ("UBMTTQVN huyện", "Mặt trận và các đoàn thể huyện", town.programme.name, "Võ Thị Cẩm Vy"):
        assert told in text
    assert (f"/units/{unit.id}/edit" in answer.text) is may


# Adding and correcting ------------------------------------------------------------------------------------------


def test_admin_adds_a_unit_with_all_its_names(town, sign_in):
    above = town.unit("UBND huyện")
    data = NEW | {"parent": str(above.id), "other_names": "P. Mới \n\nUBND  phường Mới", "began_on": "1/7/2025"}
    answer = sign_in("admin").post("/units/new", data=data)
    unit = town.unit("UBND phường Mới")
    assert answer.location == f"/units/{unit.id}"
    assert (unit.name, unit.short_name, unit.kind, unit.parent_id) == ("Phường Mới", "P. Mới", "commune", above.id)
    assert unit.began_on == unit.names[0].valid_from == date(2025, 7, 1)
    assert services.facts_of(unit).other_names == ["P. Mới", "UBND phường Mới"]
    assert last_events(unit, 1) == [("unit.added", "Lê Quang Thiệp")]


def test_a_form_that_was_sent_twice_adds_one(town, sign_in):
    browser = sign_in("admin")
    data = NEW | {"form_key": "once-and-no-more"}
    assert [browser.post("/units/new", data=data).status_code for _ in range(2)] == [302, 303]
    assert len([u for u in queries.existing_units(on=town.today) if u.name == "Phường Mới"]) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "xã đăk tơ mil"}, "name"),  # is there already
        ({"name": "x" * 201}, "name"),
        ({"short_name": ""}, "short_name"),
        ({"kind": "province"}, "kind"),
        ({"parent": "9999"}, "parent"),
        ({"began_on": "31/6/2025"}, "began_on"),
        ({"began_on": "tháng 7/2025"}, "began_on"),
        ({"other_names": "\n".join(map(str, range(60)))}, "other_names"),
        ({"other_names": "x" * 201}, "other_names"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(town, sign_in, changed, field):
    answer = sign_in("admin").post("/units/new", data=NEW | {"short_name": "Giữ lại"} | changed)
    assert answer.status_code == 422
    assert words(by_id(answer, f"{field}-errors"))
    if field != "short_name":
        assert "Giữ lại" in answer.text


def test_a_name_may_be_that_of_a_unit_elsewhere_in_the_tree_or_of_one_that_has_ended(town, sign_in):
    browser, above = sign_in("admin"), town.unit("UBND huyện").id
    assert browser.post("/units/new", data=NEW | {"name": "Xã Đăk Tơ Mil", "parent": above}).status_code == 302
    with transaction():
        town.unit("Xã Ia Lơ Bưm").ended_on = town.today
    assert browser.post("/units/new", data=NEW | {"name": "Xã Ia Lơ Bưm"}).status_code == 302


def test_admin_corrects_a_unit_and_each_fact_leaves_its_trace(town, sign_in):
    unit, above = town.unit("Xã Đăk Tơ Mil"), town.unit("UBND huyện")
    data = form_of(unit, name="Xã Đăk Tơ Míl", short_name="ĐTM", kind="other", parent=above.id, began_on="1/1/2020")
    data["other_names"] = "UBND xã ĐTM"
    answer = sign_in("admin").post(f"/units/{unit.id}/edit", data=data)
    assert answer.location == f"/units/{unit.id}"
    db.session.expire_all()
    official = [name for name in unit.names if name.official]
    assert [(name.name, name.short_name, name.valid_from) for name in official] == [
        ("Xã Đăk Tơ Míl", "ĐTM", date(2020, 1, 1))
    ]
    assert (unit.name, unit.short_name, unit.kind, unit.parent_id) == ("Xã Đăk Tơ Míl", "ĐTM", "other", above.id)
    assert {name for name, _ in last_events(unit, 6)} == set(services.units.CORRECTED.values())
    story = words(sign_in("officer").get(f"/units/{unit.id}"))
    assert "Sửa tên: Xã Đăk Tơ Mil → Xã Đăk Tơ Míl" in story
    assert "Sửa loại đơn vị: Xã, phường, thị trấn → Khác" in story


def test_a_unit_is_found_by_its_corrected_name(town, sign_in):
    unit = town.unit("Xã Đăk Tơ Mil")
    sign_in("admin").post(f"/units/{unit.id}/edit", data=form_of(unit, name="Xã Hoàn Toàn Khác"))
    assert town.unit("xã hoan toan khac").id == unit.id


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
def test_nobody_else_adds_or_corrects(town, sign_in, who):
    unit, browser = town.unit("Xã Đăk Tơ Mil"), sign_in(who)
    assert browser.get("/units/new").status_code == 403
    assert browser.post("/units/new", data=NEW).status_code == 403
    assert browser.get(f"/units/{unit.id}/edit").status_code == 403
    assert browser.post(f"/units/{unit.id}/edit", data=form_of(unit, name="Khác")).status_code == 403


def test_a_circle_in_the_tree_is_refused(town, sign_in):
    above, below = town.unit("UBND huyện"), town.unit("Phòng Dân tộc")
    with transaction():
        below.parent_id = above.id
    browser = sign_in("admin")
    answer = browser.post(f"/units/{above.id}/edit", data=form_of(above, parent=below.id))
    assert answer.status_code == 422
    assert "trực thuộc chính" in words(by_id(answer, "parent-errors"))
    assert browser.post(f"/units/{above.id}/edit", data=form_of(above, parent=above.id)).status_code == 422


def test_a_unit_may_stay_under_one_that_has_ended_and_not_come_under_it(town, sign_in):
    ended, unit, other = town.unit("UBND huyện"), town.unit("Phòng Dân tộc"), town.unit("Xã Đăk Tơ Mil")
    with transaction():
        unit.parent_id, ended.ended_on = ended.id, town.today
    browser = sign_in("admin")
    assert browser.post(f"/units/{unit.id}/edit", data=form_of(unit, short_name="DT")).status_code == 302
    assert browser.post(f"/units/{other.id}/edit", data=form_of(other, parent=ended.id)).status_code == 422


def test_a_unit_does_not_begin_after_it_ended(town, sign_in):
    unit = town.unit("Xã Đăk Tơ Mil")
    with transaction():
        unit.ended_on = date(2025, 7, 1)
    answer = sign_in("admin").post(f"/units/{unit.id}/edit", data=form_of(unit, began_on="1/7/2025"))
    assert answer.status_code == 422
    assert "01/07/2025" in words(by_id(answer, "began_on-errors"))


def test_the_second_of_two_who_correct_a_unit_sees_both_texts(town, sign_in):
    unit = town.unit("Xã Đăk Tơ Mil")
    first, second = form_of(unit, name="Tên của người trước"), form_of(unit, name="Tên của người sau")
    browser = sign_in("admin")
    assert browser.post(f"/units/{unit.id}/edit", data=first).status_code == 302
    answer = browser.post(f"/units/{unit.id}/edit", data=second)
    assert answer.status_code == 409
    assert "Tên của người trước" in words(answer)
    assert by_id(answer, "name").get("value") == "Tên của người sau"
    version = page(answer).xpath("//input[@name='version']/@value")[0]
    assert browser.post(f"/units/{unit.id}/edit", data=second | {"version": version}).status_code == 302


def correct(town, unit_id, seen, **changed):
    unit = db.session.get_one(Unit, unit_id)
    facts = services.UnitFacts(**{"name": unit.name, "short_name": unit.short_name, "kind": UnitKind.OTHER} | changed)
    services.edit_unit(unit, facts, seen=seen, by=town.person("admin"), at=town.now)


def test_of_two_corrections_at_once_one_is_told(app, town):
    unit_id = town.unit("Xã Đăk Tơ Mil").id
    acts = [lambda town, n=n: correct(town, unit_id, 1, short_name=f"Tên {n}") for n in range(2)]
    assert [type(refusal) for refusal in at_once(app, acts)] == [ChangedMeanwhile]


def test_two_moves_at_once_make_no_circle(app, town):
    one, other = town.unit("Xã Đăk Tơ Mil").id, town.unit("Phòng Dân tộc").id

    def under(above):
        def act(town):
            correct(town, one + other - above, 1, parent=db.session.get_one(Unit, above))

        return act

    assert [type(refusal) for refusal in at_once(app, [under(one), under(other)])] == [UnitUnderItself]
