"""Pages of tasks: the tasks themselves, and each unit's part."""

from tracker.tasks.views import (
    accepting,
    assignments,
    bulk,
    copying,
    deadlines,
    declining,
    evidence,
    extensions,
    findings,
    nudging,
    remedies,
    sharing_out,
    stopping,
    tasks,
)
from tracker.tasks.views import classes as classes  # of the blueprint of tasks
from tracker.tasks.views import dates as dates  # the same
from tracker.tasks.views import listing as listing  # the same

BLUEPRINTS = (
    tasks.bp,
    stopping.bp,
    deadlines.bp,
    sharing_out.bp,
    bulk.bp,
    copying.bp,
    assignments.bp,
    declining.bp,
    extensions.bp,
    evidence.bp,
    nudging.bp,
    accepting.bp,
    findings.bp,
    remedies.bp,
)
