"""Names of units in running text: where a name starts, where it ends, and how a list of them is split."""

import re

from tracker.reading.letters import regex

# Words that begin the name of an institution when they have a capital: "Phòng Dân tộc", "Trung tâm Y tế".
_INSTITUTIONS = (
    r"Ủy ban|Uỷ ban|HĐND|UBND|UBMTTQ\w*|UB ?MTTQ\w*|MTTQ|Mặt trận|Sở|Bộ|Phòng|Ban"
    r"|Chi cục|Cục|Tổng cục"
    r"|Vụ|Viện|Trung tâm|Trường|Khoa|Văn phòng|Đảng ủy|Đảng uỷ|Đảng bộ|Huyện ủy|Huyện uỷ|Tỉnh ủy|Tỉnh uỷ"
    r"|Thành ủy|Thành uỷ"
    r"|Thị ủy|Chi bộ|Chi ủy|Công an|Quân sự|Bộ đội|Hội đồng|Hội|Liên đoàn|Liên minh|Công đoàn|Đoàn"
    r"|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Thị đoàn|Xã đoàn|Thanh tra"
    r"|Tòa án|Toà án"
    r"|Viện kiểm sát|Kho bạc|Ngân hàng|Bảo hiểm|Điện lực|Chi nhánh|Đài|Báo|Thư viện|Trạm|Hợp tác xã|Tổ|Đội"
    r"|Công ty|Tập đoàn"
    r"|Hạt|Bưu điện|Viễn thông|Đồn|Thường trực|Ban Thường vụ|Quỹ|Nhà máy|Học viện|Đại học|Chi đoàn|Câu lạc bộ"
    r"|Cụm|Khối|Chính phủ"
    r"|Quốc hội|Tổng công ty|Chính quyền|Cấp ủy|Cấp uỷ|Lãnh đạo|Thành viên"
)
# Words for kinds of unit, without a capital in a list: "các phòng, ban, đơn vị".
_KINDS = (
    r"cơ quan|đơn vị|địa phương|phòng|ban|sở|bộ|ngành|đoàn thể|tổ chức|hội|hiệp hội|trường|cơ sở|nhà trường"
    r"|trung tâm|khoa|viện|cấp ủy|cấp uỷ"
    r"|chính quyền|xã|phường|thị trấn|thị xã|thành phố|huyện|quận|tỉnh|thôn|bản|buôn|làng|ấp|khu phố"
    r"|tổ dân phố|khu dân cư|tổ"
    r"|chi bộ|đảng ủy|đảng uỷ|đảng bộ|chi đoàn|công đoàn|doanh nghiệp|hợp tác xã|HTX|bộ phận|TCCS\w*|lực lượng"
    r"|hộ gia đình"
    r"|tập thể|cá nhân|cụm|khối|đội|nhóm|trạm|chủ đầu tư|nhà thầu|ủy ban|uỷ ban|ban chỉ đạo|văn phòng"
    r"|thành viên|lãnh đạo|cục|vụ|hợp phần|câu lạc bộ"
)
_KINDS_CAPITAL = "|".join(kind[0].upper() + kind[1:] for kind in _KINDS.split("|"))
# Offices and groups of persons.
_ROLES = (
    r"đồng chí|đ/c|Chủ tịch|Phó Chủ tịch|Bí thư|Phó Bí thư|Thủ trưởng|Hiệu trưởng|Phó Hiệu trưởng|Giám đốc"
    r"|Phó Giám đốc|Trưởng"
    r"|Tư lệnh|Chỉ huy trưởng|Viện trưởng|Chánh án|Phó Trưởng|Phó trưởng|Phó|Chánh"
    r"|Chi cục trưởng|Cục trưởng|Vụ trưởng|Tổ trưởng|Người đứng đầu"
    r"|người đứng đầu|Bộ trưởng|Thứ trưởng|Tổng [Gg]iám đốc"
    r"|Tổng phụ trách|TPT|Giáo viên|giáo viên|GVCN|GVBM|Sinh viên|sinh viên|Học sinh|Cán bộ|cán bộ|công chức"
    r"|Công chức|viên chức|Viên chức|CBGVNV|BGH|Kế toán"
    r"|Thầy|thầy|Cô|hiệu trưởng|thủ trưởng|giám đốc|trưởng|chủ tịch|bí thư|Cộng tác viên|Người|Nhân viên|Nhân dân"
)
_PERSON = r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|Đ/c|[Tt]hầy|[Cc]ô)\s+(?=[A-ZÀ-Ỹ])"
_QUANTIFIER = (
    r"(?:[Cc]ác|[Nn]hững|[Tt]oàn thể|[Tt]ừng|[Mm]ỗi|[Mm]ột số|\d{1,3}|[Tt]ất cả các|[Cc]ả|[Tt]ập thể)\s+(?:\d{1,3}\s+)?"
)
_ACRONYM = (
    r"(?!(?:TP|TX|TT|THCS|THPT|TH|MN|GDTX|PTDTBT|CT|PCT|CTMTQG|MTQG|TTHC|VNEID|NTM|ATGT|ATTP|CNTT|DVC|SGK|CSVC|STT"
    r"|OCOP|HIV|AIDS|PTNT|TKCN|TDTT|PCTT|DTTS|PCCC|CNCH|BHYT|BVTV|CCHC)\b)[A-ZĐ]{2,}[A-ZĐ&\-]*[a-z]{0,3}\b"
)
_CAPITAL = r"[A-ZÀ-Ỹ]"

# Verbs and things that begin like a unit: "Tổ chức hội nghị", "Ban hành kế hoạch", "Đội ngũ cán bộ".
_NO_UNIT = (
    rf"(?!(?:[Tt]ổ chức|TỔ CHỨC|[Pp]hòng,? (?:chống|ngừa)|[Nn]gười dân|Nhân dân các)(?!\w)"
    rf"|(?:{_QUANTIFIER})?(?:[Bb]an hành|BAN HÀNH"
    r"|[Bb]ộ (?:máy|tiêu chí|thủ tục|công cụ|chỉ số|tài liệu|mã)|[Hh]ội (?:nghị|thảo|thi|họp|nhập|chợ)"
    r"|[Đđ]oàn kết|[Bb]áo (?:cáo|đảm)"
    r"|[Tt]rường hợp|[Nn]hà (?:nước|ở|văn hóa|văn hoá|vườn)|[Đđ]ội ngũ|[Cc]ơ sở (?:vật chất|dữ liệu|hạ tầng"
    r"|pháp lý)|[Kk]hối lượng"
    r"|[Vv]iện dẫn|[Cc]ụm từ|[Tt]hôn tin|[Bb]ản(?=\s+(?-i:[a-zà-ỹ]))|[Cc]ục bộ"
    r"|[Bb]ảo hiểm (?:y tế|thất nghiệp)"
    r"|[Cc]ô (?:lập|đọng)|[Tt]ỉnh táo|[Hh]ạt giống|[Vv]ụ việc|[Đđ]ài (?:tưởng|thọ)|[Nn]hóm (?:giải|chỉ|nhiệm)"
    r"|[Tt]rưởng thành|[Bb]an đầu|[Xx]ã hội|[Qq]uỹ đất|[Vv]ụ (?:[Đđ]ông|[Hh]è|[Mm]ùa|[Xx]uân|[Tt]hu)"
    r"|[Cc]hính quyền (?:điện tử|số)|[Tt]rường lớp|[Hh]ội viên|[Đđ]oàn viên|[Đđ]ội hình|[Tt]hành phần"
    r"|[Ll]ãnh đạo,)(?!\w))"
)
_HEAD = regex(
    rf"{_NO_UNIT}(?:{_PERSON}|{_QUANTIFIER}(?:{_INSTITUTIONS}|{_KINDS}|{_ROLES}|{_ACRONYM})(?!\w)"
    rf"|(?:{_INSTITUTIONS}|{_KINDS}|{_ROLES}|{_KINDS_CAPITAL})(?!\w)|{_ACRONYM})"
)
_HEAD_ANY_CASE = regex(
    rf"{_NO_UNIT}(?:{_PERSON}|(?:{_QUANTIFIER})?(?:{_INSTITUTIONS}|{_KINDS}|{_ROLES})(?!\w)"
    rf"|(?-i:{_ACRONYM})(?!\s+(?-i:[A-ZÀ-Ỹ]{{2}})))",
    re.IGNORECASE,
)
# What may follow a comma and begin another unit; a bare "ban" or "thị trấn" continues the one before.
_TWO_WORDS = "|".join(name for name in _INSTITUTIONS.split("|") if " " in name)
_TERRITORY = r"(?:xã|phường|thị trấn|thị xã|thành phố|huyện|quận|tỉnh|thôn|bản|buôn|làng|ấp|khu phố)"
_NEXT = regex(
    rf"(?:{_PERSON}|{_QUANTIFIER}(?:{_INSTITUTIONS}|{_KINDS}|{_ROLES}|{_ACRONYM})(?!\w)"
    rf"|(?:{_INSTITUTIONS})(?=\s+\S)(?!\w)|(?:{_TWO_WORDS})(?=\s*(?:[,;]|$))"
    rf"|(?:[Tt]hủ trưởng|[Cc]hủ tịch|[Hh]iệu trưởng|[Gg]iám đốc|[Tt]rưởng|[Bb]í thư|[Cc]hánh|Phó"
    rf"|[Nn]gười đứng đầu)\s+\S"
    rf"|{_TERRITORY}\s+{_CAPITAL}|(?:phòng|ban|sở|trường|hội|trung tâm|trạm|khoa|văn phòng|công an|ủy ban"
    rf"|uỷ ban|đảng ủy|đại biểu)\s+{_CAPITAL}"
    rf"|(?=[A-ZĐ][A-ZĐ&a-z]*[A-ZĐ])(?=[A-ZĐ&a-z]{{3,}}){_ACRONYM})"
)
_TERRITORIES = regex(r"các\s+(?:xã|phường|huyện|quận|thị xã)(?:,\s*(?:xã|phường|thị trấn|thị xã|quận))*$")
_SEPARATOR = regex(r"\s*;\s*(?:và\s+)?|\s*,\s*(?:và\s+)?|\s+và\s+|\s*\n\s*|\s+/\s+|\s+\+\s+|\.\s+(?=[A-ZÀ-Ỹ])")
_BARE_LIST = regex(r"(?:cơ quan|đơn vị)(?!\w)")
_NAME_AFTER_HEAD = regex(rf"\s+{_CAPITAL}|.*\s(?:xã|huyện|tỉnh|phường|thị trấn)$")
_CLAUSE_OF_UNITS = re.compile(r"(?<!\w)(?:được|do)\s")  # "các đơn vị đã được Sở A, UBND tỉnh công nhận" is one
_ROLE_ALONE = regex(
    r"(?:\w+ trưởng|Phó|Trưởng|Chủ tịch|Bí thư|Giám đốc|Hiệu trưởng|Chánh|Ủy viên|Thành viên|Thủ trưởng)(?!\w)",
    re.IGNORECASE,
)
_PERSON_START = regex(_PERSON)
_WHOLE_NAME = regex(rf"{_ACRONYM}|(?:Phó )?(?:Hiệu trưởng|Giám đốc|Chủ tịch|Bí thư)|Kế toán|Văn thư")
_OFFICE_AFTER_DASH = re.compile(r"\s+[-–]\s+.*$")
# "Sở Nội vụ - Cơ quan thường trực", but not "Phòng Văn hóa - Xã hội"
_DUTY_AFTER_DASH = regex(r"\s+[-–]\s+(?:cơ quan|đơn vị|thường trực|trưởng|chủ trì)\s.*$", re.IGNORECASE)
_JOINED_OFFICES = regex(r"(?:Văn phòng|Thường trực|VP|LĐ VP)[^,;]*(?:HĐND|Đảng ủy|Huyện ủy|Đ\. ?ĐBQH)$", re.IGNORECASE)


def starts_with_unit(text: str, position: int = 0) -> bool:
    """Whether a unit's name, or a person's, begins here: "Phòng Dân tộc …", "các đơn vị …", "ông Nguyễn …"."""
    return _HEAD.match(text, position) is not None


def begins_another(text: str, position: int) -> bool:
    """Whether a unit after a comma begins here, and not the next word of a list: "UBND …", but not "ban, ngành"."""
    return _NEXT.match(text, position) is not None


def looks_like_units(text: str) -> bool:
    """The same without regard to capitals, for cells and headings: "PHÒNG VĂN HÓA - XÃ HỘI"."""
    return _HEAD_ANY_CASE.match(text.strip()) is not None


def split_units(words: str) -> tuple[str, ...]:
    """The units of a list, as printed.

    "Xã Đăk Kôi, xã Đăk Pnê" is two; "các phòng, ban, đơn vị" and "Sở Văn hóa, Thể thao và Du lịch" are one each.
    """
    units: list[str] = []
    current, at = "", 0
    for separator in _SEPARATOR.finditer(words):
        piece, rest = words[at : separator.start()], words[separator.end() :]
        current += piece
        if _begins_another(separator.group(), current, rest):
            units.append(current)
            current = ""
        else:
            current += separator.group()
        at = separator.end()
    units.append(current + words[at:])
    trimmed = [_trim(piece) for unit in units for piece in _after_a_whole_name(unit)]
    return tuple(unit for place, unit in enumerate(trimmed) if unit and not _in_apposition(trimmed, place))


def _after_a_whole_name(unit: str) -> list[str]:
    """What follows a name that is complete is another: "BGH, tổ trưởng CM", "Hiệu trưởng, y tế"."""
    pieces = re.split(r"\s*,\s+", unit.strip())
    return pieces if len(pieces) > 1 and _WHOLE_NAME.fullmatch(pieces[0]) else [unit]


def _begins_another(separator: str, before: str, after: str) -> bool:
    if not before.strip() or (_CLAUSE_OF_UNITS.search(before) and ";" not in separator):
        return False
    if ";" in separator or "\n" in separator:
        return True
    if "." in separator or "/" in separator or "+" in separator:
        return bool(_HEAD.match(after))
    if separator.strip() == "và" and _JOINED_OFFICES.search(before.strip()):
        return False  # "Văn phòng HĐND và UBND" is one office
    if _TERRITORIES.search(before.rstrip()) and re.match(_TERRITORY, after):
        return False  # "UBND các huyện, thành phố Hòa Bình" is one
    if _BARE_LIST.match(after):
        return _has_a_name(before.strip())  # "các TCCS Đảng, cơ quan, đơn vị cấp huyện" is two, "các Bộ, cơ quan" one
    return bool(_NEXT.match(after))


def _has_a_name(unit: str) -> bool:
    """Whether a name follows the word for its kind: "các TCCS Đảng", but not "các Bộ"."""
    head = _HEAD.match(unit)
    return head is not None and _NAME_AFTER_HEAD.match(unit, head.end()) is not None


def _in_apposition(units: list[str], place: int) -> bool:
    """An office said of the person just named: "ông Nguyễn Văn A, Phó trưởng Ban"."""
    before = units[place - 1] if place else ""
    return bool(_PERSON_START.match(before) and _ROLE_ALONE.match(units[place]))


def _trim(unit: str) -> str:
    """Without bullets, brackets that do not close, and the stop: "- Sở Y tế." -> "Sở Y tế"."""
    unit = re.sub(r"^(?:[-–+•*,;:\s]|và\s)+|[\s,;:.…*]+$", "", " ".join(unit.split()))
    if _PERSON_START.match(unit):
        unit = _OFFICE_AFTER_DASH.sub("", unit)  # "Đ/c Nguyễn Văn A - Phó Hiệu trưởng"
    unit = _DUTY_AFTER_DASH.sub("", unit)
    return unit.removesuffix(")").rstrip() if unit.count(")") > unit.count("(") else unit
