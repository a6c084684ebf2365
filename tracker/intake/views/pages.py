"""What the pages of review show: the same facts for a whole page and for one proposal."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import request

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.intake import queries
from tracker.intake.forms import AmendmentForm, DutyForm, MendForm
from tracker.intake.labels import DOCUMENT_KIND, INTAKE_STATE, KIND, RECURRENCE, STATE
from tracker.intake.models import Intake, IntakeItem, ItemKind, ItemState
from tracker.intake.rows import ItemRow, rows_of
from tracker.office import queries as office
from tracker.plans.labels import SIGN
from tracker.plans.queries import plan_of_document
from tracker.plans.queries.amendable import plans_of, targets_to_amend
from tracker.tasks.fields import AddresseeChoices

LABELS = {
    "kind": KIND,
    "state": STATE,
    "intake_state": INTAKE_STATE,
    "document_kind": DOCUMENT_KIND,
    "recurrence": RECURRENCE,
    "sign": {comparator.value: sign for comparator, sign in SIGN.items()},
}


def review_facts(intake: Intake) -> dict[str, Any]:
    """The page of an intake; `?show=doubtful` (or a state) narrows it."""
    names = queries.names_known(intake.programme_id, on=clock.today())
    rows = rows_of(intake.items, names, queries.names_of, intake.document.text)
    wanted = request.args.get("show", "")
    issued_on, quarter = intake.document.issued_on, Quarter.of(clock.today())
    return {
        "intake": intake,
        "document": intake.document,
        "is_of_the_past": issued_on is not None and issued_on < quarter.first_day and bool(rows),
        "rows": [row for row in rows if _fits(row, wanted)],
        "counts": Counter(row.item.state for row in rows),
        "doubtful": sum(row.item.state is ItemState.PROPOSED and row.doubtful for row in rows),
        "ready": sum(row.ready for row in rows),
        "kinds": Counter(row.item.kind for row in rows),
        "wanted": wanted,
        "plan": plan_of_document(intake.document_id),
        "labels": LABELS,
        "events": story_of(intake),
    }


def item_facts(item: IntakeItem, form: MendForm | None = None) -> dict[str, Any]:
    """One proposal; with its form, that is filled with what can be chosen."""
    names = queries.names_known(item.intake.programme_id, on=clock.today())
    (row,) = rows_of([item], names, queries.names_of, item.intake.document.text)
    if isinstance(form, AmendmentForm):
        programme_id = item.intake.programme_id
        form.offer_targets(targets_to_amend(programme_id, on=clock.today()), plans_of(programme_id))
    elif form is not None:
        form.offer(_choices(item.intake.programme_id, row.names), row.meant)
    if isinstance(form, DutyForm):
        form.find_through(names)
    return {
        "row": row,
        "document": item.intake.document,
        "plan": plan_of_document(item.intake.document_id) if item.kind is ItemKind.TARGET else None,
        "labels": LABELS,
    }


def _choices(programme_id: int, meant: Mapping[str, str]) -> AddresseeChoices:
    """The members of the programme and the groups, and whoever else the document names."""
    members = office.members_of(programme_id, on=clock.today())
    known = {unit.id for unit in members}
    others = [int(value.removeprefix("unit-")) for value in meant if value.startswith("unit-")]
    more = [unit for number in others if number not in known and (unit := office.get_unit(number)) is not None]
    return AddresseeChoices([*members, *more], office.groups())


def _fits(row: ItemRow, wanted: str) -> bool:
    if wanted == "doubtful":
        return row.item.state is ItemState.PROPOSED and row.doubtful
    return wanted not in set(ItemState) or row.item.state == wanted
