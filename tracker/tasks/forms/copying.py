"""Forms of copying the tasks of an earlier plan: one for each task."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.forms import Form
from tracker.tasks.fields import DeadlineField
from tracker.tasks.queries.copying import CopyRow, Whole
from tracker.tasks.rules import recurs
from tracker.tasks.rules.copying import moved_day, moved_words
from tracker.tasks.services.copying import Pick


class CopiedTaskForm(Form):
    """A task that may be copied: its title and its deadline, with their years moved on."""

    class Meta(Form.Meta):
        """A part of a form has no token of its own."""

        csrf = False

    take = BooleanField(_l("Copy it"))
    title = TextAreaField(_l("Task"), [InputRequired(_l("Say what is to be done.")), Length(max=300)])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])

    @classmethod
    def of(cls, row: CopyRow, *, source: Whole, target: Whole, sent: bool) -> "CopiedTaskForm":
        """What was sent of a task; before that, the task as it would be."""
        due = moved_day(row.due_on, row.due_kind, from_year=source.year, to_year=target.year)
        title = moved_words(row.title, from_year=source.year, to_year=target.year)[:300]
        moved = {"take": True, "title": title, "due": f"{due:%d/%m/%Y}" if due is not None else ""}
        form = cls(prefix=f"task-{row.id}-") if sent else cls(formdata=None, prefix=f"task-{row.id}-", data=moved)
        if recurs(row.kind, row.due_kind):
            del form.due
        else:
            form.due.moved, form.due.since = moved["due"], date(target.year, 1, 1)
        return form

    def pick(self) -> Pick:
        """What is to be copied. A deadline left as it was moved keeps its kind."""
        title = " ".join(self.title.data.split())
        if "due" not in self or self.due.data == self.due.moved:
            return Pick(title)
        return Pick(title, self.due.read, due_changed=True)
