"""The parts of a file judged one after the other, and rows that the table could not judge, each by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import polars as pl

from dualuse.assessment.member_state import ContractValue
from dualuse.bulk.backends.backend import ROW, Backend
from dualuse.bulk.deriver import Deriver
from dualuse.bulk.evaluate_table import judged_cells
from dualuse.bulk.file_groups import FileGroups, groups_of
from dualuse.bulk.files.table_file import Part
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import REASONS, ReasonTexts
from dualuse.bulk.rows_one_by_one import ReadRow, RowsOneByOne
from dualuse.bulk.sums.file_sums import DECIMALS, FileSums
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.language.provision import Effect
from dualuse.schema.tables.cell_forms import form_checks
from dualuse.schema.tables.header import Header
from dualuse.schema.units import is_count


@dataclass(frozen=True, slots=True)
class EvaluatedPart:
    """``answers``: the rows of a part as :func:`evaluate_table.judged_cells` gives them, None where it has none.

    ``refused``: why rows are refused, by their position.
    """

    answers: pl.DataFrame | None
    refused: Mapping[int, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class PartEvaluator:
    """Judges the parts of a table, one after the other; what one part has shown is remembered for the next.

    ``header``: the columns of the contract; ``backend``: where the expressions run; ``sums``: of all parts; ``texts``: the reasons, which
    are numbers in answers; ``size``: of the table, in what ``done`` of its parts is counted in, 0 where it is not known.
    """

    header: Header
    backend: Backend
    options: Options
    sums: FileSums
    texts: ReasonTexts
    size: int = 0

    def evaluated(self, part: Part) -> EvaluatedPart:
        """The answers of the rows of a part."""
        if part.cells.is_empty():
            return EvaluatedPart(None)
        deriver = self._deriver
        deriver.rows_expected = deriver.rows_expected or part.cells.height * self.size // max(1, part.done)
        judged = judged_cells(
            part.cells, self.header, self.backend, self.options, deriver, self.sums, self._groups
        )
        apart = (
            judged["wrong"]
            | self._may_lift_a_ban(part.cells, judged)
            | self._parts_a_count(part.cells, judged)
        )
        if not apart.any():
            return EvaluatedPart(judged)
        return self._read_one_by_one(part.cells, judged, judged[ROW].filter(apart).to_list())

    def _may_lift_a_ban(self, cells: pl.DataFrame, judged: pl.DataFrame) -> pl.Series:
        """Whether a row is forbidden, and an authorisation held says under which acts it was granted.

        Whether a ground of the derogation is left out there is no fact of the law, which a table has: such rows are few, and read one by one.
        """
        acts = [column.name for column in self.header.columns if column.field == "authorisations.acts"]
        if not acts or not self.options.reasons:
            return same_in_each_row(False, judged.height, pl.Boolean)
        forbidden = (judged["range_low"].cast(pl.String) == Effect.PROHIBITED.word).fill_null(False)
        names_act = pl.any_horizontal(pl.col(acts).fill_null("").str.strip_chars() != "")
        return forbidden & cells[judged[ROW]].select(names_act).to_series()

    def _parts_a_count(self, cells: pl.DataFrame, judged: pl.DataFrame) -> pl.Series:
        """Whether a row has a number of pieces that may not be whole; the contract says so of the row itself."""
        parted = same_in_each_row(False, cells.height, pl.Boolean)
        for number, unit in counted_columns(self.header):
            units = cells[unit].fill_null("").str.strip_chars()
            counting = [text for text in units.unique() if is_count(text)]
            fractions = cells[number].fill_null("").str.contains(_FRACTION)
            parted |= units.is_in(counting) & fractions
        return parted.gather(judged[ROW])

    @cached_property
    def _deriver(self) -> Deriver:
        return Deriver(today=self.options.today, reasons=self.texts)

    @cached_property
    def _groups(self) -> FileGroups:
        return groups_of(self.header, self.sums.in_table, self.options.rules, self.options.policies)

    @cached_property
    def _reader(self) -> RowReader:
        return row_reader(self.header, self._groups, self.options)

    def _read_one_by_one(self, cells: pl.DataFrame, judged: pl.DataFrame, apart: list[int]) -> EvaluatedPart:
        """The rows ``apart``, those that seemed wrong among them, each read by the contract: refused with its reasons, or judged after all."""
        contracts = contract_values(self.sums.of_contracts)
        refused: dict[int, str] = {}
        answers: list[dict[str, Any]] = []
        for row, of_row in zip(apart, cells[apart].iter_rows(named=True), strict=True):
            texts = {name: cell or "" for name, cell in of_row.items()}
            read = self._reader.read(texts, contracts.get(" ".join(texts.get("reference", "").split())))
            if read.refused:
                refused[row] = read.refused
            else:
                answers.append({ROW: row, "wrong": False, **self._in_numbers(read.answer)})
        if answers:
            schema = {name: judged.schema[name] for name in answers[0] if name in judged.schema}
            judged = judged.update(pl.DataFrame(answers, schema=schema), on=ROW, how="left")
        judged = judged.with_columns(wrong=pl.col("wrong") | pl.col(ROW).is_in(list(refused)))
        return EvaluatedPart(judged, refused)

    def _in_numbers(self, answer: Mapping[str, str]) -> dict[str, str | int]:
        if not self.options.reasons:
            return dict(answer)
        return {**answer, REASONS: self.texts.number_of_text(answer[REASONS])}


_FRACTION: Final = r"\.\d*[1-9]"
"""In a number that is not whole."""


def counted_columns(header: Header) -> Iterator[tuple[str, str]]:
    """The columns of numbers, each with that of its unit: of the item, and of what is left of authorisations."""
    for number, unit in (("quantity", "unit"), ("left", "left_unit")):
        for column in header.columns:
            beside = column.name.removesuffix(number) + unit
            if column.path[-1] == number and beside in header.by_name:
                yield column.name, beside


def contract_values(sums: pl.DataFrame | None) -> dict[str, ContractValue]:
    """What contracts of several rows come to, by reference; ``sums``: of these, None where there is none."""
    if sums is None:
        return {}
    return {
        reference: ContractValue(_amount(least), None if unclear else _amount(most))
        for reference, least, most, unclear in sums.iter_rows()
    }


def _amount(total: float) -> Decimal:
    return Decimal(str(round(total, DECIMALS)))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows one by one; ``forms``: per column of which only the form matters, where a cell has not that form.

    ``counted``: the columns of numbers that may be counts, each with that of its unit.
    """

    rows: RowsOneByOne
    forms: Mapping[str, Callable[[str], bool]]
    counted: tuple[tuple[str, str], ...] = ()

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
        parted = (
            f"{texts[number]} {texts[unit]}"
            for number, unit in self.counted
            if re.search(_FRACTION, texts[number]) and is_count(texts[unit])
        )
        return self.rows.read(texts, contract, (*others, *parted))


def row_reader(header: Header, groups: FileGroups, options: Options) -> RowReader:
    """The reader of the rows of a file that the table cannot judge."""
    forms = {name: is_wrong for name, is_wrong in form_checks(header).items() if name not in groups.read}
    return RowReader(
        RowsOneByOne(
            header=header,
            names=tuple(name for name in header.names if name not in forms),
            options=options,
            in_table=groups.in_table,
        ),
        forms,
        tuple(counted_columns(header)),
    )
