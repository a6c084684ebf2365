"""Where units stand, as official papers. Papers speak Vietnamese: the caller forces the language."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from flask_babel import gettext

from tracker.core.formats import day, percent
from tracker.core.formats import figure as written
from tracker.core.formats import period as period_name
from tracker.core.periods import Period
from tracker.documents.papers import Annex, Block, Cell, Heading, Paper, Paragraph, Table, signature_of
from tracker.documents.queries import head_of, signers_of
from tracker.office.models import Programme
from tracker.standing import labels
from tracker.standing.queries.standings import QuarterLine, Standing, Standings
from tracker.standing.rules.figures import PARTS, Rate, UnitFigures
from tracker.standing.rules.measures import IN_LIST, LINES, TOPICS, Measure, value_of

_RIGHT: tuple[Literal["right"], ...] = ("right",)


def paper_of_units(programme: Programme, period: Period, found: Standings, *, on: date) -> Paper:
    """All units: their classes, then what else is told in a list; on wide pages, in the order of their names."""
    rates = (Rate.COMPLETION, Rate.PUNCTUALITY)
    tables = [
        _units(gettext("Tasks by class"), (*PARTS, *rates), found),
        _units(gettext("Reports, targets and pilots"), IN_LIST[3:], found),
    ]
    return _paper(
        programme,
        gettext("where units stand, %(period)s", period=_small(period)),
        [Paragraph(_as_of(on)), Paragraph(gettext("Each unit’s figures are in the annex.")), Paragraph(_explained())],
        annexes=[Annex(title=gettext("Where units stand"), body=tuple(tables), landscape=True)],
    )


def paper_of_unit(
    programme: Programme, period: Period, found: Standing, lines: Sequence[QuarterLine], *, on: date
) -> Paper:
    """One unit: each figure beside the middle, then its quarters."""
    name = found.figures.unit_name
    body: list[Block] = [Paragraph(_as_of(on)), Paragraph(_explained())]
    for topic, measures in TOPICS.items():
        body += [Heading(gettext(labels.TOPIC[topic])), _beside_middle(measures, found)]
    body += [Heading(gettext("Over the last quarters")), _quarters(lines)]
    return _paper(programme, gettext("where %(unit)s stands, %(period)s", unit=name, period=_small(period)), body)


def _paper(programme: Programme, subject: str, body: Sequence[Block], *, annexes: Sequence[Annex] = ()) -> Paper:
    signer = next(iter(signers_of(programme.id)), None)
    return Paper(
        head=head_of(programme),
        type_name=gettext("Table of results"),
        subject=subject,
        body=tuple(body),
        signature=signature_of(signer) if signer is not None else None,
        annexes=tuple(annexes),
    )


def _units(caption: str, measures: Sequence[Measure], found: Standings) -> Table:
    rows: list[tuple[str | Cell, ...]] = [
        (str(place), _called(unit), *_values(measures, (value_of(unit, measure) for measure in measures)))
        for place, unit in enumerate(found.units, start=1)
    ]
    middle = _values(measures, (found.middle[measure] for measure in measures))
    rows.append(("", *(Cell(text, bold=True) for text in (gettext("Middle"), *middle))))
    return Table(
        columns=(gettext("No."), gettext("Unit"), *(gettext(labels.MEASURE[measure]) for measure in measures)),
        rows=tuple(rows),
        widths=(1, 5, *(2 for _ in measures)),
        aligned=("center", "left", *_RIGHT * len(measures)),
        caption=caption,
    )


def _beside_middle(measures: Sequence[Measure], found: Standing) -> Table:
    own = _values(measures, (value_of(found.figures, measure) for measure in measures))
    middle = _values(measures, (found.middle[measure] for measure in measures))
    names = (gettext(labels.MEASURE[measure]) for measure in measures)
    return Table(
        columns=(gettext("Subject of the figure"), gettext("The unit"), gettext("Middle of the programme's units")),
        rows=tuple(zip(names, own, middle, strict=True)),
        widths=(6, 2, 3),
        aligned=("left", "right", "right"),
    )


def _quarters(lines: Sequence[QuarterLine]) -> Table:
    rows = tuple(
        (
            period_name(line.period),
            *(
                text
                for measure in LINES
                for text in _values((measure, measure), (value_of(line.figures, measure), line.middle[measure]))
            ),
        )
        for line in lines
    )
    titles = [title for measure in LINES for title in (gettext(labels.MEASURE[measure]), gettext("Middle"))]
    return Table(
        columns=(gettext("Quarter"), *titles),
        rows=rows,
        widths=(3, *(2 for _ in titles)),
        aligned=("left", *_RIGHT * len(titles)),
    )


def _values(measures: Sequence[Measure], values: Iterable[float | None]) -> list[str]:
    return [
        percent(value) if isinstance(measure, Rate) else "–" if value is None else written(Decimal(str(value)))
        for measure, value in zip(measures, values, strict=True)
    ]


def _called(unit: UnitFigures) -> str:
    if unit.ended_on is None:
        return unit.unit_name
    return str(gettext("%(unit)s (until %(day)s)", unit=unit.unit_name, day=day(unit.ended_on)))


def _as_of(on: date) -> str:
    return str(gettext("Figures as of %(day)s, counted by the tracker from its records.", day=day(on)))


def _explained() -> str:
    return str(
        gettext(
            "Completion is done out of done and overdue; punctuality is done on time out of the same. The middle is "
            "the median of the units: half of them lie above it, half below."
        )
    )


def _small(period: Period) -> str:
    """The period in the middle of a sentence."""
    words = period_name(period)
    return words[0].lower() + words[1:]
