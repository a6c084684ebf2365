"""Writing the calendar."""

import csv
from datetime import date
from importlib.resources import files

import sqlalchemy as sa

from tracker.calendar.models import DayKind, SpecialDay
from tracker.core.db import db


def load_shipped_days() -> int:
    """Enter the shipped table (2024-2027) where a day is not known yet. Returns how many days were new."""
    known = set(db.session.scalars(sa.select(SpecialDay.day)))
    with files("tracker.calendar").joinpath("days.csv").open(encoding="utf-8") as table:
        rows = [
            SpecialDay(day=date.fromisoformat(row["day"]), kind=DayKind(row["kind"]), name=row["name"])
            for row in csv.DictReader(table)
        ]
    new = [row for row in rows if row.day not in known]
    db.session.add_all(new)
    return len(new)
