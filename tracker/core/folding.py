"""Vietnamese text made comparable: without case and marks for search, with its own order for lists."""

import re
import unicodedata

_ORDER = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
# Digits alone, two a character, so that every database sorts the keys alike: end of word, space, letters, digits, rest.
_END, _REST = "00", "99"
_KEYS = {char: f"{place:02d}" for place, char in enumerate(f" {_ORDER}0123456789", start=1)}


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, single spaces: "Đăk  Tơ Lung" -> "dak to lung"."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def fold_tight(text: str) -> str:
    """Folded and without anything but letters and digits, so that "Tôre" meets "Tờ Re"."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def vietnamese_key(text: str) -> str:
    """A string that sorts as a Vietnamese dictionary does: letters first (d before đ), then tones."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.lower()):
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
        letters.append(_KEYS.get(" " if base.isspace() else base, _REST))
        tones.append(tone)
    return "".join([*letters, _END, *tones])


def person_key(full_name: str) -> str:
    """Sort key of a person: given name (the last word) first, then the rest."""
    words = full_name.split()
    return vietnamese_key(" ".join(words[-1:] + words[:-1]))
