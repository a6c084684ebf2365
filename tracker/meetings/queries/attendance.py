"""Reading who is present at a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.meetings.models import Invitation, Meeting, Reply
from tracker.meetings.queries.invitations import Answers, InvitationRow, answers_of, invitations_of, unit_name_then
from tracker.meetings.rules.attending import is_late
from tracker.office.models import Person, Unit
from tracker.office.queries import by_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One unit in the room, or missing from it. `name` is who sits there; `expected` whom it said it would send."""

    id: int
    unit_id: int
    unit_name: str
    invited: bool
    reply: Reply
    expected: str
    at: datetime | None
    name: str
    late: bool

    @property
    def present(self) -> bool:
        """Somebody of the unit is there."""
        return self.at is not None

    def stands(self, so: str) -> bool:
        """Whether it is "present", "absent" or "late"; any other word fits all."""
        return {"present": self.present, "absent": not self.present, "late": self.late}.get(so, True)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was expected and who came, those who came uninvited last."""

    rows: Sequence[AttendanceRow]

    @property
    def invited(self) -> int:
        """Units that were invited."""
        return sum(row.invited for row in self.rows)

    @property
    def present(self) -> int:
        """Units that are there, invited or not."""
        return sum(row.present for row in self.rows)

    @property
    def late(self) -> int:
        """Of these, who came when it had begun."""
        return sum(row.late for row in self.rows)

    @property
    def absent(self) -> int:
        """Invited units of which nobody is there."""
        return sum(row.invited and not row.present for row in self.rows)

    @property
    def uninvited(self) -> int:
        """Units that came without being invited."""
        return sum(not row.invited for row in self.rows)

    def narrowed(self, standing: str, words: str) -> list[AttendanceRow]:
        """Rows that stand so and hold the words."""
        wanted = fold(words.strip())
        return [row for row in self.rows if row.stands(standing) and wanted in fold(f"{row.unit_name} {row.name}")]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a meeting's page says of its invitations: figures to those who observe, their own to a unit's people."""

    answers: Answers | None
    own: Sequence[InvitationRow]
    present: int
    late: int


def attendance_of(meeting: Meeting) -> Attendance:
    """One question, however many units."""
    rows = db.session.execute(
        sa.select(
            Invitation.id,
            Invitation.unit_id,
            unit_name_then(meeting),
            Invitation.ended,
            Invitation.reply,
            Invitation.words,
            Invitation.present_at,
            Invitation.present_name,
        )
        .join(Unit, Unit.id == Invitation.unit_id)
        .where(Invitation.meeting_id == meeting.id, Invitation.ended.is_(False) | Invitation.present_at.is_not(None))
        .order_by(Invitation.ended, by_kind(), Unit.sort_key)
    )
    return Attendance(
        [
            AttendanceRow(
                id=row.id,
                unit_id=row.unit_id,
                unit_name=row.unit_name,
                invited=not row.ended,
                reply=row.reply,
                expected=row.words if row.reply is Reply.DEPUTY else "",
                at=row.present_at,
                name=row.present_name,
                late=row.present_at is not None and is_late(row.present_at, meeting.opened_at),
            )
            for row in rows
        ]
    )


def summary_of(person: Person, meeting: Meeting) -> Summary:
    """For the meeting's page; two questions."""
    observes = person.observes(meeting.programme_id)
    attendance = attendance_of(meeting) if meeting.opened_at is not None else Attendance([])
    return Summary(
        answers_of(meeting.id) if observes else None,
        [] if observes else invitations_of(meeting, of_units=person.own_unit_ids),
        attendance.present,
        attendance.late,
    )
