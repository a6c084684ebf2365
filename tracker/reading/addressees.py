"""Whom a directive addresses, with whom they work, whom they advise, and through whom it goes."""

import re
from dataclasses import dataclass

from tracker.core.folding import fold_tight
from tracker.reading.letters import regex
from tracker.reading.phrases import end_of_name, lists_members, units_at
from tracker.reading.sections import role_of
from tracker.reading.units import begins_another, looks_like_units, split_units, starts_with_unit

_SENTENCE = regex(r"(?<=[.;:])\s+(?=[A-ZÀ-Ỹ(])|\s*\(\d{1,2}\)\s+|(?<=[;,])\s+(?=giao\s+[A-ZÀ-Ỹ])")
_GIVES = regex(
    r"(?:[Gg]iao|Phân công|Yêu cầu|Đề nghị|Kính đề nghị|Trân trọng đề nghị|Ủy quyền|Thống nhất giao|Đồng ý giao"
    r"|Tiếp tục giao)\s+"
    r"(?:(?:nhiệm vụ|trách nhiệm)\s+)?(?:cho\s+)?(?:đồng chí\s+(?=đồng chí))?"
)
_GIVES_INSIDE = regex(
    r"\s*(?:thống nhất\s+|tiếp tục\s+)?(?:giao|yêu cầu|đề nghị|phân công|ủy quyền)\s+(?:nhiệm vụ\s+)?(?:cho\s+)?"
)
_DIRECTS = regex(r"(?:Tiếp tục\s+)?(?:[Cc]hỉ đạo|[Ll]ãnh đạo, chỉ đạo|[Hh]uy động|[Vv]ận động)\s+")
_OPENS = regex(
    r"(?:Từ đó|Đồng thời|Bên cạnh đó|Ngoài ra|Riêng|Sau đó|Tiếp đó|Trên cơ sở|Căn cứ|Để|Trong|Khi|Nếu|Hằng năm"
    r"|Hàng năm|Hằng quý"
    r"|Hàng quý|Hằng tháng|Hàng tháng|Định kỳ|Theo|Qua|Trước|Sau|Nhằm|Đối với|Ngay sau|Cuối|Đầu|Chậm nhất)(?!\w)"
)
_TIME_OPENS = regex(
    r"Trong\s+(?:tháng|quý|quí|năm học|năm|học kỳ|tuần)\s*(?:[IVX]+|\d+)?(?:\s?[/-]\s?\d{4}|\s+năm\s+\d{4})?,?\s+"
)
_WITH = regex(
    r"(?:phối hợp|phối, kết hợp|kết hợp|tham gia|hiệp đồng)(?:\s+(?:chặt chẽ|tốt|đồng bộ|cùng|kịp thời"
    r"|hiệu quả))?\s*(?:,\s*)?(?:với|cùng(?: với)?)\s+"
    r"|phối hợp\s+(?=(?-i:[A-ZÀ-Ỹ]))|chủ trì,?\s+phối hợp\s+(?=các\s)",
    re.IGNORECASE,
)
_ADVISES = regex(r"(?i:tham mưu|giúp)(?:\s+(?:cho|giúp|đề xuất|trình|với))*\s+(?=[A-ZÀ-Ỹ])")
_THROUGH = regex(r"\(\s*(?:gửi\s+)?(?:báo cáo\s+)?(?:thông\s+)?qua\s+([^()]{3,120})\)")
_FOR = regex(r"(?:\d+\.\s*)?(?:Đối với|Trách nhiệm của|Nhiệm vụ của|Về phía|Trách nhiệm)\s+(?=\S)", re.IGNORECASE)
_HEADING_GIVES = regex(r"(?:Giao|Đề nghị|Yêu cầu|Phân công)\s+(?:cho\s+)?", re.IGNORECASE)
_NOT_UNITS_AFTER_FOR = regex(
    r"(?:việc|công tác|nội dung|nhiệm vụ|chỉ tiêu|lĩnh vực|hồ sơ|trường hợp|kinh phí|nguồn|cấp học|các dự án|dự án)\b"
)
_OF_GROUP = regex(r"\s*(?:tham gia|thực hiện|được|đã|chưa|không|đang|có|còn)(?!\w)")
# "…, các sở theo chức năng xây dựng …" has a subject; "Trong Kế hoạch của các sở về …, " has none.
_CIRCUMSTANCE = regex(r"\s*(?:về|tại|(?:theo|trong)(?!\s+(?:phạm vi|chức năng|nhiệm vụ|thẩm quyền|lĩnh vực)))(?!\w)")
_LONGEST_HEADING = 320
_SHORT_REST = 45  # "… thực hiện các nhiệm vụ sau:"
_NAMED = regex(r"\S+(?:\s+\S+){0,2}\s+[A-ZÀ-Ỹ]|[A-ZĐ]{3,}")


@dataclass(frozen=True, slots=True)
class Addressed:
    """What one text says of its units. `given`: by "Giao …" or as its subject; `directed`: by "Chỉ đạo …"."""

    given: tuple[str, ...] = ()
    directed: tuple[str, ...] = ()
    ordered: bool = False  # by "Giao …", "… yêu cầu …", not only as a subject
    main: int = 0  # where the first sentence goes on after its addressee: at what is to be done


def heading_units(title: str) -> tuple[str, ...]:
    """The units that a heading consists of; none where it says anything else.

    "5. Ủy ban MTTQ Việt Nam huyện:", "Đối với các đơn vị chưa tham gia đánh giá ngoài", "Giao Sở Y tế:".
    """
    words = re.sub(r"\s*\([^)]*\)\s*(?=[:.]?$)", "", title).strip(" .:;")
    if not words or len(words) > _LONGEST_HEADING or (words.isupper() and role_of(words)):
        return ()
    if prefix := _FOR.match(words):
        rest = words[prefix.end() :]
        return () if _NOT_UNITS_AFTER_FOR.match(rest) or not looks_like_units(rest) else split_units(rest)
    ordered = _HEADING_GIVES.match(words)
    if ordered:
        words = words[ordered.end() :]
    if not (starts_with_unit(words) or (words.isupper() and looks_like_units(words))):
        return ()
    end = None if words.isupper() else end_of_name(words.replace(";", ","), 0)
    if end is not None and not (
        not ordered and re.match(r"[Cc]ác\s", words) and _OF_GROUP.match(words, end) and title.strip()[-1:] != "."
    ):
        return ()
    return split_units(words)


def named_before_colon(words: str) -> tuple[tuple[str, ...], int]:
    """The units that an item names before a colon, and where its directive begins: "Giao Phòng Dân tộc: Chủ trì …"."""
    if lists_members(words):
        return (), 0
    colon = words.find(":")
    if 0 < colon < len(words.rstrip()) - 1 and (units := heading_units(words[:colon])):
        return units, colon + 1
    return (), 0


def addressed(words: str) -> Addressed:
    """The units that the sentences of an item give something to, or that are the subjects of its sentences."""
    given: list[str] = []
    directed: tuple[str, ...] = ()
    main = 0
    ordered = False
    sentences = _sentences(words)
    for place, sentence in enumerate(sentences):
        end = 0
        first = place == 0 or (place == 1 and sentences[0].endswith(":"))  # "Về nền nếp: Giáo viên …"
        if gives := _GIVES.match(sentence):
            found = units_at(sentence, gives.end())
            given += found[0] if found else _to_the_stop(sentence, gives.end())
            end = found[1] if found else 0
            ordered = True
        elif place == 0 and (directs := _DIRECTS.match(sentence)):
            found = units_at(sentence, directs.end())
            directed, end = found or ((), 0)
        elif subject := _subject(sentence):
            units, end, by_order = subject
            ordered = ordered or by_order
            if first or all(_NAMED.match(unit) for unit in units):
                given += units
        main = end if place == 0 else main
    return Addressed(tuple(dict.fromkeys(given)), directed, ordered, main)


def _sentences(words: str) -> list[str]:
    """The sentences, and the parts of an enumeration "(1) …"; "Các Sở: Tài chính, …" is not cut at its colon."""
    sentences = _SENTENCE.split(words)
    if len(sentences) > 1 and lists_members(words):
        sentences[:2] = [f"{sentences[0]} {sentences[1]}"]
    whole: list[str] = []
    for sentence in sentences:
        if whole and whole[-1].endswith(";") and _is_list_so_far(whole[-1]) and starts_with_unit(sentence):
            whole[-1] += f" {sentence}"
        else:
            whole.append(sentence)
    return whole


def _is_list_so_far(words: str) -> bool:
    """Units without a verb yet: "Giám đốc các sở;", "Trên cơ sở Kế hoạch này, các phòng;"."""
    gives = _GIVES.match(words)
    starts = [gives.end() if gives else 0, *(comma.end() for comma in re.finditer(r",\s+", words))]
    first = next((start for start in starts if starts_with_unit(words, start)), None)
    return first is not None and end_of_name(words[:-1], first) is None


def _to_the_stop(sentence: str, start: int) -> tuple[str, ...]:
    """Whom "Giao Sở X." names though no verb follows."""
    return split_units(sentence[start:]) if starts_with_unit(sentence, start) and len(sentence) - start < 200 else ()


def _subject(sentence: str) -> tuple[tuple[str, ...], int, bool] | None:
    """Who a sentence is about, where the name ends, and whether somebody orders it.

    "Căn cứ Kế hoạch này, các sở, ban, ngành …": after the opening circumstance.
    """
    starts = [0]
    if time := _TIME_OPENS.match(sentence):
        starts.append(time.end())
    if _OPENS.match(sentence):
        clause = sentence[:600]
        starts += [comma.end() for comma in re.finditer(r",\s+", clause) if begins_another(clause, comma.end())]
    for start in starts:
        found = units_at(sentence, start)
        if found and sentence[found[1] : found[1] + 1] not in (".", ";", "“", "("):
            units, end = found
            inner = _GIVES_INSIDE.match(sentence, end)
            if inner:  # "Chủ tịch UBND tỉnh yêu cầu:" orders, but does not say whom
                receivers = units_at(sentence, inner.end())
                return (*receivers, True) if receivers else None
            if start == 0 or not _CIRCUMSTANCE.match(sentence, end):
                return units, end, False
    return None


def coordinating(words: str) -> tuple[str, ...]:
    """Those with whom: "phối hợp với các phòng, ban, đơn vị …", "tham gia với Ban Chỉ đạo …"."""
    units: list[str] = []
    for found in _WITH.finditer(words):
        if starts_with_unit(words, found.end()):
            end = end_of_name(words, found.end())
            units += split_units(words[found.end() : end])
    return tuple(dict.fromkeys(units))


def partners_of_lead_in(words: str) -> tuple[str, ...]:
    """Those with whom all items below are done: "Sở A chủ trì, phối hợp với Sở B và Sở C:" ends with them."""
    last = max(_WITH.finditer(words), key=lambda found: found.start(), default=None)
    if last is None or not starts_with_unit(words, last.end()):
        return ()
    end = end_of_name(words, last.end()) or len(words)
    return split_units(words[last.end() : end]) if len(words) - end <= _SHORT_REST else ()


def has_unread_partner(words: str) -> bool:
    """Whether it says "phối hợp với" somebody whose name is not understood."""
    return any(
        not starts_with_unit(words, found.end())
        for found in _WITH.finditer(words)
        if found.group().rstrip().endswith(("với", "cùng"))
    )


def advised(words: str) -> str | None:
    """Whom the unit advises: "tham mưu UBND huyện …"."""
    for found in _ADVISES.finditer(words):
        if starts_with_unit(words, found.end()):
            return split_units(words[found.end() : end_of_name(words, found.end())])[0]
    return None


def routed_through(words: str) -> str | None:
    """Through whom it is sent: "(qua Ủy ban MTTQ Việt Nam huyện)"."""
    found = _THROUGH.search(words)
    return found[1].strip(" .;,") if found else None


def is_short_for(unit: str, heading: tuple[str, ...]) -> bool:
    """Whether a subject only repeats its heading in short: "Sở" or "Phòng GDĐT" under "Phòng GDĐT Hiệp Hòa"."""
    return any(fold_tight(full).startswith(fold_tight(unit)) for full in heading)
