"""The text of a .docx, from its XML: insertions kept, deletions left out, numbers of lists and footnotes printed."""

from collections.abc import Iterator

from tracker.reading.errors import BrokenDocument
from tracker.reading.numbering import Numbering, W
from tracker.reading.packages import Element, Package

_LEFT_OUT = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "fldData", "rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr")
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 60  # tables in tables in text boxes; Word itself stops long before


def text_of_docx(data: bytes) -> str:
    """The document's text, tables as rows of "| a | b |", footnotes below as "⁽¹⁾ …". Raises a FileRefused."""
    package = Package(data)
    root = package.xml("word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise BrokenDocument
    writer = _Writer(package)
    try:
        writer.blocks(body)
        writer.footnotes()
    except RecursionError as deep:
        raise BrokenDocument from deep
    return "\n\n".join(writer.paragraphs) + "\n"


class _Writer:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbering = Numbering(package)
        self._notes: list[str] = []
        self.paragraphs: list[str] = []

    def blocks(self, parent: Element) -> None:
        """Every paragraph and table below an element, through content controls and tracked insertions."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        text = self._words(paragraph)
        if text.strip():
            self.paragraphs.append(text)

    def _words(self, paragraph: Element) -> str:
        prefix = self._numbering.prefix(paragraph.find(f"{W}pPr"))
        words = "".join(self._runs(paragraph))
        lines = [line.rstrip() for line in words.split("\n")]
        return (prefix + "\n".join(lines)).strip() if words.strip() else ""

    def _runs(self, parent: Element, depth: int = 0) -> Iterator[str]:
        if depth > _DEEPEST:
            raise BrokenDocument
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT or tag == _FALLBACK:
                continue
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._note(child)
            elif tag == f"{W}p":  # a text box inside a paragraph
                yield "\n"
                yield from self._runs(child, depth + 1)
                yield "\n"
            else:
                yield from self._runs(child, depth + 1)

    def _note(self, reference: Element) -> str:
        kind = "endnotes" if reference.tag.endswith("endnoteReference") else "footnotes"
        self._notes.append(f"{kind}:{reference.get(f'{W}id', '')}")
        return _mark(len(self._notes))

    def footnotes(self) -> None:
        """The notes that the text refers to, one a line, in the order of their marks."""
        texts: dict[str, str] = {}
        for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._package.xml(f"word/{kind}.xml")
            for note in root.iter(f"{W}{tag}") if root is not None else ():
                texts[f"{kind}:{note.get(f'{W}id', '')}"] = " ".join(" ".join(self._runs(note)).split())
        for place, name in enumerate(list(self._notes), start=1):
            if texts.get(name):
                self.paragraphs.append(f"{_mark(place)} {texts[name]}")

    def _table(self, table: Element) -> None:
        """A table with a grid as rows; one without (a layout of two columns) as its paragraphs."""
        rows = [self._cells(row) for row in _through(table, f"{W}tr")]
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        if not rows:
            return
        if _is_layout(table, rows):
            for row in rows:
                self.paragraphs += [cell for cell in row if cell.strip()]
            return
        width = max(map(len, rows))
        lines = [_row(row, width) for row in rows]
        self.paragraphs.append("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]))

    def _cells(self, row: Element) -> list[str]:
        """The cells of a row: blank where merged with the one above, blanks added where it spans columns."""
        cells: list[str] = []
        for cell in _through(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            inner = _Writer.__new__(_Writer)
            inner._package, inner._numbering, inner._notes, inner.paragraphs = (
                self._package,
                self._numbering,
                self._notes,
                [],
            )
            inner.blocks(cell)
            cells.append("" if continued else "\n".join(inner.paragraphs))
            wide = span.get(f"{W}val", "1") if span is not None else "1"
            cells += [""] * (min(int(wide), 63) - 1 if wide.isascii() and wide.isdecimal() and len(wide) < 3 else 0)
        return cells


def _mark(number: int) -> str:
    """The mark of a note as text: "⁽¹⁾"."""
    return f"⁽{str(number).translate(_RAISED)}⁾"


def _through(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those in content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            deleted = child.find(f"{W}trPr/{W}del")
            if deleted is None:
                yield child
        elif (
            isinstance(child.tag, str) and child.tag not in _LEFT_OUT and child.tag not in (f"{W}tr", f"{W}tc", f"{W}p")
        ):
            yield from _through(child, tag)


def _is_layout(table: Element, rows: list[list[str]]) -> bool:
    """A table without lines that only sets text side by side: the header block, or "Nơi nhận" and the signature."""
    style = table.find(f"{W}tblPr/{W}tblStyle")
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    drawn = borders is not None and any(edge.get(f"{W}val") not in ("nil", "none") for edge in borders)
    gridded = style is not None and "grid" in (style.get(f"{W}val") or "").lower()
    looks = " ".join(" ".join(row) for row in rows[:3])
    heads = any(mark in looks for mark in ("CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG SẢN", "Nơi nhận"))
    return (
        max(map(len, rows)) <= 3 and len(rows) <= 6 and (heads or not (drawn or gridded)) and (heads or len(rows) == 1)
    )


def _row(cells: list[str], width: int) -> str:
    written = ["; ".join(cell.split("\n")).replace("|", "/").replace(";;", ";").strip() for cell in cells]
    return "| " + " | ".join(" ".join(cell.split()) for cell in [*written, *[""] * (width - len(written))]) + " |"
