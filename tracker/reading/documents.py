"""A whole document: its parts read by the rules of the other files, put together as a draft."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracker.reading import doubts
from tracker.reading.amendments import read_amendments
from tracker.reading.bases import read_bases
from tracker.reading.choosing import is_task
from tracker.reading.drafts import Draft, DraftReport, DraftTarget, DraftTask
from tracker.reading.headers import Header, read_header
from tracker.reading.leaves import Context, Leaf, leaves_of
from tracker.reading.lines import Passage
from tracker.reading.meetings import called_meetings, concluded_meeting
from tracker.reading.outline import has_roles, outline
from tracker.reading.recipients import read_recipients
from tracker.reading.regions import Block, Regions, regions_of
from tracker.reading.reports import report_of, reports_of_tasks
from tracker.reading.sections import Role
from tracker.reading.tables import Table
from tracker.reading.targets import targets_in
from tracker.reading.task_tables import tasks_of_table
from tracker.reading.tasks import task_of

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d|19[5-9]\d)(?!\d)")
_DEFAULT_YEAR = 2000  # only where a text holds no year at all; then a doubt says so


@dataclass
class _Found:
    tasks: list[DraftTask] = field(default_factory=list)
    targets: list[DraftTarget] = field(default_factory=list)
    reports: list[DraftReport] = field(default_factory=list)


def read_document(text: str) -> Draft:
    """What a document says, as a draft for people to check. Never raises; what is not understood is left out.

    `text` is what `extract_text` returned: every span counts its characters.
    """
    parts = regions_of(text)
    header = read_header(parts)
    year = _year_of(parts, header)
    found = _Found()
    bases = read_bases(parts.preamble)
    rest = {
        basis.span for basis in bases if not basis.text.rstrip(" *").endswith(":")
    }  # "…, UBND xã yêu cầu:" leads in
    opening = [block for block in parts.preamble if not (block.span in rest or _is_formula(block))]
    body = [*opening, *parts.body[len(parts.preamble) :]]
    is_notice = header.kind == "notice"
    _read_blocks(body, Context(role=Role.TASKS if is_notice else None), year, found)
    for annex in parts.annexes:
        first = next((place for place, block in enumerate(annex) if isinstance(block, Table) or block.marker), 0)
        title = " ".join(
            block.text for block in annex[:first] if isinstance(block, Passage) and not block.text.startswith("(")
        )
        _read_blocks(annex[first:], Context(section=(title,) if title else (), source="annex"), year, found)
    passages = [block for block in parts.body if isinstance(block, Passage)]
    tables = [block for part in (parts.body, *parts.annexes) for block in part if isinstance(block, Table)]
    titles = " ".join(
        [
            header.title or "",
            *(block.text for annex in parts.annexes for block in annex[:3] if isinstance(block, Passage)),
        ]
    )
    meetings = called_meetings(found.tasks, text)
    if is_notice and (concluded := concluded_meeting(parts.preamble)):
        meetings.insert(0, concluded)
    notes = [*header.doubts, *_contradictions(found.tasks)]
    return Draft(
        kind=header.kind,
        doc_type=header.doc_type,
        number=header.number,
        date=header.date,
        issuer=header.issuer,
        title=header.title,
        signer=header.signer,
        legal_bases=bases,
        targets=tuple(found.targets),
        tasks=tuple(_against_the_date(task, header) for task in found.tasks),
        meetings=tuple(meetings),
        reports=(*found.reports, *reports_of_tasks(found.tasks)),
        amendments=read_amendments(passages, tables, titles),
        recipients=read_recipients(parts.end),
        doubts=(*notes, *(() if year != _DEFAULT_YEAR else (doubts.YEAR_UNKNOWN,))),
    )


def _is_formula(block: Passage) -> bool:
    """A formula between the title and the first item: "QUYẾT NGHỊ:", "Xét đề nghị của …", the issuer in capitals."""
    return block.text.isupper() or re.match(r"Xét\s|Sau khi xem xét", block.text) is not None


def _read_blocks(blocks: Sequence[Block], context: Context, year: int, found: _Found) -> None:
    columns: dict[str, int] = {}
    root = outline(list(blocks))
    if context.role is None and context.source == "body" and not has_roles(root):
        context = replace(context, role=Role.TASKS)  # a short plan, or a letter, numbers its tasks and nothing else
    for leaf in leaves_of(root, context, year):
        if leaf.table:
            if leaf.context.role not in (Role.BACKGROUND, Role.TARGETS):
                tasks, columns = tasks_of_table(leaf.table, leaf.context, year, columns)
                found.tasks += tasks
            continue
        _read_leaf(leaf, year, found)


def _read_leaf(leaf: Leaf, year: int, found: _Found) -> None:
    assert leaf.passage is not None
    role = leaf.context.role
    if role is Role.REPORTS:
        if leaf.passage.marker and not leaf.is_parent:
            found.reports.append(report_of(leaf.passage, year))
        return
    if role is Role.BACKGROUND:
        return
    targets = list(targets_in(leaf.passage, in_target_section=role is Role.TARGETS)) if role else []
    found.targets += targets
    if leaf.is_parent:
        return
    if role is not Role.TARGETS and is_task(leaf, has_target=bool(targets)):
        found.tasks.append(task_of(leaf, year))


def _year_of(parts: Regions, header: Header) -> int:
    """The year that completes "quý III": of the title, else of the date, else the first one written."""
    if titled := _YEAR.search(header.title or ""):
        return int(titled[1])
    if header.date:
        return header.date.year
    first = _YEAR.search(parts.source)
    return int(first[1]) if first else _DEFAULT_YEAR


def _against_the_date(task: DraftTask, header: Header) -> DraftTask:
    """A deadline before the document itself is doubtful."""
    if header.date and task.due and task.due < header.date:
        return replace(task, sure=False, doubts=(*task.doubts, doubts.PAST))
    return task


def _contradictions(tasks: list[DraftTask]) -> list[str]:
    return [
        f"{task.section}: {doubts.HEADING_HAS_OTHER_QUARTER}"
        for task in tasks
        if doubts.HEADING_HAS_OTHER_QUARTER in task.doubts
    ]
