"""What kind of directive it is, by its main verb."""

import re

from tracker.reading.phrases import end_of_name

_PARTNERS = re.compile(
    r"(?:chủ trì,?\s*)?(?:phối hợp|tham gia)(?:\s+chặt chẽ)?\s*(?:,\s*)?(?:với|cùng)\s+", re.IGNORECASE
)
_ADVERB = re.compile(
    r"(?:[\s,:]|chủ trì|tiếp tục|khẩn trương|chủ động|nghiêm túc|kịp thời|thường xuyên|có trách nhiệm"
    r"|đồng thời|tổ chức(?=\s+(?:kiểm tra|giám sát)))+",
    re.IGNORECASE,
)
_KINDS = (
    (
        "meeting",
        re.compile(
            r"(?:tham gia|tham dự|dự|tổ chức|triệu tập|chuẩn bị)\s+(?:\S+\s+){0,3}?(?:hội nghị|cuộc họp"
            r"|phiên họp|giao ban|họp)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "report",
        re.compile(
            r"(?:(?:thực hiện|gửi|nộp|xây dựng|thực hiện chế độ|hoàn thiện|tổng hợp,?)\s+)?báo cáo(?!\s+viên)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    ("inspection", re.compile(r"(?:kiểm tra|giám sát|thanh tra)(?!\w)", re.IGNORECASE)),
)
_DECISION = re.compile(
    r"(?:Thống nhất|Đồng ý|Nhất trí|Thông qua|Phê duyệt|Cho phép|Chấp thuận|Cơ bản thống nhất)"
    r"(?!\s+giao)(?!\w)"
)


def is_decision(words: str) -> bool:
    """Whether a sentence begins with what was decided, which needs nobody to do it: "Nhất trí …"."""
    return _DECISION.match(words) is not None


def kind_of(main: str, *, has_lead: bool) -> str:
    """task, report, meeting, inspection or decision. `main` is the sentence after its addressee."""
    if not has_lead and is_decision(main):
        return "decision"
    words = main
    for _ in range(2):
        words = words[_end(_ADVERB, words) :]
        if partners := _PARTNERS.match(words):
            words = words[end_of_name(words, partners.end()) or partners.end() :]
    return next((kind for kind, pattern in _KINDS if pattern.match(words)), "task")


def _end(pattern: re.Pattern[str], words: str) -> int:
    found = pattern.match(words)
    return found.end() if found else 0
