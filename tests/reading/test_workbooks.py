"""What is read of an Excel file, and what is refused, each within a second."""

import io
import random
import time
import zipfile
from datetime import date

import pytest
import xlsxwriter

from tracker.core.errors import N_
from tracker.reading.errors import EmptyFile, FileTooLarge
from tracker.reading.workbooks import (
    MAX_ROWS,
    BrokenWorkbook,
    CellIsError,
    CellIsFormula,
    CellTooLong,
    Column,
    HeadMissing,
    HeadTwice,
    NotAWorkbook,
    SheetWithoutRows,
    TooManyRows,
    WorkbookWithEntities,
    WorkbookWithLinks,
    WorkbookWithMacros,
    read_workbook,
)

COLUMNS = (
    Column("name", N_("Name"), ("Tên", "Tên đơn vị"), longest=20, needed=True),
    Column("kind", N_("Kind"), ("Loại",)),
)


def book(rows, write=lambda _sheet, _book: None):
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = made.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    write(sheet, made)
    made.close()
    return target.getvalue()


def mended(data, part, mend):
    """The same package with one part changed, or added."""
    old, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, mend(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, mend(b""))
    return target.getvalue()


PLAIN = book([["Name", "Kind"], ["Một", "Xã"], ["Hai", "Xã"]])
SHEET = "xl/worksheets/sheet1.xml"


def read(data, name="đơn vị.xlsx"):
    return read_workbook(data, name, COLUMNS)


@pytest.mark.parametrize("heads", [["Tên đơn vị", "Loại"], ["NAME", "kind"], ["ten don vi", "LOAI"]])
def test_columns_are_known_by_their_heads_in_either_language_and_any_order(heads):
    for order in (slice(None), slice(None, None, -1)):
        sheet = read(book([["Phụ lục"], [], heads[order], ["Xã Một", "xã"][order], [], ["Xã Hai", ""][order]]))
        assert [(row.number, dict(row.cells)) for row in sheet.rows] == [
            (4, {"name": "Xã Một", "kind": "xã"}),
            (6, {"name": "Xã Hai", "kind": ""}),
        ]


def test_cells_arrive_as_tidy_text():
    def write(sheet, made):
        sheet.write_datetime(1, 1, date(2025, 7, 1), made.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(2, 1, 912345678)
        sheet.write_string(3, 1, "=1+1")
        sheet.write_boolean(4, 1, True)

    rows = [["Name", "Kind", "Ghi chú"], ["  Một\n hai\t", ""], ["Hai"], ["Ba"], ["Bo\u0301n"]]
    sheet = read(book(rows, write))
    assert [row.cells["kind"] for row in sheet.rows] == ["01/07/2025", "912345678", "=1+1", "True"]
    assert [row.cells["name"] for row in sheet.rows] == ["Một hai", "Hai", "Ba", "Bón"]
    assert sheet.unread == ["Ghi chú"]
    assert not any(row.problems for row in sheet.rows)


def test_what_is_wrong_with_a_cell_stands_at_its_place():
    def write(sheet, _book):
        sheet.write_formula(1, 1, '="x"&"ã"', value="xã")
        sheet.write_formula(3, 1, "=1/0", value="#DIV/0!")

    data = book([["Name", "Kind"], ["Một"], ["x" * 21, "Xã"], ["Ba"]], write)
    data = mended(data, SHEET, lambda xml: xml.replace(b"<f>1/0</f>", b""))
    problems = [{name: type(problem) for name, problem in row.problems.items()} for row in read(data).rows]
    assert problems == [{"kind": CellIsFormula}, {"name": CellTooLong}, {"kind": CellIsError}]


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([["Loại"], ["Xã"]], HeadMissing),
        ([["Tên", "Name"], ["a", "b"]], HeadTwice),
        ([["Tên"]], SheetWithoutRows),
        ([], HeadMissing),
        ([["Tên"], *([str(n)] for n in range(MAX_ROWS + 11))], TooManyRows),
    ],
)
def test_a_sheet_that_cannot_be_understood_is_refused(rows, refusal):
    with pytest.raises(refusal):
        read(book(rows))


def test_as_many_rows_as_are_promised_are_read():
    assert len(read(book([["Tên"], *([f"Xã {n}"] for n in range(MAX_ROWS))])).rows) == MAX_ROWS


def noise(pattern, count):
    few = random.Random(1)
    return b"".join(pattern % few.getrandbits(40) for _ in range(count))


def replaced(part, old, new):
    return mended(PLAIN, part, lambda xml: xml.replace(old, new))


def of_word():
    return mended(PLAIN, "xl/workbook.xml", lambda _xml: b"").replace(b"xl/workbook", b"wd/workbook")


def with_many_cells():
    return replaced(SHEET, b"<sheetData>", b"<sheetData><row>" + noise(b"<c><v>%d</v></c>", 150_000) + b"</row>")


# Made when they are asked for: what each is, the file, how it is refused.
STRANGE = {
    "nothing": (lambda: b"", EmptyFile),
    "text": (lambda: b"Ten,Loai\n", NotAWorkbook),
    "half a file": (lambda: PLAIN[:2000], BrokenWorkbook),
    "too large": (lambda: PLAIN + b"x" * 2 * 1024 * 1024, FileTooLarge),
    "a Word file": (of_word, NotAWorkbook),
    "a macro": (lambda: mended(PLAIN, "xl/vbaProject.bin", lambda _xml: b"x"), WorkbookWithMacros),
    "a macro's type": (
        lambda: replaced("[Content_Types].xml", b"spreadsheetml.sheet.main", b"macroEnabled.main"),
        WorkbookWithMacros,
    ),
    "a link": (lambda: mended(PLAIN, "xl/externalLinks/externalLink1.xml", lambda _xml: b"<a/>"), WorkbookWithLinks),
    "entities": (
        lambda: replaced(SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        WorkbookWithEntities,
    ),
    "entities in UTF-16": (lambda: mended(PLAIN, SHEET, lambda xml: xml.decode().encode("utf-16")), BrokenWorkbook),
    "a zip bomb": (lambda: mended(PLAIN, "xl/worksheets/sheet2.xml", lambda _xml: b"0" * 150_000_000), FileTooLarge),
    "broken XML": (lambda: mended(PLAIN, SHEET, lambda xml: xml[:-40]), BrokenWorkbook),
    "no sheet": (
        lambda: mended(PLAIN, "xl/_rels/workbook.xml.rels", lambda _xml: b"<Relationships/>"),
        BrokenWorkbook,
    ),
    "a row far below": (lambda: replaced(SHEET, b'<row r="3"', b'<row r="1048576"'), TooManyRows),
    "a row beyond Excel": (lambda: replaced(SHEET, b'<row r="3"', b'<row r="9999999999"'), TooManyRows),
    "50,000 rows": (lambda: book([["Tên"], *([f"Xã {n}"] for n in range(50_000))]), TooManyRows),
    "150,000 cells": (with_many_cells, TooManyRows),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_a_strange_file_is_refused_with_words_within_a_second(strange, record_property):
    make, refusal = STRANGE[strange]
    data = make()
    began = time.process_time()
    with pytest.raises(refusal):
        read(data)
    took = time.process_time() - began
    record_property(f"refusing {strange}, seconds", f"{took:.2f}")
    assert took < 1


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("a.xlsm", WorkbookWithMacros), ("a.xlsb", WorkbookWithMacros), ("a.xls", NotAWorkbook), ("a", NotAWorkbook)],
)
def test_the_name_must_say_what_the_file_is(name, refusal):
    with pytest.raises(refusal):
        read(PLAIN, name)


def test_a_column_far_to_the_right_is_left_out():
    data = mended(PLAIN, SHEET, lambda xml: xml.replace(b'r="A3"', b'r="XFD3"'))
    assert [row.cells["name"] for row in read(data).rows] == ["Một", ""]


def test_marks_without_end_take_no_time():
    """Composing them takes the square of their number; 20 MB of them would hold the server up for hours."""
    began = time.process_time()
    (row,) = read(book([["Name", "Kind"], ["a" + "\u0301\u0316" * 16_000, "Xã"]])).rows
    assert isinstance(row.problems["name"], CellTooLong)
    assert time.process_time() - began < 0.4


def test_a_cell_that_goes_over_several_rows_is_said_of_each():
    data = book(
        [["Name", "Kind"], ["Một", ""], ["Hai", ""], ["Ba", "Phường"]],
        lambda sheet, _book: sheet.merge_range("B2:B3", "Xã"),
    )
    assert [row.cells["kind"] for row in read(data).rows] == ["Xã", "Xã", "Phường"]


def test_of_a_head_in_two_rows_the_half_with_more_columns_counts():
    data = book(
        [["Danh sách"], ["Name", "Đơn vị"], ["", "Kind"], ["Một", "Xã"]],
        lambda sheet, _book: sheet.merge_range("A2:A3", "Name"),
    )
    assert [dict(row.cells) for row in read(data).rows] == [{"name": "Một", "kind": "Xã"}]
