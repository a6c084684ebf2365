"""The page “Who may do what”: the written table, for admins."""

import pytest

from tests.browser import page, words
from tracker.home.access import ROLES, table
from tracker.home.acts import ACTS, ROLE, ROOMS


def test_every_act_room_and_role_of_the_table_has_words():
    assert {row.endpoint for row in table()} == set(ACTS)
    assert {row.room for row in table()} == set(ROOMS)
    assert set(ROLES) == set(ROLE)


def test_an_admin_reads_who_may_hand_a_part_in(sign_in):
    answer = sign_in("admin").get("/access/?room=assignments&object=own+unit")
    row = page(answer).xpath("//tr[th[normalize-space()='Nộp phần việc']]")[0]
    said = [cell.text_content().strip() for cell in row.xpath("td")]
    assert said == ["đơn vị mình", "đăng nhập", "ẩn", "được", "được", "không", "không", "không", "không", "ẩn"]


def test_the_filter_leaves_the_acts_of_one_room(sign_in):
    text = words(page(sign_in("admin").get("/access/?room=trail")).xpath("//table")[0])
    assert "Xem nhật ký" in text
    assert "Nộp phần việc" not in text


def test_a_choice_without_acts_says_so(sign_in):
    assert "Chưa ghi quyền nào" in words(sign_in("admin").get("/access/?room=khong-co"))


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer", "auditor"])
def test_nobody_else_reads_it(sign_in, who):
    assert sign_in(who).get("/access/").status_code == 403


def test_it_goes_into_excel(sign_in):
    answer = sign_in("admin").get("/access/?format=xlsx")
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
