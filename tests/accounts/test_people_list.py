"""The list of people: by given name, narrowed, page by page, whole in Excel; as quick for thousands as for some."""

import io
from datetime import timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from tests.browser import page, words
from tests.town import OTHER, OWN
from tracker.accounts.models import Account, ExternalIdentity
from tracker.accounts.queries import PeopleFilter, how_many_people, people
from tracker.accounts.rules.people import AccountState, account_state
from tracker.core.db import db, transaction
from tracker.core.folding import fold, person_key
from tracker.office.models import Person, RoleKind


def names(town, *, sort="name", **wanted):
    return [row.full_name for row in people(PeopleFilter(**wanted), sort=sort, on=town.today)]


def test_people_stand_in_the_order_of_their_given_names(town):
    with transaction():
        office = [town.person("officer").unit]
    for full_name in ("Phạm Thị Ánh", "Nguyễn Văn An", "Đỗ Đức", "Lê Dung", "Trần Văn An"):
        town.new_person(full_name, unit=office[0], role=None)
    found = names(town, unit_id=office[0].id)
    ours = [name for name in found if name in ("Phạm Thị Ánh", "Nguyễn Văn An", "Đỗ Đức", "Lê Dung", "Trần Văn An")]
    assert ours == ["Nguyễn Văn An", "Trần Văn An", "Phạm Thị Ánh", "Lê Dung", "Đỗ Đức"]


@pytest.mark.parametrize("typed", ["Y Ngọc Liễu", "y ngoc lieu", "LIEU ngọc", "officer", "can.bo@"])
def test_a_person_is_found_by_name_with_or_without_marks_by_sign_in_name_and_address(town, typed):
    with transaction():
        town.person("officer").email = "can.bo@vi-du.vn"
    assert "Y Ngọc Liễu" in names(town, words=typed)


def test_signs_that_databases_read_as_any_are_only_signs(town):
    assert names(town, words="%") == names(town, words="_") == []


def test_the_list_is_narrowed_by_unit_role_and_programme(town):
    officer = town.person("officer").full_name
    assert officer in names(town, unit_id=town.unit(OWN).id)
    assert officer not in names(town, unit_id=town.unit(OTHER).id)
    assert officer in names(town, role=RoleKind.OFFICER)
    assert officer not in names(town, role=RoleKind.HEAD)
    elsewhere = town.another_programme(members=[OTHER]).id
    assert officer in names(town, programme_id=town.programme.id)
    assert officer not in names(town, programme_id=elsewhere)
    assert town.person("officer2").full_name in names(town, programme_id=elsewhere)
    assert town.person("admin").full_name not in names(town, programme_id=town.programme.id)


def test_the_database_sees_the_states_that_a_person_would(town):
    with transaction():
        town.account("head").disabled = True
        town.account("chair").password_hash = ""
        town.account("staff").password_hash = ""
        known = ExternalIdentity(account_id=town.account("staff").id, issuer="i", subject="s", since=town.now)
        db.session.add(known)
        town.person("observer").ended_on = town.today
        town.person("head2").ended_on = town.today + timedelta(days=1)
    everybody = db.session.execute(sa.select(Person.full_name, Person.ended_on, Account).outerjoin(Account)).all()
    for state in AccountState:
        meant = {
            name
            for name, ended_on, account in everybody
            if state
            is account_state(
                ended_on=ended_on,
                disabled=account.disabled if account is not None else None,
                can_enter=account is not None and (account.password_hash != "" or account.sign_in_name == "staff"),
                today=town.today,
            )
        }
        assert set(names(town, state=state)) == meant
        assert meant
        assert how_many_people(PeopleFilter(state=state), on=town.today) == len(meant)
    assert town.person("staff").full_name in names(town, state=AccountState.ACTIVE)
    assert "Trịnh Thị Diệu Sương" not in names(town)


def test_people_are_sorted_by_unit_and_by_when_they_last_signed_in(town):
    town.session_of("officer")
    assert names(town, sort="-last")[0] == names(town, sort="last")[0] == town.person("officer").full_name
    units = [row.unit_name for row in people(PeopleFilter(), sort="unit", on=town.today)]
    assert units.index("Phòng Dân tộc") < units.index("Xã Đăk Tơ Mil")
    assert names(town, sort="-name") == names(town)[::-1]
    assert names(town, sort="unheard-of") == names(town)


@pytest.mark.parametrize("query", ["unit=x&role=king&state=asleep&of=y&page=z&sort=%00"[:-3], "page=0", "page=99999"])
def test_what_an_address_asks_for_in_vain_counts_as_not_asked(sign_in, query):
    assert sign_in("admin").get(f"/people/?{query}").status_code == 200


def test_the_piece_alone_answers_htmx(sign_in, htmx):
    answer = sign_in("admin").get("/people/?q=lieu", headers=htmx)
    assert page(answer).get("id") == "people"
    assert "Y Ngọc Liễu" in answer.text
    assert "<html" not in answer.text


def test_the_whole_list_goes_to_excel(town, sign_in):
    answer = sign_in("admin").get("/people/?format=xlsx&role=head")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["Họ và tên", "Chức vụ", "Đơn vị", "Vai trò"]
    head = next(row for row in rows if row[0] == town.person("head").full_name)
    assert (head[3], head[6], head[7]) == ("Thủ trưởng đơn vị: Phòng Dân tộc", "head", "Đang dùng")


def test_thousands_are_shown_page_by_page_with_as_many_questions(town, sign_in, count_queries):
    browser = sign_in("admin")
    with count_queries() as few:
        browser.get("/people/?sort=-last")
    unit_id = town.unit(OWN).id
    with transaction():
        db.session.execute(
            sa.insert(Person),
            [
                {"full_name": name, "sort_key": person_key(name), "folded": fold(name), "unit_id": unit_id}
                for name in (f"Người Thứ {number:04d}" for number in range(5000))
            ],
        )
    with count_queries() as many:
        first = browser.get("/people/?sort=-last")
    assert len(many) == len(few) <= 8, "\n\n".join(many)
    assert len(page(first).xpath("//tbody/tr")) == 50
    last = browser.get("/people/?q=nguoi+thu&page=100")
    assert "Người Thứ 4999" in last.text
    assert "Trang 100/100" in words(last)
    turning = page(last).xpath("//*[@id='people']//a[@rel]")
    assert [(link.get("rel"), "page=99" in link.get("href")) for link in turning] == [("prev", True)]


def test_a_new_filter_begins_at_the_first_page(sign_in):
    form = page(sign_in("admin").get("/people/?page=2&sort=unit")).xpath("//form[@role='search']")[0]
    assert [field.get("name") for field in form.xpath(".//input[@type='hidden']")] == ["sort"]
