"""Forms of conclusions."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from tracker.core import clock
from tracker.core.errors import N_, Doubt, RuleBroken
from tracker.core.forms import Doubting, VersionedForm
from tracker.core.numbers import RecordNumberField
from tracker.meetings import labels
from tracker.meetings.models import AgendaItem, Conclusion, ConclusionKind, Meeting
from tracker.meetings.rules import (
    AmendmentNeedsTarget,
    ConclusionNeedsUnit,
    ConclusionNeedsWords,
    NothingToSplit,
    NumberIsTaken,
)
from tracker.meetings.rules.duties import day_of_period
from tracker.meetings.services import ConclusionFacts
from tracker.office.models import Unit
from tracker.plans.queries.amendable import Amendable, targets_to_amend
from tracker.plans.rules.cells import read_figure
from tracker.reports import labels as report_labels
from tracker.reports.models import Frequency
from tracker.tasks.fields import AddresseeChoices, AddresseesField, DeadlineField
from tracker.tasks.models import Part
from tracker.tasks.rules import DueIsPast, GroupIsEmpty

MAX_WORDS = 5000
NOT_OFFERED = (Frequency.ONCE, Frequency.NINE_MONTHS)
_OPEN = Decimal()


class NotAShare(RuleBroken):
    """A line under the units' figures that is not a unit of the programme and a figure."""

    message = N_("“%(line)s” is not a unit of this programme and its figure, for example: Xã Đăk Kôi: 22.")


class Offered:
    """What can be chosen in a meeting: its agenda, and what its programme has; targets are read only where needed."""

    def __init__(self, meeting: Meeting) -> None:
        self.programme_id = meeting.programme_id
        self.to = AddresseeChoices.of(meeting.programme_id)
        self.agenda: Sequence[AgendaItem] = [item for item in meeting.agenda if not item.ended]

    @cached_property
    def targets(self) -> list[Amendable]:
        """The targets of the programme's plans, as they stand today."""
        return targets_to_amend(self.programme_id, on=clock.today())

    def target(self, value: str | None) -> Amendable | None:
        """The one that was chosen."""
        return next((one for one in self.targets if str(one.target.id) == value), None) if value else None

    def unit(self, value: str | None) -> Unit | None:
        """The one that was chosen."""
        return self.to.addressed(value, Part.IMPLEMENT).unit if value else None


class DueField(DeadlineField):
    """A deadline, or a day in each period ("20 tháng cuối quý"), which has no one date."""

    def pre_validate(self, form: Any) -> None:
        """Leave a day of each period as it is written."""
        if day_of_period(self.data or "") is None:
            super().pre_validate(form)


class PointForm(Doubting):
    """What a line that is typed and a conclusion that is mended have in common."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        **dict.fromkeys((ConclusionNeedsUnit, GroupIsEmpty), "addressed"),
        **dict.fromkeys((ConclusionNeedsWords, NothingToSplit), "text"),
        AmendmentNeedsTarget: "target",
        NotAShare: "allocations",
        NumberIsTaken: "number",
        DueIsPast: "due",
    }
    kind = RadioField(_l("What it becomes"), [Optional()])
    addressed = AddresseesField(_l("Who carries it out"), [Optional()])
    due = DueField(_l("Deadline"), [Optional(), Length(max=300)])
    target = SelectField(_l("Target that is changed"), default="", validate_choice=False)
    number = StringField(_l("Number"), [Optional(), Length(max=20)])
    agenda_item = SelectField(_l("Agenda item"), default="")

    def offer(self, offered: Offered) -> None:
        """Set what can be chosen."""
        self.offered = offered
        self.addressed.offer(offered.to)
        self.kind.choices = labels.kinds()
        self.agenda_item.choices = [("", gettext("No item")), *((str(i.id), i.title) for i in offered.agenda)]

    def offer_targets(self) -> None:
        """The targets that it may change."""
        known = [(str(one.target.id), target_name(one)) for one in self.offered.targets]
        self.target.choices = [("", gettext("Choose")), *known]

    @property
    def item(self) -> AgendaItem | None:
        """The item of the agenda that was chosen."""
        return next((one for one in self.offered.agenda if str(one.id) == self.agenda_item.data), None)

    def doubts(self, facts: ConclusionFacts, known: Conclusion | None = None) -> list[Doubt]:
        """A deadline that has gone by, unless it stood there already."""
        due, before = facts.due_on, known.due_on if known is not None else None
        gone = due is not None and before != due < clock.today()
        return [DueIsPast(day=f"{due:%d/%m/%Y}")] if gone else []


class ConclusionForm(PointForm, VersionedForm):
    """A conclusion that is mended: what it becomes, its words, whom it addresses, until when.

    `before` is what stood there when it was opened, for the way back; `caret` where it is to be split.
    """

    text = TextAreaField(_l("Conclusion"), [DataRequired(_l("Write what the chair concludes.")), Length(max=MAX_WORDS)])
    frequency = SelectField(_l("How often"), default="")
    through = SelectField(_l("Through whom"), default="")
    figure = StringField(_l("New figure"), [Optional(), Length(max=40)])
    allocations = TextAreaField(_l("Figure of each unit"), [Optional(), Length(max=20000)])
    before = HiddenField()
    caret = RecordNumberField(validators=[Optional()])
    second = RecordNumberField(validators=[Optional()])

    def offer(self, offered: Offered) -> None:
        """Set what can be chosen."""
        super().offer(offered)
        often = {one: label for one, label in report_labels.FREQUENCY.items() if one not in NOT_OFFERED}
        self.frequency.choices = [("", gettext("Once")), *report_labels.options(often)]
        units = [pair for pair in offered.to.pairs if pair[0].startswith("unit-")]
        self.through.choices = [("", gettext("Nobody: straight to the standing staff")), *units]
        self.offer_targets()

    def facts(self) -> ConclusionFacts:
        """What was typed, as the services take it. Raises NotAShare, and what figures raise."""
        kind = ConclusionKind(self.kind.data or ConclusionKind.TASK)
        amends = kind is ConclusionKind.AMENDMENT
        changed = self.offered.target(self.target.data) if amends else None
        return ConclusionFacts(
            text="\n".join(line.strip() for line in self.text.data.strip().splitlines()),
            kind=kind,
            addressed=self.addressed.addressed(self.offered.to, Part.IMPLEMENT),
            due_on=self.due.due,
            due_words=(self.due.data or "").strip(),
            number=(self.number.data or "").strip(),
            through=None if amends else self.offered.unit(self.through.data),
            frequency=Frequency(self.frequency.data) if self.frequency.data and not amends else None,
            target=changed.target if changed is not None else None,
            figure=figure_of(self.figure.data or "", changed),
            allocations=self._shares(changed) if changed is not None else {},
            agenda_item=self.item,
        )

    def _shares(self, changed: Amendable) -> dict[int, Decimal]:
        called = {name.casefold(): value for value, name in self.offered.to.pairs}
        shares: dict[int, Decimal] = {}
        for line in filter(str.strip, (self.allocations.data or "").splitlines()):
            name, _, typed = line.rpartition("\t") if "\t" in line else line.rpartition(":")
            unit = self.offered.unit(called.get(" ".join(name.split()).casefold()))
            figure = figure_of(typed, changed)
            if unit is None or figure is None:
                raise NotAShare(line=line.strip()[:80])
            shares[unit.id] = figure
        return shares


def form_of(conclusion: Conclusion, offered: Offered) -> ConclusionForm:
    """A conclusion as it would be opened now. A number that nobody gave stays open, for it may change."""
    due: date | None = conclusion.due_on
    names = dict(offered.to.pairs)
    shares = [(names.get(f"unit-{unit_id}", unit_id), figure) for unit_id, figure in conclusion.allocations.items()]
    form = ConclusionForm(
        formdata=None,
        obj=conclusion,
        due=conclusion.due_words or (f"{due:%d/%m/%Y}" if due else ""),
        addressed=[AddresseeChoices.value_of(unit_id=a.unit_id, group_id=a.group_id) for a in conclusion.addressed],
        number=conclusion.number if conclusion.numbered else "",
        frequency=conclusion.frequency or "",
        through=f"unit-{conclusion.through_id}" if conclusion.through_id else "",
        target=str(conclusion.target_id or ""),
        figure=written(conclusion.figure),
        allocations="\n".join(f"{name}: {figure.replace('.', ',')}" for name, figure in shares),
        agenda_item=str(conclusion.agenda_item_id or ""),
    )
    form.offer(offered)
    return form


def figure_of(typed: str, changed: Amendable | None) -> Decimal | None:
    """A figure as it is typed, in the measure of its target; None where none is typed."""
    if changed is None or not typed.strip():
        return None
    return read_figure(typed.strip(), measure=changed.terms.measure, goal=_OPEN)


def written(figure: Decimal | None) -> str:
    """As people write it here."""
    return "" if figure is None else f"{figure.normalize():f}".replace(".", ",")


def target_name(one: Amendable) -> str:
    """A target in a list of them."""
    return f"{one.target.plan.year} · {one.target.position}. {one.terms.text[:120]}"
