"""What an agenda holds, in which order, and until when it can be changed."""

from collections.abc import Sequence
from typing import TypeVar

from tracker.core.errors import N_, RuleBroken
from tracker.meetings.models import AgendaKind, MeetingState

Item = TypeVar("Item")

# The items that bring their facts, in the order in which a meeting goes through them; titles as papers print them.
BUILT = {
    AgendaKind.PREVIOUS: "Kết quả thực hiện kết luận của các kỳ họp trước",
    AgendaKind.OVERDUE: "Nhiệm vụ quá hạn chưa hoàn thành",
    AgendaKind.RETURNED: "Kết quả được trả lại để bổ sung",
    AgendaKind.AWAITING: "Kết quả đã gửi, chờ xem xét",
    AgendaKind.UNREPORTED: "Đơn vị chưa gửi báo cáo định kỳ",
    AgendaKind.TARGETS: "Chỉ tiêu chưa đạt",
}
CHANGEABLE = (MeetingState.PLANNED, MeetingState.INVITED, MeetingState.IN_SESSION)
READABLE = frozenset(MeetingState) - {MeetingState.PLANNED, MeetingState.CANCELLED}  # its papers, by the units


class AgendaIsSettled(RuleBroken):
    """The meeting is concluded, or will not be held."""

    message = N_("This meeting is over, so its agenda and its papers stay as they are.")


class OffTheAgenda(RuleBroken):
    """An item that somebody has taken off meanwhile."""

    message = N_("This item has been taken off the agenda. Put it back first, then change it.")


class OnTheAgenda(RuleBroken):
    """An item that is put back while it stands there."""

    message = N_("This item stands on the agenda already.")


class ItemOfAnotherMeeting(RuleBroken):
    """A paper for an item that is no longer this meeting's."""

    message = N_("That item is not on this meeting's agenda any more. Choose another, or leave it open.")


def check_changeable(state: MeetingState) -> None:
    """An agenda is made before the meeting and while it lasts."""
    if state not in CHANGEABLE:
        raise AgendaIsSettled


def placed(items: Sequence[Item], item: Item, place: int) -> list[Item]:
    """The items with one of them at a place, the first being 1; it may be new among them.

    Said twice, or by two at once, it comes to the same.
    """
    others = [one for one in items if one is not item]
    at = min(max(place, 1), len(others) + 1) - 1
    return [*others[:at], item, *others[at:]]
