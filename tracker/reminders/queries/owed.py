"""What is owed, of every kind and from every room, as one list: one question, however many kinds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.owed import OwedKind
from tracker.core.paging import Cursor, Page, at_most, read_day, read_number, write_cursor
from tracker.core.periods import Quarter
from tracker.meetings.models import Conclusion, Meeting, MeetingState
from tracker.meetings.queries.owed_answers import confirmations_owed, meetings_ahead, replies_owed
from tracker.office.models import Programme, Unit
from tracker.pilots.models import Pilot
from tracker.pilots.queries.counts import lacks_review
from tracker.pilots.queries.owed_reviews import reviews_owed
from tracker.reports.models import ReportDuty
from tracker.reports.queries.owed_reports import reports_owed, reports_to_forward, reports_to_settle
from tracker.standing.queries.owed_replies import TITLES, list_replies_owed, rating_replies_owed
from tracker.tasks.models import State, Task
from tracker.tasks.queries.owed_parts import extensions_to_decide, parts_owed, parts_to_settle
from tracker.tasks.rules import Reckoning, Standing

_UNDATED = date(9999, 12, 31)  # sorts last; nothing is stored or shown of it
_PLACE = {kind: place for place, kind in enumerate(OwedKind)}
# Where words are looked for. Titles of meetings have no such column: those ahead are few, and read.
_FOLDED = {
    **dict.fromkeys((OwedKind.PART, OwedKind.SETTLE_PART, OwedKind.DECIDE_EXTENSION), Task.folded),
    **dict.fromkeys((OwedKind.REPORT, OwedKind.FORWARD, OwedKind.SETTLE_REPORT), ReportDuty.folded),
    OwedKind.CONFIRMATION: Conclusion.folded,
    OwedKind.REVIEW: Pilot.folded,
}
_UNTIL_THE_DAY = (OwedKind.REPLY, OwedKind.MEETING, OwedKind.RATING_REPLY)
MOST_WORDS = 8  # that somebody looks for at once


@dataclass(frozen=True, slots=True)
class OwedItem:
    """One thing that one unit owes. `days_left` are working days, negative when the day has passed."""

    kind: OwedKind
    record_id: int
    page_id: int
    programme_id: int
    unit_id: int
    unit_name: str
    title: str
    detail: str
    due_on: date | None
    standing: Standing
    days_left: int | None

    @property
    def key(self) -> str:
        """Which one it is, as forms and addresses carry it: "part-17-4"."""
        return f"{self.kind}-{self.record_id}-{self.unit_id}"

    @property
    def needs_explanation(self) -> bool:
        """Whether it can be handed in only with a reason: a report that is late."""
        return self.kind is OwedKind.REPORT and self.standing is Standing.OVERDUE


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedFilter:
    """Which of it. None leaves a choice open; `keys` are those of OwedItem. Days are included at both ends.

    `first` and `last` leave out what has no day. `words` are found in titles, with or without their marks.
    """

    programme_ids: Collection[int] | None = None
    unit_ids: Collection[int] | None = None
    kinds: Collection[OwedKind] | None = None
    standing: Standing | None = None
    first: date | None = None
    last: date | None = None
    keys: Collection[str] | None = None
    words: str = ""

    def but(self, **changes: Any) -> "OwedFilter":
        """The same with some choices changed."""
        return replace(self, **changes)


def owed(
    chosen: OwedFilter, reckoning: Reckoning, *, limit: int | None = None, after: str = "", by_unit: bool = False
) -> Page[OwedItem]:
    """What is owed, the earliest day first, without a day last; a page at a time where there is a `limit`.

    `by_unit`: one unit's after the other's, in the order of their names.
    """
    listed, fits = rows_of(chosen, reckoning)
    keys = _keys(listed)
    order = ("name", "unit", "day", "place") if by_unit else ("day", "place", "name", "unit")
    in_order = (*(keys[name] for name in order), listed.c.record_id)
    query = (
        sa.select(*listed.c, Unit.name.label("unit_name"), keys["day"], keys["place"], keys["name"])
        .join(Unit, Unit.id == listed.c.unit_id)
        .where(*fits)
        .order_by(*in_order)
    )
    if (cursor := Cursor.read(after, keys=4)) is not None and (begin := _begin(cursor)) is not None:
        query = query.where(sa.tuple_(*in_order) > sa.tuple_(*(begin[name] for name in order), cursor.number))
    if limit is not None:
        query = query.limit(at_most(limit + 1))
    rows = db.session.execute(query).all()
    shown = rows if limit is None else rows[:limit]
    return Page([_read(row, reckoning) for row in shown], _cursor(shown[-1]) if len(shown) < len(rows) else "")


@lru_cache(maxsize=64)
def _keys(listed: sa.Subquery) -> dict[str, Any]:
    """By what it is put in order; of what is `_known`, put together once."""
    day = sa.type_coerce(sa.func.coalesce(listed.c.due_on, sa.literal(_UNDATED, sa.Date)), sa.Date)
    place = sa.case({kind.value: number for kind, number in _PLACE.items()}, value=listed.c.kind)
    return {"day": day, "place": place, "name": Unit.sort_key, "unit": listed.c.unit_id}


def count_owed(chosen: OwedFilter, reckoning: Reckoning) -> dict[tuple[int, OwedKind, Standing], int]:
    """How many, by unit, kind and standing."""
    listed, fits = rows_of(chosen, reckoning)
    standing = standing_case(listed.c, reckoning)
    rows = db.session.execute(
        sa.select(listed.c.unit_id, listed.c.kind, standing, sa.func.count())
        .where(*fits)
        .group_by(listed.c.unit_id, listed.c.kind, standing)
    )
    return {(unit_id, OwedKind(kind), Standing(stands)): number for unit_id, kind, stands, number in rows}


def rows_of(chosen: OwedFilter, reckoning: Reckoning) -> tuple[sa.Subquery, list[sa.ColumnElement[bool]]]:
    """The columns of `core.owed` and the conditions that choose among them, to be listed, counted or put together."""
    kinds = tuple(OwedKind if chosen.kinds is None else chosen.kinds)
    if chosen.words.strip():
        listed = _all_of(kinds, Quarter.of(reckoning.today), _holding(chosen.words))
    else:
        listed = _known(kinds, Quarter.of(reckoning.today))
    goes_on = sa.select(Programme.id).where(Programme.ended_on.is_(None))
    # What was to be answered or attended on a day gone by: nobody can any more, whatever became of the meeting.
    still = sa.or_(listed.c.kind.not_in(_UNTIL_THE_DAY), listed.c.due_on.is_(None), listed.c.due_on >= reckoning.today)
    return listed, [listed.c.programme_id.in_(goes_on), still, *_fits(listed.c, chosen, reckoning)]


def _all_of(
    kinds: tuple[OwedKind, ...], now: Quarter, holds: Mapping[OwedKind, list[sa.ColumnElement[bool]]]
) -> sa.Subquery:
    """The kinds that are asked for, in one statement; of each what `holds`.

    A pilot's review is owed for the quarter before until it is there, then for this one.
    """
    before = now.previous
    rooms = {
        OwedKind.PART: [parts_owed()],
        OwedKind.REPORT: [reports_owed()],
        OwedKind.FORWARD: [reports_to_forward()],
        OwedKind.REPLY: [replies_owed()],
        OwedKind.CONFIRMATION: [confirmations_owed()],
        OwedKind.MEETING: [meetings_ahead()],
        OwedKind.LIST_REPLY: [list_replies_owed()],
        OwedKind.RATING_REPLY: [rating_replies_owed()],
        OwedKind.REVIEW: [reviews_owed(before), reviews_owed(now).where(~lacks_review(before))],
        OwedKind.SETTLE_PART: [parts_to_settle()],
        OwedKind.SETTLE_REPORT: [reports_to_settle()],
        OwedKind.DECIDE_EXTENSION: [extensions_to_decide()],
    }
    wanted = [select.where(*holds.get(kind, ())) for kind in kinds for select in rooms[kind]]
    return sa.union_all(*(wanted or [parts_owed().where(sa.false())])).subquery()


@lru_cache(maxsize=64)  # to put it together takes as long as to ask it
def _known(kinds: tuple[OwedKind, ...], now: Quarter) -> sa.Subquery:
    return _all_of(kinds, now, {})


def _holding(words: str) -> dict[OwedKind, list[sa.ColumnElement[bool]]]:
    """Of each kind, that its title has all the words."""
    wanted = fold(words).split()[:MOST_WORDS]
    holds = {kind: [column.contains(word, autoescape=True) for word in wanted] for kind, column in _FOLDED.items()}
    titles = db.session.execute(sa.select(Meeting.id, Meeting.title).where(Meeting.state == MeetingState.INVITED))
    called = [number for number, title in titles if all(word in fold(title) for word in wanted)]
    for kind, title in TITLES.items():
        holds[kind] = [sa.true() if all(word in fold(title) for word in wanted) else sa.false()]
    return holds | {kind: [Meeting.id.in_(called)] for kind in (OwedKind.REPLY, OwedKind.MEETING)}


def _fits(of: Any, chosen: OwedFilter, reckoning: Reckoning) -> list[sa.ColumnElement[bool]]:
    fits: list[sa.ColumnElement[bool]] = []
    if chosen.programme_ids is not None:
        fits.append(of.programme_id.in_(chosen.programme_ids))
    if chosen.unit_ids is not None:
        fits.append(of.unit_id.in_(chosen.unit_ids))
    if chosen.first is not None:
        fits.append(of.due_on >= chosen.first)
    if chosen.last is not None:
        fits.append(of.due_on <= chosen.last)
    if chosen.standing is not None:
        fits.append(standing_case(of, reckoning) == chosen.standing.value)
    if chosen.keys is not None:
        fits.append(sa.tuple_(of.kind, of.record_id, of.unit_id).in_(_read_keys(chosen.keys)))
    return fits


def standing_case(of: Any, reckoning: Reckoning) -> sa.Case[str]:
    """`_standing_of` for the database, of the columns of `rows_of`."""
    return sa.case(
        (of.due_on < reckoning.today, Standing.OVERDUE.value),
        (of.state == State.RETURNED.value, Standing.RETURNED.value),
        (of.due_on.is_(None), Standing.UNDATED.value),
        (of.due_on <= reckoning.soon_by, Standing.DUE_SOON.value),
        else_=Standing.OPEN.value,
    )


def _standing_of(due_on: date | None, state: str, reckoning: Reckoning) -> Standing:
    if due_on is not None and due_on < reckoning.today:
        return Standing.OVERDUE
    if state == State.RETURNED.value:
        return Standing.RETURNED
    if due_on is None:
        return Standing.UNDATED
    return Standing.DUE_SOON if due_on <= reckoning.soon_by else Standing.OPEN


def _read(row: Any, reckoning: Reckoning) -> OwedItem:
    return OwedItem(
        OwedKind(row.kind),
        row.record_id,
        row.page_id,
        row.programme_id,
        row.unit_id,
        row.unit_name,
        row.title,
        row.detail,
        row.due_on,
        _standing_of(row.due_on, row.state, reckoning),
        reckoning.days_left(row.due_on),
    )


def _read_keys(keys: Collection[str]) -> list[tuple[str, int, int]]:
    """What OwedItem.key wrote; anything else is left out."""
    read = (key.rsplit("-", 2) for key in keys)
    return [
        (one[0], int(one[1]), int(one[2]))
        for one in read
        if len(one) == 3 and one[0] in list(OwedKind) and all(part.isdecimal() and len(part) < 10 for part in one[1:])
    ]


def _cursor(row: Any) -> str:
    return write_cursor(row[-3].isoformat(), str(row[-2]), str(row.unit_id), row[-1], number=row.record_id)


def _begin(cursor: Cursor) -> dict[str, Any] | None:
    day, place, unit_id, sort_key = cursor.key
    begin = {"day": read_day(day), "place": read_number(place), "name": sort_key, "unit": read_number(unit_id)}
    return None if None in begin.values() else begin
