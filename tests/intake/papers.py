"""Papers of our own to take in: a plan and a notice of the demo town's district, and files that are neither."""

import io
import zipfile

PLAN = """KẾ HOẠCH

Thực hiện phong trào “Đường làng sáng đèn” trên địa bàn huyện năm 2027

Căn cứ Nghị quyết số 15-NQ/HU ngày 10/5/2025 của Ban Thường vụ Huyện ủy về phong trào “Đường làng sáng đèn”.

UBND huyện xây dựng kế hoạch thực hiện phong trào năm 2027, cụ thể như sau:

I. CHỈ TIÊU

1. 80% thôn, làng có đường sáng đèn.

2. Mỗi xã xây dựng ít nhất 02 mô hình.

II. NHIỆM VỤ THƯỜNG XUYÊN

1. Giao Phòng Dân tộc thường xuyên theo dõi, tổng hợp kết quả thực hiện phong trào ở các xã.

III. NHIỆM VỤ CỤ THỂ

1. Quý I/2027

- Chỉ đạo Phòng Dân tộc chủ trì, phối hợp với UBND các xã, thị trấn tham mưu UBND huyện rà soát các tuyến
đường làng chưa có đèn.

- Chỉ đạo UBND các xã, thị trấn xây dựng kế hoạch thực hiện phong trào năm 2027; hoàn thành trước ngày 20/02/2027.

- Chỉ đạo các phòng, ban, đơn vị tham gia Hội nghị giao ban quý I/2027 tại nhà văn hóa xã Đăk Tơ Mil.

- Chỉ đạo UBND các xã, thị trấn thực hiện báo cáo kết quả phong trào quý I/2027.

2. Quý II/2027

- Chỉ đạo Phòng Dân tộc chủ trì, phối hợp với các đơn vị liên quan tham mưu UBND huyện tổ chức tham quan các
tuyến đường làm tốt.

IV. TỔ CHỨC THỰC HIỆN

1. Giao Phòng Dân tộc: Theo dõi, đôn đốc việc thực hiện Kế hoạch này.

Nơi nhận:

- UBND các xã, thị trấn (t/h);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hoàng Đức Lẫm
"""

NOTICE = """BAN CHỈ ĐẠO PHONG TRÀO
Số: 19-TB/BCĐ
Đăk Vơn, ngày 12 tháng 10 năm 2026

THÔNG BÁO

kết luận Hội nghị giao ban Ban Chỉ đạo phong trào huyện quý III/2026

Tại Hội nghị giao ban Ban Chỉ đạo phong trào huyện quý III/2026 (ngày 08/10/2026), Trưởng Ban Chỉ đạo kết luận như sau:

1. Phòng Dân tộc:

- Chủ trì rà soát các tuyến đường làng chưa có đèn (hoàn thành trước ngày 30/11/2026).

- Tham mưu xây dựng Thông báo phân công nhiệm vụ thành viên Ban Chỉ đạo.

2. UBND các xã, thị trấn: Tiếp tục vận động Nhân dân thắp sáng đường làng; báo cáo kết quả định kỳ hàng quý.

Nơi nhận:

- Ban Thường vụ Huyện ủy (b/c);
- Lưu: VT.

TRƯỞNG BAN

Hoàng Đức Lẫm
"""

SHOPPING = "Bánh mì, hai quả trứng, một bó rau muống, nửa cân thịt và một ít gia vị cho bữa tối của cả nhà."


def docx(text: str) -> bytes:
    """The smallest Word file that holds a text, a paragraph a line."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{lines}</w:body></w:document>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return file.getvalue()
