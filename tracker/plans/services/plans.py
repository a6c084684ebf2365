"""What is done to plans."""

from datetime import datetime

from tracker import audit
from tracker.core.db import db
from tracker.documents.models import Document
from tracker.office.models import Person
from tracker.plans.models import Plan


def add_plan(document: Document, *, year: int, by: Person, at: datetime) -> Plan:
    """Enter a programme's plan for a year, which that document issues."""
    plan = Plan(programme_id=document.programme_id, year=year, document=document)
    db.session.add(plan)
    audit.record("plan.added", subject=plan, by=by, at=at, year=year, document=document.label)
    return plan
