"""The consolidated report as an official paper. Papers speak Vietnamese: the caller forces the language."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from flask_babel import gettext

from tracker.core.errors import N_
from tracker.core.formats import day, figure, period
from tracker.documents.papers import (
    Annex,
    Block,
    Cell,
    Heading,
    Paper,
    Paragraph,
    Point,
    Run,
    Table,
    signature_of,
)
from tracker.documents.queries import blank_notation, head_of, signers_of
from tracker.reports.models import ReportDuty
from tracker.reports.queries.gathered import Gathered, GatheredItem, UnitReport
from tracker.reports.rules.adding import Said
from tracker.reports.rules.standing import Standing

NONE = "–"
_LATE = N_("Handed in late: %(units)s.")
_OWING = N_("Not handed in yet: %(units)s.")
_EXCUSED = N_("Excused: %(units)s.")


def paper_of(gathered: Gathered, *, on: date, notation: str = "", issued_on: date | None = None) -> Paper:
    """How the units reported, their words by section, the figures together; each unit's figures in an annex.

    Without number and day of issue, room is left for them.
    Where staff wrote a section, their words stand in it, else the units' own under their names.
    """
    programme, receiver = gathered.duty.programme, gathered.duty.receiver
    signer = next(iter(signers_of(programme.id)), None)
    figures = [item for item in gathered.items if item.is_figure]
    body: list[Block] = [Heading(gettext("How the units reported")), *_how_they_reported(gathered, on)]
    for item in gathered.items:
        if not item.is_figure:
            body += [Heading(item.title), *_words(item)]
    if figures:
        body += [Heading(gettext("Figures, all units together")), _table_of_sums(figures, gathered)]
        for item in figures:
            body += _remarks(item)
    tables: list[Block] = [_table_of_units(item, gathered) for item in figures if item.lines]
    annexes = (Annex(title=gettext("Figures of the units"), body=tuple(tables)),) if tables else ()
    return Paper(
        head=head_of(programme),
        type_name=gettext("Report"),
        subject=subject_of(gathered.duty, gathered.period),
        notation=notation or blank_notation(programme, "BC"),
        issued_on=issued_on,
        body=tuple(body),
        signature=signature_of(signer) if signer is not None else None,
        recipients=(receiver,) if receiver else (),
        annexes=annexes,
    )


def units_words(item: GatheredItem) -> str:
    """What units wrote under a section, one after the other under their names, as staff begin from it."""
    said = [f"{one.unit_name}: {one.words.strip()}" for one in item.with_words]
    nothing = _names(item.with_nothing)
    if nothing:
        said.append(gettext("Nothing to report: %(units)s.", units=nothing))
    return "\n\n".join(said)


def written_sum(item: GatheredItem, *, before: bool = False) -> str:
    """What the units' figures make together, with the counts of a percent: "62,5 % (25/40)"."""
    made = item.sum_before if before else item.sum
    return written(made.value, made.part, made.whole, percent=item.percent)


def written(value: Decimal | None, part: int | None, whole: int | None, *, percent: bool) -> str:
    """A figure as papers print it."""
    if value is None:
        return NONE
    if not percent:
        return figure(value)
    counts = f" ({part}/{whole})" if part is not None and whole is not None else ""
    return f"{figure(value)}\u00a0%{counts}"


def grown(change: Decimal | None) -> str:
    """A difference with its sign: "+2,5"."""
    if change is None:
        return NONE
    return f"+{figure(change)}" if change > 0 else figure(change).replace("-", "−")


def subject_of(duty: ReportDuty, of_period: str) -> str:
    """Of what and of when: what kind of paper it is stands above it already."""
    kind, name, of = gettext("Report"), duty.name, period(of_period)
    name = name.removeprefix(kind).strip() or name
    return str(gettext("%(duty)s, %(period)s", duty=name[0].upper() + name[1:], period=of[0].lower() + of[1:]))


def _how_they_reported(gathered: Gathered, on: date) -> list[Block]:
    tally = gathered.tally
    facts = {"expected": tally.expected, "received": tally.received, "on_time": tally.on_time, "late": tally.late}
    told: list[Block] = [
        Paragraph(
            gettext(
                "As of %(day)s, of %(expected)s units that owe the report %(received)s have handed it in: %(on_time)s "
                "on time, %(late)s late.",
                day=day(on),
                **facts,
            )
        )
    ]
    late = [unit for unit in gathered.received if unit.standing is Standing.LATE]
    lists = ((_LATE, late), (_OWING, gathered.owing), (_EXCUSED, gathered.excused))
    return [*told, *(Point(gettext(words, units=_names(units))) for words, units in lists if units)]


def _words(item: GatheredItem) -> list[Block]:
    if item.section is not None and item.section.words:
        return [Paragraph(item.section.words)]
    told: list[Block] = []
    for one in item.with_words:
        first, *rest = [line.strip() for line in one.words.splitlines() if line.strip()]
        told.append(Point((Run(f"{one.unit_name}: ", bold=True), Run(first))))
        told += [Paragraph(line) for line in rest]
    if item.with_nothing:
        told.append(Paragraph(gettext("Nothing to report: %(units)s.", units=_names(item.with_nothing))))
    return told or [Paragraph(gettext("No unit has reported on this yet."))]


def _remarks(item: GatheredItem) -> list[Block]:
    """What staff wrote of a figure, and what keeps it from being whole."""
    told: list[Block] = []
    if item.section is not None and item.section.words:
        told.append(Paragraph(f"{item.title}: {item.section.words}"))
    if item.silent:
        told.append(
            Paragraph(gettext("%(title)s: no figure of %(units)s.", title=item.title, units=_names(item.silent)))
        )
    if item.sum.left_out:
        told.append(
            Paragraph(
                gettext(
                    "%(title)s: without the percents of %(units)s, which came without their counts.",
                    title=item.title,
                    units=_names(item.sum.left_out),
                )
            )
        )
    return told


def _table_of_sums(figures: Sequence[GatheredItem], gathered: Gathered) -> Table:
    rows = tuple(
        (
            str(place),
            item.title,
            "%" if item.percent else item.measure,
            written_sum(item),
            written_sum(item, before=True),
            grown(item.grown),
        )
        for place, item in enumerate(figures, start=1)
    )
    columns = (
        gettext("No."),
        gettext("Subject of the figure"),
        gettext("Measure"),
        *_periods(gathered),
        gettext("More, less"),
    )
    return Table(
        columns=columns,
        rows=rows,
        widths=(1, 6, 2, 3, 3, 2),
        aligned=("center", "left", "center", "right", "right", "right"),
    )


def _table_of_units(item: GatheredItem, gathered: Gathered) -> Table:
    """One figure, unit by unit."""
    rows: list[tuple[str | Cell, ...]] = []
    for place, line in enumerate(item.lines, start=1):
        shown = _shown(line.now, line.value, item), _shown(line.before, line.value_before, item)
        rows.append((str(place), line.unit_name, *shown, grown(line.grown)))
    total = (written_sum(item), written_sum(item, before=True), grown(item.grown))
    rows.append(("", *(Cell(text, bold=True) for text in (gettext("Together"), *total))))
    columns = (gettext("No."), gettext("Unit"), *_periods(gathered), gettext("More, less"))
    return Table(
        columns=columns,
        rows=tuple(rows),
        widths=(1, 6, 3, 3, 2),
        aligned=("center", "left", "right", "right", "right"),
        caption=item.title,
    )


def _shown(said: Said | None, value: Decimal | None, item: GatheredItem) -> str:
    if said is None:
        return NONE
    return written(value, said.part, said.whole, percent=item.percent)


def _periods(gathered: Gathered) -> tuple[str, str]:
    return period(gathered.period), period(gathered.before) if gathered.before else gettext("The period before")


def _names(units: Sequence[Said] | Sequence[UnitReport]) -> str:
    return "; ".join(unit.unit_name for unit in units)
