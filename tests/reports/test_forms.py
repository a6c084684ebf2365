"""What a duty's reports ask: versions, keys, drafts."""

from dataclasses import replace

import pytest

from tests.reports.conftest import ASKED
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Period
from tracker.reports import queries, services
from tracker.reports.models import ItemKind
from tracker.reports.rules.answers import Typed
from tracker.reports.rules.forms import (
    Asked,
    FormIsEmpty,
    ItemNeedsMeasure,
    ItemNeedsTarget,
    TargetAskedTwice,
    TooManyItems,
    as_asked,
    check_form,
)
from tracker.reports.rules.shipped import form_fitting, shipped_forms
from tracker.reports.rules.windows import NoSuchPeriod
from tracker.reports.services import writing

WORDS = Asked(kind=ItemKind.SECTION, title="Kết quả")
TARGET = Asked(kind=ItemKind.TARGET, title="Hộ thoát nghèo", target_id=1)


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ([], FormIsEmpty),
        ([WORDS] * 41, TooManyItems),
        ([Asked(kind=ItemKind.NUMBER, title="Số buổi")], ItemNeedsMeasure),
        ([replace(TARGET, target_id=None)], ItemNeedsTarget),
        ([TARGET, TARGET], TargetAskedTwice),
    ],
)
def test_a_form_that_cannot_be_filled_in_is_refused(items, refusal):
    with pytest.raises(refusal):
        check_form(items)


def test_every_shipped_form_can_be_filled_in_and_is_offered_where_it_fits():
    for form in shipped_forms():
        check_form(form.items)
        assert all(form_fitting(words) is form for words in form.when)
    assert form_fitting("Báo cáo công tác quý").key == "work"


def edit(duty, items, town, *, seen=1, from_period="2026-Q4"):
    with transaction():
        return services.edit_form(
            queries.get_duty(duty.id), items, from_period=from_period, seen=seen, by=town.person("staff"), at=town.now
        )


def test_a_version_counts_from_its_period_on(duties, town):
    duty = duties.duty(first_period="2026-Q2")
    edit(duty, [WORDS], town, from_period="2026-Q4")
    edit(duty, [WORDS, WORDS], town, seen=2, from_period="2026-Q3")
    numbers = {
        period: queries.form_for(duty.id, Period.parse(period).last_day).number
        for period in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
    }
    assert numbers == {"2026-Q1": 1, "2026-Q2": 1, "2026-Q3": 3, "2026-Q4": 3, "2027-Q1": 3}


def test_an_item_keeps_its_key_while_old_answers_answer_it(duties, town):
    duty = duties.duty()
    before = [as_asked(item) for item in queries.forms_of(duty.id)[0].items]
    renamed, other_measure = replace(before[0], title="Kết quả nổi bật"), replace(before[1], measure="lượt")
    form = edit(duty, [other_measure, renamed, WORDS, replace(WORDS, key="k9")], town)
    assert [item.key for item in form.items] == ["k4", "k1", "k5", "k6"]
    again = edit(duty, [WORDS], town, seen=2)
    assert [item.key for item in again.items] == ["k7"]  # a key that was dropped is not used again


def test_a_draft_goes_on_in_the_new_version_and_loses_nothing(duties, town):
    duty = duties.duty()
    report, officer = duties.report(duty), town.person("officer")
    first, second = queries.form_of(report).items[:2]
    with transaction():
        writing.save_answer(report, first, Typed(words="Đã họp dân."), seen=0, by=officer, at=town.now)
        writing.save_answer(report, second, Typed(figure=12), seen=0, by=officer, at=town.now)
    form = edit(duty, [as_asked(first)], town)
    db.session.expire_all()
    assert report.form_id == form.id
    assert {answer.key: answer.words for answer in report.answers} == {"k1": "Đã họp dân.", "k2": ""}


def test_the_second_of_two_who_change_a_form_is_told(duties, town):
    duty = duties.duty()
    edit(duty, [WORDS], town)
    with pytest.raises(ChangedMeanwhile):
        edit(duty, ASKED, town, seen=1)


def test_a_version_is_of_the_dutys_own_periods(duties, town):
    with pytest.raises(NoSuchPeriod):
        edit(duties.duty(), [WORDS], town, from_period="2026-M11")
