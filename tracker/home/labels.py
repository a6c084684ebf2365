"""What rooms, records and places of origin are called on the trail's page."""

from tracker.core.errors import N_

ROOM = {
    "accounts": N_("Accounts and signing in"),
    "office": N_("Units and people"),
    "documents": N_("Documents"),
    "pilots": N_("Pilot models"),
    "plans": N_("Plans"),
    "tasks": N_("Tasks"),
    "reports": N_("Reports"),
    "meetings": N_("Meetings"),
    "intake": N_("Taking documents in"),
    "succession": N_("Units that change"),
    "outbox": N_("Outgoing mail"),
    "calendar": N_("Calendar"),
}
RECORD = {
    "account": N_("Account"),
    "agenda_item": N_("Item of an agenda"),
    "consolidation": N_("Consolidated report"),
    "consolidated_section": N_("Section of a consolidated report"),
    "document": N_("Document"),
    "finding": N_("Inspection finding"),
    "intake": N_("Document taken in"),
    "invitation": N_("Invitation"),
    "meeting": N_("Meeting"),
    "meeting_paper": N_("Paper of a meeting"),
    "meeting_series": N_("Series of meetings"),
    "number_register": N_("Register of numbers"),
    "person": N_("Person"),
    "pilot": N_("Pilot"),
    "plan": N_("Plan"),
    "programme": N_("Programme"),
    "report": N_("Report"),
    "report_answer": N_("Part of a report"),
    "report_duty": N_("Duty to report"),
    "report_exemption": N_("Exemption from a duty to report"),
    "report_file": N_("File of a report"),
    "stored_file": N_("File"),
    "target": N_("Target"),
    "task": N_("Task"),
    "unit": N_("Unit"),
    "unit_change": N_("Change of units"),
    "unit_group": N_("Group of units"),
    "venue": N_("Venue"),
}
ORIGIN = {
    "command line": N_("command line"),
    "worker": N_("the tracker by itself"),
    "": N_("not noted"),
}
