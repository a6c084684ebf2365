"""How the town's staff remind units of reports that are late: first by mail, then by an official letter."""

from datetime import datetime, timedelta
from functools import partial

from flask_babel import force_locale

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.owed import OwedKind
from tracker.demo.town import Town
from tracker.documents.queries import signers_of
from tracker.reminders.chasing_paper import subject_of
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.rules.chasing import LetterFacts
from tracker.reminders.services.chasing import number_letter, write_letter
from tracker.reminders.services.nudging import nudge
from tracker.tasks.rules import Reckoning, Standing

WORDS = "Đề nghị đơn vị gửi báo cáo còn thiếu để thường trực kịp tổng hợp."
FURTHER = "Sau thời hạn trên, thường trực sẽ báo cáo Trưởng ban về các đơn vị chưa thực hiện."


def chase_reports(town: Town) -> None:
    """Put both into the diary, some days before today."""
    town.diary.on(town.diary.back(6), partial(_nudge, town))
    town.diary.on(town.diary.back(2), partial(_write, town))


def _nudge(town: Town, at: datetime) -> None:
    if keys := _late(town, at):
        nudge(town.programme, keys, words=WORDS, link=lambda _item: "", by=town.people["staff"], at=at)


def _write(town: Town, at: datetime) -> None:
    keys, staff = _late(town, at), town.people["staff"]
    if keys:
        by_day = clock.local(at).date() + timedelta(days=10)
        signer = next(iter(signers_of(town.programme.id)), None)
        facts = LetterFacts(answer_by=by_day, words=FURTHER, signer=signer)
        letter = write_letter(town.programme, keys, facts, by=staff, at=at)
        with force_locale("vi"):
            number_letter(letter, subject=subject_of(), by=staff, at=at)


def _late(town: Town, at: datetime) -> list[str]:
    reckoning = Reckoning(clock.local(at).date(), work_calendar())
    late = OwedFilter(programme_ids=[town.programme.id], kinds=[OwedKind.REPORT], standing=Standing.OVERDUE)
    return [item.key for item in owed(late, reckoning).rows]
