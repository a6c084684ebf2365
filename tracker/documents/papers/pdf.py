"""A paper as PDF, set by typst: an optional extra, since its wheel is large."""

import json
import re
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any, Literal

from tracker.core import clock
from tracker.core.errors import N_, RuleBroken
from tracker.documents.papers.metrics import FONTS
from tracker.documents.papers.setting import set_paper
from tracker.documents.papers.structure import Paper, readable
from tracker.documents.papers.styles import PAGE, Look, style_of

try:
    import typst
except ImportError:  # the extra is not installed; only who asks for a PDF is told
    typst = None  # type: ignore[assignment]

FAMILY = "Liberation Serif"  # with the widths of the Times New Roman that the styles name
STANDARD: Literal["a-2a"] = "a-2a"  # PDF/A: to be kept for decades, its text to be read aloud
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")


class PdfWriterMissing(RuleBroken):
    """Nothing here can set a PDF."""

    message = N_(
        "PDF files cannot be made on this machine: its administrator can install the extra “pdf”. "
        "The Word file holds the same paper."
    )


class SignNotInLetters(RuleBroken):
    """A sign that was pasted and that the letters of papers do not have: an emoji, a bullet of Word's own."""

    message = N_(
        "The PDF cannot be made: its letters do not have the sign “%(sign)s”. Take it out of the wording, then try "
        "again. The Word file can hold it."
    )


class PaperNotSet(RuntimeError):
    """The setting itself is wrong: a font that is not there. Never what somebody typed."""


def can_write_pdf() -> bool:
    """Whether the extra is installed."""
    return typst is not None


def write_pdf(paper: Paper) -> bytes:
    """A PDF/A of it. Raises PdfWriterMissing, SignNotInLetters."""
    if typst is None:
        raise PdfWriterMissing
    style = style_of(paper.head.style)
    looks: dict[Look, int] = {}
    parts = json.dumps(set_paper(paper), ensure_ascii=False, default=lambda said: _told(said, looks))
    told = {
        "font": FAMILY,
        "title": readable(f"{paper.type_name} {paper.subject}").strip(),
        "author": " ".join(readable(paper.head.issuer).split()),
        "day": (paper.issued_on or clock.today()).timetuple()[:3],  # PDF/A asks for one
        "page": PAGE,
        "margins": asdict(style.margins),
        "number": asdict(style.page_number),
        "note_size": style.looks["note"].size,
        "head_widths": style.head_widths,
        "foot_widths": style.foot_widths,
        "looks": [asdict(look) for look in looks],
    }
    pdf, warnings = _compiled({"paper": json.dumps(told, ensure_ascii=False), "parts": parts})
    if warnings:
        raise PaperNotSet("; ".join(warning.message for warning in warnings))
    return bytes(pdf)


def _compiled(inputs: dict[str, str]) -> tuple[Any, Any]:
    with as_file(FONTS) as fonts:
        try:
            return typst.compile_with_warnings(
                files(__package__).joinpath("paper.typ").read_bytes(),
                font_paths=typst.Fonts(
                    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
                ),
                sys_inputs=inputs,
                pdf_standards=[STANDARD],
            )
        except typst.TypstError as wrong:
            found = _NOT_SHOWN.search(str(wrong))
            if found is None:
                raise
            sign = _BY_NUMBER.sub(lambda number: chr(int(number[1], 16)), found[1])
            raise SignNotInLetters(sign=sign) from wrong


def _told(said: Any, looks: dict[Look, int]) -> Any:
    """What JSON has no form for; thousands of lines share few looks, which are told once."""
    if isinstance(said, Look):
        return looks.setdefault(said, len(looks))
    return {name: getattr(said, name) for name in said.__slots__}
