"""How the demo town's staff look after the calendar: they write down which paper orders the swap of the year."""

from datetime import date, datetime, time
from functools import partial

from tracker.calendar import services
from tracker.calendar.models import DayKind
from tracker.calendar.queries import days_of
from tracker.calendar.rules import mended
from tracker.core import clock
from tracker.demo.town import Town


def keep_calendar(town: Town) -> None:
    """Note it on the first working day of the year, where that has a swap."""
    year = town.diary.today.year
    begun = town.diary.calendar.moved_to_working_day(date(year, 1, 1))
    swaps = [one for one in days_of(date(year, 1, 1), date(year, 12, 31)) if one.kind is DayKind.SWAPPED_OFF]
    if not swaps or begun >= town.diary.today:
        return
    told = f"Thông báo số 01/TB-VP ngày {begun:%d/%m/%Y} của Văn phòng HĐND và UBND huyện"
    change = partial(mended, day=swaps[-1].day, kind=DayKind.SWAPPED_OFF, name=swaps[-1].name, note=told)
    at = datetime.combine(begun, time(8, 5), tzinfo=clock.ZONE)
    services.change_days(change, followers=(), by=town.people["staff"], at=at)
