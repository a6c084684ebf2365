"""The pages of what is due: of the whole programme for its staff, of their own unit for everybody else."""

import io
from datetime import date, timedelta

import openpyxl
import pytest

from tests.browser import by_id, page, words
from tests.town import OTHER, OWN
from tracker.calendar.queries import known_days
from tracker.core.owed import TO_SETTLE, OwedKind
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.queries.days import due_by_day
from tracker.reminders.queries.seeing import seen_by
from tracker.reminders.queries.units import count_by_unit, counted_by_standing
from tracker.reminders.views.links import url_of
from tracker.tasks.queries import reckoning
from tracker.tasks.rules import Standing


@pytest.fixture
def today(town):
    return reckoning(town.today)


@pytest.fixture
def seen(town):
    """What somebody may see of the campaign."""
    return lambda who: seen_by(town.person(who), town.programme.id)


def keys_on(answer):
    """The things that the list shows, in its order."""
    return [
        row.attrib["id"].removeprefix("due-") for row in page(answer).xpath("//table//tr[starts-with(@id, 'due-')]")
    ]


def whole_list(browser, address):
    """The same over all pages."""
    found = []
    while address:
        answer = browser.get(address)
        found += keys_on(answer)
        address = next(iter(page(answer).xpath("//nav[contains(@class, 'pager')]//a[@rel='next']/@href")), None)
    return found


@pytest.mark.parametrize("who", ["staff", "officer", "head2", "observer"])
def test_the_list_holds_all_that_one_may_see_and_nothing_else(today, seen, sign_in, who):
    wanted = [item.key for item in owed(seen(who), today).rows]
    assert whole_list(sign_in(who), "/due/") == wanted != []


def test_a_unit_reads_of_no_other_unit_and_not_what_waits_for_the_standing_units_word(town, today, seen, sign_in):
    officer = owed(seen("officer"), today).rows
    assert {item.unit_name for item in officer} == {OWN}
    assert keys_on(sign_in("officer").get(f"/due/?unit={town.unit(OTHER).id}")) == []
    clerk = town.new_person("Nhân viên của Thường trực", unit=town.programme.standing_unit, sign_in_name="clerk")
    theirs = owed(seen_by(clerk, town.programme.id), today).rows
    assert theirs
    assert not {item.kind for item in theirs} & set(TO_SETTLE)
    assert keys_on(sign_in("clerk").get("/due/?kind=settle_part")) == []
    assert keys_on(sign_in("staff").get("/due/?kind=settle_part"))


@pytest.mark.parametrize("who", ["staff", "officer", "head2"])
def test_everything_leads_to_a_page_that_its_reader_may_open(app, today, seen, sign_in, who):
    one_of_each = {item.kind: item for item in owed(seen(who), today).rows}
    with app.test_request_context():
        pages = {kind: url_of(item) for kind, item in one_of_each.items()}
    browser = sign_in(who)
    assert {kind: browser.get(at).status_code for kind, at in pages.items()} == dict.fromkeys(pages, 200)
    assert OwedKind.PART in pages


def test_the_list_is_narrowed_by_kind_standing_unit_words_and_days(town, today, seen, sign_in):
    staff, everything = sign_in("staff"), owed(seen("staff"), today).rows
    town.task("Rà soát giếng nước của làng", lead=OTHER, due=town.today + timedelta(days=2))
    asked = {
        "kind=report": lambda item: item.kind is OwedKind.REPORT,
        "standing=overdue": lambda item: item.standing is Standing.OVERDUE,
        f"unit={town.unit(OTHER).id}&kind=report": lambda i: i.unit_name == OTHER and i.kind is OwedKind.REPORT,
        "from=28/10/2026&to=30/11/2026&kind=part&standing=open": lambda item: (
            item.kind is OwedKind.PART and item.standing is Standing.OPEN and item.due_on <= date(2026, 11, 30)
        ),
    }
    for query, fits in asked.items():
        assert whole_list(staff, f"/due/?{query}") == [item.key for item in everything if fits(item)] != [], query
    assert [key.split("-")[0] for key in keys_on(staff.get("/due/?q=GIENG+nuoc"))] == ["part"]
    assert keys_on(staff.get("/due/?q=hội+nghị&kind=meeting"))
    assert keys_on(staff.get("/due/?q=nothing+at+all")) == []


def test_the_list_goes_by_units_too_without_a_gap(today, seen, sign_in):
    by_unit = owed(seen("staff"), today, by_unit=True).rows
    assert whole_list(sign_in("staff"), "/due/?sort=unit") == [item.key for item in by_unit]
    units = [item.unit_id for item in by_unit]
    assert len(set(units)) == sum(before != after for before, after in zip([None, *units], units, strict=False))


def test_a_day_that_is_none_is_said_beside_its_field_and_narrows_nothing(sign_in):
    answer = sign_in("staff").get("/due/?from=31/2/2026")
    assert answer.status_code == 200
    assert page(answer).xpath("//input[@name='from' and @aria-invalid='true']")
    assert keys_on(answer)


@pytest.mark.parametrize(("who", "ticks"), [("staff", True), ("chair", True), ("observer", False), ("officer", False)])
def test_only_who_runs_the_programme_ticks_things_to_remind_of(sign_in, who, ticks):
    answer = sign_in(who).get("/due/?kind=part")
    boxes = page(answer).xpath("//input[@name='key' and @form='chosen-due']/@value")
    assert boxes == (keys_on(answer) if ticks else [])


def test_htmx_gets_the_list_alone_and_excel_all_of_it(today, seen, sign_in, htmx):
    officer = sign_in("officer")
    piece = officer.get("/due/?kind=part", headers=htmx)
    assert page(piece).attrib["id"] == "due-list"
    sheet = openpyxl.load_workbook(io.BytesIO(officer.get("/due/?format=xlsx").data)).active
    titles = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert titles == [item.title for item in owed(seen("officer"), today).rows]


def test_the_grid_counts_what_the_list_holds(today, seen, sign_in):
    everything = owed(seen("staff"), today).rows
    units = count_by_unit(seen("staff"), today)
    assert sum(unit.all for unit in units) == len(everything)
    assert counted_by_standing(units)[Standing.OVERDUE] == sum(i.standing is Standing.OVERDUE for i in everything)
    staff = sign_in("staff")
    links = page(staff.get("/due/grid")).xpath("//table//a[@class='cell' or contains(@class, 'state-overdue')]")
    for link in links[:6]:
        assert len(whole_list(staff, link.attrib["href"])) == int(
            link.xpath("string(text())") or link.xpath("string()").split()[0]
        )
    assert sign_in("officer").get("/due/grid").status_code == 403


def test_days_hold_what_the_list_holds_of_them_and_say_how_much_they_leave_out(town, today, seen):
    chosen = seen("staff").but(first=town.today - timedelta(days=40), last=town.today + timedelta(days=70))
    listed = owed(chosen, today).rows
    whole = due_by_day(chosen, today, most=1000)
    assert {day: of.all for day, of in whole.items()} == {
        day: sum(item.due_on == day for item in listed) for day in {item.due_on for item in listed}
    }
    assert not any(of.more for of in whole.values())
    for day, of in due_by_day(chosen, today, most=1).items():
        assert len(of.lines) == 1
        assert of.more == whole[day].all - of.lines[0].units
        assert of.lines[0].units == max(line.units for line in whole[day].lines)


def test_a_month_marks_days_off_by_name_and_leads_to_what_is_due(town, sign_in):
    town.task("Việc đến hạn trong tháng", due=date(2026, 11, 26))
    answer = sign_in("officer").get("/due/month?month=2026-11")
    off = {day.xpath("string(.//time/@datetime)") for day in page(answer).xpath("//li[contains(@class, 'day-off')]")}
    assert {"2026-11-22", "2026-11-24"} <= off
    assert "2026-11-25" not in off
    assert known_days()[date(2026, 11, 24)].name in words(answer)
    assert "Việc đến hạn trong tháng" in words(answer)
    assert len(page(answer).xpath("//ol/li[contains(@class, 'day')]")) == 42


def test_a_week_begins_on_monday_whatever_day_is_asked_for(town, sign_in):
    days = page(sign_in("officer").get("/due/week?from=29/10/2026")).xpath("//ol/li//time/@datetime")
    assert days == [f"2026-{day}" for day in ("10-26", "10-27", "10-28", "10-29", "10-30", "10-31", "11-01")]
    marked = page(sign_in("officer").get("/due/week")).xpath("//li[@aria-current='date']//time/@datetime")
    assert marked == [town.today.isoformat()]


@pytest.mark.parametrize(
    "address",
    ["/due/month?month=2026-13", "/due/month?month=x", "/due/month?month=0001-01", "/due/week?from=32/1/2026"],
)
def test_a_month_or_week_that_is_none_is_not_found(sign_in, address):
    assert sign_in("officer").get(address).status_code == 404


def test_a_unit_s_week_tells_how_much_is_overdue_already(town, sign_in):
    town.assignment(title="Việc đã quá hạn", due=town.today - timedelta(days=30))
    officer = sign_in("officer")
    (told,) = page(officer.get("/due/week")).xpath("//p[contains(@class, 'message-warning')]")
    listed = keys_on(officer.get(told.xpath(".//a/@href")[0]))
    assert f"Đơn vị còn {len(listed)} việc đã quá hạn." in " ".join(told.text_content().split())
    assert listed
    assert "message-warning" not in sign_in("staff").get("/due/week").text


def test_the_week_of_one_unit_is_kept_from_page_to_page(town, sign_in):
    answer = sign_in("staff").get(f"/due/week?unit={town.unit(OWN).id}")
    assert f"unit={town.unit(OWN).id}" in by_id(answer, "due-days").xpath("string(.//a[@rel='next']/@href)")
    assert page(answer).xpath("//nav[@class='tabs']//a[contains(@href, 'month') and contains(@href, 'unit=')]")
    assert OTHER not in words(by_id(answer, "due-days"))


def test_nothing_is_owed_of_a_programme_whose_pages_one_may_not_see(town, today):
    elsewhere = town.another_programme("Chương trình khác")
    assert seen_by(town.person("officer"), elsewhere.id).unit_ids == town.person("officer").own_unit_ids
    assert not owed(OwedFilter(programme_ids=[elsewhere.id]), today).rows
