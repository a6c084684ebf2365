"""Type, number, date, issuer, title and signer, from wherever a document prints them."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from tracker.reading.letters import regex
from tracker.reading.lines import Passage
from tracker.reading.regions import SIGNING, TYPE_LINE, Printed, Regions, columns
from tracker.reading.tables import Table

_NUMBER = regex(r"[Ss]ố\s*:?\s*(\d{1,5}[A-Za-z]?)\s*([/-])\s*([A-ZĐ][\wĐ&]*(?:\s?[-/.]\s?[A-ZĐ&\w]+)*(?:&[A-ZĐ]+)*)")
_LONG_DATE = regex(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_SHORT_DATE = regex(r"ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")
_ATTACHED = regex(
    r"\(\s*(?:[Kk]èm theo|[Bb]an hành kèm theo)\s+(?P<type>[\w ]+?)\s+số:?\s*(?P<number>\d+\s*[/-]\s*[\wĐ&/-]+)\s*,?\s*"
    r"(?P<date>ngày[^()]*?\d{4})?\s*(?:của\s+(?P<issuer>[^()]+?))?\s*\)"
)
_MOTTO = regex(r"CỘNG H[OÒ][ÀA]|(?:HỘI )?CHỦ NGHĨA VIỆT NAM|CỘNG HOÀ|Độc lập|ĐẢNG CỘNG SẢN|^[-–—_*\s]+$")
_NEW_ISSUER = regex(
    r"(?:ỦY BAN|UỶ BAN|UBND|BAN |BỘ |SỞ |PHÒNG |TRƯỜNG |TRUNG TÂM|CHI |CỤC |VIỆN |HỘI |ĐẢNG |HUYỆN Ủ|TỈNH Ủ"
    r"|THÀNH Ủ|CHÍNH PHỦ|VĂN PHÒNG|CÔNG AN|ĐOÀN |LIÊN |MẶT TRẬN|TỔNG |BCĐ|HĐND|THỦ TƯỚNG|CÔNG TY)"
)
_ORGAN_OF = re.compile(
    r"BAN (?:CHẤP HÀNH|THƯỜNG VỤ|THƯỜNG TRỰC)$"
)  # a Party committee prints its organ below its own name
_CLOSES_WITH_ISSUER = regex(
    r"Trên đây là .{0,600}?của\s+((?:UBND|Ủy ban|Uỷ ban|Ban|Phòng|Trường|Sở|Đảng ủy|Hội"
    r"|Trung tâm)[^./;,“”]{2,120})(?:\.|/|$)"
)
_NAME = regex(r"(?:(?:TS|ThS|PGS|GS|BS|Ths|CN)\.?\s*)*[A-ZÀ-Ỹ][a-zà-ỹ]*(?:\s+[A-ZÀ-Ỹ][a-zà-ỹ]*){1,5}$")
_SHOUTED_NAME = regex(r"[A-ZÀ-Ỹ]+(?:\s+[A-ZÀ-Ỹ]+){1,4}$")
_SUBJECT = re.compile(r"V/v:?\s+(.+)", re.IGNORECASE)  # "V/v triển khai …" under the number of a letter
LETTER = "Công văn"
_ISSUES_A_PLAN = re.compile(r"(?:Về việc |V/v )?(?:ban hành|phê duyệt)\s+(?:kế hoạch|chương trình)", re.IGNORECASE)
_KINDS = {
    "KẾ HOẠCH": "plan",
    "CHƯƠNG TRÌNH": "plan",
    "PHƯƠNG ÁN": "plan",
    "THÔNG BÁO KẾT LUẬN": "notice",
    "KẾT LUẬN": "notice",
}

NO_NUMBER = "Không thấy số, ký hiệu của văn bản."
NO_DATE = "Không thấy ngày ban hành của văn bản."
NO_TYPE = "Không nhận ra tên loại văn bản."
NUMBER_FROM_ANNEX = "Số và ngày lấy từ dòng “kèm theo” của phụ lục, phần đầu văn bản không ghi."
ISSUER_FROM_CLOSE = "Tên cơ quan ban hành lấy từ câu cuối văn bản, phần đầu không ghi."


@dataclass(frozen=True, slots=True)
class Header:
    """What identifies a document, and what is doubtful of it."""

    kind: str
    doc_type: str | None
    number: str | None
    date: date | None
    issuer: str | None
    title: str | None
    signer: str | None
    doubts: tuple[str, ...]


def read_header(parts: Regions) -> Header:
    """The header of a document; what it does not print is sought in its annex and its last sentence."""
    top = " \n ".join(passage.text for passage in parts.header)
    doc_type, title = _type_and_title(parts)
    number, issued, issuer = _number(top), _date(top), _issuer(parts.header)
    doubts = []
    attached = _attached(parts, doc_type)
    if attached and not number:
        number, issued = _tidy(attached["number"]), issued or _date(attached["date"] or "")
        issuer = issuer or (attached["issuer"] or "").strip() or None
        doubts.append(NUMBER_FROM_ANNEX)
    if not issuer and (closing := _closing_issuer(parts)):
        issuer = closing
        doubts.append(ISSUER_FROM_CLOSE)
    absent = ((NO_TYPE, doc_type), (NO_NUMBER, number), (NO_DATE, issued))
    doubts += [doubt for doubt, value in absent if value is None]
    return Header(_kind(doc_type, title), doc_type, number, issued, issuer, title, signer_of(parts.end), tuple(doubts))


def _type_and_title(parts: Regions) -> tuple[str | None, str | None]:
    if parts.type_line is None:
        subject = _subject(parts.header)
        return (LETTER if subject else None), subject
    found = TYPE_LINE.match(parts.type_line.text) or TYPE_LINE.match(parts.type_line.text.replace(" ", ""))
    words = [found["rest"].strip(" :")] if found else []
    title = " ".join([*words, *(passage.text for passage in parts.title)]).strip()
    return (found["type"].capitalize() if found else None), title or None


def _subject(header: tuple[Passage, ...]) -> str | None:
    """What a letter is about: "V/v …", with the lines that go on in small letters."""
    texts = [passage.text for passage in header]
    at = next((place for place, text in enumerate(texts) if _SUBJECT.match(text)), None)
    found = _SUBJECT.match(texts[at]) if at is not None else None
    if at is None or found is None:
        return None
    return " ".join([found[1], *takewhile(lambda text: text[:1].islower(), texts[at + 1 :])])


def _kind(doc_type: str | None, title: str | None) -> str:
    name = (doc_type or "").upper()
    if name == "QUYẾT ĐỊNH":
        return "plan" if _ISSUES_A_PLAN.match(title or "") else "other"
    if name == "THÔNG BÁO":
        return "notice" if re.search(r"kết luận|ý kiến chỉ đạo", title or "", re.IGNORECASE) else "other"
    return next((kind for start, kind in _KINDS.items() if name.startswith(start)), "other")


def _number(top: str) -> str | None:
    found = _NUMBER.search(top)
    return _tidy(f"{found[1]}{found[2]}{found[3]}") if found else None


def _tidy(number: str) -> str:
    return "".join(number.split()).rstrip("-/.,")


def _date(words: str) -> date | None:
    for found in (_LONG_DATE.search(words), _SHORT_DATE.search(words)):
        if found:
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                return None
    return None


def _issuer(header: tuple[Passage, ...]) -> str | None:
    """The body that issues, under the one above it: of "BỘ …" / "TRƯỜNG …" / "THÀNH PHỐ …" the last two lines."""
    names: list[str] = []
    for passage in header:
        left = next(iter(columns(passage.source[slice(*passage.span)])), "")
        if re.match(r"[Ss]ố\s*:|[Ss]ố\s+\d", left):
            break
        if not left.isupper() or _MOTTO.search(left):
            continue
        if names and not _NEW_ISSUER.match(left):
            names[-1] += f" {left}"
        else:
            names.append(left)
    if len(names) > 1 and _ORGAN_OF.match(names[-1]):
        return f"{names[-1]} {names[-2]}"
    return " ".join(names[-1].split()) if names else None


def _attached(parts: Regions, doc_type: str | None) -> "re.Match[str] | None":
    for annex in parts.annexes:
        for block in annex[:6]:
            found = None if isinstance(block, Table) else _ATTACHED.search(block.text)
            if found and doc_type and doc_type.lower().startswith(found["type"].strip().lower()):
                return found
    return None


def _closing_issuer(parts: Regions) -> str | None:
    for block in reversed(parts.body):
        if isinstance(block, Passage) and (found := _CLOSES_WITH_ISSUER.match(block.text)):
            return found[1].strip()
    return None


def signer_of(end: tuple[Printed, ...]) -> str | None:
    """Below the office its name, the office as printed: "Đinh Thị A (KT. CHỦ TỊCH, PHÓ CHỦ TỊCH)"."""
    offices: list[str] = []
    for text in (column for printed in end for column in printed if not column.startswith(("-", "+", "–"))):
        if SIGNING.match(text) or (offices and (text.isupper() or text == "kiêm") and not _MOTTO.search(text)):
            offices.append(text)
        elif offices and (_NAME.match(text) or _SHOUTED_NAME.match(text)):
            return f"{text} ({', '.join(offices)})"
    return None
