"""What a table of tasks is judged against: the programme's units, its documents, its tasks of those years."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold_tight
from tracker.core.periods import Quarter, quarters_of
from tracker.documents.models import Document
from tracker.office import queries as office
from tracker.office.models import Unit, UnitGroup
from tracker.office.naming import Named
from tracker.office.queries import NamesThen
from tracker.plans import queries as plans
from tracker.plans.models import Plan
from tracker.tasks.models import Assignment, Task, TaskKind, TaskState

TitleKey = tuple[str, Quarter | int]  # folded; the quarter, of a regular task the year


def title_key(title: str, quarter: Quarter, *, regular: bool) -> TitleKey:
    """What two tasks have in common that look alike."""
    return fold_tight(title), quarter.year if regular else quarter


@dataclass(frozen=True, slots=True)
class KnownInProgramme:
    """Who can be given tasks in a programme on a day, and by which documents; the plan that they belong to."""

    names: NamesThen
    units: Mapping[int, Unit]
    groups: Mapping[int, UnitGroup]
    documents: Mapping[str, Document]
    plan: Plan | None = None

    def meant(self, named: Named) -> Unit | UnitGroup:
        """The unit or group behind a name."""
        return self.units[named.unit_id] if named.unit_id is not None else self.groups[named.group_id or 0]

    def members(self, group: UnitGroup) -> tuple[Unit, ...]:
        """The units that a group means here."""
        listed = {unit.id for unit in group.listed}
        return tuple(unit for unit in self.units.values() if unit.kind in group.kinds or unit.id in listed)

    def document_called(self, words: str) -> Document | None:
        """The document whose notation is in the words: "Kế hoạch số 118-KH/BCĐ ngày 20/3/2026"."""
        said = fold_tight(words)
        found = [notation for notation in self.documents if notation in said]
        return self.documents[max(found, key=len)] if found else None


def known_in_programme(programme_id: int, *, plan_id: int | None = None, on: date) -> KnownInProgramme:
    """In at most eight queries."""
    documents = db.session.scalars(
        sa.select(Document).where(Document.programme_id == programme_id, Document.notation != "").order_by(Document.id)
    )
    return KnownInProgramme(
        office.names_known(programme_id, on=on),
        {unit.id: unit for unit in office.members_of(programme_id, on=on)},
        {group.id: group for group in office.groups()},
        {fold_tight(document.notation): document for document in documents},
        plans.get_plan(plan_id) if plan_id is not None else None,
    )


def titles_there(programme_id: int, *, years: Iterable[int]) -> dict[TitleKey, int]:
    """The tasks of some years by what they are called; of those that were dropped none."""
    quarters = [quarter for year in sorted(set(years)) for quarter in quarters_of(year)]
    if not quarters:
        return {}
    in_years = Assignment.quarter.between(quarters[0], quarters[-1])
    first = sa.select(sa.func.min(Assignment.quarter)).where(Assignment.task_id == Task.id, in_years).scalar_subquery()
    quarter = sa.func.coalesce(Task.quarter, first, type_=Task.quarter.type)
    rows = db.session.execute(
        sa.select(Task.id, Task.title, Task.kind, quarter)
        .where(
            Task.programme_id == programme_id,
            Task.state != TaskState.DROPPED,
            Task.quarter.is_(None) | Task.quarter.between(quarters[0], quarters[-1]),
        )
        .order_by(Task.id.desc())
    )
    return {
        title_key(title, of, regular=kind is TaskKind.REGULAR): task_id
        for task_id, title, kind, of in rows
        if of is not None
    }
