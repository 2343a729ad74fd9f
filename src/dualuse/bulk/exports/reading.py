"""An export as a table of the contract: its columns by a mapping, its cells read, what is not sure told with its row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

import polars as pl

from dualuse.assessment.field_words import path_of_cell
from dualuse.bulk.exports.cell_readers import (
    CellReader,
    ReadCell,
    cell_reader,
    kind_of,
    typed_number,
)
from dualuse.bulk.exports.continuations import Continuations, continuations
from dualuse.bulk.exports.entry_cells import NOTHING_SAID, EntriesSeen, NoneWords
from dualuse.bulk.exports.first_look import first_look, texts_of, typed_cells
from dualuse.bulk.exports.mapping import (
    ColumnMapping,
    NoCountry,
    NoDestination,
    columns_of_entries,
    columns_of_parties_unread,
    country_missing,
    destination_missing,
)
from dualuse.bulk.exports.numbers import (
    OTHERS_DIFFER,
    THREE_IN_DOUBT,
    has_fraction,
    read_day,
    read_number,
)
from dualuse.bulk.exports.page_rows import PageRows, page_rows
from dualuse.bulk.exports.totals import totals_among
from dualuse.bulk.exports.unit_prices import (
    QUANTITY,
    UNIT,
    UNIT_PRICE,
    contract_path,
    values_of_lines,
)
from dualuse.bulk.files.table_file import BadLine, Part, Table
from dualuse.bulk.row_faults import ContractFaults
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, new_problem
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.schema.tables.columns import BAD_HEADING, ColumnPath, column_path
from dualuse.schema.tables.header import ReadHeader, header_of
from dualuse.schema.units import CORRECT_THE_COUNT, COUNT_PARTED, is_count


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportNotes:
    """How an export was read. ``shown``: per column of the file the way of writing that its cells show.

    ``places``: names of places that were taken, each with its code and the number of its cells; ``header_line``: where the
    names of the columns stand. ``totals``: by line the rows that add up others and were left out, each with its text;
    ``names_repeated``: lines that have the names of the columns once more, ``of_pages``: those that are the foot of a page, left out as well.
    ``contradicting``: columns of numbers whose cells show another way of writing than those of another.
    ``of_annex_i``: columns of entries that hold codes of Annex I.
    ``no_destination``: what a person is to say where no row has one; ``no_country``: and of parties without a country.
    ``filled_down``: rows whose order the mapping takes from the row above (``fill_down``).
    ``of_parties``: columns that are not read and may hold a party or its country. ``names``: of all columns of the file.
    """

    mapping: ColumnMapping
    shown: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    header_line: int = 1
    contradicting: Mapping[str, str] = field(default_factory=dict)
    totals: Mapping[int, str] = field(default_factory=dict)
    names_repeated: tuple[int, ...] = ()
    of_pages: Mapping[int, str] = field(default_factory=dict)
    filled_down: int = 0
    of_annex_i: frozenset[str] = frozenset()
    no_destination: NoDestination | None = None
    no_country: NoCountry | None = None
    of_parties: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column that is read: its name in the file, what it is, and the reader of its cells, if they need one."""

    name: str
    path: ColumnPath
    kind: str
    reader: CellReader | None
    mark: str
    """The mark before decimals that its numbers have where they are written again."""


def export_table(table: Table, mapping: ColumnMapping) -> tuple[Table, ExportNotes]:
    """The table of an export as one of the contract, and how it was read.

    Raises:
        InputError: the mapping names a column that the file has not, or reads none.
    """
    _check(table, mapping)
    entries = EntriesSeen(columns_of_entries(mapping))
    look = first_look(table, mapping, entries)
    shown = look.shown
    none_words = entries.none_words(mapping.not_listed)
    columns = [
        _column(name, of_contract, mapping, shown.get(name, ""), none_words.get(name, NOTHING_SAID))
        for name, several in mapping.read.items()
        for of_contract in several
    ]
    fixed = [path for name in mapping.every_row if (path := column_path(name)) is not None]
    carried = tuple(name for name in table.names if name not in mapping.read and name not in BAD_HEADING)
    header = header_of((*(column.path for column in columns), *fixed), carried)
    header = replace(header, called={column.path.name: column.name for column in columns})

    contract_faults = ContractFaults(columns=(*(column.path for column in columns), *fixed))

    def parts() -> Iterator[Part]:
        lines = continuations(mapping, table.names, has_orders=look.has_orders)
        pages = page_rows(mapping.read, table.names)
        read = partial(
            _read, columns=columns, mapping=mapping, faults=contract_faults, lines=lines, pages=pages
        )
        return map(read, table.parts())

    # A price is no value of a line, and sums are of values.
    contract = {
        name: max(several, key=_is_summed)
        for name, several in mapping.read.items()
        if UNIT_PRICE not in several
    }
    converted = replace(table, columns=ReadHeader(header), parts=parts, contract=contract, some=None)
    no_destination, no_country = (
        destination_missing(mapping, table.names),
        country_missing(mapping, table.names),
    )
    return converted, ExportNotes(
        mapping=mapping,
        shown={
            name: way.removesuffix(THREE_IN_DOUBT)
            for name, way in shown.items()
            if not way.endswith(OTHERS_DIFFER)
        },
        contradicting={
            name: way.removesuffix(OTHERS_DIFFER)
            for name, way in shown.items()
            if way.endswith(OTHERS_DIFFER)
        },
        places=look.places,
        header_line=table.header_line,
        totals=look.totals,
        names_repeated=look.names_repeated,
        of_pages=look.of_pages,
        filled_down=look.filled,
        of_annex_i=frozenset(entries.of_annex_i),
        no_destination=no_destination,
        no_country=no_country,
        of_parties=columns_of_parties_unread(mapping, table.names),
        names=tuple(table.names),
    )


def _is_summed(column: str) -> bool:
    """Whether sums are taken of a column, which is told of where one of the file is several."""
    return column in ("items.value", "reference")


def _check(table: Table, mapping: ColumnMapping) -> None:
    missing = [name for name in (*mapping.read, *mapping.fill_down) if name not in table.names]
    if missing:
        text = N_("the mapping names columns that the file has not: {names}")
        remedy = N_('Correct the names, or write "" for what is not read; the file has: {known}')
        names, known = ", ".join(missing)[:500], ", ".join(table.names)[:1000]
        problem = new_problem("mapping_stranger", text, remedy, names=names, known=known)
        raise InputError([problem.located(str(table.path), table.header_line)])
    if not mapping.read and table.unread:
        text = N_(
            "no sheet has columns with names that are known; it was looked for in {sheet}, and in {others}"
        )
        remedy = N_(
            "Put the sheet with the table first, or name its columns as the ERP does or by the paths of a transaction"
        )
        others = ", ".join(table.unread)[:500]
        problem = new_problem("no_columns_in_sheets", text, remedy, sheet=table.sheet, others=others)
        raise InputError([problem.located(str(table.path), table.header_line)])
    if not mapping.read:
        text = N_("no column of the file has a name that is known")
        remedy = N_(
            "Write what the columns are into the file of --map, or name them by the paths of a transaction"
        )
        raise InputError(
            [new_problem("no_columns", text, remedy).located(str(table.path), table.header_line)]
        )


def _column(name: str, of_contract: str, mapping: ColumnMapping, shown: str, said: NoneWords) -> _Column:
    path = contract_path(of_contract)
    assert path is not None, of_contract  # a mapping holds columns of the contract alone
    kind = kind_of(path)
    mark = (mapping.locale.decimal or shown[:1] or ".") if kind == "number" else "."
    reader = cell_reader(path, name, mapping.locale, shown, said)
    return _Column(name=name, path=path, kind=kind, reader=reader, mark=mark)


# The cells.


def _read(
    part: Part,
    *,
    columns: list[_Column],
    mapping: ColumnMapping,
    faults: ContractFaults,
    lines: Continuations,
    pages: PageRows,
) -> Part:
    totals = totals_among(part, mapping.read)
    of_pages = pages.among(part, {*totals.sure, *totals.unsure})
    left_out, unclear = {**totals.sure, **of_pages.left_out}, {**totals.unsure, **of_pages.unsure}
    part, continued, _ = lines.settled(part, left_out, unclear)
    problems: dict[int, list[Problem]] = {
        row: [problem] for row, problem in (continued | dict(totals.unsure)).items()
    }
    read: list[pl.Series] = []
    shown = part.cells
    for column in columns:
        texts = part.cells[column.name].fill_null("")
        if column.reader is None:
            read.append(texts.alias(column.path.name))
            continue
        cells, again = _column_read(part, column, texts, problems)
        read.append(cells.alias(column.path.name))
        if again is not None:
            shown = shown.with_columns(again.alias(column.name))
    frame = pl.DataFrame(read).with_columns(
        pl.lit(cell).alias(name) for name, cell in mapping.every_row.items()
    )
    if mapping.price:
        frame = values_of_lines(frame, mapping.price)
    written = {column.path.name: column.name for column in columns}
    _check_counts(frame, shown, written.get(QUANTITY, ""), problems)
    for row in left_out:
        problems.pop(row, None)
    problems |= {row: [problem] for row, problem in of_pages.unsure.items()}
    for row, of_row in problems.items():
        if row not in unclear:
            of_row += faults.beside(of_row, frame.row(row, named=True))
    return part_without(problems, part, frame, shown, left_out=left_out)


def part_without(
    problems: Mapping[int, list[Problem]],
    part: Part,
    frame: pl.DataFrame,
    shown: pl.DataFrame,
    *,
    left_out: Collection[int] = (),
) -> Part:
    """The part with other cells, without the rows that have problems, which are rows to mend.

    Args:
        problems: by the position of the row.
        part: as it was read.
        frame: its cells as those of the contract.
        shown: its cells as a row to be mended shows them.
        left_out: rows that are none of the table, and nothing to mend.
    """
    bad = [*part.bad]
    for row in sorted(problems):
        first, *more = problems[row]
        fields = tuple(cell or "" for cell in shown.row(row))
        cells = {name: cell or "" for name, cell in frame.row(row, named=True).items()}
        bad.append(BadLine(part.lines[row], fields, first, tuple(more), cells))
    kept = same_in_each_row(True, frame.height, pl.Boolean)
    if gone := sorted({*problems, *left_out}):
        kept = kept.scatter(gone, False)
    return Part(
        cells=frame.filter(kept),
        lines=part.lines.filter(kept),
        bad=tuple(bad),
        done=part.done,
        as_read=part.as_read.filter(kept),
        shown=shown.filter(kept),
    )


def _column_read(
    part: Part, column: _Column, texts: pl.Series, problems: dict[int, list[Problem]]
) -> tuple[pl.Series, pl.Series | None]:
    """The cells of a column as the contract writes them, and how numbers are written again where a row is to be mended."""
    reader = column.reader
    assert reader is not None
    typed = typed_cells(part, column.name, column.kind)
    of_text = {text: _read_text(reader, text) for text in texts_of(part, column.name, column.kind).unique()}
    wrong = [text for text, cell in of_text.items() if cell.problem is not None]
    cells = texts.replace_strict(
        {text: cell.text for text, cell in of_text.items()}, default="", return_dtype=pl.String
    )
    is_wrong = texts.is_in(wrong)
    if typed is not None:
        numbers = texts.replace_strict(
            {text: typed_number(text).text for text in texts.filter(typed).unique()},
            default="",
            return_dtype=pl.String,
        )
        cells, is_wrong = cells.zip_with(~typed, numbers), is_wrong & ~typed
    for row in is_wrong.arg_true():
        problem = of_text[texts[row]].problem
        assert problem is not None
        problems.setdefault(row, []).append(problem)
    if column.kind not in ("number", "day"):
        return cells, None
    again = cells.str.replace(".", column.mark, literal=True) if column.kind == "number" else cells
    # What says the same by itself stays as somebody wrote it; only what the column settled is written anew.
    alone = [text for text, cell in of_text.items() if _is_sure_alone(text, cell.text, column.kind)]
    return cells, texts.zip_with(is_wrong | (cells == "") | texts.is_in(alone), again)


def _is_sure_alone(text: str, cell: str, kind: str) -> bool:
    """Whether a number or a day is read as ``cell`` without the other cells of its column."""
    if not cell:
        return False
    if kind == "day":
        return read_day(text.strip()).values == (cell,)
    values = read_number(text.strip()).values
    return len(values) == 1 and Decimal(values[0]) == Decimal(cell)


def _read_text(reader: CellReader, text: str) -> ReadCell:
    stripped = text.strip()
    return reader(stripped) if stripped else ReadCell()


def _check_counts(
    frame: pl.DataFrame, file_cells: pl.DataFrame, name: str, problems: dict[int, list[Problem]]
) -> None:
    """A count has no fraction. ``file_cells``: as a row to be mended shows them; ``name``: of its quantities, "" where no column has them."""
    if QUANTITY not in frame.columns or UNIT not in frame.columns:
        return
    counting = [unit for unit in frame[UNIT].unique() if unit and is_count(unit)]
    parted = [number for number in frame[QUANTITY].unique() if number and has_fraction(number)]
    path = path_of_cell(name, QUANTITY) if name else QUANTITY
    for row in (frame[UNIT].is_in(counting) & frame[QUANTITY].is_in(parted)).arg_true():
        params = {"value": file_cells[name][row] if name else frame[QUANTITY][row], "unit": frame[UNIT][row]}
        problems.setdefault(row, []).append(
            new_problem("count_parted", COUNT_PARTED, CORRECT_THE_COUNT, path=path, **params)
        )
