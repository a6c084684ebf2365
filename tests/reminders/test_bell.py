"""The bell: what somebody has to do now, apart from what others did since they looked last."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.reminders.models import BellLook
from tracker.reminders.queries.mine import count_mine, mine, pressing
from tracker.tasks.queries import reckoning

GIVEN = "Việc giao hôm nay"


def bell(browser) -> tuple[str, str]:
    """The words of its two lists."""
    answer = browser.get("/bell/")
    assert answer.status_code == 200
    to_do, _, to_know = answer.text.partition('id="to-know"')
    return to_do, to_know


@pytest.mark.parametrize("who", ["officer", "head2", "staff", "chair", "observer"])
def test_the_count_is_that_of_the_list(town, sign_in, who):
    person, today = town.person(who), reckoning(town.today)
    number = count_mine(person, today)
    assert number == len(pressing(person, today, limit=300))
    said = re.search(r'bell-count"[^>]*>\s*(\d*)', sign_in(who).get("/bell/count").text)[1]
    assert said == (str(number) if number else "")


def test_a_unit_finds_what_presses_and_not_what_has_time(town, sign_in):
    late = town.task("Việc đã muộn", lead=OWN, due=town.today - timedelta(days=2))
    town.task("Việc còn lâu", lead=OWN, due=town.today + timedelta(days=30))
    town.task("Việc của người khác", lead=OTHER, due=town.today)
    to_do, _ = bell(sign_in("officer"))
    assert f'href="/tasks/{late.id}#assignment-{late.assignments[0].id}"' in to_do
    assert "Việc còn lâu" not in to_do
    assert "Việc của người khác" not in to_do
    assert "Việc còn lâu" in {item.title for item in mine(town.person("officer"), reckoning(town.today))}


def test_it_tells_what_others_did_until_one_has_read_it(town, sign_in):
    browser = sign_in("officer")
    town.task(GIVEN, lead=OWN)
    until = int(town.now.timestamp())
    assert GIVEN in bell(browser)[1]
    assert GIVEN in bell(browser)[1]  # looking alone changes nothing
    with time_machine.travel(town.now + timedelta(minutes=5), tick=False):
        town.task("Việc đến sau", lead=OWN)
        assert browser.post("/bell/read", data={"until": until}).status_code == 302
        to_know = bell(browser)[1]
    assert GIVEN not in to_know
    db.session.rollback()
    assert db.session.get_one(BellLook, town.person("officer").id).looked_at == town.now


def test_what_one_did_oneself_is_no_news(town, sign_in):
    town.task(GIVEN, lead=OWN, by="staff")
    assert GIVEN not in bell(sign_in("staff"))[1]
    assert GIVEN in bell(sign_in("chair"))[1]


def test_it_tells_nothing_of_another_unit(town, sign_in):
    town.task(GIVEN, lead=OTHER)
    assert GIVEN not in bell(sign_in("officer"))[1]


def test_a_moment_ahead_of_the_clock_does_not_hide_what_is_to_come(town, sign_in):
    browser = sign_in("officer")
    browser.post("/bell/read", data={"until": int((town.now + timedelta(days=900)).timestamp())})
    browser.post("/bell/read", data={"until": 0})
    db.session.rollback()
    assert db.session.get_one(BellLook, town.person("officer").id).looked_at == town.now
    for wrong in ("", "x", "-1", "9" * 30):
        assert browser.post("/bell/read", data={"until": wrong}).status_code == 422


def test_a_look_that_a_wrong_clock_noted_ahead_hides_nothing(town, sign_in):
    browser = sign_in("officer")
    with transaction():
        db.session.merge(BellLook(person_id=town.person("officer").id, looked_at=town.now + timedelta(days=30)))
    town.task(GIVEN)
    assert GIVEN in bell(browser)[1]
    browser.post("/bell/read", data={"until": int(town.now.timestamp())})
    db.session.rollback()
    assert db.session.get_one(BellLook, town.person("officer").id).looked_at == town.now


def test_reading_is_private_and_leaves_no_trace_in_the_trail(town, sign_in):
    browser = sign_in("officer")
    before = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    browser.post("/bell/read", data={"until": int(town.now.timestamp())})
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == before


def test_no_page_waits_for_the_count_and_only_who_has_work_has_a_bell(town, sign_in, count_queries):
    page = sign_in("officer").get("/units/").text
    assert 'hx-get="/bell/count"' in page
    assert 'hx-trigger="load, work-changed from:body"' in page
    assert 'hx-get="/bell/count"' not in sign_in("admin").get("/units/").text
    browser = sign_in("officer")
    with count_queries() as asked:
        piece = browser.get("/bell/count").text
    assert len(asked) <= 4  # two for who asks
    assert 'hx-trigger="work-changed from:body"' in piece  # it does not ask again by itself
