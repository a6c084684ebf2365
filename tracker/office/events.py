"""How the office's events read."""

from tracker.core.errors import N_

SENTENCES = {
    "unit.added": N_("Added the unit %(unit)s"),
    "group.added": N_("Added the group %(group)s"),
    "programme.added": N_("Started the programme %(programme)s"),
    "person.added": N_("Added %(person)s, %(unit)s"),
    "role.given": N_("Gave %(person)s the role %(role)s (%(scope)s)"),
}
