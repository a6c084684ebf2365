"""What is done to the office: its units, groups, programmes and people."""

from tracker.office.services.groups import add_group, edit_group, end_group, resume_group
from tracker.office.services.handing_over import Takeover, end_units, hand_over, rename_unit
from tracker.office.services.people import add_person, edit_contact, edit_person, end_person, take_back, tidy
from tracker.office.services.programmes import add_programme, edit_programme, end_programme, resume_programme
from tracker.office.services.roles import change_role, end_role, give_role
from tracker.office.services.units import UnitFacts, add_unit, edit_unit, facts_of

__all__ = [
    "Takeover",
    "UnitFacts",
    "add_group",
    "add_person",
    "add_programme",
    "add_unit",
    "change_role",
    "edit_contact",
    "edit_group",
    "edit_person",
    "edit_programme",
    "edit_unit",
    "end_group",
    "end_person",
    "end_programme",
    "end_role",
    "end_units",
    "facts_of",
    "give_role",
    "hand_over",
    "rename_unit",
    "resume_group",
    "resume_programme",
    "take_back",
    "tidy",
]
