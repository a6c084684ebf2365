"""What pages about everything ask across the rooms."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker.accounts import policy as accounts
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.documents import policy as documents
from tracker.documents.models import Document
from tracker.meetings import policy as meetings
from tracker.meetings.models import Meeting
from tracker.office.models import Person, Unit
from tracker.outbox.channels import set_up
from tracker.outbox.health import Health, look
from tracker.plans import policy as plans
from tracker.plans.models import Plan
from tracker.reminders.queries.nudged import held_until
from tracker.reports import policy as reports
from tracker.reports.models import Report, ReportDuty
from tracker.tasks import policy as tasks
from tracker.tasks.models import Finding, Task

Records = set[tuple[str, int]]
# Records that have a page of their own, and who may open it.
VISIBLE: dict[Any, Callable[[Person], sa.ColumnElement[bool]]] = {
    Task: tasks.visible_to,
    Finding: tasks.findings_visible_to,
    Plan: plans.visible_to,
    Document: documents.visible_to,
    Meeting: meetings.visible_to,
    Report: reports.visible_to,
    ReportDuty: reports.duties_visible_to,
    Unit: lambda _person: sa.true(),
    Person: lambda person: sa.true() if accounts.can_manage_people(person) else sa.false(),
}


def people_called(words: str) -> sa.Select[int]:
    """Whoever has all these words in their name, with or without marks, those who have left too."""
    return sa.select(Person.id).where(*(Person.folded.contains(word, autoescape=True) for word in fold(words).split()))


def records_seen_by(person: Person, records: Iterable[tuple[str, int]]) -> Records:
    """Those of some records (type and number) whose pages a person may open; one question for all."""
    numbers = defaultdict(set)
    for kind, number in records:
        numbers[kind].add(number)
    asked = [
        sa.select(sa.literal(model.__tablename__), model.id).where(
            model.id.in_(numbers[model.__tablename__]), visible_to(person)
        )
        for model, visible_to in VISIBLE.items()
        if numbers[model.__tablename__]
    ]
    return {(kind, number) for kind, number in db.session.execute(sa.union_all(*asked))} if asked else set()


def health_now(config: Mapping[str, Any], *, at: datetime) -> Health:
    """How the worker and its queue stand, by what this machine can send and in which hours."""
    return look(at=at, channels=set_up(config), is_quiet=held_until(at) is not None)
