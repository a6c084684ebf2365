"""One pilot and what hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.office.models import Person, Role, RoleKind, Unit
from tracker.office.queries import in_force
from tracker.pilots.models import Effect, FundingSource, Pilot, PilotFunding, PilotReview, PilotYear, Registration
from tracker.pilots.rules import OPEN


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year for which a pilot is registered, as what, and by whom."""

    year: int
    kind: Registration
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What a quarter's review found."""

    quarter: Quarter
    effect: Effect
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FundingRow:
    """Money that counts."""

    id: int
    year: int
    source: FundingSource
    words: str
    amount: Decimal


class Money:
    """All lines of a pilot, the last year first, and what they come to by year and by source."""

    def __init__(self, lines: Sequence[FundingRow]) -> None:
        self.lines = lines
        self.by_year: dict[int, Decimal] = {}
        self.by_source: dict[FundingSource, Decimal] = {}
        for line in lines:
            self.by_year[line.year] = self.by_year.get(line.year, Decimal(0)) + line.amount
            self.by_source[line.source] = self.by_source.get(line.source, Decimal(0)) + line.amount
        self.total = sum(self.by_year.values(), Decimal(0))

    def of_year(self, year: int) -> list[FundingRow]:
        """That year's lines."""
        return [line for line in self.lines if line.year == year]


def get_pilot(pilot_id: int) -> Pilot | None:
    """A pilot with its unit, its origin and its programme."""
    return db.session.scalar(
        sa.select(Pilot)
        .where(Pilot.id == pilot_id)
        .options(
            joinedload(Pilot.unit),
            joinedload(Pilot.origin),
            joinedload(Pilot.programme),
        )
    )


def get_funding(funding_id: int) -> PilotFunding | None:
    """A line of money, taken out or not, with its pilot."""
    return db.session.scalar(
        sa.select(PilotFunding)
        .where(PilotFunding.id == funding_id)
        .options(joinedload(PilotFunding.pilot).joinedload(Pilot.programme))
    )


def find_review(pilot: Pilot, quarter: Quarter) -> PilotReview | None:
    """The review of that quarter."""
    of_quarter = (PilotReview.pilot_id == pilot.id) & (PilotReview.quarter == quarter)
    return db.session.scalar(sa.select(PilotReview).where(of_quarter))


def years_of(pilot: Pilot) -> Sequence[YearRow]:
    """The last year first."""
    rows = db.session.execute(
        sa.select(PilotYear.year, PilotYear.kind, Person.full_name, PilotYear.at)
        .join(Person, Person.id == PilotYear.by_id)
        .where(PilotYear.pilot_id == pilot.id)
        .order_by(PilotYear.year.desc())
    )
    return [YearRow(*row) for row in rows]


def reviews_of(pilot: Pilot) -> Sequence[ReviewRow]:
    """The last quarter first."""
    rows = db.session.execute(
        sa.select(PilotReview.quarter, PilotReview.effect, PilotReview.words, Person.full_name, PilotReview.at)
        .join(Person, Person.id == PilotReview.by_id)
        .where(PilotReview.pilot_id == pilot.id)
        .order_by(PilotReview.quarter.desc())
    )
    return [ReviewRow(*row) for row in rows]


def funding_of(pilot: Pilot) -> Sequence[FundingRow]:
    """The last year first, sources in the order in which they are listed everywhere."""
    places = sa.case(
        {source.value: place for place, source in enumerate(FundingSource)},
        value=sa.cast(PilotFunding.source, sa.String),
    )
    rows = db.session.execute(
        sa.select(PilotFunding.id, PilotFunding.year, PilotFunding.source, PilotFunding.words, PilotFunding.amount)
        .where(PilotFunding.pilot_id == pilot.id, PilotFunding.ended_at.is_(None))
        .order_by(PilotFunding.year.desc(), places, PilotFunding.id)
    )
    return [FundingRow(*row) for row in rows]


def has_open_namesake(unit_id: int, programme_id: int, name: str, *, but: int | None = None) -> bool:
    """Whether the unit has a pilot of that name under way, capitals and spaces aside; `but` does not count."""
    names = sa.select(Pilot.name).where(
        Pilot.unit_id == unit_id,
        Pilot.programme_id == programme_id,
        Pilot.state.in_(OPEN),
        Pilot.id.is_distinct_from(but),
    )
    wanted = _plain(name)
    return any(_plain(other) == wanted for other in db.session.scalars(names))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Found:
    """A pilot that another may be replicated from."""

    id: int
    name: str
    unit: str


def origins(programme_id: int, words: str, *, limit: int, first: int | None = None) -> Sequence[Found]:
    """The programme's pilots in whose facts all the words are, with or without marks, by name; one may go `first`."""
    query = (
        sa.select(Pilot.id, Pilot.name, Unit.name)
        .join(Unit, Unit.id == Pilot.unit_id)
        .where(Pilot.programme_id == programme_id)
        .order_by(Pilot.id.is_distinct_from(first), Pilot.folded, Pilot.id)
        .limit(limit)
    )
    for word in fold(words).split():
        query = query.where(Pilot.folded.contains(word, autoescape=True))
    return [Found(*row) for row in db.session.execute(query)]


def head_of(unit_id: int, *, on: date) -> Person | None:
    """Who heads a unit on a day; the first, where it has several."""
    heads = (Role.kind == RoleKind.HEAD) & (Role.unit_id == unit_id) & in_force(on)
    wanted = sa.select(Person).join(Role, Role.person_id == Person.id).where(heads).order_by(Role.id).limit(1)
    return db.session.scalar(wanted)
