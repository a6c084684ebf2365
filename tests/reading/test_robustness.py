"""Any text is read, quickly; what is not understood is left out."""

import random
import time
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.test_documents import ANNEX, NOTICE, PLAN, WRAPPED
from tracker.core.errors import RuleBroken
from tracker.reading import from_json, read_deadline, read_document, split_units, to_json

LINES = [line for text in (PLAN, NOTICE, WRAPPED, ANNEX) for line in text.split("\n")]
PIECES = st.sampled_from(
    [*LINES, "|", "- ", "(", "1.1.", "“", "%", ":", "II. ", "Phụ lục", "Nơi nhận:", "phối hợp với "]
)


def check(text: str) -> None:
    draft = read_document(text)
    for item in (*draft.tasks, *draft.targets, *draft.legal_bases):
        assert text[item.span[0] : item.span[1]] == item.text
    assert from_json(to_json(draft)) == draft


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\n\n", " ", ""]), st.integers(0, 200))
def test_shuffled_and_cut_lines_are_read_without_an_error(pieces: list[str], between: str, cut: int) -> None:
    check(between.join(pieces)[cut:])


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), PIECES, st.from_regex(r"[0-9/. -]{1,12}")))
def test_any_words_in_a_date_field_are_read_or_refused(words: str) -> None:
    with suppress(RuleBroken):
        read_deadline(words, year=2025)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(), PIECES))
def test_splitting_a_list_loses_no_letter(words: str) -> None:
    kept = "".join(char for char in "".join(split_units(words)) if char.isalpha())
    assert len(kept) <= len(words)


def test_a_long_document_takes_well_under_a_second() -> None:
    chosen = random.Random(1)
    text = "\n".join(chosen.choice(LINES) for _ in range(1500))[:100_000]
    start = time.process_time()
    check(text)
    assert time.process_time() - start < 1


def test_hostile_repetition_does_not_slow_the_patterns() -> None:
    repeated = [
        "phối hợp với các ",
        "trước ngày ",
        "từ ngày ",
        "Điều chỉnh nội dung “",
        "100% hộ; ",
        "a:\n\n",
        "- x:\n",
        "1.",
        "| ",
    ]
    start = time.process_time()
    for piece in repeated:
        read_document("KẾ HOẠCH\nx\n\nII. NHIỆM VỤ\n1. " + piece * 4000)
    assert time.process_time() - start < 5
