"""What a duty to report is called, and when it is due, where a document lays it on units in a sentence. Pure."""

import re
from datetime import date
from typing import Any

from tracker.core.periods import Quarter
from tracker.reports.models import DueRule, Frequency

INFERRED_DAYS = 5  # working days after the figures close, where a document states no day; staff confirm or mend it
_ROUTE = re.compile(r"\s*\((?:qua|gửi)\b[^)]*\)", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\s*(?:theo\s+)?định kỳ(?:\s+hàng\s+(?:tháng|quý|năm))?", re.IGNORECASE)
_DOING = re.compile(r"^(?:thực hiện|xây dựng|gửi)\s+(?=báo cáo\b)", re.IGNORECASE)
_RESULT = re.compile(r"\bkết quả\s+(?P<of>[^;.]{3,200}?)(?=\s+(?:trên địa bàn|theo|qua)\b|[;.]|$)", re.IGNORECASE)


def name_of(title: str, text: str, quarter: Quarter | None) -> str:
    """The same name for every quarter: "Báo cáo công tác quý và phương hướng, nhiệm vụ công tác quý sau".

    Where only "Báo cáo kết quả" is left, what it is the result of stands before it in the text.
    """
    name = _HOW_OFTEN.sub("", _ROUTE.sub("", _DOING.sub("", title)))
    if quarter is not None:
        for one, called in ((quarter, "quý"), (quarter.next, "quý sau")):
            name = re.sub(rf"quý {one.label}(?!\w)", called, name, flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(" ,;.")
    if name.lower().endswith("kết quả") and (found := _RESULT.search(text)):
        name = f"{name} {found['of']}"
    return name[:1].upper() + name[1:]


def due_of(frequency: Frequency, due: date | None) -> dict[str, Any]:
    """When it is due, as `DutyFacts` takes it: on its day where it is owed once, else some days after its figures."""
    if frequency is not Frequency.ONCE:
        return {"due_rule": DueRule.AFTER_WINDOW, "due_days": INFERRED_DAYS, "due_inferred": True}
    if due is not None:
        return {"due_rule": DueRule.FIXED, "due_on": due}
    return {"due_rule": DueRule.AFTER_PERIOD, "due_inferred": True}
