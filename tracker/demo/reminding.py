"""When the demo town's people are reminded: one rule that its staff mended, and a head who reads mail later."""

from datetime import datetime, time

from tracker.core import clock
from tracker.core.owed import OwedKind
from tracker.demo.town import Town
from tracker.reminders import services
from tracker.reminders.rules import RuleFacts, shipped_times


def set_up_reminders(town: Town) -> None:
    """Reviews of pilots take a visit: their units hear of them two weeks ahead."""
    at = datetime.combine(town.diary.today, time(9), tzinfo=clock.ZONE)
    reviews = RuleFacts(before=(10, 5, 1), head_after=3, staff_after=10, chair_after=20)
    services.change_rule(town.programme, OwedKind.REVIEW, reviews, seen=0, by=town.people["staff"], at=at)
    services.choose(town.people["head2"], [OwedKind.MEETING], time(8, 30), times=shipped_times(), seen=0, at=at)
