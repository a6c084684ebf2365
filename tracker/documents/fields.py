"""Fields of forms that make papers."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from tracker.documents.models import Signer


class SignerSelect(SelectField):
    """Who signs, by name and office; or nobody yet."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label or _l("Signer"), [Optional()], **options)
        self._signers: dict[str, Signer] = {}

    def offer(self, signers: Sequence[Signer]) -> None:
        """Set who may sign. Whoever comes first does, where a form opens without another choice."""
        self._signers = {str(one.id): one for one in signers}
        named = [(key, f"{one.full_name}, {' '.join(one.position.split())}") for key, one in self._signers.items()]
        self.choices = [*named, ("", gettext("Nobody yet"))]

    @property
    def chosen(self) -> Signer | None:
        """Who it is."""
        return self._signers.get(self.data or "")
