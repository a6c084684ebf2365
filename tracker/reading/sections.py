"""What a heading says of the items below it: tasks, targets, reports, or nothing to do."""

import re
from enum import Enum

from tracker.core.folding import fold


class Role(Enum):
    """What stands below a heading."""

    TASKS = "tasks"
    TARGETS = "targets"
    REPORTS = "reports"
    MEANS = "means"  # money and other means: only what is expressly given to someone is a task
    BACKGROUND = "background"  # purposes, requirements, assessments: nothing to do


# The first that matches the folded heading counts. "MỤC ĐÍCH, YÊU CẦU"; "II. MỘT SỐ CHỈ TIÊU CHỦ YẾU".
_BACKGROUND = (
    r"muc dich|yeu cau|quan diem|y nghia|nguyen tac|su can thiet|can cu(?: phap ly| xay dung)?"
    r"|co so (?:phap ly|chinh tri|thuc tien)|pham vi"
    r"|doi tuong|tinh hinh|danh gia (?:chung|ket qua|tinh hinh|thuc trang)|danh gia$|ket qua|thuc trang"
    r"|khai quat|dac diem|boi canh"
    r"|ton tai|han che|nguyen nhan|thuan loi|kho khan|bai hoc|thoi gian(?! toi)|dia diem|thanh phan|hinh thuc|uu diem"
    r"|khuyet diem|nhan dinh|du bao|giai thich|thoi diem|ve ket qua|ve tinh hinh|ve uu diem|nhung ket qua"
    r"|mot so ket qua|phuong cham"
    r"|khen thuong$|ho so|tieu chuan|tieu chi$|dinh huong$|khau hieu|phuong phap|so luong"
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.BACKGROUND, re.compile(rf"(?:cac |mot so |nhung |ve )?(?:{_BACKGROUND})")),
    (
        Role.TASKS,
        re.compile(
            r"muc tieu,? (?:va )?nhiem vu|chi tieu,? (?:va )?nhiem vu|nhiem vu,? (?:va )?(?:chi tieu|giai phap)"
        ),
    ),
    (Role.TARGETS, re.compile(r"(?:cac |mot so |he thong |nhung )?(?:chi tieu|muc tieu|dich den)")),
    (
        Role.REPORTS,
        re.compile(
            r"(?:che do |cong tac |thuc hien )?(?:thong tin,? (?:va )?)?(?:che do )?bao cao(?:,? thong tin)?[.:]?$"
        ),
    ),
    (Role.MEANS, re.compile(r"(?:nguon )?(?:kinh phi|nguon luc|du toan|von)|nguon von|kinh phi")),
    (
        Role.TASKS,
        re.compile(
            r".*\b(?:nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem|tien do|bien phap|lo trinh|cong viec)\b"
            r"|(?:cac )?(?:noi dung|hoat dong|ke hoach thuc hien|chuong trinh cong tac|to chuc trien khai"
            r"|trien khai thuc hien)\b"
        ),
    ),
)
_LONGEST_HEADING = 160


def role_of(title: str) -> Role | None:
    """The role that a heading's words give; None where they give none ("1. Về công tác truyền thông")."""
    words = fold(title[:_LONGEST_HEADING]).strip(" .:")
    return next((role for role, pattern in _ROLES if pattern.match(words)), None)


_LABEL = re.compile(
    r"(?:(?:cac |mot so |nhung )?(?:noi dung|nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem"
    r"|bien phap|tien do"
    r"|nhiem vu trong tam|nhiem vu chung|nhiem vu cu the|cu the|chu yeu|trong tam|thuc hien"
    r"|nhiem vu thuong xuyen|va|nhiem vu khac|chung)[ ,.:;&-]*)+$"
)


def is_label(title: str) -> bool:
    """A heading that names only a kind of content: "1. Nhiệm vụ:", "2. Giải pháp"."""
    return _LABEL.match(fold(title)) is not None
