"""Parts of tasks that are owed, and what waits for the standing unit's word, as `core.owed` lists them."""

from typing import Any

import sqlalchemy as sa

from tracker.core.owed import OwedKind, owed_columns
from tracker.documents.models import Document
from tracker.office.models import Programme
from tracker.tasks.models import WAITING, WORKING, Assignment, Extension, ExtensionState, State, Task, TaskState
from tracker.tasks.rules.parts import OWED

_UNDER_WAY = Task.state.in_((TaskState.ACTIVE, TaskState.DONE))
_SOURCE = sa.func.coalesce(Document.notation, "")


def parts_owed() -> sa.Select[Any]:
    """Parts that their units have not handed in, of tasks under way."""
    return (
        sa.select(
            *owed_columns(
                OwedKind.PART,
                record=Assignment.id,
                page=Assignment.task_id,
                programme=Assignment.programme_id,
                unit=Assignment.unit_id,
                title=Task.title,
                detail=_SOURCE,
                due_on=Assignment.due_on,
                state=Assignment.state,
            )
        )
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(sa.text(f"assignment.{WORKING}"), Assignment.state.in_(OWED), _UNDER_WAY)  # so its index is used
    )


def parts_to_settle() -> sa.Select[Any]:
    """Parts that were handed in or declined: the standing unit answers."""
    return (
        sa.select(
            *owed_columns(
                OwedKind.SETTLE_PART,
                record=Assignment.id,
                page=Assignment.task_id,
                programme=Assignment.programme_id,
                unit=Programme.standing_unit_id,
                title=Task.title,
                detail=_SOURCE,
                due_on=None,
                state=Assignment.state,
            )
        )
        .join(Task, Task.id == Assignment.task_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(sa.text(f"assignment.{WAITING}"), Assignment.state.in_((State.SUBMITTED, State.DECLINED)), _UNDER_WAY)
    )


def extensions_to_decide() -> sa.Select[Any]:
    """More time that was asked for: the standing unit decides, before the deadline that holds until then."""
    return (
        sa.select(
            *owed_columns(
                OwedKind.DECIDE_EXTENSION,
                record=Extension.id,
                page=Assignment.task_id,
                programme=Assignment.programme_id,
                unit=Programme.standing_unit_id,
                title=Task.title,
                detail=_SOURCE,
                due_on=Extension.old_due_on,
                state=Extension.state,
            )
        )
        .join(Assignment, Assignment.id == Extension.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Programme, Programme.id == Assignment.programme_id)
        .outerjoin(Document, Document.id == Task.document_id)
        .where(Extension.state == ExtensionState.ASKED, _UNDER_WAY)
    )
