"""What changed since the last working day: of the trail, what the reader may see on the records' own pages."""

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
import sqlalchemy as sa
import time_machine

from tests.browser import page, words
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.reminders.queries.changes import KINDS, changes
from tracker.reports.models import Report
from tracker.reports.queries.handing import WHILE_WRITING
from tracker.reports.rules.moves import OWED
from tracker.reports.services.writing import start_report
from tracker.tasks import services

WORDS = "Đã gặp từng hộ, còn hai hộ đi vắng."


@pytest.fixture
def said(town):
    """Either unit says how far it has come in one task; the own one begins a report."""
    task = town.task("Rà soát giếng nước của làng", lead=OWN, joining=[OTHER])
    for part, who in zip(task.assignments, ("officer", "officer2"), strict=True):
        facts = {"percent": 30, "words": f"{WORDS} {part.unit.name}", "seen": part.version}
        with transaction():
            services.update_progress(part, **facts, by=town.person(who), at=town.now)
    own = sa.select(Report).where(Report.unit_id == town.unit(OWN).id, Report.state.in_(OWED)).order_by(Report.id)
    with transaction():
        start_report(db.session.scalars(own).first(), by=town.person("officer"), at=town.now)
    return task


@pytest.fixture
def of(town):
    """What somebody is told since a moment."""

    def told(who, *, since=town.now - timedelta(days=30), **chosen):
        return list(changes(town.person(who), town.programme.id, since=since, **chosen).rows)

    return told


def test_staff_are_told_of_all_units_each_under_its_name(said, sign_in):
    told = words(sign_in("staff").get("/due/changes"))
    assert f"{WORDS} {OWN}" in told
    assert f"{WORDS} {OTHER}" in told
    assert told.index(f"{WORDS} {OWN}") < told.index(f"{WORDS} {OTHER}")


def test_a_unit_is_told_of_its_own_parts_and_of_no_others(town, said, of, sign_in):
    answer = sign_in("officer").get("/due/changes")
    assert f"{WORDS} {OWN}" in words(answer)
    assert f"{WORDS} {OTHER}" not in words(answer)
    assert {row.unit_id for row in of("officer")} <= {None, town.unit(OWN).id}
    assert sign_in("officer").get(f"/due/changes?unit={town.unit(OTHER).id}").text.count("change-") == 0


def test_how_a_report_is_written_is_told_to_its_unit_alone(said, of):
    assert "report.begun" in {row.name for row in of("officer")}
    for who in ("staff", "chair", "observer"):
        assert not {row.name for row in of(who)} & set(WHILE_WRITING), who


@pytest.mark.parametrize("who", ["staff", "officer", "head2", "observer"])
def test_every_change_leads_to_a_page_that_its_reader_may_open(of, sign_in, who):
    asked = sign_in(who)
    found = page(asked.get("/due/changes?from=1/10/2026")).xpath("//li[starts-with(@id, 'change-')]//a/@href")
    one_of_each = {link.split("/")[1]: link for link in found}
    assert {link: asked.get(link).status_code for link in one_of_each.values()} == dict.fromkeys(
        one_of_each.values(), 200
    )
    assert one_of_each


def test_a_draft_is_told_to_no_unit_that_it_names(town, of):
    town.task("Việc chưa giao", doing=[OWN], state=town.find_task("Kiểm tra việc thực hiện").state.DRAFT)
    assert "Việc chưa giao" in {row.title for row in of("staff")}
    assert "Việc chưa giao" not in {row.title for row in of("officer")}


def test_the_reader_of_one_programme_is_told_of_no_other(town, of):
    elsewhere = town.another_programme("Chương trình khác", members=[OWN])
    town.task("Việc ở chương trình khác", programme=elsewhere)
    assert "Việc ở chương trình khác" not in {row.title for row in of("staff")}
    assert not changes(town.person("observer"), elsewhere.id, since=town.now - timedelta(days=30)).rows


def test_pages_follow_each_other_without_a_gap_or_a_repetition(town, of):
    everything = of("staff")
    facts = {"since": town.now - timedelta(days=30), "limit": 7}
    found, after = [], ""
    while True:
        shown = changes(town.person("staff"), town.programme.id, after=after, **facts)
        found, after = [*found, *shown.rows], shown.after
        if not after:
            break
    assert found == everything
    assert len({row.id for row in everything}) == len(everything) > 7
    for kind in KINDS:
        assert of("staff", kind=kind) == [row for row in everything if row.story_type == kind]


def test_a_cursor_that_makes_no_sense_gives_the_first_page(of):
    everything = of("staff")
    for after in ("x", "~~", "a~b~3", "a~1~x", f"a~{2**63}~1", f"a~{'9' * 200}~1"):
        assert of("staff", after=after, limit=5) == everything[:5]


@pytest.mark.parametrize(("on", "since"), [("2026-10-28", "27/10/2026"), ("2026-10-26", "23/10/2026")])
def test_a_day_begins_with_the_morning_of_the_last_working_day(town, sign_in, on, since):
    with time_machine.travel(datetime.fromisoformat(f"{on}T09:00").replace(tzinfo=clock.ZONE), tick=False):
        answer = sign_in("officer").get("/due/changes")
    assert page(answer).xpath("//input[@name='from']/@value") == [since]


def test_the_trail_of_long_ago_is_not_asked_for_here(sign_in):
    answer = sign_in("officer").get("/due/changes?from=1/1/2020")
    assert "27/09/2026" in words(answer)


def test_htmx_gets_the_changes_alone_and_excel_all_of_them(said, of, sign_in, htmx):
    staff = sign_in("staff")
    assert page(staff.get("/due/changes?kind=task", headers=htmx)).attrib["id"] == "due-changes"
    sheet = openpyxl.load_workbook(io.BytesIO(staff.get("/due/changes?kind=task&format=xlsx").data)).active
    told = [row[5] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert f"{WORDS} {OWN}" in told
    assert len(told) == len([row for row in of("staff", kind="task") if row.at >= _yesterday()])


def test_nothing_is_told_that_the_trail_does_not_hold(of):
    known = set(db.session.scalars(sa.select(AuditEvent.id)))
    assert {row.id for row in of("staff")} <= known


def _yesterday():
    return datetime(2026, 10, 27, tzinfo=clock.ZONE)
