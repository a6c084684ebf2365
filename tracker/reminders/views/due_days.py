"""What is due as a calendar: a week or a month, with its days off."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext

from tracker.calendar.queries import known_days
from tracker.calendar.rules import calendar_of
from tracker.core import clock, formats
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.htmx import wants_fragment
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.reminders import policy
from tracker.reminders.narrowing import chosen_in_address, month_asked, narrowed, week_asked
from tracker.reminders.queries import OwedFilter, count_owed, owed
from tracker.reminders.queries.days import DueDay, due_by_day
from tracker.reminders.queries.seeing import seen_by
from tracker.reminders.sheets import detail_of, download_due
from tracker.reminders.views.due import bp
from tracker.reminders.views.links import urls
from tracker.tasks.rules import Reckoning, Standing

WEEK = 7
MOST_OF_WEEK_DAY, MOST_OF_MONTH_DAY = 20, 4  # lines of a day


@bp.get("/week")
@guarded_by(policy.can_read_due)
def week(person: Person) -> ResponseReturnValue:
    """Seven days from a Monday on, each with what is due on it."""
    monday = week_asked(clock.today())
    days = [monday + timedelta(days=n) for n in range(WEEK)]
    title = gettext("Due in the week from %(first)s to %(last)s", first=formats.day(monday), last=formats.day(days[-1]))
    beside = {"before": monday - timedelta(days=WEEK), "after": monday + timedelta(days=WEEK)}
    return _calendar(person, days, page="week", title=title, most=MOST_OF_WEEK_DAY, first=monday, **beside)


@bp.get("/month")
@guarded_by(policy.can_read_due)
def month(person: Person) -> ResponseReturnValue:
    """The weeks of a month, with those days of its neighbours that fill them."""
    first = month_asked(clock.today())
    after = (first + timedelta(days=31)).replace(day=1)
    days = [first - timedelta(days=first.weekday())]
    while days[-1] < after - timedelta(days=1) or len(days) % WEEK:
        days.append(days[-1] + timedelta(days=1))
    title = gettext("Due in month %(month)s/%(year)s", month=first.month, year=first.year)
    beside = {"before": (first - timedelta(days=1)).replace(day=1), "after": after}
    return _calendar(person, days, page="month", title=title, most=MOST_OF_MONTH_DAY, first=first, **beside)


def _calendar(
    person: Person, days: Sequence[date], *, page: str, title: str, most: int, **facts: Any
) -> ResponseReturnValue:
    """The days as a page, or what is due on them as a sheet."""
    programme, chosen, known = chosen_programme(person), chosen_in_address(), known_days()
    today = Reckoning(clock.today(), calendar_of(known.values()))
    seen = seen_by(person, programme.id)
    wanted = narrowed(seen, chosen, days=False).but(first=days[0], last=days[-1])
    if wants_sheet():
        return download_due(title, owed(wanted, today).rows)
    return render_template(
        "reminders/due/_days.html" if wants_fragment() else "reminders/due/days.html",
        **facts,
        days=days,
        page=page,
        heading=title,
        due=due_by_day(wanted, today, most=most),
        behind=_behind(seen, today),
        nothing=DueDay(),
        known=known,
        reckoning=today,
        chosen=chosen,
        reads_all=person.observes(programme.id),
        url_of=urls(),
        detail_of=detail_of,
        weekdays=[format_date(day, "EEEE") for day in days[:WEEK]],
    )


def _behind(seen: OwedFilter, today: Reckoning) -> int:
    """How much of a unit's own is overdue, which no day ahead shows; of a whole programme other pages tell it."""
    if seen.unit_ids is None or wants_fragment():
        return 0
    return sum(count_owed(seen.but(standing=Standing.OVERDUE), today).values())
