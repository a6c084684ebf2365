"""Who may see and do what with tasks."""

import sqlalchemy as sa

from tracker.office.models import Person
from tracker.tasks.models import Assignment, Evidence, Extension, Finding, Part, State, Task, TaskMode, TaskState
from tracker.tasks.rules.findings import is_told

INSPECTING = (Part.LEAD, Part.IMPLEMENT)  # whose people record what an inspection finds


def can_view_task(person: Person, task: Task) -> bool:
    """Whoever may read the programme whole; of a task in force, each unit that takes part."""
    if person.observes(task.programme_id):
        return True
    return task.state is not TaskState.DRAFT and any(a.unit_id in person.own_unit_ids for a in task.assignments)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_task` as a condition on Task, for lists."""
    takes_part = sa.exists().where(Assignment.task_id == Task.id, Assignment.unit_id.in_(person.own_unit_ids))
    return Task.programme_id.in_(person.observed_programme_ids) | ((Task.state != TaskState.DRAFT) & takes_part)


def can_view(person: Person, assignment: Assignment) -> bool:
    """An assignment is seen by all who see its task."""
    return can_view_task(person, assignment.task)


def can_read_words(person: Person, programme_id: int, unit_id: int, *, handed_in: bool) -> bool:
    """A unit's words before they are handed in are its own, and of those who may read the programme whole."""
    return handed_in or person.acts_for(unit_id) or person.observes(programme_id)


def can_update(person: Person, assignment: Assignment) -> bool:
    """The unit's own officer or head, while the task is under way, in a programme that goes on."""
    return is_under_way(assignment.task) and person.acts_for(assignment.unit_id)


def is_under_way(task: Task) -> bool:
    """In force and not suspended: of a task that is done, some parts may still be owed."""
    return task.state in (TaskState.ACTIVE, TaskState.DONE) and task.programme.ended_on is None


def can_submit(person: Person, assignment: Assignment) -> bool:
    """As for updating: an officer hands parts in."""
    return can_update(person, assignment)


def can_decline(person: Person, assignment: Assignment) -> bool:
    """The head of the unit, where its people may update it."""
    return can_update(person, assignment) and person.heads(assignment.unit_id)


def can_ask_extension(person: Person, assignment: Assignment) -> bool:
    """As for declining: the head asks for more time."""
    return can_decline(person, assignment)


def can_view_extension(person: Person, extension: Extension) -> bool:
    """Why a unit needs more time is its own, and of those who may read the programme whole."""
    part = extension.assignment
    return can_read_words(person, part.programme_id, part.unit_id, handed_in=False)


def extensions_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_extension` as a condition on Assignment, for lists."""
    own = Assignment.unit_id.in_(person.own_unit_ids)
    return own | Assignment.programme_id.in_(person.observed_programme_ids)


def can_withdraw_extension(person: Person, extension: Extension) -> bool:
    """Whoever may ask for one."""
    return can_ask_extension(person, extension.assignment)


def can_decide_extension(person: Person, extension: Extension) -> bool:
    """Staff and chair of the programme."""
    return person.runs(extension.assignment.programme_id)


def can_view_evidence(person: Person, evidence: Evidence) -> bool:
    """Files are read as words are: by others who see the task, once the part was handed in."""
    part = evidence.assignment
    for_others = part.submitted_at is not None and can_view(person, part)
    return can_read_words(person, part.programme_id, part.unit_id, handed_in=for_others)


def can_take_back(person: Person, evidence: Evidence) -> bool:
    """The unit's own officer or head."""
    return can_update(person, evidence.assignment)


def leads(person: Person, task: Task) -> bool:
    """Officer or head of the unit that answers for a joint task."""
    if task.mode is not TaskMode.JOINT or not person.own_unit_ids:
        return False  # before the task's parts are read
    lead_ids = {part.unit_id for part in task.assignments if part.part is Part.LEAD and part.state is not State.ENDED}
    return not lead_ids.isdisjoint(person.own_unit_ids)


def can_nudge(person: Person, assignment: Assignment) -> bool:
    """Staff and chair, and whoever leads the task with other units; while it is under way."""
    task = assignment.task
    if not is_under_way(task):
        return False
    return person.runs(task.programme_id) or (not person.acts_for(assignment.unit_id) and leads(person, task))


def can_settle(person: Person, assignment: Assignment) -> bool:
    """Staff and chair of the programme accept and return."""
    return person.runs(assignment.programme_id)


def can_settle_some(person: Person) -> bool:
    """Staff and chair of some programme."""
    return can_add_task(person)


def can_add_task(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_edit_task(person: Person, task: Task) -> bool:
    """Staff and chair of its programme."""
    return person.runs(task.programme_id)


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme; the list itself holds only what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def can_record_finding(person: Person, inspection: Task) -> bool:
    """Who runs the programme, and the people of the units that lead or carry the inspection out, while it goes on."""
    return inspection.inspection and _may_write_findings(person, inspection)


def can_change_finding(person: Person, finding: Finding) -> bool:
    """Whoever may record one there."""
    return _may_write_findings(person, finding.task)


def can_settle_finding(person: Person, finding: Finding) -> bool:
    """Staff and chair make a task of it."""
    return person.runs(finding.task.programme_id)


def can_view_finding(person: Person, finding: Finding) -> bool:
    """Who reads the programme whole, who inspects, and the unit that it is about once it is told; no other unit."""
    task = finding.task
    if person.observes(task.programme_id) or _inspects(person, task):
        return True
    told = finding.made_task_id is not None or is_told(task.mode, ((a.part, a.state) for a in task.assignments))
    return told and finding.unit_id in person.own_unit_ids


def findings_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_finding` as a condition on Finding, for lists."""
    task, part, own = sa.orm.aliased(Task), sa.orm.aliased(Assignment), person.own_unit_ids
    parts = sa.exists().where(part.task_id == Finding.task_id, part.task_id == task.id)
    inspects = parts.where(part.unit_id.in_(own), part.part.in_(INSPECTING), part.state != State.ENDED)
    answering = parts.where((part.part == Part.LEAD) | ((part.part == Part.IMPLEMENT) & (task.mode == TaskMode.EACH)))
    handed_in = answering.where(part.state.in_((State.SUBMITTED, State.ACCEPTED)))
    at_work = answering.where(part.state.in_((State.IN_PROGRESS, State.RETURNED)))
    told = Finding.made_task_id.is_not(None) | (handed_in & ~at_work)
    observed = sa.exists().where(task.id == Finding.task_id, task.programme_id.in_(person.observed_programme_ids))
    return observed | inspects | (Finding.unit_id.in_(own) & told)


def _inspects(person: Person, task: Task) -> bool:
    live = (a for a in task.assignments if a.part in INSPECTING and a.state is not State.ENDED)
    return any(a.unit_id in person.own_unit_ids for a in live)


def _may_write_findings(person: Person, task: Task) -> bool:
    return is_under_way(task) and (person.runs(task.programme_id) or _inspects(person, task))
