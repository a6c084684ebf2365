"""How wide words are in the letters of papers: what rules under a line are measured by."""

import struct
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

FONTS = files(__package__).joinpath("fonts")
POINT = 25.4 / 72  # millimetres
_FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


def width(text: str, *, size: float, bold: bool = False, italic: bool = False) -> float:
    """Millimetres, of letters of so many points; kerning is left out."""
    advances, per_em = _advances(_FACES[bold, italic])
    return sum(advances.get(ord(letter), per_em // 2) for letter in text) / per_em * size * POINT


@cache
def _advances(face: str) -> tuple[dict[int, int], int]:
    """How far each letter moves on, and of how many units an em is: tables of the OpenType file."""
    data = FONTS.joinpath(f"LiberationSerif-{face}.ttf").read_bytes()
    entries = [struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(*struct.unpack_from(">H", data, 4))]
    tables = {tag: offset for tag, _, offset, _ in entries}
    (per_em,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (measured,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)  # glyphs after these are as wide as the last
    widths = struct.unpack_from(f">{measured * 2}H", data, tables[b"hmtx"])[::2]
    return {letter: widths[min(glyph, measured - 1)] for letter, glyph in _glyphs(data, tables[b"cmap"])}, per_em


def _glyphs(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Each letter with its glyph, from the segments of a "cmap" of format 4, which stands first in these files."""
    (offset,) = struct.unpack_from(">I", data, table + 8)
    start = table + offset
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    ends, firsts, deltas, ranges = (
        struct.unpack_from(f">{doubled // 2}H", data, start + 14 + skipped + doubled * n)
        for n, skipped in enumerate((0, 2, 2, 2))
    )
    for place, (end, first, delta, far) in enumerate(zip(ends, firsts, deltas, ranges, strict=True)):
        for letter in range(first, end + 1):
            glyph = letter
            if far:
                at = start + 16 + doubled * 3 + 2 * place + far + 2 * (letter - first)
                (glyph,) = struct.unpack_from(">H", data, at)
            yield letter, (glyph + delta) % 65536 if glyph or not far else 0
