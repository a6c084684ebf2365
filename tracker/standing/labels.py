"""What the room's words are called."""

from tracker.core.errors import N_, Message
from tracker.office.labels import options as options  # beside the labels that it is for
from tracker.standing.models import Breach, Decision, ListState, RatingState, ReviewKind
from tracker.standing.rules.figures import Figure, Rate
from tracker.standing.rules.measures import Measure, Topic
from tracker.standing.rules.reviews import ReviewFigures
from tracker.standing.rules.schemes import PERCENTS as PERCENTS
from tracker.standing.rules.schemes import RatedFigure
from tracker.standing.rules.shipped_schemes import CERTAINTY as CERTAINTY

LIST_STATE = {
    ListState.DRAFT: N_("Draft"),
    ListState.SENT: N_("Sent to the units"),
    ListState.LOCKED: N_("Locked with its number"),
}
BREACH = {
    Breach.REPORT_MISSING: N_("Report not handed in"),
    Breach.REPORT_LATE: N_("Report handed in late"),
    Breach.REPORT_UNEXPLAINED: N_("Late without an explanation"),
    Breach.PART_OVERDUE: N_("Task overdue"),
    Breach.PART_LATE: N_("Task done late"),
}
DECISION = {
    Decision.OPEN: N_("Not decided"),
    Decision.KEPT: N_("Stays on the list"),
    Decision.TAKEN_OFF: N_("Taken off the list"),
}
RATING_STATE = {
    RatingState.PROPOSED: N_("Proposed, not sent yet"),
    RatingState.SENT: N_("Sent to the unit"),
    RatingState.DECIDED: N_("Decided"),
}
REVIEW_KIND = {
    ReviewKind.INTERIM: N_("Interim review"),
    ReviewKind.FINAL: N_("Yearly review"),
}
REVIEW_FIGURES = {
    ReviewFigures.TASKS: N_("How tasks were done"),
    ReviewFigures.TARGETS: N_("How targets were reached"),
    ReviewFigures.REPORTED: N_("Figures that units reported"),
    ReviewFigures.PILOTS: N_("Pilots of the units"),
    ReviewFigures.REPORTS: N_("How the units reported"),
    ReviewFigures.LISTS: N_("Compliance lists that are locked"),
    ReviewFigures.RATINGS: N_("Ratings that are decided"),
}
FIGURE = {
    Figure.DONE_ON_TIME: N_("Done on time"),
    Figure.DONE_LATE: N_("Done late"),
    Figure.OPEN_WITHIN_TERM: N_("Open, within the term"),
    Figure.OPEN_OVERDUE: N_("Open, overdue"),
    Figure.NO_DEADLINE: N_("Open, without a deadline"),
    Figure.REPORTS_ON_TIME: N_("Reports handed in on time"),
    Figure.REPORTS_LATE: N_("Reports handed in late"),
    Figure.REPORTS_MISSING: N_("Reports overdue, not handed in"),
    Figure.REPORTS_WAITING: N_("Reports not due yet"),
    Figure.REPORTS_EXCUSED: N_("Reports excused"),
    Figure.EXPLANATIONS_GIVEN: N_("Late reports explained"),
    Figure.EXPLANATIONS_ACCEPTED: N_("Late reports accepted with their explanation"),
    Figure.REPORTS_UNEXPLAINED: N_("Late or missing reports without an explanation"),
    Figure.TARGETS_REACHED: N_("Targets reached"),
    Figure.TARGETS_MISSED: N_("Targets not reached yet"),
    Figure.TARGETS_UNMEASURED: N_("Targets not measured yet"),
    Figure.PILOTS_REGISTERED: N_("Pilots registered, not running yet"),
    Figure.PILOTS_RUNNING: N_("Pilots running"),
    Figure.PILOTS_REPLICATED: N_("Pilots replicated from others"),
    Figure.REVIEWS_MISSING: N_("Quarterly reviews of pilots missing"),
}
RATE = {
    Rate.COMPLETION: N_("Completion"),
    Rate.PUNCTUALITY: N_("Punctuality"),
    Rate.REPORTS_PUNCTUALITY: N_("Reports on time, of those due"),
    Rate.TARGETS_SHARE: N_("Targets reached, of all given"),
}
MEASURE: dict[Measure, Message] = dict([*FIGURE.items(), *RATE.items()])
TOPIC = {
    Topic.PARTS: N_("Tasks by class"),
    Topic.REPORTS: N_("Reports"),
    Topic.EXPLANATIONS: N_("Explanations"),
    Topic.TARGETS: N_("Targets"),
    Topic.PILOTS: N_("Pilots"),
}
RATING_STATE_TONE = {RatingState.PROPOSED: "draft", RatingState.SENT: "open", RatingState.DECIDED: "done"}
RATED = {
    RatedFigure.COMPLETION: N_("Tasks done of those due"),
    RatedFigure.PUNCTUALITY: N_("Tasks done on time of those due"),
    RatedFigure.LATE_SHARE: N_("Late of the tasks done"),
    RatedFigure.OVERDUE: N_("Tasks still overdue"),
    RatedFigure.REPORTS_ON_TIME: N_("Reports on time of those due"),
    RatedFigure.REPORTS_MISSING: N_("Reports missing"),
    RatedFigure.REPORTS_LATE: N_("Reports handed in late"),
    RatedFigure.REPORTS_UNEXPLAINED: N_("Reports late or missing, without explanation"),
    RatedFigure.TARGETS_REACHED: N_("Targets reached of those given"),
    RatedFigure.POINTS: N_("Points by the weights"),
    RatedFigure.GIVEN_POINTS: N_("Points given by the office"),
    RatedFigure.BEYOND: N_("Tasks done beyond what was required"),
    RatedFigure.REMEDIED: N_("Shortcomings named before that are remedied"),
    RatedFigure.DISCIPLINED: N_("Units under it and leaders that were disciplined"),
}
