"""People as an Excel file."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.accounts.labels import ACCOUNT_STATE
from tracker.accounts.queries import PersonRow
from tracker.core import sheets
from tracker.office import labels
from tracker.office.queries import RoleRow


def download_people(rows: Iterable[PersonRow]) -> Response:
    """The list of people, as it is shown."""
    columns = [
        (gettext("Full name"), "name"),
        (gettext("Position"), "name"),
        (gettext("Unit"), "name"),
        (gettext("Roles"), "words"),
        (gettext("Phone"), "day"),
        (gettext("E-mail"), "name"),
        (gettext("Sign-in name"), "name"),
        (gettext("Account"), "name"),
        (gettext("Last signed in"), "day"),
        (gettext("Gone from"), "day"),
    ]
    kinds = {kind: gettext(label) for kind, label in labels.ROLE_KIND.items()}
    states = {state: gettext(label) for state, label in ACCOUNT_STATE.items()}

    def told(role: RoleRow) -> str:
        return f"{kinds[role.kind]}: {role.scope}" if role.scope else kinds[role.kind]

    return sheets.download(
        gettext("Users"),
        columns,
        (
            (
                row.full_name,
                row.position,
                row.unit_name,
                "; ".join(map(told, row.roles)),
                row.phone,
                row.email,
                row.sign_in_name,
                states[row.state],
                row.last,
                row.ended_on,
            )
            for row in rows
        ),
    )
