"""Ratings are proposed: each unit's level with every figure and its evidence, and what only people know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.core.periods import Period, PeriodKind
from tracker.office.models import Person, Programme
from tracker.standing import labels
from tracker.standing.models import Rating, RatingScheme, RatingState
from tracker.standing.queries.facts import Fact, facts_of
from tracker.standing.queries.figures import figures_of
from tracker.standing.queries.ratings import members_on, ratings_of
from tracker.standing.rules.figures import UnitFigures
from tracker.standing.rules.rated import KEPT, rated, written
from tracker.standing.rules.ratings import (
    RATING_MOVES,
    NobodyToRate,
    SchemeNotOfYear,
    YearNotBegun,
    check_shown,
    is_for,
    level_name,
    verdict_of,
)
from tracker.standing.rules.schemes import RatedFigure
from tracker.standing.services.schemes import scheme_called


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that only people know, and what shows it."""

    value: Decimal | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """All that people say of one rating; `seen` is the version that they had before them."""

    rating: Rating
    said: Mapping[RatedFigure, Said]
    seen: int


def propose_ratings(programme: Programme, year: int, *, scheme: str, by: Person, at: datetime) -> list[Rating]:
    """Propose a level for every unit that has no rating of the year; those that have one keep it.

    `scheme` is a scheme's key: its newest edition counts. Rated are the members that exist at the year's end, or today
    where it has not ended. Raises YearNotBegun, SchemeNotOfYear, NobodyToRate.
    """
    hold(programme)  # else two could propose the same unit
    today = clock.local(at).date()
    period = Period(PeriodKind.YEAR, year)
    if period.first_day > today:
        raise YearNotBegun(year=year)
    kept = scheme_called(scheme)
    if kept is None or kept.ended_on is not None or not is_for(year, kept.first_year, kept.last_year):
        raise SchemeNotOfYear(scheme=kept.name if kept is not None else scheme, year=year)
    there = {rating.unit_id for rating in ratings_of(programme.id, year)}
    wanted = members_on(programme.id, min(today, period.last_day)) - there
    if not wanted:
        raise NobodyToRate(year=year)
    units = figures_of(programme, period, today=today, unit_ids=wanted)
    evidence = _evidence(programme, period, [unit.unit_id for unit in units], today)
    proposed = []
    for unit in units:
        rating = Rating(programme=programme, year=year, unit_id=unit.unit_id, asked={})
        _put(rating, kept, unit, evidence.get(unit.unit_id, {}), today)
        db.session.add(rating)
        proposed.append(rating)
    db.session.flush()
    for rating in proposed:
        facts: dict[str, Any] = {"unit": rating.unit_name, "year": year}
        if rating.proposed_level:
            level = level_name(rating, rating.proposed_level)
            audit.record("rating.proposed", subject=rating, by=by, at=at, level=level, **facts)
        else:
            audit.record("rating.counted", subject=rating, by=by, at=at, **facts)
    return proposed


def propose_anew(rating: Rating, *, by: Person, at: datetime) -> None:
    """Count its figures as they are now, by the newest edition of its scheme if that is for the year still.

    It is sent again afterwards; what the unit has said stays on record. Raises NotFromHere once it is decided.
    """
    hold(rating)
    check_move(RATING_MOVES, rating.state, RatingState.PROPOSED, labels.RATING_STATE)
    today, period = clock.local(at).date(), Period(PeriodKind.YEAR, rating.year)
    newest = scheme_called(rating.scheme.key) or rating.scheme
    if not is_for(rating.year, newest.first_year, newest.last_year):
        newest = rating.scheme  # mended for other years: the edition it was proposed by is the one of this year
    figures = figures_of(rating.programme, period, today=today, unit_ids=[rating.unit_id])
    unit = next(iter(figures), UnitFigures(rating.unit_id, rating.unit_name))
    evidence = _evidence(rating.programme, period, [rating.unit_id], today).get(rating.unit_id, {})
    before = level_name(rating, rating.proposed_level)
    _put(rating, newest, replace(unit, unit_name=rating.unit_name), evidence, today)
    rating.state = RatingState.PROPOSED
    after = level_name(rating, rating.proposed_level)
    audit.record("rating.proposed_anew", subject=rating, by=by, at=at, before=before, level=after)


def say_asked(rating: Rating, said: Mapping[RatedFigure, Said], *, seen: int, by: Person, at: datetime) -> None:
    """Enter what no record says, with what shows it; the level follows. Raises AskedNeedsWords, ChangedMeanwhile."""
    hold(rating)
    if rating.version != seen:
        raise ChangedMeanwhile
    check_move(RATING_MOVES, rating.state, RatingState.PROPOSED, labels.RATING_STATE)
    for one in said.values():
        check_shown(one.value, one.words)
    rating.asked = {
        figure.value: {"value": f"{one.value:f}", "words": one.words.strip()}
        for figure, one in said.items()
        if one.value is not None
    }
    rating.state = RatingState.PROPOSED
    verdict = verdict_of(rating)
    rating.proposed_level = verdict.level.key if verdict.level is not None else ""
    told = "; ".join(f"{one['value']}: {one['words']}" for one in rating.asked.values())
    level = level_name(rating, rating.proposed_level)
    audit.record("rating.asked", subject=rating, by=by, at=at, level=level, words=told)


def say_asked_of_all(entered: Sequence[Entered], *, by: Person, at: datetime) -> None:
    """The same for many, or for none of them."""
    for one in entered:
        say_asked(one.rating, one.said, seen=one.seen, by=by, at=at)


def _put(rating: Rating, scheme: RatingScheme, unit: UnitFigures, evidence: dict[str, Any], today: date) -> None:
    rating.unit_name, rating.scheme, rating.facts_of = unit.unit_name, scheme, today
    rating.figures, rating.evidence = written(rated(unit)), evidence
    verdict = verdict_of(rating)
    rating.proposed_level = verdict.level.key if verdict.level is not None else ""


def _evidence(
    programme: Programme, period: Period, unit_ids: Sequence[int], today: date
) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """The records behind the figures of each unit, as they are kept with its rating."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for fact in facts_of(programme, period, KEPT, today=today, unit_ids=unit_ids):
        found.setdefault(fact.unit_id, {}).setdefault(fact.figure.value, []).append(_kept(fact))
    return found


def _kept(fact: Fact) -> dict[str, Any]:
    told = {
        "type": fact.subject_type,
        "page": fact.page_id,
        "title": fact.title,
        "period": fact.period,
        "due": fact.due_on.isoformat() if fact.due_on is not None else "",
        "done": fact.done_on.isoformat() if fact.done_on is not None else "",
        "late": fact.days_late,
        "why": fact.explanation,
    }
    return {name: value for name, value in told.items() if value}
