"""Who knows of a rating: staff of what is proposed, then the unit, everybody of the levels once all are decided."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from docx import Document as Word

from tests.standing.rating import Ratings
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.office.models import UnitSuccession
from tracker.standing import policy
from tracker.standing.models import Rating
from tracker.standing.queries.ratings import get_rating
from tracker.standing.rules.ratings import last_reply, level_name

WHO = ["officer", "head", "officer2", "head2", "observer", "staff", "chair", "admin", "auditor"]


@pytest.fixture
def ratings(town) -> Ratings:
    return Ratings(town)


def test_lists_and_pages_agree_on_who_may_know_of_a_rating(town, ratings):
    """Sent to one unit, decided of another, the rest proposed; the same in a programme that neither runs nor reads."""
    here = town.programme.id
    elsewhere = Ratings(town, town.another_programme(members=(OWN, OTHER)))
    for one in (ratings, elsewhere):
        one.reply(one.sent(OWN), agrees=True)
        settled = one.sent(OTHER)
        one.reply(settled, agrees=True)
        one.decide(settled, "2", "Theo thực tế.")
    seen, this_year = {}, sa.select(Rating.id).where(Rating.year == town.today.year)
    for who in WHO:
        person = town.person(who)
        listed = set(db.session.scalars(this_year.where(policy.ratings_visible_to(person, town.today))))
        whole = [get_rating(number) for number in db.session.scalars(this_year)]
        assert listed == {rating.id for rating in whole if policy.can_view_rating(person, rating)}, who
        seen[who] = {(one.unit_name, one.programme_id == here) for one in whole if one.id in listed}
    assert seen["head"] == seen["officer"] == {(OWN, True), (OWN, False)}
    assert seen["head2"] == seen["officer2"] == {(OTHER, True), (OTHER, False)}
    assert {(OWN, True), (OTHER, True)} == seen["observer"] < seen["staff"] == seen["chair"]
    assert all(of_this_programme for _, of_this_programme in seen["staff"])
    assert seen["auditor"] == seen["observer"]
    assert seen["admin"] == set()


@pytest.mark.parametrize("who", ["officer2", "head2"])
def test_no_other_unit_sees_a_rating_by_any_route_before_the_whole_list_is_decided(town, ratings, sign_in, who):
    rating, browser, year = ratings.sent(), sign_in(who), town.today.year
    ratings.reply(rating, agrees=False, words="Không đúng.", files=None)
    assert browser.get(f"/ratings/{rating.id}").status_code == 404
    for act in ("anew", "asked", "send", "reply", "decide"):
        assert browser.post(f"/ratings/{rating.id}/{act}").status_code == 404
    for address in ("", "&format=xlsx", "&state=disputed", "&sort=level", f"&q={OWN}"):
        page = browser.get(f"/ratings/?year={year}{address}")
        assert OWN.encode() not in page.data.replace(f'value="{OWN}"'.encode(), b"")
    assert browser.get(f"/ratings/paper?year={year}").status_code == 302  # nothing to see


def test_the_list_opens_at_the_last_year_of_which_one_sees_something(town, ratings, sign_in):
    address = f"/ratings/?quarter={town.quarter}"
    assert "Xếp loại năm 2025" in sign_in("head").get(address).text
    ratings.sent()
    assert f"Xếp loại năm {town.today.year}" in sign_in("head").get(address).text


def test_what_is_only_proposed_is_seen_by_staff_alone(ratings, sign_in):
    rating = ratings.of()
    seen = {
        who: sign_in(who).get(f"/ratings/{rating.id}").status_code
        for who in ("staff", "chair", "observer", "head", "officer", "admin")
    }
    assert seen == {"staff": 200, "chair": 200, "observer": 404, "head": 404, "officer": 404, "admin": 404}
    assert sign_in("head").post(f"/ratings/{rating.id}/reply", data={"agrees": "yes"}).status_code == 404


def test_the_levels_of_a_decided_year_are_listed_for_the_programme_s_members_alone(town):
    elsewhere = Ratings(town, town.another_programme(members=(OTHER,)))
    rating = elsewhere.sent(OTHER)
    elsewhere.reply(rating, agrees=True)
    elsewhere.decide(rating, "2", "Theo thực tế.")
    of_it = sa.select(Rating.id).where(Rating.programme_id == elsewhere.programme.id)
    listed = {who: list(db.session.scalars(of_it.where(policy.ratings_listed_for(town.person(who))))) for who in WHO}
    assert {who for who, found in listed.items() if found == [rating.id]} == {"officer2", "head2"}
    assert not any(found for who, found in listed.items() if who not in ("officer2", "head2"))


def decide_all(town, ratings: Ratings) -> None:
    """Every unit keeps its level; one is settled otherwise."""
    ratings.of()
    for number in ratings.proposed.values():
        rating = ratings.send(ratings.say(get_rating(number)))
        rating.reply_by = town.today - timedelta(days=1)
        db.session.commit()
        ratings.decide(rating, rating.proposed_level or "4", "Theo thực tế.")


def test_members_see_the_levels_once_all_are_decided_and_no_words_of_others(town, ratings, sign_in):
    decide_all(town, ratings)
    own = ratings.of()
    page = sign_in("officer2").get(f"/ratings/?year={town.today.year}")
    assert OWN in page.text
    assert level_name(own, own.level) in page.text
    assert f"/ratings/{own.id}" not in page.text
    assert sign_in("officer2").get(f"/ratings/{own.id}").status_code == 404
    paper = sign_in("staff").get(f"/ratings/paper?year={town.today.year}")
    table = max(Word(io.BytesIO(paper.data)).tables, key=lambda one: len(one.rows))
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [OWN, level_name(own, own.level)] in [[row[1], row[4]] for row in rows]
    assert len(rows) == 1 + len(ratings.proposed)


def test_whoever_took_over_from_a_unit_replies_for_it(town, ratings, sign_in):
    rating = ratings.sent()
    took_over(town)
    assert sign_in("head2").get(f"/ratings/{rating.id}").status_code == 200
    assert OWN in sign_in("head2").get(f"/ratings/?year={town.today.year}").text
    said = {"agrees": "yes", "words": "Xã mới tiếp nhận."}
    assert sign_in("head2").post(f"/ratings/{rating.id}/reply", data=said).status_code == 302
    assert last_reply(get_rating(rating.id)).words == "Xã mới tiếp nhận."
    assert get_rating(rating.id).unit_name == OWN


def took_over(town) -> None:
    from_, to = town.unit(OWN), town.unit(OTHER)
    with transaction():
        db.session.add(UnitSuccession(former_id=from_.id, successor_id=to.id, since=town.today))
        from_.ended_on = town.today
