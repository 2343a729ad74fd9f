"""Document codes for the customs declaration of an export: hints beside the law, from ``document_codes.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.inputs.data_files import DAY, TEXT, AnyTable, Each, OneOf, Table, only_these, read_toml, shown
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS
from dualuse.law.language.provision import Validity, Verification
from dualuse.law.shapes import VERIFICATION

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


_USE: Final = OneOf(("individual", "global", "national_general", "not_listed", *IDENTIFIERS))
_CODE: Final = Table(
    {
        "code": TEXT,
        "use": _USE,
        "text": TEXT,
        "since": DAY,
        "verification": VERIFICATION,
        "sources": Each(TEXT, least=1),
    },
    {"until": DAY},
)
_CODES: Final = Table(
    {"as_of": DAY, "codes": Each(_CODE), "sources": AnyTable(TEXT)},
    {},
)


@lru_cache(maxsize=1)
def document_codes() -> tuple[DocumentCode, ...]:
    """All codes of the file.

    Raises:
        DataError: it is not what it must be, or other data lie beside it.
    """
    only_these(_FILE.parent, _FILE.name)
    data = read_toml(_FILE)
    _CODES.check(data, shown(_FILE))
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


def has_document_code(use: str, day: date) -> bool:
    """Whether a code that declares ``use`` on ``day`` is known here."""
    return any(row.use == use and row.validity.covers(day) for row in document_codes())


def document_code(use: str, day: date) -> DocumentCode:
    """The code that declares ``use`` on ``day``.

    Raises:
        KeyError: there is none.
    """
    for row in document_codes():
        if row.use == use and row.validity.covers(day):
            return row
    raise KeyError(use)
