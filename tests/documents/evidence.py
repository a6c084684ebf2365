"""Files as units bring them, and as those who mean harm would: small, made here."""

import io
import struct
import zipfile
import zlib

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TEMPLATE = '<Relationship Id="r1" Type="http://o/relationships/attachedTemplate" TargetMode="External" Target="{}"/>'


Parts = dict[str, str | bytes]


def package(parts: Parts) -> bytes:
    """A zip with these parts and a list of types."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in ({"[Content_Types].xml": "<Types/>"} | parts).items():
            book.writestr(name, content)
    return target.getvalue()


def word(further: Parts | None = None) -> bytes:
    """A .docx, with further parts."""
    return package({"word/document.xml": "<w:document xmlns:w='w'><w:p/></w:document>"} | (further or {}))


def excel(further: Parts | None = None) -> bytes:
    """An .xlsx."""
    return package({"xl/workbook.xml": "<workbook/>"} | (further or {}))


def locked(data: bytes) -> bytes:
    """The same zip, its first part marked as encrypted."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + struct.pack("<H", data[place] | 1) + data[place + 2 :]


def png(width: int = 8, height: int = 8) -> bytes:
    """A PNG that says it has that many dots."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\x00")) + _chunk(b"IEND", b"")


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """A JPEG that says it has that many dots."""
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    begun = (
        b"\xff\xd8"
        + _segment(0xE0, b"JFIF\x00\x01\x01")
        + _segment(0xC0, frame)
        + _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    )
    return begun + b"\x12\x34\xff\xd9"


def pdf(inside: bytes = b"<< /Type /Catalog >>") -> bytes:
    """A PDF with one object, or what is given for it."""
    return b"%PDF-1.7\n1 0 obj\n" + inside + b"\nendobj\nxref\n0 1\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def packed(objects: bytes) -> bytes:
    """Objects of a PDF as most programs write them: compressed."""
    data = zlib.compress(objects)
    return b"<< /Type /ObjStm /N 1 /Filter /FlateDecode /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _segment(kind: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(content) + 2) + content
