"""Compiles the translations when the project is installed or packed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own hooks have none
    """Makes each messages.mo from its messages.po."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before files are gathered."""
        for source in Path(self.root, "tracker/translations").glob("*/LC_MESSAGES/messages.po"):
            with source.open("rb") as catalogue:
                messages = read_po(catalogue, locale=source.parts[-3])
            fresh = source.with_suffix(".new")
            with fresh.open("wb") as compiled:
                write_mo(compiled, messages)
            fresh.replace(source.with_suffix(".mo"))  # whoever reads it now has the old one or the new one, whole
