"""Which workspaces a person on this machine trusts, where a file of settings names them and no person does.

Whoever ships a folder may ship a ``dualuse.toml`` and a workspace with decisions that clear a party. So what a file of
settings names counts only if it is in the register of the home, ``trusted.json`` (0600): it was made from here, or a person looked at
it and trusted it. A row keeps an event of each chain, by number and hash; a chain that does not contain it is another one,
whoever put it there, and one without a row was begun by somebody else. A workspace that an option, the environment or a
program names needs no row: that is a person's word. Why: decision 0030.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dualuse.inputs.formats import TRUSTED, refuse_later
from dualuse.inputs.plain_files import read_plain
from dualuse.inputs.private_files import make_private
from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import errors_of_writing, locked, replace_file
from dualuse.record.event import fault
from dualuse.record.manifest import Head, read_head

REGISTER: Final = "trusted.json"
_MOST: Final = 1 << 20
_WRITABLE_BY_OTHERS: Final = 0o022


class NamedBySettings(str):
    """The folder of a workspace as a file of settings names it; ``file``: that file, as a person knows it."""

    file: str

    def __new__(cls, folder: str, file: str) -> NamedBySettings:
        """The folder, with the file that names it."""
        named = super().__new__(cls, folder)
        named.file = file
        return named


@dataclass(frozen=True, slots=True)
class Trust:
    """A folder that is trusted, since ``day`` (ISO, UTC); ``person``: who looked at it, "" where it was made from here.

    ``heads``: by chain an event that it must contain.
    """

    folder: str
    day: str
    person: str
    heads: Mapping[str, Head]


class Register:
    """The register in ``home``."""

    def __init__(self, home: Path) -> None:
        self._home: Final = home
        self.path: Final = home / REGISTER

    def trust_in(self, folder: Path) -> Trust | None:
        """The row of a folder; None if it has none.

        Raises:
            InputError: the register cannot be read, or others may write it.
        """
        return self._rows().get(_resolved(folder))

    def is_own(self, folder: Path) -> bool:
        """Whether a folder lies within the home, where nobody puts one but who works here."""
        return Path(_resolved(folder)).is_relative_to(_resolved(self._home))

    def trust(self, folder: Path, heads: Mapping[str, Head], person: str = "") -> None:
        """Trust a folder whose chains came so far; without a person it is made from here just now.

        Raises:
            InputError: the register cannot be read or written.
        """
        row = Trust(_resolved(folder), datetime.now(UTC).date().isoformat(), person, dict(heads))
        with self._changing() as rows:
            rows[row.folder] = row

    def withdraw(self, folder: Path) -> bool:
        """Trust a folder no longer; returns whether it was trusted.

        Raises:
            InputError: the register cannot be read or written.
        """
        with self._changing() as rows:
            return rows.pop(_resolved(folder), None) is not None

    def begin(self, folder: Path, chain: str, head: Head) -> None:
        """Note the first event of a chain that is begun from here, where its folder is trusted.

        Raises:
            InputError: the register cannot be read or written.
        """
        if self.trust_in(folder) is None:
            return
        with self._changing() as rows:
            if row := rows.get(_resolved(folder)):
                rows[row.folder] = replace(row, heads={chain: head, **row.heads})

    def _rows(self) -> dict[str, Trust]:
        try:
            with read_plain(self.path) as stream:
                mode = os.fstat(stream.fileno()).st_mode
                content = stream.read(_MOST + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise InputError([fault("register_damaged", self.path, reason=error.strerror or "")]) from None
        if os.name != "nt" and stat.S_IMODE(mode) & _WRITABLE_BY_OTHERS:
            raise InputError([fault("register_open", self.path, register=self.path)])
        try:
            data = json.loads(content)
            refuse_later(data, TRUSTED, str(self.path))
            if data["format"] != TRUSTED or len(content) > _MOST:
                raise ValueError("another format")
            return {str(folder): _row(str(folder), row) for folder, row in data["folders"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            reason = str(error)[:80] or type(error).__name__
            raise InputError([fault("register_damaged", self.path, reason=reason)]) from None

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Trust]]:
        with errors_of_writing(self.path):
            make_private(self._home)
            with locked(self._home / f".{REGISTER}.lock", private=True):
                rows = self._rows()
                yield rows
                folders = {
                    row.folder: {"day": row.day, "person": row.person, "heads": row.heads}
                    for row in rows.values()
                }
                text = json.dumps({"format": TRUSTED, "folders": folders}, indent=1, sort_keys=True)
                replace_file(self.path, f"{text}\n".encode())


def _row(folder: str, row: Mapping[str, Any]) -> Trust:
    heads = {str(name): read_head(head) for name, head in row["heads"].items()}
    return Trust(folder, str(row["day"]), str(row["person"]), heads)


def _resolved(folder: Path) -> str:
    return os.path.realpath(folder)
