"""Reading the schemes of ratings: those that come with the tracker, and the office's own editions."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.standing.models import RatingScheme
from tracker.standing.rules.ratings import is_for
from tracker.standing.rules.schemes import Scheme
from tracker.standing.rules.shipped_schemes import shipped_schemes


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """The newest edition of a scheme; `id` is None of one that came with the tracker and was not used yet."""

    key: str
    edition: int
    id: int | None
    name: str
    source: str
    first_year: int
    last_year: int | None
    scheme: Scheme
    shipped: bool
    ended_on: date | None = None


def get_scheme(scheme_id: int) -> RatingScheme | None:
    """One edition of a scheme."""
    return db.session.get(RatingScheme, scheme_id)


def edition_of(key: str) -> RatingScheme | None:
    """The newest edition that is kept."""
    kept = sa.select(RatingScheme).where(RatingScheme.key == key)
    return db.session.scalar(kept.order_by(RatingScheme.edition.desc()).limit(1))


def editions_of(key: str) -> list[RatingScheme]:
    """All that are kept, the newest first."""
    kept = sa.select(RatingScheme).where(RatingScheme.key == key)
    return list(db.session.scalars(kept.order_by(RatingScheme.edition.desc())))


def known_schemes() -> list[SchemeLine]:
    """Every scheme in its newest edition, the latest years first; what has ended comes last."""
    kept: dict[str, RatingScheme] = {}
    for one in db.session.scalars(sa.select(RatingScheme).order_by(RatingScheme.edition)):
        kept[one.key] = one
    lines = [_line(one) for one in kept.values()]
    lines += [
        SchemeLine(one.key, 1, None, one.name, one.source, one.first_year, one.last_year, one.scheme, shipped=True)
        for one in shipped_schemes()
        if one.key not in kept
    ]
    return sorted(lines, key=lambda line: (line.ended_on is not None, -line.first_year, line.name))


def schemes_for(year: int) -> list[SchemeLine]:
    """Those by which a year can be rated; the office's own before what came with the tracker."""
    fitting = [
        line for line in known_schemes() if line.ended_on is None and is_for(year, line.first_year, line.last_year)
    ]
    return sorted(fitting, key=lambda line: line.shipped)


def _line(kept: RatingScheme) -> SchemeLine:
    shipped = kept.edition == 1 and any(one.key == kept.key for one in shipped_schemes())
    return SchemeLine(
        kept.key,
        kept.edition,
        kept.id,
        kept.name,
        kept.source,
        kept.first_year,
        kept.last_year,
        Scheme.read(kept.content),
        shipped,
        kept.ended_on,
    )
