"""What is done to schemes of ratings. An edition is never changed: mended, a scheme gets the next one."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.office.models import Person
from tracker.office.rules import EndedAlready, NotEnded
from tracker.office.services.units import hold_tree
from tracker.standing.models import RatingScheme
from tracker.standing.queries.schemes import edition_of
from tracker.standing.rules.schemes import Scheme
from tracker.standing.rules.shipped_schemes import shipped_called


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFacts:
    """What a scheme says. `source` are the decrees that it follows, an empty last year is open."""

    name: str
    first_year: int
    last_year: int | None
    scheme: Scheme
    source: str = ""


def add_scheme(facts: SchemeFacts, *, by: Person, at: datetime) -> RatingScheme:
    """Enter a scheme of the office's own. Raises what `Scheme.check` says."""
    return _edition(f"own-{secrets.token_hex(8)}", 1, facts, by=by, at=at)


def mend_scheme(scheme: RatingScheme, facts: SchemeFacts, *, by: Person, at: datetime) -> RatingScheme:
    """Make its next edition. What was proposed by an earlier one keeps that.

    Raises ChangedMeanwhile where `scheme` is not the newest any more, EndedAlready, and what `Scheme.check` says.
    """
    hold(scheme)  # else two could make the same edition
    latest = edition_of(scheme.key)
    if latest is None or latest.id != scheme.id:
        raise ChangedMeanwhile
    if latest.ended_on is not None:
        raise EndedAlready
    return _edition(scheme.key, scheme.edition + 1, facts, by=by, at=at)


def end_scheme(scheme: RatingScheme, *, by: Person, at: datetime) -> None:
    """Offer it for no further rating. Raises EndedAlready."""
    hold(scheme)
    if scheme.ended_on is not None:
        raise EndedAlready
    scheme.ended_on = clock.local(at).date()
    audit.record("rating_scheme.ended", subject=scheme, by=by, at=at, scheme=scheme.name)


def resume_scheme(scheme: RatingScheme, *, by: Person, at: datetime) -> None:
    """Offer it again. Raises NotEnded."""
    hold(scheme)
    if scheme.ended_on is None:
        raise NotEnded
    scheme.ended_on = None
    audit.record("rating_scheme.resumed", subject=scheme, by=by, at=at, scheme=scheme.name)


def scheme_called(key: str) -> RatingScheme | None:
    """The newest edition by its key; one that came with the tracker is kept as its first edition from now on."""
    return edition_of(key) or _ship(key)


def mend_shipped(key: str, facts: SchemeFacts, *, by: Person, at: datetime) -> RatingScheme:
    """Make the office's own edition of what came with the tracker. Raises as `mend_scheme`."""
    shipped = scheme_called(key)
    if shipped is None or shipped.edition > 1:
        raise ChangedMeanwhile
    return mend_scheme(shipped, facts, by=by, at=at)


def _ship(key: str) -> RatingScheme | None:
    shipped = shipped_called(key)
    if shipped is None:
        return None
    hold_tree()  # else two programmes could keep it at once
    kept = edition_of(key)
    if kept is None:
        years = {"first_year": shipped.first_year, "last_year": shipped.last_year}
        kept = RatingScheme(key=key, edition=1, name=shipped.name, source=shipped.source, **years)
        kept.content = shipped.scheme.content
        db.session.add(kept)
        db.session.flush()
    return kept


def _edition(key: str, edition: int, facts: SchemeFacts, *, by: Person, at: datetime) -> RatingScheme:
    facts.scheme.check()
    scheme = RatingScheme(
        key=key,
        edition=edition,
        name=facts.name,
        source=facts.source,
        first_year=facts.first_year,
        last_year=facts.last_year,
        content=facts.scheme.content,
    )
    db.session.add(scheme)
    db.session.flush()
    event = "rating_scheme.added" if edition == 1 else "rating_scheme.mended"
    audit.record(event, subject=scheme, by=by, at=at, scheme=scheme.name, edition=edition)
    return scheme
