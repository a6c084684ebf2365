"""The two styles of papers: what `styles.toml` says of each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.documents.models import PaperStyle
from tracker.documents.papers.structure import Align

PAGE = (210.0, 297.0)  # A4, millimetres


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an element stands: `size` and `before` in points, `first_line` and `left` in millimetres.

    `spacing` counts single lines; `rule` is how long the line under it is, against its words; `small` are words that
    its capitals leave as they are.
    """

    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    small: tuple[str, ...] = ()
    align: Align = "left"
    first_line: float = 0
    left: float = 0
    before: float = 0
    spacing: float = 1
    rule: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Millimetres."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """How large it is, in points, and how far from the paper's upper edge, in millimetres."""

    size: float
    above: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style; what its texts leave open stands in braces."""

    font: str
    margins: Margins
    head_widths: tuple[float, float]
    foot_widths: tuple[float, float]
    page_number: PageNumber
    nation: tuple[tuple[str, str], ...]
    under_issuer: str
    number_line: str
    notation: str
    letter_notation: str
    about: str
    levels: tuple[str, ...]
    basis_ends: tuple[str, str]
    recipient_ends: tuple[str, str]
    kept: str
    annexed: str
    authority: Mapping[str, str]
    looks: Mapping[str, Look]

    def line_width(self, *, landscape: bool = False) -> float:
        """Between the margins, in millimetres."""
        return PAGE[landscape] - self.margins.left - self.margins.right


@cache
def style_of(which: PaperStyle) -> Style:
    """The style as the file has it."""
    said = tomllib.loads(files(__package__).joinpath("styles.toml").read_text(encoding="utf-8"))[which.value]
    made: dict[str, Any] = {name: _fixed(value) for name, value in said.items()}
    made["margins"], made["page_number"] = Margins(**said["margins"]), PageNumber(**said["page_number"])
    made["looks"] = {
        name: Look(**{key: _fixed(value) for key, value in look.items()}) for name, look in said["looks"].items()
    }
    return Style(**made)


def _fixed(value: Any) -> Any:
    return tuple(map(_fixed, value)) if isinstance(value, list) else value
