"""Reading ratings: one with all that belongs to it, and the list of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.core import clock
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.office.models import Person, ProgrammeMember, Unit
from tracker.office.queries import by_kind
from tracker.office.queries.units import exists_on
from tracker.standing.models import Rating, RatingFile, RatingReply, RatingScheme, RatingState
from tracker.standing.policy import ratings_listed_for, ratings_visible_to
from tracker.standing.queries.speaking import speakers_of
from tracker.standing.rules.rated import read
from tracker.standing.rules.schemes import RatedFigure, Scheme

_WHOLE = (
    joinedload(Rating.programme),
    joinedload(Rating.scheme),
    joinedload(Rating.unit),
    selectinload(Rating.replies).options(
        joinedload(RatingReply.by), selectinload(RatingReply.files).joinedload(RatingFile.file)
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One rating as the list shows it. `id` is None of another unit's, of which only the decided level is seen.

    `agrees` is what the unit said last since it was sent: None where it has said nothing.
    """

    id: int | None
    unit_id: int
    unit_name: str
    state: RatingState
    proposed: str
    level: str
    place: str  # of the level that counts now; "" where there is none
    completion: Decimal | None = None
    punctuality: Decimal | None = None
    waits: bool = False
    agrees: bool | None = None
    replied_at: datetime | None = None
    reply_by: date | None = None
    words: str = ""
    decided_words: str = ""


def get_rating(rating_id: int) -> Rating | None:
    """A rating with its scheme, and what the unit said; who speaks for the unit today is known afterwards."""
    return _known(db.session.scalar(sa.select(Rating).where(Rating.id == rating_id).options(*_WHOLE)))


def get_rating_file(rating_file_id: int) -> RatingFile | None:
    """A file of a reply."""
    file = db.session.get(RatingFile, rating_file_id)
    if file is not None:
        _known(file.reply.rating)
    return file


def years_rated(person: Person, programme_id: int) -> list[int]:
    """The years of which the person may see something, the latest first."""
    seen = ratings_visible_to(person, clock.today()) | ratings_listed_for(person)
    years = sa.select(Rating.year).where(Rating.programme_id == programme_id, seen).distinct()
    return list(db.session.scalars(years.order_by(Rating.year.desc())))


def ratings_of(programme_id: int, year: int, *, state: RatingState | None = None) -> Sequence[Rating]:
    """Whole ratings of a year, for those who work on all of them."""
    wanted = sa.select(Rating).where(Rating.programme_id == programme_id, Rating.year == year).options(*_WHOLE)
    if state is not None:
        wanted = wanted.where(Rating.state == state)
    return db.session.scalars(wanted.join(Unit, Unit.id == Rating.unit_id).order_by(*_IN_ORDER)).all()


def rating_rows(
    person: Person,
    programme_id: int,
    year: int,
    *,
    words: str = "",
    state: str = "",
    level: str = "",
    sort: str = "",
) -> list[RatingRow]:
    """The list of a year, by kind and name of the units, or by `sort`. One question.

    Of units that are not the person's to see, the level alone, once all are decided.
    """
    whole = ratings_visible_to(person, clock.today())
    query = (
        sa.select(
            *_COLUMNS,
            sa.type_coerce(sa.case((whole, 1), else_=0), sa.Integer).label("whole"),
            RatingScheme.content,
        )
        .join(RatingScheme, RatingScheme.id == Rating.scheme_id)
        .join(Unit, Unit.id == Rating.unit_id)
        .outerjoin(RatingReply, RatingReply.id == _LAST_REPLY)
        .where(Rating.programme_id == programme_id, Rating.year == year, whole | ratings_listed_for(person))
        .order_by(*_IN_ORDER)
    )
    found = [_row(row) for row in db.session.execute(query)]
    wanted = fold(words).split()
    kept = [
        row
        for row in found
        if all(word in fold(row.unit_name) for word in wanted)
        and state in ("", row.state.value, _said(row))
        and level in ("", row.place)
    ]
    return _sorted(kept, sort)


def scheme_of_year(programme_id: int, year: int) -> RatingScheme | None:
    """The newest scheme by which something of a year was proposed."""
    used = sa.select(Rating.scheme_id).where(Rating.programme_id == programme_id, Rating.year == year)
    newest = sa.select(RatingScheme).where(RatingScheme.id.in_(used)).order_by(RatingScheme.id.desc())
    return db.session.scalar(newest.limit(1))


def members_on(programme_id: int, day: date) -> set[int]:
    """The units of a programme that exist on a day."""
    members = sa.select(ProgrammeMember.unit_id).where(ProgrammeMember.programme_id == programme_id)
    return set(db.session.scalars(sa.select(Unit.id).where(Unit.id.in_(members), exists_on(day))))


def _known(rating: Rating | None) -> Rating | None:
    if rating is not None:
        rating.speakers = speakers_of(rating.unit_id, on=clock.today())
    return rating


_IN_ORDER = (by_kind(), Unit.sort_key, Unit.id)
_LAST_REPLY = (
    sa.select(sa.func.max(RatingReply.id))
    .where(RatingReply.rating_id == Rating.id, RatingReply.at >= Rating.sent_at)
    .correlate(Rating)
    .scalar_subquery()
)
_COLUMNS = (
    Rating.id,
    Rating.unit_id,
    Rating.unit_name,
    Rating.state,
    Rating.figures,
    Rating.asked,
    Rating.proposed_level,
    Rating.level,
    Rating.reply_by,
    Rating.decided_words,
    RatingReply.agrees,
    RatingReply.at.label("replied_at"),
    RatingReply.words,
)


def _row(row: Any) -> RatingRow:
    scheme = Scheme.read(row.content)
    names = {level.key: level.name for level in scheme.levels}
    decided = row.level if row.state is RatingState.DECIDED else ""
    known = {"unit_id": row.unit_id, "unit_name": row.unit_name, "state": row.state, "level": names.get(decided, "")}
    if not row.whole:
        return RatingRow(id=None, proposed="", place=decided, **known)
    figures = read(row.figures, row.asked)
    return RatingRow(
        id=row.id,
        proposed=names.get(row.proposed_level, ""),
        place=decided or row.proposed_level,
        completion=figures.get(RatedFigure.COMPLETION),
        punctuality=figures.get(RatedFigure.PUNCTUALITY),
        waits=not row.proposed_level and bool(scheme.judge(figures).asks),
        agrees=row.agrees,
        replied_at=row.replied_at,
        reply_by=row.reply_by,
        words=row.words or "",
        decided_words=row.decided_words if decided else "",
        **known,
    )


def _said(row: RatingRow) -> str:
    """What a filter calls the state of the talk with the unit: "agreed", "disputed" or "silent"."""
    if row.state is not RatingState.SENT:
        return row.state.value
    return {None: "silent", True: "agreed", False: "disputed"}[row.agrees]


def _sorted(rows: list[RatingRow], sort: str) -> list[RatingRow]:
    """By `sort`, the levels from the highest; what has none comes last. Rows of one level keep their order."""
    match sort.removeprefix("-"):
        case "level":
            rows = sorted(rows, key=lambda row: row.place or "~", reverse=sort.startswith("-"))
        case "completion":
            rows = sorted(rows, key=lambda row: row.completion or Decimal(-1), reverse=sort.startswith("-"))
        case "punctuality":
            rows = sorted(rows, key=lambda row: row.punctuality or Decimal(-1), reverse=sort.startswith("-"))
        case "state":
            rows = sorted(rows, key=lambda row: list(RatingState).index(row.state), reverse=sort.startswith("-"))
    return rows
