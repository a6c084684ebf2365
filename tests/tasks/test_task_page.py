"""The page of one task: its parts by period and by how the document addressed them, and what it is told with."""

import re
from datetime import date

from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.tasks import queries, services
from tracker.tasks.models import Part, State, TaskKind
from tracker.tasks.services import Addressed

GROUP = "UBND các xã, thị trấn"


def laid_out(town, task, quarter=None):
    rows, placed = queries.parts_of(task, queries.reckoning(town.today))
    return queries.laid_out(task, rows, placed, quarter=quarter or town.quarter)


def test_units_of_a_group_stand_together_under_its_name_after_those_named(town, sign_in):
    task = town.task(lead=OWN)
    with transaction():
        given = {"by": town.person("staff"), "at": town.now}
        services.give_part(task, Addressed(Part.IMPLEMENT, group=town.group(GROUP)), **given)
    (period,) = laid_out(town, task).first
    assert [(some.group, len(some.rows)) for some in period.together] == [("", 1), (GROUP, 7)]
    page = sign_in("staff").get(f"/tasks/{task.id}").text
    assert page.index(OWN) < page.index(f"{GROUP} (7)") < page.index(OTHER)


def test_the_lead_stands_before_those_who_join_whoever_is_more_urgent(town):
    task = town.task(lead="Xã Đăk Tơ Mil", joining=[OWN])
    town.assignment(task=task, unit="Xã Đăk Tơ Mil", state=State.SUBMITTED)
    (period,) = laid_out(town, task).first
    assert [row.part for row in period.together[0].rows] == [Part.LEAD, Part.COORDINATE]
    assert (period.count, period.done) == (2, 1)


def test_a_regular_task_opens_at_the_quarter_in_context_and_folds_the_others(town, sign_in):
    task = town.task(kind=TaskKind.REGULAR, quarter=Quarter(2027, 1))
    parts = laid_out(town, task, Quarter(2027, 3))
    assert [str(one.period) for one in parts.first] == ["2027-Q3"]
    assert [str(one.period) for one in parts.others] == ["2027-Q1", "2027-Q2", "2027-Q4"]
    assert [str(one.period) for one in laid_out(town, task).first] == ["2027-Q1"]  # what comes next
    assert [str(one.period) for one in laid_out(town, task, Quarter(2028, 2)).first] == ["2027-Q4"]
    page = sign_in("officer").get(f"/tasks/{task.id}?quarter=2027-Q3").text
    assert page.count('<details class="folded">') == 3
    assert page.index("Quý III/2027") < page.index("Quý I/2027")


def test_other_units_do_not_read_why_a_part_ended(town, sign_in):
    task = town.task(lead=OWN, joining=[OTHER, "Xã Kon Sơ Rai"])
    part = next(part for part in task.assignments if part.unit.name == "Xã Kon Sơ Rai")
    with transaction():
        words = "Xã đang kiện toàn nhân sự."
        services.end_part(part, words=words, later_too=False, by=town.person("staff"), at=town.now)
    assert words in sign_in("staff").get(f"/tasks/{task.id}").text
    assert words not in sign_in("officer2").get(f"/tasks/{task.id}").text


def test_a_long_story_shows_its_newest_events_and_folds_the_rest(town, sign_in):
    part = town.assignment(state=State.IN_PROGRESS)
    for percent in range(50, 62):
        with transaction():
            facts = {"seen": part.version, "by": town.person("officer"), "at": town.now}
            services.update_progress(part, percent=percent, words=f"Bước {percent}.", **facts)
    page = sign_in("staff").get(f"/tasks/{part.task_id}").text
    shown, folded = page.split('id="story-before"')
    assert "Bước 61." in shown
    assert "Bước 50." in folded
    assert len(re.findall(r'id="story"', page)) == 1


def test_a_page_of_many_parts_asks_no_more_often(town, sign_in, count_queries):
    few, staff = town.task(lead=OWN), sign_in("staff")
    many = town.task(kind=TaskKind.REGULAR, group=GROUP, quarter=Quarter(2027, 1))
    staff.get(f"/tasks/{few.id}")
    with count_queries() as of_few:
        staff.get(f"/tasks/{few.id}")
    with count_queries() as of_many:
        staff.get(f"/tasks/{many.id}")
    assert len(of_many) <= len(of_few)


def test_what_a_document_says_of_its_time_is_shown_beside_the_day(town, sign_in):
    task = town.task(due=date(2026, 12, 31))
    task.due_words = "trong quý IV"
    db.session.commit()
    assert "“trong quý IV”" in sign_in("officer").get(f"/tasks/{task.id}").text
