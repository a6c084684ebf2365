"""What planning meetings and keeping their venues and series does not allow, and the unit that a venue's name names."""

from collections.abc import Callable

from tracker.core.errors import N_, RuleBroken

LONGEST_REASON = 1000


class VenueNameTaken(RuleBroken):
    """Two venues whose names differ in capitals and marks alone could not be told apart."""

    message = N_("There is already a venue called “%(name)s”. Give this one another name, or mend that one.")


class VenueHasEnded(RuleBroken):
    """Nothing is planned where nothing is held any more."""

    message = N_("The venue “%(venue)s” has not been in use since %(day)s. Choose another, or take it up again first.")


class VenueIsNeeded(RuleBroken):
    """Meetings are still to be held there."""

    message = N_("Meetings are still planned at this venue. Move them to another venue first; nothing was changed.")


class SeriesHasEnded(RuleBroken):
    """Nothing is planned in a series that is over."""

    message = N_("This series has ended, so nothing more is planned in it. Take it up again first.")


class PlannedMeanwhile(RuleBroken):
    """Somebody else planned one of the meetings that were proposed."""

    message = N_(
        "The series has a meeting of quarter %(quarter)s by now: someone else planned it. None of these was planned; "
        "leave that one out and press once more."
    )


class NothingChosen(RuleBroken):
    """No quarter was ticked."""

    message = N_("Nothing is ticked. Choose at least one meeting to plan.")


class InvitedMeetingIsMoved(RuleBroken):
    """Those invited are told of another day, time or venue, so it is not simply mended."""

    message = N_(
        "Units are invited to this meeting. Its day, time and venue are changed with “Move the meeting”, which tells "
        "them."
    )


class ChangeNeedsReason(RuleBroken):
    """A meeting is moved or cancelled without a word of why."""

    message = N_("Say why: the units concerned will read it.")


class NothingMoved(RuleBroken):
    """Day, time and venue are as they were."""

    message = N_("Day, time and venue are as they were, so nobody was told and nothing was changed.")


def named_within(words: str, find: Callable[[str], int | None]) -> int | None:
    """The first unit that a place's name names, by the longest of its names there.

    "Trụ sở HĐND - UBND xã Đăk Tơ Mil" names the commune.
    """
    parts = words.replace(",", " ").split()
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            found = find(" ".join(parts[start:end]))
            if found is not None:
                return found
    return None
