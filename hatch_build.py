"""Build hook: compile the translations (.po, kept in the repository) to the .mo files that gettext reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("src/dualuse/wording/locale")


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every ``LOCALE/<language>/LC_MESSAGES/dualuse.po`` under ``root``; return the .mo files."""
    compiled = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.parent.name)
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        compiled.append(target)
    return compiled


class CustomBuildHook(BuildHookInterface):
    """Runs for wheels, source archives and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
