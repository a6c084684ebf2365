"""What changes of units are called."""

from collections.abc import Mapping

from flask_babel import gettext

from tracker.core.errors import N_, Message
from tracker.succession.models import ChangeKind, ChangeState

KIND = {
    ChangeKind.MERGE: N_("Merger"),
    ChangeKind.SPLIT: N_("Division"),
    ChangeKind.RENAME: N_("New name"),
    ChangeKind.END: N_("End"),
}
STATE = {
    ChangeState.PLANNED: N_("Planned change"),
    ChangeState.DONE: N_("Carried out"),
    ChangeState.CANCELLED: N_("Cancelled"),
}
TONE = {ChangeState.PLANNED: "open", ChangeState.DONE: "done", ChangeState.CANCELLED: "excused"}


def options(words: Mapping[ChangeKind, Message] | Mapping[ChangeState, Message]) -> list[tuple[str, str]]:
    """As the choices of a filter."""
    return [(value.value, gettext(label)) for value, label in words.items()]
