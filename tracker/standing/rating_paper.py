"""The list of ratings of a year as an official paper. Papers speak Vietnamese: the caller forces the language."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext

from tracker.documents.papers import Block, Paper, Paragraph, Point, Table, signature_of
from tracker.documents.queries import blank_notation, head_of, signers_of
from tracker.office.models import Programme
from tracker.standing.models import RatingScheme, RatingState
from tracker.standing.queries.ratings import RatingRow

TYPE_CODE = "BC"


def title_of(year: int) -> str:
    """What the file is called."""
    return str(gettext("List of ratings %(year)s", year=year))


def reply_of(row: RatingRow) -> str:
    """What the unit says to the level proposed, in short and in its own words."""
    if row.id is None or row.replied_at is None:
        return ""
    said = gettext("The unit agrees") if row.agrees else gettext("The unit does not agree")
    return f"{said}: {row.words}" if row.words else str(said)


def paper_of(programme: Programme, year: int, rows: Sequence[RatingRow], *, scheme: RatingScheme | None) -> Paper:
    """Every unit with its level, how many have each, and by what they were rated; room is left for number and day."""
    signer = next(iter(signers_of(programme.id)), None)
    body: list[Block] = [Paragraph(_basis(scheme, year))]
    decided = [row for row in rows if row.state is RatingState.DECIDED]
    counts = Counter(row.level for row in sorted(decided, key=lambda row: row.place))
    body.append(
        Paragraph(
            gettext("Of %(all)s units, the rating of %(decided)s is decided:", all=len(rows), decided=len(decided))
        )
    )
    body += [Point(gettext("%(level)s: %(num)s units", level=level, num=num)) for level, num in counts.items()]
    body.append(_table(rows))
    return Paper(
        head=head_of(programme),
        type_name=gettext("Report"),
        subject=gettext("Ratings of the units for the year %(year)s", year=year),
        notation=blank_notation(programme, TYPE_CODE),
        body=tuple(body),
        signature=signature_of(signer) if signer is not None else None,
        recipients=(programme.standing_unit.name,),
    )


def _basis(scheme: RatingScheme | None, year: int) -> str:
    facts = {"year": year, "scheme": scheme.name if scheme is not None else "–"}
    if scheme is None or not scheme.source:
        return str(gettext("The units are rated for the year %(year)s by the scheme “%(scheme)s”.", **facts))
    return str(
        gettext(
            "The units are rated for the year %(year)s by the scheme “%(scheme)s” (%(source)s).",
            source=scheme.source,
            **facts,
        )
    )


def _table(rows: Sequence[RatingRow]) -> Table:
    columns = (
        gettext("No."),
        gettext("Unit"),
        gettext("Proposed level"),
        gettext("View of the unit"),
        gettext("Level decided"),
        gettext("Reason"),
    )
    told = tuple(
        (str(place), row.unit_name, row.proposed, reply_of(row), row.level, row.decided_words)
        for place, row in enumerate(rows, start=1)
    )
    return Table(
        columns=columns,
        rows=told,
        widths=(1, 5, 4, 5, 4, 5),
        aligned=("center", "left", "left", "left", "left", "left"),
    )
