"""Files that people bring as evidence: which kinds, how large, and what is refused. Name, first bytes, structure agree.

Nothing is rendered or unpacked whole: what could exhaust a machine is told from heads and declared sizes.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tracker.core.errors import N_
from tracker.documents.office_files import check_excel, check_word
from tracker.reading.errors import EmptyFile, FileRefused

MAX_MEGABYTES = 10
MAX_FILES = 5  # at once
MAX_MEGAPIXELS = 60
LONGEST_SIDE = 30_000  # pixels
_PNG, _JPEG, _PDF, _ZIP, _OLE = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments of a JPEG that tell its size
_PICTURE = 0xDA  # the segment after which the picture itself begins
_TAIL = 2048  # bytes in which a PDF ends
_MOST_PIECES = 20_000  # of which real files have some thousand
_STREAM = re.compile(rb"stream\r?\n")
_LONGEST_HEAD = 400  # of a stream of a PDF
_MOST_UNPACKED = 40 * 1024 * 1024  # of these, with what they are unpacked from
_PIECE, _MADE_AT_ONCE = 16 * 1024, 256 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent, found to be what it says."""

    name: str
    data: bytes


class TooManyFiles(FileRefused):
    """More than go with one update."""

    message = N_("At most %(limit)s files can be sent at once. Choose fewer, and send the others with the next update.")


class FileOverLimit(FileRefused):
    """Too large as it is."""

    message = N_("This file is larger than %(limit)s MB. Make it smaller or split it, and choose it again.")


class KindNotTaken(FileRefused):
    """An ending that is not on the list."""

    message = N_("Files of this kind are not taken. Save it as PDF, Word (.docx), Excel (.xlsx), JPEG or PNG.")


class NotWhatItsNameSays(FileRefused):
    """The ending says one thing, the bytes another."""

    message = N_("The file's name says %(said)s, but it is something else. Save it again in that format.")


class OldOrLocked(FileRefused):
    """The container of Word and Excel up to 2003, and of files under a password."""

    message = N_(
        "This file is locked with a password, or of an old format. Save it without a password as .docx or .xlsx."
    )


class LockedPdf(FileRefused):
    """Encrypted: who is to look at it cannot."""

    message = N_("This PDF is locked. Save or print it as a PDF without a password, and choose that file.")


class PdfThatActs(FileRefused):
    """A PDF that runs something when it is opened."""

    message = N_("This PDF contains a program or other files. Print it as a PDF, and choose that file.")


class DamagedFile(FileRefused):
    """Begins as it should, and then does not go on so."""

    message = N_("This file is damaged or was not sent whole. Open it, save it again, and choose the new file.")


class PictureTooLarge(FileRefused):
    """Few bytes that would become more pixels than a machine can hold."""

    message = N_("This picture has %(width)s × %(height)s dots, more than can be taken. Make it smaller and try again.")


def check_file(data: bytes, name: str) -> None:
    """Raise a RuleBroken that says what is wrong with a file and what to do; nothing where it can be kept."""
    if not data:
        raise EmptyFile
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise FileOverLimit(limit=MAX_MEGABYTES)
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if ending not in KINDS:
        raise KindNotTaken
    magic, check = KINDS[ending]
    if not data.startswith(magic):
        if ending in ("docx", "xlsx") and data.startswith(_OLE):
            raise OldOrLocked
        raise NotWhatItsNameSays(said=f".{ending}")
    check(data)


def _check_pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-_TAIL:] or b"startxref" not in data[-_TAIL:]:
        raise DamagedFile
    if _ENCRYPTED.search(data):
        raise LockedPdf
    if _ACTING.search(data) or any(_ACTING.search(objects) for objects in _packed_objects(data)):
        raise PdfThatActs


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """What stands in a PDF's compressed lists of objects, as far as they are compressed the usual way."""
    left = _MOST_UNPACKED
    for place in _places(b"/ObjStm", data):
        begin = _STREAM.search(data, place, place + _LONGEST_HEAD)
        if begin is None:
            continue
        objects, used = _unpacked(data, begin.end(), most=left)
        left -= used
        if left <= 0:
            raise DamagedFile
        yield objects


def _unpacked(data: bytes, place: int, *, most: int) -> tuple[bytes, int]:
    """What a stream that begins there holds, and the bytes that were read and made: both cost time.

    Piece by piece, to where its packing ends: a search for its end, or a copy up to it, would cost the whole file.
    """
    stream, pieces, used = zlib.decompressobj(), [], 0
    with suppress(zlib.error):
        while not stream.eof and used <= most:
            packed = stream.unconsumed_tail
            if not packed:
                packed, place = data[place : place + _PIECE], place + _PIECE
            if not packed:
                break
            pieces.append(stream.decompress(packed, _MADE_AT_ONCE))
            used += len(packed) - len(stream.unconsumed_tail) - len(stream.unused_data) + len(pieces[-1])
    return b"".join(pieces), used


def _places(mark: bytes, data: bytes) -> Iterator[int]:
    place = data.find(mark)
    for _piece in range(_MOST_PIECES):
        if place < 0:
            return
        yield place
        place = data.find(mark, place + 1)
    raise DamagedFile


def _check_png(data: bytes) -> None:
    """Chunk by chunk: lengths that fit, a head that was not changed, an end at the end."""
    place = len(_PNG)
    for _piece in range(_MOST_PIECES):
        if place + 12 > len(data):
            break
        length, kind = struct.unpack_from(">I4s", data, place)
        if place == len(_PNG):
            _check_png_head(data, length, kind)
        place += 12 + length
        if kind == b"IEND" and place == len(data):
            return
    raise DamagedFile


def _check_png_head(data: bytes, length: int, kind: bytes) -> None:
    head = data[12:29]
    if kind != b"IHDR" or length != 13 or data[29:33] != struct.pack(">I", zlib.crc32(head)):
        raise DamagedFile
    _check_pixels(*struct.unpack_from(">II", head, 4))


def _check_jpeg(data: bytes) -> None:
    """Segment by segment up to the picture itself, which must have been framed before and must end."""
    place, framed = 2, False
    for _piece in range(_MOST_PIECES):
        if place + 4 > len(data) or data[place] != 0xFF:
            break
        kind, length = struct.unpack_from(">BH", data, place + 1)
        if kind == 0xFF:  # fill
            place += 1
            continue
        if kind in _FRAMES and length >= 8 and place + 9 <= len(data):
            height, width = struct.unpack_from(">HH", data, place + 5)
            _check_pixels(width, height)
            framed = True
        place += 2 + length
        if kind == _PICTURE:
            if framed and data.find(b"\xff\xd9", place) > 0:
                return
            break
    raise DamagedFile


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise DamagedFile
    if max(width, height) > LONGEST_SIDE or width * height > MAX_MEGAPIXELS * 1_000_000:
        raise PictureTooLarge(width=width, height=height)


def _pdf_name(*names: bytes) -> re.Pattern[bytes]:
    """Names of a PDF in any of the ways in which their letters can be written: /Launch, /L#61unch."""
    spelled = (b"".join(rb"(?:%c|#%02x|#%02X)" % (sign, sign, sign) for sign in name) for name in names)
    return re.compile(rb"/(?:" + b"|".join(spelled) + rb")(?![A-Za-z0-9#])")


_ENCRYPTED = _pdf_name(b"Encrypt")
_ACTING = _pdf_name(b"JavaScript", b"Launch", b"RichMedia", b"EmbeddedFile", b"EmbeddedFiles")
KINDS: Mapping[str, tuple[bytes, Callable[[bytes], None]]] = {
    "pdf": (_PDF, _check_pdf),
    "docx": (_ZIP, check_word),
    "xlsx": (_ZIP, check_excel),
    "jpg": (_JPEG, _check_jpeg),
    "jpeg": (_JPEG, _check_jpeg),
    "png": (_PNG, _check_png),
}
TAKEN = ",".join(f".{ending}" for ending in KINDS)  # for a browser's own choice of files


def check_count(files: int) -> None:
    """Refuse more files than go with one update."""
    if files > MAX_FILES:
        raise TooManyFiles(limit=MAX_FILES)
