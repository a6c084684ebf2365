"""Units from an Excel file."""

from flask.typing import ResponseReturnValue

from tracker.core.access import guarded_by
from tracker.core.errors import N_
from tracker.office import policy
from tracker.office.importing import Import
from tracker.office.models import Person
from tracker.office.services.unit_rows import COLUMNS, judge_units, take_in_units
from tracker.office.services.units import hold_tree
from tracker.office.views.units import bp

IMPORT = Import(
    room="units",
    title=N_("Take in units from Excel"),
    told=N_(
        "One unit a row. A row with a number changes the unit of that number; a row without one changes the unit of "
        "that name, or adds it. Empty cells leave what is there. Several other names are separated by semicolons."
    ),
    columns=COLUMNS,
    judge=judge_units,
    take_in=take_in_units,
    hold=hold_tree,
)


@bp.get("/import")
@guarded_by(policy.can_manage_office)
def import_form(_person: Person) -> ResponseReturnValue:
    """Choose a file."""
    return IMPORT.page()


@bp.get("/import/template")
@guarded_by(policy.can_manage_office)
def template(_person: Person) -> ResponseReturnValue:
    """An empty file to fill in."""
    return IMPORT.template()


@bp.post("/import")
@guarded_by(policy.can_manage_office)
def preview(person: Person) -> ResponseReturnValue:
    """See what its rows would do."""
    return IMPORT.preview(person)


@bp.post("/import/confirm")
@guarded_by(policy.can_manage_office)
def confirm(person: Person) -> ResponseReturnValue:
    """Take them in."""
    return IMPORT.confirm(person)
