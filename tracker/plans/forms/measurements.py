"""The form that enters what several units measured in one period: a source, and a row of cells for each unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.core.problems import said
from tracker.office.models import Unit
from tracker.plans.queries.series import Measured
from tracker.plans.rules import Figure, MeasuredMeanwhile, SourceNeeded, figure_of
from tracker.plans.rules.cells import read_count, read_figure
from tracker.plans.services import Entry

BESIDE: Mapping[type[RuleBroken], str] = {SourceNeeded: "source"}
CELLS = ("value", "part", "whole")


@dataclass(slots=True)
class EntryRow:
    """A unit (None: all together), the figure that counts now, and what was typed, with what is wrong beside it."""

    unit: Unit | None
    demanded: Decimal | None
    now: Measured | None
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> int:
        """As the names of its cells end."""
        return self.unit.id if self.unit is not None else 0


class MeasuringForm(Form):
    """Where the figures come from; the cells stand in `rows`. `seen` is the last figure before them."""

    source = StringField(
        _l("Source"),
        [InputRequired(_l("Say where the figures come from, for example the report and its day.")), Length(max=400)],
    )
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])
    beside = BESIDE
    rows: Sequence[EntryRow] = ()

    def over(self, rows: Sequence[EntryRow]) -> "MeasuringForm":
        """Set the rows; what was sent stands in them."""
        self.rows = rows
        for row in rows:
            row.typed = {cell: request.form.get(f"{cell}-{row.key}", "") for cell in CELLS}
        return self

    def entries(self, *, measure: str, goal: Decimal) -> list[Entry]:
        """The rows in which something was typed; what cannot be read stands beside its cell then, and above all."""
        found = [(row, self._read(row, measure, goal)) for row in self.rows]
        if any(row.errors for row in self.rows):
            self.form_errors.append(gettext("Some figures could not be read. They are marked below; the rest is kept."))
        elif not any(figure for _, figure in found):
            self.form_errors.append(gettext("No figure has been typed yet."))
        return [Entry(row.unit, figure) for row, figure in found if figure is not None]

    def mark(self, clash: MeasuredMeanwhile, *, seen: int) -> None:
        """Say beside which units another was faster; the next press saves knowingly."""
        for row in self.rows:
            if row.key in clash.unit_ids:
                row.errors["value"] = gettext("Entered meanwhile by someone else: see the figure that counts now.")
        self.seen.raw_data = [str(seen)]

    @staticmethod
    def _read(row: EntryRow, measure: str, goal: Decimal) -> Figure | None:
        cells: dict[str, Decimal | int | None] = {}
        for cell in CELLS:
            try:
                typed = row.typed[cell]
                cells[cell] = read_figure(typed, measure=measure, goal=goal) if cell == "value" else read_count(typed)
            except RuleBroken as refusal:
                row.errors[cell] = said(refusal)
        if row.errors:
            return None
        value, part, whole = cells["value"], cells["part"], cells["whole"]
        try:
            return figure_of(
                None if value is None else Decimal(value),
                None if part is None else int(part),
                None if whole is None else int(whole),
            )
        except RuleBroken as refusal:
            row.errors["value"] = said(refusal)
            return None
