"""How a target's figure is written."""

from tracker.core.errors import N_
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.plans.models import Comparator, CountedBy
from tracker.plans.rules import Demands, Outcome

COMPARATOR = {
    Comparator.EQUAL: N_("exactly"),
    Comparator.AT_LEAST: N_("at least"),
    Comparator.MORE_THAN: N_("more than"),
    Comparator.AT_MOST: N_("at most"),
    Comparator.LESS_THAN: N_("less than"),
}
SIGN = {
    Comparator.EQUAL: "=",
    Comparator.AT_LEAST: "≥",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "≤",
    Comparator.LESS_THAN: "<",
}
COUNTED_BY = {CountedBy.PILOTS: N_("the pilot models of the year")}
OUTCOME = {
    Outcome.REACHED: N_("Reached"),
    Outcome.EXCEEDED: N_("Above the figure"),
    Outcome.MISSED: N_("Not reached yet"),
    Outcome.UNMEASURED: N_("Not measured"),
    Outcome.UNJUDGED: N_("No share"),
}
OUTCOME_TONE = {
    Outcome.REACHED: "done",
    Outcome.EXCEEDED: "open",
    Outcome.MISSED: "due-soon",
    Outcome.UNMEASURED: "open",
    Outcome.UNJUDGED: "excused",
}


def goal_of(terms: Demands) -> str:
    """What is demanded, as the trail keeps it: "≥ 20.33 %"."""
    return f"{SIGN[terms.comparator]} {terms.value.normalize():f} {terms.measure}"
