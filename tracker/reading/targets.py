"""Measurable goals: a figure with a sign, a measure and those it is counted of."""

import re
from collections.abc import Iterator

from tracker.reading.drafts import DraftTarget
from tracker.reading.lines import Passage
from tracker.reading.phrases import end_of_name

_FIGURE = r"(?P<value>\d{1,3}(?:[.,]\d+)*|\d+(?:[.,]\d+)?)"
_SIGNS = (  # before the figure; the first that ends there counts
    (
        ">=",
        re.compile(
            r"(?:ít nhất|tối thiểu|không dưới|không thấp hơn|từ|≥|tối thiểu là|thấp nhất)(?:\s+(?:là|đạt|có|còn))?\s*$",
            re.IGNORECASE,
        ),
    ),
    (
        "<=",
        re.compile(
            r"(?:không quá|không vượt quá|tối đa|nhiều nhất|≤|không cao hơn|chậm nhất)(?:\s+(?:là|còn|ở mức))?\s*$",
            re.IGNORECASE,
        ),
    ),
    (">", re.compile(r"(?:trên|hơn|>|vượt)\s*$", re.IGNORECASE)),
    ("<", re.compile(r"(?:dưới|<|thấp hơn)\s*$", re.IGNORECASE)),
)
_AFTER = (
    (">=", re.compile(r"\s*(?:%\s*)?(?:[^\d,;.]{0,40}?)?trở lên", re.IGNORECASE)),
    ("<=", re.compile(r"\s*(?:%\s*)?trở xuống", re.IGNORECASE)),
)
_PERCENT = re.compile(rf"(?<![\w.,/-]){_FIGURE}\s*%")
_MEASURING = re.compile(
    r"(?:\s+(?:đạt|giảm|tăng|là|còn|từ|trên|dưới|bình quân|hàng năm|hằng năm|xuống|không|quá|ít nhất|tối thiểu"
    r"|tối đa|có))+\s*$"
)
_MEASURES = (
    "mô hình|trường|lớp|học sinh|giáo viên|hộ|xã|phường|thôn|làng|huyện|người|lao động|đảng viên|đoàn viên|hội viên|tổ"
    "|nhóm|câu lạc bộ|công trình|dự án|vạn tấn|nghìn tấn|triệu tấn|triệu USD|tỷ USD|đơn vị máu|ha|hecta|héc ta|km"
    "|m2|tấn|kg|con|cây|triệu đồng|tỷ đồng|nghìn đồng|đồng|sản phẩm"
    "|doanh nghiệp|hợp tác xã|HTX|tổ hợp tác|trang trại|lượt|lượt người|lượt khách|triệu lượt khách|buổi|đợt|cuộc"
    "|hội nghị|tin|bài|tin bài|căn nhà|căn|nhà|ngôi nhà|tiêu chí|điểm|giường|bác sĩ|máy|khu|điểm trường|thủ tục|hồ sơ"
    "|dịch vụ|đề tài|sáng kiến|suất|phần quà|bộ|tủ|camera|thí sinh|giải|huy chương|chi bộ|tổ chức đảng|cơ sở"
)
_LONGEST_FIRST = "|".join(sorted(_MEASURES.split("|"), key=len, reverse=True))
_COUNT = re.compile(rf"(?<![\w.,/-]){_FIGURE}\s+(?P<unit>{_LONGEST_FIRST})(?!\w)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;.](?=\s|$)(?!\s*\.)|,\s+(?=(?:trên |dưới |ít nhất |tối thiểu )?\d+(?:[.,]\d+)?\s*%)|,\s+(?=(?:đạt"
    r"|trong đó|tỷ lệ|tỉ lệ|số|có)\s[^,;.]*\d)"
)
_STATE = re.compile(r"hiện nay|hiện có|đã đạt|hiện trạng", re.IGNORECASE)  # how things are, not what is aimed at
_PAST = re.compile(r"năm trước|cùng kỳ|chiếm\s+(?:trên|khoảng|\d)|tính đến|(?<!\w)đã\s", re.IGNORECASE)
_LAW = re.compile(r"(?:Nghị định|Thông tư|Quyết định|Luật|Nghị quyết|Kế hoạch|Điều|khoản)\s+(?:số\s+)?$")
_AIMS = re.compile(r"phấn đấu|đạt t[ỷỉ] lệ|t[ỷỉ] lệ .*đạt\s+(?:từ|trên|ít nhất|tối thiểu)\s*$", re.IGNORECASE)
_EXPLICIT = re.compile(r"(?:phấn đấu|tổng số [^,;.]{2,120}? là|đạt tỷ lệ|đạt tỉ lệ|mục tiêu)", re.IGNORECASE)


def targets_in(passage: Passage, *, in_target_section: bool) -> Iterator[DraftTarget]:
    """The goals that a paragraph states. Outside a section of targets only what is plainly a goal counts.

    "30% hộ … được cải thiện (…); trên 24% hộ …" is two; "chiếm trên 85% tổng biên chế" is a state, not a goal.
    """
    text = passage.text
    aims_at = _EXPLICIT.search(text)
    offset = len(text) - len(passage.words)
    for start, end in _clauses(text, offset):
        clause = text[start:end]
        if _STATE.search(clause) or (not in_target_section and _PAST.search(clause)):
            continue
        figures = [
            figure
            for figure in _PERCENT.finditer(clause)
            if in_target_section
            or _is_plain_goal(clause, figure.start(), aims_at is not None and aims_at.start() <= start)
        ]
        for place, figure in enumerate(figures):
            if place == 0 or (in_target_section and _begins_item(clause[figures[place - 1].end() : figure.start()])):
                yield _target(passage, start, clause, figure, "%")
        if not figures:
            explicit = aims_at is not None and aims_at.start() < end
            if (in_target_section or explicit) and (counted := _counted(clause)):
                yield _target(passage, start, clause, *counted)


def _clauses(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The parts of a paragraph that may each hold one figure; brackets are left whole."""
    start, depth, at = offset, 0, offset
    bounds = {found.start(): found.end() for found in _CLAUSE.finditer(text, offset)}
    while at < len(text):
        depth += (text[at] == "(") - (text[at] == ")" and depth > 0)
        if at in bounds and depth == 0:
            yield from _trimmed(text, start, at)
            start = bounds[at]
        at += 1
    yield from _trimmed(text, start, len(text))


def _begins_item(between: str) -> bool:
    """Whether a further figure of a clause counts something else: "giỏi 15%, khá 50%", but not "từ 9% xuống 5%"."""
    return re.match(r"\s*,\s*[^\W\d]", between) is not None and between.count("(") == between.count(")")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] in ",;."):
        start += 1
    if end - start > 8:
        yield start, end


def _is_plain_goal(clause: str, at: int, aimed: bool) -> bool:
    """A clause that begins with its figure, maybe after a time ("100% các đơn vị …"), or aims at it ("đạt tỷ lệ …")."""
    before = clause[:at].strip()
    opening = re.sub(
        r"^(?:(?:Trong|Đến|Hết|Cuối)\s[^,]{0,40},|[Pp]hấn đấu|[Cc]ó|[Tt]rên|[Íí]t nhất|[Tt]ối thiểu|[Đđ]ạt"
        r"|[Bb]ảo đảm|[Đđ]ảm bảo)\s*",
        "",
        before,
    ).strip()
    return not opening or aimed or bool(_AIMS.search(before))


def _counted(clause: str) -> tuple[re.Match[str], str] | None:
    """A figure and what it counts, outside brackets: "ít nhất 01 mô hình", "1,5 triệu lượt khách"."""
    for found in _COUNT.finditer(clause):
        before = clause[: found.start()]
        if not _LAW.search(before) and before.count("(") == before.count(")"):
            return found, found["unit"]
    return None


def _target(passage: Passage, start: int, clause: str, figure: re.Match[str], unit: str) -> DraftTarget:
    place = figure.start("value")
    sign = next((sign for sign, pattern in _SIGNS if pattern.search(clause[:place])), "=")
    sign = next((after for after, pattern in _AFTER if pattern.match(clause, figure.end("value"))), sign)
    population = _population(clause, figure)
    begin, end = passage.place(start, start + len(clause))
    return DraftTarget(
        passage.source[begin:end],
        number_of(figure["value"]),
        sign,
        unit,
        population,
        (begin, end),
        population is not None,
    )


def _population(clause: str, figure: re.Match[str]) -> str | None:
    """Of whom the figure is counted: the words from the figure to the verb, or those before "đạt"."""
    after = re.sub(r"^\s*trở (?:lên|xuống)\s*", "", clause[figure.end() :]).strip()
    if "%" in figure.group() and after and not re.match(r"(?:trở|[,;.(]|vào|trong|so)", after):
        end = end_of_name(after, 0)
        return re.sub(r"\s+(?:được|đã|có)$", "", after[: end if end else 80].strip(" ,;:.")) or None
    return _MEASURING.sub("", clause[: figure.start()]).strip(" ,;:.")[-160:] or None


def number_of(figures: str) -> float:
    """A number as printed: "6,59", "16.5", "20.300" (a point before three figures separates thousands)."""
    if re.fullmatch(r"\d{1,3}(?:[.]\d{3})+(?:,\d+)?", figures):
        return float(figures.replace(".", "").replace(",", "."))
    head, *tail = re.split(r"[.,]", figures)
    return float(f"{head}.{''.join(tail)}" if tail else head)
