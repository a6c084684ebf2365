"""Which time a review looks back on, and with which sections it begins."""

import pytest

from tracker.core.periods import Period, Quarter, Span
from tracker.standing.models import ReviewKind
from tracker.standing.rules.reviews import (
    MOST_SECTIONS,
    ReviewEndsBeforeItBegins,
    ReviewFigures,
    ReviewTooLong,
    check_span,
    first_sections,
)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2026-Q3", "2026-Q3", "2026-Q3"),
        ("2026-Q3", "2026-Q4", "2026-H2"),
        ("2026-Q1", "2026-Q3", "2026-9M"),
        ("2025-Q1", "2025-Q4", "2025"),
        ("2025-Q2", "2026-Q1", None),
    ],
)
def test_quarters_on_end_are_called_by_the_period_that_they_make(first, last, period):
    span = Span(Quarter.parse(first), Quarter.parse(last))
    assert span.period == (Period.parse(period) if period else None)
    assert (span.quarters[0], span.quarters[-1]) == (span.first, span.last)


def test_a_time_that_is_none_or_too_long_is_refused():
    with pytest.raises(ReviewEndsBeforeItBegins):
        check_span(Span(Quarter(2026, 2), Quarter(2026, 1)))
    with pytest.raises(ReviewTooLong):
        check_span(Span(Quarter(2020, 1), Quarter(2026, 1)))
    check_span(Span(Quarter(2021, 1), Quarter(2026, 4)))


@pytest.mark.parametrize("kind", ReviewKind)
def test_the_units_sections_come_once_where_the_shipped_ones_leave_room(kind):
    asked = ["Kết quả công tác", "KẾT QUẢ CÔNG TÁC", "Tồn tại, hạn chế và nguyên nhân"]
    found = first_sections(kind, asked + [f"Mục {n}" for n in range(60)])
    titles = [one.title for one in found]
    assert titles.count("Kết quả công tác") == 1
    assert "KẾT QUẢ CÔNG TÁC" not in titles
    assert titles.count("Tồn tại, hạn chế và nguyên nhân") == 1
    assert len(found) <= MOST_SECTIONS
    assert {ReviewFigures.TASKS, ReviewFigures.TARGETS, ReviewFigures.LISTS} <= {one.figures for one in found}
