"""What stands where on a paper, by the rules of each style; no file is written here."""

from datetime import date

import pytest

from tests.documents.papers import HEADS, paper
from tracker.documents.models import PaperStyle
from tracker.documents.papers import Annex, Heading, Paragraph, Point, wording
from tracker.documents.papers.drawn import Line
from tracker.documents.papers.metrics import width
from tracker.documents.papers.setting import set_paper
from tracker.documents.papers.styles import style_of

STYLES = list(PaperStyle)


def texts(column) -> list[str]:
    return [line.text for line in column if isinstance(line, Line)]


def test_state_and_party_heads_say_what_each_guideline_asks():
    (issuer, nation), (number, day) = set_paper(paper())[0].head
    assert texts(issuer) == ["ỦY BAN NHÂN DÂN HUYỆN ĐĂK VƠN", "BAN CHỈ ĐẠO", "CUỘC VẬN ĐỘNG HUYỆN"]
    assert texts(nation) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert texts(number) + texts(day) == ["Số: 05/TB-BCĐ", "Đăk Vơn, ngày 05 tháng 02 năm 2026"]
    (issuer, nation), (number, _) = set_paper(paper(PaperStyle.PARTY))[0].head
    assert texts(issuer)[-1] == "*"
    assert texts(nation) + texts(number) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Số 05-TB/BCĐ"]


def test_a_letter_has_its_subject_under_its_number_and_no_title():
    letter = paper(type_name="", addressed=("Phòng Dân tộc",))
    part = set_paper(letter)[0]
    assert texts(part.head[1][0])[-1] == "V/v Kết luận Hội nghị giao ban quý IV năm 2026"
    assert texts(part.body)[0] == "Kính gửi: Phòng Dân tộc"


def test_several_addressees_are_listed():
    part = set_paper(paper(type_name="", addressed=("Phòng Dân tộc", "Phòng Nội vụ")))[0]
    assert texts(part.body)[:3] == ["Kính gửi:", "- Phòng Dân tộc;", "- Phòng Nội vụ."]


def test_levels_are_numbered_by_themselves_and_begin_again_under_each_heading():
    body = (
        Heading("A"), Heading("B", 2), Point("c", 3), Point("d", 3), Point("e", 2), Point("f", 3), Point("g"),
        Heading("H"), Heading("I", 2), Paragraph("k\n\nl"),
    )  # fmt: skip
    said = texts(set_paper(paper(bases=(), body=body))[0].body)[2:]
    assert said == ["I. A", "1. B", "a) c", "b) d", "2. e", "a) f", "- g", "II. H", "1. I", "k", "l"]


def test_lists_end_their_lines_and_name_who_keeps_a_copy():
    part = set_paper(paper())[0]
    bases = [said for said in texts(part.body) if said.startswith("Căn cứ")]
    assert [said[-1] for said in bases] == [";", "."]
    ((to, signed),) = part.foot
    assert texts(to) == ["Nơi nhận:", "- Thường trực Huyện ủy (b/c);", "- Các xã, thị trấn;", "- Lưu: VT, VP."]
    assert texts(signed) == ["TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Phan Thị Nhuệ"]
    ((to, signed),) = set_paper(paper(PaperStyle.PARTY))[0].foot
    assert texts(to)[1:] == ["- Thường trực Huyện ủy (b/c),", "- Các xã, thị trấn,", "- Lưu VT."]
    assert texts(signed)[:2] == ["T/M BAN CHỈ ĐẠO", "K/T TRƯỞNG BAN"]


def test_annexes_cite_their_paper_and_are_numbered_where_there_are_several():
    annex = Annex("Số liệu", ())
    _, first, second = set_paper(paper(annexes=(annex, annex)))
    cited = "(Kèm theo Thông báo số 05/TB-BCĐ ngày 05 tháng 02 năm 2026 của Ban Chỉ đạo Cuộc vận động huyện)"
    assert texts(first.body) == ["Phụ lục I", "SỐ LIỆU", cited]
    assert texts(second.body)[0] == "Phụ lục II"
    _, only = set_paper(paper(PaperStyle.PARTY))
    assert texts(only.body)[0] == "Phụ lục"
    assert "số 05-TB/BCĐ, ngày 05/02/2026 của" in texts(only.body)[2]


@pytest.mark.parametrize("style", STYLES)
def test_rules_are_as_long_as_the_guidelines_say(style):
    part = set_paper(paper(style))[0]
    (issuer, nation), _ = part.head
    under = nation[-1]
    look = under.look
    assert under.rule == pytest.approx(width(under.text, size=look.size, bold=look.bold, italic=look.italic))
    subject = part.body[1]
    assert isinstance(subject, Line)
    words = width(subject.text, size=subject.look.size, bold=True)
    assert words / 3 <= subject.rule <= words / 2
    if style is PaperStyle.STATE:
        widest = max(width(line.text, size=line.look.size, bold=True) for line in issuer if line.look.bold)
        assert widest / 3 <= issuer[-1].rule <= widest / 2


def test_every_measure_of_state_papers_is_within_decree_30():
    style = style_of(PaperStyle.STATE)
    margins, looks = style.margins, style.looks
    assert 20 <= margins.top <= 25
    assert 20 <= margins.bottom <= 25
    assert 30 <= margins.left <= 35
    assert 15 <= margins.right <= 20
    asked = {"nation": (12, 13), "motto": (13, 14), "superior": (12, 13), "issuer": (12, 13), "number": (13, 13)}
    asked |= {"place_and_day": (13, 14), "type": (13, 14), "subject": (13, 14), "about": (12, 13), "body": (13, 14)}
    asked |= {"basis": (13, 14), "authority": (13, 14), "name": (13, 14), "recipients_label": (12, 12)}
    asked |= {"recipient": (11, 11), "annex": (14, 14), "annex_title": (13, 14)}
    assert not [name for name, (least, most) in asked.items() if not least <= looks[name].size <= most]
    body = looks["body"]
    assert 10 <= body.first_line <= 12.7
    assert body.before >= 6
    assert 1 <= body.spacing <= 1.5
    assert 13 <= style.page_number.size <= 14
    assert {name for name, look in looks.items() if look.italic} >= {"place_and_day", "basis", "annexed"}
    assert {name for name, look in looks.items() if look.bold} >= {"nation", "motto", "issuer", "type", "subject"}
    assert not looks["superior"].bold


def test_party_papers_have_the_measures_of_their_guideline():
    style = style_of(PaperStyle.PARTY)
    margins, looks = style.margins, style.looks
    assert (margins.top, margins.bottom, margins.left, margins.right) == (20, 20, 30, 15)
    assert 15 <= looks["nation"].size <= 16
    assert (looks["issuer"].size, looks["issuer"].bold, looks["type"].bold) == (14, True, False)
    assert (looks["recipients_label"].size, looks["recipients_label"].underlined) == (14, True)
    assert looks["recipient"].size == 12


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 5), "05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "15 tháng 3 năm 2026"),
        (date(2026, 1, 31), "31 tháng 01 năm 2026"),
        (date(2026, 12, 9), "09 tháng 12 năm 2026"),
    ],
)
def test_zeros_stand_before_days_under_ten_and_the_first_two_months(day, said):
    assert wording.long_day(day) == said


@pytest.mark.parametrize(
    ("style", "type_code", "number", "said"),
    [
        (PaperStyle.STATE, "BC", 5, "05/BC-BCĐ"),
        (PaperStyle.STATE, "CV", 120, "120/BCĐ-VP"),
        (PaperStyle.STATE, "BC", None, "/BC-BCĐ"),
        (PaperStyle.PARTY, "TB", 127, "127-TB/BCĐ"),
        (PaperStyle.PARTY, "CV", 7, "07-CV/BCĐ"),
    ],
)
def test_numbers_are_written_as_each_style_does(style, type_code, number, said):
    assert wording.notation(HEADS[style], "BCĐ", type_code, number) == said


def test_room_is_left_for_a_number_and_a_day_that_are_not_known():
    (number, day) = set_paper(paper(notation="/TB-BCĐ", issued_on=None))[0].head[1]
    assert number[0].text == f"Số: {wording.ROOM}/TB-BCĐ"
    assert f"ngày {wording.ROOM} tháng {wording.ROOM} năm" in day[0].text


@pytest.mark.parametrize(
    ("number", "romans", "letters"), [(1, "I", "a"), (4, "IV", "d"), (19, "XIX", "s"), (27, "XXVII", "aa")]
)
def test_numbers_as_romans_and_letters(number, romans, letters):
    assert (wording.roman(number), wording.letter(number)) == (romans, letters)
