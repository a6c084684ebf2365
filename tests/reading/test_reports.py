"""The duties to report that one directive lays on units."""

import pytest

from tracker.reading.drafts import DraftTask
from tracker.reading.reports import reports_of_tasks

LATE = "Các xã nộp kế hoạch vốn chậm: báo cáo bổ sung số liệu, giải trình lý do chậm về UBND huyện"
GIVEN = "Giao Phòng Tài chính tổng hợp và báo cáo kết quả từng xã."


def laid(text, *lead):
    task = DraftTask(
        text=text, span=(40, 40 + len(text)), section="", item=None, source="body", kind="report", lead=lead
    )
    return reports_of_tasks([task])


def test_to_report_to_explain_and_what_another_is_ordered_are_three_duties():
    text = f"{LATE} (qua Phòng Nội vụ). {GIVEN}"
    found = laid(text, "Các xã", "Phòng Tài chính")
    assert [one.by for one in found] == [("Các xã",), ("Các xã",), ("Phòng Tài chính",)]
    assert [one.through for one in found] == ["Phòng Nội vụ", "Phòng Nội vụ", None]
    assert found[0].text.endswith("báo cáo bổ sung số liệu")
    assert found[1].text.startswith("giải trình lý do chậm")
    for one in found:
        assert text[one.span[0] - 40 : one.span[1] - 40] == one.text


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Nội vụ báo cáo, giải trình với Thanh tra huyện trước ngày 15/6.",  # one paper
        "Rà soát, báo cáo UBND huyện, báo cáo Sở Nội vụ.",  # to two
        "Các xã báo cáo kết quả hằng quý. Giao Phòng Nội vụ theo dõi, đôn đốc.",  # who follows it up reports nothing
        "Các đơn vị, TT. Đăk Vơn, báo cáo kết quả hằng quý.",
    ],
)
def test_what_is_one_duty_stays_one(text):
    assert [one.text for one in laid(text, "Phòng Nội vụ")] == [text]
