"""How a target's figure is written."""

from tracker.core.errors import N_
from tracker.plans.models import Comparator

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
