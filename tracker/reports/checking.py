"""Whether what was handed in is still what it was: against the hash beside it, and the one in the trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.reports.models import HandedIn, Report
from tracker.reports.rules.freezing import hash_of

AT_ONCE = 500  # rows in the memory
HANDING_IN = ("report.submitted", "report.submitted_late", "report.supplemented")


class Flaw(Enum):
    """What is wrong with a handing in."""

    CHANGED = "is not what was handed in: its content does not make its hash"
    ANOTHER = "is not what was handed in: the trail has another hash"
    UNTOLD = "is told of nowhere in the trail"
    REMOVED = "is gone, and the trail tells of it"


@dataclass(frozen=True, slots=True)
class Checked:
    """One handing in of a report, by number."""

    report_id: int
    number: int
    flaw: Flaw | None


def check_handed_in() -> Iterator[Checked]:
    """All of them, by report and number; those that are gone come last."""
    told = _told()
    wanted = sa.select(HandedIn.report_id, HandedIn.number, HandedIn.sha256, HandedIn.content)
    rows = db.session.execute(wanted.order_by(HandedIn.report_id, HandedIn.number).execution_options(yield_per=AT_ONCE))
    for report_id, number, sha256, content in rows:
        in_trail = told.pop((report_id, number), None)
        flaw = None
        if hash_of(content) != sha256:
            flaw = Flaw.CHANGED
        elif in_trail is None:
            flaw = Flaw.UNTOLD
        elif in_trail != sha256:
            flaw = Flaw.ANOTHER
        yield Checked(report_id, number, flaw)
    for report_id, number in sorted(told):
        yield Checked(report_id, number, Flaw.REMOVED)


def _told() -> dict[tuple[int, int], str]:
    """The hash of each handing in as the trail has it, which nobody changes without breaking its chain."""
    rows = db.session.execute(
        sa.select(AuditEvent.subject_id, AuditEvent.facts)
        .where(AuditEvent.subject_type == Report.__tablename__, AuditEvent.name.in_(HANDING_IN))
        .execution_options(yield_per=AT_ONCE)
    )
    return {(report_id or 0, int(facts["number"])): str(facts["sha256"]) for report_id, facts in rows}
