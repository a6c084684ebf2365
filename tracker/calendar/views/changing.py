"""How every change of the calendar goes: reckoned, asked about where it moves something, then saved in one act."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.calendar import queries, services
from tracker.calendar.doubts import doubts_about
from tracker.calendar.queries import Change
from tracker.calendar.rules import Follower, Moved, Shift, SpecialFacts
from tracker.core import clock
from tracker.core.acts import save
from tracker.core.db import refuse_form_sent_before
from tracker.core.errors import RuleBroken
from tracker.core.forms import Doubting
from tracker.office.models import Person

MOST_SHOWN = 200
Page = Callable[..., ResponseReturnValue]  # takes the status, and what moves


class Ahead:
    """What a change would move, as a page shows it: of programmes that the reader may read whole, each by its name."""

    def __init__(self, moved: Sequence[Moved], person: Person) -> None:
        known = [one for one in moved if person.observes(one.programme_id)]
        self.rows, self.more = known[:MOST_SHOWN], max(len(known) - MOST_SHOWN, 0)
        self.deadlines = sum(one.units for one in moved if one.new is not None)
        self.elsewhere = sum(one.units for one in moved if one.new is not None and one not in known)


def ask_and_save(
    form: Doubting,
    change: Change,
    *,
    person: Person,
    page: Page,
    words: str,
    year: int,
    compare: Callable[[], None] | None = None,
    **seen: Any,
) -> ResponseReturnValue:
    """Show what moves until it is confirmed; then save the change and all that follows it."""
    try:
        facts, shift, moved = _reckon(change)
    except RuleBroken as refusal:
        refuse_form_sent_before()  # its own days, entered by the first sending, would seem to be in the way
        form.refuse(refusal)
        return page(status=422)
    if not form.sure_of(doubts_about(facts, shift, moved)):
        refuse_form_sent_before()
        return page(status=422, ahead=Ahead(moved, person))
    acts: dict[str, Any] = {"followers": followers(), "by": person, "at": clock.now()} | seen
    return save(
        form,
        lambda: services.change_days(change, **acts),
        words=f"{words} {_moved_words(moved)}".strip(),
        onward=url_for("calendar.index", year=year),
        again=lambda status: page(status=status),
        compare=compare,
    )


def foreseen(form: Doubting, change: Change, person: Person) -> Ahead | None:
    """What moves, on a page of one button, which then asks no second time. None where the change is refused."""
    try:
        facts, shift, moved = _reckon(change)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return None
    if not form.sure_of(doubts_about(facts, shift, moved)):
        form.sure.data, form.asks, form.form_errors = form.asks, "", []
    return Ahead(moved, person)


def followers() -> Iterable[Follower]:
    """The rooms above whose deadlines follow the calendar."""
    handed_in: Iterable[Follower] = current_app.extensions["calendar_followers"]
    return handed_in


def _reckon(change: Change) -> tuple[Sequence[SpecialFacts], Shift, Sequence[Moved]]:
    facts, shift = queries.reckoned(change, on=clock.today())
    return facts, shift, queries.moved_by(shift, followers())


def _moved_words(moved: Sequence[Moved]) -> str:
    count = sum(one.units for one in moved if one.new is not None)
    return str(ngettext("%(num)d deadline moved.", "%(num)d deadlines moved.", count)) if count else ""
