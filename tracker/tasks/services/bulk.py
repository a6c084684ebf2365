"""Tasks from the rows of a table: what each row would make, and making it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from tracker.core.errors import RuleBroken
from tracker.core.periods import Quarter
from tracker.documents.models import Document
from tracker.office.models import Person, UnitGroup
from tracker.office.naming import Named
from tracker.office.rows import Change, Line
from tracker.reading.rows import CellTooLong, Row
from tracker.reading.titles import plain, title_of
from tracker.tasks import labels
from tracker.tasks.models import DueKind, Part, Recurrence, TaskKind
from tracker.tasks.queries.bulk import KnownInProgramme, known_in_programme, title_key, titles_there
from tracker.tasks.rules import GroupIsEmpty, TaskNeedsUnit, doubts_of_due, due_kind_of, periods_owed, recurs
from tracker.tasks.rules.bulk import (
    DayLeftOut,
    LooksLike,
    NamesUnknown,
    NamesUnknownButNear,
    QuarterMissing,
    RowTwice,
    SourceUnknown,
    Time,
    TitleMissing,
    WaitsForEvent,
    read_kind,
    read_quarter,
    read_time,
    units_in,
)
from tracker.tasks.rules.columns import COLUMNS, PARTS
from tracker.tasks.services.giving import TaskFacts, add_task
from tracker.tasks.services.parts import Addressed

MOST_ROWS = 500  # each makes a task and the parts of all its units
LONGEST_TITLE, LONGEST_CLAUSE = 300, 400
T = TypeVar("T")
_HEADS = {column.name: column.head for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What holds for all rows of a table: the programme, the plan they belong to, the year and quarter not written."""

    programme_id: int
    year: int
    quarter: Quarter | None = None
    plan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """A task that a row would make."""

    facts: TaskFacts
    addressed: list[Addressed]
    document: Document | None
    plan_id: int | None


def judge_tasks(rows: Sequence[Row], frame: Frame, *, on: date) -> list[Line]:
    """What each row would make on that day; only read."""
    known = known_in_programme(frame.programme_id, plan_id=frame.plan_id, on=on)
    lines = [_Judge(row, frame, known, on).line() for row in rows]
    _find_alike([line for line in lines if not line.problems], frame)
    return lines


def give_tasks(lines: Iterable[Line], frame: Frame, *, by: Person, at: datetime) -> None:
    """Make the tasks of rows without problems, as `add_task` does."""
    for line in lines:
        gift: Gift = line.facts
        add_task(
            gift.facts,
            gift.addressed,
            programme_id=frame.programme_id,
            document=gift.document,
            plan_id=gift.plan_id,
            by=by,
            at=at,
        )


def addressed(part: Part, named: Named, known: KnownInProgramme) -> Addressed:
    """The unit or group behind a name, with that part."""
    meant = known.meant(named)
    if isinstance(meant, UnitGroup):
        return Addressed(part, group=meant, members=known.members(meant))
    return Addressed(part, unit=meant)


@dataclass(slots=True)
class _Judge:
    """One row against all that is known; every column is looked at, so that all that is wrong is said at once."""

    row: Row
    frame: Frame
    known: KnownInProgramme
    on: date
    problems: dict[str, RuleBroken] = field(default_factory=dict)
    warnings: list[RuleBroken] = field(default_factory=list)

    def line(self) -> Line:
        """What comes of it."""
        self.problems.update(self.row.problems)
        title, text = self._try("title", self._title) or ("", "")
        named = {column: self._try(column, lambda column=column: self._units(column)) or [] for column in PARTS}  # type: ignore[misc]
        written = self._try("quarter", lambda: read_quarter(self._cell("quarter"), year=self.frame.year))
        year = written.year if written is not None else self.frame.year
        time = self._try("due", lambda: read_time(self._cell("due"), year=year)) or Time()
        kind = self._try("kind", lambda: read_kind(self._cell("kind")))
        kind = kind or (TaskKind.REGULAR if time.recurs else TaskKind.QUARTERLY)
        quarter = self._try("quarter", lambda: self._quarter(written, time, kind))
        document, clause = self._try("clause", self._source) or (None, "")
        given = [addressed(part, one, self.known) for column, part in PARTS.items() for one in named[column]]
        if not {"leads", "doing"} & self.problems.keys():
            self._try("leads", lambda: self._check_units(given))
        gift = None
        if quarter is not None:
            facts = TaskFacts(
                title=title,
                text=text,
                kind=kind,
                quarter=quarter,
                advises=self._cell("advises"),
                deliverable=self._cell("deliverable"),
                clause=clause,
            )
            facts = self._timed(facts, time, written)
            plan = self.known.plan
            if plan is not None and document in (None, plan.document):
                gift = Gift(facts, given, plan.document, plan.id)
            else:
                gift = Gift(facts, given, document, None)
        line = Line(self.row, title, None, [], self.problems, gift, self.warnings)
        if gift is not None:
            line.changes = self._told(gift)
        return line

    def _cell(self, column: str) -> str:
        return self.row.cells.get(column, "").strip()

    def _try(self, column: str, read: Callable[[], T]) -> T | None:
        """What a cell says; where it is refused, that is noted, once."""
        if column in self.problems:
            return None
        try:
            return read()
        except RuleBroken as refusal:
            self.problems[column] = refusal
            return None

    def _title(self) -> tuple[str, str]:
        """The title and the whole text; of one that is too long for a title, its first words."""
        title, text = plain(self._cell("title")), self._cell("text")
        if not title:
            title, text = plain(text), "" if len(plain(text)) <= LONGEST_TITLE else text
        if not title:
            raise TitleMissing
        return (title, text) if len(title) <= LONGEST_TITLE else (title_of(title), text or title)

    def _units(self, column: str) -> list[Named]:
        found, unknown = units_in(self._cell(column), self.known.names)
        if unknown:
            near = dict.fromkeys(one for name in unknown for one in self.known.names.book.near(name))
            names = ", ".join(f"“{name[:100]}”" for name in unknown)
            called = ", ".join(f"“{self.known.meant(one).name}”" for one in list(near)[:5])
            raise NamesUnknownButNear(names=names, near=called) if near else NamesUnknown(names=names)
        return found

    def _check_units(self, addressed: Sequence[Addressed]) -> None:
        for one in addressed:
            if one.group is not None and not one.members:
                raise GroupIsEmpty(group=one.group.name)
        if not any(one.part in (Part.LEAD, Part.IMPLEMENT) for one in addressed):
            raise TaskNeedsUnit

    def _quarter(self, written: Quarter | None, time: Time, kind: TaskKind) -> Quarter:
        due = Quarter.of(time.deadline.due) if time.deadline is not None else None
        year = Quarter(self.frame.year, 1) if kind is TaskKind.REGULAR else None
        found = written or due or self.frame.quarter or year
        if found is None:
            raise QuarterMissing
        return found

    def _timed(self, facts: TaskFacts, time: Time, written: Quarter | None) -> TaskFacts:
        """With its deadline, and what is unusual about that."""
        deadline, regular = time.deadline, facts.kind is TaskKind.REGULAR
        if time.recurs or regular:
            if deadline is not None or time.event:
                self.warnings.append(DayLeftOut(words=self._cell("due")))
            facts = replace(facts, due_kind=DueKind.RECURRING, recurrence=time.recurrence)
            self._try(
                "due", lambda: periods_owed(facts.kind, facts.quarter, time.recurrence, starts_on=None, today=self.on)
            )
            return facts
        if time.event:
            self.warnings.append(WaitsForEvent(words=time.event))
            return replace(facts, due_kind=DueKind.CONDITIONAL, due_words=time.event)
        if deadline is None:
            return facts
        self.warnings += doubts_of_due(deadline.due, quarter=written, year=self.frame.year, today=self.on)
        return replace(
            facts,
            due_on=deadline.due,
            due_kind=due_kind_of(deadline),
            due_words=deadline.words,
            starts_on=deadline.begins,
        )

    def _source(self) -> tuple[Document | None, str]:
        """The document, and the clause; a document that is not here is named in the clause."""
        source, clause = self._cell("source"), self._cell("clause")
        if not source:
            return None, clause
        document = self.known.document_called(source)
        if document is None:
            self.warnings.append(SourceUnknown(words=source))
            clause = ", ".join(filter(None, (source, clause)))
        if len(clause) > LONGEST_CLAUSE:
            raise CellTooLong(limit=LONGEST_CLAUSE)
        return document, clause

    def _told(self, gift: Gift) -> list[Change]:
        """What was understood, as people read it."""
        facts = gift.facts
        due, recurring = facts.due_words, recurs(facts.kind, facts.due_kind)
        if facts.due_on is not None:
            said = f"{facts.due_on:%d/%m/%Y}"
            due = said if self._cell("due") == said else f"{said} ({facts.due_words})"
        who = {
            column: "; ".join(self._name(one) for one in gift.addressed if one.part is part)
            for column, part in PARTS.items()
        }
        told = who | {
            "due": labels.RECURRENCE[facts.recurrence or Recurrence.QUARTERLY] if recurring else due,
            "quarter": f"I-IV/{facts.quarter.year}" if facts.kind is TaskKind.REGULAR else facts.quarter.label,
            "kind": labels.KIND[facts.kind],
            "deliverable": facts.deliverable,
            "advises": facts.advises,
            "source": gift.document.label if gift.document is not None else "",
            "clause": facts.clause,
        }
        return [Change(_HEADS[name], "", words) for name, words in told.items() if words]

    def _name(self, one: Addressed) -> str:
        if one.group is not None:
            return f"{one.group.name} ({len(one.members)})"
        return one.unit.name if one.unit is not None else ""


def _find_alike(lines: Sequence[Line], frame: Frame) -> None:
    """Rows that say what a task says that is there, or what another row says: left out unless somebody ticks them."""
    there = titles_there(frame.programme_id, years={line.facts.facts.quarter.year for line in lines})
    rows: dict[object, int] = {}
    for line in lines:
        facts = line.facts.facts
        key = title_key(facts.title, facts.quarter, regular=facts.kind is TaskKind.REGULAR)
        number = line.row.number
        if key in there:
            line.warnings.append(LooksLike(number=f"#{there[key]}"))
        elif rows.setdefault(key, number) != number:
            line.warnings.append(RowTwice(row=rows[key]))
        line.wanted = key not in there and rows.get(key, number) == number
