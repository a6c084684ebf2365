"""The paragraphs that a document rests on, and the numbers of the documents that they cite."""

import re

from tracker.reading.drafts import LegalBasis
from tracker.reading.lines import Passage

_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Tiếp tục thực hiện|Triển khai(?: thực hiện)?|Theo|Để (?:triển khai|thực hiện))(?!\w)"
)
_CITES = re.compile(
    r"(?:Luật|Pháp lệnh|Hiến pháp|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Kết luận"
    r"|Thông báo|Đề án"
    r"|Chương trình|Quy định|Quy chế|Điều lệ|Hướng dẫn|Văn bản|Công điện|Tờ trình|Báo cáo|Chiến lược|Thông tri"
    r"|\d+[-/][A-ZĐ])"
)
_NUMBER = re.compile(r"(?<![\w/])\d{1,5}(?:/\d{4})?\s?[-/]\s?[A-ZĐ][A-ZĐa-z\d&]*(?:[-/.&][A-ZĐ][A-ZĐa-zươ\d&]*)*")


def read_bases(preamble: tuple[Passage, ...]) -> tuple[LegalBasis, ...]:
    """One basis a paragraph: "Căn cứ Kế hoạch số 26-KH/HU …;". "Xét đề nghị của …" is none."""
    return tuple(
        LegalBasis(passage.source[slice(*passage.span)], documents_in(passage.text), passage.span)
        for passage in preamble
        if _BASIS.match(passage.words) and (_CITES.search(passage.text) or passage.words.startswith("Căn cứ"))
    )


def documents_in(words: str) -> tuple[str, ...]:
    """The numbers and notations cited, in order, each once: 26-KH/HU, 19/2018/TT-BGDĐT."""
    return tuple(dict.fromkeys("".join(found.group().split()) for found in _NUMBER.finditer(words)))
