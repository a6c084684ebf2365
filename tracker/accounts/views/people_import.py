"""Taking people in from an Excel file. The pages and the way of it are the office's own for all such files."""

from flask import Response
from flask.typing import ResponseReturnValue

from tracker.accounts import policy
from tracker.accounts.services.people_rows import COLUMNS, judge_people, take_in_people
from tracker.accounts.views.people import bp
from tracker.core.access import guarded_by
from tracker.core.errors import N_
from tracker.office.importing import Import
from tracker.office.models import Person

IMPORT = Import(
    room="people",
    title=N_("Import people from Excel"),
    told=N_(
        "One row a person. The unit may be written in any way that documents write it. Roles are separated by "
        "semicolons: Chuyên viên, Thủ trưởng đơn vị (of the row's unit), Thường trực, Trưởng/phó ban, Người theo dõi "
        "(of the programme; where there are several: “Thường trực: its short name”). A sign-in name left empty is made "
        "of the name. Who is here already is found by e-mail address, sign-in name, or name and unit; an empty cell "
        "changes nothing. Accounts are opened; invitations are sent from each person's page."
    ),
    columns=COLUMNS,
    judge=judge_people,
    take_in=take_in_people,
    most=500,
)


@bp.get("/import")
@guarded_by(policy.can_manage_people, freshly=True)
def import_form(_person: Person) -> ResponseReturnValue:
    """The form for a file."""
    return IMPORT.page()


@bp.get("/import/template")
@guarded_by(policy.can_manage_people)
def template(_person: Person) -> Response:
    """An empty file with the heads of its columns."""
    return IMPORT.template()


@bp.post("/import")
@guarded_by(policy.can_manage_people, freshly=True)
def preview(person: Person) -> ResponseReturnValue:
    """What the file would do; nothing is written."""
    return IMPORT.preview(person)


@bp.post("/import/confirm")
@guarded_by(policy.can_manage_people, freshly=True)
def confirm(person: Person) -> ResponseReturnValue:
    """Take it in."""
    return IMPORT.confirm(person)
