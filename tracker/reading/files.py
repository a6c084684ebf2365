"""A file's text: what kind it is by name and by content, and what is refused."""

import re
import unicodedata

from tracker.reading.docx import text_of_docx
from tracker.reading.errors import (
    BrokenDocument,
    DocumentWithMacros,
    DocumentWithoutWords,
    EmptyFile,
    FileTooLarge,
    NameAndContentDiffer,
    NotADocument,
    OldWordFile,
    PdfFile,
    PictureFile,
    SpreadsheetFile,
    UnknownEncoding,
)

MAX_FILE_BYTES = 20 * 1024 * 1024
FEWEST_LETTERS = 20  # fewer letters than this is a scan, or no document

_MAGIC: tuple[tuple[bytes, type[NotADocument] | type[PdfFile] | type[PictureFile] | type[OldWordFile]], ...] = (
    (b"%PDF", PdfFile),
    (b"\x89PNG", PictureFile),
    (b"\xff\xd8\xff", PictureFile),
    (b"GIF8", PictureFile),
    (b"II*\x00", PictureFile),
    (b"MM\x00*", PictureFile),
    (b"BM", PictureFile),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldWordFile),
    (b"{\\rtf", NotADocument),
    (b"\x1f\x8b", NotADocument),
    (b"Rar!", NotADocument),
    (b"7z\xbc\xaf", NotADocument),
    (b"MZ", NotADocument),
    (b"\x7fELF", NotADocument),
)
_ZIP = b"PK\x03\x04"
_OTHER_OFFICE = (".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".csv", ".ods", ".odp")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def extract_text(data: bytes, file_name: str) -> str:
    """The text of a .txt or .docx file: NFC, lines ended by "\\n". Every span of a draft counts its characters.

    Raises a FileRefused that says what the file is and what to do: empty, too large, another kind (told by name and by
    content), damaged, with macros or XML entities, not in Unicode, without words.
    """
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise EmptyFile
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(limit=MAX_FILE_BYTES // 1024 // 1024)
    extension = _extension(file_name)
    _refuse_other_kinds(data, extension)
    text = text_of_docx(data) if data.startswith(_ZIP) else _decoded(data)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if sum(char.isalpha() for char in text[:5000]) < FEWEST_LETTERS:
        raise DocumentWithoutWords
    return text


def _extension(file_name: str) -> str:
    name = file_name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].lower()
    return f".{name.rsplit('.', 1)[1]}" if "." in name else ""


def _refuse_other_kinds(data: bytes, extension: str) -> None:
    """Name, first bytes and structure must say the same, and one of them .txt or .docx."""
    if extension in (".docm", ".dotm"):
        raise DocumentWithMacros
    for magic, refusal in _MAGIC:
        if data.startswith(magic) and not (
            magic in (b"BM", b"MZ", b"GIF8") and extension == ".txt" and b"\x00" not in data[:512]
        ):
            if refusal is OldWordFile and extension in _OTHER_OFFICE:
                raise SpreadsheetFile
            raise refusal
    if extension in _OTHER_OFFICE:
        raise SpreadsheetFile
    if extension in _PICTURES:
        raise PictureFile
    is_zip = data.startswith(_ZIP)
    if extension == ".docx" and not is_zip:
        raise BrokenDocument
    if extension == ".txt" and is_zip:
        raise NameAndContentDiffer(said=".txt")
    if extension == ".doc":
        raise OldWordFile
    if extension not in (".txt", ".docx"):
        raise NotADocument


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, or UTF-16 with it; an old encoding (TCVN3, VNI) is never guessed at."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as unknown:
        raise UnknownEncoding from unknown
    if len(_BINARY.findall(text[:20000])) > len(text[:20000]) // 100:
        raise NotADocument
    return text.replace("\x00", "").replace("\x0c", "\n")
