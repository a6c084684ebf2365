"""One line typed as the chair speaks: whom it names, what they do, until when."""

from datetime import date

import pytest

from tracker.meetings.dictation import take_apart
from tracker.office.naming import NameBook, Named
from tracker.reading.errors import NoSuchDay

BOOK = NameBook(
    [
        (1, "Xã Đăk Kôi"),
        (1, "Đăk Kôi"),
        (2, "Xã Đăk Pnê"),
        (3, "Phòng Dân tộc"),
        (4, "Phòng Văn hóa, Thể thao và Du lịch"),
    ],
    [(1, "UBND các xã, thị trấn"), (1, "Các xã")],
)
KOI, PNE, ETHNIC, CULTURE = (Named(unit_id=n) for n in (1, 2, 3, 4))
COMMUNES = Named(group_id=1)


def read(line: str):
    return take_apart(line, find=BOOK.find, since=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("line", "addressed", "text", "due"),
    [
        ("Xã Đăk Kôi, xã Đăk Pnê: rà soát mô hình; hạn 30/9", (KOI, PNE), "Rà soát mô hình", date(2026, 9, 30)),
        ("dak koi và xa dak pne: họp dân; hạn chót 5/11", (KOI, PNE), "Họp dân", date(2026, 11, 5)),
        ("dak koi: hop dan; han chot 5/11", (KOI,), "Hop dan", date(2026, 11, 5)),
        ("dak koi: huong dan; han che sai sot", (KOI,), "Huong dan; han che sai sot", None),
        ("Các xã: báo cáo mô hình; hạn trong tháng 8", (COMMUNES,), "Báo cáo mô hình", date(2026, 8, 31)),
        ("Tất cả các xã: báo cáo", (COMMUNES,), "Báo cáo", None),
        ("UBND các xã, thị trấn; Phòng Dân tộc: báo cáo", (COMMUNES, ETHNIC), "Báo cáo", None),
        (
            "Phòng Văn hóa, Thể thao và Du lịch, Đăk Kôi: mở lớp. Hạn: hết quý IV.",
            (CULTURE, KOI),
            "Mở lớp",
            date(2026, 12, 31),
        ),
        ("Phòng Dân tộc: hướng dẫn; hạn chế sai sót", (ETHNIC,), "Hướng dẫn; hạn chế sai sót", None),
        ("Rà soát: làm ngay; hạn 30/9", (), "Rà soát: làm ngay", date(2026, 9, 30)),
        ("Tổ chức hội nghị vào lúc 8:30", (), "Tổ chức hội nghị vào lúc 8:30", None),
        ("Đăk Kôi: mở lớp; hạn 30/9; gửi qua Mặt trận", (KOI,), "Mở lớp; gửi qua Mặt trận", date(2026, 9, 30)),
        ("Đăk Kôi: mở lớp, hạn 30/9, gửi Mặt trận.", (KOI,), "Mở lớp, gửi Mặt trận.", date(2026, 9, 30)),
        ("Đăk Kôi: mở lớp. Hạn 30.9.2026. Gửi Mặt trận", (KOI,), "Mở lớp. Gửi Mặt trận", date(2026, 9, 30)),
        ("Đăk Kôi: rà soát mô hình; trong tháng 8", (KOI,), "Rà soát mô hình", date(2026, 8, 31)),
        ("Đăk Kôi: rà soát, hoàn thành trước ngày 30/9.", (KOI,), "Rà soát", date(2026, 9, 30)),
        ("Đăk Kôi: rà soát; Quý IV", (KOI,), "Rà soát", date(2026, 12, 31)),
        ("dak koi: ra soat; xong truoc cuoi thang 8", (KOI,), "Ra soat", date(2026, 8, 31)),
        ("Đăk Kôi: chấm điểm; trước 30/9; gửi Mặt trận", (KOI,), "Chấm điểm; gửi Mặt trận", date(2026, 9, 30)),
        ("Các xã: gửi số liệu tháng 7, tháng 8", (COMMUNES,), "Gửi số liệu tháng 7, tháng 8", None),
        ("Các xã: mở lớp, trong tháng 8 hộ dân", (COMMUNES,), "Mở lớp, trong tháng 8 hộ dân", None),
        ("Các xã: báo cáo; hạn 20 tháng cuối quý", (COMMUNES,), "Báo cáo; hạn 20 tháng cuối quý", None),
    ],
)
def test_a_line_is_taken_apart(line, addressed, text, due):
    found = read(line)
    assert (found.addressed, found.text, found.unknown) == (addressed, text, ())
    assert (found.deadline.due if found.deadline else None) == due


def test_a_name_that_nobody_has_is_told():
    found = read("Xã Mô Bành, xã Đăk Kôi: rà soát")
    assert found.unknown == ("Xã Mô Bành",)
    assert found.addressed == (KOI,)


def test_a_day_that_is_none_is_refused():
    with pytest.raises(NoSuchDay):
        read("Đăk Kôi: rà soát; hạn 31/6")


def test_what_is_given_otherwise_is_left_in_the_line():
    line = "Xã Đăk Kôi: rà soát; hạn 30/9"
    assert take_apart(line, find=None, since=None).text == line
    assert take_apart(line, find=None, since=date(2026, 7, 1)).text == "Xã Đăk Kôi: rà soát"
