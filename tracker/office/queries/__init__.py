"""Reading the office."""

from tracker.office.queries.groups import expand, get_group, groups, meant_by, name_book
from tracker.office.queries.known_names import NamesThen, names_known
from tracker.office.queries.people import find_person, get_person, person_with_email
from tracker.office.queries.programmes import (
    ProgrammeRow,
    first_programme,
    get_programme,
    get_programme_whole,
    member_names,
    members_of,
    programme_called,
    programmes,
    programmes_of,
)
from tracker.office.queries.roles import (
    RoleRow,
    find_role,
    holder_of,
    in_force,
    role_row,
    roles_by_person,
    roles_held,
    scope_of,
)
from tracker.office.queries.succession import FormerUnits, former_units, successors_of
from tracker.office.queries.unit_lists import UnitRow, around, units
from tracker.office.queries.units import (
    by_kind,
    existing_units,
    exists_on,
    get_unit,
    name_on,
    parents,
    short_name_on,
    sibling_called,
    units_with_names,
)

__all__ = [
    "FormerUnits",
    "NamesThen",
    "ProgrammeRow",
    "RoleRow",
    "UnitRow",
    "around",
    "by_kind",
    "existing_units",
    "exists_on",
    "expand",
    "find_person",
    "find_role",
    "first_programme",
    "former_units",
    "get_group",
    "get_person",
    "get_programme",
    "get_programme_whole",
    "get_unit",
    "groups",
    "holder_of",
    "in_force",
    "meant_by",
    "member_names",
    "members_of",
    "name_book",
    "name_on",
    "names_known",
    "parents",
    "person_with_email",
    "programme_called",
    "programmes",
    "programmes_of",
    "role_row",
    "roles_by_person",
    "roles_held",
    "scope_of",
    "short_name_on",
    "sibling_called",
    "successors_of",
    "units",
    "units_with_names",
]
