"""Which passwords are refused, without an application."""

import unicodedata

import pytest

from tracker.accounts.rules.passwords import (
    PasswordTellsWho,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    check_new_password,
    common_passwords,
)

OWN = [
    "Nguyễn Thị Hồng Vân",
    "hong.van@vi-du.vn",
    "0905 123 456",
    "vannth",
    "Phòng Dân tộc",
    "Phòng DT",
    "Nếp sống mới",
]


def check(password: str) -> None:
    check_new_password(password, own_words=OWN)


@pytest.mark.parametrize(
    "password",
    [
        "mưa đá cầu vồng",
        "correct horse battery staple",
        "vịt kêu ngoài ruộng",
        "k7Rt!mQz",
        "ghế xanh 12 con ốc",
        "x" * 5 + " y z t " + "w" * 5,
        "bánh đa cua biển",
        "93 khúc gỗ lim",
    ],
)
def test_what_nobody_would_guess_is_taken(password):
    check(password)


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "123456789",
        "11111111",
        "987654321",
        "matkhau1",
        "MatKhau@123",
        "Mật Khẩu 2026",
        "M@tKh4u2026!",
        "P@ssw0rd",
        "password123",
        "qwertyuiop",
        "qwerty123456",
        "asdfghjkl;",
        "abc12345",
        "abcabcabc",
        "1212121212",
        "aaaaaaaa",
        "        ",
        "giaoban2026",
        "Giao Ban!!!",
        "HàNội2026",
        "konTum@2025",
        "quangngai1",
        "Việt Nam 1945",
        "anhyeuem",
        "IloveYou123",
        "01011990",
        "02/09/1945",
        "02-09-1985",
        "19850902",
        "admin@2026",
        "UBND2026",
        "giaobanmatkhau",
        "1qaz2wsx",
        "chutich1@",
    ],
)
def test_what_is_tried_first_is_refused(password):
    with pytest.raises((PasswordTooCommon, PasswordTooShort)):
        check(password)


@pytest.mark.parametrize(
    "password",
    [
        "Nguyễn Thị Hồng Vân",
        "hongvan1985",
        "Van@2026 hong",
        "vannth2026",
        "hong.van@vi-du.vn",
        "0905123456",
        "PhongDanToc2026",
        "Nếp sống mới 2026",
        "NepSongMoi!",
    ],
)
def test_what_colleagues_know_is_refused(password):
    with pytest.raises((PasswordTellsWho, PasswordTooCommon)):
        check(password)


def test_a_name_within_much_else_is_no_harm():
    check("Vân đi chợ mua ba con gà")


@pytest.mark.parametrize("length", [0, 1, 7])
def test_short_ones_are_refused(length):
    with pytest.raises(PasswordTooShort):
        check("k7Rt!mQz"[:length])


def test_eight_characters_are_counted_as_people_count_them():
    typed = unicodedata.normalize("NFD", "ổ ố ề ặ")  # seven, though more signs
    with pytest.raises(PasswordTooShort):
        check(typed)


def test_a_thousand_characters_are_taken_and_no_more():
    check("mưa đá cầu vồng " * 62)
    with pytest.raises(PasswordTooLong):
        check("mưa đá cầu vồng " * 63)


def test_the_list_is_a_list_of_words():
    assert 400 < len(common_passwords()) < 2000
    assert {"matkhau", "kontum", "giaoban", "password", "123456789"} - common_passwords() == {"123456789"}
    assert all(word.isascii() and word.isalnum() for word in common_passwords())
