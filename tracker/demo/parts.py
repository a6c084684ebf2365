"""What becomes of parts of the demo town that do not just go their way: declined, reminded, given more time."""

import io
import tomllib
from datetime import datetime
from functools import partial

import xlsxwriter

from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.documents.accepting import Sent
from tracker.office.models import Person
from tracker.tasks import services as tasks
from tracker.tasks.models import Assignment, DueKind, Extension, TaskKind
from tracker.tasks.services import TaskFacts


def live_parts(town: Town) -> None:
    """Put into the diary the tasks of `parts.toml` and what their units and the standing unit say."""
    for told in tomllib.loads(shipped("parts.toml"))["tasks"]:
        town.diary.on(town.diary.back(told["given"]), partial(_give, town, told))


def _give(town: Town, told: Facts, at: datetime) -> None:
    given_on, due = clock.local(at).date(), town.diary.back(-told["due"])
    facts = TaskFacts(
        title=told["title"],
        text=told["text"],
        kind=TaskKind.AD_HOC,
        quarter=Quarter.of(due),
        due_on=due,
        due_kind=DueKind.FIXED,
    )
    by = town.people["staff"]
    task = tasks.add_task(facts, town.addressed(told["to"]), programme_id=town.programme.id, by=by, at=at)
    parts = {part.unit.name: part for part in task.assignments}
    asked: dict[int, Extension] = {}
    for step in told["steps"]:
        part = parts[town.units[step["unit"]].name]
        day = town.diary.calendar.after(given_on, step["after"])
        town.diary.on(day, partial(_take, town, part, asked, step))


def _take(town: Town, part: Assignment, asked: dict[int, Extension], step: Facts, at: datetime) -> None:
    """One step: what a unit says of its part, or staff, the chair or the lead of it."""
    head, staff, words = town.people[f"head {step['unit']}"], town.people["staff"], step["words"]
    worker = town.people.get(f"officer {step['unit']}", head)
    match step["do"]:
        case "update":
            facts = {"percent": step["percent"], "words": words, "seen": part.version}
            tasks.update_progress(part, **facts, by=worker, at=at)
        case "submit":
            tasks.submit_assignment(part, words=words, seen=part.version, by=worker, at=at)
        case "decline":
            tasks.decline_part(part, words=words, by=head, at=at)
        case "insist":
            tasks.insist_on_part(part, words=words, by=staff, at=at)
        case "ask":
            wanted = town.diary.calendar.after(part.due_on or clock.local(at).date(), step["days"])
            asked[part.id] = tasks.ask_extension(part, wanted_on=wanted, words=words, by=head, at=at)
        case "grant":
            extension = asked[part.id]
            facts = {"until": extension.wanted_on, "words": words, "seen": extension.version}
            tasks.grant_extension(extension, **facts, by=staff, at=at)
        case "refuse":
            tasks.refuse_extension(asked[part.id], words=words, by=town.people["chair"], at=at)
        case "nudge":
            link = f"/assignments/{part.id}"
            from_lead = step["by"] != "staff"
            by = town.people[step["by"]]
            tasks.nudge_part(part, words=words, link=link, from_lead=from_lead, by=by, at=at)
    _attach(part, step.get("files", []), by=worker, at=at)


def _attach(part: Assignment, names: list[str], *, by: Person, at: datetime) -> None:
    tasks.attach_evidence(part, [Sent(name, _workbook(part)) for name in names], by=by, at=at)


def _workbook(part: Assignment) -> bytes:
    """A small sheet that somebody of the unit could have made."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.set_properties({"created": part.changed_at})
    sheet = book.add_worksheet()
    for row, cells in enumerate((("Làng", "Số hộ", "Cây giống"), ("Làng Trên", 21, 420), ("Làng Dưới", 25, 510))):
        sheet.write_row(row, 0, cells)
    book.close()
    return target.getvalue()
