"""The demo town: an invented district that works through its campaign's year, so that every page has something to show.

What there is stands in `town.toml` and `plan.txt`; here it is said to the services of the rooms, day by day,
as people would have. The same data and the same day give the same town.
"""

import json
import tomllib
from datetime import date
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from tracker.calendar import services as calendar
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.demo.agenda import prepare_agenda
from tracker.demo.chasing import chase_reports
from tracker.demo.days_off import keep_calendar
from tracker.demo.diary import Diary
from tracker.demo.directing import direct_tasks
from tracker.demo.gathering import gather_reports
from tracker.demo.hosting import set_up_hosting
from tracker.demo.inspections import live_inspections
from tracker.demo.inviting import invite_units
from tracker.demo.looking import look_around
from tracker.demo.office import set_up_office
from tracker.demo.papers import set_up_papers
from tracker.demo.parts import live_parts
from tracker.demo.pilots import live_pilots
from tracker.demo.plans import issue_plan, send_letter
from tracker.demo.ratings import rate_units
from tracker.demo.reminding import set_up_reminders
from tracker.demo.reports import live_reports
from tracker.demo.town import Facts, Town, shipped
from tracker.office.models import Unit


def is_empty() -> bool:
    """Whether no office has been set up here."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 0


def build(folder: Path, *, today: date | None = None) -> None:
    """Set the town up and live its year until today; the sign-ins go to `demo.json` in the folder."""
    today = today or clock.today()
    with transaction():
        calendar.load_shipped_days()
    town = Town(tomllib.loads(shipped("town.toml")), Diary(today, work_calendar()))
    with transaction():
        set_up_office(town)
        set_up_papers(town)
        first = today.year - (today.month <= 3)
        set_up_hosting(town, before=first)
        for year in range(first, today.year + 1):
            issue_plan(town, year)
        for letter in town.facts["letters"]:
            town.diary.on(town.diary.back(letter["given"]), partial(send_letter, town, letter))
        keep_calendar(town)
        live_pilots(town)
        live_inspections(town)
        direct_tasks(town)
        live_parts(town)
        live_reports(town)
        gather_reports(town)
        chase_reports(town)
        rate_units(town)
        invite_units(town)
        prepare_agenda(town)
        set_up_reminders(town)
        look_around(town)
        town.diary.live()
    offered = [_sign_in(town, who) for who in town.facts["people"] if "sign_in" in who]
    (folder / "demo.json").write_text(json.dumps(offered, ensure_ascii=False, indent=1), encoding="utf-8")


def _sign_in(town: Town, who: Facts) -> Facts:
    told = f"{who['name']} · {who['position']}, {town.units[who['unit']].name}"
    return {"name": who["sign_in"], "password": town.facts["password"], "who": told}
