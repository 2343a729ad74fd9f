"""Where imported editions lie: ``DUALUSE_HOME/annex/<edition>/<language>.jsonl``, whole or not at all.

A file is an edition file whose header is also its manifest: the checksum of what was read, when, and by which version
of the reader. Text and manifest are one file, so that no interruption can part them. A text that is replaced by another
of the same edition stays beside it under its checksum: what was answered from it can still be looked up.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.i18n.days import is_calendar_day
from dualuse.inputs.private_files import make_private
from dualuse.inputs.problems import InputError, MissingSourceError, new_problem
from dualuse.inputs.whole_files import errors_of_writing, replace_file
from dualuse.sources.annex.text import (
    AnnexText,
    edition_bytes,
    is_language,
    read_edition_file,
)
from dualuse.sources.home import home

ANNEX: Final = "annex"
READER_VERSION: Final = "1"
"""Raised when a reader gives other lines for the same file: what is installed is then read anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What is known of an installed text without reading it. ``read_at``: UTC; ``lines``: how many it has."""

    edition: str
    language: str
    celex: str
    source: str
    checksum: str
    read_at: str
    reader_version: str
    lines: int
    path: Path


@dataclass(frozen=True, slots=True)
class Stored:
    """What :func:`store` did. ``former``: the checksum of the text that was in its place, if another."""

    path: Path
    unchanged: bool
    former: str = ""


def store(text: AnnexText) -> Stored:
    """Install ``text``. The same file read by the same version of the reader changes nothing.

    Raises:
        InputError: it cannot be written; what was installed is untouched.
    """
    folder = home() / ANNEX / text.edition
    path = folder / f"{text.language}.jsonl"
    former = _manifest(path)
    same = former is not None and former.checksum == text.checksum and former.reader_version == READER_VERSION
    if former is not None and same and _is_whole(path):
        return Stored(path, unchanged=True)
    manifest = {
        "checksum": text.checksum,
        "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reader_version": READER_VERSION,
    }
    with errors_of_writing(path):
        make_private(home())
        folder.mkdir(parents=True, exist_ok=True)
        if former is not None and not same:
            _keep(path, former)
        replace_file(path, edition_bytes(text, manifest), shared=True)
    return Stored(path, unchanged=False, former=former.checksum if former is not None and not same else "")


def installed() -> list[Installed]:
    """The texts that are installed, the oldest edition first."""
    paths = (
        path
        for path in sorted((home() / ANNEX).glob("*/??.jsonl"))
        if is_calendar_day(path.parent.name) and is_language(path.stem)
    )
    return [text for path in paths if (text := _manifest(path)) is not None]


def load(edition: str | None = None, language: str = "en") -> AnnexText | None:
    """The text of an edition, or of the newest that is installed in ``language``; ``None`` where there is none.

    Raises:
        MissingSourceError: the installed file is damaged.
    """
    if not is_language(language) or (edition is not None and not is_calendar_day(edition)):
        return None
    root = home() / ANNEX
    if edition is None:
        names = (path.parent.name for path in root.glob(f"*/{language}.jsonl"))
        edition = max(filter(is_calendar_day, names), default=None)
    if edition is None:
        return None
    path = root / edition / f"{language}.jsonl"
    if not path.is_file():
        return None
    try:
        return read_edition_file(path)
    except InputError as error:
        problem = new_problem(
            "annex_damaged",
            N_("the installed text of Annex I is damaged"),
            N_("Read its file again with dualuse sources annex"),
            file=str(path),
            line=error.problems[0].line,
        )
        raise MissingSourceError([problem]) from None


def _manifest(path: Path) -> Installed | None:
    """The header of an installed file, or ``None`` where there is none that can be read."""
    try:
        with path.open("rb") as stream:
            row: dict[str, Any] = json.loads(stream.readline(65_536))
        names = ("edition", "language", "celex", "source", "checksum", "read_at", "reader_version")
        return Installed(**{name: str(row[name]) for name in names}, lines=int(row["lines"]), path=path)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_whole(path: Path) -> bool:
    try:
        read_edition_file(path)
    except InputError:
        return False
    return True


def _keep(path: Path, former: Installed) -> None:
    """Leave the text that is about to be replaced beside it; what is already there is the same one."""
    kept = path.with_name(f"{path.stem}.{former.checksum[:12]}.{former.reader_version}.jsonl")
    if kept.exists():
        return
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        replace_file(kept, path.read_bytes(), shared=True)
