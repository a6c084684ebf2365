"""What a duty's reports ask, on one page: sections and figures in their order."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from tracker.core.errors import RuleBroken
from tracker.core.formats import period
from tracker.core.forms import Clash, Difference, Form, Rows, VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.periods import Period
from tracker.office.fields import words_of
from tracker.reports import labels
from tracker.reports.models import ItemKind, ReportForm
from tracker.reports.rules.forms import MOST_ITEMS, Asked, as_asked
from tracker.reports.rules.windows import NoSuchPeriod

SPARE = 4  # empty rows to fill in


class ItemForm(wtforms.Form):
    """One section or figure. Without a title it is not asked."""

    Meta = Form.Meta
    key = HiddenField()
    place = WholeNumberField(_l("Place"), 1, 99, _l("Enter a whole number from 1 to 99."))
    kind = SelectField(_l("What is asked"), choices=lambda: labels.options(labels.ITEM_KIND))
    title = StringField(_l("Title"), [Length(max=300)])
    measure = StringField(_l("What the figure counts"), [Length(max=60)])
    target = SelectField(_l("Target"), coerce=int, default=0)
    hint = StringField(_l("Hint for those who write"), [Length(max=2000)])
    required = BooleanField(_l("Has to be answered"), default=True)

    def asked(self) -> Asked | None:
        """What was typed; a target is only of a measurement, what is counted only of figures."""
        title, kind = words_of(self.title), ItemKind(self.kind.data)
        if not title:
            return None
        figure = kind in (ItemKind.NUMBER, ItemKind.PERCENT)
        return Asked(
            key=self.key.data or "",
            kind=kind,
            title=title,
            hint=words_of(self.hint),
            measure=words_of(self.measure) if figure else "",
            target_id=self.target.data or None if kind is ItemKind.TARGET else None,
            required=self.required.data,
        )


class AskingForm(VersionedForm):
    """All that is asked, and from which period on; `version` is the number of the form that was open."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {NoSuchPeriod: "from_period"}
    from_period = SelectField(_l("For reports from the period"))
    rows = Rows(FormField(ItemForm), _l("Sections and figures"), max_entries=MOST_ITEMS + SPARE)

    @classmethod
    def of(cls, form: ReportForm | None, from_period: str) -> "AskingForm":
        """As it opens over a version."""
        items = [as_asked(item) for item in form.items] if form is not None else []
        rows = [
            {
                "key": item.key,
                "place": place,
                "kind": item.kind.value,
                "title": item.title,
                "measure": item.measure,
                "target": item.target_id or 0,
                "hint": item.hint,
                "required": item.required,
            }
            for place, item in enumerate(items, start=1)
        ]
        number = form.number if form is not None else 0
        return cls(formdata=None, version=number, from_period=from_period, rows=rows)

    def offer(self, periods: Sequence[Period], targets: Sequence[tuple[int, str]]) -> "AskingForm":
        """Set what can be chosen, and leave rows to fill in."""
        self.from_period.choices = [(str(one), period(one)) for one in periods]
        if not self.is_submitted():
            for _ in range(min(SPARE, MOST_ITEMS + SPARE - len(self.rows))):
                self.rows.append_entry()
        for row in self.rows:
            row.form.target.choices = [(0, gettext("No target")), *targets]
        return self

    def asked(self) -> list[Asked]:
        """What was typed, in the order of the places; rows without one keep theirs behind."""
        typed = [(row.form.place.data or MOST_ITEMS + SPARE, row.form.asked()) for row in self.rows]
        return [item for _, item in sorted(typed, key=lambda pair: pair[0]) if item is not None]

    def compare_forms(self, saved: ReportForm, last: Any) -> None:
        """Put what another saved meanwhile beside what was typed, title by title."""
        theirs = "\n".join(item.title for item in saved.items)
        mine = "\n".join(item.title for item in self.asked())
        self.clash = Clash([Difference(self.rows, theirs, mine)] if theirs != mine else [], last)
        self.version.raw_data = [str(saved.number)]
