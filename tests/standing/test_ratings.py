"""A unit is rated: proposed with its evidence, asked what no record says, sent, replied to, decided, listed."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from docx import Document as Word

from tests.documents.evidence import pdf
from tests.standing.rating import SCHEME, Ratings
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.office.models import UnitSuccession
from tracker.outbox.models import OutboxMessage
from tracker.standing.models import Rating, RatingState
from tracker.standing.queries.ratings import get_rating
from tracker.standing.rules.figures import Figure
from tracker.standing.rules.rated import records
from tracker.standing.rules.ratings import (
    NobodyToRate,
    SchemeNotOfYear,
    YearNotBegun,
    last_reply,
    level_name,
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


def test_what_no_record_says_is_asked_before_the_unit_sees_it(town, ratings, sign_in):
    rating, staff = done_in_time(town, ratings), sign_in("staff")
    day = town.today + timedelta(days=7)
    answer = staff.post(f"/ratings/{rating.id}/send", data={"reply_by": f"{day:%d/%m/%Y}"})
    assert answer.status_code == 422
    assert "điều phần mềm không biết" in answer.text.lower()
    asked = {"beyond": "32,5", "beyond_words": "Vượt 13 mô hình.", "version": rating.version}
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
    asked = {"beyond": typed, "beyond_words": "Theo báo cáo.", "version": rating.version}
    answer = sign_in("staff").post(f"/ratings/{rating.id}/asked", data=asked)
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert "Theo báo cáo." in answer.text


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


def test_what_is_only_proposed_is_seen_by_staff_alone(ratings, sign_in):
    rating = ratings.of()
    seen = {
        who: sign_in(who).get(f"/ratings/{rating.id}").status_code
        for who in ("staff", "chair", "observer", "head", "officer", "admin")
    }
    assert seen == {"staff": 200, "chair": 200, "observer": 404, "head": 404, "officer": 404, "admin": 404}


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
