"""When: deadlines as directives write them, invented; and when a reading may be sure that there is none."""

from datetime import date

import pytest

from tracker.reading.times import is_silent, stated_time


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("gửi danh sách trước 17h00 ngày 15/3/2025", date(2025, 3, 15)),
        ("đưa tàu vào bờ trước 10 giờ ngày 27/9/2025", date(2025, 9, 27)),
        ("trình Hội đồng nhân dân trong năm 2026.", date(2026, 12, 31)),
        ("kiểm tra bếp ăn trong tháng 9, 10/2025", date(2025, 10, 31)),
        ("tổ chức lễ ra quân (dự kiến ngày 02/6/2025)", date(2025, 6, 2)),
        ("sửa đường trong tháng 3 và tháng 4/2025", date(2025, 4, 30)),
    ],
)
def test_a_deadline_is_the_last_day_that_is_named(words: str, due: date) -> None:
    assert stated_time(words, 2025).due == due


@pytest.mark.parametrize(
    ("words", "recurrence", "relative"),
    [
        ("Hằng năm, báo cáo kết quả trước ngày 31/12", "yearly", "trước ngày 31/12"),
        ("báo cáo trước ngày 15/6 và 15/12 hàng năm", "yearly", "trước ngày 15/6 và 15/12 hàng năm"),
        ("xử lý ổ dịch trong vòng 48 giờ", None, "trong vòng 48 giờ"),
        ("gửi số liệu trước 15 giờ ngày thứ Năm hằng tuần", None, "trước 15 giờ ngày thứ Năm hằng tuần"),
        ("thẩm định hồ sơ trong 05 ngày làm việc", None, "trong 05 ngày làm việc"),
        ("họp trực tuyến mỗi quý một lần", "quarterly", None),
    ],
)
def test_what_comes_again_has_no_single_day(words: str, recurrence: str | None, relative: str | None) -> None:
    time = stated_time(words, 2025)
    assert (time.due, time.recurrence, time.relative_due) == (None, recurrence, relative)


def test_a_year_that_only_describes_is_no_deadline() -> None:
    assert not stated_time("thực hiện các nhiệm vụ trong năm 2025 của tỉnh", 2025).is_stated


@pytest.mark.parametrize(
    ("words", "silent"),
    [
        ("Rà soát hồ sơ theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ.", True),
        ("Tuyên truyền Luật Đất đai đến nhân dân.", True),
        ("Hoàn thành sớm việc rà soát.", False),
        ("Báo cáo trước kỳ họp cuối năm.", False),
        ("Giao ban vào ngày 25.", False),
    ],
)
def test_words_that_speak_of_time_are_told_from_dates_of_documents(words: str, silent: bool) -> None:
    assert is_silent(words) is silent
