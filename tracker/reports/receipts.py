"""The receipt of a report: when it was handed in, by whom, on time or late, and the hash of all that it says."""

from datetime import date

from flask_babel import gettext, ngettext

from tracker.core import clock, formats
from tracker.documents.papers import Paper, Paragraph, Table
from tracker.documents.queries import blank_notation, head_of
from tracker.reports.models import HandedIn, Report

_WIDTHS = (2, 5)


def rows_of(handed: HandedIn) -> list[tuple[str, str]]:
    """What the receipt says, as label and words, in the reader's language."""
    content = handed.content
    window = [formats.day(date.fromisoformat(content[end])) for end in ("window_first", "window_last")]
    rows = [
        (gettext("Report"), content["duty"]),
        (gettext("Period"), formats.period(content["period"])),
        (gettext("Figures of the days"), " – ".join(window)),
        (gettext("Unit"), content["unit"]),
        (gettext("Handed in to"), content["receiver"]),
        (gettext("Goes through"), content["through"]),
        (gettext("Due on"), formats.day(date.fromisoformat(content["due_on"])) if content["due_on"] else ""),
        (gettext("Handed in on"), formats.moment(handed.at)),
        (gettext("Handed in by"), f"{handed.by.full_name}, {handed.by.position}".rstrip(", ")),
        (gettext("Handing in"), number_of(handed)),
        (gettext("Standing"), standing_of(handed)),
        (gettext("Files"), "; ".join(file["name"] for file in content["files"])),
        (gettext("Checksum (SHA-256)"), handed.sha256),
    ]
    return [(label, words) for label, words in rows if words]


def paper_of(report: Report, handed: HandedIn) -> Paper:
    """The receipt as a paper of the committee that took the report in. Papers speak Vietnamese: the caller says so."""
    content = handed.content
    said = gettext("The tracker has taken in the report of %(unit)s as follows:", unit=content["unit"])
    kept = gettext("What was handed in is kept unchanged; the checksum is of all that it says.")
    halves = f"{handed.sha256[:32]} {handed.sha256[32:]}"  # a line of a cell is not as long as the whole
    rows = tuple((label, halves if words == handed.sha256 else words) for label, words in rows_of(handed))
    table = Table((gettext("Content"), gettext("Details")), rows, widths=_WIDTHS)
    return Paper(
        head=head_of(report.duty.programme),
        type_name=gettext("Receipt"),
        subject=gettext("of the report handed in for %(period)s", period=content["period_words"]),
        notation=blank_notation(report.duty.programme, "GXN"),
        issued_on=clock.local(handed.at).date(),
        body=(Paragraph(said), table, Paragraph(kept)),
        recipients=(content["unit"],),
    )


def name_of(handed: HandedIn) -> str:
    """What its file is called."""
    period = formats.period(handed.content["period"]).replace("/", "-")
    return str(gettext("Receipt %(unit)s %(period)s", unit=handed.content["unit"], period=period))


def number_of(handed: HandedIn) -> str:
    """Which handing in it is."""
    return "1" if handed.number == 1 else str(gettext("%(number)s (handed in again)", number=handed.number))


def standing_of(handed: HandedIn) -> str:
    """On time, or how late."""
    if handed.content["due_on"] is None:
        return str(gettext("No deadline"))
    if not handed.late_days:
        return str(gettext("On time"))
    return str(ngettext("%(num)d working day late", "%(num)d working days late", handed.late_days))
