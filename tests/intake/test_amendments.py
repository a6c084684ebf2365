"""What a notice changes of a target: proposed, mended, accepted, and found again with its figures exact."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa

from tests.browser import by_id, page, words
from tests.intake.conftest import fresh
from tests.intake.test_review import newest_event, press
from tracker.core.db import db, transaction
from tracker.intake.models import Intake, IntakeItem, ItemKind, ItemState
from tracker.plans import services
from tracker.plans.models import Allocation, Amendment, Comparator, Target
from tracker.plans.rules.likeness import best_match
from tracker.plans.services import TargetFacts

ANNEX = {
    "Xã Tân Lập": "22",
    "Xã Đăk Ruồng": "14",
    "Xã Đăk Tờ Re": "42",
    "Xã Đăk Tơ Lung": "16.5",
    "Xã Đăk Kôi": "15",
    "Xã Đăk Pnê": "17.5",
    "Thị trấn Đăk Rve": "15.3",
}
NOTICE = """THÔNG BÁO
kết luận Hội nghị giao ban Ban Chỉ đạo phong trào huyện quý III/2026

Tại Hội nghị giao ban Ban Chỉ đạo phong trào huyện quý III/2026 (ngày 08/10/2026), Trưởng Ban Chỉ đạo kết luận như sau:

1. Thống nhất điều chỉnh chỉ tiêu “Số hộ có vườn nhà được cải tạo” thành “Tỷ lệ hộ nghèo có vườn nhà được cải tạo”.

PHỤ LỤC
Điều chỉnh chỉ tiêu năm 2026

| TT | Nội dung chỉ tiêu | Mục tiêu toàn huyện | Xã Đăk Tơ Mil | Xã Kon Sơ Rai |
|---|---|---|---|---|
| 1 | Tỷ lệ hộ nghèo có vườn nhà được cải tạo | 20,33% | 22% | 16,5% |
"""


def amendment_of(intake: Intake) -> IntakeItem:
    return next(item for item in intake.items if item.kind is ItemKind.AMENDMENT)


def form_of(browser, item) -> dict[str, str]:
    """What the form of a proposal holds when it is opened."""
    root = page(browser.get(f"/intake/proposals/{item.id}/mend"))
    (form,) = root.xpath("//form[contains(@class, 'mend')]")
    return {name: form.fields[name] or "" for name in form.fields}


@pytest.fixture
def set_before(town) -> Target:
    """The target that the notice is about, as the plan set it."""
    goal = TargetFacts(
        text="Toàn huyện 120 hộ có vườn nhà được cải tạo",
        comparator=Comparator.AT_LEAST,
        value=Decimal(120),
        measure="hộ",
        population="hộ nghèo",
    )
    with transaction():
        return services.add_target(town.plan, goal, by=town.person("staff"), at=town.now)


@pytest.fixture
def change(take_in) -> IntakeItem:
    """The change that our own notice proposes."""
    return amendment_of(take_in(NOTICE, "thông báo điều chỉnh.txt"))


def test_a_change_of_a_target_is_proposed_and_asks_which_target(change, set_before, sign_in):
    staff = sign_in("staff")
    assert change.state is ItemState.PROPOSED
    answer = press(staff, change, "accept")
    assert answer.status_code == 422
    assert "Anh/chị chọn chỉ tiêu được điều chỉnh." in words(by_id(answer, f"target-{change.id}-errors"))
    held = form_of(staff, change)
    assert held["target"] == str(set_before.id)  # the likeliest by its words is chosen already
    assert (held["overall"], held["measure"], held["since"]) == ("20,33", "%", "")
    assert held["shares"].strip().splitlines() == ["Xã Đăk Tơ Mil: 22", "Xã Kon Sơ Rai: 16,5"]


def test_an_accepted_change_stands_from_its_day_with_its_shares(town, change, set_before, sign_in):
    staff = sign_in("staff")
    answer = staff.post(
        f"/intake/proposals/{change.id}/mend-and-accept",
        data=form_of(staff, change) | {"since": "8/10", "comparator": ">="},
    )
    assert answer.status_code == 302
    settled = fresh(change)
    amendment = db.session.get_one(Amendment, settled.became_id)
    assert (settled.state, settled.became_type) == (ItemState.ACCEPTED, "amendment")
    assert (amendment.target_id, amendment.since, amendment.value, amendment.measure, amendment.population) == (
        set_before.id,
        date(2026, 10, 8),
        Decimal("20.33"),
        "%",
        "hộ nghèo",
    )
    assert amendment.document_id == change.intake.document_id
    shares = sa.select(Allocation.unit_id, Allocation.value).where(Allocation.amendment_id == amendment.id)
    assert dict(db.session.execute(shares).all()) == {
        town.unit("Xã Đăk Tơ Mil").id: Decimal(22),
        town.unit("Xã Kon Sơ Rai").id: Decimal("16.5"),
    }
    assert newest_event("item.accepted").facts["title"].startswith("Thống nhất điều chỉnh")
    assert newest_event("target.allocated").subject_id == set_before.id
    assert f"/amendments/{amendment.id}" in staff.get(f"/intake/{change.intake_id}").text


def test_shares_that_the_annex_does_not_name_are_not_taken_over(town, change, set_before, sign_in):
    staff, other = (
        sign_in("staff"),
        next(u for u in town.programme.members if "Đăk" not in u.name and "Kon" not in u.name),
    )
    staff.post(f"/plans/{town.plan.id}/grid", data={f"v{set_before.id}-{other.id}": "60", "seen": ""})
    sent = form_of(staff, change) | {"since": "8/10"}
    staff.post(f"/intake/proposals/{change.id}/mend-and-accept", data=sent)
    left = sa.select(Allocation.value).where(Allocation.unit_id == other.id, Allocation.target_id == set_before.id)
    assert db.session.scalars(left.order_by(Allocation.id)).all() == [Decimal(60), None]


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"shares": "Xã Không Có: 5"}, "shares", "Xã Không Có"),
        ({"shares": "Xã Đăk Tơ Mil: 5\nUBND xã Đăk Tơ Mil: hai"}, "shares", "UBND xã Đăk Tơ Mil"),
        ({"shares": "Xã Đăk Tơ Mil"}, "shares", "chưa đúng dạng"),
        ({"since": ""}, "since", "Văn bản không có ngày"),
        ({"since": "1/1/2020"}, "since", "An amendment|Chỉ tiêu|điều chỉnh"),
        ({"target": "999999"}, "target", ""),
        ({"overall": "120"}, "overall", "100"),
    ],
)
def test_words_stand_beside_the_field_and_the_rest_is_kept(town, change, set_before, sign_in, typed, field, told):
    staff = sign_in("staff")
    sent = form_of(staff, change) | {"since": "8/10"} | typed
    answer = staff.post(f"/intake/proposals/{change.id}/mend-and-accept", data=sent)
    assert answer.status_code == 422
    beside = words(by_id(answer, f"{field}-{change.id}-errors"))
    assert any(one in beside for one in told.split("|"))
    assert sent["new"] in answer.text
    assert fresh(change).state is ItemState.PROPOSED
    assert db.session.scalars(sa.select(Amendment).where(Amendment.target_id == set_before.id)).all() == []


def test_a_target_of_another_programme_is_not_changed(town, change, sign_in):
    document = town.new_document(programme=town.another_programme())
    goal = TargetFacts(text="Khác", comparator=Comparator.EQUAL, value=Decimal(1), measure="hộ")
    with transaction():
        plan = services.add_plan(document, year=2026, by=town.person("staff"), at=town.now)
        foreign = services.add_target(plan, goal, by=town.person("staff"), at=town.now)
        change.proposal = change.proposal | {"target": str(foreign.id), "since": "2026-10-08"}
    assert press(sign_in("staff"), fresh(change), "accept").status_code == 422
    assert foreign.amendments == []


def test_the_likeliest_target_is_found_by_its_words():
    targets = [(1, ["Tỷ lệ hộ nghèo giảm 6,59 %"]), (2, ["Số cặp vợ chồng sinh con thứ ba trong đồng bào"])]
    assert best_match(["Số cặp vợ chồng sinh con thứ 3 trong đồng bào"], targets) == 2
    assert best_match(["Mô hình xây dựng mới"], targets) is None


def test_the_annex_of_the_seed_notice_goes_in_and_comes_out_exactly(town, take_in, seed, sign_in):
    units, document = {name: town.new_unit(name) for name in ANNEX}, town.new_document("118-KH/BCĐ")
    with transaction():
        document.issued_on = date(2024, 2, 5)
        plan = services.add_plan(document, year=2024, by=town.person("staff"), at=town.now)
    staff = sign_in("staff")
    item = amendment_of(take_in(seed("notice-q2-2024.txt"), "notice-q2-2024.txt"))
    assert press(staff, item, "accept").status_code == 422
    sent = form_of(staff, fresh(item))
    assert (sent["since"], sent["overall"], sent["measure"]) == ("11/07/2024", "20,33", "%")
    sent |= {
        "target": f"new-{plan.id}",
        "old_comparator": "<=",
        "old_value": "41",
        "old_measure": "cặp",
        "comparator": "<=",
    }
    assert staff.post(f"/intake/proposals/{item.id}/mend-and-accept", data=sent).status_code == 302

    amendment = db.session.get_one(Amendment, fresh(item).became_id)
    assert (amendment.target.value, amendment.target.measure) == (41, "cặp")
    assert (amendment.value, amendment.since) == (Decimal("20.33"), date(2024, 7, 11))
    shares = sa.select(Allocation.unit_id, Allocation.value).where(Allocation.amendment_id == amendment.id)
    assert dict(db.session.execute(shares).all()) == {units[name].id: Decimal(share) for name, share in ANNEX.items()}

    officer = sign_in("officer")
    row = f"//tr[@data-target='{amendment.target_id}']"
    for address in (f"/plans/{plan.id}/grid?units=allocated", f"/amendments/{amendment.id}/grid?units=allocated"):
        answer = officer.get(address)
        cells = [words(cell) for cell in page(answer).xpath(f"{row}/td")]
        assert sorted(cells) == sorted(share.replace(".", ",") for share in ANNEX.values())
        assert "20,33 %" in words(page(answer).xpath(f"{row}//*[@class='goal']")[0])
        assert "Trung bình 20,33 %: đúng bằng mục tiêu" in words(answer)
    told = words(officer.get(f"/targets/{amendment.target_id}"))
    assert "20,33 %" in told
    assert all(share.replace(".", ",") in told for share in ANNEX.values())
    sheet = officer.get(f"/amendments/{amendment.id}/grid?units=allocated&format=xlsx")
    _, first, second = openpyxl.load_workbook(io.BytesIO(sheet.data)).active.iter_rows(values_only=True)
    assert first[1].startswith("Trước khi điều chỉnh: "), "the two rows are told apart"
    assert second[1] == amendment.text
    both = words(officer.get(f"/amendments/{amendment.id}"))
    assert "Trước (cặp) Sau (%)" in both, "figures of two measures are not mistaken for each other"
    sheet = officer.get(f"/plans/{plan.id}/grid?units=allocated&format=xlsx")
    head, figures = openpyxl.load_workbook(io.BytesIO(sheet.data)).active.iter_rows(values_only=True)
    found = dict(zip(head, figures, strict=True))
    assert found["Con số"] == 20.33
    assert {name: found[name] for name in ANNEX} == {name: float(share) for name, share in ANNEX.items()}
