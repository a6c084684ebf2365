"""What the town's staff make of the last quarter's reports: they begin the consolidated one."""

from datetime import datetime
from functools import partial

import sqlalchemy as sa

from tracker.core import clock
from tracker.core.db import db
from tracker.core.periods import Period, Quarter
from tracker.demo.town import Town
from tracker.reports.models import ReportDuty
from tracker.reports.queries.consolidating import gather
from tracker.reports.services.consolidating import begin_consolidation, write_section
from tracker.tasks.queries import reckoning

WORDS = (
    "Các đơn vị đã họp dân ở hầu hết thôn, làng, vận động hộ cải tạo vườn nhà và chuyển đất sắn bạc màu sang cây ăn "
    "quả; việc ghi chép thu chi và trả nợ vật tư có chuyển biến. Hai đơn vị chưa gửi báo cáo."
)


def gather_reports(town: Town) -> None:
    """Put it into the diary, some days after the last quarter's reports came."""
    last = str(Period.of(Quarter.of(town.diary.today).previous))
    town.diary.on(town.diary.back(4), partial(_gather, town, last))


def _gather(town: Town, period: str, at: datetime) -> None:
    duty = db.session.scalars(sa.select(ReportDuty).order_by(ReportDuty.id).limit(1)).one()
    staff = town.people["staff"]
    consolidation = begin_consolidation(duty, period, by=staff, at=at)
    first = gather(consolidation, reckoning(clock.local(at).date())).items[0]
    told = {"title": first.title, "words": WORDS, "gathered": first.gathered}
    write_section(consolidation, first.key, **told, seen=0, by=staff, at=at)
