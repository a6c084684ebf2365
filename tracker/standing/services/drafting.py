"""A compliance list is drafted from facts, mended by hand, and corrected by a further one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import NotFromHere
from tracker.core.periods import Period
from tracker.office.models import Person, Programme, Unit
from tracker.office.queries import successors_of
from tracker.standing import labels
from tracker.standing.models import (
    ComplianceEntry,
    ComplianceFile,
    ComplianceList,
    ComplianceReply,
    Decision,
    ListState,
)
from tracker.standing.queries.breaches import breaches_of
from tracker.standing.rules.compliance import (
    CorrectInstead,
    CorrectTheLatest,
    ListMadeAlready,
    PeriodNotBegun,
    WhyNeeded,
)
from tracker.standing.rules.entries import Told, fell_away, key_of, no_longer, says_the_same


def draft_list(programme: Programme, period: Period, *, words: str, by: Person, at: datetime) -> ComplianceList:
    """Draft the first list of a period from what stands against the units today.

    Raises PeriodNotBegun, ListMadeAlready, CorrectInstead.
    """
    hold(programme)  # two who draft the same list take turns
    today = clock.local(at).date()
    if period.first_day > today:
        raise PeriodNotBegun
    editions = _editions(programme.id, str(period))
    if editions and editions[-1].state is not ListState.LOCKED:
        raise ListMadeAlready
    if editions:
        number = editions[-1].number
        raise CorrectInstead(number=number.notation if number is not None else "–")
    made = _begin(programme, str(period), words=words, today=today, by=by, at=at)
    for told in _told_now(made, today):
        _add(made, told)
    audit.record("compliance_list.drafted", subject=made, by=by, at=at, period=made.period, entries=len(made.entries))
    return made


def refresh_list(compliance_list: ComplianceList, *, by: Person, at: datetime) -> None:
    """Bring a draft to what the facts say today; what somebody took off stays so. Raises NotFromHere."""
    _hold_draft(compliance_list)
    today = clock.local(at).date()
    told_now = {told.key: told for told in _told_now(compliance_list, today)}
    for entry in compliance_list.entries:
        told = told_now.pop(key_of(entry), None)
        if entry.by_hand or (entry.decision is Decision.TAKEN_OFF and not fell_away(entry)):
            continue
        if told is None:
            if not fell_away(entry):
                _take_off(entry, today, by=by, at=at)
        else:
            if fell_away(entry) or not says_the_same(entry, told):
                _reopen(entry)
            _write(entry, told)
    for told in told_now.values():
        _add(compliance_list, told)
    compliance_list.facts_of = today
    audit.record("compliance_list.refreshed", subject=compliance_list, by=by, at=at, day=today)


def correct_list(former: ComplianceList, *, words: str, by: Person, at: datetime) -> ComplianceList:
    """Begin the next edition of a locked list from what the facts say today, with why it is corrected.

    What the facts still say keeps its decision; what they say no longer is taken off; replies go along. Raises
    CorrectTheLatest, ListMadeAlready, WhyNeeded.
    """
    hold(former.programme)
    editions = _editions(former.programme_id, former.period)
    if editions[-1].id != former.id and editions[-1].state is not ListState.LOCKED:
        raise ListMadeAlready
    if editions[-1].id != former.id or former.state is not ListState.LOCKED:
        raise CorrectTheLatest
    if not words.strip():
        raise WhyNeeded
    today = clock.local(at).date()
    made = _begin(former.programme, former.period, words=words, today=today, by=by, at=at)
    made.edition, made.corrects = former.edition + 1, former
    told_now = {told.key: told for told in _told_now(made, today)}
    for entry in former.entries:
        _carry_over(made, entry, told_now.pop(key_of(entry), None), today, by=by, at=at)
    for told in told_now.values():
        _add(made, told)
    facts: dict[str, Any] = {"period": made.period, "edition": made.edition, "words": made.words}
    audit.record("compliance_list.corrected", subject=made, by=by, at=at, **facts)
    return made


def add_entry(compliance_list: ComplianceList, told: Told, *, by: Person, at: datetime) -> ComplianceEntry:
    """Put something on a draft that no record tells. Raises NotFromHere."""
    _hold_draft(compliance_list)
    number = 1 + max((entry.subject_id for entry in compliance_list.entries if entry.by_hand), default=0)
    entry = _add(compliance_list, replace(told, subject_type="", subject_id=number), by_hand=True)
    facts: dict[str, Any] = {"unit": entry.unit_name, "title": entry.title}
    audit.record("compliance_entry.added", subject=entry, story=compliance_list, by=by, at=at, **facts)
    return entry


def _editions(programme_id: int, period: str) -> Sequence[ComplianceList]:
    of = (ComplianceList.programme_id == programme_id) & (ComplianceList.period == period)
    return db.session.scalars(sa.select(ComplianceList).where(of).order_by(ComplianceList.edition)).all()


def _begin(programme: Programme, period: str, *, words: str, today: date, by: Person, at: datetime) -> ComplianceList:
    made = ComplianceList(
        programme=programme,
        period=period,
        edition=1,
        words=words.strip(),
        state=ListState.DRAFT,
        facts_of=today,
        made_by_id=by.id,
        made_at=at,
        entries=[],
    )
    db.session.add(made)
    return made


def _told_now(compliance_list: ComplianceList, today: date) -> list[Told]:
    """What stands against the units; of one that has ended, whoever took over replies."""
    heirs: Mapping[int, tuple[int, ...]] = successors_of(on=today)
    told = breaches_of(compliance_list.programme, Period.parse(compliance_list.period), today=today)
    return [replace(one, unit_id=next(iter(heirs.get(one.unit_id, ())), one.unit_id)) for one in told]


def _add(compliance_list: ComplianceList, told: Told, *, by_hand: bool = False) -> ComplianceEntry:
    entry = ComplianceEntry(decision=Decision.OPEN, decided_words="", by_hand=by_hand)
    _write(entry, told)
    compliance_list.entries.append(entry)
    return entry


def _write(entry: ComplianceEntry, told: Told) -> None:
    entry.unit_id, entry.unit_name = told.unit_id, told.unit_name
    for name, value in told.facts().items():
        setattr(entry, name, value)


def _take_off(entry: ComplianceEntry, today: date, *, by: Person, at: datetime) -> None:
    entry.decision, entry.decided_words = Decision.TAKEN_OFF, no_longer(today)
    entry.decided_by_id, entry.decided_at = by.id, at


def _reopen(entry: ComplianceEntry) -> None:
    entry.decision, entry.decided_words = Decision.OPEN, ""
    entry.decided_by_id = entry.decided_at = None


def _carry_over(
    made: ComplianceList, former: ComplianceEntry, told: Told | None, today: date, *, by: Person, at: datetime
) -> None:
    """An entry in the next edition: its facts anew, its replies as they are, its decision where the facts stayed."""
    same = former.by_hand or (told is not None and says_the_same(former, told) and not fell_away(former))
    entry = ComplianceEntry(by_hand=former.by_hand, unit_id=_now(former.unit, today), unit_name=former.unit_name)
    for name in ("breach", "title", "due_on", "done_on", "days_late", "subject_type", "subject_id", "explanation"):
        setattr(entry, name, getattr(former if told is None else told, name))
    entry.decision, entry.decided_words = former.decision, former.decided_words
    entry.decided_by_id, entry.decided_at = former.decided_by_id, former.decided_at
    if told is None and not former.by_hand and former.decision is Decision.KEPT:
        _take_off(entry, today, by=by, at=at)
    elif not same and told is not None:
        _reopen(entry)
    entry.replies = [
        ComplianceReply(
            words=reply.words,
            by_id=reply.by_id,
            at=reply.at,
            files=[ComplianceFile(file=one.file) for one in reply.files],
        )
        for reply in former.replies
    ]
    made.entries.append(entry)


def _now(unit: Unit, today: date) -> int:
    return next(iter(successors_of(on=today).get(unit.id, ())), unit.id) if unit.ended_on is not None else unit.id


def _hold_draft(compliance_list: ComplianceList) -> None:
    hold(compliance_list)
    if compliance_list.state is not ListState.DRAFT:
        raise NotFromHere(state=labels.LIST_STATE[compliance_list.state])
