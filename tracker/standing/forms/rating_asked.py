"""What no record says of the ratings of a year, entered for all units on one page."""

from collections.abc import Sequence
from decimal import Decimal

import wtforms
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FormField, IntegerField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from tracker.core.errors import N_, RuleBroken
from tracker.core.formats import figure as written
from tracker.core.forms import Form, Rows
from tracker.core.problems import said
from tracker.standing import labels
from tracker.standing.forms.ratings import ShownForm
from tracker.standing.models import Rating
from tracker.standing.rules.ratings import AskedNeedsWords, check_shown, read_asked, scheme_of
from tracker.standing.rules.schemes import ASKED, RatedFigure
from tracker.standing.services.rating_proposals import Entered, Said

_SAVED_MEANWHILE = N_("Saved meanwhile: %(value)s. Save again to put yours in its place.")


class _Row(wtforms.Form):
    Meta = Form.Meta
    rating_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])


AskedRow = type("AskedRow", (_Row,), {one.value: StringField(_l(labels.RATED[one]), [Length(max=20)]) for one in ASKED})


class AskedOfAllForm(ShownForm):
    """A row for each rating. The words are those of whatever figure is entered or changed here."""

    rows = Rows(FormField(AskedRow))
    entered: Sequence[Entered] = ()

    @classmethod
    def of(cls, ratings: Sequence[Rating]) -> "AskedOfAllForm":
        """As it opens."""
        rows = [{"rating_id": one.id, "version": one.version, **_typed(one)} for one in ratings]
        return cls(formdata=None, rows=rows).over(ratings)

    def over(self, ratings: Sequence[Rating]) -> "AskedOfAllForm":
        """Say which ratings there are; what none of their schemes asks is left out, and rows of no such rating.

        `told` are rows with their rating and what its own scheme asks: schemes of one year may differ.
        """
        known = {one.id: (one, scheme_of(one).asked) for one in ratings}
        self.asked = [one for one in ASKED if any(one in asked for _, asked in known.values())]
        for one in set(ASKED) - set(self.asked):
            del self[f"{one.value}_words"]
        rows = ((row.form, row.form.rating_id.data or 0) for row in self.rows)
        self.told = [(row, *known[number]) for row, number in rows if number in known]
        return self

    def reads(self) -> bool:
        """Read what was changed; what cannot be read is said beside its field. Afterwards `entered` holds all of it."""
        fits, entered = True, []
        for row, rating, asked in self.told:
            stored, figures = {one: kept for one, kept in _said(rating).items() if one in asked}, {}
            for one in asked:
                try:
                    figures[one] = self._read(row[one.value].data or "", one, stored.get(one, Said(None)))
                except AskedNeedsWords as refusal:
                    fits, self[f"{one.value}_words"].errors = False, [said(refusal)]
                except RuleBroken as refusal:
                    fits, row[one.value].errors = False, [said(refusal)]
                    told = gettext("Nothing was saved: look at the cells that are marked. The rest is kept.")
                    self.form_errors[:] = [told]
            if {one: kept for one, kept in figures.items() if kept.value is not None} != stored:
                entered.append(Entered(rating, figures, row.version.data or 0))
        self.entered = entered
        return fits

    def outrun(self) -> None:
        """Others have saved meanwhile: say what, beside what was typed. A second press saves over it, knowingly."""
        for row, rating, asked in self.told:
            if row.version.data == rating.version:
                continue
            row.version.raw_data = [str(rating.version)]
            now = _typed(rating)
            for one in asked:
                if (theirs := now.get(one.value, "")) != (row[one.value].data or "").strip():
                    words = gettext(
                        "Saved meanwhile: %(value)s. Save again to put yours in its place.", value=theirs or "–"
                    )
                    row[one.value].errors = [words]

    def _read(self, text: str, figure: RatedFigure, stored: Said) -> Said:
        value = read_asked(figure, text)
        if value == stored.value:
            return stored
        words = (self[f"{figure.value}_words"].data or "").strip() or stored.words
        check_shown(value, words)
        return Said(value, words)


def _said(rating: Rating) -> dict[RatedFigure, Said]:
    return {RatedFigure(name): Said(Decimal(told["value"]), told["words"]) for name, told in rating.asked.items()}


def _typed(rating: Rating) -> dict[str, str]:
    return {name: written(Decimal(told["value"])) for name, told in rating.asked.items()}
