"""The outline of a body: headings, items and paragraphs as a tree, tolerant of repeated and skipped numbers."""

import re
from dataclasses import dataclass, field

from tracker.reading.letters import regex
from tracker.reading.lines import Marker, Passage
from tracker.reading.sections import Role, role_of
from tracker.reading.tables import Table

# Outer forms have lower levels. Only the form counts, never the value: real documents print II, II, III, III.
_LEVELS = {
    "part": 0.0,
    "article": 0.5,
    "upper": 0.7,
    "roman": 1.0,
    "number": 2.0,
    "decimal": 2.0,
    "letter": 5.0,
    "paren": 6.0,
    "step": 6.5,
    "bullet": 7.0,
    "plus": 8.0,
}
_LEAD_INS = 3  # paragraphs ending with ":" that stand in one another; more are a text of another kind
_STAR_LEVEL = 6.8
_CLOSING = regex(
    r"(?:Trên đây là|Trân trọng|Trong quá trình (?:triển khai|tổ chức|thực hiện)|Kế hoạch này|Thông báo này"
    r"|Quyết định này"
    r"|Nghị quyết này|Yêu cầu các|Đề nghị các|Nhận được|Căn cứ (?:nội dung )?(?:Kế hoạch|Thông báo) này|Lưu ý"
    r"|Ghi chú|[^.:;]{3,60}\s(?:xin\s)?thông báo\s[^.:;]{0,120}(?:biết|thực hiện))"
)
# "Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện./."; "… tổ chức thực hiện nghiêm túc Chỉ thị này."
_CLOSES_WITH_ITSELF = regex(
    r"^(?:Yêu cầu|Đề nghị)\s[^.:]{0,250}(?:nghiêm túc|khẩn trương"
    r"|quan tâm)[^.:]{0,60}(?:triển khai|thực hiện)[^.;:]{0,40}[./]*$"
    r"|yêu cầu[^.:;]{0,250}(?:triển khai|thực hiện)(?:\s+nghiêm túc)?(?:\s+nội dung)?"
    r"\s+(?:Chỉ thị|Kế hoạch|Thông báo|Công điện|Chương trình)(?: hành động)? này",
    re.IGNORECASE,
)
_OPENS_A_LIST = re.compile(r":$|\sgồm$|\ssau$")
_SHOUTED = regex(r"[A-ZÀ-Ỹ][^a-zà-ỹ]{7,}$")


@dataclass
class Node:
    """A place in the outline: a heading, an item, a plain paragraph, or a table."""

    passage: Passage | None
    level: float
    parent: "Node | None" = None
    table: Table | None = None
    children: list["Node"] = field(default_factory=list)

    @property
    def marker(self) -> Marker | None:
        """Its number or bullet; None for a plain paragraph, a table, and the root."""
        return self.passage.marker if self.passage else None

    @property
    def words(self) -> str:
        """Its text without the marker."""
        return self.passage.words if self.passage else ""

    @property
    def is_plain(self) -> bool:
        """A paragraph without a number or a bullet."""
        return self.passage is not None and self.marker is None and not self.is_heading

    @property
    def is_heading(self) -> bool:
        """A line in capitals, or an item of an outer level."""
        return self.marker.kind in ("part", "roman", "upper") if self.marker else bool(_SHOUTED.match(self.words))

    @property
    def role(self) -> Role | None:
        """What its own title says of what stands below it."""
        return role_of(self.words) if self.passage and (self.marker or self.is_heading) else None

    def add(self, child: "Node") -> "Node":
        """Put a node under this one."""
        child.parent = self
        self.children.append(child)
        return child


def outline(blocks: list[Passage | Table]) -> Node:
    """The tree of a body. A paragraph that ends with ":" takes in the items after it."""
    root = Node(None, -1.0)
    stack = [root]
    for block in blocks:
        if isinstance(block, Table):
            stack[-1].add(Node(None, stack[-1].level, table=block))
            continue
        level = _level(block)
        if level is None:
            if is_closing(block.text):
                del stack[1:]
            if len(stack) > _LEAD_INS and all(above.is_plain for above in stack[-_LEAD_INS:]):
                stack.pop()
            node = stack[-1].add(Node(block, stack[-1].level + 0.01))
            if _OPENS_A_LIST.search(block.text):
                stack.append(node)
            continue
        while stack[-1].level >= level:
            stack.pop()
        stack.append(stack[-1].add(Node(block, level)))
    return root


def has_roles(root: Node) -> bool:
    """Whether any heading says what stands below it."""
    return any(child.role is not None or has_roles(child) for child in root.children)


def is_closing(words: str) -> bool:
    """A paragraph that ends a document and asks nothing new: "Trên đây là Kế hoạch …"."""
    if words.rstrip().endswith(":"):
        return False  # "Yêu cầu các đơn vị thực hiện các nhiệm vụ sau:" opens
    return _CLOSING.match(words) is not None or _CLOSES_WITH_ITSELF.search(words) is not None


def _level(passage: Passage) -> float | None:
    marker = passage.marker
    if marker is None:
        return _LEVELS["roman"] if _SHOUTED.match(passage.text) and len(passage.text) < 150 else None
    if marker.label == "*":
        return _STAR_LEVEL
    return _LEVELS[marker.kind] + (marker.label.count(".") if marker.kind == "decimal" else 0)
