"""Names and words of towns of real size. All of them are made up."""

from collections.abc import Iterator
from itertools import product

DO = (
    "Rà soát",
    "Lập danh sách",
    "Kiểm tra, hướng dẫn",
    "Tuyên truyền, vận động",
    "Xây dựng kế hoạch",
    "Tổng hợp kết quả",
    "Hỗ trợ thực hiện",
    "Đăng ký mô hình",
    "Tập huấn về",
    "Bố trí kinh phí cho",
)
WHAT = (
    "vườn hộ gia đình",
    "hộ cần hỗ trợ cây giống",
    "nhà vệ sinh hợp chuẩn",
    "chuồng trại xa nhà ở",
    "mô hình trồng cây dược liệu",
    "tổ tự quản thôn, làng",
    "nếp sống văn minh trong việc cưới, việc tang",
    "học nghề cho lao động nông thôn",
    "thu gom rác thải",
    "nước sạch sinh hoạt",
    "truyền dạy cồng chiêng",
    "sổ tay sản xuất nông hộ",
)
WHERE = (
    "tại các thôn, làng",
    "ở vùng đặc biệt khó khăn",
    "trên địa bàn xã",
    "cho hộ mới thoát nghèo",
    "cùng các đoàn thể",
    "theo kế hoạch năm",
    "trước mùa mưa",
)
SAID = (
    "Đã họp dân, đang lập danh sách.",
    "Đã hoàn thành ở phần lớn số thôn; còn lại xong trong tuần tới.",
    "Đang chờ cây giống về để cấp cho các hộ.",
    "Đã mở lớp, có 32 người tham dự.",
    "Đã ký cam kết với các hộ, đang theo dõi.",
)
MISSING = (
    "Thiếu danh sách hộ kèm theo.",
    "Số liệu chưa khớp với báo cáo của xã.",
    "Đề nghị nêu rõ kinh phí đã dùng.",
)
CANNOT = (
    "Đơn vị chưa được giao kinh phí cho nội dung này.",
    "Mưa kéo dài, đường vào thôn chưa đi lại được.",
    "Nhân sự phụ trách đang đi học dài hạn.",
)
_FIRST = ("Đăk", "Ia", "Krông", "Ya", "Plei", "Kon")
_MIDDLE = ("Rơ", "Hơ", "Tơ", "Blơ", "Prơ", "Mơ", "Xơ", "Chơ", "Grơ")
_LAST = ("Lên", "Vai", "Rung", "Sem", "Hiu", "Nâm", "Giai", "Ngol", "Bưn", "Đươn")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
_BETWEEN = ("Văn", "Thị", "Minh", "Thanh", "Quốc", "Ngọc", "Hữu", "Thu", "Đức", "Kim")
_GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Long", "Nga", "Phúc", "Sơn", "Thảo")


def commune_names() -> Iterator[str]:
    """Some hundred names of communes, each once."""
    return (f"Xã {first} {middle} {last}" for last, middle, first in product(_LAST, _MIDDLE, _FIRST))


def person_names() -> Iterator[str]:
    """More than a thousand full names, each once."""
    return (f"{family} {between} {given}" for given, between, family in product(_GIVEN, _BETWEEN, _FAMILY))
