"""What a line will become when Enter is pressed, as the page shows it while it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, get_locale

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.periods import Period, Quarter
from tracker.meetings.forms import NewConclusionForm
from tracker.meetings.forms.conclusions import Offered
from tracker.meetings.models import ConclusionKind
from tracker.meetings.rules import title_of
from tracker.meetings.rules.duties import when_owed
from tracker.meetings.services import ConclusionFacts
from tracker.office import queries as office
from tracker.office.models import Unit, UnitGroup
from tracker.plans.queries.amendable import Amendable
from tracker.reports.models import Frequency
from tracker.reports.rules.duties import DutyFacts
from tracker.reports.rules.naming import name_of
from tracker.reports.rules.windows import due_day
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.models import Part, Recurrence, TaskKind
from tracker.tasks.rules import NoPeriodEnds, periods_owed

DATES_SHOWN = 2
RECURRING = (Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY, Frequency.YEARLY)


@dataclass(frozen=True, slots=True)
class Chip:
    """A unit that would get a part; or that was ticked off."""

    value: str
    name: str
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day until when something is owed, with all that is unusual about it."""

    day: date
    named: str
    is_off: bool
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A line as it was understood. `groups` have each their number of units; `dues` are the first days of what recurs;
    `periods` says how many parts each unit would get.
    """

    kind: ConclusionKind
    title: str
    groups: Sequence[tuple[str, int]]
    chips: Sequence[Chip]
    frequency: Frequency | None
    through: str
    dues: Sequence[Due]
    due_words: str
    periods: int
    changed: Amendable | None = None
    figure: str = ""
    shares: Sequence[tuple[str, str]] = ()

    @property
    def units(self) -> int:
        """How many will have a part."""
        return sum(not chip.left_out for chip in self.chips)


def preview_of(form: NewConclusionForm, facts: ConclusionFacts) -> Preview:
    """What that line makes today; nothing is saved for it."""
    today, to = clock.today(), form.offered.to
    values = form.addressed.data or form.read.addressed or tuple(value for value, _ in form.change.shares)
    named = [to.addressed(value, Part.IMPLEMENT) for value in values]
    groups = [(one.group.name, _members(one.group, form.offered, today)) for one in named if one.group is not None]
    units = {one.unit.id: one.unit for one in named if one.unit is not None}
    for _, members in groups:
        units |= {unit.id: unit for unit in members}
    left_out, names, is_duty = set(form.left_out.data or ()), dict(to.pairs), facts.kind is ConclusionKind.DUTY
    title = title_of(facts.text)
    return Preview(
        kind=facts.kind,
        title=name_of(title, facts.text, None) if is_duty else title,
        groups=[(name, len(members)) for name, members in groups],
        chips=[_chip(unit, left_out) for unit in units.values()],
        frequency=facts.frequency or (Frequency.ONCE if is_duty else None),
        through=facts.through.name if facts.through is not None else "",
        dues=_dues(facts, today),
        due_words=facts.due_words,
        periods=_periods(facts, today),
        changed=form.changed,
        figure=form.change.figure,
        shares=[(names[value], typed) for value, typed in form.change.shares],
    )


def _members(group: UnitGroup, offered: Offered, today: date) -> list[Unit]:
    return office.expand(group, programme_id=offered.programme_id, on=today)


def _chip(unit: Unit, left_out: set[str]) -> Chip:
    value = AddresseeChoices.value_of(unit_id=unit.id, group_id=None)
    return Chip(value, unit.name, value in left_out)


def _dues(facts: ConclusionFacts, today: date) -> list[Due]:
    """The day, or the first days of what is owed again and again."""
    calendar = work_calendar()
    days = [facts.due_on] if facts.due_on is not None else _days_of_duty(facts, today)
    return [
        Due(
            day=day,
            named=_named(day),
            is_off=not calendar.is_working_day(day),
            days_left=calendar.days_until(day, today=today),
        )
        for day in days
    ]


def _named(day: date) -> str:
    """ "T4 30/09/2026"."""
    weekday = "EEEEEE" if str(get_locale()) == "vi" else "EEE"
    return f"{format_date(day, weekday)} {day:%d/%m/%Y}"


def _days_of_duty(facts: ConclusionFacts, today: date) -> list[date]:
    if facts.kind is not ConclusionKind.DUTY or facts.frequency is None:
        return []
    calendar = work_calendar()
    said = when_owed(facts.frequency, due_on=None, due_words=facts.due_words, since=today, calendar=calendar)
    duty = DutyFacts(name="", frequency=facts.frequency, **said)
    period, days = Period.parse(duty.first_period), []
    for _ in range(DATES_SHOWN):
        days.append(due_day(duty, period, calendar))
        period = period.next
    return [day for day in days if day is not None]


def _periods(facts: ConclusionFacts, today: date) -> int:
    """How many parts each unit would get of a task that recurs; 1 of any other."""
    recurs = facts.kind is ConclusionKind.TASK and facts.frequency is not None
    recurrence = Recurrence(facts.frequency.value) if recurs and facts.frequency in RECURRING else None
    if recurrence is None:
        return 1
    try:
        owed = periods_owed(TaskKind.CONCLUSION, Quarter.of(today), recurrence, starts_on=None, today=today)
    except NoPeriodEnds:
        return 0
    return len(owed)
