"""Document codes for the customs declaration of an export: hints beside the law, from ``document_codes.toml``.

The codes are the Union's; from which day they are taken, and what goes beside them, is for customs of each State.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import only_these, path_in_package
from dualuse.inputs.data_files import DAY, TEXT, AnyTable, Each, OneOf, Table, read_toml
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS
from dualuse.law.language.logic import Truth
from dualuse.law.language.provision import Validity, Verification
from dualuse.law.shapes import VERIFICATION
from dualuse.law.territories import member_states

NOT_LISTED: Final = "not_listed"
NOT_REQUIRED: Final = "not_required"
_FILE: Final = Path(__file__).parent / "document_codes.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCode:
    """A code, what it declares (``text``, our words), for which ``use``, and what supports it (addresses)."""

    code: str
    use: str
    text: str
    validity: Validity
    verification: Verification
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalCodes:
    """From which day customs of a State takes the codes of authorisations, the qualifiers that go beside them by use, and the
    code for a ruling that no authorisation is required, where the State has one."""

    since: date
    qualifiers: Mapping[str, str]
    not_required: DocumentCode | None
    verification: Verification
    reference: str
    source: str


_USE: Final = OneOf(("individual", "global", "national_general", NOT_LISTED, *IDENTIFIERS))
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
_NATIONAL: Final = Table(
    {"since": DAY, "verification": VERIFICATION, "reference": TEXT, "source": TEXT},
    {
        "qualifiers": Table(
            {}, dict.fromkeys(("individual", "global", "national_general", *IDENTIFIERS), TEXT)
        ),
        NOT_REQUIRED: Table({"code": TEXT, "text": TEXT}, {}),
    },
)
_CODES: Final = Table(
    {
        "as_of": DAY,
        "codes": Each(_CODE),
        "sources": AnyTable(TEXT),
        "states": Table({}, dict.fromkeys(member_states(), _NATIONAL)),
    },
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
    _CODES.check(data, path_in_package(_FILE))
    return tuple(
        DocumentCode(
            code=row["code"],
            use=row["use"],
            text=row["text"],
            validity=Validity(row["since"], row.get("until")),
            verification=Verification[row["verification"].upper()],
            sources=tuple(data["sources"][name] for name in row["sources"]),
        )
        for row in data["codes"]
    )


@lru_cache(maxsize=1)
def national_codes() -> Mapping[str, NationalCodes]:
    """What customs of a State adds, by its ISO code; States of which nothing is known are left out."""
    document_codes()
    return {state: _national(row) for state, row in read_toml(_FILE)["states"].items()}


def _national(row: dict[str, Any]) -> NationalCodes:
    verification = Verification[row["verification"].upper()]
    ruling = row.get(NOT_REQUIRED)
    return NationalCodes(
        since=row["since"],
        qualifiers=row.get("qualifiers", {}),
        not_required=ruling
        and DocumentCode(
            code=ruling["code"],
            use=NOT_REQUIRED,
            text=ruling["text"],
            validity=Validity(row["since"]),
            verification=verification,
            sources=(row["source"],),
        ),
        verification=verification,
        reference=row["reference"],
        source=row["source"],
    )


def begun(use: str, state: str | None, day: date) -> Truth:
    """Whether customs of ``state`` takes the code of an authorisation for ``use`` on ``day``.

    None before the last day that is known of any State, where that of this one is not known.
    """
    if use == NOT_LISTED:
        return True
    own = national_codes().get(state or "")
    if own is not None:
        return day >= own.since
    return True if day >= max(codes_of_state.since for codes_of_state in national_codes().values()) else None


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


# Codes of the Harmonized System of 2017 that its edition of 2022 replaced, as far as they concern goods of the annexes. From memory
# of the two editions, not compared (unverified): the table is not complete. A code that stands here is asked for anew.

REPLACED: Final = date(2022, 1, 1)
"""First day of the edition of 2022."""

OLDER_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "841931": ("841934",),
    "841932": ("841935",),
    "846210": ("846211", "846219"),
    "846221": ("846222", "846223", "846224", "846225", "846226"),
    "846231": ("846232", "846233"),
    "846241": ("846242",),
    "846291": ("846261", "846262", "846263", "846269"),
    "846299": ("846290",),
    "850740": ("850780",),
    "851410": ("851411", "851419"),
    "851430": ("851431", "851432", "851439"),
    "851712": ("851713", "851714"),
    "851770": ("851771", "851779"),
    "852580": ("852581", "852582", "852583", "852589"),
    "853950": ("853951", "853952"),
    "854140": ("854141", "854142", "854143", "854149"),
    "854150": ("854151", "854159"),
    "854810": ("8549",),
    "854890": ("8548",),
    "8803": ("8807",),
    "902780": ("902781", "902789"),
    "940130": ("940131", "940139"),
    "940190": ("940191", "940199"),
    "940390": ("940391", "940399"),
}


def replaced_by(code: str) -> tuple[str, ...]:
    """The codes of 2022 that took the place of ``code``, of four to ten digits; none where it still stands, as far as known."""
    return next((new for old, new in OLDER_CODES.items() if code.startswith(old)), ())
