"""The outline of Annex I: what entries and provisions an edition has, and which edition held on a day.

Source: Annex I of Regulation (EU) 2021/821; ``editions.toml`` lists the editions with their acts. Only the editions
whose outline is at hand can say that a code does not exist on a day; for the others the answer is marked unverified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import only_these, path_in_package, read_json
from dualuse.i18n import LANGUAGES
from dualuse.inputs.data_files import DAY, TEXT, Each, OneOf, Table, read_language, read_toml
from dualuse.law.language.provision import Verification

_HERE: Final = Path(__file__).parent
CODE: Final = r"[0-9][A-E][0-9]{3}(\.[0-9a-z]+)*"
"""How Annex I writes a code."""
_CODE: Final = re.compile(CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """An edition of Annex I: from when to when (both included) it applies, by which act, and its outline file."""

    since: date
    until: date | None
    act: str
    reference: str
    verification: Verification
    outline: str | None

    @property
    def name(self) -> str:
        """The first day in force, which names the edition."""
        return self.since.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of Annex I: facts only. ``since`` is set where the entry is newer than the edition of 2022."""

    code: str
    kind: str
    category: int
    part: int | None
    regime: str
    since: date | None
    see: tuple[str, ...]
    provisions: tuple[str, ...]
    not_used: tuple[str, ...]


class Edition:
    """The outline of one edition."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.name: Final[str] = data["edition"]
        self.source: Final[str] = data["source"]
        self.verification: Final = Verification[data["verification"].upper()]
        self._entries: Final[dict[str, Any]] = data["entries"]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code in force: entries and provisions."""
        codes = set(self._entries)
        for entry in self._entries.values():
            codes.update(entry["provisions"])
        return frozenset(codes - self.not_used)

    @cached_property
    def not_used(self) -> frozenset[str]:
        """Codes that the edition keeps free."""
        return frozenset(code for entry in self._entries.values() for code in entry["not_used"])

    @property
    def entry_codes(self) -> tuple[str, ...]:
        """Codes of the entries, in the order of the Annex."""
        return tuple(self._entries)

    def entry(self, code: str) -> Entry | None:
        """The entry that ``code`` is or lies under, or None."""
        row = self._entries.get(code[:5])
        if row is None:
            return None
        since = row.get("since")
        return Entry(
            code=code[:5],
            kind=row["kind"],
            category=row["category"],
            part=row.get("part"),
            regime=row["regime"],
            since=date.fromisoformat(since) if since else None,
            see=tuple(row["see"]),
            provisions=tuple(row["provisions"]),
            not_used=tuple(row["not_used"]),
        )

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly under ``code``."""
        entry = self.entry(code)
        depth = code.count(".") + 1
        return tuple(
            child
            for child in (entry.provisions if entry else ())
            if child.startswith(code + ".") and child.count(".") == depth
        )


_EDITION: Final = Table(
    {
        "since": DAY,
        "act": TEXT,
        "reference": TEXT,
        "verification": OneOf(tuple(verification.word for verification in Verification)),
    },
    {"until": DAY, "outline": TEXT},
)


@lru_cache(maxsize=1)
def edition_records() -> tuple[EditionRecord, ...]:
    """All editions since the Regulation applies, oldest first.

    Raises:
        DataError: an outline lies there that no edition names.
    """
    path = _HERE / "editions.toml"
    data = read_toml(path)
    Table({"edition": Each(_EDITION, least=1)}, {}).check(data, path_in_package(path))
    rows = data["edition"]
    outlines = (row["outline"] for row in rows if "outline" in row)
    only_these(_HERE, "editions.toml", *outlines, "titles", "words")
    return tuple(
        EditionRecord(
            since=row["since"],
            until=row.get("until"),
            act=row["act"],
            reference=row["reference"],
            verification=Verification[row["verification"].upper()],
            outline=row.get("outline"),
        )
        for row in rows
    )


def edition_record(on: date) -> EditionRecord:
    """The edition that applies on the day ``on`` (2021-09-09 or later)."""
    return next(record for record in reversed(edition_records()) if record.since <= on)


@lru_cache(maxsize=4)
def _load(name: str) -> Edition:
    return Edition(read_json(_HERE / name))


def outline(record: EditionRecord | None = None) -> Edition | None:
    """The outline of an edition (default: the newest), or None where it is not at hand."""
    record = record or edition_records()[-1]
    return _load(record.outline) if record.outline else None


def newest_outline() -> Edition:
    """The outline of the newest edition."""
    edition = outline()
    assert edition is not None
    return edition


@lru_cache(maxsize=8)
def _titles(language: str) -> dict[str, str]:
    only_these(_HERE / "titles", *(f"{known}.toml" for known in LANGUAGES))
    titles: dict[str, str] = read_language(_HERE / "titles", "{}.toml", language)["titles"]
    return titles


def numbered_alike(code: str) -> tuple[str, ...]:
    """The other entries of the group of ``code`` with the same last two digits, in the newest edition: ``2B201`` for ``2B001.b.2``.

    The hundreds stand for the regime that an entry is taken from: often two of them list the same kind of goods.
    """
    edition, entry = newest_outline(), code[:5]
    return tuple(
        other
        for other in edition.entry_codes
        if (other[:2], other[3:]) == (entry[:2], entry[3:])
        and other != entry
        and other not in edition.not_used
    )


def title(code: str, language: str = "en") -> str | None:
    """Our own title of an entry or provision, of the nearest code above it that has one, or None."""
    titles = _titles(language)
    while code:
        if code in titles:
            return titles[code]
        code = code.rpartition(".")[0]
    return None


WRITTEN_CODE: Final = "^[0-9][A-Ea-e][0-9]{3}[.0-9A-Za-z]*$"
"""How a code may be written that :func:`normal_code` reads, blanks aside."""


def normal_code(text: str) -> str | None:
    """``text`` as a code with dots (``5a001f1`` and ``5A001.f.1.`` become ``5A001.f.1``), or None if it is none.

    Letters after the fifth character are lower case; digits and letters alternate where the dots are missing.
    """
    compact = text.strip().rstrip(".").replace(" ", "")
    head, tail = compact[:5].upper(), compact[5:].lower()
    if not re.fullmatch(r"[0-9a-z.]*", tail):
        return None
    code = head + "".join(f".{part}" for part in re.findall(r"[a-z]|[0-9]+", tail))
    return code if _CODE.fullmatch(code) else None
