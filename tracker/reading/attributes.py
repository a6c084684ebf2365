"""Lines that say one thing of the directive before them: "Đơn vị chủ trì: …", "Thời gian: …", "Sản phẩm: …"."""

import re
from collections.abc import Iterator

from tracker.core.folding import fold
from tracker.reading.letters import regex
from tracker.reading.units import starts_with_unit

# What stands before the colon, folded, and what it says.
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("both", regex(r".*chu tri.*phoi hop$")),
    (
        "coordinating",
        regex(r"(?:(?:cac )?(?:don vi|co quan|bo phan|nguoi|to chuc) )?(?:cung )?phoi hop(?: thuc hien)?$"),
    ),
    (
        "lead",
        regex(
            r"(?:(?:cac )?(?:don vi|co quan|bo phan|nguoi|to chuc) )?(?:chu tri|dau moi|phu trach"
            r"|chiu trach nhiem)(?: thuc hien| chinh| tham muu)?$"
        ),
    ),
    (
        "lead",
        regex(
            r"(?:don vi|co quan|bo phan|nguoi|phan cong|to chuc)(?: chiu trach nhiem)? (?:thuc hien|tham muu"
            r"|to chuc|phu trach)$|phan cong$"
        ),
    ),
    (
        "time",
        regex(
            r"(?:thoi gian|thoi han|tien do|han)(?: (?:thuc hien|hoan thanh|to chuc|trien khai|bao cao|du kien"
            r"|trinh))*$|hoan thanh$"
        ),
    ),
    ("product", regex(r"(?:san pham|ket qua|dau ra)(?: (?:dau ra|can dat|du kien|dat duoc|hoan thanh))*$")),
    (
        "other",
        regex(
            r"(?:kinh phi|dia diem|thanh phan|doi tuong|so luong|hinh thuc|noi dung|ghi chu|nguon kinh phi"
            r"|luu y|du kien)(?: (?:thuc hien|to chuc|tham gia|tham du|du kien))*$"
        ),
    ),
)
_LONGEST_NAME = 60
_STOP = regex(r"\.\s+(?=[A-ZÀ-Ỹ])")
# "(Quý II, Phòng A chủ trì)", "(Sở B chủ trì; hoàn thành trước 15/12)"
_IN_BRACKETS = re.compile(r"\(([^();:]{2,200}?)\s+(?:chủ trì|phụ trách|thực hiện)(?:\s+thực hiện)?\s*[;,)]")
_JOINED = re.compile(r"\s+chủ trì[;,]\s*[^();]{2,200}?\s+phối hợp(?=\s*[;,)])")  # "(Sở A chủ trì; Sở B phối hợp)"
_INLINE = regex(
    r"(?:(?:Cơ quan|Đơn vị|Bộ phận|Người)\s+)?(?:chủ trì|phối hợp|phụ trách|thực hiện)\s*:\s*|(?:Thời gian"
    r"|Thời hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:\s*"
    r"|Sản phẩm\s*:\s*",
    re.IGNORECASE,
)


def attribute_of(words: str) -> tuple[str, str] | None:
    """What a line says and of which: "Đơn vị chủ trì: Phòng Kinh tế." -> ("lead", "Phòng Kinh tế")."""
    name, colon, value = words.partition(":")
    if not colon or not value.strip():
        return None
    said = named_attribute(name)
    return (said, value.strip(" .;")) if said else None


def named_attribute(name: str) -> str | None:
    """What a name announces, before its colon or as a heading: "Cơ quan phối hợp" -> "coordinating"."""
    if len(name) > _LONGEST_NAME:
        return None
    folded = fold(name).strip(" -*+.:;")
    return next((said for said, pattern in _NAMES if pattern.match(folded)), None)


def inline_attributes(words: str) -> tuple[tuple[str, str], ...]:
    """The same inside a paragraph: "… Đơn vị chủ trì: Phòng A; đơn vị phối hợp: Phòng B. Thời gian: Quý II."."""
    starts = list(_INLINE.finditer(words))
    found = []
    for place, start in enumerate(starts):
        stop = starts[place + 1].start() if place + 1 < len(starts) else len(words)
        value = _STOP.split(words[start.end() : stop])[0]
        attribute = attribute_of(f"{start.group().strip(' :')}: {value}")
        before = words[: start.start()].rstrip()
        if attribute and (not before or before[-1] in ".;,(:-–"):
            found.append(attribute)
    return (*found, *_in_brackets(words))


def _in_brackets(words: str) -> Iterator[tuple[str, str]]:
    """Who leads, told in brackets after whatever else they hold."""
    if found := _IN_BRACKETS.search(words):
        starts = [0, *(comma.end() for comma in re.finditer(r",\s+", found[1]))]
        first = next((start for start in starts if starts_with_unit(found[1], start)), None)
        if first is not None:
            joined = _JOINED.match(words, found.end(1))
            yield "lead", found[1][first:].strip() + (joined[0] if joined else "")
