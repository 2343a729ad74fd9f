"""The table of context: observations as CSV, written whole or not at all, and read back with every cell checked.

Columns: ``format`` (the name and number of the format, on each line), ``index`` (a key of ``indices.toml``), ``place`` (ISO 3166-1 alpha-2), ``year``, ``value``, ``low`` and ``high`` (digits with a
point, empty where there is no data or no interval), ``text`` (the code of a category), ``source_file``, ``checksum`` (SHA-256).
A table without the first column is from before it had one, and is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.inputs.formats import CONTEXT, refuse_later
from dualuse.inputs.formulas import is_formula
from dualuse.inputs.opening import opened
from dualuse.inputs.problems import InputError, input_error
from dualuse.inputs.whole_files import replacing
from dualuse.sources.countries import alpha_3_codes
from dualuse.sources.rights_context.indices import Observation, indices, read_number, read_year

_OF_OBSERVATION: Final = tuple(field.name for field in fields(Observation))
COLUMNS: Final = ("format", *_OF_OBSERVATION)
_CHECKSUM: Final = re.compile(r"[0-9a-f]{64}")


def write_context(observations: Iterable[Observation], path: Path) -> None:
    """Write the observations by index, place and year; what stood there is replaced in one step.

    Raises:
        OSError: it cannot be written; what stood there is untouched.
    """
    order = {key: number for number, key in enumerate(indices())}
    rows = sorted(
        observations, key=lambda observation: (order[observation.index], observation.place, observation.year)
    )
    with (
        replacing(path, shared=True) as (part,),
        part.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_row, rows))


def _row(observation: Observation) -> tuple[str, ...]:
    return (
        CONTEXT,
        observation.index,
        observation.place,
        str(observation.year),
        *(
            "" if number is None else f"{number:f}"
            for number in (observation.value, observation.low, observation.high)
        ),
        observation.text,
        observation.source_file,
        observation.checksum,
    )


def read_context(path: Path) -> list[Observation]:
    """The observations of a table, in its order.

    Raises:
        InputError: the file cannot be read, a later release wrote it, it has other columns, or a cell is not what its column holds;
            nothing of it is given then.
    """
    by_key: dict[tuple[str, str, int], Observation] = {}
    try:
        with opened(path) as stream:
            reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), strict=True)
            columns = tuple(next(reader, ()))
            if columns not in (COLUMNS, _OF_OBSERVATION):
                # A later format may have other columns: its number says more than they do.
                refuse_later(dict(zip(columns, next(reader, ()), strict=False)), CONTEXT, str(path), 2)
                raise _bad_cell(path, 1, "", text=", ".join(COLUMNS), kind="columns")
            for row in reader:
                observation = _observation(path, reader.line_num, columns, row)
                if observation.key in by_key:
                    raise _bad_cell(path, reader.line_num, "year", text=str(observation.year), kind="again")
                by_key[observation.key] = observation
    except (UnicodeDecodeError, csv.Error) as problem:
        raise _bad_cell(path, 1, "", text=str(problem), kind="text") from None
    return list(by_key.values())


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(alpha_3_codes().values())


def _observation(path: Path, line: int, columns: Sequence[str], row: Sequence[str]) -> Observation:
    refuse_later(dict(zip(columns, row, strict=False)), CONTEXT, str(path), line)
    if len(row) != len(columns):
        raise _bad_cell(path, line, "", text=str(len(row)), kind="length")
    cells = dict(zip(columns, row, strict=True))
    index, year = indices().get(cells["index"]), read_year(cells["year"])
    numbers = {name: read_number(cells[name]) for name in ("value", "low", "high")}
    value, low, high = numbers.values()
    for name, is_wrong in (
        ("format", cells.get("format", CONTEXT) != CONTEXT),
        ("index", index is None),
        ("place", cells["place"] not in _places()),
        ("year", year is None),
        *((name, cells[name] != "" and number is None) for name, number in numbers.items()),
        ("value", index is not None and value is not None and not index.holds(value)),
        ("low", (low is None) != (high is None) or (low is not None and (value is None or low > value))),
        ("high", high is not None and (value is None or high < value)),
        ("text", bool(cells["text"]) and (index is None or cells["text"] not in index.categories)),
        ("source_file", not cells["source_file"] or is_formula(cells["source_file"])),
        ("checksum", not _CHECKSUM.fullmatch(cells["checksum"])),
    ):
        if is_wrong:
            raise _bad_cell(path, line, name, text=cells[name], kind="cell")
    assert year is not None
    return Observation(
        index=cells["index"], place=cells["place"], year=year, value=value, low=low, high=high, text=cells["text"], source_file=cells["source_file"], checksum=cells["checksum"]
    )  # fmt: skip


_WRONG: Final = {
    "columns": N_("the first line has other columns than {text}"),
    "length": N_("cells on this line: {text}"),
    "text": N_("this is no CSV in UTF-8 ({text})"),
    "again": N_("the index has another line for this place and {text}"),
    "cell": N_("{text} is not of the form that the column has"),
}


def _bad_cell(path: Path, line: int, column: str, *, text: str, kind: str) -> InputError:
    return input_error(
        f"context_table_{kind}",
        _WRONG[kind],
        Message("remedy.context_table", N_("Write the table again: dualuse context import")),
        path=column,
        file=str(path),
        line=line,
        text=text[:120] or "–",
    )
