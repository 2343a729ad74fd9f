"""What the rows of the law's data said when somebody last read them: a digest of each, so that a slip of the pen is found.

A code or a place left out, or one that is another known one, is no error of form: no reader refuses it, and the law becomes milder
in silence. So the digest of every row is recorded, with how well it is known, who recorded it and what an official row was compared
with (``recorded_rows.tsv``). A row that says something else is refused by ``dualuse law validate`` until somebody records it anew.

A row is an element of a list of tables that states its own verification; everything else of a file is one row more. What the words
of official lists mean, and which lists there are, is recorded beside: a slip there makes a listing mean less. Law that is written
in Python (conditions, computations) has no rows: the law version and the tests cover it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, only_these
from dualuse.inputs.data_files import DATA, read_toml

NAME: Final = "recorded_rows.tsv"
OFFICIAL: Final = "official"
_WORDS: Final = ("titles", "words")
"""Folders of our own words for entries: no law."""
BESIDE: Final = ("sources/lists/known_lists.toml", "sources/lists/meaning_of_entries.toml")
"""Files of the package, beside the folder of the law, that are recorded with it."""
_NAMING: Final = (
    "id",
    "code",
    "article",
    "citation",
    "annex",
    "act",
    "celex",
    "name",
    "term",
    "place",
    "since",
)
"""Fields that name a row to a person."""
_HEAD: Final = "# file\trow\tverification\tdigest\tby\ton\tcompared with\n"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file, by its name in it ("" for what belongs to no row), with how well it is known and its digest."""

    file: str
    name: str
    verification: str
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """File and name."""
        return self.file, self.name


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A row as somebody recorded it; ``compared``: with which text, of an official row."""

    row: Row
    person: str
    on: str
    compared: str


# The rows of a folder


def path_of(folder: Path, file: str) -> Path:
    """Where a recorded file lies, the law being in ``folder``; one beside it in this package where a copy of the law lies alone."""
    if file not in BESIDE:
        return folder / file
    path = folder.parent / file
    return path if path.is_file() else Path(__file__).parents[2] / file


def shown_file(file: str) -> str:
    """A recorded file as messages name it: by its place in the package."""
    return file if file in BESIDE else f"law/{file}"


def rows_of(folder: Path) -> Iterator[Row]:
    """The rows of all data files of the law in ``folder``, and of those beside, in the order of their files.

    Raises:
        DataError: a file is no TOML or JSON.
    """
    for path in sorted(path for path in folder.rglob("*") if path.suffix in DATA):
        file = path.relative_to(folder).as_posix()
        if path.parent.name in _WORDS:
            continue
        if path.suffix == ".toml":
            yield from rows_of_table(file, read_toml(path))
            continue
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise DataError(f"law/{file}: no JSON: {error}") from None
        yield Row(file, "", "", _digest(content))
    for file in BESIDE:
        yield from rows_of_table(file, read_toml(path_of(folder, file)))


def rows_of_table(file: str, data: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of the tables of one file."""
    head = {name: value for name, value in data.items() if not _has_rows(value)}
    yield Row(file, "", str(data.get("verification", "")), _digest(head))
    names: Counter[str] = Counter()
    for table, rows in data.items():
        for row in rows if _has_rows(rows) else ():
            shown = ", ".join(str(row[name]) for name in _NAMING if name in row and str(row[name]))
            name = f"{table}: {shown}"
            names[name] += 1
            numbered = f"{name} ({names[name]})" if names[name] > 1 else name
            yield Row(file, numbered, str(row.get("verification", "")), _digest(row))


def _has_rows(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) for row in value)
        and any("verification" in row for row in value)
    )


def _digest(value: Any) -> str:
    plain = json.dumps(value, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


# What is recorded of them


def read_recorded(folder: Path) -> dict[tuple[str, str], RecordedRow]:
    """The rows recorded in ``folder``.

    Raises:
        DataError: the record is not there, or a line of it cannot be read.
    """
    path = folder / "version" / NAME
    if path.is_file():
        only_these(path.parent, NAME)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise DataError(f"law/version/{NAME}: the record of the rows cannot be read") from None
    recorded: dict[tuple[str, str], RecordedRow] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if len(cells) != 7 or (cells[0], cells[1]) in recorded:
            raise DataError(f"law/version/{NAME}:{number}: no line of seven cells about a row of its own")
        recorded[cells[0], cells[1]] = RecordedRow(Row(*cells[:4]), *cells[4:])
    return recorded


def record_text(rows: Mapping[tuple[str, str], RecordedRow]) -> str:
    """The record as its file holds it: a line for each row, sorted."""
    lines = (
        "\t".join(
            _cell(text) for text in (*key, of.row.verification, of.row.digest, of.person, of.on, of.compared)
        )
        for key, of in sorted(rows.items())
    )
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split())


def differences(folder: Path) -> Iterator[str]:
    """What says something else than recorded, each with what to do; nothing where all rows are as they were read.

    Raises:
        DataError: a file, or the record, cannot be read.
    """
    recorded = read_recorded(folder)
    present = {row.key: row for row in rows_of(folder)}
    for key, row in present.items():
        recorded_row = recorded.get(_recorded_key(key))
        if recorded_row is None:
            yield f"{_place(key)}: new, and nobody has recorded it; {_todo(row)}"
        elif (recorded_row.row.verification, recorded_row.row.digest) != (row.verification, row.digest):
            was = f" (recorded by {recorded_row.person}, {recorded_row.on})"
            if OFFICIAL in (row.verification, recorded_row.row.verification):
                compared = f", compared with: {recorded_row.compared}" if recorded_row.compared else ""
                yield f"{_place(key)}: marked {row.verification}, and no longer what was recorded{was[:-1]}{compared}); {_todo(row)}"
            else:
                yield f"{_place(key)}: no longer what was recorded{was}; {_todo(row)}"
    for key in sorted(recorded.keys() - {_recorded_key(key) for key in present}):
        yield f"{_place(key)}: recorded, and not there any more; put it back, or record that it is gone: --record"


def _recorded_key(key: tuple[str, str]) -> tuple[str, str]:
    return _cell(key[0]), _cell(key[1])


def _place(key: tuple[str, str]) -> str:
    return shown_file(key[0]) + (f": {_cell(key[1])}" if key[1] else "")


def _todo(row: Row) -> str:
    if row.verification == OFFICIAL:
        return "compare it with the official text, then: --record --person NAME --compared TEXT"
    return "read it again, then: --record --person NAME"


def recorded_anew(
    folder: Path, person: str, on: str, compared: str
) -> tuple[dict[tuple[str, str], RecordedRow], tuple[Row, ...], tuple[Row, ...]]:
    """The record with what changed recorded by ``person``, the rows recorded, and official ones for which ``compared`` is missing.

    Raises:
        DataError: a file, or the record that is there, cannot be read.
    """
    before = read_recorded(folder) if (folder / "version" / NAME).exists() else {}
    after: dict[tuple[str, str], RecordedRow] = {}
    changed: list[Row] = []
    for row in rows_of(folder):
        key = _recorded_key(row.key)
        recorded_row = before.get(key)
        if recorded_row is not None and (recorded_row.row.verification, recorded_row.row.digest) == (
            row.verification,
            row.digest,
        ):
            after[key] = recorded_row
            continue
        changed.append(row)
        of_official = compared if row.verification == OFFICIAL else ""
        after[key] = RecordedRow(Row(*key, row.verification, row.digest), person, on, of_official)
    uncompared = tuple(row for row in changed if row.verification == OFFICIAL and not compared)
    return after, tuple(changed), uncompared


# Slips that show without any record

_YEARS_AHEAD: Final = {"since": 5, "until": 15}
"""How many years from today on a day of each name may lie; one further ahead has a slip in its year."""
_PAST: Final = ("by", "known_up_to", "on")
"""Days on which somebody knew something: none of them is still to come (tomorrow's may be today's in another time zone)."""


def slips(folder: Path) -> Iterator[str]:
    """Lists that name something twice, days that end before they begin, and days further ahead than acts look.

    Raises:
        DataError: a file is no TOML.
    """
    for path in sorted(folder.rglob("*.toml")):
        yield from _slips(read_toml(path), f"law/{path.relative_to(folder).as_posix()}")
    for file in BESIDE:
        yield from _slips(read_toml(path_of(folder, file)), file)


def _slips(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        since, until = value.get("since"), value.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            yield f"{place}: until {until} lies before since {since}"
        today = date.today()
        for name in _PAST:
            day = value.get(name)
            if isinstance(day, date) and day > today + timedelta(days=1):
                yield f"{place}: {name} {day} is still to come: nobody knows the law of that day yet"
        for name, years in _YEARS_AHEAD.items():
            day = value.get(name)
            if isinstance(day, date) and day.year > today.year + years:
                yield f"{place}: {name} {day} lies further ahead than year {today.year + years}: is the year right?"
        for name, inner in value.items():
            yield from _slips(inner, f"{place}: {name}" if place.endswith(".toml") else f"{place}.{name}")
    elif isinstance(value, list):
        texts = [text for text in value if isinstance(text, str)]
        for text, number in Counter(texts).items():
            if number > 1:
                yield f"{place}: {text!r} stands {number} times"
        for number, inner in enumerate(value):
            yield from _slips(inner, f"{place}[{number}]")
