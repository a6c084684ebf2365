"""A short title of a directive: what is to be done, without who is told to do it. Pure."""

import re
from collections.abc import Iterable

LONGEST = 120
_MARKER = re.compile(r"(?:[-–+•*]\s*|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+|[a-zđ][.)]\s+)+")
# What stands between the names of those addressed: "Chỉ đạo … chủ trì, phối hợp với … tham mưu …".
_TELLING = re.compile(
    r"(?:[\s,;:]|(?:tiếp tục|khẩn trương|thống nhất|chỉ đạo|giao|giao cho|yêu cầu|đề nghị|phân công|chủ trì|chủ động"
    r"|là đơn vị|là cơ quan|phối hợp|tham gia|cùng|với|và|cho|tham mưu|giúp|trình)(?!\w))*",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(r"(?!\w)")
_SENTENCE_END = re.compile(r"[.;!?](?=\s+[A-ZÀ-ỸĐ“\"])|\s*;\s*đồng thời|\.\s*$")
_PAUSE = re.compile(r"[,;:]\s|\s[-–]\s|\s\(")


def title_of(text: str, *, names: Iterable[str] = (), leave_out: str = "") -> str:
    """The title of a clause: at most 120 characters, cut at a word, with a capital.

    `names` are the units that the clause prints, `leave_out` the words of its deadline.
    "- Chỉ đạo Phòng A chủ trì, phối hợp với các xã tham mưu UBND huyện rà soát hộ nghèo." -> "Rà soát hộ nghèo"
    """
    words = plain(text)
    if leave_out:
        words = _without(words, " ".join(leave_out.split()))
    told = _after_the_names(words, [" ".join(name.split()) for name in names])
    title = _first_sentence(words[told:].strip(" ,;:–-")) or _first_sentence(words)
    return _shortened(title[:1].upper() + title[1:])


def plain(text: str) -> str:
    """A clause without its bullet or number, line breaks and marks of emphasis: "- *Rà soát* hộ" -> "Rà soát hộ"."""
    words = " ".join(re.sub(r"\*+|_{2,}", "", text).split())
    return _MARKER.sub("", words, count=1) if _MARKER.match(words) else words


def _after_the_names(words: str, names: list[str]) -> int:
    """Where the last of the names that open the clause ends; 0 where it does not open with one."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    end = 0
    while True:
        told = _TELLING.match(words, end)
        start = told.end() if told else end
        for name in longest_first:
            if words[start : start + len(name)].casefold() == name.casefold() and _NAME_ENDS.match(
                words, start + len(name)
            ):
                end = start + len(name)
                break
        else:
            return end


def _without(words: str, leave_out: str) -> str:
    return re.sub(rf"\s*(?:[(\[]\s*{re.escape(leave_out)}\s*[)\]]|[,;]?\s*{re.escape(leave_out)}(?=[.;]?$))", "", words)


def _first_sentence(words: str) -> str:
    end = _SENTENCE_END.search(words)
    return (words[: end.start()] if end else words).rstrip(" .;,:")


def _shortened(title: str) -> str:
    """Cut at a pause near the end, else at a word, and marked so."""
    if len(title) <= LONGEST:
        return title
    room = title[:LONGEST]
    pauses = [pause.start() for pause in _PAUSE.finditer(room) if pause.start() >= LONGEST - 20]
    cut = pauses[-1] if pauses else room[: LONGEST - 1].rfind(" ")
    return room[: cut if cut > 0 else LONGEST - 1].rstrip(" ,;:–-(“") + "…"
