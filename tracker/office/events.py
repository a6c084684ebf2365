"""How the office's events read."""

from tracker.core.errors import N_
from tracker.office.labels import ROLE_KIND, UNIT_KIND

SENTENCES = {
    "unit.added": N_("Added the unit %(unit)s"),
    "unit.succeeded": N_("%(unit)s ended on %(day)s: %(successors)s took over"),
    "unit.ended": N_("%(unit)s ended on %(day)s, and no unit took over"),
    "unit.renamed": N_("%(former)s is called %(unit)s from %(day)s on"),
    "unit.moved": N_("%(unit)s no longer belongs to %(former)s, which ended on %(day)s"),
    "unit.name_corrected": N_("Corrected the name: %(before)s → %(after)s"),
    "unit.short_name_corrected": N_("Corrected the short name: %(before)s → %(after)s"),
    "unit.kind_corrected": N_("Corrected the kind: %(old_kind)s → %(kind)s"),
    "unit.placed": N_("Belongs to %(after)s; before: %(before)s"),
    "unit.beginning_corrected": N_("Corrected the day from which it exists: %(before)s → %(after)s"),
    "unit.other_names_changed": N_("Other ways to write it: %(before)s → %(after)s"),
    "group.added": N_("Added the group %(group)s"),
    "group.edited": N_("Mended the group %(group)s; added: %(added)s; taken out: %(taken_out)s"),
    "group.ended": N_("Ended the group %(group)s"),
    "group.resumed": N_("Took the group %(group)s up again"),
    "group.joined": N_("%(units)s joined the group in place of %(former)s, from %(day)s on"),
    "programme.added": N_("Started the programme %(programme)s"),
    "programme.edited": N_("Mended the programme: %(before)s → %(programme)s"),
    "programme.members_changed": N_("Units that take part: added %(added)s; taken out %(taken_out)s"),
    "programme.standing_unit_corrected": N_("The standing unit is %(after)s; before: %(before)s"),
    "programme.ended": N_("Ended the programme; from now on it can only be read"),
    "programme.resumed": N_("Took the programme up again"),
    "programme.joined": N_("%(units)s takes part in place of %(former)s, from %(day)s on"),
    "programme.standing_unit_changed": N_("%(unit)s gathers the reports from %(day)s on"),
    "person.added": N_("Added %(person)s, %(unit)s"),
    "person.renamed": N_("Changed the name %(before)s to %(after)s"),
    "person.position_changed": N_("Changed the position of %(person)s from “%(before)s” to “%(after)s”"),
    "person.email_changed": N_("Changed the e-mail of %(person)s from %(before)s to %(after)s"),
    "person.phone_changed": N_("Changed the phone of %(person)s from %(before)s to %(after)s"),
    "person.moved": N_("Moved %(person)s from %(before)s to %(after)s"),
    "person.ended": N_("Noted that %(person)s is gone from %(gone_from)s on"),
    "person.taken_back": N_("Took %(person)s back"),
    "role.given": N_("Gave %(person)s the role %(role)s (%(scope)s)"),
    "role.term_changed": N_(
        "Changed the last day of the role %(role)s (%(scope)s) of %(person)s from %(before)s to %(after)s"
    ),
    "role.marked": N_("Let %(person)s read the trail as %(role)s (%(scope)s)"),
    "role.unmarked": N_("%(person)s no longer reads the trail as %(role)s (%(scope)s)"),
    "role.ended": N_("Ended the role %(role)s (%(scope)s) of %(person)s"),
    "role.passed_on": N_("%(person)s: the role in %(former)s became the role %(role)s in %(scope)s from %(day)s on"),
    "role.ended_with_unit": N_("The role %(role)s of %(person)s ended with %(scope)s on %(day)s"),
}
WORDS = {
    "role": ROLE_KIND,
    "scope": {"office": N_("the whole office")},  # of administrators
    "kind": UNIT_KIND,
    "old_kind": UNIT_KIND,
    "added": UNIT_KIND,
    "taken_out": UNIT_KIND,
}  # what code words among the facts mean
