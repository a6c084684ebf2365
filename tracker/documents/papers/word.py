"""A paper as a Word file."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor

from tracker.documents.papers import wordml
from tracker.documents.papers.drawn import Grid, Line, Part
from tracker.documents.papers.setting import set_paper
from tracker.documents.papers.structure import Paper, readable
from tracker.documents.papers.styles import PAGE, Style, style_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")  # a theme's font would win over those that are left out
THEMED = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def write_word(paper: Paper) -> bytes:
    """A .docx of it."""
    style = style_of(paper.head.style)
    document = Document()
    _set_up(document, paper, style)
    parts = set_paper(paper)
    for place, part in enumerate(parts):
        section = document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0]
        _set_page(section, style, first=not place, landscape=part.landscape)
    notes = [note for part in parts for note in part.notes]
    if notes:
        _write_notes(document, notes)
    _fill(document, parts, style)
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
    about.title, about.subject = readable(paper.subject)[:255], readable(paper.notation)
    about.category, about.language = paper.type_name or "Công văn", "vi-VN"
    about.author = about.last_modified_by = " ".join(readable(paper.head.issuer).split())[:255]
    about.comments = ""
    if paper.issued_on is not None:
        about.created = about.modified = datetime.combine(paper.issued_on, time(), tzinfo=UTC)


def _set_page(section: Section, style: Style, *, first: bool, landscape: bool) -> None:
    """A4 with its margins; the number stands in the middle of the top margin, but for the first page."""
    margins, number = style.margins, style.page_number
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Mm, reversed(PAGE) if landscape else PAGE)
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


def _part(part: Part, style: Style) -> str:
    width = style.line_width(landscape=part.landscape)
    head = wordml.columns(part.head, style.head_widths) if part.head else ""
    foot = wordml.gap(12, kept=True) + wordml.columns(part.foot, style.foot_widths) if part.foot else ""
    body = (wordml.grid(item) if isinstance(item, Grid) else wordml.paragraph(item, within=width) for item in part.body)
    return f"{head}{''.join(body)}{foot}"


def _fill(document: WordDocument, parts: Sequence[Part], style: Style) -> None:
    """Write each part where its section ends, in text: to move a long table takes lxml the square of its rows."""
    for end in list(document.element.body):
        end.addprevious(OxmlElement("w:p"))
    first, *ends = document.element.xml.split("<w:p/>")
    said = first + "".join(_part(part, style) + end for part, end in zip(parts, ends, strict=True))
    document.part._element = parse_xml(said)


def _write_notes(document: WordDocument, notes: Sequence[Line]) -> None:
    """A part of its own, which python-docx has no words for."""
    raised = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    raised.element.set(qn("w:styleId"), wordml.MARKS)
    raised.font.superscript = True
    package = document.part.package
    assert package is not None
    part = PackagePart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, wordml.notes(notes).encode(), package)
    document.part.relate_to(part, RT.FOOTNOTES)
    named = _attach(document.settings.element, "w:footnotePr", {}, before=("w:endnotePr", "w:compat"))
    for place in (wordml.FIRST_NOTE, wordml.FIRST_NOTE + 1):
        _attach(named, "w:footnote", {"w:id": str(place)})


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
