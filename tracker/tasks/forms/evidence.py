"""The field for the files that go with what a unit says of its part."""

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.documents.accepting import MAX_MEGABYTES, Sent, check_count, check_file
from tracker.documents.files import plain_name


class EvidenceField(MultipleFileField):
    """Files, each looked through. `sent` are those that can be kept; `names` are what a browser must choose again.

    A browser cannot keep what was chosen: where a form comes back, its files were not stored, good or not.
    """

    errors: Sequence[str]
    sent: Sequence[Sent] = ()
    names: Sequence[str] = ()

    def pre_validate(self, _form: Any) -> None:
        """Refuse what cannot be kept, each with its name."""
        given = [file for file in self.data or [] if isinstance(file, FileStorage) and file.filename]
        self.names = [plain_name(file.filename or "") for file in given]
        try:
            check_count(len(given))
        except RuleBroken as refusal:
            self.errors = [*self.errors, said(refusal)]
            return
        sent = [Sent(name, _read(file)) for name, file in zip(self.names, given, strict=True)]
        for one in sent:
            try:
                check_file(one.data, one.name)
            except RuleBroken as refusal:
                self.errors = [*self.errors, f"“{one.name}”: {said(refusal)}"]
        self.sent = [] if self.errors else sent


def _read(file: FileStorage) -> bytes:
    """Its bytes; of one that is too large anyway, no more than shows that it is."""
    return file.stream.read(MAX_MEGABYTES * 1024 * 1024 + 1)
