"""Which paragraphs are directives, in layouts of several kinds, invented."""

from tracker.reading import Draft, read_document
from tracker.reading import doubts as why


def starts(draft: Draft) -> list[str]:
    return [task.text[:16] for task in draft.tasks]


def test_numbers_with_dashes_are_numbers() -> None:
    draft = read_document(
        "THÔNG BÁO KẾT LUẬN\nvề trồng rừng\n\n1- Ban Thường vụ ghi nhận sự cố gắng của các cấp.\n"
        "2- Thời gian tới, Ban Thường vụ yêu cầu:\n2.1- Đảng ủy các xã lãnh đạo:\n- Rà soát đất trống.\n"
        "2.2- Ban Dân vận tuyên truyền sâu rộng.\n"
    )
    assert starts(draft) == ["- Rà soát đất tr", "2.2- Ban Dân vận"]
    assert [task.lead for task in draft.tasks] == [("Đảng ủy các xã",), ("Ban Dân vận",)]


def test_a_short_plan_without_headings_numbers_its_tasks() -> None:
    draft = read_document(
        "KẾ HOẠCH\nThư viện tháng 10/2025\n\n1. Bọc sách mới và dán nhãn từng cuốn.\n2. Xếp lại kho sách.\n"
    )
    assert len(draft.tasks) == 2


def test_formulas_of_a_decision_are_no_tasks() -> None:
    draft = read_document(
        "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch thanh niên\n\nCăn cứ Luật Thanh niên năm 2020;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thanh niên năm 2025.\n"
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.\n"
        "Điều 3. Chánh Văn phòng, Trưởng các phòng chịu trách nhiệm thi hành Quyết định này./.\n\n"
        "KẾ HOẠCH\n\nI. NHIỆM VỤ\n1. Phòng Nội vụ\n- Tổ chức đối thoại với thanh niên.\n"
    )
    assert starts(draft) == ["- Tổ chức đối th"]


def test_a_lead_in_is_no_closing_and_a_closing_is_no_task() -> None:
    draft = read_document(
        "KẾ HOẠCH\nCông tác năm 2025\n\nII. NHIỆM VỤ TRỌNG TÂM THÁNG 8\n"
        "Yêu cầu các phòng tập trung thực hiện các nhiệm vụ sau:\n"
        "1. Rà soát hồ sơ tồn đọng của năm trước.\n"
        "Yêu cầu Trưởng các phòng, Chủ tịch UBND các xã nghiêm túc triển khai thực hiện./.\n"
        "UBND xã thông báo để các phòng biết, thực hiện./.\n"
    )
    assert starts(draft) == ["1. Rà soát hồ sơ"]
    assert draft.tasks[0].lead == ("các phòng",)


def test_a_telegram_greets_before_it_orders() -> None:
    draft = read_document(
        "CÔNG ĐIỆN\nVề việc ứng phó với bão\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n- Giám đốc các sở;\n"
        "- Chủ tịch UBND các huyện.\n\n"
        "Theo bản tin khí tượng, bão đi nhanh.\n\nChủ tịch UBND tỉnh yêu cầu:\n\n"
        "1. Sở Xây dựng kiểm tra các nhà cao tầng.\n"
    )
    assert starts(draft) == ["1. Sở Xây dựng k"]


def test_bases_may_stand_behind_dashes() -> None:
    draft = read_document(
        "KẾ HOẠCH\nNăm học 2025 - 2026\n\n- Căn cứ Công văn số 12/SGDĐT ngày 05/8/2025 của Sở;\n"
        "- Căn cứ tình hình của nhà trường,\n"
        "Nhà trường xây dựng kế hoạch như sau:\n\nI. NHIỆM VỤ\n1. Tổ chức hội giảng cấp trường.\n"
    )
    assert len(draft.legal_bases) == 2
    assert len(draft.tasks) == 1


def test_targets_below_a_group_of_people_stay_targets() -> None:
    draft = read_document(
        "KẾ HOẠCH\nNăm học 2025 - 2026\n\nI. CÁC CHỈ TIÊU\n1. Đối với học sinh\n"
        "- Học lực: giỏi 15%, khá 50%, yếu dưới 2%.\n"
        "- Tỷ lệ bỏ học giảm từ 1% xuống 0,5%.\n2. Đối với giáo viên\n- Ít nhất 05 sáng kiến được công nhận.\n"
    )
    assert draft.tasks == ()
    assert [(target.comparator, target.value) for target in draft.targets] == [
        ("=", 15), ("=", 50), ("<", 2), (">=", 1), (">=", 5),
    ]  # fmt: skip


def test_a_goal_inside_a_directive_has_a_sign() -> None:
    draft = read_document(
        "KẾ HOẠCH\nNăm 2025\n\nI. NHIỆM VỤ\n"
        "1. Trung tâm phục vụ: Bố trí người; tỷ lệ hồ sơ trực tuyến đạt từ 85% trở lên.\n"
    )
    assert [(target.comparator, target.value) for target in draft.targets] == [(">=", 85)]


def test_rows_over_parts_of_their_number_are_headings() -> None:
    draft = read_document(
        "KẾ HOẠCH\nNông thôn mới năm 2025\n\nI. NỘI DUNG\n\n"
        "| TT | Nội dung | Hạn chế | Phụ trách | Thời gian |\n|--|--|--|--|--|\n"
        "| 1 | Tiêu chí Giao thông | | | |\n| 1.1 | Sửa đường thôn Hạ | Hẹp | Phòng Kinh tế | Quý III/2025 |\n"
    )
    assert starts(draft) == ["Sửa đường thôn H"]
    assert str(draft.tasks[0].quarter[0]) == "2025-Q3"


def test_a_signature_below_an_unknown_office_or_after_a_schedule_is_no_task() -> None:
    for end in ("NGƯỜI LẬP KẾ HOẠCH\nNguyễn Văn Mẫu", "ĐẠI DIỆN TỔ\nThS. Lê Thị Mẫu"):
        draft = read_document(
            f"KẾ HOẠCH\nNăm 2025\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Lập dự toán chi tiết.\n\n{end}\n"
        )
        assert starts(draft) == ["- Lập dự toán ch"]
    draft = read_document(
        "KẾ HOẠCH\nNăm 2025\n\nI. NHIỆM VỤ\n1. Phòng Kinh tế lập dự toán.\n\nPHỤ LỤC: LỊCH HỌC\n\n"
        "| Buổi | Địa điểm |\n|--|--|\n| Sáng | Hội trường |\n\n"
        "Nơi nhận:\n- Các phòng;\n- Lưu: VT.\n\nTRƯỞNG PHÒNG\n\nTrần Văn Mẫu\n"
    )
    assert len(draft.tasks) == 1
    assert [line.unit for line in draft.recipients] == ["Các phòng"]
    assert (draft.signer or "").startswith("Trần Văn Mẫu")


def test_where_blank_lines_part_paragraphs_a_line_without_one_goes_on() -> None:
    items = "\n\n".join(
        f"- Rà soát nội dung thứ {number} của kế hoạch năm học mới, bảo đảm đúng tiến độ và\nđúng đối tượng."
        for number in range(6)
    )
    draft = read_document(
        f"KẾ HOẠCH\n\nNăm 2025\n\nI. NHIỆM VỤ\n\n1. Phòng Văn hóa\n\n{items}\n\n2. Báo Tân Sơn; Đài\n"
        f"Phát thanh huyện\n\nĐưa tin về hội xuân.\n"
    )
    assert len(draft.tasks) == 7
    assert draft.tasks[-1].lead == ("Báo Tân Sơn", "Đài Phát thanh huyện")


def test_a_directive_is_sure_where_all_is_clear_and_time_is_not_spoken_of() -> None:
    draft = read_document(
        "KẾ HOẠCH\nNăm 2025\n\nI. TỔ CHỨC THỰC HIỆN\n1. Giao Phòng Kinh tế lập dự toán chi tiết.\n"
        "2. Phòng Nội vụ chủ trì lập danh sách.\n3. Công an xã sớm hoàn thành việc rà soát.\n"
    )
    assert [(task.sure, task.doubts) for task in draft.tasks] == [
        (True, ()), (False, (why.PARTNER_UNREAD,)), (False, (why.NO_TIME,)),
    ]  # fmt: skip


def test_an_organ_is_named_with_the_body_that_it_leads_and_the_motto_is_no_issuer() -> None:
    draft = read_document(
        "ỦY BAN MTTQ VIỆT NAM XÃ HÒA AN\nBAN THƯỜNG TRỰC\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nSố: 4/KH-MTTQ\n\n"
        "KẾ HOẠCH\nNgày hội năm 2025\n"
    )
    assert draft.issuer == "BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ HÒA AN"


def test_the_subject_of_a_letter_may_go_on_in_small_letters() -> None:
    draft = read_document(
        "UBND XÃ HÒA AN\nSố: 9/UBND\nV/v tăng cường phòng, chống\nsốt xuất huyết\n\n"
        "Hòa An, ngày 03 tháng 6 năm 2025\n\n"
        "Kính gửi: Các thôn.\n\n1. Các thôn dọn vệ sinh.\n"
    )
    assert draft.title == "tăng cường phòng, chống sốt xuất huyết"


def test_a_header_may_stand_in_a_table() -> None:
    draft = read_document(
        "| ỦY BAN NHÂN DÂN XÃ HÒA AN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "| Số: 7/KH-UBND | Hòa An, ngày 02/6/2025 |\n\n"
        "KẾ HOẠCH\nNgày hội năm 2025\n"
    )
    assert (draft.issuer, draft.number, str(draft.date)) == ("ỦY BAN NHÂN DÂN XÃ HÒA AN", "7/KH-UBND", "2025-06-02")
