"""A paper as a Word file."""

import io
from datetime import UTC, datetime, time
from itertools import count
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tracker.documents.papers.setting import Column, Grid, Line, Part, Row, set_paper
from tracker.documents.papers.structure import Paper
from tracker.documents.papers.styles import PAGE, Style, style_of

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")  # a theme's font would win over those that are left out
THEMED = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
CELL_PADDING = (1.0, 1.5)  # millimetres, above and below, at the sides
RULE_SPACE = 3  # points that a rule takes, with the gap above it
RULE_WEIGHT = 6  # eighths of a point


def write_word(paper: Paper) -> bytes:
    """A .docx of it."""
    style = style_of(paper.head.style)
    document = Document()
    _set_up(document, paper, style)
    for place, part in enumerate(set_paper(paper)):
        section = document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0]
        _set_page(section, style, first=not place)
        _write_part(document, part, style)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_up(document: WordDocument, paper: Paper, style: Style) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        font = document.styles[name].font
        font.color.rgb, font.size = RGBColor(0, 0, 0), Pt(style.looks["body"].size)
        _use_font(document.styles[name].element.get_or_add_rPr(), style.font)
        document.styles[name].paragraph_format.space_after = Pt(0)
    _attach(document.styles["Normal"].element.get_or_add_rPr(), "w:lang", {"w:val": "vi-VN", "w:eastAsia": "vi-VN"})
    about = document.core_properties
    about.title, about.subject = paper.subject[:255], paper.notation
    about.category, about.language = paper.type_name or "Công văn", "vi-VN"
    about.author = about.last_modified_by = " ".join(paper.head.issuer.split())[:255]
    about.comments = ""
    if paper.issued_on is not None:
        about.created = about.modified = datetime.combine(paper.issued_on, time(), tzinfo=UTC)


def _set_page(section: Section, style: Style, *, first: bool) -> None:
    """A4 with its margins; the number stands in the middle of the top margin, but for the first page."""
    margins, number = style.margins, style.page_number
    section.page_width, section.page_height = map(Mm, PAGE)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(number.above)
    section.different_first_page_header_footer = True
    if first:  # further sections begin as its copies: each counts its own pages, in the same place
        _attach(section._sectPr, "w:pgNumType", {"w:start": "1"}, before=("w:cols", "w:titlePg", "w:docGrid"))
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run()
        run.font.size = Pt(number.size)
        for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
            if kind:
                _attach(run._r, "w:fldChar", {"w:fldCharType": kind})
            else:
                _attach(run._r, "w:instrText", {}).text = words


def _write_part(document: WordDocument, part: Part, style: Style) -> None:
    if part.head:
        _write_columns(document, part.head, style.head_widths)
    for item in part.body:
        if isinstance(item, Grid):
            _write_grid(document, item)
        else:
            paragraph = document.add_paragraph(style=f"Heading {item.level}" if item.level else None)
            _write_line(paragraph, item)
            if item.rule:
                _draw_rule(document.add_paragraph(), item.rule, style.line_width)
    if part.foot:
        _write_gap(document, 12)
        _write_columns(document, part.foot, style.foot_widths)


def _write_columns(document: WordDocument, rows: tuple[Row, ...], widths: tuple[float, float]) -> None:
    """Head and foot: a table without lines."""
    table = _new_table(document, len(rows), widths, padding=(0, 0))
    for row, columns in zip(table.rows, rows, strict=True):
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            _write_column(cell, column, width)


def _write_column(cell: _Cell, column: Column, width: float) -> None:
    paragraphs = cell.paragraphs
    for line in column:
        _write_line(paragraphs.pop() if paragraphs else cell.add_paragraph(), line)
        if line.rule:
            _draw_rule(cell.add_paragraph(), line.rule, width)


def _write_grid(document: WordDocument, grid: Grid) -> None:
    """A ruled table, whose head is repeated on each page."""
    _write_gap(document, 6)
    table = _new_table(document, len(grid.rows), grid.widths, padding=CELL_PADDING)
    table.style = "Table Grid"
    _attach(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
    cells = table._cells
    for place, boxes in enumerate(grid.rows):
        column, first = 0, place * len(grid.widths)
        for box in boxes:
            cell = cells[first + column]
            if box.across > 1:
                cell = cell.merge(cells[first + column + box.across - 1])
            _write_line(cell.paragraphs[0], box.line)
            column += box.across
    _write_gap(document, 6)


def _new_table(document: WordDocument, rows: int, widths: tuple[float, ...], *, padding: tuple[float, float]) -> Table:
    """A table whose rows do not break over pages."""
    table: Table = document.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    margins = _attach(table._tbl.tblPr, "w:tblCellMar", {}, before=("w:tblLook",))
    for side, place in (("w:top", 0), ("w:left", 1), ("w:bottom", 0), ("w:right", 1)):
        _attach(margins, side, {"w:w": str(Mm(padding[place]).twips), "w:type": "dxa"})
    for row in table.rows:
        _attach(row._tr.get_or_add_trPr(), "w:cantSplit", {})
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, place in zip(table._cells, count()):
        cell.width = Mm(widths[place % len(widths)])
    return table


def _write_line(paragraph: Paragraph, line: Line) -> None:
    look, form = line.look, paragraph.paragraph_format
    form.alignment, form.keep_with_next = ALIGN[look.align], line.kept
    form.space_before, form.space_after = Pt(look.before), Pt(0)
    form.first_line_indent, form.left_indent = Mm(look.first_line), Mm(look.left)
    form.line_spacing = look.spacing
    for said in line.runs:
        run = paragraph.add_run(_clean(said.text))
        run.bold, run.italic, run.underline = said.bold, said.italic, look.underlined or None
        run.font.size = Pt(look.size)


def _draw_rule(paragraph: Paragraph, length: float, within: float) -> None:
    """The upper border of an empty line, drawn in from both sides."""
    borders = _attach(paragraph._p.get_or_add_pPr(), "w:pBdr", {}, before=("w:spacing", "w:ind", "w:jc"))
    _attach(borders, "w:top", {"w:val": "single", "w:sz": str(RULE_WEIGHT), "w:space": "0", "w:color": "000000"})
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max((within - length) / 2, 0))
    form.space_before, form.space_after = Pt(1), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(RULE_SPACE)


def _write_gap(document: WordDocument, points: float) -> None:
    form = document.add_paragraph().paragraph_format
    form.line_spacing_rule, form.line_spacing, form.space_after = WD_LINE_SPACING.EXACTLY, Pt(points), Pt(0)


def _use_font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for face in FACES:
        fonts.set(qn(face), name)
    for themed in THEMED:
        fonts.attrib.pop(qn(themed), None)


def _attach(parent: Any, tag: str, attributes: dict[str, str], *, before: tuple[str, ...] = ()) -> Any:
    """Add an element; where the schema asks for an order, ahead of those that may not come `before` it."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    later = next((child for child in parent if child.tag in {qn(name) for name in before}), None)
    if later is None:
        parent.append(element)
    else:
        later.addprevious(element)
    return element


def _clean(text: str) -> str:
    """Signs that no XML holds are left out."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
