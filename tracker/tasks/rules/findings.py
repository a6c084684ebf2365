"""What an inspection found: where a finding stands, and what may be done with it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from tracker.core.errors import N_, RuleBroken
from tracker.tasks.models import Finding, Part, State, TaskMode
from tracker.tasks.rules.directing import answers_for_task


class FindingStanding(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    TASK = "task"  # it became a task of the unit
    ENDED = "ended"


class NotAnInspection(RuleBroken):
    """A finding of a task that is no inspection."""

    message = N_("This task is not marked as an inspection. Mend the task first, then record what was found.")


class HasFindings(RuleBroken):
    """An inspection that found something was to be none any more."""

    message = N_("Findings were recorded here, so the task stays an inspection. Leave the box ticked and save again.")


class FindingNeedsWords(RuleBroken):
    """A finding without a word."""

    message = N_("Write in a few words what was found.")


class FindingIsTask(RuleBroken):
    """It became a task: it is not changed, ended or turned into a task again."""

    message = N_("This finding has become a task of %(unit)s already. Follow that task; the finding stays as it is.")


class FindingHasEnded(RuleBroken):
    """It ended: nothing more is done with it."""

    message = N_("This finding has ended. Record a new one where it is found again.")


class Settles(Protocol):
    """What tells where a finding stands."""

    @property
    def made_task_id(self) -> int | None:
        """The task that it became."""

    @property
    def ended_at(self) -> datetime | None:
        """When it ended."""


def standing_of(finding: Settles) -> FindingStanding:
    """What became of it."""
    if finding.made_task_id is not None:
        return FindingStanding.TASK
    return FindingStanding.ENDED if finding.ended_at is not None else FindingStanding.OPEN


def check_open(finding: Finding) -> None:
    """Refuse to touch what became a task, or ended."""
    standing = standing_of(finding)
    if standing is FindingStanding.TASK:
        raise FindingIsTask(unit=finding.unit.name)
    if standing is FindingStanding.ENDED:
        raise FindingHasEnded


def is_told(mode: TaskMode, parts: Iterable[tuple[Part, State]]) -> bool:
    """Whether those who inspect have handed their part in, and none of them is at work: units hear of findings then."""
    states = {state for part, state in parts if answers_for_task(mode, part)}
    return bool(states & {State.SUBMITTED, State.ACCEPTED}) and not states & {State.IN_PROGRESS, State.RETURNED}
