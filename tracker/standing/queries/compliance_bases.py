"""The documents that a compliance list rests on."""

import sqlalchemy as sa

from tracker.core.db import db
from tracker.documents.models import Document
from tracker.reports.models import Report, ReportDuty
from tracker.standing.models import ComplianceEntry, ComplianceList, Decision
from tracker.tasks.models import Assignment, Task


def bases_of(compliance_list: ComplianceList) -> list[str]:
    """What laid the reports and tasks of its entries on the units, as papers cite it, the oldest first."""
    entries = (
        ComplianceEntry.list_id == compliance_list.id,
        ComplianceEntry.decision != Decision.TAKEN_OFF,
    )
    of_reports = (
        sa.select(ReportDuty.document_id)
        .join(Report, Report.duty_id == ReportDuty.id)
        .join(ComplianceEntry, (ComplianceEntry.subject_type == "report") & (ComplianceEntry.subject_id == Report.id))
        .where(*entries)
    )
    same_part = (ComplianceEntry.subject_type == "assignment") & (ComplianceEntry.subject_id == Assignment.id)
    of_tasks = (
        sa.select(Task.document_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .join(ComplianceEntry, same_part)
        .where(*entries)
    )
    rows = db.session.execute(
        sa.select(Document.type_name, Document.notation, Document.issued_on, Document.issuer)
        .where(Document.id.in_(of_reports) | Document.id.in_(of_tasks))
        .order_by(Document.issued_on.is_(None), Document.issued_on, Document.id)
    )
    return [
        " ".join(
            [
                f"{type_name} số {notation}" if notation else type_name,
                *([f"ngày {issued_on:%d/%m/%Y}"] if issued_on is not None else []),
                *([f"của {issuer}"] if issuer else []),
            ]
        )
        for type_name, notation, issued_on, issuer in rows
    ]
