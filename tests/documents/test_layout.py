"""A document's text as paragraphs and tables, one clause marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.layout import NOWHERE, Paragraph, Table, blocks, parse_clause

TEXT = "KẾ HOẠCH\n\n1. Rà soát hộ.\n| TT | Xã |\n|----|----|\n| 1 | Đăk Kôi |\nNơi nhận"


def marked_words(text, clause):
    found = []
    for block in blocks(text, clause):
        if isinstance(block, Paragraph):
            found += [piece.text for piece in block.pieces if piece.marked]
        else:
            found += [" ".join(block.rows[place]) for place in sorted(block.marked_rows)]
    return found


def test_lines_are_paragraphs_and_piped_lines_a_table():
    shown = blocks(TEXT)
    assert [type(block) for block in shown] == [Paragraph, Paragraph, Table, Paragraph]
    assert shown[2].rows == (("TT", "Xã"), ("1", "Đăk Kôi"))
    assert not any(block.marked for block in shown)


def test_a_clause_is_marked_where_it_stands():
    start = TEXT.index("Rà soát")
    assert marked_words(TEXT, (start, start + 7)) == ["Rà soát"]


def test_a_clause_over_several_lines_is_marked_on_each():
    assert marked_words("một\nhai\nba", (1, 7)) == ["ột", "hai"]


def test_a_clause_in_a_table_marks_its_row():
    start = TEXT.index("Đăk Kôi")
    assert marked_words(TEXT, (start, start + 3)) == ["1 Đăk Kôi"]


@pytest.mark.parametrize("asked", [None, "", "abc", "5-2", "-3-4", "1-2-3", "99999999999-1", "900-950"])
def test_what_is_no_clause_marks_nothing(asked):
    assert parse_clause(asked, TEXT) == NOWHERE


def test_a_clause_ends_with_the_text():
    assert parse_clause("3-100000", TEXT) == (3, len(TEXT))


@given(st.text(alphabet="ab |\n-", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_no_word_of_the_text_is_lost(text, start, end):
    shown = []
    for block in blocks(text, (start, end)):
        shown += [piece.text for piece in block.pieces] if isinstance(block, Paragraph) else sum(block.rows, ())
    letters = [c for c in text if c in "ab"]
    assert [c for c in "".join(shown) if c in "ab"] == letters
