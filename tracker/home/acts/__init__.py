"""What each address is for, in words: the left column of the page “Who may do what”.

An address that shows a form and the one that takes it are one act to whoever reads the page.
"""

from tracker.core.errors import N_
from tracker.home.acts import office, work

ROOMS = {
    "home": N_("First pages"),
    "tasks": N_("Tasks"),
    "stopping": N_("Tasks that stop and go on"),
    "deadlines": N_("Deadlines of tasks"),
    "sharing_out": N_("Who does what"),
    "assignments": N_("Parts of units"),
    "accepting": N_("Accepting many parts"),
    "declining": N_("Parts that units decline"),
    "extensions": N_("More time"),
    "evidence": N_("Evidence of parts"),
    "nudging": N_("Reminders"),
    "findings": N_("Inspection findings"),
    "remedies": N_("Inspection findings"),
    "meetings": N_("Meetings"),
    "conclusions": N_("Conclusions"),
    "task_import": N_("Many tasks at once"),
    "task_copying": N_("Tasks of an earlier plan"),
    "pilots": N_("Pilot models"),
    "pilot_funding": N_("Money of pilots"),
    "pilot_reviews": N_("Reviews of pilots"),
    "plans": N_("Plans"),
    "targets": N_("Targets"),
    "amendments": N_("Amendments of targets"),
    "measurements": N_("What was measured"),
    "grid": N_("Grid of shares"),
    "documents": N_("Documents"),
    "intake": N_("Taking documents in"),
    "proposals": N_("What was read of a document"),
    "units": N_("Units"),
    "unit_groups": N_("Groups of units"),
    "programmes": N_("Programmes"),
    "succession": N_("Units that change"),
    "people": N_("Users"),
    "people_acts": N_("Their accounts"),
    "roles": N_("Roles"),
    "outbox": N_("Outgoing mail"),
    "trail": N_("Trail"),
    "access": N_("Who may do what"),
    "me": N_("My account"),
    "saved_filters": N_("Saved filters"),
    "second_factor": N_("Second factor"),
    "confirm": N_("Confirming that it is me"),
    "kept": N_("What was typed when a session had ended"),
    "accounts": N_("Signing in"),
    "code": N_("Signing in with a code"),
    "links": N_("Invitations and forgotten passwords"),
    "oidc": N_("Signing in elsewhere"),
    "setup": N_("Setting up the office"),
}
ACTS = work.ACTS | office.ACTS
WHOSE = {
    "-": N_("–"),
    "own unit": N_("own unit"),
    "other unit": N_("another unit"),
    "other programme": N_("another programme"),
    "ended": N_("ended"),
}
ANSWER = {
    "yes": N_("yes"),
    "no": N_("no"),
    "hidden": N_("not shown"),
    "sign in": N_("signs in first"),
}
ROLE = {
    "stranger": N_("Not signed in"),
    "nobody": N_("Without a role"),
    "officer": N_("Officer"),
    "head": N_("Head of the unit"),
    "observer": N_("Observer"),
    "auditor": N_("Auditor"),
    "staff": N_("Standing staff"),
    "chair": N_("Chair or deputy chair"),
    "admin": N_("Administrator"),
}
