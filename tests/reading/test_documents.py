"""Documents of several shapes, invented: what is read of each."""

from datetime import date

import pytest

from tracker.core.periods import Quarter
from tracker.reading import Draft, from_json, read_document, to_json
from tracker.reading import doubts as why

PLAN = """ỦY BAN NHÂN DÂN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ TÂN SƠN                                      Độc lập - Tự do - Hạnh phúc

Số: 05/KH-UBND                          Tân Sơn, ngày 09 tháng 01 năm 2026

KẾ HOẠCH
Chuyển đổi số xã Tân Sơn năm 2026

Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;
Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh;
Xét đề nghị của Trưởng phòng Văn hóa - Xã hội,
Ủy ban nhân dân xã ban hành Kế hoạch với các nội dung sau:

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức của cán bộ, công chức và người dân.

II. MỤC TIÊU
- Phấn đấu 100% hồ sơ được xử lý trên môi trường mạng.
- Tỷ lệ hồ sơ trễ hạn giảm còn dưới 3%; tỷ lệ hộ nghèo không quá 5%.
- Mỗi thôn có ít nhất 01 mô hình.
- Thu ngân sách đạt 2,5 tỷ đồng trở lên.

III. NHIỆM VỤ, GIẢI PHÁP
1. Nâng cao nhận thức
a) Tổ chức tuyên truyền trên Trang thông tin điện tử xã.
- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Văn phòng HĐND và UBND xã, các thôn.
- Thời gian hoàn thành: trước ngày 30/6/2026.
- Sản phẩm: 20 tin, bài.
b) Tập huấn kỹ năng. Đơn vị chủ trì: Văn phòng HĐND và UBND xã; đơn vị phối hợp: Phòng Kinh tế. Thời gian: Quý II/2026.

IV. KINH PHÍ THỰC HIỆN
Từ nguồn ngân sách xã và các nguồn hợp pháp khác.

V. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Chủ trì, phối hợp với Công an xã tham mưu UBND xã triển khai; trình Chủ tịch UBND xã trước ngày 15/12.
2. Phòng Kinh tế
Tham mưu bố trí kinh phí theo quy định.
3. Các thôn: Rà soát dữ liệu dân cư; báo cáo chậm nhất ngày 15 tháng 12 hằng năm.

Trên đây là Kế hoạch của UBND xã Tân Sơn. Yêu cầu các đơn vị nghiêm túc thực hiện./.

Nơi nhận:                                              TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c);                                     KT. CHỦ TỊCH
- BTGĐU, BDVĐU;                                        PHÓ CHỦ TỊCH
- Lưu: VT.
                                                       Nguyễn Văn Mẫu
"""
NOTICE = """UBND PHƯỜNG ĐÔNG BẮC
BAN CHỈ ĐẠO 138

Số: 07/TB-BCĐ                      Đông Bắc, ngày    tháng 8 năm 2025

THÔNG BÁO
Kết luận của Trưởng Ban Chỉ đạo tại Hội nghị giao ban quý II/2025

Ngày 05/8/2025, tại Hội trường UBND phường, Ban Chỉ đạo tổ chức Hội nghị giao ban quý II/2025. Trưởng Ban kết luận:

1. Về kết quả đạt được
Các thành viên đã tích cực tham mưu; tội phạm giảm 12% so với cùng kỳ.

2. Một số nhiệm vụ trọng tâm
2.1. Công an phường
- Chủ trì, phối hợp Ban Chỉ huy Quân sự phường tuần tra đêm; báo cáo chuyên đề trước 31/9/2025.
- Tham mưu tổ chức Hội nghị sơ kết trong quý III/2025.
2.2. Phòng Kinh tế, Hạ tầng và Đô thị; Phòng Văn hoá - Xã hội
Rà soát các cơ sở kinh doanh có điều kiện (xong trong tháng 9/2025).
3. Thống nhất chủ trương lắp thêm camera.

Nơi nhận:
- Lưu: VP.
"""
WRAPPED = """     Số 215-KH/HU                   Bắc Lĩnh, ngày 14 tháng 3 năm 2025

                              KẾ HOẠCH
        thực hiện Chỉ thị số 40-CT/TW của Ban Bí thư về công tác
                 tín dụng chính sách xã hội
                             -----

     Thực hiện Kế hoạch số 300-KH/TU, ngày 20/02/2025 của Ban Thường
vụ Tỉnh ủy về công tác tín dụng; Ban Thường vụ Huyện ủy xây dựng kế
hoạch như sau:

     I- MỤC ĐÍCH, YÊU CẦU
     1- Nâng cao nhận thức, trách nhiệm của các cấp ủy, tổ chức đảng trong
việc lãnh đạo, chỉ đạo công tác tín dụng chính sách xã hội của địa
phương trong năm.

     III- TỔ CHỨC THỰC HIỆN
     1- Các chi bộ, đảng bộ trực thuộc Huyện uỷ căn cứ Kế hoạch này xây
dựng kế hoạch cụ thể, gửi Ban Thường vụ Huyện uỷ (qua Văn phòng Huyện
uỷ) trước ngày 15/4/2025.

                                                                     2
     2- Ban Tuyên giáo và Dân vận Huyện uỷ chủ trì, phối hợp với Mặt trận
Tổ quốc và các tổ chức chính trị - xã hội huyện tuyên truyền sâu rộng nội
dung Chỉ thị.
"""
ANNEX = """KẾ HOẠCH
Cải cách hành chính năm 2025

I. TỔ CHỨC THỰC HIỆN
1. Các phòng căn cứ Phụ lục để thực hiện.

Nơi nhận:
- Lưu: VT.

PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 88/KH-SNN ngày 15/02/2025 của Sở Nông nghiệp)

| STT | Nội dung công việc | Đơn vị thực hiện | | Thời gian | Sản phẩm |
|---|---|---|---|---|---|
| | | Chủ trì | Phối hợp | | |
| (1) | (2) | (3) | (4) | (5) | (6) |
| I | CẢI CÁCH THỂ CHẾ | | | | |
| 1 | Rà soát văn bản | Phòng Pháp chế | Các phòng, đơn vị | Tháng 6/2025 | Báo cáo |
| 2 | Tổng hợp kết quả | Thanh tra Sở | | Hằng quý | |

| 3 | Công bố thủ tục | Văn phòng Sở | | Quý I, II/2025 | |
"""


@pytest.fixture
def plan() -> Draft:
    return read_document(PLAN)


def test_a_header_in_two_columns_is_read(plan: Draft) -> None:
    assert (plan.kind, plan.doc_type, plan.number, plan.date) == ("plan", "Kế hoạch", "05/KH-UBND", date(2026, 1, 9))
    assert plan.issuer == "ỦY BAN NHÂN DÂN XÃ TÂN SƠN"
    assert plan.title == "Chuyển đổi số xã Tân Sơn năm 2026"
    assert plan.signer == "Nguyễn Văn Mẫu (TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH)"


def test_bases_and_recipients_are_read(plan: Draft) -> None:
    assert [basis.documents for basis in plan.legal_bases] == [("57-NQ/TW",), ("12/KH-UBND",)]
    assert [(line.unit, line.code) for line in plan.recipients] == [
        ("UBND tỉnh", "b/c"), ("BTGĐU", None), ("BDVĐU", None),
    ]  # fmt: skip


def test_targets_have_their_sign_and_measure(plan: Draft) -> None:
    assert [(target.comparator, target.value, target.unit) for target in plan.targets] == [
        ("=", 100, "%"), ("<", 3, "%"), ("<=", 5, "%"), (">=", 1, "mô hình"), (">=", 2.5, "tỷ đồng"),
    ]  # fmt: skip


def test_purposes_means_and_the_closing_are_no_tasks(plan: Draft) -> None:
    assert [task.text[:14] for task in plan.tasks] == [
        "a) Tổ chức tuy", "b) Tập huấn kỹ", "- Chủ trì, phố", "Tham mưu bố tr", "3. Các thôn: R",
    ]  # fmt: skip


def test_lines_below_an_item_say_who_with_whom_when_and_what_comes_out(plan: Draft) -> None:
    task = plan.tasks[0]
    assert task.lead == ("Phòng Văn hóa - Xã hội",)
    assert task.coordinating == ("Văn phòng HĐND và UBND xã", "các thôn")
    assert (task.due, task.due_type, task.product) == (date(2026, 6, 30), "before", "20 tin, bài")
    assert task.sure


def test_the_same_is_read_inside_a_paragraph(plan: Draft) -> None:
    task = plan.tasks[1]
    assert (task.lead, task.coordinating) == (("Văn phòng HĐND và UBND xã",), ("Phòng Kinh tế",))
    assert task.quarter == (Quarter(2026, 2),)


def test_a_heading_addresses_the_items_below_it(plan: Draft) -> None:
    first, second, third = plan.tasks[2:]
    assert (first.lead, first.coordinating, first.advises) == (("Phòng Văn hóa - Xã hội",), ("Công an xã",), "UBND xã")
    assert first.due == date(2026, 12, 15)
    assert second.lead == ("Phòng Kinh tế",)
    assert second.doubts == (why.NO_TIME,)
    assert (third.lead, third.recurrence) == (("Các thôn",), "yearly")


def test_every_span_quotes_its_item(plan: Draft) -> None:
    for item in (*plan.tasks, *plan.targets, *plan.legal_bases):
        assert PLAN[item.span[0] : item.span[1]] == item.text


def test_a_draft_goes_to_json_and_back(plan: Draft) -> None:
    for draft in (plan, read_document(NOTICE), read_document(ANNEX), Draft()):
        assert from_json(to_json(draft)) == draft


def test_a_notice_is_read_without_its_assessments() -> None:
    draft = read_document(NOTICE)
    assert (draft.kind, draft.number, draft.date) == ("notice", "07/TB-BCĐ", None)
    assert draft.targets == ()
    assert [task.kind for task in draft.tasks] == ["task", "task", "task", "decision"]
    assert draft.tasks[2].lead == ("Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hoá - Xã hội")
    assert draft.tasks[2].due == date(2025, 9, 30)
    assert draft.tasks[3].lead == ()


def test_a_day_that_the_calendar_lacks_becomes_a_doubt() -> None:
    task = read_document(NOTICE).tasks[0]
    assert task.due is None
    assert why.NO_SUCH_DAY in task.doubts
    assert task.coordinating == ("Ban Chỉ huy Quân sự phường",)


def test_a_notice_tells_the_meeting_that_it_concludes() -> None:
    (meeting,) = read_document(NOTICE).meetings
    assert (meeting.date, meeting.quarter) == (date(2025, 8, 5), Quarter(2025, 2))
    assert meeting.venue == "Hội trường UBND phường"


def test_hard_wrapped_lines_and_page_numbers_are_put_together() -> None:
    draft = read_document(WRAPPED)
    assert draft.title == "thực hiện Chỉ thị số 40-CT/TW của Ban Bí thư về công tác tín dụng chính sách xã hội"
    assert [task.lead for task in draft.tasks] == [
        ("Các chi bộ, đảng bộ trực thuộc Huyện uỷ",), ("Ban Tuyên giáo và Dân vận Huyện uỷ",),
    ]  # fmt: skip
    assert draft.tasks[0].through == "Văn phòng Huyện uỷ"
    assert draft.tasks[1].coordinating == ("Mặt trận Tổ quốc", "các tổ chức chính trị - xã hội huyện")


def test_a_table_with_a_heading_of_two_rows_and_its_continuation_are_tasks() -> None:
    tasks = read_document(ANNEX).tasks
    rows = [task for task in tasks if task.source == "annex"]
    assert [task.text for task in rows] == ["Rà soát văn bản", "Tổng hợp kết quả", "Công bố thủ tục"]
    assert [task.lead for task in rows] == [("Phòng Pháp chế",), ("Thanh tra Sở",), ("Văn phòng Sở",)]
    assert rows[0].coordinating == ("Các phòng, đơn vị",)
    assert (rows[0].month, rows[1].recurrence) == ("2025-06", "quarterly")
    assert rows[2].quarter == (Quarter(2025, 1), Quarter(2025, 2))
    assert rows[0].section.endswith("CẢI CÁCH THỂ CHẾ")


def test_a_heading_that_contradicts_its_item_becomes_a_doubt() -> None:
    text = "KẾ HOẠCH\nCông tác năm 2025\n\nI. NHIỆM VỤ\n4. Quý IV/2025\n- Các phòng dự Hội nghị giao ban quý III/2025."
    draft = read_document(text)
    (task,) = draft.tasks
    assert task.quarter == (Quarter(2025, 4),)
    assert task.inherited
    assert not task.sure
    assert why.HEADING_HAS_OTHER_QUARTER in task.doubts
    assert why.HEADING_HAS_OTHER_QUARTER in draft.doubts[-1]


def test_a_place_whose_owner_is_misprinted_keeps_its_print_and_gets_a_doubt() -> None:
    text = (
        "KẾ HOẠCH\nCông tác năm 2025\n\nI. NHIỆM VỤ\n1. Quý I\n- Các phòng dự giao ban tại trụ sở khói Mặt trận huyện."
    )
    (meeting,) = read_document(text).meetings
    assert meeting.venue == "trụ sở khói Mặt trận huyện"
    assert meeting.doubts == (why.MISPRINTED_PLACE,)


def test_contents_of_a_dossier_and_schedules_are_no_tasks() -> None:
    text = (
        "KẾ HOẠCH\nTự đánh giá\n\nI. NHIỆM VỤ\n1. Các trường\n a) Gửi hồ sơ về Phòng trước ngày 10/5/2025 gồm:\n"
        "- Công văn đăng ký\n- Báo cáo tự đánh giá (02 bản)\n"
        "2. Danh sách các trường\n- Tháng 10/2025 (02 đơn vị), gồm:\nHoa Sen, Hoa Mai\n"
    )
    assert [task.text[:12] for task in read_document(text).tasks] == ["a) Gửi hồ sơ"]


def test_an_amendment_takes_its_figures_from_the_table_of_units() -> None:
    text = (
        "THÔNG BÁO\nKết luận giao ban\n\n"
        "1. Điều chỉnh nội dung “Số cặp sinh con thứ 3” thành “Tỷ lệ sinh con thứ 3 trở lên”.\n\n"
        "| TT | Nội dung chỉ tiêu | Toàn huyện | Trong đó | |\n|--|--|--|--|--|\n| | | | Xã An Bình | Thị trấn Hòa |\n"
        "| 1 | 2 | 3 | 4 | 5 |\n| 1 | Tỷ lệ sinh con thứ 3 | 20.5% | 22% | 15,25% |\n"
    )
    (amendment,) = read_document(text).amendments
    assert (amendment.old.text, amendment.new.text) == ("Số cặp sinh con thứ 3", "Tỷ lệ sinh con thứ 3 trở lên")
    assert (amendment.overall, amendment.new.unit) == (20.5, "%")
    assert amendment.per_unit == {"Xã An Bình": 22, "Thị trấn Hòa": 15.25}


def test_a_letter_has_its_subject_instead_of_a_type_line() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ HÒA AN\nSố: 312/UBND-KT\nV/v phòng, chống dịch bệnh\n\n"
        "Hòa An, ngày 03 tháng 10 năm 2025\n\n"
        "Kính gửi:\n- Các phòng chuyên môn;\n- Các thôn trưởng.\n\nUBND xã yêu cầu:\n\n"
        "1. Phòng Kinh tế theo dõi tình hình sâu bệnh.\n"
    )
    draft = read_document(text)
    assert (draft.doc_type, draft.number, draft.title) == ("Công văn", "312/UBND-KT", "phòng, chống dịch bệnh")
    assert [task.lead for task in draft.tasks] == [("Phòng Kinh tế",)]
