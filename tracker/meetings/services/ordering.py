"""The order of a meeting's conclusions and their numbers: both stay as they are for whoever writes in one of them.

Places and numbers are written past a record's version: who mends a conclusion is not refused because another was put
before it.
"""

import sqlalchemy as sa

from tracker.core.db import db
from tracker.meetings.models import Conclusion, ConclusionState, Meeting
from tracker.meetings.rules import next_number


def in_order(meeting: Meeting) -> list[Conclusion]:
    """Its conclusions as they stand on the page, those just recorded too."""
    return sorted(meeting.conclusions, key=lambda one: (one.position, one.id))


def renumber(meeting: Meeting) -> None:
    """Number the drafts in their order, all but those whose number a person gave."""
    live = [one for one in in_order(meeting) if one.state is not ConclusionState.DROPPED]
    taken, before = {one.number for one in live if one.numbered}, ""
    for one in live:
        if not one.numbered and one.state is ConclusionState.DRAFT:
            number = next_number(before)
            while number in taken and number:
                number = next_number(number)
            if number != one.number:
                write(one, number=number)
        before = one.number


def write(conclusion: Conclusion, **place: int | str) -> None:
    """Its `position` or `number`, and nothing else."""
    db.session.flush()
    changed = sa.update(Conclusion).where(Conclusion.id == conclusion.id).values(**place)
    db.session.execute(changed.execution_options(synchronize_session=False))
    db.session.refresh(conclusion, list(place))
