"""The list of pilots, its filters and pages, who reads what of it, and the tree."""

import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest

from tests.pilots.conftest import NAME
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.pilots import queries, services
from tracker.pilots.models import Effect
from tracker.pilots.policy import can_view
from tracker.pilots.queries import Wanted


def names(page: str) -> list[str]:
    """The pilots that the list shows, in order."""
    return re.findall(r'class="what">\s*<a href="/pilots/\d+[^"]*">([^<]+)<', page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nuoi+ca+long", True), ("q=NUÔI+CÁ+LỒNG", True), ("q=ho+tieu", False), ("state=running", True),
        ("state=ended", False), ("kind=new", True), ("kind=replicated", False), ("effect=good", True),
        ("effect=poor", False), ("review=missing", True), ("year=2025", False), ("year=all", True),
        ("year=lapsed", False), ("quarter=2027-Q1&year=lapsed", True), ("quarter=2026-Q3&review=missing", False),
        ("unit=nonsense&state=nonsense&year=99999&after=nonsense", True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_stands_in_the_address(pilots, sign_in, query, found):
    pilots.review(pilots.run(), Quarter(2026, 3), Effect.GOOD)
    assert (NAME in names(sign_in("staff").get(f"/pilots/?{query}").text)) is found


def test_the_page_of_a_unit_says_what_it_has_and_whether_it_owes_one(pilots, town, sign_in):
    bare, one = town.new_unit("Xã Chưa Có Gì"), town.new_unit("Xã Có Một")
    with transaction():
        for target in town.plan.targets:
            target.counted_by = None
    pilots.pay(pilots.run(unit=one, households=9))
    staff = sign_in("staff")
    assert "state-overdue" in staff.get(f"/pilots/?unit={bare.id}").text.split('class="duty"')[1][:200]
    page = staff.get(f"/pilots/?unit={one.id}").text
    assert "state-done" in page.split('class="duty"')[1][:200]
    assert "120.000.000" in page
    assert names(page) == [NAME]


def test_money_and_the_words_of_reviews_are_for_the_unit_and_for_who_observes(pilots, sign_in):
    pilot = pilots.run(unit=OTHER)
    pilots.pay(pilot, 123_000_000)
    pilots.review(pilot, words="Cá chết nhiều.")
    addresses = ("/pilots/?q=cá+lồng", f"/pilots/?unit={pilot.unit_id}", f"/pilots/{pilot.id}")
    for who, reads in (("officer", False), ("officer2", True), ("observer", True)):
        pages = "".join(sign_in(who).get(address).text for address in addresses)
        assert NAME in pages
        assert ("123.000.000" in pages) is reads
        assert ("Cá chết nhiều." in pages) is reads
    sheet = sign_in("officer").get("/pilots/?format=xlsx")
    assert 123_000_000 not in [cell for row in rows_of(sheet) for cell in row]


def test_the_list_holds_what_a_person_may_see_and_nothing_of_another_programme(pilots, town):
    elsewhere = town.another_programme(members=["Phòng Văn hóa và Thông tin"])
    foreign = pilots.register("Mô hình nơi khác", unit="Phòng Văn hóa và Thông tin", programme=elsewhere)
    own = pilots.register()
    for who in ("officer", "officer2", "observer", "staff", "admin"):
        person = town.person(who)
        for pilot in (own, foreign):
            told = {"programme_id": pilot.programme_id, "quarter": town.quarter}
            listed = [row.id for row in queries.pilots_seen_by(person, Wanted(year=None), **told)]
            whole = queries.get_pilot(pilot.id)
            assert (pilot.id in listed) is can_view(person, whole), who


def test_a_unit_keeps_seeing_its_pilots_in_a_programme_that_it_left(pilots, town):
    """Only the unit itself: what made the others see it was that they are members."""
    left = town.another_programme(members=[OWN, OTHER])
    pilot = pilots.register("Mô hình ở lại", unit=OWN, programme=left)
    with transaction():
        left.members.clear()
    for who, sees in (("officer", True), ("officer2", False)):
        person, told = town.person(who), {"programme_id": left.id, "quarter": town.quarter}
        assert can_view(person, queries.get_pilot(pilot.id)) is sees, who
        assert bool(queries.pilots_seen_by(person, Wanted(year=None), **told)) is sees, who


@pytest.mark.parametrize(("who", "may"), [("officer2", True), ("staff", True), ("observer", False)])
def test_a_pilot_is_offered_to_be_replicated_by_whoever_may_register_one(pilots, sign_in, who, may):
    pilot = pilots.run()
    assert (f'origin={pilot.id}"' in sign_in(who).get(f"/pilots/{pilot.id}").text) is may


@pytest.mark.parametrize("sort", ["unit", "-name", "households", "-households", "-state"])
def test_pages_follow_each_other_by_key_and_leave_nothing_out(pilots, town, sort):
    for number in range(7):
        pilots.register(f"Mô hình số {number}", unit=OWN if number % 2 else OTHER, households=number % 3 or None)
    told = {"programme_id": town.programme.id, "quarter": town.quarter, "sort": sort}
    person, seen, after = town.person("staff"), [], None
    whole = [row.id for row in queries.pilots_seen_by(person, Wanted(year=2026), **told)]
    while page := queries.pilots_seen_by(person, Wanted(year=2026), **told, after=after, limit=4):
        seen += [row.id for row in page]
        after = page[-1].id
    assert seen == whole
    assert len(set(seen)) == len(seen) > 7


def test_the_second_page_begins_where_the_first_ends(pilots, town, sign_in):
    for number in range(60):
        pilots.register(f"Mô hình số {number:02}")
    staff = sign_in("staff")
    first = staff.get("/pilots/?sort=name").text
    onward = re.search(r'rel="next"\s+href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = staff.get(onward).text
    assert len(names(first)) == 50
    assert not set(names(first)[-3:]) & set(names(second))
    assert 'rel="prev"' in second


def rows_of(answer):
    return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)


def test_excel_holds_the_whole_list_and_htmx_gets_only_the_list(pilots, sign_in, htmx):
    pilots.pay(pilots.run(households=9))
    staff = sign_in("staff")
    row = next(row for row in rows_of(staff.get("/pilots/?format=xlsx")) if row[0] == NAME)
    assert (row[1], row[7], row[8]) == (OWN, 9, 120_000_000)
    for address, root in (("/pilots/", "pilots"), ("/pilots/tree", "tree")):
        piece = staff.get(address, headers=htmx).text
        assert "<html" not in piece
        assert f'id="{root}"' in piece[:60]


class Lists(HTMLParser):
    """The depth of each link in nested lists; fails on lists that are not closed in their order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: dict[str, int] = {}
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        if tag in ("ul", "ol", "li"):
            assert tag != "li" or self.open[-1] in ("ul", "ol")
            self.open.append(tag)
        elif tag in ("a", "strong") and self.open:
            self.depth, self.reading = self.open.count("ul"), True

    def handle_endtag(self, tag):
        if tag in ("ul", "ol", "li"):
            assert self.open.pop() == tag

    def handle_data(self, data):
        if getattr(self, "reading", False):
            self.links[data], self.reading = self.depth, False


def test_the_tree_shows_what_came_from_what_as_nested_lists(pilots, town, sign_in):
    first = pilots.run(name="Gốc")
    child = pilots.register("Con", unit=OTHER, origin=first)
    pilots.register("Cháu", unit="Xã Kon Sơ Rai", origin=child)
    told = {"year": 2026, "words": "x", "by": town.person("head"), "at": town.now}
    with transaction():
        services.convert_pilot(first, services.PilotFacts(name="Hợp tác xã"), **told)
    pilots.register("Một mình")
    page = sign_in("officer").get("/pilots/tree").text
    tree = Lists(page.split('id="tree"')[1].split("</main>")[0])
    assert not tree.open
    assert {name: tree.links.get(name) for name in ("Gốc", "Con", "Cháu", "Hợp tác xã", "Một mình")} == {
        "Gốc": 1, "Con": 2, "Cháu": 3, "Hợp tác xã": 2, "Một mình": None,
    }  # fmt: skip
    family = Lists(sign_in("officer").get(f"/pilots/{child.id}").text.split("<main")[1].split("</main>")[0])
    assert {name: family.links.get(name) for name in ("Gốc", "Con", "Cháu")} == {"Gốc": 1, "Con": 2, "Cháu": 3}
    narrowed = sign_in("officer").get("/pilots/tree?q=chau").text
    assert "Gốc" in narrowed
    assert "Một mình" not in narrowed


def test_a_long_line_of_descent_is_shown_whole(pilots, town):
    pilot = pilots.register("Đời 0")
    for generation in range(1, 40):
        pilot = pilots.register(f"Đời {generation}", origin=pilot)
    db.session.expire_all()
    family = queries.family_of(pilot)
    assert [row.name for row in family] == [f"Đời {generation}" for generation in range(40)]
    assert family[-1].closes == 39
