"""The columns of a table of tasks, by the heads that offices give them."""

from tracker.core.errors import N_
from tracker.reading.rows import Column
from tracker.tasks.models import Part

_LEADS = ("Chủ trì", "Đơn vị chủ trì", "Cơ quan chủ trì", "Cơ quan, đơn vị chủ trì", "Chủ trì thực hiện", "Lead")
_JOINING = ("Phối hợp", "Đơn vị phối hợp", "Cơ quan phối hợp", "Cơ quan, đơn vị phối hợp", "Phối hợp thực hiện")
_ADVISING = ("Tham mưu", "Đơn vị tham mưu", "Cơ quan tham mưu")
_DOING = ("Thực hiện", "Đơn vị thực hiện", "Cơ quan thực hiện", "Cơ quan, đơn vị thực hiện", "Tổ chức thực hiện")
_TASK = ("Nhiệm vụ", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung công việc", "Công việc", "Nhiệm vụ cụ thể")
_TEXT = ("Nội dung", "Nội dung đầy đủ", "Nội dung chi tiết", "Nội dung thực hiện", "Chi tiết")
_DUE = ("Thời hạn", "Hạn", "Thời gian hoàn thành", "Thời hạn hoàn thành", "Thời gian thực hiện", "Thời gian", "Due")
_DONE = ("Hoàn thành", "Ngày hoàn thành", "Hạn hoàn thành", "Tiến độ hoàn thành", "Tiến độ thực hiện", "Tiến độ")
COLUMNS = (
    Column("title", N_("Task"), (*_TASK, "Nhiệm vụ, giải pháp"), longest=3000, needed=True, stand_in="text"),
    Column("text", N_("In full"), _TEXT, longest=3000, lines=True),
    Column("leads", N_("Who leads"), _LEADS, longest=1000, lines=True),
    Column("doing", N_("Who carries it out"), _DOING, longest=1000, lines=True),
    Column("joining", N_("Who joins in"), _JOINING, longest=1000, lines=True),
    Column("advising", N_("Who advises"), _ADVISING, longest=1000, lines=True),
    Column("advises", N_("Serves"), ("Tham mưu cho", "Phục vụ")),
    Column("due", N_("Deadline"), (*_DUE, *_DONE), longest=300),
    Column("quarter", N_("Quarter"), ("Quý",), longest=60),
    Column("kind", N_("Kind"), ("Loại", "Loại nhiệm vụ"), longest=60),
    Column("deliverable", N_("What comes out of it"), ("Sản phẩm", "Kết quả", "Sản phẩm, kết quả"), longest=300),
    Column("source", N_("Source document"), ("Nguồn", "Văn bản", "Văn bản giao", "Căn cứ"), longest=300),
    Column("clause", N_("Clause"), ("Điều khoản", "Mục"), longest=300),
)
PASTED = ("title", "leads", "joining", "due", "deliverable")  # rows without heads, as most plans have them
PARTS = {"leads": Part.LEAD, "doing": Part.IMPLEMENT, "joining": Part.COORDINATE, "advising": Part.ADVISE}
