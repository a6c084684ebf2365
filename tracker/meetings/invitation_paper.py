"""The invitation (Giấy mời) as an official paper. Papers speak Vietnamese: the caller forces the language."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date, gettext

from tracker.documents.papers import Block, Paper, Paragraph, Point, Run, signature_of
from tracker.documents.papers.wording import long_day
from tracker.documents.queries import blank_notation, head_of, signers_of
from tracker.meetings.models import Meeting

TYPE_CODE = "GM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What all invitations to one meeting say: the items of its agenda, the units and the guests who come together."""

    meeting: Meeting
    agenda: Sequence[str]
    units: Sequence[str]
    guests: Sequence[str]


def paper_of(occasion: Occasion, *invited: str) -> Paper:
    """The invitation of a unit or a guest; of several, under each other. Room is left for what is not set yet."""
    meeting = occasion.meeting
    programme = meeting.programme
    head = head_of(programme)
    signer = next(iter(signers_of(programme.id)), None)
    issuer = " ".join(head.issuer.split())
    return Paper(
        head=head,
        type_name=gettext("Invitation"),
        subject=meeting.title,
        notation=meeting.invitation_notation or blank_notation(programme, TYPE_CODE),
        issued_on=meeting.invitation_on,
        body=(
            *_whom(issuer, invited),
            *_what(occasion, composed=len(invited) == 1),
            *_when_and_where(meeting),
            *_closing(),
        ),
        signature=signature_of(signer) if signer is not None else None,
        recipients=(gettext("Those invited above"), programme.standing_unit.name),
    )


def name_of(meeting: Meeting, invited: str = "") -> str:
    """What its file is called, without the ending."""
    parts = (gettext("Invitation"), meeting.title[:80], invited[:80])
    return " - ".join(part.replace("/", "-") for part in parts if part)


def _whom(issuer: str, invited: Sequence[str]) -> list[Block]:
    words = gettext("%(issuer)s respectfully invites:", issuer=issuer)
    if len(invited) == 1:
        return [Paragraph((Run(f"{words} "), Run(invited[0], bold=True)))]
    return [Paragraph(words), *(Point(name) for name in invited)]


def _what(occasion: Occasion, *, composed: bool) -> list[Block]:
    """What it is about, and who else comes where they are not all named above."""
    meeting = occasion.meeting
    told: list[Block] = [_line(gettext("To attend"), meeting.title)]
    if occasion.agenda:
        told += [Paragraph((Run(gettext("Content:"), bold=True),)), *(Point(item) for item in occasion.agenda)]
    if meeting.chair is not None:
        chair = ", ".join(filter(None, (meeting.chair.full_name, meeting.chair.position)))
        told.append(_line(gettext("Chaired by"), chair))
    who = [gettext("the heads of these units: %(units)s", units="; ".join(occasion.units))] if occasion.units else []
    who += [gettext("guests: %(guests)s", guests="; ".join(occasion.guests))] if occasion.guests else []
    return [*told, _line(gettext("Composition"), "; ".join(who))] if who and composed else told


def _when_and_where(meeting: Meeting) -> list[Block]:
    day = f"ngày {long_day(meeting.held_on)}"
    if meeting.held_on is not None:
        day = f"{format_date(meeting.held_on, 'EEEE')}, {day}"
    if meeting.starts_at is not None:
        day = f"{meeting.starts_at:%H} giờ {meeting.starts_at:%M}, {day}"
    venue = meeting.venue
    where = ", ".join(filter(None, (venue.name, venue.address))) if venue is not None else "…"
    return [_line(gettext("Time"), day), _line(gettext("Venue"), where)]


def _closing() -> list[Block]:
    answer = gettext("Please answer this invitation, and name whoever comes instead where the head cannot.")
    welcome = gettext("We look forward to seeing you there.")
    return [Paragraph(f"{answer} {welcome}")]


def _line(label: str, words: str) -> Paragraph:
    """ "Thời gian: …", ending with a full stop."""
    return Paragraph((Run(f"{label}: ", bold=True), Run(f"{words.rstrip('.')}.")))
