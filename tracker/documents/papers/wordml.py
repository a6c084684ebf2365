"""Paragraphs and tables as the XML of Word files, in the order that its schema asks for.

It is put together as text and parsed once: python-docx takes a millisecond for each line, and reports have thousands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import chain

from docx.oxml.ns import nsmap
from docx.shared import Mm, Pt

from tracker.documents.papers.drawn import Box, Grid, Line, Row
from tracker.documents.papers.styles import Look

NAMESPACE = f'xmlns:w="{nsmap["w"]}"'
ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
PADDING = (1.0, 1.5)  # millimetres in a ruled cell, above and below, at the sides
RULE_SPACE = 3  # points that a rule takes, with the gap above it
RULE_WEIGHT = 6  # eighths of a point
SINGLE = 240  # of what Word counts the lines' distance in
FIRST_NOTE = -1  # Word counts the lines that set notes off among them
MARKS = "FootnoteReference"  # the style of their marks
_MERGED = {0: "<w:vMerge/>", 1: "", 2: '<w:vMerge w:val="restart"/>'}
_IN_THE_MIDDLE = '<w:vAlign w:val="center"/>'
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_LOOK = (
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1" '
    'w:val="04A0"/>'
)


def paragraph(line: Line, *, within: float) -> str:
    """A line, and its rule as a paragraph of its own, in the middle of so many millimetres."""
    rule = _rule(line.rule, within) if line.rule else ""
    return f"<w:p>{_form(line.look, line.kept, line.level)}{_runs(line)}</w:p>{rule}"


def gap(points: float, *, kept: bool) -> str:
    """An empty line so high; what is above a `kept` one can stay with what is below."""
    exactly = f'<w:spacing w:lineRule="exact" w:line="{Pt(points).twips}" w:after="0"/>'
    return f"<w:p><w:pPr>{'<w:keepNext/>' if kept else ''}{exactly}</w:pPr></w:p>"


def columns(rows: Sequence[Row], widths: Sequence[float]) -> str:
    """Head and foot: a table without lines."""
    made = (
        _row(
            _cell("".join(paragraph(line, within=w) for line in column), w)
            for column, w in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return _table(made, widths, padding=(0, 0))


def grid(table: Grid) -> str:
    """A ruled table, whose head is repeated on each page."""
    head = (_row(_boxes(boxes, table.widths, more=_IN_THE_MIDDLE), head=True) for boxes in table.head)
    rows = (_row(_boxes(boxes, table.widths)) for boxes in table.rows)
    made = _table(chain(head, rows), table.widths, padding=PADDING, style="TableGrid")
    return gap(6, kept=True) + made + gap(6, kept=False)


def notes(lines: Iterable[Line]) -> str:
    """What the notes' own part of the file holds: the lines that set them off, then each as its mark counts."""
    signs = enumerate(("separator", "continuationSeparator"), start=FIRST_NOTE)
    made = [
        f'<w:footnote w:type="{sign}" w:id="{place}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
        for place, sign in signs
    ]
    for mark, line in enumerate(lines, start=1):
        own = f"{_form(line.look, False, 0)}{_mark(line.look, '<w:footnoteRef/>')}<w:r>{_words(' ')}</w:r>"
        made.append(f'<w:footnote w:id="{mark}"><w:p>{own}{_runs(line)}</w:p></w:footnote>')
    return f"<w:footnotes {NAMESPACE}>{''.join(made)}</w:footnotes>"


def _table(rows: Iterable[str], widths: Iterable[float], *, padding: tuple[float, float], style: str = "") -> str:
    high, wide = (Mm(side).twips for side in padding)
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    margins = "".join(f'<w:{side} w:w="{space}" w:type="dxa"/>' for side, space in sides)
    return (
        "<w:tbl><w:tblPr>"
        + (f'<w:tblStyle w:val="{style}"/>' if style else "")
        + '<w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        + f"<w:tblCellMar>{margins}</w:tblCellMar>{_LOOK}</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{Mm(width).twips}"/>' for width in widths)
        + f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Iterable[str], *, head: bool = False) -> str:
    """A row that does not break over pages."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _boxes(boxes: Iterable[Box], widths: Sequence[float], *, more: str = "") -> Iterator[str]:
    column = 0
    for box in boxes:
        width = sum(widths[column : column + box.across])
        span = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
        yield _cell(paragraph(box.line, within=width), width, more=span + _MERGED[box.down] + more)
        column += box.across


def _cell(content: str, width: float, *, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{Mm(width).twips}"/>{more}</w:tcPr>{content or "<w:p/>"}</w:tc>'


@cache
def _form(look: Look, kept: bool, level: int) -> str:
    return (
        "<w:pPr>"
        + (f'<w:pStyle w:val="Heading{level}"/>' if level else "")
        + ("<w:keepNext/>" if kept else '<w:keepNext w:val="0"/>')
        + f'<w:spacing w:before="{Pt(look.before).twips}" w:after="0" w:line="{round(look.spacing * SINGLE)}" '
        + f'w:lineRule="auto"/><w:ind w:firstLine="{Mm(look.first_line).twips}" w:left="{Mm(look.left).twips}"/>'
        + f'<w:jc w:val="{ALIGN[look.align]}"/></w:pPr>'
    )


def _runs(line: Line) -> str:
    return "".join(
        f"<w:r>{_letters(line.look, said.bold, said.italic)}{_words(said.text)}</w:r>"
        + (_mark(line.look, f'<w:footnoteReference w:id="{said.mark}"/>') if said.mark else "")
        for said in line.runs
    )


def _mark(look: Look, sign: str) -> str:
    return f"<w:r>{_letters(look, False, False, style=MARKS)}{sign}</w:r>"


@cache
def _letters(look: Look, bold: bool, italic: bool, *, style: str = "") -> str:
    """How a run looks; its size is in half points."""
    faces = "".join(f"<w:{face}/>" if on else f'<w:{face} w:val="0"/>' for face, on in (("b", bold), ("i", italic)))
    under = '<w:u w:val="single"/>' if look.underlined else ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:rPr>{named}{faces}<w:sz w:val="{round(look.size * 2)}"/>{under}</w:rPr>'


def _words(text: str) -> str:
    said = escape(text, quote=False)
    return "".join(_BREAKS.get(piece) or _text(piece) for piece in re.split("([\t\n])", said) if piece)


def _text(piece: str) -> str:
    kept = ' xml:space="preserve"' if piece != piece.strip() else ""
    return f"<w:t{kept}>{piece}</w:t>"


def _rule(length: float, within: float) -> str:
    """The upper border of an empty line, drawn in from both sides."""
    side = Mm(max((within - length) / 2, 0)).twips
    return (
        f'<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="{RULE_WEIGHT}" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="{Pt(1).twips}" w:after="0" w:lineRule="exact" w:line="{Pt(RULE_SPACE).twips}"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )
