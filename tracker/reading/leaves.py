"""The leaf directives of an outline, each with what its headings and lead-ins say of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from tracker.reading.addressees import addressed, heading_units, named_before_colon, partners_of_lead_in
from tracker.reading.attributes import attribute_of, named_attribute
from tracker.reading.lines import Passage
from tracker.reading.outline import Node, is_closing
from tracker.reading.phrases import end_of_name, says_what_to_do
from tracker.reading.sections import Role, is_label
from tracker.reading.tables import Table
from tracker.reading.times import Time, heading_time, stated_time
from tracker.reading.units import looks_like_units

_CONTENTS = re.compile(
    r"(?:gồm|bao gồm|gồm có|như)(?: các (?:nội dung|tài liệu|loại|giấy tờ|thành phần)\w*)?(?: sau)?\s*:?\s*$"
)
_LISTING = re.compile(r"(?:tháng|quý|ngày|đợt|nhóm)\s[^.]{0,80}:\s*$|(?:gồm|danh sách)[^.]{0,20}:\s*$", re.IGNORECASE)
_GIVES = re.compile(r"(?:Giao|Phân công|Ủy quyền)\s")
_MERGES_FROM = 3.0  # "2.5. Nâng cao …" and "a) …" are titles of one item; "1. Về …" is a heading over items
_MOST_ATTRIBUTES = 12  # lines of who, when, what; more are a text of another kind
_LONG_ENOUGH = 40
_KEPT = (Role.REPORTS, Role.TARGETS, Role.BACKGROUND)  # "Đối với học sinh" under targets holds targets
_OF_UNITS = ("lead", "coordinating", "both")
_LEADS_OR_JOINS = re.compile(r"chủ trì|phối hợp|đầu mối|đơn vị thực hiện|cơ quan thực hiện", re.IGNORECASE)
_TITLE_SHOWN = 140


@dataclass(frozen=True)
class Context:
    """What stands above a leaf."""

    role: Role | None = None
    units: tuple[str, ...] = ()  # those whom a heading addresses
    lead_in: tuple[str, ...] = ()  # those whom a lead-in sentence addresses
    partners: tuple[str, ...] = ()  # with whom the same sentence tells them to work
    time: Time = field(default_factory=Time)  # of a heading: "1. Quý I/2024"
    lead_in_time: Time = field(default_factory=Time)
    section: tuple[str, ...] = ()
    source: str = "body"


@dataclass(frozen=True)
class Leaf:
    """One directive, or one table, as it stands in the outline."""

    passage: Passage | None
    context: Context
    table: Table | None = None
    is_parent: bool = False  # a heading or a lead-in, whose items are leaves themselves; it may state targets
    attributes: tuple[tuple[str, str], ...] = ()  # of lines like "Đơn vị chủ trì: …", by their role


@dataclass(frozen=True)
class _Reader:
    year: int

    def walk(self, node: Node, context: Context) -> list[Leaf]:
        """The leaves below a node; lines of attributes go to the leaves before them."""
        leaves: list[Leaf] = []
        first = 0  # the leaves from here on have had no attributes yet
        for said, children in groupby(node.children, key=_says_an_attribute):
            if not said:
                for child in children:
                    leaves += self.visit(child, context)
                continue
            found = _attributes(islice(children, _MOST_ATTRIBUTES))
            leaves[first:] = [replace(leaf, attributes=(*leaf.attributes, *found)) for leaf in leaves[first:]]
            first = len(leaves)
        return leaves

    def visit(self, node: Node, context: Context) -> list[Leaf]:
        """The leaves that a node is or holds."""
        if node.table or node.passage is None:
            return [Leaf(None, context, node.table)]
        passage = node.passage
        if all(_says_an_attribute(child) for child in node.children):
            return [Leaf(passage, context, attributes=_attributes(node.children[:_MOST_ATTRIBUTES]))]
        if _CONTENTS.search(node.words) and all(_is_bullet(child) for child in node.children):
            return [Leaf(passage, context)]
        if self._is_one_item(node):
            return [Leaf(passage.joined(child.passage for child in node.children if child.passage), context)]
        if node.is_plain:
            return self._lead_in(node, context)
        below = self.walk(node, self._under(node, context))
        lists_only = all(is_listing(child.words) for child in node.children)
        if not node.is_heading and _is_sentence(node.words) and not heading_units(node.words) and not lists_only:
            return [Leaf(passage, context), *below]
        return [Leaf(node.passage, context, is_parent=True), *below]

    def _lead_in(self, node: Node, context: Context) -> list[Leaf]:
        """A paragraph that ends with ":". It is a directive itself where all below have addressees of their own."""
        assert node.passage is not None
        told = addressed(node.words)
        units = heading_units(node.words)
        inside = bool(context.section)
        given = (told.given or told.directed) if inside or told.ordered else ()
        if units:
            below = replace(context, units=units, section=(*context.section, _shown(node)))
        else:
            time = stated_time(node.words, self.year).from_above() if inside else Time()
            below = replace(
                context,
                lead_in=given or context.lead_in,
                partners=partners_of_lead_in(node.words) if given else context.partners,
                lead_in_time=time if time.is_stated else context.lead_in_time,
            )
        leaves = self.walk(node, below)
        own = (
            inside
            and given
            and not units
            and leaves
            and all(leaf.context.units for leaf in leaves if not leaf.is_parent)
        )
        return [Leaf(node.passage, context, is_parent=not own), *leaves]

    def _under(self, node: Node, context: Context) -> Context:
        """The context of what stands below a heading, or below an item that is a sentence of its own."""
        if not node.is_heading and _is_sentence(node.words) and not heading_units(node.words):
            return replace(
                context, lead_in=context.lead_in if context.units else addressed(node.words).given or context.lead_in
            )
        time = heading_time(node.words, self.year)
        units = heading_units(node.words) or named_before_colon(node.words)[0]
        role = node.role if not units else (context.role if context.role in _KEPT else Role.TASKS)
        below = replace(context, role=role or context.role, section=(*context.section, _shown(node)))
        if units:
            below = replace(below, units=units, lead_in=(), partners=())
        elif node.words.rstrip().endswith(":"):
            told = addressed(node.words)
            stated = stated_time(node.words, self.year)
            if told.given or told.directed:
                below = replace(
                    below,
                    lead_in=told.given or told.directed,
                    partners=partners_of_lead_in(node.words),
                    role=below.role or Role.TASKS,
                )
            if stated.is_stated:
                below = replace(below, lead_in_time=stated.from_above())
        if time.is_stated:
            below = replace(below, time=time.from_above())
        if node.role is Role.TASKS and re.match(r"(?:các |một số )?giải pháp", node.words.lower()):
            below = replace(below, source="solutions" if context.source == "body" else context.source)
        return below

    def _is_one_item(self, node: Node) -> bool:
        """A title and its paragraphs that are one directive: "2.5. Nâng cao chất lượng …" and what follows it."""
        if node.marker is None or node.is_heading or heading_units(node.words):
            return False
        if node.level <= 2.0 and is_label(node.words):
            return False
        if not all(child.is_plain and not child.children and not _GIVES.match(child.words) for child in node.children):
            return False
        return node.level >= _MERGES_FROM or says_what_to_do(node.words) or _is_sentence(node.words)


def leaves_of(root: Node, context: Context, year: int) -> Iterator[Leaf]:
    """The leaves of an outline in the order of the document. `year` completes times without one."""
    yield from _Reader(year).walk(root, context)


def is_listing(words: str) -> bool:
    """The heading of a list, not of work: "Tháng 10 năm 2020 (06 đơn vị), gồm:"."""
    return _LISTING.match(words) is not None


def _says_an_attribute(node: Node) -> bool:
    return bool(_attributes([node]))


def _attributes(nodes: Iterable[Node]) -> tuple[tuple[str, str], ...]:
    """What lines say of the items before them: "Thời gian: …", or a heading "Cơ quan chủ trì" over a list of units."""
    found: list[tuple[str, str]] = []
    for node in nodes:
        if node.passage is None:
            continue
        if not node.children:
            said = attribute_of(node.words)
            found += [said] if said else []
        elif (name := named_attribute(node.words)) in _OF_UNITS and _LEADS_OR_JOINS.search(node.words):
            inner = _attributes(node.children)
            listed = [child.words.strip(" .;") for child in node.children]
            found += inner or ([(str(name), "; ".join(listed))] if all(map(_is_units_only, listed)) else [])
    return tuple(found)


def _is_units_only(words: str) -> bool:
    return looks_like_units(words) and end_of_name(words.replace(";", ","), 0) is None


def _is_bullet(node: Node) -> bool:
    return bool(node.marker and node.marker.kind in ("bullet", "plus"))


def _is_sentence(words: str) -> bool:
    """A directive that is complete in itself though items follow: it stops, and says what to do or who does it."""
    whole = words.rstrip()
    if not whole.endswith((".", ";")) or len(whole) < _LONG_ENOUGH or is_closing(whole):
        return False
    return says_what_to_do(whole) or bool(addressed(whole).main)


def _shown(node: Node) -> str:
    text = node.passage.text if node.passage else ""
    return text[:_TITLE_SHOWN].rstrip(" :.")
