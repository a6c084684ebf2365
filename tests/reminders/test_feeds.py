"""What calendars read at secret addresses: all that is somebody's own, nothing else, and only for as long as it is."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from icalendar import Calendar, Event

from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.office.models import Role, RoleKind
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.queries.feeds import feeds_of
from tracker.tasks.queries import reckoning

HARD = "Rà soát; “vườn nhà”, đợt 2 \\ gồm\n các làng " + "🌾 Kon Hra, Đăk Tơ Lung " * 8


@pytest.fixture
def make(sign_in) -> Callable[..., str]:
    """`make("officer", unit)`: the path of a new address."""

    def make_one(who="officer", unit=None) -> str:
        page = sign_in(who).post("/feeds/own" if unit is None else f"/units/{unit.id}/feed")
        return re.search(r'value="http://localhost(/feeds/[\w-]{43}\.ics)"', page.text)[1]

    return make_one


@pytest.fixture
def read(client) -> Callable[[str], list[Event]]:
    """The entries at an address, for somebody who is not signed in."""

    def read_one(path: str) -> list[Event]:
        answer = client.get(path)
        assert answer.status_code == 200
        return list(Calendar.from_ical(answer.data).walk("VEVENT"))

    return read_one


def test_a_person_reads_what_their_units_owe_and_nothing_of_others(town, make, read):
    own = owed(OwedFilter(unit_ids=[town.unit(OWN).id]), reckoning(town.today)).rows
    entries = read(make())
    assert {str(entry["UID"]) for entry in entries} == {f"{i.key}@giao-ban.local" for i in own if i.due_on is not None}
    assert {entry["DTSTART"].dt for entry in entries} == {item.due_on for item in own if item.due_on is not None}
    assert all(OTHER not in entry["DESCRIPTION"] for entry in entries)


def test_staff_read_what_waits_for_their_word(town, make, read):
    request = town.more_time_asked("Việc xin thêm thời gian")
    [entry] = [one for one in read(make("staff")) if "Việc xin thêm thời gian" in one["SUMMARY"]]
    assert entry["URL"].endswith(f"/extensions/{request.id}")


def test_the_file_holds_to_the_standard_whatever_titles_say(town, client, make):
    town.task(HARD, lead=OWN, due=town.today + timedelta(days=2))
    content = client.get(make()).data
    calendar = Calendar.from_ical(content)
    entries = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not [entry for entry in entries if entry.errors or not set(Event.required) <= set(entry)]
    assert {"VERSION": "2.0", "METHOD": "PUBLISH"}.items() <= dict(calendar).items()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    assert all(0 < len(line) <= 75 and line.decode() for line in content.removesuffix(b"\r\n").split(b"\r\n"))
    assert calendar.to_ical() == content
    [hard] = [entry for entry in entries if "🌾" in entry["SUMMARY"]]
    assert hard["SUMMARY"].startswith("Rà soát; “vườn nhà”, đợt 2 \\ gồm các làng 🌾 Kon Hra")
    assert type(hard["DTSTART"].dt) is date
    assert hard["DTSTART"].params["VALUE"] == "DATE"
    assert hard["DTEND"].dt - hard["DTSTART"].dt == timedelta(days=1)


def test_an_entry_is_the_same_the_next_day_and_gone_once_the_part_is_handed_in(town, sign_in, make, read):
    part = town.task("Việc sắp xong", lead=OWN, due=town.today + timedelta(days=1)).assignments[0]
    path, head = make(), sign_in("head")

    def uids(days: int) -> set[str]:
        with time_machine.travel(town.now + timedelta(days=days), tick=False):
            return {str(entry["UID"]) for entry in read(path) if "Việc sắp xong" in entry["SUMMARY"]}

    assert uids(0) == uids(4) != set()  # also when it is late
    told = {"words": "Đã xong.", "version": part.version}
    assert head.post(f"/assignments/{part.id}/submit", data=told).status_code in (200, 302, 303)
    assert not uids(0)


def test_the_address_is_shown_once_and_kept_as_a_hash(town, sign_in, make):
    path = make()
    [feed] = feeds_of(town.person("officer").id)
    assert path[7:-4] not in sign_in("officer").get("/feeds/").text
    assert path[7:-4] not in (feed.token_hash, str(story_of(town.person("officer"))))
    assert story_of(town.person("officer"))[0].name == "feed.made"


def test_a_new_address_ends_the_one_before_it_and_no_other(town, client, make):
    first, of_unit, of_head = make(), make("officer", town.unit(OWN)), make("head")
    second = make()
    assert [client.get(path).status_code for path in (first, second, of_unit, of_head)] == [404, 200, 200, 200]


def test_an_address_that_was_ended_opens_nothing(town, client, sign_in, make):
    path = make()
    [feed] = feeds_of(town.person("officer").id)
    for _ in range(2):
        sign_in("officer").post(f"/feeds/{feed.id}/end")
    assert client.get(path).status_code == 404
    assert [event.name for event in story_of(town.person("officer"))[:2]] == ["feed.ended", "feed.made"]


@pytest.mark.parametrize("what", ["left", "no longer of the unit", "account disabled"])
def test_who_may_not_read_it_any_more_reads_nothing_by_the_address(town, client, make, what):
    path = make("officer", town.unit(OWN))
    with transaction():
        if what == "left":
            town.person("officer").ended_on = town.today
        elif what == "account disabled":
            town.account("officer").disabled = True
        else:
            of = (Role.person_id == town.person("officer").id, Role.kind == RoleKind.OFFICER)
            db.session.execute(sa.update(Role).where(*of).values(valid_to=town.today - timedelta(days=1)))
    assert client.get(path).status_code == 404


def test_a_wrong_address_tells_nothing(client, make):
    make()
    for token in ("x", "x.ics", "a" * 100, "../secret", "%00"):
        assert client.get(f"/feeds/{token}").status_code == 404


def test_only_a_units_own_people_make_an_address_for_it(town, sign_in):
    assert sign_in("officer").post(f"/units/{town.unit(OTHER).id}/feed").status_code == 403
    assert sign_in("staff").post(f"/units/{town.unit(OWN).id}/feed").status_code == 403
    assert not [feed for who in ("officer", "staff") for feed in feeds_of(town.person(who).id)]


def test_no_cache_keeps_it_and_its_last_reading_is_seen(town, client, sign_in, make):
    answer = client.get(make())
    answer.close()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "text/calendar; charset=utf-8"
    db.session.rollback()
    assert [feed.read_at for feed in feeds_of(town.person("officer").id)] == [town.now]
    assert "10:00 28/10/2026" in sign_in("officer").get("/feeds/").text


def test_it_asks_no_more_when_there_is_more_to_tell(town, client, count_queries, make):
    path = make()
    with count_queries() as before:
        client.get(path)
    town.tasks(20, unit=OWN, due=town.today)
    with count_queries() as after:
        client.get(path)
    assert len(after) <= len(before) <= 7
