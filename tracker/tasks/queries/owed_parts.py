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
    listed = _listed(OwedKind.PART, Assignment, unit=Assignment.unit_id, due_on=Assignment.due_on)
    return listed.where(sa.text(f"assignment.{WORKING}"), Assignment.state.in_(OWED))  # so its index is used


def parts_to_settle() -> sa.Select[Any]:
    """Parts that were handed in or declined: the standing unit answers."""
    listed = _listed(OwedKind.SETTLE_PART, Assignment, unit=Programme.standing_unit_id, due_on=None)
    listed = listed.join(Programme, Programme.id == Assignment.programme_id)
    return listed.where(sa.text(f"assignment.{WAITING}"), Assignment.state.in_((State.SUBMITTED, State.DECLINED)))


def extensions_to_decide() -> sa.Select[Any]:
    """More time that was asked for: the standing unit decides, before the deadline that holds until then."""
    listed = _listed(OwedKind.DECIDE_EXTENSION, Extension, unit=Programme.standing_unit_id, due_on=Extension.old_due_on)
    listed = listed.join(Extension, Extension.assignment_id == Assignment.id)
    return listed.join(Programme, Programme.id == Assignment.programme_id).where(
        Extension.state == ExtensionState.ASKED
    )


def _listed(kind: OwedKind, owed: type[Assignment | Extension], *, unit: Any, due_on: Any) -> sa.Select[Any]:
    """What is owed of tasks under way: a part, or the answer to what was asked of one."""
    columns = owed_columns(
        kind,
        record=owed.id,
        page=Assignment.task_id,
        programme=Assignment.programme_id,
        unit=unit,
        title=Task.title,
        detail=_SOURCE,
        due_on=due_on,
        state=owed.state,
    )
    joined = sa.select(*columns).select_from(Assignment).join(Task, Task.id == Assignment.task_id)
    return joined.outerjoin(Document, Document.id == Task.document_id).where(_UNDER_WAY)
