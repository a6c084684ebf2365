"""A compliance list is sent, replied to, decided entry by entry, and locked under a number."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere, check_move
from tracker.documents import services as documents
from tracker.documents.accepting import Sent
from tracker.documents.models import Signer
from tracker.documents.papers import write_word
from tracker.documents.services import DocumentFacts
from tracker.office.models import Person
from tracker.reading.docx import text_of_docx
from tracker.reports.rules.freezing import hash_of
from tracker.standing import labels
from tracker.standing.compliance_paper import TYPE_CODE, TYPE_NAME, paper_of, subject_of
from tracker.standing.models import (
    ComplianceEntry,
    ComplianceFile,
    ComplianceList,
    ComplianceReply,
    Decision,
    ListState,
)
from tracker.standing.rules.compliance import (
    DECISIONS,
    LIST_MOVES,
    NotAllDecided,
    NothingToSend,
    NotSentYet,
    ReplyDayNeeded,
    ReplyDayPassed,
    ReplyNeedsWords,
    UnitNotHeard,
    UnitRepliesItself,
    WhyNeeded,
    check_open,
    is_heard,
    takes_replies,
)
from tracker.standing.rules.entries import content_of


def send_list(compliance_list: ComplianceList, *, reply_by: date, by: Person, at: datetime) -> None:
    """Let the units named see their entries, and reply until that day.

    A correction on which everything was decided before is sent too: its units read what becomes of them. Raises
    NotFromHere, NothingToSend, ReplyDayNeeded.
    """
    hold(compliance_list)
    check_move(LIST_MOVES, compliance_list.state, ListState.SENT, labels.LIST_STATE)
    left = [entry for entry in compliance_list.entries if entry.decision is not Decision.TAKEN_OFF]
    if not left and compliance_list.corrects_id is None:
        raise NothingToSend
    first = work_calendar().after(clock.local(at).date(), 1)
    if reply_by < first:
        raise ReplyDayNeeded(day=f"{first:%d/%m/%Y}")
    compliance_list.state, compliance_list.reply_by, compliance_list.sent_at = ListState.SENT, reply_by, at
    units = list(dict.fromkeys(entry.unit_name for entry in left))
    audit.record("compliance_list.sent", subject=compliance_list, by=by, at=at, units=units, day=reply_by)


def reply_to_entry(
    entry: ComplianceEntry, *, words: str, files: Sequence[Sent] = (), by: Person, at: datetime
) -> ComplianceReply:
    """What a unit's head says to an entry, with what shows it; what was decided before is decided anew.

    Raises ListIsLocked, NotSentYet, ReplyDayPassed, ReplyNeedsWords.
    """
    of = _hold_list_of(entry)
    _check_sent(of)
    if not takes_replies(of, clock.local(at).date()):
        raise ReplyDayPassed(day=f"{of.reply_by:%d/%m/%Y}" if of.reply_by else "")
    reply = _reply(entry, words, files, by=by, at=at)
    facts: dict[str, Any] = {"unit": entry.unit_name, "title": entry.title, "words": reply.words}
    audit.record("compliance_entry.replied", subject=entry, story=of, by=by, at=at, **facts)
    return reply


def take_in_reply(
    entry: ComplianceEntry, *, words: str, files: Sequence[Sent] = (), by: Person, at: datetime
) -> ComplianceReply:
    """Staff write down what a unit said after the day for it. Raises ListIsLocked, NotSentYet, UnitRepliesItself,
    ReplyNeedsWords.
    """
    of = _hold_list_of(entry)
    _check_sent(of)
    if takes_replies(of, clock.local(at).date()):
        raise UnitRepliesItself(day=f"{of.reply_by:%d/%m/%Y}" if of.reply_by else "")
    reply = _reply(entry, words, files, by=by, at=at)
    facts: dict[str, Any] = {"unit": entry.unit_name, "title": entry.title, "words": reply.words}
    audit.record("compliance_entry.late_reply_taken_in", subject=entry, story=of, by=by, at=at, **facts)
    return reply


def decide_entry(
    entry: ComplianceEntry, decision: Decision, *, words: str, seen: int, by: Person, at: datetime
) -> None:
    """Keep an entry on its list, take it off with why, or leave it open again.

    Raises ListIsLocked, NotFromHere, ChangedMeanwhile, WhyNeeded, UnitNotHeard.
    """
    of = _hold_list_of(entry)
    if entry.version != seen:
        raise ChangedMeanwhile
    if decision not in DECISIONS[of.state]:
        raise NotFromHere(state=labels.LIST_STATE[of.state])
    words = words.strip()
    if decision is Decision.TAKEN_OFF and not words:
        raise WhyNeeded
    if decision is Decision.KEPT and not is_heard(entry, clock.local(at).date()):
        raise UnitNotHeard(day=f"{of.reply_by:%d/%m/%Y}" if of.reply_by else "")
    decided = decision is not Decision.OPEN
    entry.decision, entry.decided_words = decision, words if decided else ""
    entry.decided_by_id, entry.decided_at = (by.id, at) if decided else (None, None)
    facts: dict[str, Any] = {"unit": entry.unit_name, "title": entry.title, "words": words or None}
    audit.record(f"compliance_entry.{_EVENTS[decision]}", subject=entry, story=of, by=by, at=at, **facts)


_EVENTS = {Decision.KEPT: "kept", Decision.TAKEN_OFF: "taken_off", Decision.OPEN: "reopened"}


def lock_list(compliance_list: ComplianceList, *, stamp: str, signer: Signer | None, by: Person, at: datetime) -> None:
    """Close a list under the next number, with its paper and the hash of all that it says.

    `stamp` is the hash of what the chair had before them. Raises NotFromHere, ChangedMeanwhile, NotAllDecided,
    RegisterNeeded, LetterheadNeeded.
    """
    hold(compliance_list)
    check_move(LIST_MOVES, compliance_list.state, ListState.LOCKED, labels.LIST_STATE)
    sha256 = hash_of(content_of(compliance_list))
    if stamp != sha256:
        raise ChangedMeanwhile
    undecided = sum(entry.decision is Decision.OPEN for entry in compliance_list.entries)
    if undecided:
        raise NotAllDecided(count=undecided)
    programme, day, subject = compliance_list.programme, clock.local(at).date(), subject_of(compliance_list)
    number = documents.take_number(programme, TYPE_CODE, subject=subject, by=by, at=at)
    compliance_list.state, compliance_list.number, compliance_list.sha256 = ListState.LOCKED, number, sha256
    compliance_list.locked_by_id, compliance_list.locked_at, compliance_list.signer = by.id, at, signer
    paper = paper_of(compliance_list, notation=number.notation, issued_on=day)
    word = write_word(paper)
    name = f"{TYPE_NAME} {number.notation.replace('/', '-')}.docx"
    compliance_list.document = documents.register_document(
        DocumentFacts(
            type_name=TYPE_NAME,
            notation=number.notation,
            issued_on=day,
            issuer=" ".join(paper.head.issuer.split())[:200],
            subject=subject,
            signer=paper.signature.full_name if paper.signature is not None else "",
        ),
        programme_id=programme.id,
        text=text_of_docx(word),
        file=documents.store_file(word, name, by=by, at=at),
        by=by,
        at=at,
    )
    facts: dict[str, Any] = {
        "period": compliance_list.period,
        "edition": compliance_list.edition,
        "notation": number.notation,
    }
    audit.record("compliance_list.locked", subject=compliance_list, by=by, at=at, **facts, sha256=sha256)


def _hold_list_of(entry: ComplianceEntry) -> ComplianceList:
    """Nobody locks it meanwhile. Raises ListIsLocked."""
    of = entry.compliance_list
    hold(of)
    check_open(of)
    return of


def _check_sent(compliance_list: ComplianceList) -> None:
    if compliance_list.state is ListState.DRAFT:
        raise NotSentYet


def _reply(entry: ComplianceEntry, words: str, files: Sequence[Sent], *, by: Person, at: datetime) -> ComplianceReply:
    if not words.strip():
        raise ReplyNeedsWords
    reply = ComplianceReply(words=words.strip(), by_id=by.id, at=at)
    reply.files = [ComplianceFile(file=documents.store_file(one.data, one.name, by=by, at=at)) for one in files]
    entry.replies.append(reply)
    flag_modified(entry, "decision")  # another version: nobody decides on it with this reply unread
    if entry.decision is Decision.KEPT:
        entry.decision, entry.decided_words = Decision.OPEN, ""
        entry.decided_by_id = entry.decided_at = None
    db.session.flush()
    return reply
