"""The many ways that documents write one unit."""

import pytest

from tracker.office.naming import NameBook, Named, name_key

BOOK = NameBook(
    units=[
        (1, "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        (2, "Phòng Dân tộc"),
        (3, "Xã Đăk Tờ Re"),
        (3, "UBND xã Đăk Tờ Re"),
        (4, "Phòng Lao động - Thương binh và Xã hội"),
        (5, "Xã Đăk Ruồng"),
    ],
    groups=[(1, "Các phòng, ban, đơn vị"), (2, "UBND các xã, thị trấn"), (2, "Các xã, thị trấn")],
)


@pytest.mark.parametrize(
    "name",
    [
        "UBMTTQVN huyện",
        "Ủy ban MTTQ Việt Nam huyện",
        "Uỷ ban MTTQ VN huyện",
        "UBMTTQ VN huyện",
        "ủy ban mặt trận tổ quốc việt nam huyện",
        "Ủy  ban Mặt trận Tổ quốc Việt Nam\nhuyện",
    ],
)
def test_the_fatherland_front_is_found_under_each_of_its_spellings(name):
    assert BOOK.find(name) == Named(unit_id=1)


@pytest.mark.parametrize("name", ["Đăk Tôre", "Đăk Tô Re", "Đăk Tờ Re", "ĐĂK TƠ RE", "Đắk Tờ-Re"])
def test_a_commune_is_found_whatever_its_marks_and_spaces(name):
    assert BOOK.find(f"xã {name}") == Named(unit_id=3)
    assert BOOK.find(f"UBND xã {name}") == Named(unit_id=3)


@pytest.mark.parametrize("name", ["Đăk Ruông", "Đăk Ruồng"])
def test_a_tone_that_was_left_out_does_not_matter(name):
    assert BOOK.find(f"Xã {name}") == Named(unit_id=5)


@pytest.mark.parametrize("name", ["các phòng, ban, đơn vị", "phòng, ban, đơn vị", "Các phòng ban, đơn vị"])
def test_a_group_is_found_with_or_without_its_plural(name):
    assert BOOK.find(name) == Named(group_id=1)


@pytest.mark.parametrize(
    "name", ["các phòng, ban, đơn vị liên quan", "Phòng Dân tộc và các cơ quan liên quan", "đơn vị LIÊN QUAN"]
)
def test_whoever_is_concerned_names_nobody(name):
    assert BOOK.find(name) is None


@pytest.mark.parametrize("name", ["Phòng Văn hóa", "", "xã", "Phòng Dân tộc tỉnh"])
def test_a_name_that_is_not_known_is_left_open(name):
    assert BOOK.find(name) is None


def test_a_unit_is_not_taken_for_a_group_that_is_called_alike():
    book = NameBook(units=[(7, "Xã")], groups=[(8, "Các xã")])
    assert book.find("Xã") == Named(unit_id=7)
    assert book.find("Các xã") == Named(group_id=8)


def test_an_abbreviation_inside_a_word_is_left_alone():
    assert name_key("Trạm Ubndo") == "tramubndo"
