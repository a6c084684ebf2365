"""An admin changes units through pages: seen first, done by one act, without a script."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.succession.conftest import LATER
from tracker.core.db import db, transaction
from tracker.office.models import Unit
from tracker.succession.models import ChangeKind, ChangeState, UnitChange
from tracker.succession.queries import preview
from tracker.tasks.models import Assignment, State

DAY, LATER_DAY = "01/10/2026", "01/12/2026"
NOBODYS = ["officer", "head", "staff", "chair", "observer"]


def merger(communes, day=DAY, name="Xã Đăk Mơ Sú", **more):
    told = {"kind": "merge", "units": [communes.one.id, communes.two.id], "into": "new", "new-0-name": name}
    told |= {"new-0-short_name": "Đăk Mơ Sú", "new-0-kind": "commune", "new-0-parent": "0", "day": day}
    return told | {"legal_basis": "Nghị quyết 1681"} | more


def division(communes, **more):
    told = {"kind": "split", "units": communes.one.id, "day": DAY, "main": "1", "legal_basis": ""}
    for place in range(6):
        told |= {f"new-{place}-name": "", f"new-{place}-short_name": "", f"new-{place}-kind": "commune"}
        told[f"new-{place}-parent"] = "0"
    return told | {"new-0-name": "Xã Mơ Trên", "new-1-name": "Xã Mơ Dưới"} | more


def only_change():
    db.session.expire_all()
    return db.session.scalars(sa.select(UnitChange)).one()


def test_the_preview_tells_what_moves_and_what_stays_and_changes_nothing(communes, sign_in):
    part = communes.part(communes.one, State.IN_PROGRESS, title="Việc đang làm")
    communes.part(communes.two, State.ACCEPTED, title="Việc đã xong")
    answer = sign_in("admin").get("/succession/preview", query_string=merger(communes))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for words in ("Việc đang làm", "A Brol", "Y Lan", 'name="head-0"', "Xã Đăk Mơ Sú"):
        assert words in page
    assert "Việc đã xong" not in page
    assert db.session.scalar(sa.select(sa.func.count(UnitChange.id))) == 0
    assert part.unit_id == communes.one.id


def test_what_the_preview_holds_is_all_that_the_act_needs(communes, sign_in, csrf):
    """The form of the preview, sent as a browser without scripts sends it."""
    part, admin = communes.part(communes.one), sign_in("admin")
    page = admin.get("/succession/preview", query_string=merger(communes)).get_data(as_text=True)
    form = page[page.index('action="/succession/"') :]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    sent = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    answer = admin.post("/succession/", data=sent | {"head-0": str(communes.head_of_two.id)})
    change = only_change()
    assert answer.location.endswith(f"/succession/{change.id}")
    assert (change.state, change.legal_basis) == (ChangeState.DONE, "Nghị quyết 1681")
    assert part.unit_id == change.new_units[0]["id"]
    assert change.choices["heads"] == {"0": communes.head_of_two.id}


def test_a_form_sent_twice_merges_once(communes, sign_in):
    admin, sent = sign_in("admin"), merger(communes, form_key="k" * 32)
    first, second = (admin.post("/succession/", data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 303)
    assert first.location == second.location
    assert only_change().state is ChangeState.DONE


def test_a_division_sends_each_part_where_it_was_told(communes, sign_in):
    kept, given = communes.part(communes.one, title="Một"), communes.part(communes.one, title="Hai")
    admin = sign_in("admin")
    page = admin.get("/succession/preview", query_string=division(communes)).get_data(as_text=True)
    assert f'name="part-{given.id}"' in page
    assert f'name="person-{communes.head_of_one.id}"' in page
    admin.post("/succession/", data=division(communes, **{f"part-{given.id}": "0", f"part-{kept.id}": "1"}))
    change = only_change()
    upper, lower = (new["id"] for new in change.new_units)
    db.session.expire_all()
    assert (kept.unit_id, given.unit_id) == (lower, upper)


def test_a_new_name_and_an_end_are_done_too(communes, sign_in):
    admin = sign_in("admin")
    renamed = {"kind": "rename", "units": communes.one.id, "name": "Phường Mơ", "short_name": "Mơ", "day": DAY}
    ended = {"kind": "end", "units": communes.two.id, "day": DAY}
    for told in (renamed, ended):
        told["legal_basis"] = ""
        assert admin.get("/succession/preview", query_string=told).status_code == 200
        assert admin.post("/succession/", data=told).status_code == 302
    db.session.expire_all()
    assert db.session.get_one(Unit, communes.one.id).name == "Phường Mơ"
    assert db.session.get_one(Unit, communes.two.id).ended_on is not None


def test_a_day_to_come_is_kept_shown_and_can_be_cancelled(communes, sign_in):
    admin = sign_in("admin")
    admin.post("/succession/", data=merger(communes, day=LATER_DAY))
    change = only_change()
    assert (change.state, change.takes_effect_on) == (ChangeState.PLANNED, LATER)
    page = admin.get(f"/succession/{change.id}").get_data(as_text=True)
    assert f"/succession/{change.id}/cancel" in page
    assert "carry-out" not in page, "its day has not come"
    early = admin.post(f"/succession/{change.id}/carry-out", data={"version": change.version})
    assert early.status_code == 422
    answer = admin.post(f"/succession/{change.id}/cancel", data={"version": change.version})
    assert answer.status_code == 302
    assert only_change().state is ChangeState.CANCELLED


def test_what_the_worker_could_not_do_is_told_and_can_be_done_once_mended(communes, sign_in):
    change = communes.decide(communes.merger(on=LATER))
    with transaction():
        change.takes_effect_on = communes.town.today
        change.refused_at = communes.town.now
        change.refusal = {"message": "A unit called “%(name)s” exists on that day. Choose another name."}
        change.refusal |= {"parameters": {"name": "Xã Trùng Tên"}}
    admin = sign_in("admin")
    assert "Xã Trùng Tên" in admin.get(f"/succession/{change.id}").get_data(as_text=True)
    assert admin.post(f"/succession/{change.id}/carry-out", data={"version": change.version}).status_code == 302
    done = only_change()
    assert (done.state, done.refused_at) == (ChangeState.DONE, None)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"units": []}, "Choose at least two units"),
        ({"units": [99999]}, "not a valid choice"),
        ({"new-0-name": ""}, "Name the unit as it is called"),
        ({"new-0-name": "x" * 201}, "cannot be longer than 200"),
        ({"new-0-short_name": "x" * 61}, "cannot be longer than 60"),
        ({"day": "31/2/2026"}, "field-errors"),
        ({"day": ""}, "Enter a day"),
        ({"day": "sớm"}, "Write the day like"),
        ({"day": "tháng 7/2026"}, "does not name one day"),
        ({"new-0-kind": "kingdom"}, "Not a valid choice"),
        ({"into": "99999"}, "Not a valid choice"),
        ({"new-0-name": "Xã Đăk Tơ Mil"}, "exists on that day"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_the_rest_is_kept(communes, sign_in, told, words):
    admin = sign_in("admin")
    admin.set_cookie("language", "en")
    for ask in (
        lambda sent: admin.get("/succession/preview", query_string=sent),
        lambda sent: admin.post("/succession/", data=sent),
    ):
        answer = ask(merger(communes) | told)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert words in page
        assert "Nghị quyết 1681" in page
    assert db.session.scalar(sa.select(sa.func.count(UnitChange.id))) == 0


@pytest.mark.parametrize("kind", ["split", "rename", "end"])
def test_no_unit_is_chosen_before_a_person_chooses(communes, sign_in, kind):
    told = division(communes, kind=kind, name="Xã Tên Mới", units="0")
    answer = sign_in("admin").post("/succession/", data=told)
    assert answer.status_code == 422
    assert 'id="units-errors"' in answer.get_data(as_text=True)


def test_a_kind_that_is_none_is_not_found(sign_in):
    assert sign_in("admin").get("/succession/new?kind=revolution").status_code == 404


@pytest.mark.parametrize("who", NOBODYS)
def test_only_admins_change_units(communes, sign_in, who):
    change, browser = communes.decide(communes.merger(on=LATER)), sign_in(who)
    for address in ("/succession/", "/succession/new", "/succession/preview"):
        assert browser.get(address).status_code == 403
    assert browser.get(f"/succession/{change.id}").status_code == 404
    assert browser.post("/succession/", data=merger(communes)).status_code == 403
    for act in ("cancel", "carry-out"):
        assert browser.post(f"/succession/{change.id}/{act}", data={"version": 1}).status_code == 404


def test_a_list_without_any_change_says_what_to_do_next(sign_in):
    admin = sign_in("admin")
    assert "Chưa có đơn vị nào sáp nhập" in admin.get("/succession/").text
    assert "Không có thay đổi đơn vị nào phù hợp" in admin.get("/succession/?kind=merge").text


def test_the_list_is_filtered_and_goes_into_excel(communes, sign_in, htmx):
    communes.decide(communes.merger(on=LATER))
    admin = sign_in("admin")
    assert "Xã Đăk Mơ" in admin.get("/succession/?state=planned&kind=merge").get_data(as_text=True)
    assert "Xã Đăk Mơ" not in admin.get(f"/succession/?kind={ChangeKind.END.value}").get_data(as_text=True)
    assert admin.get("/succession/?format=xlsx").mimetype.endswith("sheet")
    piece = admin.get("/succession/", headers=htmx).get_data(as_text=True)
    assert piece.lstrip().startswith('<div id="changes"')


def test_the_preview_asks_no_more_when_a_unit_owes_more(communes, sign_in, count_queries):
    admin = sign_in("admin")

    def asked():
        with count_queries() as questions:
            assert admin.get("/succession/preview", query_string=division(communes)).status_code == 200
        return len(questions)

    communes.part(communes.one)
    before = asked()
    for n in range(12):
        communes.part(communes.one, title=f"Việc {n}")
        communes.town.new_person(f"A Người {n}", unit=communes.one)
    assert asked() <= before + 1 <= 20  # one more or less: whether the person's own unit is still remembered


def test_the_preview_counts_as_joined_only_parts_of_one_period(town, communes):
    task = communes.shared_task("Báo cáo hằng tháng")
    first = communes.part(communes.one, task=task)
    with transaction():
        for months in (1, 2):  # of the same quarter
            end = first.period_end - timedelta(days=31 * months)
            for unit in (communes.one, communes.two):
                task.assignments.append(
                    Assignment(
                        programme_id=task.programme_id,
                        unit=unit,
                        part=first.part,
                        quarter=first.quarter,
                        period_end=end,
                        changed_at=town.now,
                    )
                )
    assert preview(communes.merger()).joined == 3
