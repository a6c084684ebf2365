"""Forms of intake: the file, the head of the document, and a proposal to mend, by its kind."""

from collections.abc import Mapping

from tracker.intake.forms.amendments import AmendmentForm
from tracker.intake.forms.directives import ConclusionForm, TaskForm
from tracker.intake.forms.duties import DutyForm
from tracker.intake.forms.facts import BasisForm, MeetingForm, MendForm, TargetForm
from tracker.intake.forms.papers import HeadForm, SeenForm, UploadForm
from tracker.intake.models import IntakeItem, ItemKind

_FORMS: Mapping[ItemKind, type[MendForm]] = {
    ItemKind.BASIS: BasisForm,
    ItemKind.TARGET: TargetForm,
    ItemKind.TASK: TaskForm,
    ItemKind.MEETING: MeetingForm,
    ItemKind.CONCLUSION: ConclusionForm,
    ItemKind.REPORT: DutyForm,
    ItemKind.AMENDMENT: AmendmentForm,
}


def form_for(item: IntakeItem, *, sent: bool | None = None) -> MendForm:
    """The form that mends a proposal of that kind; `sent` false where the request does not carry its fields."""
    return _FORMS[item.kind](item, sent=sent)


__all__ = ["AmendmentForm", "DutyForm", "HeadForm", "MendForm", "SeenForm", "UploadForm", "form_for"]
