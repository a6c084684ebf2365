"""Forms of tasks."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.forms import VersionedForm
from tracker.core.periods import Quarter, quarters_of
from tracker.tasks import labels
from tracker.tasks.fields import AddresseesField, DeadlineField
from tracker.tasks.models import DueKind, Task, TaskKind
from tracker.tasks.services import TaskFacts


class TaskForm(VersionedForm):
    """What a task says, and by when. The deadline is read as people write it."""

    title = StringField(_l("Task"), [InputRequired(_l("Say what is to be done.")), Length(max=300)])
    text = TextAreaField(_l("In full"), [Optional(), Length(max=20000)])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])
    deliverable = StringField(_l("What comes out of it"), [Optional(), Length(max=300)])
    inspection = BooleanField(_l("It is an inspection"))

    def facts(self, task: Task, quarter: Quarter) -> TaskFacts:
        """The task with what was typed. What is not asked stays; so do the words of a deadline left alone."""
        same = self.due.due == task.due_on
        return TaskFacts(
            **self._typed(),
            kind=task.kind,
            quarter=task.quarter or quarter,
            due_kind=task.due_kind if same else _due_kind(task.kind, self.due.due),
            due_words=task.due_words if same else self.due.data or "",
            due_inferred=task.due_inferred and same,
            advises=task.advises,
            clause=task.clause,
        )

    def _typed(self) -> dict[str, Any]:
        return {
            "title": self.title.data.strip(),
            "text": self.text.data or "",
            "due_on": self.due.due,
            "deliverable": self.deliverable.data or "",
            "inspection": self.inspection.data,
        }


class NewTaskForm(TaskForm):
    """A task to give, with the units that do it."""

    kind = SelectField(_l("Kind"))
    quarter = SelectField(_l("Quarter"))
    leads = AddresseesField(
        _l("Who leads or does it"),
        validators=[InputRequired(_l("This task has no unit yet. Choose at least one unit that leads or does it."))],
    )
    joining = AddresseesField(_l("Who joins in"), validators=[Optional()])

    def offer(self, quarter: Quarter) -> None:
        """Set the choices: kinds, and the quarters of the year around the one in context."""
        self.kind.choices = labels.options(
            {k: label for k, label in labels.KIND.items() if k is not TaskKind.CONCLUSION}
        )
        self.quarter.choices = [(str(q), q.label) for q in quarters_of(quarter.year)]

    def new_facts(self) -> TaskFacts:
        """What was typed, as the service takes it."""
        kind = TaskKind(self.kind.data)
        return TaskFacts(
            **self._typed(),
            kind=kind,
            quarter=Quarter.parse(self.quarter.data),
            due_kind=_due_kind(kind, self.due.due),
            due_words=self.due.data or "",
        )


def _due_kind(kind: TaskKind, due: date | None) -> DueKind:
    if kind is TaskKind.REGULAR:
        return DueKind.RECURRING
    return DueKind.FIXED if due else DueKind.NONE
