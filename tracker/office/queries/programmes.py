"""Reading programmes and who takes part in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from tracker.core.db import db
from tracker.office.models import Person, Programme, ProgrammeMember, Unit
from tracker.office.queries.units import by_kind, exists_on, name_on


def get_programme(programme_id: int) -> Programme | None:
    """The programme of that number."""
    return db.session.get(Programme, programme_id)


def get_programme_whole(programme_id: int) -> Programme | None:
    """The same with its standing unit and members, those that have ended too, by kind and name."""
    options = joinedload(Programme.standing_unit), selectinload(Programme.members)
    return db.session.scalar(sa.select(Programme).where(Programme.id == programme_id).options(*options))


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme as the list shows it; `members` counts the units that exist on the day asked for."""

    id: int
    name: str
    short_name: str
    standing_unit: str
    members: int
    ended_on: date | None


def programmes(*, on: date, ended: bool = False) -> list[ProgrammeRow]:
    """All programmes, those that have ended last, and only where asked for."""
    standing = aliased(Unit)
    members = (
        sa.select(sa.func.count())
        .select_from(ProgrammeMember)
        .join(Unit, Unit.id == ProgrammeMember.unit_id)
        .where(ProgrammeMember.programme_id == Programme.id, exists_on(on))
        .correlate(Programme)
        .scalar_subquery()
    )
    columns = (Programme.id, Programme.name, Programme.short_name, standing.name, members, Programme.ended_on)
    query = sa.select(*columns).join(standing, standing.id == Programme.standing_unit_id)
    if not ended:
        query = query.where(Programme.ended_on.is_(None))
    query = query.order_by(Programme.ended_on.is_not(None), Programme.id)
    return [ProgrammeRow(*row) for row in db.session.execute(query)]


def first_programme() -> Programme | None:
    """The programme that the office has had for longest, of those that go on."""
    return db.session.scalar(sa.select(Programme).where(Programme.ended_on.is_(None)).order_by(Programme.id).limit(1))


def programme_called(name: str, *, but: int | None) -> bool:
    """Whether a programme that goes on has that name; `but` does not count."""
    going_on = sa.select(Programme.id).where(Programme.ended_on.is_(None), Programme.id.is_distinct_from(but))
    return db.session.scalar(going_on.where(Programme.name == name).limit(1)) is not None


_MEMBER_OF = sa.select(ProgrammeMember.programme_id).where(
    ProgrammeMember.unit_id.in_(sa.bindparam("units", expanding=True))
)
_PROGRAMMES_OF = (
    sa.select(Programme)
    .where(
        sa.bindparam("everywhere", type_=sa.Boolean)
        | Programme.id.in_(sa.bindparam("observed", expanding=True))
        | Programme.id.in_(_MEMBER_OF)
    )
    .order_by(Programme.ended_on.is_not(None), Programme.id)
)


def programmes_of(person: Person, *, ended: bool = False) -> Sequence[Programme]:
    """The programmes that concern a person: observed, or with their unit as a member; `ended` ones come last."""
    own = {"everywhere": person.is_admin, "observed": person.observed_programme_ids, "units": person.own_unit_ids}
    found = db.session.scalars(_PROGRAMMES_OF, own).all()
    return found if ended else [programme for programme in found if programme.ended_on is None]


_ON = sa.bindparam("on", type_=sa.Date)
_MEMBER_NAMES = (
    sa.select(Unit.id, name_on(_ON))
    .join(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
    .where(ProgrammeMember.programme_id == sa.bindparam("programme_id", type_=sa.Integer), exists_on(_ON))
    .order_by(by_kind(), Unit.sort_key)
)


def member_names(programme_id: int, *, on: date) -> list[tuple[int, str]]:
    """Numbers and names of that day of the same units as `members_of`, for a list to offer."""
    rows = db.session.execute(_MEMBER_NAMES, {"programme_id": programme_id, "on": on})
    return [(number, name) for number, name in rows]


def members_of(programme_id: int, *, on: date) -> Sequence[Unit]:
    """The units of a programme that exist on that day, by kind and name."""
    return db.session.scalars(
        sa.select(Unit)
        .join(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
        .where(ProgrammeMember.programme_id == programme_id, exists_on(on))
        .order_by(by_kind(), Unit.sort_key)
    ).all()
