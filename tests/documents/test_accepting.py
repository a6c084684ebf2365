"""What is taken as evidence: name, first bytes and structure agree, and nothing in it can do harm."""

import random
import time
import tracemalloc

import pytest

from tests.documents.evidence import RELATIONS, TEMPLATE, excel, jpeg, locked, package, packed, pdf, png, word
from tracker.core.errors import RuleBroken
from tracker.documents.accepting import (
    MAX_MEGABYTES,
    DamagedFile,
    FileOverLimit,
    KindNotTaken,
    LockedPdf,
    NotWhatItsNameSays,
    OldOrLocked,
    PdfThatActs,
    PictureTooLarge,
    check_file,
)
from tracker.documents.office_files import LockedOfficeFile, TemplateFromElsewhere
from tracker.reading import errors as reading
from tracker.reading import workbooks

MEGABYTE = 1024 * 1024
ENTITIES = "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"


def template(target: str) -> bytes:
    """A .docx made from a template elsewhere."""
    return word({"word/_rels/settings.xml.rels": RELATIONS.format(TEMPLATE.format(target))})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("danh sách.pdf", pdf()),
        ("KẾ HOẠCH.PDF", pdf(packed(b"<< /Type /Page >>"))),
        ("biên bản.docx", word()),
        ("mẫu.docx", template("file:///C:\\Mau\\cong-van.dotx")),
        ("số liệu.xlsx", excel()),
        ("họp dân.jpg", jpeg()),
        ("họp dân.jpeg", jpeg(8000, 6000)),
        ("bản đồ.png", png()),
    ],
)
def test_what_units_bring_is_taken(name, data):
    check_file(data, name)


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("trống.pdf", b"", reading.EmptyFile),
        ("lớn.pdf", pdf(b" " * (MAX_MEGABYTES * MEGABYTE)), FileOverLimit),
        ("trang.html", b"<script>alert(1)</script>", KindNotTaken),
        ("chạy.exe", b"MZ", KindNotTaken),
        ("không đuôi", pdf(), KindNotTaken),
        ("ảnh.svg", b"<svg/>", KindNotTaken),
        ("bảng.xlsm", excel(), KindNotTaken),
        ("ảnh.jpg", png(), NotWhatItsNameSays),
        ("giấy.pdf", b"<html>%PDF-1.7", NotWhatItsNameSays),
        ("thư.docx", pdf(), NotWhatItsNameSays),
        ("khoá.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, OldOrLocked),
        ("khoá.xlsx", locked(excel()), LockedOfficeFile),
        ("bảng.docx", excel(), reading.NotADocument),
        ("thư.xlsx", word(), workbooks.NotAWorkbook),
        ("gì đó.docx", package({"a.txt": "a"}), reading.NotADocument),
        ("hỏng.docx", word()[:-30], reading.BrokenDocument),
        ("macro.docx", word({"word/vbaProject.bin": b"x"}), reading.DocumentWithMacros),
        ("macro.xlsx", excel({"xl/embeddings/a.xlsm": b"x"}), workbooks.WorkbookWithMacros),
        ("thực thể.docx", word({"word/a.xml": ENTITIES}), reading.DocumentWithEntities),
        ("thực thể.xlsx", excel({"xl/a.xml": " " * 300_000 + ENTITIES}), workbooks.WorkbookWithEntities),
        ("utf16.xlsx", excel({"xl/a.xml": ENTITIES.encode("utf-16")}), workbooks.BrokenWorkbook),
        ("xa.docx", template("https://xau.example/a.dotm"), TemplateFromElsewhere),
        ("bom.docx", word({"word/a.xml": b" " * 60 * MEGABYTE}), reading.FileTooLarge),
        ("lũ.png", png(60_000, 60_000), PictureTooLarge),
        ("lũ.jpg", jpeg(65_000, 65_000), PictureTooLarge),
        ("rỗng.png", png(0, 8), DamagedFile),
        ("đứt.png", png()[:-6], DamagedFile),
        ("thừa.png", png() + b"PK\x03\x04", DamagedFile),
        ("sửa đầu.png", png().replace(b"\x00\x00\x00\x08\x08", b"\x00\x00\x00\x09\x08", 1), DamagedFile),
        ("đứt.jpg", jpeg()[:-2], DamagedFile),
        ("không khung.jpg", b"\xff\xd8\xff\xda\x00\x02\x12\xff\xd9", DamagedFile),
        ("đứt.pdf", pdf()[:-12], DamagedFile),
        ("khoá.pdf", pdf(b"<< /Encrypt 3 0 R >>"), LockedPdf),
        ("chạy.pdf", pdf(b"<< /S /JavaScript /JS (app.alert) >>"), PdfThatActs),
        ("giấu.pdf", pdf(b"<< /S /J#61vaScript >>"), PdfThatActs),
        ("nén.pdf", pdf(packed(b"<< /S /Launch /F (cmd.exe) >>")), PdfThatActs),
        ("kèm.pdf", pdf(b"<< /Names << /EmbeddedFiles 2 0 R >> >>"), PdfThatActs),
        ("bom.pdf", pdf(packed(b" " * 40 * MEGABYTE)), DamagedFile),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_not_taken_says_why(name, data, refusal):
    with pytest.raises(refusal):
        check_file(data, name)


def test_every_file_cut_anywhere_is_refused_in_words():
    for name, data in (("a.png", png()), ("a.jpg", jpeg()), ("a.pdf", pdf()), ("a.docx", word()), ("a.xlsx", excel())):
        for end in range(1, len(data) - 5):
            with pytest.raises(RuleBroken):
                check_file(data[:end], name)


WORST = [
    ("tên.pdf", lambda: pdf(b"/J/#4" * (9 * MEGABYTE // 5))),
    ("khối.pdf", lambda: pdf(packed(b"/Launc" * 5_000_000))),
    ("nhiều khối.pdf", lambda: pdf(packed(b" " * 400) * 60_000)),
    ("đầu khối.pdf", lambda: pdf(b"/ObjStm " * MEGABYTE)),
    (
        "lớn.docx",
        lambda: word({f"word/a{n}.xml": (random.randbytes(600).hex() + "A" * 100_000) * 90 for n in range(10)}),
    ),
    ("nhiều.xlsx", lambda: excel({f"xl/_rels/a{n}.rels": RELATIONS.format("") for n in range(1900)})),
    ("dấu.pdf", lambda: pdf(b"/ObjStm >> stream\n" * 19_000 + b"z" * (9 * MEGABYTE))),
    ("rỗng.pdf", lambda: pdf((b"/ObjStm" * 50 + b" stream\n\x78\x01" + b"\0\0\0\xff\xff" * 20_000) * 90)),
    ("nhiều.png", lambda: png()[:-12] + b"\0\0\0\0tEXt\0\0\0\0" * 600_000),
    ("nhiều.jpg", lambda: b"\xff\xd8" + b"\xff\xe1\x00\x02" * 2_000_000),
]
worst = pytest.mark.parametrize(("name", "made"), WORST, ids=[name for name, _ in WORST])


@worst
def test_the_worst_of_each_kind_takes_less_than_a_second(name, made):
    data = made()  # not before: they are large
    began = time.process_time()
    refusal_of(data, name)
    assert time.process_time() - began < 1


@worst
@pytest.mark.proof
def test_the_worst_of_each_kind_needs_little_memory(name, made, record_property):
    data = made()
    tracemalloc.start()
    found = refusal_of(data, name)
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    record_property(f"{name}, {len(data) / MEGABYTE:.1f} MB", f"{peak:.0f} MB, {found or 'taken'}")
    assert peak < 256


def refusal_of(data: bytes, name: str) -> str:
    try:
        check_file(data, name)
    except RuleBroken as refusal:
        return type(refusal).__name__
    return ""
