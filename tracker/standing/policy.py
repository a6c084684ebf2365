"""Who may see and do what with compliance lists, figures, ratings and reviews (domain.md, "Who may do what")."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.office.models import Person, Programme, ProgrammeMember, Unit, UnitSuccession
from tracker.standing.models import (
    ComplianceEntry,
    ComplianceFile,
    ComplianceList,
    Decision,
    ListState,
    ProgrammeReview,
    Rating,
    RatingFile,
    RatingScheme,
    RatingState,
    ReviewSection,
)
from tracker.standing.rules.compliance import is_shown_to_unit
from tracker.standing.rules.measures import StandingUnit

# Reviews: they hold every unit's words and figures, so that only those read them who read the programme whole


def can_list_reviews(person: Person) -> bool:
    """Whoever reads some programme whole."""
    return bool(person.observed_programme_ids)


def can_begin_review(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_view_review(person: Person, review: ProgrammeReview) -> bool:
    """Who reads its programme whole."""
    return person.observes(review.programme_id)


def can_edit_review(person: Person, review: ProgrammeReview) -> bool:
    """Staff and chair of its programme."""
    return person.runs(review.programme_id)


def can_view_review_section(person: Person, section: ReviewSection) -> bool:
    """Who sees the review."""
    return can_view_review(person, section.review)


def can_write_review_section(person: Person, section: ReviewSection) -> bool:
    """Who edits the review."""
    return can_edit_review(person, section.review)


# Ratings: staff alone see what is proposed, then the unit and those who read the programme whole; the list of a year is
# for the members once all of it is decided, with the levels and no other unit's words


def can_list_ratings(person: Person) -> bool:
    """Whoever has a part in some programme; the list holds only what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def spoken_for(person: Person, today: date) -> sa.Select[Any]:
    """The units for which a person's own units speak: they themselves, and those that they took over from by a day."""
    own = sa.select(Unit.id.label("unit_id")).where(Unit.id.in_(person.own_unit_ids))
    found = own.cte("spoken_for", recursive=True)
    former = sa.select(UnitSuccession.former_id).where(
        UnitSuccession.successor_id == found.c.unit_id, UnitSuccession.since <= today
    )
    return sa.select(found.union(former).c.unit_id)


def can_view_rating(person: Person, rating: Rating) -> bool:
    """Staff and chair; once it was sent, who reads the programme whole, and the unit or whoever took over from it."""
    if person.runs(rating.programme_id):
        return True
    return rating.sent_at is not None and (
        person.observes(rating.programme_id) or not rating.speakers.isdisjoint(person.own_unit_ids)
    )


def ratings_visible_to(person: Person, today: date) -> sa.ColumnElement[bool]:
    """`can_view_rating` as a condition on Rating, for lists."""
    running = [number for number in person.observed_programme_ids if person.runs(number)]
    seen = Rating.programme_id.in_(person.observed_programme_ids) | Rating.unit_id.in_(spoken_for(person, today))
    return Rating.programme_id.in_(running) | (Rating.sent_at.is_not(None) & seen)


def ratings_listed_for(person: Person) -> sa.ColumnElement[bool]:
    """Of which ratings members see the level: of a year that is decided whole."""
    other = aliased(Rating)
    open_ones = sa.exists().where(
        other.programme_id == Rating.programme_id, other.year == Rating.year, other.state != RatingState.DECIDED
    )
    members = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return Rating.programme_id.in_(members) & ~open_ones


def can_rate_some(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_rate(person: Person, rating: Rating) -> bool:
    """Staff and chair of its programme propose, ask and send."""
    return person.runs(rating.programme_id)


def can_reply_to_rating(person: Person, rating: Rating) -> bool:
    """The unit's head, or that of a unit that took over from it, of what was sent, while the programme goes on."""
    heads = any(person.heads(unit_id) for unit_id in rating.speakers)
    return heads and rating.sent_at is not None and rating.programme.ended_on is None


def can_decide_rating(person: Person, rating: Rating) -> bool:
    """The chair of its programme."""
    return person.chairs(rating.programme_id)


def can_decide_some(person: Person) -> bool:
    """The chair of some programme."""
    return any(person.chairs(programme_id) for programme_id in person.observed_programme_ids)


def can_view_rating_file(person: Person, file: RatingFile) -> bool:
    """Who sees the rating."""
    return can_view_rating(person, file.reply.rating)


def can_see_schemes(person: Person) -> bool:
    """Whoever has a part in some programme, and admin: by what units are rated is known to all of them."""
    return person.is_admin or can_list_ratings(person)


def can_view_scheme(person: Person, _scheme: RatingScheme) -> bool:
    """As the list."""
    return can_see_schemes(person)


def can_manage_schemes(person: Person) -> bool:
    """Admin, and staff and chair of some programme: schemes belong to the whole office."""
    return person.is_admin or can_rate_some(person)


def can_manage_scheme(person: Person, _scheme: RatingScheme) -> bool:
    """As all of them."""
    return can_manage_schemes(person)


# Compliance lists: drafts are for those who read the programme whole; a list that was sent shows each unit its own
# entries alone; once it is locked, the programme's members read what stays on it, and no other unit's words


def can_list_compliance(person: Person) -> bool:
    """Whoever has a part in some programme; the list holds only what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def can_view_list(person: Person, compliance_list: ComplianceList) -> bool:
    """Who reads its programme whole; members once it is locked; a unit with an entry that it may know of."""
    if person.observes(compliance_list.programme_id):
        return True
    if compliance_list.state is ListState.LOCKED and _is_member(person, compliance_list.programme):
        return True
    return any(entry.unit_id in person.own_unit_ids and is_shown_to_unit(entry) for entry in compliance_list.entries)


def lists_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_list` as a condition on ComplianceList, for lists."""
    own = sa.exists().where(ComplianceEntry.list_id == ComplianceList.id, _own_shown(person)).correlate(ComplianceList)
    locked = (ComplianceList.state == ListState.LOCKED) & ComplianceList.programme_id.in_(_member_of(person))
    return ComplianceList.programme_id.in_(person.observed_programme_ids) | locked | own


def can_view_entry(person: Person, entry: ComplianceEntry) -> bool:
    """Who reads the programme whole; its unit, once it was sent; members what stays on a locked list."""
    of = entry.compliance_list
    if person.observes(of.programme_id) or (entry.unit_id in person.own_unit_ids and is_shown_to_unit(entry)):
        return True
    stays = of.state is ListState.LOCKED and entry.decision is Decision.KEPT
    return stays and _is_member(person, of.programme)


def entries_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_entry` as a condition on ComplianceEntry, of queries that join its ComplianceList."""
    stays = (ComplianceList.state == ListState.LOCKED) & (ComplianceEntry.decision == Decision.KEPT)
    return (
        ComplianceList.programme_id.in_(person.observed_programme_ids)
        | _own_shown(person)
        | (stays & ComplianceList.programme_id.in_(_member_of(person)))
    )


def can_read_replies(person: Person, entry: ComplianceEntry) -> bool:
    """What its unit wrote: the unit itself, and who reads the programme whole."""
    own = entry.unit_id in person.own_unit_ids and is_shown_to_unit(entry)
    return own or person.observes(entry.compliance_list.programme_id)


def can_view_compliance_file(person: Person, file: ComplianceFile) -> bool:
    """Who reads the reply that it goes with."""
    return can_read_replies(person, file.reply.entry)


def can_make_lists(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_run_list(person: Person, compliance_list: ComplianceList) -> bool:
    """Staff and chair of its programme: draft, mend, send, correct."""
    return person.runs(compliance_list.programme_id)


def can_lock_list(person: Person, compliance_list: ComplianceList) -> bool:
    """The chair of its programme."""
    return person.chairs(compliance_list.programme_id)


def can_read_paper(person: Person, compliance_list: ComplianceList) -> bool:
    """The paper names all units: who reads the programme whole, and members once it is locked."""
    locked = compliance_list.state is ListState.LOCKED and _is_member(person, compliance_list.programme)
    return locked or person.observes(compliance_list.programme_id)


def can_reply_to_entry(person: Person, entry: ComplianceEntry) -> bool:
    """The head of its unit, of what the unit may know of, while the programme goes on."""
    goes_on = entry.compliance_list.programme.ended_on is None
    return goes_on and person.heads(entry.unit_id) and can_view_entry(person, entry)


def can_decide_entry(person: Person, entry: ComplianceEntry) -> bool:
    """Staff and chair of its programme; they take late replies in, too."""
    return person.runs(entry.compliance_list.programme_id)


def _is_member(person: Person, programme: Programme) -> bool:
    return any(unit.id in person.own_unit_ids for unit in programme.members)


def _member_of(person: Person) -> sa.Select[Any]:
    return sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))


def _own_shown(person: Person) -> sa.ColumnElement[bool]:
    """`rules.compliance.is_shown_to_unit` for the database, of the person's own units."""
    unseen = (
        (ComplianceEntry.decision == Decision.TAKEN_OFF)
        & (ComplianceEntry.decided_at <= ComplianceList.sent_at)
        & ComplianceList.corrects_id.is_(None)
    )
    own = ComplianceEntry.unit_id.in_(person.own_unit_ids) & (ComplianceList.state != ListState.DRAFT)
    return own & sa.func.coalesce(~unseen, sa.true())


# Where units stand: each sees itself beside the middle; all units stand below one another only for who reads the whole


def can_list_standings(person: Person) -> bool:
    """Whoever has a part in some programme; the list holds what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def can_read_all_standings(person: Person) -> bool:
    """Who reads some programme whole."""
    return bool(person.observed_programme_ids)


def can_view_standing(person: Person, of: StandingUnit) -> bool:
    """Who reads the programme whole, the unit itself, and whoever took over from it."""
    return person.observes(of.programme.id) or not person.own_unit_ids.isdisjoint(of.speakers)
