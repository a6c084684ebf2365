"""Who may see and do what with units, groups and programmes."""

from tracker.office.models import Person, Programme, Unit, UnitGroup


def can_manage_office(person: Person) -> bool:
    """Admin looks after units, groups and programmes."""
    return person.is_admin


def can_view_unit(_person: Person, _unit: Unit) -> bool:
    """Units are no secret: whoever is signed in."""
    return True


def can_edit_unit(person: Person, _unit: Unit) -> bool:
    """Admin."""
    return can_manage_office(person)


def can_manage_group(person: Person, _group: UnitGroup) -> bool:
    """Admin."""
    return can_manage_office(person)


def can_manage_programme(person: Person, _programme: Programme) -> bool:
    """Admin."""
    return can_manage_office(person)
