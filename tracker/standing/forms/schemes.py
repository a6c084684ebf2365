"""A scheme of ratings on one page: its years, its levels with what each demands, and the weights of points."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FormField, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.formats import figure as written
from tracker.core.forms import Form, Rows, VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.problems import said
from tracker.office.fields import words_of
from tracker.plans.labels import SIGN
from tracker.standing import labels
from tracker.standing.forms.ratings import FIRST_YEAR, LAST_YEAR, NOT_A_YEAR
from tracker.standing.rules.schemes import (
    MOST_LEVELS,
    WEIGHED,
    Condition,
    Level,
    RatedFigure,
    Scheme,
)
from tracker.standing.services.schemes import SchemeFacts

_WEIGHT = _l("Enter a whole number from 0 to 100.")


class _Conditions(wtforms.Form):
    Meta = Form.Meta
    name = StringField(_l("Name of the level"), [Length(max=200)])


LevelForm = type(
    "LevelForm",
    (_Conditions,),
    {
        figure.value: StringField(_l(labels.RATED[figure]), [Length(max=20)], filters=[lambda text: text or ""])
        for figure in RatedFigure
    },
)


class SchemeForm(VersionedForm):
    """What a scheme says. `key` is that of the shipped one that is mended, on a new form."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {}
    key = HiddenField(validators=[Length(max=40)])
    name = StringField(_l("Name"), [DataRequired(_l("Say what the scheme is called.")), Length(max=300)])
    source = StringField(_l("Documents that it follows"), [Length(max=500)])
    first_year = WholeNumberField(
        _l("From the year"), FIRST_YEAR, LAST_YEAR, NOT_A_YEAR, validators=[InputRequired(NOT_A_YEAR)]
    )
    last_year = WholeNumberField(_l("Until the year"), FIRST_YEAR, LAST_YEAR, NOT_A_YEAR, validators=[Optional()])
    note = TextAreaField(_l("Note"), [Length(max=5000)])
    levels = Rows(FormField(LevelForm), min_entries=MOST_LEVELS, max_entries=MOST_LEVELS)
    weight_completion = WholeNumberField(_l(labels.RATED[WEIGHED[0]]), 0, 100, _WEIGHT, validators=[Optional()])
    weight_punctuality = WholeNumberField(_l(labels.RATED[WEIGHED[1]]), 0, 100, _WEIGHT, validators=[Optional()])
    weight_reports_on_time = WholeNumberField(_l(labels.RATED[WEIGHED[2]]), 0, 100, _WEIGHT, validators=[Optional()])
    weight_targets_reached = WholeNumberField(_l(labels.RATED[WEIGHED[3]]), 0, 100, _WEIGHT, validators=[Optional()])
    scheme: Scheme = Scheme(())

    def validate_last_year(self, field: WholeNumberField) -> None:
        """A scheme is for one year at least."""
        if field.data is not None and self.first_year.data is not None and field.data < self.first_year.data:
            raise ValidationError(gettext("The last year lies before the first. Mend one of the two."))

    @classmethod
    def of(cls, known: Any, scheme: Scheme, *, key: str = "") -> "SchemeForm":
        """As it opens over a kept scheme or a shipped one (`known`: name, source, years)."""
        weights = {f"weight_{figure.value}": weight for figure, weight in scheme.weights.items()}
        return cls(
            formdata=None,
            obj=known,
            key=key,
            note=scheme.note,
            levels=[_typed(level) for level in scheme.levels],
            version=getattr(known, "version", None),
            **weights,
        )

    @property
    def weights(self) -> list[Any]:
        """The fields of the weights."""
        return [self[f"weight_{figure.value}"] for figure in WEIGHED]

    def reads(self) -> bool:
        """Read levels and weights; what cannot be read is said beside its field. Afterwards `scheme` holds them."""
        levels: list[Level] = []
        for row in self.levels:
            name = words_of(row.form.name)
            needs = [self._condition(row.form[figure.value], figure) for figure in RatedFigure]
            if name:
                known = tuple(need for need in needs if need is not None)
                levels.append(Level(str(len(levels) + 1), name, known))
        weights = {figure: field.data for figure, field in zip(WEIGHED, self.weights, strict=True) if field.data}
        self.scheme = Scheme(tuple(levels), weights, note=(self.note.data or "").strip())
        return not any(row.errors for row in self.levels)

    def facts(self) -> SchemeFacts:
        """What was typed, as the services take it."""
        return SchemeFacts(
            name=words_of(self.name),
            source=words_of(self.source),
            first_year=self.first_year.data,
            last_year=self.last_year.data,
            scheme=replace(self.scheme),
        )

    def _condition(self, field: Any, figure: RatedFigure) -> Condition | None:
        try:
            return Condition.read(figure, field.data or "")
        except RuleBroken as refusal:
            field.errors = [said(refusal)]
            return None


def _typed(level: Level) -> dict[str, str]:
    needs = {need.figure.value: f"{SIGN[need.sign]} {written(need.value)}" for need in level.needs}
    return {"name": level.name, **needs}
