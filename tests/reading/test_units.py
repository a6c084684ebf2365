"""Lists of units, and where a unit's name ends in a sentence."""

import pytest

from tracker.reading import split_units
from tracker.reading.addressees import addressed, advised, coordinating, heading_units, routed_through


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("Xã An Kôi, xã Đắk Sơn", ("Xã An Kôi", "xã Đắk Sơn")),
        ("các phòng, ban, đơn vị", ("các phòng, ban, đơn vị",)),
        ("UBND huyện, UBMTTQVN huyện, các TCCS Đảng", ("UBND huyện", "UBMTTQVN huyện", "các TCCS Đảng")),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Phòng Giáo dục và Đào tạo và Phòng Y tế", ("Phòng Giáo dục và Đào tạo", "Phòng Y tế")),
        ("Văn phòng HĐND và UBND xã", ("Văn phòng HĐND và UBND xã",)),
        ("các sở, ban, ngành; UBND các huyện, thị xã", ("các sở, ban, ngành", "UBND các huyện, thị xã")),
        ("Sở Y tế và các đơn vị liên quan", ("Sở Y tế", "các đơn vị liên quan")),
        ("Chủ tịch UBND các xã, Thủ trưởng các phòng", ("Chủ tịch UBND các xã", "Thủ trưởng các phòng")),
        ("ông Lê A, Phó trưởng Ban", ("ông Lê A",)),
        ("các trường mầm non, tiểu học, THCS", ("các trường mầm non, tiểu học, THCS",)),
        ("- Phòng Kinh tế;\n- Công an xã.", ("Phòng Kinh tế", "Công an xã")),
        ("", ()),
    ],
)
def test_a_list_is_split_where_another_unit_begins(words: str, units: tuple[str, ...]) -> None:
    assert split_units(words) == units


@pytest.mark.parametrize(
    ("words", "given", "partners"),
    [
        ("Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ, UBND các huyện tham mưu UBND tỉnh",
         ("Sở Y tế",), ("Sở Nội vụ", "UBND các huyện")),
        ("Phòng Kinh tế phối hợp chặt chẽ với Công an xã rà soát hộ kinh doanh.", ("Phòng Kinh tế",), ("Công an xã",)),
        ("Căn cứ Kế hoạch này, các phòng, đơn vị xây dựng kế hoạch", ("các phòng, đơn vị",), ()),
        ("Đề nghị Ủy ban MTTQ Việt Nam xã vận động Nhân dân.", ("Ủy ban MTTQ Việt Nam xã",), ()),
        ("Để kịp tiến độ, UBND tỉnh giao cho Sở Xây dựng thẩm định", ("Sở Xây dựng",), ()),
        ("Các Sở: Tài chính, Xây dựng rà soát nguồn vốn.", ("Các Sở: Tài chính, Xây dựng",), ()),
        ("Tổ chức hội nghị tổng kết.", (), ()),
        ("Ban hành quy chế làm việc.", (), ()),
        ("Xã hội hóa giáo dục tiếp tục được quan tâm.", (), ()),
    ],
)  # fmt: skip
def test_whom_a_sentence_addresses_and_with_whom(words: str, given: tuple[str, ...], partners: tuple[str, ...]) -> None:
    assert addressed(words).given == given
    assert coordinating(words) == partners


def test_what_is_directed_is_told_apart_from_what_is_given() -> None:
    told = addressed("Chỉ đạo Phòng Kinh tế rà soát.")
    assert told.given == ()
    assert told.directed == ("Phòng Kinh tế",)


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("Ủy ban MTTQ Việt Nam xã:", ("Ủy ban MTTQ Việt Nam xã",)),
        ("Đối với các thôn chưa đạt chuẩn.", ("các thôn chưa đạt chuẩn",)),
        ("PHÒNG VĂN HÓA - XÃ HỘI", ("PHÒNG VĂN HÓA - XÃ HỘI",)),
        ("Các phòng, đơn vị; UBND các xã:", ("Các phòng, đơn vị", "UBND các xã")),
        ("KINH PHÍ THỰC HIỆN", ()),
        ("Tổ chức thực hiện", ()),
        ("Phòng, chống dịch bệnh", ()),
        ("Về công tác truyền thông", ()),
        ("Đối với công tác tuyên truyền", ()),
    ],
)
def test_a_heading_may_be_an_address(title: str, units: tuple[str, ...]) -> None:
    assert heading_units(title) == units


def test_routing_and_advice_are_read() -> None:
    words = "Tham mưu UBND huyện báo cáo định kỳ (qua Ủy ban MTTQ Việt Nam huyện)."
    assert routed_through(words) == "Ủy ban MTTQ Việt Nam huyện"
    assert advised(words) == "UBND huyện"
