"""Where a unit's name ends in a sentence: at the verb, or at a word that begins a circumstance."""

import re

from tracker.reading.letters import regex
from tracker.reading.units import split_units, starts_with_unit

# What units are told to do. A capital keeps a word inside a name: "Ban Tổ chức", "Sở Xây dựng".
VERBS = (
    "chủ trì|phối hợp|tham mưu|xây dựng|triển khai|thực hiện|tổ chức|chỉ đạo|hướng dẫn|kiểm tra|giám sát"
    "|đôn đốc|theo dõi"
    "|tổng hợp|báo cáo|ban hành|rà soát|đánh giá|đề xuất|tăng cường|đẩy mạnh|tiếp tục|tập trung|chủ động"
    "|căn cứ|cung cấp"
    "|đăng ký|tham gia|(?<!công )(?<!dân )(?<!độc )lập|bố trí|phân bổ|điều phối"
    "|quán triệt|tuyên truyền|phổ biến|nghiên cứu|trình|gửi|nộp"
    "|hoàn thành"
    "|hoàn thiện|bảo đảm|đảm bảo|sử dụng|phân công|tiến hành|xử lý|duy trì|phát huy|nâng cao|vận động|huy động"
    "|thành lập"
    "|kiện toàn|khảo sát|thẩm định|phê duyệt|tiếp nhận|giải quyết|công khai|lồng ghép|cân đối|đầu tư|cập nhật|tiếp thu"
    "|quản lý|chịu trách nhiệm|giúp|hỗ trợ|tạo điều kiện|chuẩn bị|lựa chọn|tổng kết|sơ kết|nắm|thống nhất|quan tâm"
    "|thông báo|truy cập|khẩn trương|kịp thời|nghiêm túc|thường xuyên|xem xét|tháo gỡ|khắc phục|chấn chỉnh|thông tin"
    "|giao|yêu cầu|đề nghị|ký|thống kê|thu thập|bồi dưỡng|đào tạo|tập huấn|mở|lãnh đạo|định hướng|thanh tra|phát động"
    "|quyết định|ưu tiên|đa dạng|cử|mời|dự(?! (?:án|kiến|phòng))|xác định|tìm|bổ sung|sửa đổi"
    "|điều chỉnh|củng cố|phát triển|ứng dụng|đổi mới"
    "|phát hiện|nhân rộng|khen thưởng|biểu dương|cam kết|chấp hành|niêm yết|thu|chi|cấp|tính toán|giải ngân|thanh toán"
    "|khởi công|thi công|bàn giao|lưu trữ|số hóa|phòng(?=,? (?:chống|ngừa|tránh|cháy))"
    "|(?<![Pp]hòng )(?<![Pp]hòng, )chống|ngăn chặn|tuần tra|trực ban|bảo vệ|thăm|tặng"
    "|hỗ trợ|rút kinh nghiệm"
    "|phản hồi|phản ánh|kiến nghị|góp ý|tham vấn|đối chiếu|điều tra|in|phát|nhập|vào|xin|liên hệ|làm|đưa|lấy|tự"
    "|siết|tăng|giảm"
    "|đăng tải|đăng|viết|soạn thảo|dự thảo|dự toán|quyết toán|kê khai|phát hành|đặt|mua|thiết kế|trang trí|đón"
    "|tiếp|truyền thông|công bố|phân tích|giữ vững|giữ gìn|đấu tranh|khuyến khích|kêu gọi|thu hút|khai thác"
    "|tuyển dụng|tuyển chọn|bám sát|lắp đặt|nâng cấp|sửa chữa|mua sắm|trang bị|kết nối|chia sẻ|chi trả|duyệt"
    "|dự giờ|chấm|thí điểm|chú trọng|cải thiện|cắt giảm|đơn giản hóa|phân loại|vận hành|làm rõ|thẩm tra"
    "|(?<!phòng )(?<!cuộc )họp|ra(?= (?:quyết định|văn bản|thông báo|quân))"
)
# What opens a directive though in the middle of a sentence it is more often a noun.
_OPENING_VERBS = (
    "giới thiệu|tổng vệ sinh|vệ sinh|chăm sóc|chăm lo|bảo tồn|học tập|giáo dục|mở rộng|tạo|phục vụ|chuyển đổi|rèn luyện"
    "|khai giảng|sắp xếp|đẩy nhanh|hệ thống hóa|chuẩn hóa|khơi dậy|xây|trồng|cải tạo|phấn đấu|xóa|không|từng bước"
    "|gắn|lấy|coi|quy hoạch|bồi dưỡng|trưng bày|phê bình|nhắc nhở|chuyển|kịp thời|đề cao|tôn vinh|tận dụng|thúc đẩy"
    "|phân cấp|tiết kiệm|chấm dứt|tái cơ cấu|cơ cấu|hình thành|chỉnh trang|khám|tiêm|trao đổi|khai báo|mời gọi|tự"
)
_ENDS = (  # words that always end a name: of duty, of time, of manner, of purpose
    "sẽ|phải|cần|có trách nhiệm|có nhiệm vụ|có kế hoạch|có văn bản|có biện pháp|chịu trách nhiệm|là|theo|trong"
    "|tại|nhằm|để"
    "|về|đối với|khi|định kỳ|hằng|hàng|qua|trước|chậm nhất|từ|đến|bằng|do|nếu|tiếp tục|chủ trì|phối hợp|căn cứ|chủ động"
    "|khẩn trương|nghiêm túc|kịp thời|thường xuyên|tiến hành|tham mưu|nhanh chóng|sớm|trực tiếp|cùng với|cùng|như"
    "|trên cơ sở|thông qua|bên cạnh|ngay|hoàn thành|trước ngày|tích cực|cụ thể|gồm|bao gồm|xong|đồng thời|nêu|được"
)
# A verb that is part of a name: "Ban chỉ đạo", "Đoàn kiểm tra", "Trung tâm bồi dưỡng", "cán bộ quản lý", "chủ đầu tư".
_IN_NAMES = regex(
    r"(?<!\w)(?:(?:trung tâm|quỹ|chi nhánh|cuộc|chủ|nhà)\s+\w+(?:\s\w+)?"
    r"|ban\s+(?:tổ chức|điều hành|đại diện)|bộ phận\s+(?:tiếp nhận|tổng hợp|giúp)"
    r"|(?<!tỉnh )(?<!huyện )(?<!thành )(?:ban|tổ|đoàn|đội|nhóm|hội đồng|ủy ban"
    r"|uỷ ban)\s+(?:chỉ đạo|quản lý|thanh tra|giám sát|kiểm tra"
    r"|khảo sát|thẩm định|đánh giá|giúp|hỗ trợ|vận động|bảo vệ|soạn thảo|tuyên truyền|truyền thông|tự|phòng|tuần tra"
    r"|thi|thi công|lãnh đạo|xử lý|số hóa|in|chấm|giải quyết)"
    r"|(?:phòng|viện|trạm)\s+(?:quản lý|đào tạo|thanh tra|nghiên cứu|bảo vệ|tiếp)"
    r"|(?:cán bộ|công chức|viên chức|nhân viên|người|cơ quan|đơn vị)\s+(?:quản lý|hướng dẫn|làm|lãnh đạo|thi công)"
    r"|văn phòng\s+(?:đăng ký|điều phối)|(?:công tác|thường trực|dự án|chương trình)\s+(?:phòng|giảm|bảo vệ)"
    r"|dự án\s+đầu tư(?:\s+xây dựng)?|truyền thông\s+giáo dục|thông tin\s+truyền thông)$",
    re.IGNORECASE,
)
_VERB = regex(rf"(?<![\w-])(?:{VERBS})(?![\w-])")
_END = regex(rf"(?<![\w-])(?:{_ENDS})(?![\w-])|[:;.(“\"]|,\s*(?={VERBS.replace('tổ chức|', '')})(?!phòng)")
_PLURAL = re.compile(  # "Các trường nộp hồ sơ", "các phòng, ban xây dựng": no name goes on
    r"(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng)\s+\w+(?:,\s+\w+)*(?:\s+và\s+\w+)?"
)
_RELATIVE_BEGINS = regex(r"(?<!\w)(?:chưa|đã|đang|không|được giao|được phân công|được chọn|được lựa chọn)(?!\w)")
_MEMBERS = regex(r"[Cc]ác\s+\w+(?:\s+\w+){0,2}:\s+(?=[A-ZÀ-Ỹ])")
_NOUN_AFTER = {
    "tổ chức": regex(
        r"\s*(?:,|và |chính trị|xã hội|đoàn thể|cá nhân|có liên quan|liên quan|[Đđ]ảng|cơ sở|tôn giáo|kinh tế"
        r"|hội(?!\s+(?:nghị|thi|thảo|chợ|giảng|trại|xuân|khỏe|diễn|chẩn)))"
    ),
    "báo cáo": regex(r"\s*viên"),
    "thông tin": regex(r"\s*(?:đại chúng|truyền thông|cơ sở|và)"),
    "chi": regex(r"\s*(?:bộ|cục|nhánh|đoàn|hội)"),
    "cấp": regex(r"\s*(?:ủy|uỷ|huyện|xã|tỉnh|trên|dưới|thành|cơ|\w+ sở)"),
    "thu": regex(r"\s*(?:ngân|tiền)"),
    "đoàn": regex(r"."),
    "quản lý": regex(r"\s*(?:dự án|giáo dục|nhà nước cấp|,)"),
    "xây dựng": regex(r"\s*(?:[Đđ]ảng|nông thôn mới|đời sống văn hóa|nếp sống)"),
    "lãnh đạo": regex(r"\s*(?:các|UBND|phòng|đơn vị)"),
}
_STRONG = regex(rf"(?:{_ENDS})")


def end_of_name(text: str, start: int) -> int | None:
    """Where the list of units that starts at `start` ends; None where nothing ends it before the text does.

    "Giao Phòng Dân tộc chủ trì, phối hợp …": from "Phòng" to before "chủ trì".
    """
    limit = min(len(text), start + 600)
    hard = _END.search(text, start, limit)
    while hard and _still_in_name(text, start, hard):
        hard = _END.search(text, hard.end(), limit)
    relative = _RELATIVE_BEGINS.search(text, start, hard.start() if hard else limit)
    while relative and hard and hard.group() in ("định kỳ", "hằng", "hàng"):
        hard = _END.search(text, hard.end(), limit)  # "chưa gửi báo cáo định kỳ hàng quý" is still which units
    verb = _VERB.search(text, start, limit)
    while verb and _belongs_to_name(text, start, verb):
        verb = _VERB.search(text, verb.end(), limit)
    if relative and verb and relative.start() < verb.start():
        verb = None  # "các đơn vị chưa gửi báo cáo … theo": the verbs tell which units are meant
    ends = [found.start() for found in (hard, verb) if found]
    return min(ends) if ends else None


def _still_in_name(text: str, start: int, found: re.Match[str]) -> bool:
    """A stop that is none: "TT. Huế", "được giao", "trên" of "các cơ quan trên địa bàn"; "(" right at the start."""
    word, before = found.group(), text[start : found.start()]
    if word == ":":
        return lists_members(text[start:])
    if word == ".":
        return (
            bool(re.search(r"(?:\bTP|\bTT|\bTX|\bĐ|\bP)$", before))
            and not text[found.end() : found.end() + 1].isspace()
        )
    if word == ";":  # "Giám đốc các sở; Chủ tịch UBND các xã căn cứ …"
        return starts_with_unit(text, found.end() + 1)
    if word == "được":
        return True
    if word == "(":
        return False
    return not before.strip() or before.rstrip().endswith((" và", " các", "liên quan đến"))


def _belongs_to_name(text: str, start: int, verb: re.Match[str]) -> bool:
    before = text[start : verb.start()]
    if (
        verb.start() == start
        or before.rstrip().endswith((" và", " các", " -", " –"))
        or before.strip() in ("các", "và")
    ):
        return True
    noun = _NOUN_AFTER.get(verb.group())
    if noun and noun.match(text, verb.end()) and (verb.group() != "lãnh đạo" or before.rstrip().endswith(",")):
        return True
    if re.fullmatch(_STRONG, verb.group()):
        return False
    return bool(_IN_NAMES.search(text[start : verb.end()])) and not _PLURAL.fullmatch(before.strip())


def units_at(text: str, start: int) -> tuple[tuple[str, ...], int] | None:
    """The units whose names begin here and where they end, if a verb or a stop follows them; else None."""
    if not starts_with_unit(text, start):
        return None
    end = end_of_name(text, start)
    if end is None:
        return None
    units = split_units(text[start:end])
    return (units, end) if units else None


def lists_members(words: str) -> bool:
    """Units of one kind named after a colon: "Các Sở: Tài chính, Xây dựng phối hợp …"."""
    members = _MEMBERS.match(words)
    return members is not None and not says_what_to_do(words[members.end() :])


def says_what_to_do(text: str) -> bool:
    """Whether a sentence begins with a verb of doing: "Xây dựng kế hoạch …"."""
    return _IMPERATIVE.match(text.strip()) is not None


_IMPERATIVE = regex(rf"(?:{VERBS}|{_OPENING_VERBS})(?![\w-])", re.IGNORECASE)
