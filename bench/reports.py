"""How fast the grid of reports is, and what is gathered from them: many units, duties and periods.

`python -m bench.reports [--units 500] [--duties 12] [--periods 8] [--rounds 9]` builds them on SQLite, serves them as
an office does, and prints medians with one client beside a bare page in the same run.
"""

import argparse
import gzip
import statistics
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import flask_migrate
import sqlalchemy as sa

from bench.pages import BARE, Client
from bench.serving import serving
from tracker import demo
from tracker.accounts import queries as accounts
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.periods import Period, Quarter
from tracker.factory import create_app
from tracker.office import queries as office
from tracker.office import services as office_services
from tracker.office.models import UnitKind
from tracker.reports.models import (
    DueRule,
    FormItem,
    Frequency,
    HandedIn,
    ItemKind,
    Report,
    ReportDuty,
    ReportForm,
    ReportState,
    Window,
)
from tracker.reports.services.consolidating import begin_consolidation

WORDS = "Đơn vị đã họp dân, lập danh sách và giao việc cho từng thôn; còn khó khăn về kinh phí. " * 6
ITEMS = [*[ItemKind.SECTION] * 6, *[ItemKind.NUMBER] * 4, *[ItemKind.PERCENT] * 2]
BY, MOST_AT_ONCE = "staff", 5000


def fill(units: int, duties: int, periods: int) -> dict[str, str]:
    """So many reports, most of them handed in. Returns the pages to be asked, by name."""
    at, last = clock.now(), Quarter.of(clock.today())
    quarters = [last]
    while len(quarters) < periods:
        quarters.append(quarters[-1].previous)
    account = accounts.named(BY)
    assert account is not None
    by = account.person
    with transaction():
        programme = office.first_programme()
        assert programme is not None
        members = [
            office_services.add_unit(f"Phường {n}", short_name=f"P. {n}", kind=UnitKind.OTHER, by=None, at=at)
            for n in range(units)
        ]
        programme.members.extend(members)
        db.session.flush()
        unit_ids, made = [unit.id for unit in members], []
        for number in range(duties):
            duty = ReportDuty(
                programme_id=programme.id,
                name=f"Báo cáo kết quả thực hiện Cuộc vận động, nội dung thứ {number + 1}",
                frequency=Frequency.QUARTERLY,
                window=Window.DECREE,
                first_period=str(quarters[-1]),
                due_rule=DueRule.AFTER_PERIOD,
            )
            db.session.add(duty)
            db.session.flush()
            form = ReportForm(
                duty_id=duty.id, number=1, from_period=str(quarters[-1]), since=quarters[-1].last_day, at=at
            )
            form.items = [
                FormItem(key=f"k{n}", position=n, kind=kind, title=f"Nội dung thứ {n}", measure="hộ")
                for n, kind in enumerate(ITEMS, start=1)
            ]
            db.session.add(form)
            made.append(duty)
        db.session.flush()
        rows = list(_reports([duty.id for duty in made], unit_ids, quarters, at))
        for place in range(0, len(rows), MOST_AT_ONCE):
            db.session.execute(sa.insert(Report), rows[place : place + MOST_AT_ONCE])
        _hand_in(made[0].id, quarters[:2], by.id, at)
        consolidation = begin_consolidation(made[0], str(quarters[0]), by=by, at=at)
        address = f"/consolidations/{consolidation.id}"
        of = f"/reports/?kind=other&duty={made[0].id}"
    print(f"{len(rows)} reports")
    return {
        "units by duties, one quarter": "/reports/?kind=other",
        "the next 100 units": f"/reports/?kind=other&after={unit_ids[99]}" if units > 100 else "/reports/",
        "one duty, eight periods": of,
        "one quarter as Excel": "/reports/?kind=other&format=xlsx",
        "list of reports": "/reports/list",
        "list, all quarters, overdue": "/reports/list?whole=1&standing=overdue",
        "all reports as Excel": "/reports/list?whole=1&format=xlsx",
        "consolidated reports": "/consolidations/",
        "one consolidated report": address,
        "the same as Word": f"{address}/paper",
    }


def _reports(
    duty_ids: list[int], unit_ids: list[int], quarters: list[Quarter], at: datetime
) -> Iterator[dict[str, Any]]:
    states = [ReportState.ACCEPTED] * 6 + [ReportState.SUBMITTED, ReportState.EXPECTED, ReportState.EXCUSED]
    for duty_id in duty_ids:
        for quarter in quarters:
            due = quarter.last_day - timedelta(days=6)
            for unit_id in unit_ids:
                state = states[(duty_id + unit_id * 5 + quarter.number) % len(states)]
                handed_in = state in (ReportState.ACCEPTED, ReportState.SUBMITTED)
                yield {
                    "duty_id": duty_id,
                    "unit_id": unit_id,
                    "period": str(Period.of(quarter)),
                    "period_end": quarter.last_day,
                    "window_first": quarter.first_day,
                    "window_last": due,
                    "due_on": due,
                    "state": state,
                    "submitted_at": at if handed_in else None,
                    "state_words": "",
                    "version": 1,
                }


def _hand_in(duty_id: int, quarters: list[Quarter], by_id: int, at: datetime) -> None:
    """What stands in the reports of one duty's last two periods."""
    ends = [quarter.last_day for quarter in quarters]
    wanted = sa.select(Report.id).where(Report.duty_id == duty_id, Report.period_end.in_(ends))
    numbers = list(db.session.scalars(wanted.where(Report.submitted_at.is_not(None))))
    rows = [
        {
            "report_id": one,
            "number": 1,
            "content": _content(one),
            "sha256": "",
            "late_days": 0,
            "by_id": by_id,
            "at": at,
        }
        for one in numbers
    ]
    db.session.execute(sa.insert(HandedIn), rows)


def _content(number: int) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for place, kind in enumerate(ITEMS, start=1):
        said: dict[str, Any] = {
            "key": f"k{place}",
            "kind": kind.value,
            "title": f"Nội dung thứ {place}",
            "measure": "hộ",
        }
        said["words"] = WORDS if kind is ItemKind.SECTION else ""
        said["figure"] = str(number % 90) if kind is ItemKind.NUMBER else None
        said |= {"part": number % 40, "whole": 50} if kind is ItemKind.PERCENT else {"part": None, "whole": None}
        items.append(said | {"nothing_to_report": False})
    return {"items": items}


def measure(port: int, pages: dict[str, str], rounds: int) -> None:
    """Rounds of all pages in turn."""
    client = Client(port)
    client.sign_in(BY)
    taken: dict[str, list[float]] = {name: [] for name in pages}
    bare: list[float] = []
    weights: dict[str, tuple[int, int]] = {}
    for _ in range(rounds):
        bare.append(client.time(BARE, 5))
        for name, address in pages.items():
            began = time.perf_counter()
            status, body = client.ask("GET", address)
            taken[name].append(1000 * (time.perf_counter() - began))
            assert status == 200, f"{address}: {status}"
            weights[name] = len(body.encode()), len(gzip.compress(body.encode(), 6))
    base = statistics.median(bare)
    print(f"{'':<32}{'p50 ms':>9}{'min':>9}{'max':>9}{'x bare':>9}{'kB':>8}{'packed':>8}")
    print(f"{'a bare page':<32}{base:>9.1f}{min(bare):>9.1f}{max(bare):>9.1f}")
    for name, times in taken.items():
        middle, (size, packed) = statistics.median(times), weights[name]
        spread = f"{middle:>9.1f}{min(times):>9.1f}{max(times):>9.1f}{middle / base:>9.1f}"
        print(f"{name:<32}{spread}{size / 1000:>8.0f}{packed / 1000:>8.1f}")


def main() -> None:
    """Build, serve, measure."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--units", type=int, default=500)
    said.add_argument("--duties", type=int, default=12)
    said.add_argument("--periods", type=int, default=8)
    said.add_argument("--rounds", type=int, default=9)
    wanted = said.parse_args()
    with TemporaryDirectory(prefix="giao-ban-") as name:
        folder = Path(name)
        app = create_app(folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'tracker.db'}")
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
            pages = fill(wanted.units, wanted.duties, wanted.periods)
            db.session.remove()
            db.engine.dispose()
        with serving(folder) as port:
            measure(port, pages, wanted.rounds)


if __name__ == "__main__":
    main()
