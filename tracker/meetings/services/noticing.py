"""Closing a meeting, and the notice that is drafted of it at that moment and worded by staff afterwards."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.documents.models import Signer
from tracker.documents.papers.structure import lines_of
from tracker.documents.queries import head_of, signers_of
from tracker.meetings import labels
from tracker.meetings.models import (
    Conclusion,
    ConclusionState,
    Meeting,
    MeetingState,
    Notice,
    NoticeSection,
    NoticeState,
    SectionLevel,
)
from tracker.meetings.rules import ConclusionNeedsWords, NothingToPublish, check_draft, wording
from tracker.meetings.rules.closing import check_complete
from tracker.meetings.rules.ordering_sections import block_at, moved
from tracker.meetings.rules.wording import Concluded, Held, Order, Worded
from tracker.meetings.services.meetings import move_meeting
from tracker.office import queries as office
from tracker.office.models import Person


def close_meeting(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """End it: its conclusions stay as they are from now on, and the draft of its notice is there.

    Raises ConclusionsNeedUnits and AmendmentsNeedFigures where one of them could not be published as it stands.
    """
    move_meeting(meeting, MeetingState.CONCLUDED)
    drafts = [c for c in meeting.conclusions if c.state is ConclusionState.DRAFT]
    check_complete(drafts)
    meeting.closed_at = at
    audit.record("meeting.closed", subject=meeting, by=by, at=at, conclusions=len(drafts))
    if drafts:
        draft_notice(meeting, by=by, at=at)


def draft_notice(meeting: Meeting, *, by: Person, at: datetime) -> Notice:
    """The notice of a meeting's conclusions, worded by their addressees, as staff begin from it."""
    drafts = [c for c in meeting.conclusions if c.state is ConclusionState.DRAFT and c.notice_id is None]
    concluded, held = [said_of(c) for c in drafts], held_of(meeting)
    head, invited = head_of(meeting.programme), [one for one in meeting.invitations if not one.ended]
    to = wording.recipients_of(
        concluded,
        superior=" ".join(head.superior.split()),
        guests=held.guests,
        invited=[one.unit.name for one in invited],
        members=_members(drafts, meeting.programme_id, on=clock.local(at).date()),
    )
    notice = Notice(
        subject=wording.subject_of(meeting.title),
        opening=wording.opening_of(held),
        closing=wording.closing_of(held),
        recipients="\n".join(to),
        signer=next(iter(signers_of(meeting.programme_id)), None),
        state=NoticeState.DRAFT,
    )
    notice.sections = _sections(wording.sections_of(concluded))
    meeting.notices.append(notice)
    db.session.add(notice)
    audit.record("notice.drafted", subject=notice, story=meeting, by=by, at=at, notice=notice.subject)
    return notice


def draft_missing_notice(meeting: Meeting, *, by: Person, at: datetime) -> Notice:
    """The same for a meeting that was closed without one. Raises NothingToPublish, NotFromHere."""
    hold(meeting)
    if meeting.state is not MeetingState.CONCLUDED:
        raise NotFromHere(state=labels.MEETING_STATE[meeting.state])
    there = next((one for one in meeting.notices if one.state is not NoticeState.DROPPED), None)
    if there is not None:
        return there
    if all(one.state is not ConclusionState.DRAFT for one in meeting.conclusions):
        raise NothingToPublish
    return draft_notice(meeting, by=by, at=at)


def redraft_sections(notice: Notice, order: Order, *, by: Person, at: datetime) -> None:
    """Word the sections anew from the conclusions, in that order; those that staff had written are left out.

    Raises NoticeIsIssued, NoticeIsDropped.
    """
    _hold_draft(notice)
    for section in notice.sections:
        section.ended = True
    drafts = [c for c in notice.meeting.conclusions if c.state is ConclusionState.DRAFT and c.notice_id is None]
    first = max((section.position for section in notice.sections), default=0)
    notice.sections += _sections(wording.sections_of(map(said_of, drafts), order), after=first)
    _tell(notice, "notice.redrafted", by=by, at=at)


def edit_notice(
    notice: Notice,
    *,
    subject: str,
    opening: str,
    closing: str,
    recipients: str,
    signer: Signer | None,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """Mend what stands around the sections. Raises ChangedMeanwhile, NoticeIsIssued, NoticeIsDropped."""
    _hold_draft(notice)
    if notice.version != seen:
        raise ChangedMeanwhile
    notice.subject, notice.signer = subject, signer
    notice.opening, notice.closing, notice.recipients = opening, closing, "\n".join(lines_of(recipients))
    _tell(notice, "notice.edited", by=by, at=at)


def edit_section(
    section: NoticeSection, *, words: str, level: SectionLevel, seen: int, by: Person, at: datetime
) -> None:
    """Mend how the notice says it; the conclusion that it words stays as the chair recorded it.

    Raises ChangedMeanwhile, ConclusionNeedsWords, NoticeIsIssued, NoticeIsDropped.
    """
    _hold_draft(section.notice)
    if section.version != seen:
        raise ChangedMeanwhile
    if not words.strip():
        raise ConclusionNeedsWords
    section.words, section.level = words.strip(), level
    _tell(section.notice, "notice.section_edited", by=by, at=at, words=section.words)


def add_section(notice: Notice, *, words: str, level: SectionLevel, by: Person, at: datetime) -> NoticeSection:
    """Add one of staff's own, at the end. Raises ConclusionNeedsWords, NoticeIsIssued, NoticeIsDropped."""
    _hold_draft(notice)
    if not words.strip():
        raise ConclusionNeedsWords
    last = max((section.position for section in notice.sections), default=0)
    section = NoticeSection(position=last + 1, level=level, words=words.strip(), ended=False)
    notice.sections.append(section)
    _tell(notice, "notice.section_added", by=by, at=at, words=section.words)
    return section


def move_section(section: NoticeSection, *, up: bool, by: Person, at: datetime) -> None:
    """Let it stand before, or after, its neighbour; a heading takes what stands under it along."""
    _hold_draft(section.notice)
    live = live_sections(section.notice)
    if section in live:
        order = moved([one.level for one in live], live.index(section), up=up)
        places = sorted(one.position for one in live)
        for place, index in zip(places, order, strict=True):
            live[index].position = place
        _tell(section.notice, "notice.section_moved", by=by, at=at, words=section.words)


def leave_section_out(section: NoticeSection, *, by: Person, at: datetime) -> None:
    """Print it no more, of a heading all that stands under it; it can be put back. What was concluded stays."""
    _hold_draft(section.notice)
    live = live_sections(section.notice)
    if section in live:
        for place in block_at([one.level for one in live], live.index(section)):
            live[place].ended = True
        _tell(section.notice, "notice.section_left_out", by=by, at=at, words=section.words)


def put_section_back(section: NoticeSection, *, by: Person, at: datetime) -> None:
    """Print it again, where it stood."""
    _hold_draft(section.notice)
    section.ended = False
    _tell(section.notice, "notice.section_put_back", by=by, at=at, words=section.words)


def live_sections(notice: Notice) -> list[NoticeSection]:
    """What is printed, in its order."""
    return sorted((one for one in notice.sections if not one.ended), key=lambda one: (one.position, one.id))


def _members(drafts: Sequence[Conclusion], programme_id: int, *, on: date) -> set[str]:
    groups = {to.group.id: to.group for one in drafts for to in one.addressed if to.group is not None}
    return {unit.name for one in groups.values() for unit in office.expand(one, programme_id=programme_id, on=on)}


def said_of(conclusion: Conclusion) -> Concluded:
    """A conclusion as its notice words it."""
    return Concluded(
        id=conclusion.id,
        text=conclusion.text,
        kind=conclusion.kind,
        to=tuple(addressee.name for addressee in conclusion.addressed),
        has_group=any(addressee.group_id is not None for addressee in conclusion.addressed),
        due_on=conclusion.due_on,
        due_words=conclusion.due_words,
        frequency=conclusion.frequency,
        through=conclusion.through.name if conclusion.through is not None else "",
        with_annex=bool(conclusion.allocations),
    )


def held_of(meeting: Meeting) -> Held:
    """What is known of a meeting, as its papers say it."""
    chair = meeting.chair
    named = ", ".join(filter(None, (chair.full_name, chair.position))) if chair is not None else ""
    return Held(
        title=meeting.title,
        held_on=meeting.held_on,
        venue=meeting.venue.name if meeting.venue is not None else "",
        chair=f"đồng chí {named}" if named else "",
        attended=sum(one.present_at is not None and not one.ended for one in meeting.invitations),
        guests=tuple(lines_of(meeting.guests)),
        issuer=" ".join(head_of(meeting.programme).issuer.split()),
    )


def _sections(made: Sequence[Worded], *, after: int = 0) -> list[NoticeSection]:
    return [
        NoticeSection(position=place, level=one.level, words=one.words, conclusion_id=one.conclusion_id, ended=False)
        for place, one in enumerate(made, start=after + 1)
    ]


def _hold_draft(notice: Notice) -> None:
    hold(notice)
    check_draft(notice.state)


def _tell(notice: Notice, name: str, *, by: Person, at: datetime, **facts: Any) -> None:
    audit.record(name, subject=notice, story=notice.meeting, by=by, at=at, notice=notice.subject, **facts)
