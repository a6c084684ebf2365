"""A review as an official paper. Papers speak Vietnamese: the caller forces the language."""

from collections.abc import Sequence

from flask_babel import gettext

from tracker.core.formats import period as period_name
from tracker.core.periods import Period, Span
from tracker.documents.papers import Annex, Block, Heading, Paper, Paragraph, Point, Run, signature_of
from tracker.documents.papers.structure import lines_of
from tracker.documents.queries import blank_notation, head_of, signers_of
from tracker.standing.models import ProgrammeReview, ReviewSection
from tracker.standing.queries.review_words import PeriodWords, TitleWords
from tracker.standing.review_tables import ReviewTables
from tracker.standing.services.reviews import TYPE_CODE

_TO_BE_WRITTEN = "…" * 20  # room to write by hand; an official paper says nothing of what is not there


def paper_of(review: ProgrammeReview, sections: Sequence[ReviewSection], tables: ReviewTables) -> Paper:
    """Section by section the words, then the tables; the figures of each unit in an annex.

    Where staff wrote nothing, the words of the quarters stand. Without number and day of issue, room is left for them.
    """
    programme = review.programme
    signer = next(iter(signers_of(programme.id)), None)
    body: list[Block] = [Paragraph(gettext("Figures and words of %(time)s.", time=time_of(tables.span)))]
    for section in sections:
        below = tables.below(section.figures)
        words = _words(section, tables.gathered.under(section.title))
        body += [Heading(section.title), *words, *below]
        if not words and not below:
            body.append(Paragraph(_TO_BE_WRITTEN))
    units = tables.of_each_unit()
    return Paper(
        head=head_of(programme),
        type_name=gettext("Report"),
        subject=review.title,
        notation=review.number.notation if review.number is not None else blank_notation(programme, TYPE_CODE),
        issued_on=review.issued_on,
        body=tuple(body),
        signature=signature_of(signer) if signer is not None else None,
        annexes=(Annex(gettext("Figures of the units"), (units,), landscape=True),) if units.rows else (),
    )


def time_of(span: Span) -> str:
    """ "Nine months of 2026", or "Quarter I/2026 to Quarter III/2026"."""
    if span.period is not None:
        return period_name(span.period)
    first, last = (period_name(Period.of(quarter)) for quarter in (span.first, span.last))
    return str(gettext("%(first)s to %(last)s", first=first, last=last))


def words_of(said: TitleWords) -> str:
    """What was said period by period, as staff begin from it: their own words of then, else the units'."""
    told = []
    for one in said.periods:
        words = [text for _, text in one.consolidated] or [
            f"{unit.unit_name}: {unit.words.strip()}" for unit in one.said
        ]
        told.append("\n".join([f"{period_name(one.period)}:", *words]))
    return "\n\n".join(told)


def _words(section: ReviewSection, said: TitleWords) -> list[Block]:
    if section.words:
        return [Paragraph(section.words)]
    return [block for one in said.periods for block in _of_period(one)]


def _of_period(one: PeriodWords) -> list[Block]:
    told: list[Block] = [Paragraph((Run(f"{period_name(one.period)}:", italic=True),))]
    if one.consolidated:
        return told + [Paragraph(text) for _, text in one.consolidated]
    for unit in one.said:
        first, *rest = lines_of(unit.words)
        told.append(Point((Run(f"{unit.unit_name}: ", bold=True), Run(first))))
        told += [Paragraph(line) for line in rest]
    return told
