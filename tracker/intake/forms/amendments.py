"""Mending what a notice changes of a target: which target, from when on, to what, and the share of each unit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.intake.amending import SET_FIRST
from tracker.intake.forms.facts import Facts, MendForm
from tracker.intake.forms.fields import DocumentDayField, written
from tracker.intake.rules import AmendmentNeedsDay, AmendmentNeedsFigure, TargetNotChosen, UnitsNotChosen, UnitTwice
from tracker.plans import labels as plan_labels
from tracker.plans import rules as plan_rules
from tracker.plans.models import Comparator
from tracker.plans.queries.amendable import Amendable
from tracker.plans.rules.cells import read_figure
from tracker.plans.rules.likeness import best_match
from tracker.plans.rules.shares import UnitHasEnded

_NOTHING = Decimal()


class AmendmentForm(MendForm):
    """A change of a target. The figures of units stand one a line: "Xã Tân Lập: 22"."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        TargetNotChosen: "target",
        UnitsNotChosen: "shares",
        UnitTwice: "shares",
        UnitHasEnded: "shares",
        AmendmentNeedsDay: "since",
        AmendmentNeedsFigure: "overall",
        plan_rules.AmendmentBeforeTarget: "since",
        plan_rules.AmendedThatDay: "since",
        plan_rules.TargetHasEnded: "target",
        plan_rules.AmendmentChangesNothing: "new",
    }

    target = SelectField(_l("Target that is changed"))
    old = TextAreaField(_l("Wording before"), [Optional(), Length(max=5000)])
    old_comparator = SelectField(_l("Compared before"))
    old_value = StringField(_l("Figure before"), [Optional()])
    old_measure = StringField(_l("Unit of measure before"), [Optional(), Length(max=60)])
    new = TextAreaField(_l("Wording from now on"), [InputRequired(_l("Say what it is.")), Length(max=5000)])
    comparator = SelectField(_l("Compared"))
    overall = StringField(_l("Figure"), [Optional()])
    measure = StringField(_l("Unit of measure"), [Optional(), Length(max=60)])
    since = DocumentDayField(_l("In force from"), [Optional()])
    shares = TextAreaField(_l("Share of each unit"), [Optional(), Length(max=20000)])

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """The proposal with its shares one a line; in force from the day of the document."""
        day = self.item.intake.document.issued_on
        return {
            **{name: facts.get(name) or "" for name in ("old", "old_measure", "new", "measure", "target")},
            "comparator": facts.get("comparator") or Comparator.EQUAL.value,
            "old_comparator": facts.get("old_comparator") or Comparator.EQUAL.value,
            "overall": _shown(facts.get("overall")),
            "old_value": _shown(facts.get("old_value")),
            "since": written(facts.get("since") or (day.isoformat() if day else None)),
            "shares": "\n".join(f"{name}: {_shown(share)}" for name, share in facts.get("per_unit", {}).items()),
        }

    def offer_targets(self, targets: Sequence[Amendable], plans: Sequence[tuple[int, int]]) -> None:
        """What can be chosen: the targets of the plans, and to set the old wording first; the likeliest is chosen."""
        signs = [(c.value, gettext(label)) for c, label in plan_labels.COMPARATOR.items()]
        self.comparator.choices, self.old_comparator.choices = signs, signs
        known = [
            (str(one.target.id), f"{one.target.plan.year} · {one.target.position}. {one.terms.text[:120]}")
            for one in targets
        ]
        words = gettext("Set the wording before as a target of the plan of %(year)s first", year="{year}")
        fresh = [(f"{SET_FIRST}{number}", words.replace("{year}", str(year))) for number, year in plans]
        self.target.choices = [("", gettext("Choose")), *known, *fresh]
        if not self.sent and not self.target.data:
            of_year = [one for one in targets if one.target.plan.year == self.of_year] or targets
            wordings = [words for words in (self.old.data, self.new.data) if words]
            likeliest = best_match(wordings, [(one.target.id, one.texts) for one in of_year])
            self.target.data = str(likeliest) if likeliest is not None else ""

    def validate_since(self, field: DocumentDayField) -> None:
        """A day that the calendar has."""
        field.read(self.of_year)

    def validate_overall(self, field: Field) -> None:
        """A figure that the column holds."""
        self._figure(field, self.measure.data)

    def validate_old_value(self, field: Field) -> None:
        """The same; it is asked for only where the old wording is to be set."""
        if (self.target.data or "").startswith(SET_FIRST) and not (field.data or "").strip():
            raise ValidationError(gettext("Enter the figure that was aimed at before."))
        self._figure(field, self.old_measure.data)

    def validate_old_measure(self, field: Field) -> None:
        """Asked for along with it."""
        if (self.target.data or "").startswith(SET_FIRST) and not (field.data or "").strip():
            raise ValidationError(gettext("Say what is counted, or %."))

    def validate_shares(self, field: Field) -> None:
        """Each line a name and a figure."""
        for line in filter(str.strip, (field.data or "").splitlines()):
            name, figure = _parted(line)
            if not name or not figure:
                raise ValidationError(gettext("“%(line)s” is not a name and its figure.", line=line.strip()[:80]))
            try:
                self._read(figure, self.measure.data)
            except RuleBroken as refusal:
                raise ValidationError(f"{name[:80]}: {said(refusal)}") from None

    def facts(self) -> Facts:
        """As the proposal keeps it: figures with points."""
        lines = [_parted(line) for line in (self.shares.data or "").splitlines() if line.strip()]
        return {
            "target": self.target.data or "",
            "old": " ".join((self.old.data or "").split()),
            "old_comparator": Comparator(self.old_comparator.data).value,
            "old_value": self._kept(self.old_value.data, self.old_measure.data),
            "old_measure": (self.old_measure.data or "").strip(),
            "new": " ".join(self.new.data.split()),
            "comparator": Comparator(self.comparator.data).value,
            "overall": self._kept(self.overall.data, self.measure.data),
            "measure": (self.measure.data or "").strip(),
            "since": self.since.day.isoformat() if self.since.day else None,
            "per_unit": {name: self._kept(figure, self.measure.data) for name, figure in lines},
        }

    def _figure(self, field: Field, measure: str | None) -> None:
        try:
            self._read(field.data or "", measure)
        except RuleBroken as refusal:
            raise ValidationError(said(refusal)) from None

    def _read(self, typed: str, measure: str | None) -> Decimal | None:
        return read_figure(typed, measure=(measure or "").strip(), goal=_NOTHING)

    def _kept(self, typed: str | None, measure: str | None) -> str | None:
        value = self._read(typed or "", measure)
        return None if value is None else f"{value:f}"


def _parted(line: str) -> tuple[str, str]:
    """ "Xã Tân Lập: 22" and what Excel copies, "Xã Tân Lập<tab>22", in two."""
    name, _, figure = line.rpartition("\t") if "\t" in line else line.rpartition(":")
    return " ".join(name.split()), figure.strip()


def _shown(figure: str | None) -> str:
    return (figure or "").replace(".", ",")
