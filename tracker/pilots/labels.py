"""What the states and kinds of pilots are called."""

from tracker.core.errors import N_
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.pilots.models import Effect, FundingSource, PilotState, Registration

STATE = {
    PilotState.REGISTERED: N_("Registered"),
    PilotState.RUNNING: N_("Running"),
    PilotState.CONVERTED: N_("Converted"),
    PilotState.ENDED: N_("Ended"),
}
REGISTRATION = {
    Registration.NEW: N_("New"),
    Registration.MAINTAINED: N_("Maintained"),
    Registration.REPLICATED: N_("Replicated from another"),
}
SOURCE = {
    FundingSource.POVERTY_PROGRAMME: N_("National programme: sustainable poverty reduction"),
    FundingSource.RURAL_PROGRAMME: N_("National programme: new rural areas"),
    FundingSource.ETHNIC_PROGRAMME: N_("National programme: ethnic minority and mountainous areas"),
    FundingSource.LOCAL_BUDGET: N_("Local budget"),
    FundingSource.POLICY_BANK: N_("Policy loans"),
    FundingSource.HOUSEHOLDS: N_("The households’ own share"),
    FundingSource.DONATIONS: N_("Donations"),
    FundingSource.OTHER: N_("Another source"),
}
EFFECT = {
    Effect.GOOD: N_("Works well"),
    Effect.FAIR: N_("Works in part"),
    Effect.POOR: N_("Does not work"),
}
TAKEN_OUT = N_("Taken out")  # a line of money that counts no more
# How each looks: a tone of shared/macros/badges.html.
STATE_TONE = {
    PilotState.REGISTERED: "draft",
    PilotState.RUNNING: "open",
    PilotState.CONVERTED: "done",
    PilotState.ENDED: "excused",
}
EFFECT_TONE = {Effect.GOOD: "done", Effect.FAIR: "due-soon", Effect.POOR: "overdue"}
