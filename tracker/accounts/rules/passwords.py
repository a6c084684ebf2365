"""Which passwords are refused: those that others try first. Nothing is asked of how they are made up."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold, fold_tight

SHORTEST, LONGEST = 8, 1000  # characters
_LIST = Path(__file__).with_name("common_passwords.txt")
_ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUNS = "".join(f"{row}|{row[::-1]}|" for row in (*_ROWS, "1234567890"))
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
_BIRTH_YEARS = range(1930, 2040)


class PasswordTooShort(RuleBroken):
    """Fewer than SHORTEST characters."""

    message = N_("At least %(shortest)s characters are needed. Three or four words one after the other do well.")


class PasswordTooLong(RuleBroken):
    """More than LONGEST characters."""

    message = N_("At most %(longest)s characters can be taken. Leave some out.")


class PasswordTooCommon(RuleBroken):
    """On the list of those that are tried first, or as easy as they."""

    message = N_(
        "This password is among the first that others would try. Take three or four words that have nothing to do "
        "with one another."
    )


class PasswordTellsWho(RuleBroken):
    """Made of the person's or the office's own names."""

    message = N_(
        "This password is made of a name that others know: yours, your unit's or the office's. Take three or four "
        "words that have nothing to do with you."
    )


def plain(password: str) -> str:
    """One password, however the keyboard composed its marks."""
    return unicodedata.normalize("NFC", password)


def check_new_password(password: str, *, own_words: Iterable[str]) -> None:
    """Refuse a password that others would find: one of the list, a row of keys, a date, a name in `own_words`.

    Names and listed words are found in any case, without their marks, with digits and signs around them, and with
    digits for letters ("M@tKh4u2026!").
    """
    if len(password) > LONGEST:  # at once: composing marks takes the square of their number
        raise PasswordTooLong(longest=LONGEST)
    password = plain(password)
    if len(password) < SHORTEST:
        raise PasswordTooShort(shortest=SHORTEST)
    if any(map(_is_common, _readings(password))) or _is_a_row(password) or _is_a_date(password):
        raise PasswordTooCommon
    names = _names(own_words)
    if any(_is_made_of(names, reading) for reading in _readings(password)):
        raise PasswordTellsWho


def _readings(password: str) -> set[str]:
    """The words that a person would read in it, as letters and digits only."""
    folded = fold(password)
    bare = re.sub(r"^[^a-z]+|[^a-z@$!]+$|[!@$]*[^a-z]*$", "", folded)
    return {fold_tight(folded), fold_tight(bare), fold_tight(bare.translate(_LOOKALIKES))} - {""}


def _is_common(reading: str) -> bool:
    """One listed word, or two of them together."""
    listed = common_passwords()
    return reading in listed or any(reading[:at] in listed and reading[at:] in listed for at in range(3, len(reading)))


def _is_a_row(password: str) -> bool:
    """Keys that lie in a row, or hardly any keys: "12345678", "qwerty123", "abcabcabc", "1212121212"."""
    folded = fold(password)
    if len(set(folded)) <= 2:
        return True
    rest, runs = fold_tight(folded), 0
    while rest and runs <= 3:
        length = next((n for n in range(len(rest), 2, -1) if rest[:n] in _RUNS or len(set(rest[:n])) == 1), 0)
        if not length:
            return False
        rest, runs = rest[length:], runs + 1
    return runs <= 3


def _is_a_date(password: str) -> bool:
    """A birthday: 01/02/1985, 01021985, 19850201."""
    digits = re.sub(r"[\s./-]", "", password)
    if not re.fullmatch(r"[0-9]{8}", digits):
        return False
    ways = ((digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:]))
    return any(_is_day(*map(int, way)) for way in ways)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year in _BIRTH_YEARS
    except ValueError:
        return False


def _names(own_words: Iterable[str]) -> list[str]:
    """Each name whole and its words, longest first; of an e-mail address those before its @."""
    found = set()
    for own in own_words:
        before_at = fold(own.partition("@")[0])
        found |= {fold_tight(own), fold_tight(before_at), *re.split(r"[^a-z0-9]+", before_at)}
    return sorted((name for name in found if len(name) >= 3), key=lambda name: (-len(name), name))


def _is_made_of(names: Iterable[str], reading: str) -> bool:
    """Whether hardly a letter is left of it without the names."""
    rest = reading
    for name in names:
        rest = rest.replace(name, "")
    return rest != reading and len(re.sub(r"[0-9]", "", rest)) < 4


@cache
def common_passwords() -> frozenset[str]:
    """The list, folded: one a line, without the digits that people hang on to them."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(fold_tight(line) for line in lines if line and not line.startswith("#"))
