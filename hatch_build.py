"""Build hooks: compile the translations (.po, kept in the repository) to the .mo files that gettext reads, write down
which source and which law a wheel holds, so that no start of it has to compute that, and let the links of README lead somewhere
where an index of packages shows it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

PACKAGE = "dualuse"
LOCALE = Path("src/dualuse/i18n/locale")


_OF_THE_BUILD = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By")


class _Undated:
    """A catalogue without the lines that say when and by what it was compiled: two builds of one source are the same bytes."""

    def __init__(self, catalogue: Catalog) -> None:
        self._catalogue = catalogue
        self.charset = catalogue.charset

    def __iter__(self) -> Iterator[Message]:
        """The head without these lines, then the sentences."""
        head, *sentences = self._catalogue
        lines = (line for line in str(head.string).split("\n") if not line.startswith(_OF_THE_BUILD))
        yield Message("", "\n".join(lines), flags=head.flags)
        yield from sentences


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every ``LOCALE/<language>/LC_MESSAGES/dualuse.po`` under ``root``; return the .mo files."""
    compiled = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.parent.name)
        with target.open("wb") as stream:
            write_mo(stream, cast("Catalog", _Undated(catalogue)))
        compiled.append(target)
    return compiled


def versions_file(root: Path, folder: Path, files: Iterable[tuple[str, Path]]) -> Path:
    """Write the checksum of the source under ``root`` and of its law into a file in ``folder``; see ``dualuse.version``.

    ``files``: those of the wheel by their path in the package; the sizes of the data files among them are written beside, see
    ``dualuse.data_folders``.

    Raises:
        DataError: a data file is not there that the source names.
    """
    sys.path.insert(0, str(root / "src"))
    from dualuse.data_folders import damaged_files, sizes_of
    from dualuse.law.version.computing import computed_law_version
    from dualuse.version import SHIPPED, source_digest

    for missing in damaged_files():
        raise missing
    written = folder / SHIPPED
    versions = {"source": source_digest(), "law": computed_law_version(), "files": sizes_of(files)}
    written.write_text(json.dumps(versions))
    return written


_LINK: Final = re.compile(r"(!?\[[^]]*\]\()(?![a-z]+:|#)([^)\s]+)\)")


def with_whole_links(readme: str, home: str) -> str:
    """The text with links that lead to the repository at ``home``, wherever it is shown; pictures as files."""

    def whole(match: re.Match[str]) -> str:
        kind = "raw" if match[1].startswith("!") else "blob"
        return f"{match[1]}{home}/{kind}/main/{match[2]})"

    return _LINK.sub(whole, readme)


class ReadmeHook(MetadataHookInterface):
    """The description of the package: README, with whole links."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        whole = with_whole_links(text, metadata["urls"]["Homepage"])
        metadata["readme"] = {"content-type": "text/markdown", "text": whole}


class CustomBuildHook(BuildHookInterface):
    """Runs for wheels, source archives and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        compile_catalogues(root)
        # An editable installation follows its source, which changes.
        if self.target_name == "wheel" and version != "editable":
            included = self.build_config.builder.recurse_included_files()
            within = ((Path(file.distribution_path), Path(file.path)) for file in included)
            files = [
                (name.relative_to(PACKAGE).as_posix(), path)
                for name, path in within
                if name.is_relative_to(PACKAGE)
            ]
            written = versions_file(root, Path(mkdtemp()), files)
            build_data["force_include"][str(written)] = f"dualuse/{written.name}"
