"""Proposals as the page of review shows them: each beside its clause, the words that were read marked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.core.periods import Quarter
from tracker.documents.layout import Piece
from tracker.intake.amending import shares_meant
from tracker.intake.matching import Meant, Names, who_is_meant
from tracker.intake.models import IntakeItem, ItemKind, ItemState
from tracker.intake.rules import DIRECTIVES
from tracker.tasks.models import Part

_NOBODY = Meant(dict.fromkeys((Part.LEAD, Part.IMPLEMENT, Part.COORDINATE), ()))


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One proposal. `clause` is its source; `leads` and `joining` say who, as the office calls them."""

    item: IntakeItem
    meant: Meant
    clause: tuple[Piece, ...]
    names: dict[str, str] = field(default_factory=dict)

    @property
    def leads(self) -> list[str]:
        """Who leads or does it."""
        return self._named(Part.LEAD) + self._named(Part.IMPLEMENT)

    @property
    def joining(self) -> list[str]:
        """Who joins in."""
        return self._named(Part.COORDINATE)

    @property
    def quarter(self) -> Quarter | None:
        """The quarter that it belongs to."""
        written: str | None = self.item.proposal.get("quarter")
        return Quarter.parse(written) if written else None

    @property
    def due_on(self) -> date | None:
        """Its deadline."""
        return _day(self.item.proposal.get("due"))

    @property
    def held_on(self) -> date | None:
        """The day of a meeting."""
        return _day(self.item.proposal.get("date"))

    @property
    def needs_lead(self) -> bool:
        """A directive that the document gives to nobody, or to nobody who is known here."""
        return self.item.kind in DIRECTIVES and not self.meant.has_lead

    @property
    def needs_target(self) -> bool:
        """A change of which nobody has said what it changes."""
        return self.item.kind is ItemKind.AMENDMENT and not self.item.proposal.get("target")

    @property
    def doubtful(self) -> bool:
        """Somebody should look at it before it is accepted."""
        return not self.item.sure or bool(self.meant.unknown) or self.needs_lead or self.needs_target

    @property
    def ready(self) -> bool:
        """It can be accepted along with all that are sure."""
        return self.item.state is ItemState.PROPOSED and not self.doubtful

    def _named(self, part: Part) -> list[str]:
        return [self.names.get(value, value) for value in self.meant.by_part[part]]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def rows_of(
    items: Sequence[IntakeItem], names: Names, called: Callable[[list[str]], dict[str, str]], text: str
) -> list[ItemRow]:
    """Proposals beside their clauses; `called` gives what units and groups are called, asked once for all."""
    meant = [_meant(item, names) for item in items]
    known = called([value for one in meant for _, value in one.values])
    return [row_of(item, one, known, text) for item, one in zip(items, meant, strict=True)]


def _meant(item: IntakeItem, names: Names) -> Meant:
    if item.kind is ItemKind.AMENDMENT:  # its units stand with their shares
        return Meant(_NOBODY.by_part, shares_meant(item.proposal, names).unknown)
    return who_is_meant(item.proposal, names) if item.kind in DIRECTIVES else _NOBODY


def row_of(item: IntakeItem, meant: Meant, names: dict[str, str], text: str) -> ItemRow:
    """A proposal beside its clause in the document's text."""
    facts = item.proposal
    words = [*facts.get("leads", ()), *facts.get("joining", ()), *facts.get("doing", ())]
    words += [facts.get("due_words"), facts.get("venue"), *facts.get("notations", ())]
    return ItemRow(item, meant, tuple(marked(text[item.start : item.end], words)), names)


def marked(clause: str, words: Sequence[str | None]) -> Iterator[Piece]:
    """A clause on one line, without marks of emphasis, with some of its words marked wherever they stand."""
    plain = " ".join(clause.replace("*", "").split())
    wanted = sorted({" ".join(word.split()) for word in words if word and word.strip()}, key=len, reverse=True)
    if not wanted:
        yield Piece(plain)
        return
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in wanted), re.IGNORECASE)
    end = 0
    for found in pattern.finditer(plain):
        if found.start() > end:
            yield Piece(plain[end : found.start()])
        yield Piece(found.group(), marked=True)
        end = found.end()
    if end < len(plain):
        yield Piece(plain[end:])
