"""When units end, draft conclusions address whoever takes over; what was published names whom it named."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from tracker import audit
from tracker.core.db import db
from tracker.meetings.models import Addressee, Conclusion, ConclusionState
from tracker.office.models import Person
from tracker.office.services.handing_over import Takeover
from tracker.tasks.rules import strongest


def hand_over(takeover: Takeover, *, by: Person | None, at: datetime) -> int:
    """Let drafts that address a unit that ends address the one that takes over, or leave it out where none does.

    Of several addressees that become one, one goes on, with the weightiest duty. Returns how many addressees changed.
    """
    ids = [*takeover.former_ids, *(unit.id for unit in takeover.successors)]
    drafts: dict[Conclusion, list[Addressee]] = {}
    wanted = (
        sa.select(Addressee)
        .join(Conclusion, Conclusion.id == Addressee.conclusion_id)
        .where(Addressee.unit_id.in_(ids), ~Addressee.ended, Conclusion.state == ConclusionState.DRAFT)
        .options(contains_eager(Addressee.conclusion).joinedload(Conclusion.meeting))
        .order_by(Addressee.id)
    )
    for addressee in db.session.scalars(wanted):
        drafts.setdefault(addressee.conclusion, []).append(addressee)
    changed = 0
    for conclusion, addressed in drafts.items():
        former = [addressee for addressee in addressed if addressee.unit_id in takeover.former_ids]
        if not former:
            continue
        changed += len(former)
        names = [addressee.name for addressee in former]
        _readdress(addressed, former, takeover)
        audit.record(
            "conclusion.readdressed",
            subject=conclusion,
            story=conclusion.meeting,
            by=by,
            at=at,
            number=conclusion.number or None,
            former=names,
            unit=takeover.main.name if takeover.successors else None,
            day=takeover.on,
        )
    return changed


def _readdress(addressed: list[Addressee], former: list[Addressee], takeover: Takeover) -> None:
    if not takeover.successors:
        for addressee in former:
            addressee.ended = True
        return
    own = next((a for a in addressed if a.unit_id == takeover.main.id), None)
    goes_on = own or former[0]
    goes_on.part = strongest(addressee.part for addressee in [goes_on, *former])
    goes_on.unit = takeover.main
    for addressee in former:
        addressee.ended = addressee is not goes_on
