"""Cells of a workbook that show no value: errors (``#N/A`` of a look-up that failed) and formulas that nothing has worked out yet.

The reader of workbooks takes both for empty, and a row with an empty cell may be free to go. They are read as the same table in CSV has
them: the text of the error, the formula with its ``=``. Only workbooks of XML are looked through.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO, Final, NamedTuple

import polars as pl

_CHUNK: Final = 4 * 1024**2
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE: Final = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
_TYPE: Final = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)</")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</)")
_END_OF_CELL: Final = re.compile(rb"</(?:\w+:)?(?:c|row|sheetData)>")
_LONGEST: Final = 200
"""Letters of a formula that are shown."""


class _Cell(NamedTuple):
    row: int
    column: int
    text: str


def with_errors(sheet: pl.DataFrame, path: Path, number: int) -> pl.DataFrame:
    """The cells of a sheet, all its rows from the first of Excel on, with the errors and formulas that are no value as texts.

    Args:
        sheet: as it was read, such cells empty.
        path: of the workbook, already looked through for damage.
        number: which of its sheets, from 0.
    """
    by_column: dict[int, dict[int, str]] = {}
    for cell in _cells_without_value(path, number):
        # Some releases of the reader say "" of a cell that holds an empty value.
        if cell.row < sheet.height and cell.column < sheet.width and not sheet[cell.row, cell.column]:
            by_column.setdefault(cell.column, {})[cell.row] = cell.text
    return sheet.with_columns(
        sheet.to_series(column).scatter(list(texts), list(texts.values()))
        for column, texts in by_column.items()
    )


def _cells_without_value(path: Path, number: int) -> Iterator[_Cell]:
    with zipfile.ZipFile(path) as packed:
        try:
            sheets = re.findall(
                rb"""<(?:\w+:)?sheet\b[^>]*\bid=["']([^"']+)["']""", packed.read("xl/workbook.xml")
            )
            tags = re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", packed.read("xl/_rels/workbook.xml.rels"))
            tag = next(
                tag
                for tag in tags
                if re.search(rb"""\bId=["']""" + re.escape(sheets[number]) + rb"""["']""", tag)
            )
            target = re.search(rb"""\bTarget=["']/?(?:xl/)?([^"']+)["']""", tag)
            stream = packed.open(f"xl/{target[1].decode()}" if target else "")
        except (KeyError, IndexError, StopIteration, ValueError):
            return  # no workbook of XML
        with stream:
            for part in _whole_cells(stream):
                if b"<f" in part or b":f" in part or b'"e"' in part or b"'e'" in part:
                    yield from _of_part(part)


def _whole_cells(stream: IO[bytes]) -> Iterator[bytes]:
    """The sheet in parts that end behind a cell."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        end = max(
            (match.end() for match in _END_OF_CELL.finditer(rest, max(0, len(rest) - 2 * _CHUNK))), default=0
        )
        if end:
            yield rest[:end]
            rest = rest[end:]
    yield rest


def _of_part(part: bytes) -> Iterator[_Cell]:
    for match in _CELL.finditer(part):
        attributes, inside = match[1], match[2] or b""
        kind, value = _TYPE.search(attributes), _VALUE.search(inside)
        place = _PLACE.search(attributes)
        if place is None:
            continue
        if kind and kind[1] == b"e":
            text = value[1] if value else b"#N/A"
        elif value is None and (formula := _FORMULA.search(inside)) and not (kind and kind[1] == b"str"):
            text = b"=" + (formula[1] or b"")
        else:
            continue
        yield _Cell(
            int(place[2]) - 1, _column(place[1]), unescape(text.decode("utf-8", "replace"))[:_LONGEST]
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
