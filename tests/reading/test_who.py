"""Who leads, who joins: sentences and cells, invented, and the names that they hold."""

import pytest

from tracker.reading import Draft, read_document, split_units
from tracker.reading import doubts as why
from tracker.reading.sharing import shared_out


def plan(body: str) -> Draft:
    return read_document(f"KẾ HOẠCH\nCông tác năm 2025\n\nI. TỔ CHỨC THỰC HIỆN\n{body}\n")


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Văn phòng chuẩn bị hội trường.", ("Văn phòng",)),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh tuần tra đường biên.", ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh",)),
        ("Ban Quản lý các dự án rà soát hồ sơ đấu thầu.", ("Ban Quản lý các dự án",)),
        ("Các tổ chuyên môn xây dựng kế hoạch dạy học.", ("Các tổ chuyên môn",)),
        ("Phòng Văn hóa và Thông tin kiểm tra các điểm vui chơi.", ("Phòng Văn hóa và Thông tin",)),
        ("Giao Ban Chỉ huy Phòng chống thiên tai xã trực ban.", ("Ban Chỉ huy Phòng chống thiên tai xã",)),
        ("Ban Quản lý xây dựng nông thôn mới xã họp mỗi tuần.", ("Ban Quản lý xây dựng nông thôn mới xã",)),
        ("Ban Quản lý dự án đầu tư xây dựng xã lập dự toán.", ("Ban Quản lý dự án đầu tư xây dựng xã",)),
        ("Số hóa sổ hộ tịch: Phòng Tư pháp chủ trì, phối hợp với Công an xã thực hiện.", ("Phòng Tư pháp",)),
        ("Lắp loa ở các thôn (Phòng Văn hóa chủ trì; Đài Truyền thanh phối hợp; xong quý II).", ("Phòng Văn hóa",)),
        ("Khoa Kiểm soát bệnh tật điều tra ổ dịch.", ("Khoa Kiểm soát bệnh tật",)),
        ("Tỉnh đoàn tổ chức hội thi tin học trẻ.", ("Tỉnh đoàn",)),
        ("Hiệu trưởng ra quyết định thành lập tổ giúp việc.", ("Hiệu trưởng",)),
        ("Về nền nếp: Giáo viên chủ nhiệm theo dõi chuyên cần.", ("Giáo viên chủ nhiệm",)),
        ("Đồng ý chủ trương lắp đèn; giao Phòng Kinh tế lập dự toán.", ("Phòng Kinh tế",)),
        (
            "Trên cơ sở Kế hoạch này, Trưởng các phòng; Chủ tịch UBND các xã trong phạm vi nhiệm vụ "
            "được giao lập dự toán.",
            ("Trưởng các phòng", "Chủ tịch UBND các xã"),
        ),
    ],
)
def test_a_name_ends_where_its_verb_begins(sentence: str, lead: tuple[str, ...]) -> None:
    (task,) = plan(f"1. {sentence}").tasks
    assert task.lead == lead


def test_whoever_orders_is_not_whoever_does() -> None:
    draft = plan("1. Thời gian tới, Chủ tịch UBND xã yêu cầu:\n- Rà soát hộ nghèo.\n- Phòng Kinh tế lập dự toán.")
    assert [task.lead for task in draft.tasks] == [(), ("Phòng Kinh tế",)]


def test_those_with_whom_a_lead_in_ends_join_in_every_item_below() -> None:
    first, second = plan(
        "1. Phòng Kinh tế chủ trì, phối hợp với Công an xã và các thôn:\n- Rà soát hộ kinh doanh.\n"
        "- Phối hợp với Trạm Y tế kiểm tra bếp ăn."
    ).tasks
    assert (first.lead, first.coordinating) == (("Phòng Kinh tế",), ("Công an xã", "các thôn"))
    assert why.PARTNERS_FROM_ABOVE in first.doubts
    assert second.coordinating == ("Trạm Y tế",)


def test_a_decision_needs_nobody() -> None:
    draft = read_document(
        "THÔNG BÁO\nKết luận giao ban tháng 5/2025\n\nI. NHIỆM VỤ\nYêu cầu các phòng thực hiện:\n"
        "1. Rà soát hồ sơ tồn đọng.\n2. Nhất trí lắp camera tại cổng chợ.\n"
    )
    assert [(task.lead, task.kind) for task in draft.tasks] == [(("các phòng",), "task"), ((), "decision")]


@pytest.mark.parametrize(
    ("value", "leads", "partners"),
    [
        ("Văn phòng chủ trì, phối hợp với Phòng Kinh tế", ("Văn phòng",), ("Phòng Kinh tế",)),
        ("Phòng Kinh tế (chủ trì), Công an xã, các thôn (phối hợp)", ("Phòng Kinh tế",), ("Công an xã, các thôn",)),
        ("Phòng Kinh tế chủ trì; các thôn phối hợp", ("Phòng Kinh tế",), ("các thôn",)),
        ("Chủ trì: Trạm Y tế; Phối hợp: Công an xã", ("Trạm Y tế",), ("Công an xã",)),
        ("Trạm Y tế; Công an xã", ("Trạm Y tế", "Công an xã"), ()),
    ],
)
def test_one_value_may_tell_leads_from_partners(value: str, leads: tuple[str, ...], partners: tuple[str, ...]) -> None:
    got_leads, got_partners = shared_out(value)
    assert got_leads == leads
    assert ", ".join(got_partners) == ", ".join(partners)


def test_a_heading_names_the_units_that_it_lists() -> None:
    (task,) = plan(
        "1. Nội dung\na) Tổ chức các diễn đàn của thanh niên;\n2. Cơ quan chủ trì, phối hợp\n"
        "a) Cơ quan chủ trì\n- Ban Dân vận.\n"
        "b) Cơ quan phối hợp\n- Xã đoàn và Hội Nông dân.\n3. Thời gian thực hiện: Quý II/2025."
    ).tasks
    assert (task.lead, task.coordinating) == (("Ban Dân vận",), ("Xã đoàn", "Hội Nông dân"))
    assert str(task.quarter[0]) == "2025-Q2"


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("UBND các huyện, thành phố Hòa An", ("UBND các huyện, thành phố Hòa An",)),
        ("Sở Nông nghiệp và PTNT, Tỉnh đoàn", ("Sở Nông nghiệp và PTNT", "Tỉnh đoàn")),
        ("BGH, tổ trưởng CM", ("BGH", "tổ trưởng CM")),
        ("BGH, Công đoàn, GVCN", ("BGH", "Công đoàn", "GVCN")),
        ("Hiệu trưởng, y tế", ("Hiệu trưởng", "y tế")),
        ("Sở Nội vụ - Cơ quan thường trực Ban Chỉ đạo", ("Sở Nội vụ",)),
        ("Phòng Văn hóa - Xã hội", ("Phòng Văn hóa - Xã hội",)),
        ("Bà Trần Thị Mẫu - Văn thư", ("Bà Trần Thị Mẫu",)),
        ("đồng chí Lê Văn Mẫu, Vụ trưởng Vụ Tổ chức", ("đồng chí Lê Văn Mẫu",)),
        ("Ban của HĐND và đại biểu HĐND", ("Ban của HĐND", "đại biểu HĐND")),
    ],
)
def test_lists_of_units_are_split_at_whole_names(words: str, units: tuple[str, ...]) -> None:
    assert split_units(words) == units


def test_a_cell_of_several_names_is_split() -> None:
    text = (
        "KẾ HOẠCH\nNăm học 2025 - 2026\n\nI. NỘI DUNG\n\n| Tháng | Nội dung | Lực lượng |\n|--|--|--|\n"
        "| 9/2025 | Khai giảng | BGH, GVCN |\n| | Họp cha mẹ học sinh | GVCN |\n| 10/2025 | Hội giảng | Tổ trưởng |\n"
    )
    tasks = read_document(text).tasks
    assert [(task.lead, task.month) for task in tasks] == [
        (("BGH", "GVCN"), "2025-09"), (("GVCN",), "2025-09"), (("Tổ trưởng",), "2025-10"),
    ]  # fmt: skip
