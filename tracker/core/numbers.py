"""Fields that take whole numbers: what cannot be one is said beside the field, however long it is."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from tracker.core.incoming import HIGHEST_NUMBER

_NO_RECORD = _l("The page did not say what this is about. What you typed is kept here: open the page anew.")


class WholeNumberField(IntegerField):
    """A whole number within bounds; what is none, or cannot be meant, stays as typed beside `words`."""

    data: Any

    def __init__(self, label: Any, least: int, most: int, words: Any, **kwargs: Any) -> None:
        self._least, self._most, self._words = least, most, words
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Refuse it while it is read: validators reckon with it as with a number of the machine."""
        typed = "".join(valuelist).strip()
        self.data = int(typed) if len(typed) < 10 and typed.isascii() and typed.isdigit() else None
        if typed and (self.data is None or not self._least <= self.data <= self._most):
            self.data = None
            raise ValueError(self._words)


class RecordNumberField(WholeNumberField):
    """The number of a record, of a version or of a place, that the page carries and nobody sees."""

    def __init__(self, *, words: Any = _NO_RECORD, **kwargs: Any) -> None:
        super().__init__(None, 0, HIGHEST_NUMBER, words, widget=HiddenInput(), **kwargs)
