"""Reading tasks: records for changing them, plain rows for lists."""

from tracker.tasks.queries.classes import Results, results_by_unit
from tracker.tasks.queries.counts import UnitCount, figures_of, owed_by_unit
from tracker.tasks.queries.evidence import EvidenceRow, evidence_of, evidence_seen_by, get_evidence
from tracker.tasks.queries.extensions import (
    ExtensionRow,
    extension_row,
    extensions_of,
    extensions_of_task,
    extensions_seen_by,
    extensions_waiting,
    get_extension,
    units_that_asked,
)
from tracker.tasks.queries.findings import FindingRow, findings, findings_of, get_finding, get_inspection
from tracker.tasks.queries.narrowing import documents_called
from tracker.tasks.queries.official import class_case, class_conditions, handed_in_late, handed_in_on
from tracker.tasks.queries.overview import Chosen, TaskRow, tasks_seen_by
from tracker.tasks.queries.owed import ALL, DECLINED, NEEDS_A_HAND, STRETCHES_OF, Narrowed, owed
from tracker.tasks.queries.records import get_assignment, get_task, story_seen_by, task_to_show
from tracker.tasks.queries.sources import Source, source_choices, source_of
from tracker.tasks.queries.task_page import PartsOfPeriod, PartsOfTask, PartsTogether, laid_out
from tracker.tasks.queries.work import WorkRow, as_seen_by, parts_of, reckoning, standing_case, work_row

__all__ = [
    "ALL",
    "DECLINED",
    "NEEDS_A_HAND",
    "STRETCHES_OF",
    "Chosen",
    "EvidenceRow",
    "ExtensionRow",
    "FindingRow",
    "Narrowed",
    "PartsOfPeriod",
    "PartsOfTask",
    "PartsTogether",
    "Results",
    "Source",
    "TaskRow",
    "UnitCount",
    "WorkRow",
    "as_seen_by",
    "class_case",
    "class_conditions",
    "documents_called",
    "evidence_of",
    "evidence_seen_by",
    "extension_row",
    "extensions_of",
    "extensions_of_task",
    "extensions_seen_by",
    "extensions_waiting",
    "figures_of",
    "findings",
    "findings_of",
    "get_assignment",
    "get_evidence",
    "get_extension",
    "get_finding",
    "get_inspection",
    "get_task",
    "handed_in_late",
    "handed_in_on",
    "laid_out",
    "owed",
    "owed_by_unit",
    "parts_of",
    "reckoning",
    "results_by_unit",
    "source_choices",
    "source_of",
    "standing_case",
    "story_seen_by",
    "task_to_show",
    "tasks_seen_by",
    "units_that_asked",
    "work_row",
]
