"""Forms of tasks and of units' parts."""

from tracker.tasks.forms.directing import EventForm, ReasonForm, ReassignForm, ShareForm, TakeForm
from tracker.tasks.forms.findings import FindingForm, RemedyForm
from tracker.tasks.forms.parts import (
    AcceptForm,
    DecisionForm,
    DeclineForm,
    ExtensionForm,
    InsistForm,
    NudgeForm,
    ProgressForm,
    ReturnForm,
)
from tracker.tasks.forms.tasks import MendTaskForm, NewTaskForm, TaskForm

__all__ = [
    "AcceptForm",
    "DecisionForm",
    "DeclineForm",
    "EventForm",
    "ExtensionForm",
    "FindingForm",
    "InsistForm",
    "MendTaskForm",
    "NewTaskForm",
    "NudgeForm",
    "ProgressForm",
    "ReasonForm",
    "ReassignForm",
    "RemedyForm",
    "ReturnForm",
    "ShareForm",
    "TakeForm",
    "TaskForm",
]
