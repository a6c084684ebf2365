"""What kinds of units and roles are called."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from tracker.core.errors import N_, Message
from tracker.core.translation import in_words
from tracker.office.models import RoleKind, UnitKind

Kind = TypeVar("Kind", bound=StrEnum)
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
ROLE_KIND = {
    RoleKind.OFFICER: N_("Officer"),
    RoleKind.HEAD: N_("Head of the unit"),
    RoleKind.STAFF: N_("Standing staff"),
    RoleKind.CHAIR: N_("Chair or deputy chair"),
    RoleKind.OBSERVER: N_("Observer"),
    RoleKind.ADMIN: N_("Administrator"),
}


def options(labels: Mapping[Kind, Message]) -> list[tuple[str, str]]:
    """Labels as the choices of a filter or form."""
    return [(value.value, in_words(label)) for value, label in labels.items()]
