"""Reading and keeping the Commission's correlation of customs codes (CN) and entries of Annex I.

It is a hint where to look, never a classification. The Commission publishes it as a workbook with a row per pair of CN code
and dual-use code. Its head differs from year to year (and
could not be seen: ``unverified``); the columns are therefore found by what stands in them: eight digits (with or without blanks), and codes of
Annex I. A row that has neither, or only one of them, is counted and left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.formats import CORRELATION, refuse_later
from dualuse.inputs.opening import limited, opened
from dualuse.inputs.private_files import make_private
from dualuse.inputs.problems import InputError, input_error
from dualuse.inputs.whole_files import replace_file

MAXIMUM_BYTES: Final = 64 * 1024 * 1024
SUFFIXES: Final = (".csv", ".xlsx")
_CN: Final = re.compile(r"\d{4}(?:[ .]?\d{2}){2}")
_ENTRY: Final = re.compile(r"\b[0-9][A-E]\s?\d{3}(?:\.?\s?[a-z0-9]{1,2})*")
_SHARE: Final = 0.5
"""A column is one of codes where at least so much of its cells are."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Which entries may concern goods of a CN code. ``rows``: pairs; ``checksum``: SHA-256 of the file read."""

    rows: tuple[tuple[str, str], ...]
    source: str
    checksum: str
    read: str = ""

    def entries(self, cn_code: str) -> tuple[str, ...]:
        """The entries (as written in the table) that are named beside goods of this code: eight digits, or the first six or four of them."""
        digits = re.sub(r"\D", "", cn_code)
        if len(digits) < 4:
            return ()
        return tuple(dict.fromkeys(entry for code, entry in self.rows if code.startswith(digits)))

    def unknown(self, known: Collection[str]) -> tuple[str, ...]:
        """The entries named here that are none of ``known``, the entries of an edition (by their first five characters)."""
        return tuple(dict.fromkeys(entry for _, entry in self.rows if entry[:5] not in known))


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the table, how many lines there were, and what was left out by reason."""

    table: Correlation
    lines: int
    left_out: Counter[str]


def read_correlation(path: Path) -> Read:
    """The correlation table in a CSV file or workbook.

    Raises:
        InputError: it cannot be read, or no columns of CN codes and entries are in it.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise _unread(path, N_("this is neither CSV nor XLSX"))
    with opened(str(path)) as stream:
        content = limited(stream.read(MAXIMUM_BYTES + 1), str(path), MAXIMUM_BYTES)
    rows = _workbook(content, path) if path.suffix.lower() == ".xlsx" else _lines(content, path)
    customs, entries = _column(rows, _is_cn), _column(rows, _is_entry)
    if customs is None or entries is None:
        raise _unread(
            path, N_("no column of CN codes and none of entries of Annex I stand beside each other")
        )
    pairs: list[tuple[str, str]] = []
    left_out: Counter[str] = Counter()
    for row in rows:
        codes = [re.sub(r"\D", "", code) for code in _CN.findall(row[customs])]
        named = [re.sub(r"\s", "", entry) for entry in _ENTRY.findall(row[entries])]
        if codes and named:
            pairs += [(code, entry) for code in codes for entry in named]
        else:
            left_out["no_cn_code" if named else "no_entry" if codes else "neither"] += 1
    table = Correlation(tuple(dict.fromkeys(pairs)), path.name, hashlib.sha256(content).hexdigest())
    return Read(table, len(rows), left_out)


def _lines(content: bytes, path: Path) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        mark = max(",;\t", key=text[:4_000].count)
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(map(str.strip, row))]
    except (UnicodeDecodeError, csv.Error):
        raise _unread(path, N_("this is no CSV text in UTF-8")) from None
    return _even(rows)


def _workbook(content: bytes, path: Path) -> list[list[str]]:
    """The rows of the sheet that has the most."""
    import polars as pl  # of an extra: a table in CSV needs none

    try:
        sheets: dict[str, pl.DataFrame] = pl.read_excel(
            io.BytesIO(content), sheet_id=0, has_header=False, infer_schema_length=0
        )
    except Exception:
        # The readers of workbooks raise what their parts raise; whatever it is, the file is none.
        raise _unread(path, N_("this workbook cannot be read")) from None
    frame = max(sheets.values(), key=lambda sheet: sheet.height, default=pl.DataFrame())
    return _even([["" if cell is None else str(cell) for cell in row] for row in frame.iter_rows()])


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[*row, *([""] * (width - len(row)))] for row in rows]


def _is_cn(cell: str) -> bool:
    return _CN.fullmatch(cell.strip()) is not None


def _is_entry(cell: str) -> bool:
    return _ENTRY.match(cell.strip()) is not None


def _column(rows: Sequence[Sequence[str]], fits: Any) -> int | None:
    """The column of which most cells that are filled fit; None where it is less than half of them."""
    best, share = None, _SHARE
    for column in range(len(rows[0]) if rows else 0):
        filled = [row[column] for row in rows if row[column].strip()]
        fitting = sum(map(fits, filled)) / len(filled) if filled else 0.0
        if fitting > share or (fitting == share and best is None):
            best, share = column, fitting
    return best


def store(table: Correlation, home: Path) -> Path:
    """Keep the table in ``home``/``correlation.json``, in one step.

    Raises:
        OSError: it cannot be written.
    """
    make_private(home)
    path = home / "correlation.json"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    data = {
        "format": CORRELATION,
        "source": table.source,
        "checksum": table.checksum,
        "read": now,
        "rows": table.rows,
    }
    replace_file(path, json.dumps(data, ensure_ascii=False).encode(), shared=True)
    return path


def load(home: Path) -> Correlation | None:
    """The table that is kept; None where there is none.

    Raises:
        InputError: it is damaged, or a later release keeps it.
    """
    path = home / "correlation.json"
    try:
        data = json.loads(path.read_bytes())
        refuse_later(data, CORRELATION, str(path))
        rows = tuple((str(code), str(entry)) for code, entry in data["rows"])
        return Correlation(rows, str(data["source"]), str(data["checksum"]), str(data["read"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise input_error(
            "correlation_damaged",
            N_("the correlation table that is kept here is damaged"),
            N_("Read it in again: dualuse sources correlation FILE"),
            file=str(path),
        ) from None


def _unread(path: Path, why: str) -> InputError:
    return input_error(
        "correlation_unread",
        why,
        N_(
            "Give the Commission's correlation table: a column of CN codes of eight digits and one of entries such as 5A002"
        ),
        file=str(path),
    )
