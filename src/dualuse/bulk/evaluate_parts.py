"""The parts of a file judged one after the other: what is summed over all of them first, and rows that the table could not judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import narwhals as nw
import polars as pl

from dualuse.assessment.authorisations_left import Left
from dualuse.assessment.member_state import ContractValue
from dualuse.bulk import authorisation_sums, value_limits
from dualuse.bulk.backends.backend import ROW, Backend
from dualuse.bulk.cell_validation import forms_of, value_columns
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import judged_table, with_cell_columns
from dualuse.bulk.file_groups import FileGroups, groups_of
from dualuse.bulk.files.table_file import Part
from dualuse.bulk.options import Options
from dualuse.bulk.rows_one_by_one import ReadRow, RowsOneByOne
from dualuse.schema.tables.columns import Header, some_columns


def evaluated_parts(
    header: Header,
    backend: Backend,
    options: Options,
    *,
    beforehand: Iterable[tuple[pl.DataFrame, Sequence[Mapping[str, str]]]],
    parts: Iterable[Part],
    size: int = 0,
) -> Iterator[tuple[Part, pl.DataFrame | None, dict[int, str]]]:
    """Judge the parts of a table, one after the other; what one part has shown is remembered for the next.

    Args:
        header: the columns of the contract.
        backend: where the expressions run.
        options: how the table is judged.
        beforehand: the cells of all parts, each with the fields of rows that cannot be read: looked at where the values
            of contracts, or what is drawn on authorisations, must be summed over the whole table first.
        parts: the parts.
        size: of the table, in what ``done`` of its parts is counted in, where it is known.

    Yields:
        Each part with its rows as :func:`judged_table` gives them (None where it has none), and why rows are refused, by
        their position.
    """
    deriver, expected = Deriver(options.today), 0
    arriving = [f"given_{index}" for index in range(len(header.columns))]
    sums, in_table, are_apart = _sums_of_table(header, backend, beforehand)
    header = replace(header, are_apart=are_apart)
    groups = groups_of(header, in_table, options.rules, options.policies)
    reader = row_reader(header, groups, options)
    for part in parts:
        if part.cells.is_empty():
            yield part, None, {}
            continue
        rows = part.cells.select(
            pl.col(name).alias(arriving_name)
            for name, arriving_name in zip(header.names, arriving, strict=True)
        )
        expected = expected or part.cells.height * size // max(1, part.done)
        deriver.rows_expected = expected
        frame = backend.numbered(backend.table(rows.with_row_index(ROW).cast({ROW: pl.Int64})))
        judged = judged_table(frame, header, arriving, backend, options, deriver, sums, groups)
        reasons: dict[int, str] = {}
        if judged["wrong"].any():
            judged, reasons = _read_one_by_one(part.cells, judged, reader, sums)
        if deriver.is_full or _bytes_written(deriver) > _MOST_WRITTEN:
            deriver = Deriver(options.today)
        yield part, judged, reasons


_MOST_WRITTEN: Final = 400 << 20
"""Bytes of answers that are remembered from one part of a table to the next."""


def _bytes_written(deriver: Deriver) -> int:
    return sum(answers.bytes for answers in deriver.answers.values())


def _sums_of_table(
    header: Header,
    backend: Backend,
    beforehand: Iterable[tuple[pl.DataFrame, Sequence[Mapping[str, str]]]],
) -> tuple[pl.DataFrame | None, dict[str, Left], bool]:
    """What contracts come to, where it matters, what is drawn on authorisations, and whether each row is all of its
    contract: one look at the whole table."""
    has_values, has_authorisations = value_limits.matters(header), authorisation_sums.matters(header)
    if not has_values and not has_authorisations:
        return None, {}, False
    of_parts: list[pl.DataFrame] = []
    of_contracts = value_limits.ContractsApart(header)
    of_authorisations = authorisation_sums.AuthorisationSums(header)
    for cells, unreadable in beforehand:
        of_contracts.add(cells, unreadable)
        if has_values:
            references = [fields["reference"] for fields in unreadable if "reference" in fields]
            of_parts.append(part_sums(cells, header, backend, references))
            if len(of_parts) >= _PARTS:
                of_parts = [value_limits.added_sums(of_parts)]
        if has_authorisations:
            of_authorisations.add(cells, (fields.values() for fields in unreadable))
    sums = value_limits.joined_sums(of_parts) if has_values else None
    return sums, of_authorisations.in_table, of_contracts.apart


_PARTS: Final = 16
"""Parts whose sums are kept apart: contracts come up in several."""


def is_summed(name: str) -> bool:
    """Whether the cells of a column are needed for what is summed over a whole table."""
    return name in _SUMMED or name.startswith("authorisations.")


_SUMMED: Final = frozenset({*value_limits.NEEDED, *authorisation_sums.NEEDED})


def _read_one_by_one(
    cells: pl.DataFrame, judged: pl.DataFrame, reader: RowReader, sums: pl.DataFrame | None
) -> tuple[pl.DataFrame, dict[int, str]]:
    """Rows that seemed wrong, each read by the contract: refused with its reasons, or judged after all."""
    contracts = value_limits.contract_values(sums) if sums is not None else {}
    wrong = judged.filter("wrong")[ROW].to_list()
    refused: dict[int, str] = {}
    answers: list[dict[str, Any]] = []
    for row, of_row in zip(wrong, cells[wrong].iter_rows(named=True), strict=True):
        texts = {name: cell or "" for name, cell in of_row.items()}
        read = reader.read(texts, contracts.get(" ".join(texts.get("reference", "").split())))
        if read.refused:
            refused[row] = read.refused
        else:
            answers.append({ROW: row, "wrong": False, **read.answer})
    if answers:
        schema = {name: judged.schema[name] for name in answers[0] if name in judged.schema}
        judged = judged.update(pl.DataFrame(answers, schema=schema), on=ROW, how="left")
    return judged, refused


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows one by one; ``forms``: per column of which only the form matters, where a cell has not that form."""

    rows: RowsOneByOne
    forms: Mapping[str, Callable[[str], bool]]

    def read(self, texts: Mapping[str, str], contract: ContractValue | None) -> ReadRow:
        """What the contract makes of the cells of a row; ``contract``: where it is one of several of a contract.

        Rows share it that are the same but for cells whose form alone matters, where that is right: of those it matters
        whether anything is stated.
        """
        others = (
            texts[name]
            if is_wrong(texts[name]) or is_wrong(texts[name].strip())
            else bool(texts[name].strip())
            for name, is_wrong in self.forms.items()
        )
        return self.rows.read(texts, contract, tuple(others))


def row_reader(header: Header, groups: FileGroups, options: Options) -> RowReader:
    """The reader of the rows of a file that the table cannot judge."""
    forms = {name: is_wrong for name, is_wrong, _ in forms_of(header) if name not in groups.read}
    return RowReader(
        RowsOneByOne(
            header, tuple(name for name in header.names if name not in forms), options, groups.in_table
        ),
        forms,
    )


def part_sums(
    cells: pl.DataFrame, header: Header, backend: Backend, unreadable: Sequence[str] = ()
) -> pl.DataFrame:
    """The sums of contracts over a part (``value_limits.part_sums``)."""
    needed = some_columns(header, value_limits.NEEDED)
    rows = value_limits.rows_that_count(cells.select(needed.names))
    rows.columns = arriving = [
        f"given_{index}" for index in range(rows.width)
    ]  # a point in a name means something to Spark
    frame = with_cell_columns(backend.table(rows), value_columns(needed, arriving), backend)
    counted = frame.select(*value_limits.counted_rows(needed)).filter(nw.col("reference") != "")
    return value_limits.part_sums(backend.collect(counted), unreadable)
