"""Build hook: compile the translations (.po, kept in the repository) to the .mo files that gettext reads, and write down
which source and which law a wheel holds, so that no start of it has to compute that."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path("src/dualuse/i18n/locale")


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


def versions_file(root: Path, folder: Path) -> Path:
    """Write the checksum of the source under ``root`` and of its law into a file in ``folder``; see ``dualuse.version``."""
    sys.path.insert(0, str(root / "src"))
    from dualuse.law.version.computing import computed_law_version
    from dualuse.version import SHIPPED, source_digest

    written = folder / SHIPPED
    written.write_text(json.dumps({"source": source_digest(), "law": computed_law_version()}))
    return written


class CustomBuildHook(BuildHookInterface):
    """Runs for wheels, source archives and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogues(root)
        # An editable installation follows its source, which changes.
        if self.target_name == "wheel" and version != "editable":
            written = versions_file(root, Path(mkdtemp()))
            build_data["force_include"][str(written)] = f"dualuse/{written.name}"
