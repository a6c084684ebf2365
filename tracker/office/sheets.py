"""Units, groups and programmes as Excel files; units in the columns that can be taken in again."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.office.labels import UNIT_KIND
from tracker.office.models import UnitGroup, UnitKind
from tracker.office.queries import ProgrammeRow, UnitRow
from tracker.office.services.unit_rows import COLUMNS

_WIDE = {"number": "figure", "began_on": "day"}


def download_units(rows: Iterable[UnitRow]) -> Response:
    """All units that the list shows."""
    columns = [(gettext(column.head), _WIDE.get(column.name, "name")) for column in COLUMNS]
    columns += [(gettext("Ended"), "day"), (gettext("Number of people"), "figure"), (gettext("Programmes"), "words")]
    told = (
        (
            row.id,
            row.name,
            row.short_name,
            gettext(UNIT_KIND[row.kind]),
            row.parent,
            "; ".join(row.other_names),
            row.began_on,
            row.ended_on,
            row.people,
            ", ".join(row.programmes),
        )
        for row in rows
    )
    return sheets.download(gettext("Units"), columns, told)


def download_groups(rows: Iterable[UnitGroup]) -> Response:
    """The groups that the list shows."""
    columns = [
        (gettext("Group"), "name"),
        (gettext("Other names"), "words"),
        (gettext("Kinds"), "words"),
        (gettext("Units"), "words"),
        (gettext("Ended"), "day"),
    ]
    told = (
        (
            group.name,
            "; ".join(group.other_names),
            ", ".join(gettext(UNIT_KIND[UnitKind(kind)]) for kind in group.kinds),
            ", ".join(unit.name for unit in group.listed),
            group.ended_on,
        )
        for group in rows
    )
    return sheets.download(gettext("Groups of units"), columns, told)


def download_programmes(rows: Iterable[ProgrammeRow]) -> Response:
    """The programmes that the list shows."""
    columns = [
        (gettext("Programme"), "words"),
        (gettext("Short name"), "name"),
        (gettext("Standing unit"), "name"),
        (gettext("Units"), "figure"),
        (gettext("Ended"), "day"),
    ]
    told = ((row.name, row.short_name, row.standing_unit, row.members, row.ended_on) for row in rows)
    return sheets.download(gettext("Programmes"), columns, told)
