"""What becomes of a file that is brought in: its text, or a refusal that says what to do."""

import time
import tracemalloc

import pytest

from tests.reading.wordfile import ENOUGH, TYPES, W, package, paragraph, word_file
from tracker.reading import MAX_FILE_BYTES, extract_text, read_file
from tracker.reading.errors import (
    BrokenDocument,
    DocumentWithEntities,
    DocumentWithMacros,
    DocumentWithoutWords,
    EmptyFile,
    FileRefused,
    FileTooLarge,
    NameAndContentDiffer,
    NotADocument,
    OldWordFile,
    PdfFile,
    PictureFile,
    SpreadsheetFile,
    TooManyParagraphs,
    UnknownEncoding,
)

GOOD = word_file(paragraph(ENOUGH))
BOMB = word_file(paragraph(ENOUGH) + " " * 40_000_000)
ENTITIES = '<!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
LAUGHS = f"{ENTITIES}<w:document {W}><w:body>&b;{ENOUGH}</w:body></w:document>"
HOSTILE = {
    "empty": (b"", "a.txt", EmptyFile),
    "only blanks": (b"\xef\xbb\xbf \r\n\t ", "a.txt", EmptyFile),
    "too large": (b"a" * (MAX_FILE_BYTES + 1), "a.txt", FileTooLarge),
    "a PDF": (b"%PDF-1.7 ...", "a.pdf", PdfFile),
    "a PDF named .docx": (b"%PDF-1.7 ...", "a.docx", PdfFile),
    "a picture": (b"\x89PNG\r\n\x1a\n...", "scan.png", PictureFile),
    "a picture named .txt": (b"\xff\xd8\xff\xe0 JFIF", "scan.txt", PictureFile),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.doc", OldWordFile),
    "old Word named .docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.docx", OldWordFile),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xls", SpreadsheetFile),
    "Excel": (package({"xl/workbook.xml": "<a/>"}), "a.xlsx", SpreadsheetFile),
    "Excel named .docx": (
        package({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}),
        "a.docx",
        SpreadsheetFile,
    ),
    "a plain zip": (package({"a.txt": "x"}), "a.docx", NotADocument),
    "a program": (b"MZ\x90\x00" + b"\x00" * 600, "a.txt", NotADocument),
    "another extension": (ENOUGH.encode(), "a.html", NotADocument),
    "Word named .txt": (GOOD, "a.txt", NameAndContentDiffer),
    "text named .docx": (ENOUGH.encode(), "a.docx", BrokenDocument),
    "cut off": (GOOD[: len(GOOD) // 2], "a.docx", BrokenDocument),
    "damaged inside": (GOOD[:60] + b"\x00" * 40 + GOOD[100:], "a.docx", BrokenDocument),
    "not XML": (package({"[Content_Types].xml": TYPES, "word/document.xml": "<w:document"}), "a.docx", BrokenDocument),
    "no body": (package({"[Content_Types].xml": TYPES, "word/document.xml": "<a/>"}), "a.docx", BrokenDocument),
    "macros by name": (GOOD, "a.docm", DocumentWithMacros),
    "macros inside": (word_file(paragraph(ENOUGH), vbaProject="x"), "a.docx", DocumentWithMacros),
    "entities": (package({"[Content_Types].xml": TYPES, "word/document.xml": LAUGHS}), "a.docx", DocumentWithEntities),
    "zip bomb": (BOMB, "a.docx", FileTooLarge),
    "too many cells": (word_file(paragraph(ENOUGH) + "<w:p><w:r/></w:p>" * 16_000), "a.docx", TooManyParagraphs),
    "a scan": (word_file("<w:p><w:r><w:drawing/></w:r></w:p>"), "a.docx", DocumentWithoutWords),
    "an old encoding": ("Kế hoạch".encode("cp1258", "replace") * 20 + b"\xff\xfa", "a.txt", UnknownEncoding),
    "deep XML": (word_file("<w:r>" * 5000 + "</w:r>" * 5000), "a.docx", FileRefused),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_file_is_refused_quickly_with_words_of_its_own(name: str) -> None:
    data, file_name, refusal = HOSTILE[name]
    tracemalloc.start()
    start = time.process_time()
    with pytest.raises(refusal) as refused:
        extract_text(data, file_name)
    taken, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 1
    assert peak < 256 * 1024 * 1024
    assert len(str(refused.value)) > 20
    assert "%(" not in str(refused.value)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    honest = word_file(paragraph(ENOUGH) + "x" * 11_000_000)
    size = len(f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>') + 11_000_000
    assert size > 10 * 1024 * 1024
    with pytest.raises(FileTooLarge):
        extract_text(honest, "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read_with_or_without_its_mark(encoding: str) -> None:
    assert extract_text(f"{ENOUGH}\r\nIII/2024".encode(encoding), "kế hoạch.TXT") == f"{ENOUGH}\nIII/2024"


def test_marks_that_are_written_apart_are_put_together() -> None:
    apart = "Ke\u0302\u0301 hoa\u0323ch chuye\u0302\u0309n đo\u0302\u0309i so\u0302\u0301 cu\u0309a xa\u0303"
    assert extract_text(apart.encode(), "a.txt").startswith("Kế hoạch chuyển đổi")


def test_a_file_is_read_to_its_text_and_its_draft() -> None:
    text, draft = read_file(f"KẾ HOẠCH\n{ENOUGH}\n\nII. NHIỆM VỤ\n1. Sở Y tế: Rà soát hồ sơ.".encode(), "a.txt")
    (task,) = draft.tasks
    assert text[task.span[0] : task.span[1]] == task.text
    assert task.lead == ("Sở Y tế",)
