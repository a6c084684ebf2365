"""What staff say of a rating that no record says, and the reply that the unit owes once it was sent."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.standing.rating import ASKED, Ratings
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.reminders.queries import OwedFilter, owed
from tracker.standing.models import Rating, RatingState
from tracker.standing.queries.ratings import get_rating
from tracker.standing.services.schemes import scheme_called
from tracker.tasks.models import State
from tracker.tasks.queries import reckoning


@pytest.fixture
def ratings(town) -> Ratings:
    return Ratings(town)


def test_what_no_record_says_is_asked_before_the_unit_sees_it(town, ratings, sign_in):
    rating, staff = done_in_time(town, ratings), sign_in("staff")
    day = town.today + timedelta(days=7)
    answer = staff.post(f"/ratings/{rating.id}/send", data={"reply_by": f"{day:%d/%m/%Y}"})
    assert answer.status_code == 422
    assert "số liệu ngoài phần mềm" in answer.text.lower()
    asked = ASKED | {"version": rating.version}
    assert staff.post(f"/ratings/{rating.id}/asked", data=asked).status_code == 302
    assert staff.post(f"/ratings/{rating.id}/send", data={"reply_by": f"{day:%d/%m/%Y}"}).status_code == 302
    db.session.expire_all()
    rating = get_rating(rating.id)
    assert (rating.proposed_level, rating.state, rating.reply_by) == ("1", RatingState.SENT, day)


@pytest.mark.parametrize("page", ["asked", "send"])
def test_who_names_no_year_is_brought_to_the_list(town, sign_in, page):
    assert sign_in("staff").get(f"/ratings/{page}").location == "/ratings/"


def done_in_time(town, ratings) -> Rating:
    """A unit that has nothing else to its name."""
    unit = town.new_unit("Xã Mới Lập")
    town.assignment(title="Việc đúng hạn", unit=unit, due=town.today + timedelta(days=1), state=State.SUBMITTED)
    ratings.of()
    found = db.session.scalars(sa.select(Rating).where(Rating.unit_id == unit.id)).one()
    return get_rating(found.id)


@pytest.mark.parametrize(("typed", "words"), [("ba mươi", "số"), ("1001", "1000"), ("-1", "số")])
def test_what_is_no_figure_is_told_and_kept(ratings, sign_in, typed, words):
    rating = ratings.of()
    asked = ASKED | {"beyond": typed, "beyond_words": "Theo báo cáo.", "version": rating.version}
    answer = sign_in("staff").post(f"/ratings/{rating.id}/asked", data=asked)
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert "Theo báo cáo." in answer.text


def test_a_figure_that_nothing_shows_is_refused_beside_its_words(ratings, sign_in):
    rating = ratings.of()
    asked = ASKED | {"remedied_words": " ", "version": rating.version}
    answer = sign_in("staff").post(f"/ratings/{rating.id}/asked", data=asked)
    assert answer.status_code == 422
    assert 'id="remedied_words-errors"' in answer.text
    assert 'id="beyond_words-errors"' not in answer.text
    assert "Vượt 13 mô hình." in answer.text


def test_a_reply_to_a_rating_is_owed_until_the_unit_has_said_something_or_the_day_is_over(town, ratings):
    own, other = ratings.sent(OWN), ratings.sent(OTHER)

    def units(today=town.today):
        rows = owed(OwedFilter(kinds=[OwedKind.RATING_REPLY]), reckoning(today)).rows
        return {one.unit_name: one.due_on for one in rows}

    assert units() == {OWN: own.reply_by, OTHER: other.reply_by}
    ratings.reply(own, agrees=True)
    assert units() == {OTHER: other.reply_by}
    assert units(other.reply_by + timedelta(days=1)) == {}  # the chair may decide without it


def rows_of(*ratings: Rating, **typed: str) -> dict[str, str]:
    """As the page for all units sends them."""
    rows = {}
    for number, rating in enumerate(ratings):
        facts = {"rating_id": rating.id, "version": rating.version, **typed}
        rows |= {f"rows-{number}-{name}": str(value) for name, value in facts.items()}
    return rows


def test_what_is_asked_of_all_units_is_entered_on_one_page(town, ratings, sign_in):
    own, other = ratings.of(OWN), ratings.of(OTHER)
    ratings.say(own, beyond=40)
    staff, address = sign_in("staff"), f"/ratings/asked?year={town.today.year}"
    assert OWN in staff.get(address).text
    typed = {"given_points": "91,5", "beyond": "40", "remedied": "100", "disciplined": "0"}
    bare = staff.post(address, data=rows_of(own, other, **typed))
    assert bare.status_code == 422  # nothing shows the points
    assert 'value="91,5"' in bare.text
    words = {name: ASKED[name] for name in ("given_points_words", "beyond_words", "remedied_words")}
    assert staff.post(address, data=rows_of(own, other, **typed) | words).status_code == 302
    db.session.expire_all()
    kept = [get_rating(one.id).asked for one in (own, other)]
    assert [one["given_points"]["value"] for one in kept] == ["91.5", "91.5"]
    assert [one["beyond"]["words"] for one in kept] == ["Theo báo cáo năm.", "Vượt 13 mô hình."]  # its own words stay
    assert staff.post(address, data=rows_of(own, other, given_points="chín") | words).status_code == 422


def test_only_what_a_unit_s_own_scheme_asks_is_asked_of_it(town, ratings, sign_in):
    other = ratings.of(OTHER)
    with transaction():
        other.scheme = scheme_called("nd-335-2025")  # by points alone
    page = sign_in("staff").get(f"/ratings/asked?year={town.today.year}").text
    asked = {figure: len(re.findall(rf'name="rows-\d+-{figure}"', page)) for figure in ("given_points", "beyond")}
    assert asked == {"given_points": len(ratings.proposed), "beyond": len(ratings.proposed) - 1}


def test_what_somebody_else_entered_meanwhile_is_shown_beside_what_was_typed(town, ratings, sign_in):
    own, other = ratings.of(OWN), ratings.of(OTHER)
    address = f"/ratings/asked?year={town.today.year}"
    sent = rows_of(own, other, given_points="70") | {"given_points_words": "Biên bản."}
    ratings.say(own, beyond=40)
    staff = sign_in("staff")
    answer = staff.post(address, data=sent)
    assert answer.status_code == 409
    assert "Người khác vừa lưu: 95" in answer.text
    db.session.expire_all()
    assert get_rating(other.id).asked == {}  # all or nothing
    again = sent | {"rows-0-version": str(get_rating(own.id).version)}
    assert f'value="{get_rating(own.id).version}"' in answer.text
    assert staff.post(address, data=again).status_code == 302
    db.session.expire_all()
    assert [get_rating(one.id).asked["given_points"]["value"] for one in (own, other)] == ["70", "70"]
