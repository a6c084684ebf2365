"""Mending a proposed duty to report."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from tracker.intake.forms.directives import ConclusionForm
from tracker.intake.forms.facts import Facts
from tracker.intake.forms.fields import quarter_choices
from tracker.intake.labels import RECURRENCE
from tracker.intake.matching import Meant, Names
from tracker.intake.models import IntakeItem
from tracker.tasks.fields import AddresseeChoices


class DutyForm(ConclusionForm):
    """Who reports what, to whom, through whom, how often, from which quarter on."""

    to = StringField(_l("To whom"), [Optional(), Length(max=200)])
    through_unit = SelectField(_l("Through whom"), default="")
    recurrence = SelectField(_l("How often"), default="")
    quarter = SelectField(_l("From the quarter"))

    def __init__(self, item: IntakeItem, *, sent: bool | None = None) -> None:
        super().__init__(item, sent=sent)
        del self.joining  # whoever joins in does not report

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """The quarter as a choice."""
        return {**super().shown(facts), "quarter": facts["quarter"] or "", "through_unit": ""}

    def offer(self, choices: AddresseeChoices, meant: Meant) -> None:
        """Units to go through, how often, quarters."""
        super().offer(choices, meant)
        units = [(value.removeprefix("unit-"), name) for value, name in choices.pairs if value.startswith("unit-")]
        self.through_unit.choices = [("", gettext("Nobody: straight to the standing staff")), *units]
        self.recurrence.choices = [("", gettext("As the quarter says; else once"))]
        self.recurrence.choices += [(key, gettext(words)) for key, words in RECURRENCE.items()]
        self.quarter.choices = quarter_choices(self.of_year, self.item.proposal["quarter"])

    def facts(self) -> Facts:
        """As the proposal keeps it."""
        return {
            **super().facts(),
            "to": (self.to.data or "").strip(),
            "through_unit": self.through_unit.data,
            "recurrence": self.recurrence.data,
            "quarter": self.quarter.data or None,
        }

    def find_through(self, names: Names) -> None:
        """Open with the unit that was chosen, or that the document prints."""
        chosen, printed = self.item.proposal.get("through_unit"), self.item.proposal["through"]
        named = names.find(printed) if chosen is None and printed else None
        if not self.sent:
            self.through_unit.data = str(named.unit_id) if named is not None else chosen or ""
