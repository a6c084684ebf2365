"""What is said when a report is handed in, explained, returned or excused, and when a period is locked."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.reports.rules.moves import PeriodLockedAlready, ReportNeedsExplanation, WordsNeeded

MAX_WORDS = 5000


class HandInForm(Form):
    """Handing in; why, where it is late."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ReportNeedsExplanation: "explanation"}
    explanation = TextAreaField(_l("Why the report is late"), [Length(max=MAX_WORDS)])


class WhyForm(Form):
    """Why: an explanation, an excuse, a period opened again."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {WordsNeeded: "words"}
    words = TextAreaField(_l("Reason"), [Length(max=MAX_WORDS)])


class LockForm(WhyForm):
    """Which period is closed."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {PeriodLockedAlready: "period", WordsNeeded: "words"}
    period = SelectField(_l("Period"))

    def offer(self, pairs: list[tuple[str, str]]) -> None:
        """Set the periods that can be chosen."""
        self.period.choices = pairs


class ReturnForm(Form):
    """What is missing: in general, and beside each item."""

    words = TextAreaField(_l("For the whole report"), [Length(max=MAX_WORDS)])

    @property
    def beside_items(self) -> dict[str, str]:
        """What was typed beside the items, by their keys."""
        return {name.removeprefix(_BESIDE): self[name].data or "" for name in self.names_of_items}

    @property
    def names_of_items(self) -> list[str]:
        """The fields beside the items, in their order."""
        return [field.name for field in self if field.name.startswith(_BESIDE)]


_BESIDE = "beside_"


def return_form(items: Iterable[Mapping[str, Any]]) -> ReturnForm:
    """The form with a field beside each item that was handed in."""
    fields = {f"{_BESIDE}{item['key']}": TextAreaField(item["title"], [Length(max=MAX_WORDS)]) for item in items}
    return cast(ReturnForm, type("ReturnFormOfItems", (ReturnForm,), fields)())
