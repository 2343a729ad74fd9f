"""Document codes for the customs declaration of an export: hints beside the law, from ``document_codes.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.law.language.provision import Validity, Verification

_FILE: Final = Path(__file__).parent / "document_codes.toml"


@dataclass(frozen=True, slots=True)
class DocumentCode:
    """A code, what it declares (``text``, our words), for which ``use``, and what supports it (addresses)."""

    code: str
    use: str
    text: str
    validity: Validity
    verification: Verification
    sources: tuple[str, ...]


@lru_cache(maxsize=1)
def document_codes() -> tuple[DocumentCode, ...]:
    """All codes of the file."""
    with _FILE.open("rb") as stream:
        data = tomllib.load(stream)
    return tuple(
        DocumentCode(
            row["code"],
            row["use"],
            row["text"],
            Validity(row["since"], row.get("until")),
            Verification[row["verification"].upper()],
            tuple(data["sources"][name] for name in row["sources"]),
        )
        for row in data["codes"]
    )


def document_code(use: str, day: date) -> DocumentCode:
    """The code that declares ``use`` on ``day``.

    Raises:
        KeyError: there is none.
    """
    for row in document_codes():
        if row.use == use and row.validity.covers(day):
            return row
    raise KeyError(use)
