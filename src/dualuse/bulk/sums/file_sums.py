"""What is summed over all rows of a file before any is judged: the values of contracts, and what is drawn on authorisations.

Rows with the same reference are items of one contract (Art. 9, national law). What it comes to is a least and a most, since an item
that nobody has looked up in the national lists may count or not; the most is unclear where an item that may be nationally
listed has no value or another currency. What a row adds is said of classes of rows by the same functions as of one
transaction (``assessment/member_state.py``); what is drawn on authorisations: ``authorisation_sums`` beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import narwhals as nw
import polars as pl

from dualuse.assessment.authorisations.remaining_amounts import Left
from dualuse.assessment.member_state import counted
from dualuse.bulk.authorisation_rows import OF_LINE
from dualuse.bulk.backends.backend import Backend
from dualuse.bulk.cell_validation import EMPTY, OTHER, USABLE, value_columns
from dualuse.bulk.sums.authorisation_sums import AMOUNTS, AUTHORISATIONS, AuthorisationSums
from dualuse.engine.tables.expressions import Expressions
from dualuse.law.language.logic import Truth
from dualuse.schema.tables.cell_forms import BLANKS
from dualuse.schema.tables.header import Header, some_columns

LEAST: Final = "value_least"
"""Column with the least that the contract of a row comes to, the row itself counted."""
MOST: Final = "value_most"
"""Column with the most that it comes to; null where that is unclear."""
_OF_VALUES: Final = (
    "reference",
    "items.value",
    "items.currency",
    "items.national_entries",
    "items.kind",
)
"""Columns that the sums of contracts rest on."""
_SUMMED: Final = frozenset({*_OF_VALUES, *(f"items.{name}" for name in AMOUNTS)})
"""Columns that the sums rest on."""
COUNTS: Final = ("value_counts", "value_may_count", "value_unclear")
_SUMS: Final[Mapping[str, type[pl.DataType]]] = {
    "reference": pl.String,
    "value_counts": pl.Float64,
    "value_may_count": pl.Float64,
    "value_unclear": pl.Int64,
    "items": pl.Int64,
}
DECIMALS: Final = 6
_PARTS: Final = 16
"""Parts whose sums are kept apart: contracts come up in several."""

Parts: TypeAlias = Callable[[frozenset[str]], Iterable[tuple[pl.DataFrame, Sequence[Mapping[str, str]]]]]
"""Reads a file, as often as it is called: of each part its cells, some columns of the contract at least, and the fields of its rows that
cannot be read."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Columns for what contracts come to: ``of_rows`` first, then the ``reference`` that sums are joined on, if any."""

    of_rows: tuple[nw.Expr, ...]
    reference: tuple[nw.Expr, ...]
    of_contracts: tuple[nw.Expr, ...]


@dataclass(frozen=True, slots=True)
class FileSums:
    """What the rows of a file come to together.

    ``of_contracts``: by reference, of contracts with several rows, if any. ``in_table``: by reference what is drawn on authorisations
    that several rows name. ``are_apart``: each row is known to be all of its contract. ``totals``: columns for what that comes to.
    """

    of_contracts: pl.DataFrame | None
    in_table: Mapping[str, Left]
    are_apart: bool
    totals: Totals


def file_sums(header: Header, backend: Backend, parts: Parts) -> FileSums:
    """What the rows of a file come to, by one look at all of them where it matters.

    Where no reference comes up twice, no contract is summed: that is looked for first, and mostly shows in the first part.

    Args:
        header: the columns of the contract.
        backend: where the expressions run.
        parts: of the file.
    """
    has_values = _has_values(header)
    has_authorisations = any(column.field == "authorisations.reference" for column in header.columns)
    if not has_values and not has_authorisations:
        return no_sums(backend.expressions)
    of_contracts, of_values = _ContractsApart(header), _ValueSums(header, backend)
    of_authorisations: AuthorisationSums | None = None
    if has_authorisations:
        for cells, unreadable in parts(_SUMMED | _of_authorisations(header)):
            of_contracts.add(cells, unreadable)
            of_values.add(cells, unreadable)
            of_authorisations = of_authorisations or AuthorisationSums(header)
            of_authorisations.add(cells, unreadable)
    else:
        for cells, unreadable in parts(frozenset({"reference"})):
            of_contracts.add(cells, unreadable)
            if not of_contracts.may_be_single:
                break
        if not of_contracts.are_single:
            for cells, unreadable in parts(frozenset(_OF_VALUES)):
                of_values.add(cells, unreadable)
    sums = of_values.of_contracts
    make = backend.expressions
    reference = None if sums is None else _reference(header.held["reference"], make)
    in_table = of_authorisations.in_table if of_authorisations is not None else {}
    return FileSums(sums, in_table, of_contracts.apart, _totals(reference, make))


def _of_authorisations(header: Header) -> frozenset[str]:
    """The columns that the sums of authorisations rest on."""
    return frozenset(
        column.name
        for column in header.columns
        if column.path[0] == AUTHORISATIONS or column.field in OF_LINE
    )


def _has_values(header: Header) -> bool:
    """Whether a file can hold several rows of one contract that a value limit could reach."""
    return "reference" in header.by_name and "items.value" in header.by_name


class _ContractsApart:
    """Whether each row of a table is all of its contract, as the limit of §§ 9(3) and 11(5) AWV asks.

    ``may_be_single``: whether the sums of contracts may know each of the rows so far as the only one of its contract, too.
    """

    def __init__(self, header: Header) -> None:
        self._looked_at = self.may_be_single = _has_values(header)
        self._references: list[pl.DataFrame] = []

    def add(self, cells: pl.DataFrame, unreadable: Iterable[Mapping[str, str]]) -> None:
        """A part of the table: its cells, and the fields of rows that cannot be read."""
        if not self._looked_at:
            return
        unread = [fields.get("reference", "") for fields in unreadable]
        both = pl.concat([cells["reference"].cast(pl.String), pl.Series("reference", unread, pl.String)])
        named = both.str.replace_all(r"\s+", " ").str.strip_chars()
        hashes = _two_hashes(named.filter(named != ""))
        if hashes["first"].n_unique() < hashes.height and not named.filter(named != "").is_unique().all():
            self._looked_at = self.may_be_single = False
            self._references.clear()
            return
        self._references.append(hashes)
        # What the sums take for a name, and what a name is to them in rows that cannot be read, is another thing where signs are odd.
        of_unread = named[cells.height :].to_list()
        is_odd = (named == "") & (both.str.strip_chars(BLANKS) != "")
        if is_odd.any() or of_unread != [" ".join(text.split()) for text in unread]:
            self.may_be_single = False

    @property
    def apart(self) -> bool:
        """Whether it is known that no two rows have the same reference."""
        if not self._looked_at or not self._references:
            return self._looked_at
        every = pl.concat(self._references)
        # The second number is looked at only where the first does not tell two apart.
        return every["first"].n_unique() == every.height or not every.is_duplicated().any()

    @property
    def are_single(self) -> bool:
        """Whether the sums of contracts know each row as the only one of its contract, too."""
        return self.may_be_single and self.apart


def _two_hashes(references: pl.Series) -> pl.DataFrame:
    """Sixteen bytes for each reference, however long it is: two of a hundred million are the same by chance once in 10²²."""
    return pl.DataFrame({"first": references.hash(seed=0), "second": references.hash(seed=1)})


class _ValueSums:
    """The sums of contracts over the parts of a file."""

    def __init__(self, header: Header, backend: Backend) -> None:
        self._header: Final = header if _has_values(header) else None
        self._backend: Final = backend
        self._parts: list[pl.DataFrame] = []

    def add(self, cells: pl.DataFrame, unreadable: Iterable[Mapping[str, str]]) -> None:
        """Sum over a part; ``unreadable``: the fields of rows that cannot be read."""
        if self._header is None:
            return
        references = [fields["reference"] for fields in unreadable if "reference" in fields]
        self._parts.append(_part_sums(cells, self._header, self._backend, references))
        if len(self._parts) >= _PARTS:
            self._parts = [_added_sums(self._parts)]

    @property
    def of_contracts(self) -> pl.DataFrame | None:
        """The sums by reference, of contracts with several rows, if any."""
        if not self._parts:
            return None
        joined = _joined_sums(self._parts)
        return None if joined.is_empty() else joined


def _part_sums(
    cells: pl.DataFrame, header: Header, backend: Backend, unreadable: Sequence[str]
) -> pl.DataFrame:
    """The sums of contracts over a part; ``unreadable``: the references of rows that cannot be read."""
    needed = some_columns(header, _OF_VALUES)
    rows = _rows_that_count(cells.select(needed.names))
    rows.columns = arriving = [
        f"given_{index}" for index in range(rows.width)
    ]  # a point in a name means something to Spark
    make = backend.expressions
    prepared, of_cells = value_columns(needed, arriving, make)
    frame = backend.table(rows).select(*prepared).with_columns(*of_cells)
    counted = frame.select(_reference(needed.held["reference"], make), *_counts(make))
    counted = counted.filter(make.col("reference") != "")
    return _sums_of_rows(backend.collect(counted), unreadable)


def _rows_that_count(cells: pl.DataFrame) -> pl.DataFrame:
    """The rows without those of which it is stated that no national list has them: they count for nothing."""
    listing = "items.national_entries"
    if listing not in cells.columns:
        return cells
    return cells.filter(pl.col(listing).cast(pl.String).str.strip_chars().ne_missing("[]"))


def _sums_of_rows(rows: pl.DataFrame, of_bad_rows: Sequence[str]) -> pl.DataFrame:
    """Per reference: the sums of what counts and of what may, how many rows are unclear, and how many rows there are.

    Args:
        rows: each with its reference and what it adds to the sum of its contract.
        of_bad_rows: references of rows that cannot be read.
    """
    references = pl.Series("reference", [" ".join(text.split()) for text in of_bad_rows], dtype=pl.String)
    unclear = pl.DataFrame({"reference": references}).select(
        "reference",
        value_counts=0.0,
        value_may_count=0.0,
        value_unclear=pl.lit(1, pl.Int64),
    )
    every = pl.concat([rows, unclear]).filter(pl.col("reference") != "")
    return every.group_by("reference").agg(pl.col(COUNTS).sum(), pl.len().cast(pl.Int64).alias("items"))


def _added_sums(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The sums of several parts of a file, as one part has them."""
    if len(parts) == 1:
        return parts[0]
    return (
        pl.concat([pl.DataFrame(schema=_SUMS), *parts])
        .group_by("reference")
        .agg(pl.col(*COUNTS, "items").sum())
    )


def _joined_sums(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The sums of all parts of a file, of contracts with more than one row."""
    return (
        _added_sums(parts)
        .filter(pl.col("items") > 1)
        .select(
            "reference",
            value_sum="value_counts",
            value_may_sum="value_may_count",
            value_unclear_sum="value_unclear",
        )
    )


def _reference(column: str, make: Expressions) -> nw.Expr:
    """The reference as the contract reads it: blanks in it are one."""
    cell = make.col(column).str.strip_chars(BLANKS)
    return cell.str.replace_all(r"\s+", " ").alias("reference")


_LISTED: Final[Mapping[int, Truth]] = {EMPTY: None, USABLE: False, OTHER: True}
"""Whether a national list has the item, by what its cell of national entries is."""


def _where(which: str, make: Expressions, *, itself: bool = False) -> nw.Expr:
    """Whether a row adds to its contract ``surely`` or ``perhaps``, or leaves the sum ``unclear`` (``counted``).

    ``itself``: as the item asked about, else as another one of the contract.
    """
    usable = ((make.col("value_state") == USABLE) & (make.col("value_currency") == USABLE)).cast(make.Int32)
    numbers = [
        2 * cell + is_usable
        for cell, listed in _LISTED.items()
        for is_usable in (False, True)
        if getattr(counted(listed, is_usable, itself), which)
    ]
    return (make.col("value_listing") * make.lit(2) + usable).is_in(numbers)


def _counts(make: Expressions) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """What a row surely adds to the sum of its contract, what it may add, and 1 where that is unclear."""
    return (
        _value(_where("surely", make), make).alias("value_counts"),
        _value(_where("perhaps", make), make).alias("value_may_count"),
        _where("unclear", make).cast(make.Int64).alias("value_unclear"),
    )


def _value(where: nw.Expr, make: Expressions) -> nw.Expr:
    return make.when(where).then(make.col("value_amount")).otherwise(make.lit(0.0))


def _totals(reference: nw.Expr | None, make: Expressions) -> Totals:
    """What the contract of each row comes to; ``reference``: that of the row, where there are contracts with several."""
    least, most = _value(_where("surely", make, itself=True), make), make.col("value_may_count")
    unclear = make.col("value_unclear")
    if reference is not None:
        alone = make.col("value_sum").is_null()
        itself = least - make.col("value_counts")
        least = make.when(alone).then(least).otherwise(make.col("value_sum") + itself)
        most = make.when(alone).then(most).otherwise(make.col("value_may_sum"))
        unclear = make.when(alone).then(unclear).otherwise(make.col("value_unclear_sum"))
    clear = make.when(unclear == 0).then(most.round(DECIMALS)).otherwise(make.lit(None, dtype=make.Float64))
    ends = (least.round(DECIMALS).alias(LEAST), clear.alias(MOST))
    return Totals(_counts(make), () if reference is None else (reference,), ends)


def no_sums(make: Expressions) -> FileSums:
    """Of a file of which nothing is summed; ``make``: what makes the expressions."""
    return FileSums(None, {}, False, _totals(None, make))
