"""Word files for tests, written from their XML so that every case can be made, the hostile ones too."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
ENOUGH = "Ủy ban nhân dân xã ban hành kế hoạch chuyển đổi số"  # words enough for a document


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def listed(words: str, level: int = 0, name: int = 1) -> str:
    """A paragraph that Word numbers by itself."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>')


def numbering(*levels: tuple[str, str]) -> str:
    """A list whose levels have these formats and texts: ("upperRoman", "%1.")."""
    written = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
    return f'<w:numbering {W}>{abstract}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'


def table(*rows: tuple[str, ...]) -> str:
    """A table with lines; a cell is its XML."""
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>{cells}</w:tbl>'


def word_file(body: str, **parts: str | bytes) -> bytes:
    """A .docx with this body; `parts` are further parts of it, "numbering" for word/numbering.xml."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    return package({"[Content_Types].xml": TYPES, "word/document.xml": document, **named})


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()
