"""What an official document says, whoever sets it: head, bases, body, signature, recipients, annexes.

Nobody numbers or points anything here: "I.", "a)", "- ", ";" and "Lưu: VT" are put in when it is set.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.documents.models import PaperStyle, Signer

_UNSEEN = re.compile(  # what no XML holds, and what nobody sees and no letters of ours have
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a paragraph that look different from the rest, or that a `note` below explains."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""


Align = Literal["left", "center", "right", "justify"]
Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Its level gives its number: 1 "I.", 2 "1.", 3 "a)"."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered paragraph: 2 "1.", 3 "a)", 4 "-". It shares the numbers of its level with the headings."""

    text: Text
    level: int = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of the body; each line of a plain text is a paragraph of its own."""

    text: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is bold, or takes several columns."""

    text: str
    bold: bool = False
    across: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of a table under one title: "Trong đó" over the communes."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns numbered below their titles where it is `indexed`.

    `widths` are shares of the line (equal where empty); `aligned` is left, center or right per column. Columns of a
    group count one by one.
    """

    columns: tuple[str | Group, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    widths: tuple[int, ...] = ()
    aligned: tuple[Align, ...] = ()
    caption: str = ""
    indexed: bool = False


Block = Heading | Point | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who writes, where and by whose rules; lines of a name are parted by ends of line."""

    style: PaperStyle
    issuer: str
    superior: str = ""
    place: str = ""
    drafter: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: with what authority ("TM. BAN CHỈ ĐẠO", lines), in which office, by name."""

    authority: str
    position: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """What goes along, on pages of its own, which lie where it is wide."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official document. Without a `type_name` it is a letter (công văn), whose subject stands under its number.

    A `notation` that begins with its divider ("/BC-BCĐ") has no number yet, a paper without `issued_on` no date:
    room is left for them.
    """

    head: Head
    type_name: str
    subject: str
    notation: str = ""
    issued_on: date | None = None
    addressed: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text that say something, without spaces around them."""
    return (line.strip() for line in text.splitlines() if line.strip())


def readable(text: str) -> str:
    """A text without the signs that no file of ours can hold: they come along when people paste."""
    return _UNSEEN.sub("", text)


def signature_of(signer: Signer) -> Signature:
    """How one of the office's signers signs."""
    return Signature(signer.authority, signer.position, signer.full_name)
