"""Reading products, line by line: JSON Lines or CSV with ``id`` and ``description``.

A line that cannot be read costs nothing but itself: it comes as a problem in its place, and reading goes on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from dualuse.classification.search.cleaning import visible
from dualuse.i18n import N_
from dualuse.inputs.csv_lines import Lines
from dualuse.inputs.opening import lines_of, opened
from dualuse.inputs.problems import Problem, input_error, new_problem

_SUFFIXES: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "csv"}
_SEPARATORS: Final = (",", ";", "\t")
_LONGEST: Final = 200
"""Lines that one cell may go over."""
_BOM: Final = b"\xef\xbb\xbf"

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Product:
    """A line of a file: what the product is, or what is wrong. ``id`` is given as far as it could be read; ``cn_code``: of the
    Combined Nomenclature, or ""."""

    number: int
    id: str
    text: str
    problem: Problem | None = None
    cn_code: str = ""


def read_products(
    file: str,
    standard_input: BinaryIO | None = None,
    form: str = "",
    done: Callable[[int], None] | None = None,
) -> Iterator[Product]:
    """The products of ``file`` (``-``: standard input); ``done`` hears the bytes read.

    ``form``: the format; "" as the name of the file says, and JSON Lines of standard input.

    Raises:
        InputError: the file cannot be opened, has no known format, or a CSV has no column ``description``.
    """
    form = form or ("jsonl" if file == "-" else _SUFFIXES.get(Path(file).suffix.lower(), ""))
    if not form:
        raise input_error(
            "file_format",
            N_("the format of the file is not known"),
            N_("Use a file ending in one of: {suffixes}"),
            file=file,
            suffixes=tuple(_SUFFIXES),
        )
    with opened(file, standard_input) as stream:
        yield from (_csv if form == "csv" else _json_lines)(stream, file, done or (lambda number: None))


def _bad(
    file: str, number: int, identifier: str, *, code: str, text: str, remedy: str, **params: Any
) -> Product:
    problem = new_problem(code, text, remedy, file=file, line=number, **params)
    return Product(number, identifier, "", problem)


def _json_lines(stream: BinaryIO, file: str, done: Callable[[int], None]) -> Iterator[Product]:
    read = 0
    for content, number in lines_of(stream, file):
        read += len(content)
        done(read)
        yield _json_line(content.removeprefix(_BOM) if number == 1 else content, file, number)


def _json_line(content: bytes, file: str, number: int) -> Product:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return _bad(
            file,
            number,
            "",
            code="line_not_json",
            text=N_("the line is not JSON"),
            remedy=N_("Write one object in a line, in UTF-8"),
        )
    identifier = data.get("id") if isinstance(data, dict) else None
    if isinstance(identifier, int):
        identifier = str(identifier)
    name = identifier if isinstance(identifier, str) and not _is_broken(identifier) else ""
    text = data.get("description") if isinstance(data, dict) else None
    if not isinstance(text, str) or _is_broken(text):
        return _bad(
            file,
            number,
            name,
            code="line_no_product",
            text=N_("the line is not a product"),
            remedy=N_('Write {"id": "…", "description": "…"}'),
        )
    return Product(number, visible(name), visible(text), cn_code=_plain_code(data.get("cn_code")))


def _plain_code(stated: object) -> str:
    """The digits of a customs code; "" for anything else, which is only a hint that is missing."""
    digits = "".join(
        character for character in str(stated or "") if character.isascii() and character.isdigit()
    )
    return digits if len(digits) in (4, 6, 8, 10) else ""


def _is_broken(text: str) -> bool:
    """Whether a text holds half a character, which no output can hold."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _csv(stream: BinaryIO, file: str, done: Callable[[int], None]) -> Iterator[Product]:
    lines = Lines(stream, done)
    header, separator = _header(lines.take(), file)
    for number, _, cells in lines.records(separator, _LONGEST):
        if not cells:
            yield _bad(
                file,
                number,
                "",
                code="quote_wrong",
                text=N_("a quote is wrong here"),
                remedy=N_("Close each quote at the end of its cell, and double those inside"),
            )
        elif any(cell.strip() for cell in cells):
            yield _row(header, cells, file, number)


def _row(header: list[str], cells: list[str], file: str, number: int) -> Product:
    row = dict(zip(header, cells, strict=False))
    identifier, text = row.get("id", "").strip(), row.get("description", "")
    if len(cells) != len(header):
        what = N_("the line has {found} fields, the header has {expected}")
        todo = N_("Put a cell with the separator in it between quotes")
        name = "" if _is_broken(identifier) else identifier
        return _bad(
            file,
            number,
            name,
            code="fields_wrong",
            text=what,
            remedy=todo,
            found=len(cells),
            expected=len(header),
        )
    if _is_broken(identifier) or _is_broken(text):
        return _bad(
            file,
            number,
            "",
            code="line_encoding",
            text=N_("the line is not UTF-8 text"),
            remedy=N_("Save the file as UTF-8"),
        )
    return Product(number, visible(identifier), visible(text), cn_code=_plain_code(row.get("cn_code")))


def _header(first: str, file: str) -> tuple[list[str], str]:
    for separator in _SEPARATORS:
        try:
            names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        except csv.Error:
            continue
        twice = next((name for name in ("description", "id", "cn_code") if names.count(name) > 1), "")
        if twice:
            raise input_error(
                "column_twice",
                N_("the column {column} is there twice"),
                N_("Keep one of them"),
                file=file,
                line=1,
                column=twice,
            )
        if "description" in names:
            return names, separator
    raise input_error(
        "column_missing",
        N_("no column is called description"),
        N_("Name the columns in the first line: id, description"),
        file=file,
        line=1,
    )
