"""Reading products, line by line: JSON Lines or CSV with ``id`` and ``description``.

A line that cannot be read costs nothing but itself: it comes as a problem in its place, and reading goes on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from dualuse.classification.search.cleaning import visible
from dualuse.i18n import N_
from dualuse.inputs.csv_encoding import SEPARATORS
from dualuse.inputs.csv_lines import Lines
from dualuse.inputs.line_problems import (
    fields_wrong,
    is_broken,
    line_encoding,
    line_not_json,
    numbered_lines,
    quote_wrong,
)
from dualuse.inputs.opening import known_suffix, opened
from dualuse.inputs.problem_words import KEEP_ONE
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem

_SUFFIXES: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "csv"}
_LONGEST: Final = 200
"""Lines that one cell may go over."""

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    form = form or ("jsonl" if file == "-" else _SUFFIXES[known_suffix(file, tuple(_SUFFIXES))])
    done = done or (lambda number: None)
    with opened(file, standard_input) as stream:
        if form == "csv":
            yield from _csv(stream, file, done)
        else:
            for content, number in numbered_lines(stream, file, done):
                yield _json_line(content, file, number)


def no_products(file: str) -> InputError:
    """The error that nothing is described in a file: "no entry" would be said of nothing."""
    what = N_("there is no product in the file")
    return input_error("no_products", what, N_("Write one product per line: id, description"), file=file)


def _bad(file: str, number: int, identifier: str, problem: Problem) -> Product:
    return Product(number=number, id=identifier, text="", problem=problem.located(file, number))


def _json_line(content: bytes, file: str, number: int) -> Product:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return _bad(file, number, "", line_not_json())
    identifier = data.get("id") if isinstance(data, dict) else None
    if isinstance(identifier, int):
        identifier = str(identifier)
    name = identifier if isinstance(identifier, str) and not is_broken(identifier) else ""
    text = data.get("description") if isinstance(data, dict) else None
    if not isinstance(text, str) or is_broken(text):
        what, todo = N_("the line is not a product"), N_('Write {"id": "…", "description": "…"}')
        return _bad(file, number, name, new_problem("line_no_product", what, todo))
    return Product(
        number=number, id=visible(name), text=visible(text), cn_code=_plain_code(data.get("cn_code"))
    )


def _plain_code(stated: object) -> str:
    """The digits of a customs code; "" for anything else, which is only a hint that is missing."""
    digits = "".join(
        character for character in str(stated or "") if character.isascii() and character.isdigit()
    )
    return digits if len(digits) in (4, 6, 8, 10) else ""


def _csv(stream: BinaryIO, file: str, done: Callable[[int], None]) -> Iterator[Product]:
    lines = Lines(stream, done)
    header, separator = _header(lines.take(), file)
    for number, _, cells in lines.records(separator, _LONGEST):
        if not cells:
            yield _bad(file, number, "", quote_wrong())
        elif any(cell.strip() for cell in cells):
            yield _row(header, cells, file, number)


def _row(header: list[str], cells: list[str], file: str, number: int) -> Product:
    row = dict(zip(header, cells, strict=False))
    identifier, text = row.get("id", "").strip(), row.get("description", "")
    if len(cells) != len(header):
        name = "" if is_broken(identifier) else identifier
        return _bad(file, number, name, fields_wrong(len(cells), len(header)))
    if is_broken(identifier) or is_broken(text):
        return _bad(file, number, "", line_encoding())
    return Product(
        number=number, id=visible(identifier), text=visible(text), cn_code=_plain_code(row.get("cn_code"))
    )


def _header(first: str, file: str) -> tuple[list[str], str]:
    for separator in SEPARATORS:
        try:
            names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        except csv.Error:
            continue
        twice = next((name for name in ("description", "id", "cn_code") if names.count(name) > 1), "")
        if twice:
            raise input_error(
                "column_twice",
                N_("the column {column} is there twice"),
                KEEP_ONE,
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
