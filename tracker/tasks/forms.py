"""Forms of tasks."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from tracker.core.forms import Form
from tracker.core.periods import Quarter, quarters_of
from tracker.tasks import labels
from tracker.tasks.fields import AddresseesField, DeadlineField, PercentField
from tracker.tasks.models import DueKind, TaskKind
from tracker.tasks.services import TaskFacts

MAX_WORDS = 5000


class ProgressForm(Form):
    """How far a part has come. `version` is what the person saw before they typed."""

    version = IntegerField(widget=HiddenInput())
    percent = PercentField(_l("Progress"))
    words = TextAreaField(_l("Result, difficulties"), [Length(max=MAX_WORDS)])


class SeenForm(Form):
    """An act of one button, on the version that the person saw."""

    version = IntegerField(widget=HiddenInput())


class SubmitForm(Form):
    """Handing a part in, with the words that go with it."""

    words = TextAreaField(_l("Result, difficulties"), [Length(max=MAX_WORDS)])


class ReturnForm(Form):
    """What is missing in a part that goes back."""

    words = TextAreaField(_l("What is missing"), [Length(max=MAX_WORDS)])


class TaskForm(Form):
    """What a task is. The deadline is read as people write it."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    title = StringField(_l("Task"), [InputRequired(_l("Say what is to be done.")), Length(max=300)])
    text = TextAreaField(_l("In full"), [Optional(), Length(max=20000)])
    kind = SelectField(_l("Kind"))
    quarter = SelectField(_l("Quarter"))
    due = DeadlineField(_l("Deadline"), [Optional()])
    deliverable = StringField(_l("What comes out of it"), [Optional(), Length(max=300)])
    inspection = BooleanField(_l("It is an inspection"))

    def offer(self, quarter: Quarter) -> None:
        """Set the choices: kinds, and the quarters of the year around the one in context."""
        self.kind.choices = [
            (kind.value, label) for kind, label in labels.KIND.items() if kind is not TaskKind.CONCLUSION
        ]
        self.quarter.choices = [(str(q), q.label) for q in quarters_of(quarter.year)]

    def facts(self) -> TaskFacts:
        """What was typed, as the service takes it."""
        kind = TaskKind(self.kind.data)
        due = self.due.due
        return TaskFacts(
            title=self.title.data.strip(),
            text=self.text.data or "",
            kind=kind,
            quarter=Quarter.parse(self.quarter.data),
            due_on=due,
            due_kind=DueKind.RECURRING if kind is TaskKind.REGULAR else DueKind.FIXED if due else DueKind.NONE,
            due_words=self.due.data or "",
            deliverable=self.deliverable.data or "",
            inspection=self.inspection.data,
        )


class NewTaskForm(TaskForm):
    """A task to give, with the units that do it."""

    leads = AddresseesField(_l("Who leads or does it"), validators=[Optional()])
    joining = AddresseesField(_l("Who joins in"), validators=[Optional()])
