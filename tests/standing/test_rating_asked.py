"""What staff say of a rating that no record says, and the reply that the unit owes once it was sent."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.standing.rating import ASKED, Ratings
from tests.town import OTHER, OWN
from tracker.core.db import db
from tracker.core.owed import OwedKind
from tracker.reminders.queries import OwedFilter, owed
from tracker.standing.models import Rating, RatingState
from tracker.standing.queries.ratings import get_rating
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
