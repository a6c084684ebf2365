"""A paper of no content, by which the office sees how its papers look."""

from collections.abc import Sequence
from datetime import date

from tracker.documents.models import Signer
from tracker.documents.papers import Annex, Head, Heading, Paper, Paragraph, Point, Table, signature_of


def sample(head: Head, notation: str, signers: Sequence[Signer], *, on: date) -> Paper:
    """Each element once, signed by the first who may."""
    return Paper(
        head=head,
        type_name="Báo cáo",
        subject="Mẫu trình bày văn bản của cơ quan",
        notation=notation,
        issued_on=on,
        addressed=("Tên cơ quan nhận báo cáo",),
        bases=("Căn cứ văn bản thứ nhất", "Căn cứ văn bản thứ hai"),
        body=(
            Heading("Tình hình"),
            Heading("Kết quả", 2),
            Paragraph("Đoạn văn này cho thấy cỡ chữ, lề, khoảng cách giữa các dòng và các đoạn của phần nội dung."),
            Point("Ý thứ nhất."),
            Point("Ý thứ hai."),
            Table(
                ("TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"),
                (("1", "Tên chỉ tiêu", "100", "80"), ("2", "Tên chỉ tiêu", "20", "20")),
                widths=(1, 6, 2, 2),
                aligned=("center", "left", "right", "right"),
            ),
            Heading("Kiến nghị"),
            Paragraph("Không có."),
        ),
        signature=signature_of(signers[0]) if signers else None,
        recipients=("Như kính gửi", "Thành viên Ban Chỉ đạo"),
        annexes=(Annex("Mẫu phụ lục", (Paragraph("Phụ lục bắt đầu ở trang mới và đánh số trang riêng."),)),),
    )
