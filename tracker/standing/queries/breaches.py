"""What stands against the units of a programme in a period: late and missing reports, late and overdue parts."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.periods import Period
from tracker.office.models import Programme, Unit
from tracker.office.queries import name_on
from tracker.reports.rules.freezing import as_papers_write
from tracker.standing.models import Breach
from tracker.standing.queries.facts import Fact, facts_of
from tracker.standing.rules.entries import Told
from tracker.standing.rules.figures import Figure

_SAYS = {
    Figure.REPORTS_MISSING: Breach.REPORT_MISSING,
    Figure.REPORTS_LATE: Breach.REPORT_LATE,
    Figure.OPEN_OVERDUE: Breach.PART_OVERDUE,
    Figure.DONE_LATE: Breach.PART_LATE,
}

MOST_SIGNS = 500


def breaches_of(programme: Programme, period: Period, *, today: date) -> list[Told]:
    """All of it as it stands today, by unit, the earliest due first: of the same records that the figures count.

    Units are named as they were called at the period's end.
    """
    facts = facts_of(programme, period, list(_SAYS), today=today)
    units = _names({fact.unit_id for fact in facts}, on=period.last_day)
    told = [(units[fact.unit_id][0], _told(fact, units[fact.unit_id][1])) for fact in facts]
    return [one for _, one in sorted(told, key=lambda row: row[0])]


def _told(fact: Fact, unit_name: str) -> Told:
    breach = _SAYS[fact.figure]
    if breach is Breach.REPORT_LATE and not fact.explanation:
        breach = Breach.REPORT_UNEXPLAINED
    return Told(
        unit_id=fact.unit_id,
        unit_name=unit_name,
        breach=breach,
        title=_title(fact),
        due_on=fact.due_on,
        done_on=fact.done_on,
        days_late=fact.days_late,
        subject_type=fact.subject_type,
        subject_id=fact.subject_id,
        explanation=fact.explanation,
    )


def _title(fact: Fact) -> str:
    """What it is called on a list; of a report with its period, as papers write it: several may be owed of one duty."""
    if fact.subject_type != "report" or not fact.period:
        return fact.title[:MOST_SIGNS]
    of = as_papers_write(Period.parse(fact.period))
    return f"{fact.title}, {of}"[:MOST_SIGNS]


def _names(unit_ids: Collection[int], *, on: date) -> dict[int, tuple[str, str]]:
    """Under which key they are sorted, and what they were called."""
    rows = db.session.execute(sa.select(Unit.id, Unit.sort_key, name_on(on)).where(Unit.id.in_(unit_ids)))
    return {unit_id: (key, name) for unit_id, key, name in rows}
