"""A paper set in its style: its words numbered, pointed and cut into lines, each with its look."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from tracker.documents.papers import wording
from tracker.documents.papers.drawn import Box, Column, Grid, Line, Part, Row, Said
from tracker.documents.papers.metrics import width
from tracker.documents.papers.structure import (
    Annex,
    Block,
    Cell,
    Group,
    Heading,
    Paper,
    Paragraph,
    Point,
    Run,
    Signature,
    Table,
    Text,
    lines_of,
    readable,
)
from tracker.documents.papers.styles import Look, Style, style_of


def set_paper(paper: Paper) -> tuple[Part, ...]:
    """The paper and its annexes."""
    return _Setting(paper, style_of(paper.head.style)).parts()


@dataclass
class _Numbers:
    """What the next heading or point of each level is called."""

    style: Style
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def next(self, level: int) -> str:
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        number = self.counts[level - 1]
        form = self.style.levels[level - 1]
        return form.format(roman=wording.roman(number), number=number, letter=wording.letter(number))


class _Setting:
    def __init__(self, paper: Paper, style: Style) -> None:
        self.paper, self.style = paper, style
        self.notes: list[Line] = []

    def parts(self) -> tuple[Part, ...]:
        paper, style = self.paper, self.style
        title = self._title() if paper.type_name else ()
        bases = self._ended(paper.bases, style.basis_ends, "basis")
        body = (*title, *self._addressed(), *bases, *self._blocks(paper.body))
        main = Part(_kept_with_foot(body), self._head(), self._foot(paper.signature), tuple(self.notes))
        numbered = len(paper.annexes) > 1
        annexes = [self._annex(annex, place if numbered else 0) for place, annex in enumerate(paper.annexes, start=1)]
        return main, *annexes

    def _line(self, text: Text, look: str | Look, *, within: float | None = None, kept: bool = False) -> Line:
        set_in = self.style.looks[look] if isinstance(look, str) else look
        runs = (Run(text),) if isinstance(text, str) else text
        line = Line(tuple(self._said(run, set_in) for run in runs), set_in, kept=kept)
        rule = 0.0
        if set_in.rule:
            words = width(line.text, size=set_in.size, bold=set_in.bold, italic=set_in.italic)
            rule = set_in.rule * min(words, within or self.style.line_width())
        return replace(line, rule=rule) if rule else line

    def _said(self, run: Run, look: Look) -> Said:
        text = readable(run.text.upper() if look.capitals else run.text)
        for word in look.small:
            text = re.sub(rf"\b{word.upper()}\b", word, text)
        if run.note:
            self.notes.append(self._line(run.note, "note"))
        mark = len(self.notes) if run.note else 0
        return Said(text, run.bold or look.bold, run.italic or look.italic, mark)

    def _stack(self, texts: Iterable[str], look: str, within: float) -> Column:
        """Lines of one name: only the first has its gap, only the last its rule, as long as the widest asks for."""
        lines = [self._line(text, look, within=within) for text in texts]
        rule = max((line.rule for line in lines), default=0)
        close = [replace(line, look=replace(line.look, before=0)) for line in lines[1:]]
        lines = [replace(line, rule=0) for line in [*lines[:1], *close]]
        return (*lines[:-1], *(replace(line, rule=rule) for line in lines[-1:]))

    def _head(self) -> tuple[Row, ...]:
        head, style, paper = self.paper.head, self.style, self.paper
        left, right = style.head_widths
        issuer = (
            *self._stack(lines_of(head.superior), "superior", left),
            *self._stack(lines_of(head.issuer), "issuer", left),
        )
        if style.under_issuer:
            issuer += (self._line(style.under_issuer, "under_issuer"),)
        nation = [self._line(words, look, within=right) for look, words in style.nation]
        number = [self._line(style.number_line.format(notation=wording.with_room(paper.notation)), "number")]
        if not paper.type_name:
            number.append(self._line(style.about.format(subject=paper.subject), "about"))
        return (issuer, tuple(nation)), (tuple(number), (self._line(wording.place_and_day(paper), "place_and_day"),))

    def _title(self) -> Column:
        return self._line(self.paper.type_name, "type", kept=True), self._line(self.paper.subject, "subject")

    def _addressed(self) -> Column:
        named = self.paper.addressed
        if len(named) == 1:
            return (self._line(f"Kính gửi: {named[0]}", "addressed"),)
        label = [self._line("Kính gửi:", "addressed_label", kept=True)] if named else []
        return (*label, *self._ended([f"- {name}" for name in named], (";", "."), "addressed_to"))

    def _ended(self, texts: Sequence[str], ends: tuple[str, str], look: str) -> Column:
        """Lines of a list: each with its sign at the end, the last with its own."""
        last = len(texts) - 1
        return tuple(
            self._line(f"{text.rstrip('.;, ')}{ends[place == last]}", look) for place, text in enumerate(texts)
        )

    def _blocks(self, blocks: Iterable[Block], *, landscape: bool = False) -> Iterator[Line | Grid]:
        numbers = _Numbers(self.style)
        for block in blocks:
            match block:
                case Heading():
                    said = f"{numbers.next(block.level)} {block.text}"
                    yield replace(self._line(said, f"heading{block.level}", kept=True), level=block.level)
                case Point():
                    first, *more = _runs(block.text)
                    yield self._said_on((Run(f"{numbers.next(block.level)} "), *first))
                    yield from (self._said_on(runs) for runs in more)
                case Paragraph():
                    yield from (self._said_on(runs) for runs in _runs(block.text))
                case Table():
                    if block.caption:
                        yield self._line(block.caption, "caption", kept=True)
                    yield self._grid(block, self.style.line_width(landscape=landscape))

    def _said_on(self, runs: tuple[Run, ...]) -> Line:
        """Words of the body; those that lead to what follows stay with it."""
        return self._line(runs, "body", kept=runs[-1].text.rstrip().endswith(":"))

    def _grid(self, table: Table, within: float) -> Grid:
        titles = [Group("", (title,)) if isinstance(title, str) else title for title in table.columns]
        count = sum(len(group.columns) for group in titles)
        shares = table.widths or (1,) * count
        widths = tuple(share / sum(shares) * within for share in shares)
        head = list(self._titles(titles))
        if table.indexed:
            head.append(tuple(Box(self._line(str(n), "table_index", kept=True)) for n in range(1, count + 1)))
        cell = self.style.looks["cell"]
        looks = [replace(cell, align=align) for _, align in zip_longest(widths, table.aligned, fillvalue=cell.align)]
        return Grid(widths, tuple(head), tuple(tuple(self._boxes(row, looks)) for row in table.rows))

    def _titles(self, groups: Sequence[Group]) -> Iterator[tuple[Box, ...]]:
        """One row, or two where columns are grouped: a title without a group then stands in both."""
        down = 2 if any(group.title for group in groups) else 1
        upper: list[Box] = []
        lower: list[Box] = []
        for group in groups:
            below = [self._line(title, "table_head", kept=True) for title in group.columns]
            if group.title:
                upper.append(Box(self._line(group.title, "table_head", kept=True), len(below)))
                lower += map(Box, below)
            else:
                upper += (Box(line, down=down) for line in below)
                lower += (Box(self._line("", "table_head", kept=True), down=0) for _ in below)
        yield tuple(upper)
        if down > 1:
            yield tuple(lower)

    def _boxes(self, row: Sequence[str | Cell], looks: Sequence[Look]) -> Iterator[Box]:
        """Of one row; a cell over several columns heads the rows below."""
        column = 0
        for said in row:
            cell = Cell(said) if isinstance(said, str) else said
            heads = cell.across > 1
            look = self.style.looks["cell"] if heads else looks[column]
            yield Box(self._line((Run(cell.text, bold=cell.bold),), look, kept=heads), cell.across)
            column += cell.across

    def _foot(self, signature: Signature | None) -> tuple[Row, ...]:
        style, paper = self.style, self.paper
        right = style.foot_widths[1]
        to: Column = ()
        if paper.recipients:
            kept = style.kept.format(drafter=paper.head.drafter).rstrip(", ")
            named = [f"- {name}" for name in (*paper.recipients, kept)]
            to = (self._line("Nơi nhận:", "recipients_label"), *self._ended(named, style.recipient_ends, "recipient"))
        signed: Column = ()
        if signature is not None:
            authority = list(lines_of(signature.authority))
            for shortened, written in style.authority.items():
                authority = [line.replace(shortened, written) for line in authority]
            signed = (
                *self._stack(authority, "authority", right),
                *self._stack(lines_of(signature.position), "position", right),
                self._line(signature.full_name, "name"),
            )
        return ((to, signed),) if to or signed else ()

    def _annex(self, annex: Annex, number: int) -> Part:
        paper, head = self.paper, self.paper.head
        cited = self.style.annexed.format(
            type=paper.type_name or "Công văn",
            notation=wording.with_room(paper.notation),
            long_day=wording.long_day(paper.issued_on),
            short_day=wording.short_day(paper.issued_on),
            issuer=" ".join(lines_of(head.issuer)),
        )
        called = f"Phụ lục {wording.roman(number)}" if number else "Phụ lục"
        top = (self._line(called, "annex", kept=True), self._line(annex.title, "annex_title", kept=True))
        before = len(self.notes)
        body = (*top, self._line(cited, "annexed"), *self._blocks(annex.body, landscape=annex.landscape))
        return Part(body, notes=tuple(self.notes[before:]), landscape=annex.landscape)


def _runs(text: Text) -> list[tuple[Run, ...]]:
    """The paragraphs of a text; one that is empty stays one."""
    return [text] if not isinstance(text, str) else [(Run(line),) for line in lines_of(text)] or [(Run(""),)]


def _kept_with_foot(body: tuple[Line | Grid, ...]) -> tuple[Line | Grid, ...]:
    """No signature stands alone on a page: the last lines go with it."""
    last = body[-1] if body else None
    return (*body[:-1], replace(last, kept=True)) if isinstance(last, Line) else body
