"""The consolidated report: begun once for a duty's period, then written section by section."""

from datetime import datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.documents import services as documents
from tracker.documents.models import RegisteredNumber
from tracker.office.models import Person
from tracker.reports.models import ConsolidatedSection, Consolidation, ReportDuty
from tracker.reports.queries.consolidating import consolidation_of, period_end_of, section_of
from tracker.reports.rules.chasing import NothingExpected

TYPE_CODE = "BC"


def begin_consolidation(duty: ReportDuty, period: str, *, by: Person, at: datetime) -> Consolidation:
    """That of the period; who comes second gets the one that is there. Raises NothingExpected."""
    hold(duty)  # else two could begin it at once
    begun = consolidation_of(duty.id, period)
    if begun is not None:
        return begun
    if period_end_of(duty.id, period) is None:
        raise NothingExpected
    consolidation = Consolidation(duty_id=duty.id, period=period, by_id=by.id, at=at)
    db.session.add(consolidation)
    db.session.flush()
    audit.record("consolidation.begun", subject=consolidation, by=by, at=at, duty=duty.name, period=period)
    return consolidation


def issue_consolidation(consolidation: Consolidation, *, subject: str, by: Person, at: datetime) -> RegisteredNumber:
    """Take its number and its day, as a paper of type "BC"; once it has one, it keeps it.

    Raises RegisterNeeded, LetterheadNeeded.
    """
    hold(consolidation)  # else two would take a number each
    if consolidation.number is None:
        programme = consolidation.duty.programme
        consolidation.number = documents.take_number(programme, TYPE_CODE, subject=subject, by=by, at=at)
        consolidation.issued_on = clock.local(at).date()
        told = consolidation.number.notation
        audit.record("consolidation.numbered", subject=consolidation, by=by, at=at, notation=told)
    return consolidation.number


def write_section(
    consolidation: Consolidation,
    key: str,
    *,
    title: str,
    words: str,
    gathered: str,
    seen: int,
    by: Person,
    at: datetime,
) -> None:
    """What staff make of a section; without words, the units' own stand there again.

    `gathered` is the hash of what units had said on the page it was written on, `seen` the version there (0: none yet).
    Raises ChangedMeanwhile.
    """
    hold(consolidation)  # else two could write the first version at once
    section = section_of(consolidation.id, key)
    if seen != (section.version if section is not None else 0):
        raise ChangedMeanwhile
    if section is None:
        section = ConsolidatedSection(consolidation_id=consolidation.id, key=key, by_id=by.id, at=at)
        db.session.add(section)
    section.words, section.gathered, section.by_id, section.at = words.strip(), gathered, by.id, at
    audit.record("consolidation.section_written", subject=section, story=consolidation, by=by, at=at, title=title)
