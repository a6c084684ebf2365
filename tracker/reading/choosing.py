"""Which leaves of an outline ask something of someone, and which only tell, list or close."""

import re

from tracker.reading.addressees import addressed
from tracker.reading.leaves import Leaf, is_listing
from tracker.reading.letters import regex
from tracker.reading.outline import is_closing
from tracker.reading.phrases import says_what_to_do
from tracker.reading.sections import Role

_GIVES = re.compile(r"(?:Giao|Phân công|Thống nhất giao)\s")
_TARGET = re.compile(r"(?:Phấn đấu|Tổng số|Tỷ lệ|Tỉ lệ|Số lượng|Mục tiêu|Chỉ tiêu)(?!\w)")
_LABEL = re.compile(
    r"(?:Số(?! hóa| hoá)|Danh sách|Bảng|Biểu|Hình|Mẫu|Tháng|Quý|Ngày)\s"
)  # "1.3. Số trường chưa công nhận năm 2019"
_NO_DIRECTIVE = re.compile(
    r"\(|(?:Lưu ý|Ghi chú|Ví dụ)\b|Ban hành kèm theo (?:Quyết định|Nghị quyết|Thông báo|Công văn) này"
    r"|(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Chương trình) này (?:có hiệu lực|thay thế|đã được|được)"
    # assessments and thanks: "Đến nay, toàn huyện đã giải ngân …", "Biểu dương …"
    r"|(?:Đến nay|Hiện nay|Nhìn chung|Tuy nhiên|Năm qua|(?:Trong )?[Tt]hời gian (?:vừa )?qua|Trong những năm qua)(?!\w)"
    r"|Trong (?:\d+ tháng|quý|tháng|năm)[^,;.]{0,30}\s(?:đầu năm|vừa qua|qua)(?!\w)"
    r"|(?:Ghi nhận|Biểu dương|Đánh giá cao|Hoan nghênh)(?!\w)"
)
_NAME = regex(
    r"(?:(?:TS|ThS|Ths|PGS|GS|BS|CN|KS)\.?\s*)*(?:[A-ZÀ-Ỹ][a-zà-ỹ]*\.?\s+){1,4}[A-ZÀ-Ỹ][a-zà-ỹ]*"
)  # whoever signs, below an office that is not known
_THANKS = re.compile(r"[^.;:,]{3,80}\s(?:ghi nhận|đánh giá cao|hoan nghênh|cảm ơn)(?!\w)")
_CARRIES_OUT = re.compile(r"chịu trách nhiệm thi hành (?:Quyết định|Nghị quyết|Chỉ thị)(?: này)?[ ./]*$")
_SHORTEST = 12


def is_task(leaf: Leaf, *, has_target: bool) -> bool:
    """Whether a leaf is a directive. Under a heading of tasks, or of a unit, every item is one by default."""
    assert leaf.passage is not None
    words, context = leaf.passage.words, leaf.context
    told = addressed(words)
    if len(words) < _SHORTEST or is_listing(words) or (_NO_DIRECTIVE.match(words) and not told.ordered):
        return False
    if (_THANKS.match(words) and not told.ordered) or _CARRIES_OUT.search(words):
        return False
    if has_target and _TARGET.match(words):
        return False
    if leaf.passage.marker is None:
        return _is_task_without_a_number(leaf)
    if context.units or context.role is Role.TASKS or context.lead_in:
        return not _LABEL.match(words)
    return bool(told.main) or (says_what_to_do(words) and context.role is not Role.MEANS)


def _is_task_without_a_number(leaf: Leaf) -> bool:
    """A plain paragraph: outside every section only "Giao …" is a task."""
    assert leaf.passage is not None
    words, context = leaf.passage.words, leaf.context
    told = addressed(words)
    gives = _GIVES.match(words) is not None
    if is_closing(words) or _NAME.fullmatch(words):
        return False
    if not context.section:
        return gives and bool(told.given)
    if context.units or gives:
        return True
    return bool(told.main) or (context.role is Role.TASKS and says_what_to_do(words))
