"""What the demo town is lived by: a diary of who does what on which day, and the clauses of its plan."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count

from tracker.core import clock
from tracker.core.workdays import WorkCalendar

Action = Callable[[datetime], None]


class Diary:
    """What happens on which day, kept in order while people add to it; nothing happens today or later."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        self.today, self.calendar = today, calendar
        self._entries: list[tuple[datetime, int, Action]] = []
        self._numbers = count()
        self._latest = datetime.min.replace(tzinfo=clock.ZONE)
        self._of_day: dict[date, datetime] = {}  # what is added to a day later happens no earlier on it

    def on(self, day: date, action: Action) -> None:
        """Do it on that day, or on the first working day after it, at some time between 7:30 and 16:29."""
        number = next(self._numbers)
        minute = 450 + number * 37 % 540
        moment = datetime.combine(self.calendar.moved_to_working_day(day), time(*divmod(minute, 60)), tzinfo=clock.ZONE)
        if moment.date() < self.today:
            moment = self._of_day[moment.date()] = max(moment, self._latest, self._of_day.get(moment.date(), moment))
            heapq.heappush(self._entries, (moment, number, action))

    def back(self, working_days: int) -> date:
        """The day so many working days before today; ahead of it where the number is negative."""
        day, step = self.today, timedelta(days=1 if working_days < 0 else -1)
        for _ in range(abs(working_days)):
            day += step
            while not self.calendar.is_working_day(day):
                day += step
        return day

    def live(self) -> None:
        """Do all of it, day by day."""
        while self._entries:
            self._latest, _, action = heapq.heappop(self._entries)
            action(self._latest)


class Clauses:
    """Finds the clauses of a text by how they start, each after the one before, up to the end of its line."""

    def __init__(self, text: str) -> None:
        self._text, self._place = text, 0

    def next(self, starts: str) -> tuple[int, int]:
        """Where the next such clause stands. Raises ValueError where there is none."""
        start = self._text.index(starts, self._place)
        self._place = self._text.index("\n", start)
        return start, self._place
