"""The page of one task, as every act on it shows it again."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.context import chosen_quarter
from tracker.office.models import Person
from tracker.tasks import policy, queries, rules
from tracker.tasks.models import Task

SOME_FINDINGS = 100  # shown on the page itself; the others stand in the list of findings


def page_of(person: Person, task: Task, *, status: int = 200) -> ResponseReturnValue:
    """One task: what, from where, its parts, its files, its story; and what the person may do with it.

    Most tasks have no files, requests or findings: nothing is asked for where the rows say that there is nothing.
    """
    reckoning = queries.reckoning(clock.today())
    rows, placed = queries.parts_of(task, reckoning)
    parts = queries.laid_out(task, queries.as_seen_by(person, rows), placed, quarter=chosen_quarter())
    page = render_template(
        "tasks/show.html",
        task=task,
        parts=parts,
        percent=rules.progress_of(task.mode, ((row.part, row.state, row.percent) for row in rows)),
        counts_on=rules.effective_day(task.due_on, task.due_moves, reckoning.calendar),
        recurs=rules.recurs(task.kind, task.due_kind),
        events=queries.story_seen_by(person, task),
        evidence=queries.evidence_seen_by(person, task) if any(row.evidence for row in rows) else [],
        may_edit=policy.can_edit_task(person, task),
        findings=queries.findings_of(task, person, limit=SOME_FINDINGS + 1)
        if task.inspection or task.made_of is not None
        else [],
        some_findings=SOME_FINDINGS,
        may_record=policy.can_record_finding(person, task),
        extensions=queries.extensions_of_task(person, task) if any(row.extension_id for row in rows) else [],
        leading=policy.leads(person, task),
        under_way=policy.is_under_way(task),
        moves=rules.TASK_MOVES[task.state],
    )
    return page, status
