"""Two people edit one record: the second is told, sees both versions, keeps what they typed, and may then save."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser import by_id, page, words
from tests.intake.papers import PLAN
from tests.town import OWN, Town
from tracker.core.db import transaction
from tracker.intake import services as intake
from tracker.intake.models import ItemKind
from tracker.meetings import services as meetings
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed


@dataclass(frozen=True)
class Edited:
    """A page on which one record is edited: who does it, where, the field that two fill differently, and the rest."""

    address: Callable[[Town], str]
    first: str
    second: str
    field: str
    label: str
    rest: Callable[[Town], dict[str, Any]] = lambda _town: {}


def _conclusion(town: Town) -> str:
    with transaction():
        meetings.open_meeting(town.meeting, by=town.person("staff"), at=town.now)
        made = meetings.add_conclusion(
            town.meeting,
            meetings.ConclusionFacts(
                text="Rà soát mô hình", addressed=[Addressed(Part.IMPLEMENT, unit=town.unit(OWN))]
            ),
            by=town.person("staff"),
            at=town.now,
        )
    return f"/conclusions/{made.id}/edit"


def _intake(town: Town) -> Any:
    with transaction():
        return intake.take_in(
            PLAN.encode(), "kế hoạch.txt", programme=town.programme, by=town.person("staff"), at=town.now
        )


def _target(town: Town) -> str:
    return f"/intake/proposals/{next(i.id for i in _intake(town).items if i.kind is ItemKind.TARGET)}/mend"


EDITED = {
    "a part's progress": Edited(
        lambda town: f"/assignments/{town.assignment().id}/update", "officer", "head", "words", "Kết quả, khó khăn"
    ),
    "a task": Edited(lambda town: f"/tasks/{town.task().id}/edit", "staff", "chair", "title", "Nhiệm vụ"),
    "a meeting": Edited(lambda town: f"/meetings/{town.meeting.id}/edit", "staff", "chair", "title", "Tiêu đề"),
    "a conclusion": Edited(_conclusion, "staff", "chair", "text", "Kết luận"),
    "a proposal": Edited(_target, "staff", "chair", "text", "Nội dung"),
    "the head of a document": Edited(
        lambda town: f"/intake/{_intake(town).id}/head", "staff", "chair", "subject", "Trích yếu"
    ),
    "a unit": Edited(lambda town: f"/units/{town.unit(OWN).id}/edit", "admin", "admin", "short_name", "Tên ngắn"),
    "a person": Edited(
        lambda town: f"/people/{town.person('officer2').id}/edit", "admin", "admin", "position", "Chức vụ"
    ),
}


def opened(browser, address, field):
    """The form as it stands on its page: its fields as a browser would send them."""
    form = page(browser.get(address)).xpath("//main//form[.//*[@name=$name]]", name=field)[0]
    return dict(form.form_values())


@pytest.mark.parametrize("name", EDITED)
def test_the_second_sees_both_versions_keeps_their_own_and_may_then_save(town, sign_in, name):
    edited = EDITED[name]
    address = edited.address(town)
    one, two = sign_in(edited.first), sign_in(edited.second)
    first, second = (opened(browser, address, edited.field) for browser in (one, two))
    assert one.post(address, data=first | {edited.field: "Lời của người trước"}).status_code == 302
    mine = second | {edited.field: "Lời của người sau"}
    clash = two.post(address, data=mine)
    assert clash.status_code == 409
    shown = page(clash).xpath("//section[@class='clash']")[0]
    assert edited.label in words(shown)
    assert "Bản đang lưuLời của người trước Bản của anh/chịLời của người sau" in words(shown)
    assert f"{town.person(edited.first).full_name}, 10:00 28/10/2026" in words(shown)
    kept = dict(page(clash).xpath("//main//form[.//*[@name=$name]]", name=edited.field)[0].form_values())
    assert kept[edited.field].strip() == "Lời của người sau"
    assert kept["version"] != mine["version"]
    assert two.post(address, data=kept | {edited.field: "Lời của người sau"}).status_code == 302
    assert opened(one, address, edited.field)[edited.field].strip() == "Lời của người sau"


def test_only_fields_that_differ_are_compared(town, sign_in):
    task = town.task()
    first, second = sign_in("staff"), sign_in("chair")
    address = f"/tasks/{task.id}/edit"
    form = opened(first, address, "title")
    first.post(address, data=form | {"due": "30/11/2026", "inspection": "y"})
    clash = second.post(address, data=form | {"title": "Tên khác"})
    shown = page(clash).xpath("//section[@class='clash']")[0]
    assert [link.text for link in shown.xpath(".//dt/a")] == ["Nhiệm vụ", "Thời hạn", "Là cuộc kiểm tra"]
    assert [words(value) for value in shown.xpath(".//dd")[2:]] == [
        "Bản đang lưu30/11/2026",
        "Bản của anh/chị–",
        "Bản đang lưuCó",
        "Bản của anh/chịKhông",
    ]
    assert by_id(clash, shown.xpath(".//dt/a/@href")[0].removeprefix("#")).get("name") == "title"


def test_choices_are_compared_by_what_people_call_them(town, sign_in):
    address = f"/meetings/{town.meeting.id}/edit"
    first, second = sign_in("staff"), sign_in("chair")
    form = opened(first, address, "title")
    first.post(address, data=form | {"quarter": "2026-Q3", "series": "0"})
    clash = second.post(address, data=form)
    assert "Bản đang lưuIII/2026 Bản của anh/chịIV/2026" in words(page(clash).xpath("//section[@class='clash']")[0])


def test_two_who_typed_the_same_need_not_save_again(town, sign_in):
    address = f"/tasks/{town.task().id}/edit"
    form = opened(sign_in("staff"), address, "title") | {"title": "Cùng một tên", "text": "Hai dòng\r\nnhư nhau"}
    assert sign_in("staff").post(address, data=form).status_code == 302
    clash = sign_in("chair").post(address, data=form)
    assert clash.status_code == 409
    assert "không cần lưu lại" in words(clash)


@pytest.mark.parametrize("version", ["", "abc", "-1", "999999999999"])
def test_without_the_version_that_one_had_before_one_nothing_is_overwritten(town, sign_in, version):
    task = town.task()
    form = opened(sign_in("staff"), f"/tasks/{task.id}/edit", "title") | {"title": "Mới", "version": version}
    assert sign_in("staff").post(f"/tasks/{task.id}/edit", data=form).status_code in (409, 422)
    assert opened(sign_in("staff"), f"/tasks/{task.id}/edit", "title")["title"] == task.title
