"""The form of a task: to give one, and to mend one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.errors import Doubt, RuleBroken
from tracker.core.forms import Doubting, VersionedForm
from tracker.core.periods import Quarter, quarters_of
from tracker.office.fields import DayField
from tracker.plans.models import Plan
from tracker.tasks import labels
from tracker.tasks.fields import AddresseeChoices, AddresseesField, DeadlineField
from tracker.tasks.models import DueKind, Part, Recurrence, Task, TaskKind
from tracker.tasks.rules import (
    DeadlineStands,
    DueAfterQuarter,
    DueBeforeStart,
    DueIsPast,
    DueOutsidePlan,
    NoPeriodEnds,
    TaskNeedsUnit,
    doubts_of_due,
    due_kind_of,
    recurs,
)
from tracker.tasks.rules.findings import HasFindings
from tracker.tasks.services import Addressed, TaskFacts


class TaskForm(Doubting, VersionedForm):
    """What a task says, from where, and by when. The deadline is read as people write it."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        **dict.fromkeys((DueBeforeStart, DeadlineStands, DueIsPast, DueOutsidePlan, DueAfterQuarter), "due"),
        NoPeriodEnds: "recurrence",
        TaskNeedsUnit: "leads",
        HasFindings: "inspection",
    }
    title = StringField(_l("Task"), [InputRequired(_l("Say what is to be done.")), Length(max=300)])
    text = TextAreaField(_l("In full"), [Optional(), Length(max=20000)])
    kind = SelectField(_l("Kind"))
    quarter = SelectField(_l("Quarter"))
    advises = StringField(_l("Serves"), [Optional(), Length(max=200)])
    deliverable = StringField(_l("What comes out of it"), [Optional(), Length(max=300)])
    document = SelectField(_l("Source document"), default="")
    clause = StringField(_l("Clause"), [Optional(), Length(max=400)])
    starts_on = DayField(_l("Begins on"), [Optional()])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])
    event = StringField(_l("Or what it waits for"), [Optional(), Length(max=300)])
    due_moves = BooleanField(_l("On a day off, it moves to the next working day"))
    inspection = BooleanField(_l("It is an inspection"))

    def offer(self, quarter: Quarter, sources: list[tuple[str, str]]) -> None:
        """Set the choices: kinds, the quarters of that quarter's year, documents."""
        kinds = {k: label for k, label in labels.KIND.items() if k is not TaskKind.CONCLUSION}
        self.kind.choices = labels.options(kinds)
        self.quarter.choices = [(str(q), q.label) for q in quarters_of(quarter.year)]
        self.document.choices = [("", gettext("No document")), *sources]

    @property
    def document_id(self) -> int | None:
        """The document that was chosen."""
        return int(self.document.data) if self.document.data else None

    def validate_due(self, _field: Field) -> None:
        """What recurs is due at the end of each period."""
        if self._recurs:
            raise ValidationError(gettext("A task that recurs is due at the end of each period: leave this empty."))

    def validate_event(self, field: Field) -> None:
        """One deadline, of one kind."""
        if field.data.strip() and (self.due.data or self._recurs):
            raise ValidationError(gettext("A task has one deadline: write what it waits for, or the day, not both."))

    def doubts(self, plan: Plan | None, *, task: Task | None = None, today: date) -> list[Doubt]:
        """What is unusual about a deadline that was set or changed; `plan` is the one that the document issues."""
        if "due" not in self or "quarter" not in self:
            return []
        quarter = Quarter.parse(self.quarter.data)
        if task is not None and (task.due_on, task.quarter) == (self.due.due, quarter):
            return []
        return doubts_of_due(self.due.due, quarter=quarter, year=plan.year if plan else quarter.year, today=today)

    @property
    def _recurs(self) -> bool:
        return False

    def _typed(self) -> dict[str, Any]:
        begins = self.due.read.begins if "due" in self and self.due.read is not None else None
        return {
            "title": self.title.data.strip(),
            "text": self.text.data or "",
            "advises": (self.advises.data or "").strip(),
            "deliverable": self.deliverable.data or "",
            "clause": (self.clause.data or "").strip(),
            "starts_on": self.starts_on.data or begins,
            "due_moves": self.due_moves.data,
            "inspection": self.inspection.data,
        }

    def _deadline(self) -> dict[str, Any]:
        event = (self.event.data or "").strip() if "event" in self else ""
        if event:
            return {"due_kind": DueKind.CONDITIONAL, "due_words": event}
        return {
            "due_on": self.due.due,
            "due_kind": due_kind_of(self.due.read),
            "due_words": self.due.data or "",
        }


class NewTaskForm(TaskForm):
    """A task to give, with the units that do it."""

    recurrence = SelectField(_l("How often"), default="")
    leads = AddresseesField(_l("Who leads"))
    implementing = AddresseesField(_l("Who carries it out"), validators=[Optional()])
    joining = AddresseesField(_l("Who joins in"), validators=[Optional()])
    advising = AddresseesField(_l("Who advises"), validators=[Optional()])
    draft = BooleanField(_l("Keep it as a draft: its units do not see it yet"))

    def offer_units(self, choices: AddresseeChoices) -> None:
        """Set who can be addressed, and how often it may be owed."""
        for field in (self.leads, self.implementing, self.joining, self.advising):
            field.offer(choices)
        self.recurrence.choices = [("", gettext("Once; a regular task each quarter"))]
        self.recurrence.choices += labels.options(labels.RECURRENCE)

    def addressed(self, choices: AddresseeChoices) -> list[Addressed]:
        """Who was ticked, each with their part."""
        return [
            *self.leads.addressed(choices, Part.LEAD),
            *self.implementing.addressed(choices, Part.IMPLEMENT),
            *self.joining.addressed(choices, Part.COORDINATE),
            *self.advising.addressed(choices, Part.ADVISE),
        ]

    def facts(self) -> TaskFacts:
        """What was typed, as the service takes it."""
        recurrence = Recurrence(self.recurrence.data) if self.recurrence.data else None
        deadline = {"due_kind": DueKind.RECURRING, "recurrence": recurrence} if self._recurs else self._deadline()
        return TaskFacts(
            **self._typed(), **deadline, kind=TaskKind(self.kind.data), quarter=Quarter.parse(self.quarter.data)
        )

    @property
    def _recurs(self) -> bool:
        return self.kind.data == TaskKind.REGULAR or bool(self.recurrence.data)


class MendTaskForm(TaskForm):
    """A task to mend. What cannot be changed any more is not asked: how it recurs, that a conclusion made it."""

    def narrow(self, task: Task) -> None:
        """Ask only what can be changed in that task."""
        if recurs(task.kind, task.due_kind):
            del self.kind, self.quarter, self.due, self.event
            return
        self.kind.choices = [(k, label) for k, label in self.kind.choices if k != TaskKind.REGULAR]
        if task.kind is TaskKind.CONCLUSION:
            del self.kind
        if task.event_on is not None:
            del self.event

    def facts_of(self, task: Task, quarter: Quarter) -> TaskFacts:
        """The task with what was typed. What is not asked stays; so do the words of a deadline left alone."""
        return TaskFacts(
            **self._typed(),
            **self._deadline_of(task),
            kind=TaskKind(self.kind.data) if "kind" in self else task.kind,
            quarter=Quarter.parse(self.quarter.data) if "quarter" in self else task.quarter or quarter,
            recurrence=task.recurrence,
        )

    def _deadline_of(self, task: Task) -> dict[str, Any]:
        kept = {
            "due_on": task.due_on,
            "due_kind": task.due_kind,
            "due_words": task.due_words,
            "due_inferred": task.due_inferred,
        }
        if "due" not in self:
            return kept
        if "event" not in self:  # the event came: the deadline is still the one that waited for it
            return kept | {"due_on": self.due.due}
        waited = task.due_kind is DueKind.CONDITIONAL
        left_alone = self.due.due == task.due_on and not waited and not (self.event.data or "").strip()
        return kept if left_alone else self._deadline()
