"""How the demo town's units stand at the end of periods: compliance lists, ratings, and a review."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import cycle
from typing import Any

import sqlalchemy as sa

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db
from tracker.core.periods import Period, Quarter, Span
from tracker.demo.town import Town
from tracker.documents.queries import signers_of
from tracker.office.models import Person
from tracker.reports.rules.freezing import hash_of
from tracker.standing.models import ComplianceEntry, ComplianceList, Decision, Rating, RatingState, ReviewKind
from tracker.standing.queries.ratings import ratings_of
from tracker.standing.queries.review_words import gather_words
from tracker.standing.queries.reviews import sections_of
from tracker.standing.rules.entries import content_of
from tracker.standing.rules.schemes import RatedFigure, Scheme
from tracker.standing.services import deciding, drafting, reviews, schemes
from tracker.standing.services.rating_proposals import Said, propose_ratings, say_asked
from tracker.standing.services.rating_settling import decide_rating, reply_to_rating, send_ratings

REPLIES = (
    "Đơn vị đã gửi trước hạn qua đường công văn nhưng nhập lên hệ thống muộn; xin rút kinh nghiệm.",
    "Mưa lũ chia cắt hai thôn trong mười ngày nên chưa thống kê kịp; kết quả đã bổ sung ngay khi thông đường.",
    "Cán bộ phụ trách nghỉ thai sản, đơn vị giao người khác chậm. Từ nay có người thay thế ngay.",
)
TAKEN_OFF = "Đơn vị có lý do khách quan, đã có văn bản xác nhận của UBND huyện."
POINTS = (92, 85, 78, 94, 66, 88, 73)
POINTS_SHOWN = "Biên bản chấm điểm cuối năm của Thường trực Ban Chỉ đạo."
DISPUTE = "Đơn vị đề nghị xem lại: hai nhiệm vụ quá hạn là do chờ kinh phí cấp bổ sung tháng 12."
HEARD = "Chấp nhận giải trình về kinh phí; nâng một bậc theo kết luận họp Thường trực."
SCHEME = {
    "levels": [
        {"name": "Hoàn thành xuất sắc nhiệm vụ", "needs": {"given_points": ">= 90"}},
        {"name": "Hoàn thành tốt nhiệm vụ", "needs": {"given_points": ">= 70"}},
        {"name": "Hoàn thành nhiệm vụ", "needs": {"given_points": ">= 50"}},
        {"name": "Không hoàn thành nhiệm vụ", "needs": {}},
    ]
}
REVIEW = (
    "Ban Chỉ đạo đã họp giao ban hằng quý, kết luận được ban hành thành thông báo và giao thành nhiệm vụ có thời hạn; "
    "thường trực đôn đốc bằng thư và công văn trước mỗi kỳ báo cáo.",
    "Phần lớn nhiệm vụ được hoàn thành đúng hạn; một số việc chậm do chờ hướng dẫn và kinh phí.",
)


def rate_units(town: Town) -> None:
    """Put all of it into the diary, in the weeks before today."""
    quarter, diary = Quarter.of(town.diary.today), town.diary
    settled, year = Period.of(quarter.previous.previous), diary.back(40).year - 1
    diary.on(diary.back(40), partial(_rate, town, year))
    diary.on(diary.back(32), partial(_settle, town, year))
    diary.on(diary.back(30), partial(_list, town, settled))
    diary.on(diary.back(26), partial(_reply, town, settled))
    diary.on(diary.back(19), partial(_lock, town, settled))
    diary.on(diary.back(3), partial(_review, town, quarter.previous))
    diary.on(diary.back(2), partial(_list, town, Period.of(Quarter.of(diary.back(2)))))


def _list(town: Town, period: Period, at: datetime) -> None:
    """Staff draft the list of a period and send it to the units named, where it names any."""
    said: dict[str, Any] = {"by": town.people["staff"], "at": at}
    made = drafting.draft_list(town.programme, period, words="", **said)
    db.session.flush()
    if made.entries:
        deciding.send_list(made, reply_by=_reply_by(at), **said)


def _reply(town: Town, period: Period, at: datetime) -> None:
    """Heads reply to every second entry."""
    words = cycle(REPLIES)
    for entry in _entries(period)[::2]:
        if head := _head_of(town, entry.unit_id):
            deciding.reply_to_entry(entry, words=next(words), by=head, at=at)


def _lock(town: Town, period: Period, at: datetime) -> None:
    """Staff decide entry by entry; the chair locks."""
    entries = _entries(period)
    for entry in entries:
        off = entry is entries[0]
        decision, words = (Decision.TAKEN_OFF, TAKEN_OFF) if off else (Decision.KEPT, "")
        said: dict[str, Any] = {"seen": entry.version, "by": town.people["staff"], "at": at}
        deciding.decide_entry(entry, decision, words=words, **said)
        db.session.flush()
    if entries:
        made = entries[0].compliance_list
        signer = next(iter(signers_of(town.programme.id)), None)
        deciding.lock_list(made, stamp=hash_of(content_of(made)), signer=signer, by=town.people["chair"], at=at)


def _rate(town: Town, year: int, at: datetime) -> None:
    """Last year, before the tracker knew any task: by points that the office gave, but to one unit."""
    said: dict[str, Any] = {"by": town.people["staff"], "at": at}
    facts = schemes.SchemeFacts(
        name="Thang điểm của Ban Chỉ đạo", first_year=year, last_year=year, scheme=Scheme.read(SCHEME)
    )
    scheme, points = schemes.add_scheme(facts, by=town.people["chair"], at=at), cycle(POINTS)
    *marked, _ = propose_ratings(town.programme, year, scheme=scheme.key, **said)
    for rating in marked:
        db.session.flush()
        given = Said(Decimal(next(points)), POINTS_SHOWN)
        say_asked(rating, {RatedFigure.GIVEN_POINTS: given}, seen=rating.version, **said)
    db.session.flush()
    send_ratings(town.programme, year, reply_by=_reply_by(at), link=_nowhere, **said)


def _settle(town: Town, year: int, at: datetime) -> None:
    """Heads agree, one does not; the chair decides all but two that are still looked at."""
    sent = list(ratings_of(town.programme.id, year, state=RatingState.SENT))
    disputed = next(one for one in sent if one.proposed_level == "3")
    for rating in sent:
        words = DISPUTE if rating is disputed else ""
        if head := _head_of(town, rating.unit_id):
            reply_to_rating(rating, agrees=rating is not disputed, words=words, by=head, at=at)
    db.session.flush()
    for rating in sent[:-2]:
        level, words = (_above(rating), HEARD) if rating is disputed else (rating.proposed_level, "")
        said: dict[str, Any] = {"seen": rating.version, "link": _nowhere, "by": town.people["chair"], "at": at}
        decide_rating(rating, level=level, words=words, **said)


def _review(town: Town, last: Quarter, at: datetime) -> None:
    """Staff look back on the year so far, and have written the first sections."""
    said: dict[str, Any] = {"by": town.people["staff"], "at": at}
    span = Span(Quarter(last.year, 1), last)
    title = f"Sơ kết {3 * last.number} tháng đầu năm {last.year} thực hiện Cuộc vận động"
    review = reviews.begin_review(town.programme, ReviewKind.INTERIM, span, title=title, **said)
    db.session.flush()
    gathered = gather_words(town.programme.id, span)
    for section, words in zip(sections_of(review.id), REVIEW, strict=False):
        told: dict[str, Any] = {
            "title": section.title,
            "words": words,
            "gathered": gathered.under(section.title).gathered,
        }
        reviews.write_section(section, **told, seen=section.version, **said)


def _reply_by(at: datetime) -> date:
    """In working days, as the diary counts: over Tết or National Day nine days would be too few for the replies."""
    return work_calendar().after(clock.local(at).date(), 6)


def _entries(period: Period) -> list[ComplianceEntry]:
    of_period = sa.select(ComplianceList).where(ComplianceList.period == str(period))
    return [entry for one in db.session.scalars(of_period) for entry in one.entries]


def _head_of(town: Town, unit_id: int) -> Person | None:
    key = next(key for key, unit in town.units.items() if unit.id == unit_id)
    return town.people.get(f"head {key}")


def _above(rating: Rating) -> str:
    return str(int(rating.proposed_level) - 1)


def _nowhere(_rating_id: int) -> str:
    return ""
