"""Titles of directives: what is to be done, without who is told to do it."""

import pytest

from tracker.intake.proposals import clause_of
from tracker.reading.titles import LONGEST, plain, title_of

LEAD, JOIN, SERVED = "Phòng Nội vụ", "các phòng, ban, đơn vị", "UBND huyện"


@pytest.mark.parametrize(
    ("text", "names", "title"),
    [
        (
            "- Chỉ đạo Phòng Nội vụ chủ trì, phối hợp với các phòng, ban, đơn vị tham mưu UBND huyện rà soát hộ nghèo.",
            [LEAD, JOIN, SERVED],
            "Rà soát hộ nghèo",
        ),
        ("2. Giao Phòng Nội vụ: Theo dõi, đôn đốc việc thực hiện.", [LEAD], "Theo dõi, đôn đốc việc thực hiện"),
        (
            "- Khẩn trương phối hợp với các phòng, ban, đơn vị tham mưu tổ chức hội thi.",
            [JOIN],
            "Tham mưu tổ chức hội thi",
        ),
        ("Tiếp tục tham mưu theo dõi kết quả.", [LEAD], "Tiếp tục tham mưu theo dõi kết quả"),
        ("1.2. *Xây dựng* kế hoạch\nnăm 2027; đồng thời, báo cáo kết quả.", [], "Xây dựng kế hoạch năm 2027"),
        ("a) Tuyên truyền sâu rộng. Các xã báo cáo.", [], "Tuyên truyền sâu rộng"),
        ("Phòng Nội vụ", [LEAD], "Phòng Nội vụ"),
    ],
)
def test_a_title_says_what_is_to_be_done(text, names, title):
    assert title_of(text, names=names) == title


def test_a_name_is_left_only_where_it_opens_the_clause():
    title = title_of("Rà soát danh sách do Phòng Nội vụ lập", names=[LEAD])
    assert title == "Rà soát danh sách do Phòng Nội vụ lập"


@pytest.mark.parametrize(
    "text", ["Tổ chức tham quan (xong trong tháng 7/2024).", "Tổ chức tham quan; xong trong tháng 7/2024."]
)
def test_the_deadline_is_not_part_of_the_title(text):
    assert title_of(text, leave_out="xong trong tháng 7/2024") == "Tổ chức tham quan"


def test_a_long_title_is_cut_at_a_word():
    words = "tuyên truyền vận động người dân tham gia " * 10
    title = title_of(words)
    assert len(title) <= LONGEST
    assert title.endswith("…")
    assert words.lower().startswith(title.removesuffix("…").lower() + " ")


def test_a_word_without_an_end_is_cut_too():
    assert len(title_of("a" * 500)) <= LONGEST


def test_what_is_only_signs_gives_no_failure():
    assert title_of("- ") == ""


def test_plain_text_has_no_bullet_and_no_marks():
    assert plain("- **Rà soát** các\n  hộ *nghèo*") == "Rà soát các hộ nghèo"


@pytest.mark.parametrize(
    ("section", "item", "clause"),
    [
        ("III. NHIỆM VỤ CỤ THỂ > 1. Quý I/2024", "-", "III.1"),
        ("II. NHIỆM VỤ THƯỜNG XUYÊN", "2", "II.2"),
        ("2. UBND huyện", None, "2"),
        ("", "4", "4"),
        ("TỔ CHỨC THỰC HIỆN", None, ""),
    ],
)
def test_a_clause_is_named_by_its_numbers(section, item, clause):
    assert clause_of(section, item) == clause
