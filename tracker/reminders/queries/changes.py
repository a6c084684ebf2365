"""What happened in a programme since a moment, unit by unit: of the trail, what the reader may see on its pages."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.paging import Cursor, Page, at_most, read_number, write_cursor
from tracker.meetings import policy as meetings
from tracker.meetings.models import Invitation, Meeting
from tracker.office.models import Person, Unit
from tracker.pilots.models import Pilot
from tracker.plans import policy as plans
from tracker.plans.models import Plan, Target
from tracker.reports.models import Report, ReportDuty
from tracker.reports.queries.handing import WHILE_WRITING
from tracker.tasks import policy as tasks
from tracker.tasks.models import Assignment, Finding, Task

# Of a meeting: what its members are told in any case, and what else those read who see the programme whole. How an
# agenda, a conclusion or a notice is drafted, word by word, is told on the meeting's own page.
FOR_MEMBERS = ("meeting.moved", "meeting.cancelled", "meeting.opened", "meeting.published", "notice.issued")
FOR_READERS = (
    *FOR_MEMBERS,
    *("meeting.planned", "meeting.edited", "meeting.invitations_sent", "meeting.closed", "meeting.notice_recorded"),
    *("conclusion.confirmed", "conclusion.disagreed"),
)
_EVENT = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.name,
    AuditEvent.by_name,
    AuditEvent.for_name,
    AuditEvent.facts,
    AuditEvent.story_type,
    AuditEvent.story_id,
    AuditEvent.subject_type,
    AuditEvent.subject_id,
)
_NOBODYS = sa.cast(sa.null(), sa.Integer)  # alone, a bare NULL would be text to PostgreSQL
_PART = sa.orm.aliased(Assignment)  # that an event is about; whether somebody takes part is asked of others too


class Change(NamedTuple):
    """One event, with what its record is called, and whose it is: no unit where it is the whole programme's."""

    id: int
    at: datetime
    name: str
    by_name: str
    for_name: str
    facts: dict[str, Any]
    story_type: str
    story_id: int
    subject_type: str
    subject_id: int
    title: str
    unit_id: int | None
    unit_name: str


def changes(
    person: Person,
    programme_id: int,
    *,
    since: datetime,
    kind: str = "",
    unit_id: int | None = None,
    after: str = "",
    limit: int | None = None,
) -> Page[Change]:
    """The events since then, one unit's after the other's, the newest first: first what is nobody's own.

    `kind` is the type of the record that tells it (KINDS).
    """
    told = [KINDS[kind]] if kind in KINDS else KINDS.values()
    listed = sa.union_all(*(select(person, programme_id).where(AuditEvent.at >= since) for select in told)).subquery()
    name, number = sa.func.coalesce(Unit.sort_key, ""), sa.func.coalesce(listed.c.unit_id, 0)
    in_order = (name, number, -listed.c.id)
    query = (
        sa.select(*listed.c, sa.func.coalesce(Unit.name, ""), name)
        .outerjoin(Unit, Unit.id == listed.c.unit_id)
        .order_by(*in_order)
    )
    if unit_id is not None:
        query = query.where(listed.c.unit_id == unit_id)
    if (cursor := Cursor.read(after, keys=2)) is not None and (last_unit := read_number(cursor.key[1])) is not None:
        query = query.where(sa.tuple_(*in_order) > sa.tuple_(cursor.key[0], last_unit, -cursor.number))
    if limit is not None:
        query = query.limit(at_most(limit + 1))
    rows = db.session.execute(query).all()
    shown = rows if limit is None else rows[:limit]
    last = shown[-1] if len(shown) < len(rows) else None
    cut = "" if last is None else write_cursor(last[-1], str(last.unit_id or 0), number=last.id)
    return Page([Change._make(row[:-1]) for row in shown], cut)


def _told(told_by: type[Any], title: Any, unit_id: Any) -> sa.Select[Any]:
    """The events that the page of such a record tells."""
    columns = (*_EVENT, sa.cast(title, sa.Text).label("title"), sa.type_coerce(unit_id, sa.Integer).label("unit_id"))
    of_record = (AuditEvent.story_type == told_by.__tablename__) & (AuditEvent.story_id == told_by.id)
    return sa.select(*columns).select_from(AuditEvent).join(told_by, of_record)


def _about(subject: Any, kind: type[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(AuditEvent.subject_type == kind.__tablename__, AuditEvent.subject_id == subject.id)


def _of_tasks(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Task, Task.title, _PART.unit_id).outerjoin(_PART, _about(_PART, Assignment))
    told = told.where(Task.programme_id == programme_id)
    if person.observes(programme_id):
        return told
    of_task = AuditEvent.subject_type == Task.__tablename__
    return told.where(tasks.visible_to(person), of_task | _PART.unit_id.in_(person.own_unit_ids))


def _of_findings(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Finding, Finding.text, Finding.unit_id).join(Task, Task.id == Finding.task_id)
    told = told.where(Task.programme_id == programme_id)
    if person.observes(programme_id):
        return told
    return told.where(tasks.findings_visible_to(person), Finding.unit_id.in_(person.own_unit_ids))


def _of_reports(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Report, ReportDuty.name, Report.unit_id).join(ReportDuty, ReportDuty.id == Report.duty_id)
    told = told.where(ReportDuty.programme_id == programme_id)
    own = Report.unit_id.in_(person.own_unit_ids)
    return told.where(own | AuditEvent.name.not_in(WHILE_WRITING) if person.observes(programme_id) else own)


def _of_duties(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(ReportDuty, ReportDuty.name, _NOBODYS).where(ReportDuty.programme_id == programme_id)
    return told if person.observes(programme_id) else told.where(sa.false())


def _of_pilots(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Pilot, Pilot.name, Pilot.unit_id).where(Pilot.programme_id == programme_id)
    return told if person.observes(programme_id) else told.where(Pilot.unit_id.in_(person.own_unit_ids))


def _of_meetings(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Meeting, Meeting.title, Invitation.unit_id).outerjoin(Invitation, _about(Invitation, Invitation))
    told = told.where(Meeting.programme_id == programme_id)
    if person.observes(programme_id):
        return told.where(Invitation.id.is_not(None) | AuditEvent.name.in_(FOR_READERS))
    own = Invitation.unit_id.in_(person.own_unit_ids)
    return told.where(meetings.visible_to(person), own | AuditEvent.name.in_(FOR_MEMBERS))


def _of_plans(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Plan, sa.cast(Plan.year, sa.Text), _NOBODYS).where(Plan.programme_id == programme_id)
    return told.where(plans.visible_to(person))


def _of_targets(person: Person, programme_id: int) -> sa.Select[Any]:
    told = _told(Target, Target.text, _NOBODYS).join(Plan, Plan.id == Target.plan_id)
    return told.where(Plan.programme_id == programme_id, plans.visible_to(person))


KINDS = {
    Task.__tablename__: _of_tasks,
    Report.__tablename__: _of_reports,
    ReportDuty.__tablename__: _of_duties,
    Meeting.__tablename__: _of_meetings,
    Pilot.__tablename__: _of_pilots,
    Finding.__tablename__: _of_findings,
    Plan.__tablename__: _of_plans,
    Target.__tablename__: _of_targets,
}
