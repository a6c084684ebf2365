"""A year of mornings in the demo town: who is told of what, when."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from time import perf_counter

import pytest
import sqlalchemy as sa
import time_machine

from tests.reminders.conftest import PEOPLE
from tests.town import OTHER, OWN, Town
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.office.models import Programme
from tracker.outbox.models import OutboxMessage
from tracker.reminders import services
from tracker.reminders.jobs import remind_all
from tracker.reminders.models import ReminderDigest
from tracker.reminders.rules import shipped_times
from tracker.tasks import services as tasks
from tracker.tasks.models import Assignment, Extension, Task

HOURS = (time(7, 31), time(12), time(20))  # of the worker: in the morning, again, when all is quiet
# What units owe, and on which day it is due; `Year.happens` says when each is handed in.
#   A is done before its day. B is due on the last working day before Tết, C inside it. D, due on a holiday, is late
#   until June. E gets more time. F is of an officer who wants no word before. G is dropped. H is of a unit whose
#   officer can no longer sign in.
TASKS = {
    "A": (OWN, date(2026, 11, 10)),
    "B": (OWN, date(2027, 2, 3)),
    "C": (OTHER, date(2027, 2, 6)),
    "D": (OTHER, date(2027, 4, 30)),
    "E": (OWN, date(2027, 6, 18)),
    "F": (OWN, date(2027, 8, 20)),
    "G": (OTHER, date(2027, 9, 10)),
    "H": (OTHER, date(2027, 9, 24)),
}
# So many working days left, "=" on the day, so many late; x asks whether E gets more time.
TOLD = """
day        | officer    | head       | officer2   | head2      | staff      | chair
30/10/2026 | A+7
05/11/2026 | A+3
25/01/2027 | B+7        |            | C+7
29/01/2027 | B+3        |            | C+3
02/02/2027 | B+1        |            | C+1
03/02/2027 | B=         |            | C=
11/02/2027 | B-1
20/04/2027 |            |            | D+7
26/04/2027 |            |            | D+3
28/04/2027 |            |            | D+1
29/04/2027 |            |            | D=
04/05/2027 |            |            | D-1
06/05/2027 |            |            |            | D-3
10/05/2027 |            |            | D-5        | D-5        | D-5
17/05/2027 |            |            | D-10       | D-10       | D-10       | D-10
24/05/2027 |            |            | D-15       | D-15       | D-15       | D-15
31/05/2027 |            |            | D-20       | D-20       | D-20       | D-20
09/06/2027 | E+7
15/06/2027 | E+3        |            |            |            | x+3
17/06/2027 | E+1        |            |            |            | x+1
21/06/2027 | E+7
25/06/2027 | E+3
29/06/2027 | E+1
30/06/2027 | E=
20/08/2027 | F=
30/08/2027 |            |            | G+7
15/09/2027 |            |            |            | H+7
21/09/2027 |            |            |            | H+3
23/09/2027 |            |            |            | H+1
24/09/2027 |            |            |            | H=
"""


class Year:
    """The town's smaller campaign: what happens in it, and the mornings."""

    def __init__(self, town: Town, programme: Programme) -> None:
        self.town = town
        self.titles = {
            town.task(name, lead=unit, due=due, programme=programme).id: name for name, (unit, due) in TASKS.items()
        }
        self.happens: dict[date, Callable[[], None]] = {
            date(2026, 11, 6): lambda: self.hand_in("A"),
            date(2027, 2, 12): lambda: self.hand_in("B"),
            date(2027, 2, 5): lambda: self.hand_in("C"),
            date(2027, 6, 2): lambda: self.hand_in("D"),
            date(2027, 6, 14): self.ask_for_more_time,
            date(2027, 6, 17): self.grant,
            date(2027, 6, 30): lambda: self.hand_in("E"),
            date(2027, 7, 1): self.want_no_word_before,
            date(2027, 8, 20): lambda: self.hand_in("F"),
            date(2027, 9, 6): self.drop,
            date(2027, 9, 13): self.close_account,
            date(2027, 9, 24): lambda: self.hand_in("H"),
        }

    def live(self, days: int) -> None:
        """The worker looks several times a day; people act in the afternoon."""
        for number in range(days):
            day = self.town.today + timedelta(days=number)
            for hour in HOURS:
                with time_machine.travel(datetime.combine(day, hour, clock.ZONE), tick=False):
                    remind_all()
            if day in self.happens:
                with time_machine.travel(datetime.combine(day, time(15), clock.ZONE), tick=False):
                    self.happens[day]()

    def table(self) -> str:
        """What everybody was told: a line for each day on which somebody was."""
        names = {self.town.account(who).person_id: who for who in PEOPLE}
        parts = dict(db.session.execute(sa.select(Assignment.id, Assignment.task_id)).all())
        days: dict[date, dict[str, str]] = {}
        for digest in db.session.scalars(sa.select(ReminderDigest).order_by(ReminderDigest.day)):
            cells = [self._cell(one, digest.day, parts) for one in digest.entries]
            if cells:
                days.setdefault(digest.day, {})[names[digest.person_id]] = " ".join(cells)
        lines = [
            ["day", *PEOPLE],
            *([f"{day:%d/%m/%Y}", *(told.get(who, "") for who in PEOPLE)] for day, told in days.items()),
        ]
        return "\n".join(" | ".join(f"{cell:10}" for cell in line).rstrip(" |") for line in lines)

    def _cell(self, entry: dict[str, object], day: date, parts: dict[int, int]) -> str:
        due = date.fromisoformat(str(entry["due_on"]))
        left = work_calendar().days_until(due, today=day)
        if entry["kind"] == OwedKind.DECIDE_EXTENSION:
            return f"x{left:+d}"
        return f"{self.titles[parts[int(str(entry['record_id']))]]}{f'{left:+d}' if left else '='}"

    def part(self, name: str) -> Assignment:
        """The part in that task."""
        task_id = next(number for number, title in self.titles.items() if title == name)
        return db.session.scalars(sa.select(Assignment).where(Assignment.task_id == task_id)).one()

    def hand_in(self, name: str) -> None:
        """Its unit does."""
        who = self.town.person("head" if TASKS[name][0] == OWN else "head2")
        with transaction():
            tasks.update_progress(
                self.part(name), percent=100, words="Xong.", seen=self.part(name).version, by=who, at=clock.now()
            )
            tasks.submit_assignment(
                self.part(name), words="Xong.", seen=self.part(name).version, by=who, at=clock.now()
            )

    def ask_for_more_time(self) -> None:
        """Until the end of the month."""
        with transaction():
            tasks.ask_extension(
                self.part("E"), wanted_on=date(2027, 6, 30), words="Mưa.", by=self.town.person("head"), at=clock.now()
            )

    def grant(self) -> None:
        """Staff do."""
        asked = db.session.scalars(sa.select(Extension).where(Extension.assignment_id == self.part("E").id)).one()
        with transaction():
            tasks.grant_extension(
                asked,
                until=date(2027, 6, 30),
                words="",
                seen=asked.version,
                by=self.town.person("staff"),
                at=clock.now(),
            )

    def want_no_word_before(self) -> None:
        """The officer: nor before nine."""
        with transaction():
            services.choose(
                self.town.person("officer"), [OwedKind.PART], time(9), times=shipped_times(), seen=0, at=clock.now()
            )

    def drop(self) -> None:
        """G is not needed any more."""
        task = db.session.get_one(Task, self.part("G").task_id)
        with transaction():
            tasks.drop_task(task, words="Trùng việc.", by=self.town.person("staff"), at=clock.now())

    def close_account(self) -> None:
        """The other unit's officer cannot sign in any more."""
        with transaction():
            self.town.account("officer2").disabled = True


def test_who_is_told_of_what_through_a_year(town, alone, app):
    year = Year(town, alone)
    year.live(365)
    assert year.table().split("\n") == TOLD.strip().split("\n")
    days = db.session.scalars(sa.select(ReminderDigest.day)).all()
    calendar = work_calendar()
    assert all(calendar.is_working_day(day) for day in days)
    assert not [day for day in days if date(2027, 2, 4) <= day <= date(2027, 2, 10)], "somebody was told on Tết"
    mails = db.session.execute(sa.select(OutboxMessage.person_id, OutboxMessage.queued_at, OutboxMessage.dedupe_key))
    mornings = Counter((person, clock.local(at).date()) for person, at, key in mails if key.startswith("digest:"))
    assert set(mornings.values()) == {1}
    cells = [cell for line in TOLD.strip().splitlines()[1:] for cell in line.split("|")[1:]]
    assert sum(mornings.values()) == sum(bool(cell.strip()) for cell in cells)


@pytest.mark.proof
def test_nobody_of_the_whole_town_is_told_twice_of_a_day_nor_on_a_day_off(town, app, record_property):
    """All that the town owes, and nobody hands anything in: the most that a year can bring."""
    with transaction():
        for who in PEOPLE:
            town.person(who).email = f"{who}@vi-du.vn"
    calendar, began = work_calendar(), perf_counter()
    for number in range(365):
        with time_machine.travel(
            datetime.combine(town.today + timedelta(days=number), time(9), clock.ZONE), tick=False
        ):
            remind_all()
    record_property("seconds for a year of the town", round(perf_counter() - began, 1))
    told = [(one.person_id, one.day) for one in db.session.scalars(sa.select(ReminderDigest)) if one.entries]
    assert len(told) == len(set(told))
    assert all(calendar.is_working_day(day) for _, day in told)
    for who in PEOPLE:
        days = sum(person == town.account(who).person_id for person, _ in told)
        record_property(f"mornings with a word for {who}, of 250", days)
        assert days < 100
