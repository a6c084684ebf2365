"""Who has looked behind the bell, and whose calendar reads their deadlines."""

from datetime import datetime
from functools import partial

from tracker.demo.town import Town
from tracker.reminders.services.bell import mark_read
from tracker.reminders.services.feeds import make_feed

LOOKED = {"staff": 1, "chair": 3, "officer": 4, "head": 2}  # so many working days ago
READ_BY_CALENDAR = "chair"


def look_around(town: Town) -> None:
    """Some have read what was new some days ago; the rest is new to them."""

    def look(who: str, at: datetime) -> None:
        mark_read(town.people[who], until=at, at=at)

    def subscribe(at: datetime) -> None:
        make_feed(town.people[READ_BY_CALENDAR], unit=None, at=at)

    for who, days in LOOKED.items():
        town.diary.on(town.diary.back(days), partial(look, who))
    town.diary.on(town.diary.back(20), subscribe)
