"""Rows pasted from Excel and from Word: cells, lines in cells, heads or none."""

import pytest

from tracker.core.errors import N_
from tracker.reading.pasted import read_pasted
from tracker.reading.rows import CellIsError, CellTooLong, Column, HeadMissing, SheetWithoutRows, TooManyRows

COLUMNS = (
    Column("title", N_("Task"), ("Nhiệm vụ",), longest=40, needed=True, stand_in="text"),
    Column("text", N_("In full"), ("Nội dung",), longest=40),
    Column("units", N_("Units"), ("Đơn vị",), lines=True),
    Column("due", N_("Due"), ("Hạn",)),
)


def read(words, most=9):
    return read_pasted(words, COLUMNS, order=("title", "units", "due"), most=most)


def cells(words):
    return [tuple(row.cells.values()) for row in read(words).rows]


def test_heads_are_found_in_any_order_and_with_or_without_marks():
    sheet = read("STT\tHAN\tnhiem vu\tGhi chú\r\n1\t30/9\tRà soát\tx\r\n")
    assert sheet.rows[0].cells == {"due": "30/9", "title": "Rà soát"}
    assert sheet.unread == ["Ghi chú"]


def test_a_column_stands_in_for_the_one_that_is_missing():
    assert read("Nội dung\tHạn\nRà soát\t30/9").rows[0].cells == {"title": "Rà soát", "due": "30/9"}


def test_excel_quotes_cells_with_lines_and_tabs():
    pasted = 'Nhiệm vụ\tĐơn vị\n"Rà soát ""mô hình""\tmới"\t"Xã A\nXã B"\n"Nông thôn" mới\tXã C\n'
    assert cells(pasted) == [('Rà soát "mô hình" mới', "Xã A\nXã B"), ('"Nông thôn" mới', "Xã C")]


def test_word_breaks_a_row_at_each_paragraph_of_a_cell():
    pasted = "TT\tNhiệm vụ\tĐơn vị\tHạn\n1\tRà soát\nmô hình\tXã A\nXã B\t30/9\n(dự kiến)\n2\tSơ kết\tXã C\t\n"
    assert cells(pasted) == [("Rà soát mô hình", "Xã A\nXã B", "30/9 (dự kiến)"), ("Sơ kết", "Xã C", "")]


@pytest.mark.parametrize("numbered", [False, True])
def test_without_heads_the_columns_have_their_order(numbered):
    lines = [("1.", "Rà soát", "Xã A", "30/9"), ("2.", "Sơ kết", "Xã B", "")]
    pasted = "\n".join("\t".join(line if numbered else line[1:]) for line in lines)
    assert cells(pasted) == [line[1:] for line in lines]


def test_what_is_wrong_with_a_cell_is_said_in_its_row():
    row = read("Nhiệm vụ\tHạn\n" + "a" * 41 + "\t#REF!").rows[0]
    assert isinstance(row.problems["title"], CellTooLong)
    assert isinstance(row.problems["due"], CellIsError)


@pytest.mark.parametrize(
    ("pasted", "refusal"),
    [
        ("Đơn vị\tHạn\nXã A\t30/9", HeadMissing),
        ("Nhiệm vụ\tHạn\n\t\n", SheetWithoutRows),
        ("a\n" * 30, TooManyRows),
    ],
)
def test_what_cannot_be_read_is_refused(pasted, refusal):
    with pytest.raises(refusal):
        read(pasted)
