"""What a conclusion says, as services take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.meetings.models import AgendaItem, ConclusionKind
from tracker.office.models import Unit
from tracker.plans.models import Target
from tracker.reports.models import Frequency
from tracker.tasks.services import Addressed


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFacts:
    """A point of the chair. Without a `number` it gets the next one; `allocations` are figures by the unit's id.

    `frequency` is that of a duty to report (none: once), or of a task that recurs; `target`, `figure` and `allocations`
    belong to an amendment.
    """

    text: str
    addressed: Sequence[Addressed] = ()
    kind: ConclusionKind = ConclusionKind.TASK
    due_on: date | None = None
    due_words: str = ""
    number: str = ""
    through: Unit | None = None
    frequency: Frequency | None = None
    target: Target | None = None
    figure: Decimal | None = None
    allocations: Mapping[int, Decimal] = field(default_factory=dict)
    agenda_item: AgendaItem | None = None
