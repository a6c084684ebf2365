"""What kinds of units are called."""

from tracker.core.errors import N_
from tracker.office.models import UnitKind

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
