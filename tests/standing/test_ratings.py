"""A unit is rated: proposed with its evidence, asked what no record says, sent, replied to, decided, listed."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.documents.evidence import pdf
from tests.standing.rating import SCHEME, Ratings
from tests.town import OTHER
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage
from tracker.standing.models import RatingState
from tracker.standing.queries.ratings import get_rating
from tracker.standing.rules.figures import Figure
from tracker.standing.rules.rated import records
from tracker.standing.rules.ratings import (
    NobodyToRate,
    SchemeNotOfYear,
    YearNotBegun,
    last_reply,
    scheme_of,
)
from tracker.standing.rules.shipped_schemes import shipped_called
from tracker.standing.services import rating_proposals as proposals
from tracker.standing.services import schemes
from tracker.tasks.models import State


@pytest.fixture
def ratings(town) -> Ratings:
    return Ratings(town)


def events(name: str) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(AuditEvent.name == name))


def test_every_member_is_proposed_with_the_records_behind_each_figure(town, ratings):
    late = town.assignment(title="Việc làm muộn", due=town.today - timedelta(days=3), state=State.SUBMITTED)
    before = events("rating.proposed") + events("rating.counted")
    proposed = ratings.propose()
    assert len(proposed) == len({unit.id for unit in town.programme.members if unit.exists_on(town.today)})
    own = next(rating for rating in proposed if rating.unit_id == late.unit_id)
    behind = records(own.evidence)
    assert "Việc làm muộn" in [one.title for one in behind[Figure.DONE_LATE]]
    done, overdue = (len(behind.get(one, [])) for one in (Figure.DONE_LATE, Figure.OPEN_OVERDUE))
    assert float(own.figures["late_share"]) == pytest.approx(
        100 * done / (done + len(behind.get(Figure.DONE_ON_TIME, [])))
    )
    assert float(own.figures["overdue"]) == overdue
    assert events("rating.proposed") + events("rating.counted") == before + len(proposed)


def test_a_list_that_is_made_twice_keeps_what_is_there(town, ratings):
    ratings.propose()
    with pytest.raises(NobodyToRate):
        ratings.propose()


def test_a_scheme_rates_only_its_years(town, ratings):
    with pytest.raises(SchemeNotOfYear):
        ratings.propose(scheme="nd-90-2020")
    with pytest.raises(YearNotBegun):
        ratings.propose(year=town.today.year + 1)


def test_a_proposal_keeps_the_edition_that_it_was_made_by_until_it_is_proposed_anew(town, ratings, sign_in):
    rating = ratings.sent()
    kept = rating.scheme
    with transaction():
        facts = schemes.SchemeFacts(name="Sửa", first_year=2026, last_year=None, scheme=shipped_called(SCHEME).scheme)
        mended = schemes.mend_scheme(kept, facts, **ratings.by("staff"))
    assert "vẫn theo bản cũ" in sign_in("staff").get(f"/ratings/{rating.id}").text
    assert get_rating(rating.id).scheme_id == kept.id != mended.id
    ratings.reply(rating, agrees=False, words="Còn thiếu hai việc.")
    assert sign_in("staff").post(f"/ratings/{rating.id}/anew").status_code == 302
    db.session.expire_all()
    rating = get_rating(rating.id)
    assert (rating.scheme_id, rating.state) == (mended.id, RatingState.PROPOSED)
    assert [reply.words for reply in rating.replies] == ["Còn thiếu hai việc."]


def test_the_unit_replies_with_files_and_the_last_word_counts(app, town, ratings, sign_in):
    rating, head = ratings.sent(), sign_in("head")
    bare = head.post(f"/ratings/{rating.id}/reply", data={"agrees": "no", "words": ""})
    assert bare.status_code == 422
    said = {"agrees": "no", "words": "Việc đã xong ngày 20/9.", "files": (io.BytesIO(pdf()), "biên bản.pdf")}
    assert head.post(f"/ratings/{rating.id}/reply", data=said).status_code == 302
    assert head.post(f"/ratings/{rating.id}/reply", data={"agrees": "yes", "words": ""}).status_code == 302
    db.session.expire_all()
    rating = get_rating(rating.id)
    assert [reply.agrees for reply in rating.replies] == [False, True]
    assert last_reply(rating).agrees
    file = rating.replies[0].files[0]
    assert head.get(f"/rating-files/{file.id}").status_code == 200
    assert sign_in("head2").get(f"/rating-files/{file.id}").status_code == 404


def test_the_chair_decides_with_a_reason_once_the_unit_had_its_say(town, ratings, sign_in):
    rating, chair, before = ratings.sent(), sign_in("chair"), events("rating.decided")
    with transaction():
        town.person("head").email = "truong.phong@vi-du.vn"
    early = {"level": rating.proposed_level, "version": rating.version}
    assert chair.post(f"/ratings/{rating.id}/decide", data=early).status_code == 422
    ratings.reply(rating, agrees=False, words="Chưa đúng.")
    decided = {"level": "3", "version": rating.version}
    assert chair.post(f"/ratings/{rating.id}/decide", data=decided).status_code == 422  # no reason
    told = chair.post(f"/ratings/{rating.id}/decide", data=decided | {"words": "Đã xem minh chứng."})
    assert told.status_code == 302
    db.session.expire_all()
    rating = get_rating(rating.id)
    assert (rating.state, rating.level, rating.decided_words) == (RatingState.DECIDED, "3", "Đã xem minh chứng.")
    assert events("rating.decided") == before + 1
    wanted = OutboxMessage.dedupe_key.like(f"rating:decided:{rating.id}:%")
    mails = list(db.session.scalars(sa.select(OutboxMessage.body).where(wanted)))
    assert mails
    assert all(f"/ratings/{rating.id}" in body for body in mails)
    late = sign_in("head").post(f"/ratings/{rating.id}/reply", data={"agrees": "no", "words": "Muộn."})
    assert late.status_code == 422
    assert "Muộn." in late.text  # what was typed stays, with why it comes too late
    assert "đã được quyết định nên không thêm" in late.text
    assert len(rating.replies) == 1


def test_a_silent_unit_is_decided_after_its_day(town, ratings):
    rating = ratings.sent()
    with time_machine.travel(town.now + timedelta(days=8), tick=False):
        town.now, before = town.now + timedelta(days=8), town.now
        ratings.decide(rating)
        town.now = before
    assert get_rating(rating.id).state is RatingState.DECIDED


def test_one_button_decides_what_units_agreed_to(town, ratings, sign_in):
    own, other = ratings.sent(), ratings.sent(OTHER)
    ratings.reply(own, agrees=True)
    year = town.today.year
    assert sign_in("staff").post(f"/ratings/decide-agreed?year={year}").status_code == 403
    assert sign_in("chair").post(f"/ratings/decide-agreed?year={year}").status_code == 302
    db.session.expire_all()
    assert get_rating(own.id).state is RatingState.DECIDED
    assert get_rating(other.id).state is RatingState.SENT


def test_two_who_decide_at_once_are_told(ratings, sign_in):
    rating = ratings.sent()
    ratings.reply(rating, agrees=True)
    seen = rating.version
    ratings.decide(rating)
    answer = sign_in("chair").post(
        f"/ratings/{rating.id}/decide", data={"level": "2", "words": "Khác.", "version": seen}
    )
    assert answer.status_code == 409
    assert "Khác." in answer.text


def test_nobody_decides_with_a_reply_unread(ratings, sign_in):
    rating = ratings.sent()
    seen = rating.version
    ratings.reply(rating, agrees=False, words="Còn một việc chưa tính.")
    sent = {"level": rating.proposed_level, "words": "", "version": seen}
    answer = sign_in("chair").post(f"/ratings/{rating.id}/decide", data=sent)
    assert answer.status_code == 409
    assert "Còn một việc chưa tính." in answer.text
    assert "Bản đang lưu" in answer.text  # not decided by anybody
    assert ratings.town.person("head").full_name in answer.text


def test_a_scheme_mended_for_other_years_does_not_judge_this_one(town, ratings):
    rating, year = ratings.of(), town.today.year
    kept = rating.scheme
    facts = schemes.SchemeFacts(name=kept.name, first_year=year + 1, last_year=None, scheme=scheme_of(rating))
    with transaction():
        schemes.mend_scheme(kept, facts, **ratings.by("staff"))
    with transaction():
        proposals.propose_anew(rating, **ratings.by("staff"))
    assert (rating.scheme.edition, rating.scheme_id) == (kept.edition, kept.id)


def test_a_refused_file_takes_no_word_with_it(ratings, sign_in):
    rating = ratings.sent()
    sent = {"agrees": "no", "words": "Việc đã xong.", "files": (io.BytesIO(b"MZ\x90"), "bang-chung.exe")}
    answer = sign_in("head").post(f"/ratings/{rating.id}/reply", data=sent)
    assert answer.status_code == 422
    assert "Việc đã xong." in answer.text
