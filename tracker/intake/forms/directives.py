"""Mending a proposal that addresses units: a task, a conclusion."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.intake.forms.facts import Facts, MendForm
from tracker.intake.forms.fields import DocumentDayField, DocumentDeadlineField, quarter_choices, written
from tracker.intake.matching import PARTS, Meant
from tracker.intake.models import IntakeItem
from tracker.tasks import labels as task_labels
from tracker.tasks.fields import AddresseeChoices, AddresseesField
from tracker.tasks.models import TaskKind

_FIGURES = re.compile(r"[\d/.\s-]*")  # a day typed in figures says nothing on top of itself


class ConclusionForm(MendForm):
    """A conclusion: what, who, until when."""

    title = StringField(_l("Title"), [InputRequired(_l("Say what is to be done.")), Length(max=300)])
    text = TextAreaField(_l("In full"), [InputRequired(_l("Say what is to be done.")), Length(max=20000)])
    leads = AddresseesField(_l("Who leads or does it"))
    doing = AddresseesField(_l("Who carries it out"))
    joining = AddresseesField(_l("Who joins in"), validators=[Optional()])
    due = DocumentDeadlineField(_l("Deadline"), [Optional()])

    def __init__(self, item: IntakeItem, *, sent: bool | None = None) -> None:
        super().__init__(item, sent=sent)
        if not item.proposal.get("doing"):
            del self.doing

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """Days as people write them; who is ticked comes with `offer`."""
        kept = {name: value for name, value in facts.items() if name not in PARTS}
        return {**kept, "due": written(facts["due"])}

    def offer(self, choices: AddresseeChoices, meant: Meant) -> None:
        """The units and groups, ticked ones first: those that are meant, until the person has sent other ticks."""
        for name, part in PARTS.items():
            if name in self:
                if not self.sent:
                    self[name].data = list(meant.by_part[part])
                ticked = self[name].data or []
                self[name].choices = sorted(choices.pairs, key=lambda pair: pair[0] not in ticked)

    def validate_due(self, field: DocumentDayField) -> None:
        """A day that the calendar has."""
        field.read(self.of_year)

    def facts(self) -> Facts:
        """As the proposal keeps it: what the document says of its time stays until another day is typed."""
        before, due = self.item.proposal, self.due.day.isoformat() if self.due.day else None
        same, typed = due == before["due"], (self.due.data or "").strip()
        return {
            "title": self.title.data.strip(),
            "text": self.text.data.strip(),
            "chosen": {name: list(self[name].data or []) if name in self else [] for name in PARTS},
            "due": due,
            "due_words": before.get("due_words", "") if same else "" if _FIGURES.fullmatch(typed) else typed[:300],
            "due_inferred": before.get("due_inferred", False) and same,
        }


class TaskForm(ConclusionForm):
    """A task: the same, with its kind and quarter."""

    kind = SelectField(_l("Kind"))
    quarter = SelectField(_l("Quarter"))
    inspection = BooleanField(_l("It is an inspection"))

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """The quarter as a choice."""
        return {**super().shown(facts), "quarter": facts["quarter"] or ""}

    def offer(self, choices: AddresseeChoices, meant: Meant) -> None:
        """Kinds and quarters too."""
        super().offer(choices, meant)
        self.quarter.choices = quarter_choices(self.of_year, self.item.proposal["quarter"])
        self.kind.choices = [
            (kind.value, gettext(label)) for kind, label in task_labels.KIND.items() if kind is not TaskKind.CONCLUSION
        ]

    def facts(self) -> Facts:
        """As the proposal keeps it."""
        return {
            **super().facts(),
            "kind": TaskKind(self.kind.data).value,
            "quarter": self.quarter.data or None,
            "inspection": self.inspection.data,
        }
