"""Compliance lists and their entries, to be asked who may do what with them (see `world`)."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.standing.listing import Listing
from tracker.core.db import db, transaction
from tracker.documents.accepting import Sent
from tracker.home.access import Object
from tracker.standing.models import Breach, ComplianceEntry, ComplianceFile, ComplianceList
from tracker.standing.rules.entries import Told
from tracker.standing.services import deciding, drafting

if TYPE_CHECKING:
    from tests.access.world import World


def entry(world: "World", of: Object) -> ComplianceEntry:
    """Of a list that was sent and tells of one unit alone; each of a period of its own."""
    listing, unit = Listing(world.town, world.programme(of)), world.unit(of)
    facts = listing.by("staff")
    periods = ["2026-M01", "2026-M02", "2026-M03", "2026-M04", "2026-M05", "2026-M06"]
    known = {one.period for one in db.session.query(ComplianceList).filter_by(programme_id=listing.programme.id)}
    made = listing.draft(next(one for one in periods if one not in known))
    told = Told(
        unit_id=unit.id,
        unit_name=unit.name,
        breach=Breach.PART_OVERDUE,
        title="Không gửi biểu số liệu",
        due_on=world.town.today - timedelta(days=20),
        done_on=None,
        days_late=14,
    )
    with transaction():
        for one in made.entries:
            one.unit_id = unit.id
        added = drafting.add_entry(made, told, **facts)
        deciding.send_list(made, reply_by=world.town.today + timedelta(days=7), **facts)
    return added


def compliance_file(world: "World", of: Object) -> ComplianceFile:
    """Of a reply to such an entry."""
    added = entry(world, of)
    reply = Listing(world.town).reply(added, files=[Sent("anh.png", b"")])
    return reply.files[0]


EVERYWHERE = (Object.OWN, Object.OTHER, Object.ELSEWHERE, Object.ENDED)
MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "list_id": (EVERYWHERE, lambda world, of: entry(world, of).list_id),
    "entry_id": (EVERYWHERE, lambda world, of: entry(world, of).id),
    "compliance_file_id": (EVERYWHERE, lambda world, of: compliance_file(world, of).id),
}
