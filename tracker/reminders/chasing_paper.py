"""The letter that reminds units of what they owe, as an official paper.

Papers speak Vietnamese: the caller forces the language.
"""

from itertools import groupby

from flask_babel import gettext

from tracker.core import clock
from tracker.core.formats import day
from tracker.core.owed import OwedKind
from tracker.documents.papers import Annex, Block, Cell, Paper, Paragraph, Table, signature_of
from tracker.documents.papers.structure import lines_of
from tracker.documents.queries import blank_notation, head_of
from tracker.reminders.letters import about, left
from tracker.reminders.models import ChasedItem, ChasingLetter
from tracker.reminders.rules.chasing import MOST_NAMED, MOST_ROWS, TYPE_CODE
from tracker.reminders.sheets import detail_of


def subject_of() -> str:
    """What the letter is about, as it stands under its number and in the register."""
    return str(gettext("reminding units of tasks and reports that are due"))


def paper_of(letter: ChasingLetter) -> Paper:
    """As it stands; room is left for a number and a day that it has not taken yet."""
    programme, units = letter.programme, list(dict.fromkeys(item.unit_name for item in letter.items))
    few = len(units) <= MOST_NAMED
    annexed = not few or len(letter.items) > MOST_ROWS
    table = _table(letter, with_units=len(units) > 1)
    body: list[Block] = [Paragraph(_opening(letter, annexed=annexed))]
    body += [] if annexed else [table]
    body += [Paragraph(words) for words in (_asking(letter), *lines_of(letter.words), gettext("Thank you./."))]
    return Paper(
        head=head_of(programme),
        type_name="",
        subject=subject_of(),
        notation=letter.number.notation if letter.number is not None else blank_notation(programme, TYPE_CODE),
        issued_on=letter.issued_on,
        addressed=tuple(units) if few else (gettext("The units named in the annex"),),
        body=tuple(body),
        signature=signature_of(letter.signer) if letter.signer is not None else None,
        recipients=(gettext("As above"), programme.standing_unit.name),
        annexes=(Annex(title=gettext("What the units have not finished"), body=(table,)),) if annexed else (),
    )


def how_far(letter: ChasingLetter, item: ChasedItem) -> str:
    """How far its day was off when the letter was written."""
    return left(item.days_left, is_late=_is_late(letter, item))


def _is_late(letter: ChasingLetter, item: ChasedItem) -> bool:
    return item.due_on is not None and item.due_on < clock.local(letter.at).date()


def _opening(letter: ChasingLetter, *, annexed: bool) -> str:
    """How many things, of which how many are late, as of the day on which it was written."""
    facts = {"programme": letter.programme.name, "day": day(letter.at), "num": len(letter.items)}
    late = sum(_is_late(letter, item) for item in letter.items)
    if late == len(letter.items):
        said = gettext(
            "Following %(programme)s, as of %(day)s the units still owe %(num)s things that are overdue", **facts
        )
    else:
        said = gettext("Following %(programme)s, as of %(day)s the units still owe %(num)s things", **facts)
        said += gettext(", of which %(late)s are overdue", late=late) if late else ""
    where = gettext("They are listed in the annex.") if annexed else gettext("They are these:")
    return f"{said}. {where}"


def _asking(letter: ChasingLetter) -> str:
    issuer = " ".join(head_of(letter.programme).issuer.split())
    if letter.answer_by is None:
        return str(
            gettext(
                "%(issuer)s asks the units to finish this soon and to report what came of it in the tracker; where "
                "something cannot be finished, please report why, and by when it will be.",
                issuer=issuer,
            )
        )
    return str(
        gettext(
            "%(issuer)s asks the units to finish this and to report what came of it in the tracker by %(day)s; where "
            "something cannot be finished, please report why, and by when it will be.",
            issuer=issuer,
            day=day(letter.answer_by),
        )
    )


def _table(letter: ChasingLetter, *, with_units: bool) -> Table:
    """Unit by unit, each under its name where there are several."""
    rows: list[tuple[str | Cell, ...]] = []
    for unit, owed in groupby(letter.items, key=lambda item: item.unit_name):
        rows += [(Cell(unit, bold=True, across=4),)] if with_units else []
        for place, item in enumerate(owed, start=1):
            rows.append((str(place), _called(item), day(item.due_on) or "–", how_far(letter, item)))
    columns = (gettext("No."), gettext("What is owed"), gettext("Deadline"), gettext("Standing"))
    return Table(columns=columns, rows=tuple(rows), widths=(1, 9, 3, 4), aligned=("center", "left", "center", "left"))


def _called(item: ChasedItem) -> str:
    """Its title, and which one; what it is where a title alone does not tell."""
    plain = item.kind in (OwedKind.PART, OwedKind.REPORT)
    which = detail_of(item.kind, item.detail) if plain else about(item)
    return f"{item.title} ({which})" if which else item.title
