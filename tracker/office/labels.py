"""What kinds of units and roles are called."""

from tracker.core.errors import N_
from tracker.office.models import RoleKind, UnitKind

UNIT_KIND = {
    UnitKind.COMMITTEE: N_("Steering committee"),
    UnitKind.PEOPLES_COMMITTEE: N_("People's Committee"),
    UnitKind.DEPARTMENT: N_("Department"),
    UnitKind.COMMUNE: N_("Commune"),
    UnitKind.PARTY: N_("Party body"),
    UnitKind.FRONT: N_("Fatherland Front"),
    UnitKind.MASS: N_("Mass organisation"),
    UnitKind.OTHER: N_("Other"),
}
ROLE = {
    RoleKind.OFFICER: N_("Officer"),
    RoleKind.HEAD: N_("Head"),
    RoleKind.STAFF: N_("Staff of the standing unit"),
    RoleKind.CHAIR: N_("Chair"),
    RoleKind.OBSERVER: N_("Observer"),
    RoleKind.ADMIN: N_("Administrator"),
}
