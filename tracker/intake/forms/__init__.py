"""Forms of intake: the file, the head of the document, and a proposal to mend, by its kind."""

from collections.abc import Mapping

from tracker.intake.forms.amendments import AmendmentForm
from tracker.intake.forms.directives import ConclusionForm, TaskForm
from tracker.intake.forms.facts import BasisForm, MeetingForm, MendForm, TargetForm
from tracker.intake.forms.papers import HeadForm, SeenForm, UploadForm
from tracker.intake.models import IntakeItem, ItemKind

_FORMS: Mapping[ItemKind, type[MendForm]] = {
    ItemKind.BASIS: BasisForm,
    ItemKind.TARGET: TargetForm,
    ItemKind.TASK: TaskForm,
    ItemKind.MEETING: MeetingForm,
    ItemKind.CONCLUSION: ConclusionForm,
    ItemKind.AMENDMENT: AmendmentForm,
}


def form_for(item: IntakeItem, *, sent: bool | None = None) -> MendForm:
    """The form that mends a proposal of that kind; `sent` false where the request does not carry its fields."""
    return _FORMS[item.kind](item, sent=sent)


def can_be_mended(item: IntakeItem) -> bool:
    """Whether its kind has a form; duties to report wait for their own room."""
    return item.kind in _FORMS


__all__ = ["AmendmentForm", "HeadForm", "MendForm", "SeenForm", "UploadForm", "can_be_mended", "form_for"]
