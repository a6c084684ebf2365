"""How a conclusion reads in the notice: what it leaves unsaid is put in, what it says already is not said twice."""

from datetime import date

import pytest

from tracker.meetings.models import ConclusionKind
from tracker.meetings.rules.wording import Concluded, worded
from tracker.reports.models import Frequency

QUARTERLY = {"kind": ConclusionKind.DUTY, "frequency": Frequency.QUARTERLY}


@pytest.mark.parametrize(
    ("facts", "reads"),
    [
        (
            {"text": "rà soát mô hình", "due_on": date(2026, 9, 30), "due_words": "30/9"},
            "Rà soát mô hình (hoàn thành trước ngày 30/9/2026).",
        ),
        ({"text": "Báo cáo kết quả.", **QUARTERLY}, "Báo cáo kết quả định kỳ hàng quý."),
        ({"text": "Báo cáo kết quả hằng quý.", **QUARTERLY}, "Báo cáo kết quả hằng quý."),
        ({"text": "Gửi báo cáo", "through": "Ủy ban MTTQ huyện"}, "Gửi báo cáo (qua Ủy ban MTTQ huyện)."),
        (
            {"text": "Gửi báo cáo qua Ủy ban MTTQ huyện", "through": "Ủy ban MTTQ huyện"},
            "Gửi báo cáo qua Ủy ban MTTQ huyện.",
        ),
    ],
)
def test_a_conclusion_is_worded_for_the_notice(facts, reads):
    assert worded(Concluded(**{"id": 1, "kind": ConclusionKind.TASK} | facts)) == reads
