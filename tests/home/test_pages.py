"""A person's first pages."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from tests.browser import page
from tracker.core.db import transaction
from tracker.home.views.pages import ANSWERS
from tracker.office.models import RoleKind
from tracker.office.services import give_role
from tracker.tasks.models import State
from tracker.tasks.services import decline_part


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("officer", "/work"),
        ("head", "/work"),
        ("staff", "/deadlines"),
        ("observer", "/deadlines"),
        ("admin", "/units/"),
    ],
)
def test_everybody_starts_where_their_work_is(sign_in, who, page):
    assert sign_in(who).get("/").location == page
    assert sign_in(who).get(page).status_code == 200


def test_the_unit_s_work_is_its_own(town, sign_in):
    town.assignment(title="Việc chỉ của phòng")
    assert "Việc chỉ của phòng" in sign_in("officer").get("/work").text
    assert "Việc chỉ của phòng" not in sign_in("officer2").get("/work").text


def test_what_the_unit_is_asked_besides_stands_on_its_page_too(town, sign_in):
    shown = page(sign_in("officer2").get("/work"))
    kinds = {row.get("id").rsplit("-", 2)[0] for row in shown.xpath("//*[@id='answers']//tbody/tr")}
    due = page(sign_in("officer2").get("/due/"))
    assert kinds == {f"answer-{kind}" for kind in ANSWERS if due.xpath(f"//tr[starts-with(@id, 'due-{kind}-')]")}
    assert kinds


@pytest.mark.parametrize("who", ["officer", "officer2"])
def test_each_figure_of_a_unit_s_work_leads_to_as_many_parts(sign_in, who):
    browser = sign_in(who)
    links = page(browser.get("/work")).xpath("//*[@id='figures']//a")
    assert links
    for link in links:
        shown = page(browser.get(link.get("href").partition("#")[0])).xpath("//tbody[starts-with(@id, 'assignment-')]")
        assert len(shown) == int(link.text.strip())


def test_a_declined_part_is_told_as_such_in_excel_too(town, sign_in):
    part = town.assignment(title="Việc xin không nhận")
    with transaction():
        decline_part(part, words="Việc của xã khác.", by=town.person("head"), at=town.now)
    with zipfile.ZipFile(io.BytesIO(sign_in("officer").get("/work?format=xlsx").data)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    row = next(row for row in cells.split("<row ") if "Việc xin không nhận" in row)
    assert "<t>Xin không nhận</t>" in row


def test_a_sheet_is_named_and_prints_across_the_page_with_its_head(sign_in):
    with zipfile.ZipFile(io.BytesIO(sign_in("officer").get("/work?format=xlsx").data)) as book:
        sheet, names = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/workbook.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'name="Việc của đơn vị"' in names
    assert "_xlnm.Print_Titles" in names


def test_a_day_off_after_the_due_day_is_no_overdue_by_nothing(town, sign_in):
    """On a Sunday, what was due on the Saturday: no working day has passed."""
    town.assignment(title="Việc hạn thứ Bảy", due=date(2026, 10, 31))
    with time_machine.travel(datetime(2026, 11, 1, 3, tzinfo=UTC), tick=False):
        shown = page(sign_in("officer").get("/work?q=han+thu+bay"))
    (stands,) = shown.xpath("//tbody[starts-with(@id, 'assignment-')]//td[contains(@class, 'state-cell')]")
    assert " ".join(stands.text_content().split()) == "Quá hạn"


def test_the_counts_can_fetch_themselves_again(town, sign_in, htmx):
    answer = sign_in("officer").get("/work", headers=htmx)
    assert answer.text.lstrip().startswith('<dl id="figures"')
    assert "<html" not in answer.text


def test_a_boosted_request_gets_the_whole_page(sign_in, htmx):
    assert "<html" in sign_in("officer").get("/work", headers=htmx | {"HX-Boosted": "true"}).text
    assert "<html" in sign_in("officer").get("/work", headers=htmx | {"HX-History-Restore-Request": "true"}).text


@pytest.mark.parametrize(("who", "page", "status"), [("staff", "/work", 403), ("officer", "/deadlines", 403)])
def test_a_page_that_is_not_one_s_own_is_refused(sign_in, who, page, status):
    assert sign_in(who).get(page).status_code == status


def test_staff_see_who_owes_what_and_settle_it_there(town, sign_in):
    part = town.assignment(title="Việc chờ chấp nhận", state=State.SUBMITTED)
    staff = sign_in("staff")
    page = staff.get("/deadlines").text
    assert "Việc chờ chấp nhận" in page
    assert f"/assignments/{part.id}/accept" in page
    assert f"/assignments/{part.id}/accept" not in sign_in("observer").get("/deadlines").text


def test_filters_live_in_the_address(town, sign_in):
    unit = town.unit("Phòng Dân tộc")
    town.assignment(title="Việc trễ hạn", due=town.today - timedelta(days=2))
    town.assignment(title="Việc còn xa", due=town.today + timedelta(days=40))
    staff = sign_in("staff")
    late = staff.get(f"/deadlines?unit={unit.id}&standing=overdue").text
    assert "Việc trễ hạn" in late
    assert "Việc còn xa" not in late
    assert "Việc còn xa" in staff.get(f"/deadlines?unit={unit.id}&standing=open").text
    assert "Việc còn xa" in staff.get(f"/deadlines?unit={unit.id}").text


def test_each_figure_leads_to_as_many_parts(sign_in):
    staff = sign_in("staff")
    links = re.findall(r'href="(/deadlines\?[^"#]*standing=[^"#]*)#parts"[^>]*>(\d+)<', staff.get("/deadlines").text)
    assert links
    for link, count in links[:12]:
        assert staff.get(link.replace("&amp;", "&")).text.count('<tbody id="assignment-') == int(count)


def test_another_quarter_shows_its_own(town, sign_in):
    town.assignment(title="Việc của quý sau", quarter=town.quarter.next)
    staff = sign_in("staff")
    assert "Việc của quý sau" not in staff.get("/deadlines?standing=all&q=quy+sau").text
    assert "Việc của quý sau" in staff.get(f"/deadlines?standing=all&q=quy+sau&quarter={town.quarter.next}").text


def test_filters_of_no_sense_show_everything(sign_in):
    assert sign_in("staff").get("/deadlines?unit=x&standing=y").status_code == 200


def test_every_answer_says_that_it_must_not_be_kept(sign_in):
    answer = sign_in("officer").get("/work")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_forged_host_is_not_served(client):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("who", "page"), [("officer", "/work"), ("staff", "/deadlines?standing=all"), ("staff", "/tasks/")]
)
def test_every_list_goes_whole_into_excel_and_no_cell_is_a_formula(town, sign_in, who, page):
    town.task("=1+1 & việc có dấu")
    answer = sign_in(who).get(page + ("&" if "?" in page else "?") + "format=xlsx")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1 &amp; việc có dấu" in cells
    assert "<f>" not in sheet


def test_staff_keep_sight_of_what_was_left_open_in_an_earlier_quarter(town, sign_in):
    before = town.quarter.previous
    town.assignment(title="Việc quý trước còn nợ", quarter=before, due=before.last_day)
    staff = sign_in("staff")
    assert "Việc quý trước còn nợ" in staff.get("/deadlines?standing=overdue").text
    assert "Việc quý trước còn nợ" not in staff.get(f"/deadlines?standing=all&quarter={before.previous}").text


@pytest.mark.parametrize("page", ["/people/1", "/people/1/hand-over", "/people/1/roles/new", "/people/1/edit"])
def test_whatever_is_about_a_person_stands_with_the_people(sign_in, page):
    current = re.findall(r'<a class="place" href="([^"]*)" aria-current="page"', sign_in("admin").get(page).text)
    assert current == ["/people/"]


@pytest.mark.parametrize("page", ["/me/contact", "/me/password", "/me/second-factor"])
def test_a_part_of_one_s_account_leads_back_to_it(sign_in, page):
    assert '<li><a href="/me">' in sign_in("officer").get(page).text


def test_venues_stand_among_the_office_s_places_for_admin_who_has_no_part_in_a_programme(town, sign_in):
    """Everybody else finds them beside the meetings."""
    town.new_person("Người Không Vai Trò", role=None, sign_in_name="nobody")
    both = town.new_person("Người Hai Vai", role=RoleKind.ADMIN, sign_in_name="both")
    with transaction():
        give_role(both, RoleKind.STAFF, unit=None, programme=town.programme, by=None, at=town.now)
    shown = {who: "/venues/" in places(sign_in(who)) for who in ("admin", "nobody", "both", "staff")}
    assert shown == {"admin": True, "nobody": False, "both": False, "staff": False}


def places(browser) -> set[str]:
    return {urlsplit(link.get("href")).path for link in page(browser.get("/units/")).iterfind(".//*[@id='places']//a")}
