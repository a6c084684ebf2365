"""A paper that has everything, for the tests of both writers."""

from datetime import date

from tracker.documents.models import PaperStyle
from tracker.documents.papers import (
    Annex,
    Cell,
    Head,
    Heading,
    Paper,
    Paragraph,
    Point,
    Run,
    Signature,
    Table,
)

HEADS = {
    PaperStyle.STATE: Head(
        style=PaperStyle.STATE,
        superior="Ủy ban nhân dân huyện Đăk Vơn",
        issuer="Ban Chỉ đạo\nCuộc vận động huyện",
        place="Đăk Vơn",
        drafter="VP",
    ),
    PaperStyle.PARTY: Head(
        style=PaperStyle.PARTY, superior="Huyện ủy Đăk Vơn", issuer="Ban Chỉ đạo\nCuộc vận động huyện", place="Đăk Vơn"
    ),
}
NOTATIONS = {PaperStyle.STATE: "05/TB-BCĐ", PaperStyle.PARTY: "05-TB/BCĐ"}
BODY = (
    Heading("Kết luận về nhiệm vụ"),
    Heading("Giao Phòng Dân tộc", 2),
    Paragraph("Rà soát các mô hình; hoàn thành trước ngày 30/11/2026.\nBáo cáo kết quả từng quý."),
    Point("Xã Đăk Tơ Mil: #set text(red) *không* là mã $x$ \\ <nhãn>."),
    Point((Run("Xã Đăk Rơ Wa:", bold=True), Run(" hỗ trợ 9 hộ; "), Run("chưa có số liệu", italic=True))),
    Heading("Giao các xã", 2),
    Point("Gửi báo cáo đúng hạn", 3),
    Point("Cử người dự họp", 3),
    Table(
        ("TT", "Nội dung", "Số hộ"),
        ((Cell("Xã Đăk Tơ Mil", bold=True, across=3),), ("1", "Cải tạo vườn", "12"), ("2", "Ươm cây", "9")),
        widths=(1, 6, 2),
        aligned=("center", "left", "right"),
        caption="Bảng 1",
    ),
    Heading("Tổ chức thực hiện"),
    Point("Thông báo này gửi các đơn vị.", 2),
)


def paper(style: PaperStyle = PaperStyle.STATE, **changed: object) -> Paper:
    """A notice with an annex, in one of the styles."""
    said: dict[str, object] = {
        "head": HEADS[style],
        "type_name": "Thông báo",
        "subject": "Kết luận Hội nghị giao ban quý IV năm 2026",
        "notation": NOTATIONS[style],
        "issued_on": date(2026, 2, 5),
        "bases": (
            "Căn cứ Kế hoạch số 26-KH/HU ngày 22/4/2021 của Ban Thường vụ Huyện ủy",
            "Căn cứ Công văn số 120-CV/BCĐ ngày 02/02/2026 của Ban Chỉ đạo;",
        ),
        "body": BODY,
        "signature": Signature("TM. Ban Chỉ đạo\nKT. Trưởng ban", "Phó Trưởng ban", "Phan Thị Nhuệ"),
        "recipients": ("Thường trực Huyện ủy (b/c)", "Các xã, thị trấn"),
        "annexes": (Annex("Danh sách đơn vị", (Table(("TT", "Đơn vị"), (("1", "Phòng Dân tộc"),)),)),),
    }
    return Paper(**(said | changed))  # type: ignore[arg-type]
