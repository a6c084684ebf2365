"""A decision that issues a plan: the plan stands after the signature, and is read as its annex."""

from datetime import date

from tracker.core.periods import Quarter
from tracker.reading import read_document

DECISION = """ỦY BAN NHÂN DÂN
TỈNH BÌNH SƠN
Số: 1234/QĐ-UBND
Bình Sơn, ngày 01 tháng 7 năm 2024

QUYẾT ĐỊNH
Ban hành Kế hoạch phát triển du lịch

Căn cứ Luật Tổ chức chính quyền địa phương năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển du lịch.
Điều 2. Giao Sở Du lịch chủ trì triển khai thực hiện.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

CHỦ TỊCH

Trần Văn Mẫu

KẾ HOẠCH
Phát triển du lịch
(Kèm theo Quyết định số 1234/QĐ-UBND ngày 01/7/2024)

I. MỤC TIÊU
Đến năm 2025, đón 1,5 triệu lượt khách; tổng thu đạt 2.500 tỷ đồng.

II. NHIỆM VỤ
1. Phát triển sản phẩm
Giao Sở Du lịch:
- Xây dựng 03 tuyến du lịch mới. Thời gian hoàn thành: Quý IV/2024.
2. Xúc tiến
a) Mở 02 lớp tập huấn (Sở Văn hóa, Thể thao và Du lịch chủ trì; hoàn thành trước 15/12/2024).
"""


def test_a_decision_that_issues_a_plan_is_one() -> None:
    draft = read_document(DECISION)
    assert (draft.kind, draft.doc_type, draft.number) == ("plan", "Quyết định", "1234/QĐ-UBND")
    assert draft.recipients == ()
    assert draft.signer == "Trần Văn Mẫu (CHỦ TỊCH)"


def test_the_formula_of_issuing_is_no_task_and_the_plan_s_items_are() -> None:
    decided, built, trained = read_document(DECISION).tasks
    assert (decided.lead, decided.source) == (("Sở Du lịch",), "body")
    assert (built.lead, built.quarter, built.source) == (("Sở Du lịch",), (Quarter(2024, 4),), "annex")
    assert trained.lead == ("Sở Văn hóa, Thể thao và Du lịch",)
    assert trained.due == date(2024, 12, 15)


def test_targets_in_thousands_and_millions_are_read() -> None:
    assert [(target.value, target.unit) for target in read_document(DECISION).targets] == [
        (1.5, "triệu lượt khách"), (2500, "tỷ đồng"),
    ]  # fmt: skip
