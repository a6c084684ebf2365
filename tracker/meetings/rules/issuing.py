"""What issuing a notice asks for, and what tells that its wording is another than it was."""

from tracker.core.errors import N_, RuleBroken
from tracker.meetings.models import Notice


class NoticeNeedsSigner(RuleBroken):
    """Nobody signs it."""

    message = N_("Choose who signs the notice. Signers are entered under “Office papers”.")


class NothingWorded(RuleBroken):
    """All sections were left out."""

    message = N_("This notice says nothing: all its sections are left out. Put some back, then issue it.")


class IssuedBeforeMeeting(RuleBroken):
    """A day before there was anything to issue."""

    message = N_("The meeting was held on %(day)s, so its notice cannot be older. Choose that day or a later one.")


class IssuedAhead(RuleBroken):
    """A day to come on what is in force at once: a slip of the pen that nothing takes back."""

    message = N_(
        "A notice is in force as soon as it is issued, so it cannot bear a later day than %(day)s. Choose that day or "
        "an earlier one."
    )


def stamp_of(notice: Notice) -> str:
    """What grows with each change of a notice's wording, of its sections too."""
    sections = notice.sections
    return f"{notice.version}-{len(sections)}-{sum(section.version for section in sections)}"
