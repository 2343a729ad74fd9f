"""Reading a publisher's file of an index into observations, and saying what became of every line and cell.

Every line is read or left out with a reason; every cell is a value, empty, or among those not understood. The country of a
line is found by its code of three letters, or by its name where the file has no codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import data_file
from dualuse.i18n import N_
from dualuse.inputs.csv_lines import UnreadCell
from dualuse.inputs.data_files import read_toml
from dualuse.inputs.formulas import is_formula
from dualuse.inputs.line_problems import LinesRead
from dualuse.inputs.problems import input_error
from dualuse.sources.countries import alpha_3_codes, country
from dualuse.sources.rights_context.indices import (
    Index,
    Observation,
    indices,
    read_number,
    read_year,
)
from dualuse.sources.rights_context.layouts import Fitted, Value, checksum_of, head_of, layouts, lines_under

FORMATS: Final = ("vdem", "wgi", "pts", "fiw", "rsf", "fotn", "wjp")
_STANDARD_ERRORS: Final = Decimal("1.645")
"""Of a normal distribution, 90 per cent lies within so many standard errors on both sides."""
_PRECISION: Final = Decimal("0.0001")

LEFT_OUT: Final[dict[str, str]] = {
    "blank": N_("an empty line"),
    "territory": N_("no country code: a territory, or a State that is no more"),
    "part": N_("a part of a country, or a group of countries"),
    "former": N_("a State that is no more"),
    "place_unknown": N_("a code or name of a country that is not known here"),
    "year_unread": N_("a year that is none, or lies ahead"),
}
UNREAD: Final[dict[str, str]] = {
    "number_unread": N_("no number: left empty"),
    "outside_scale": N_("not on the scale of the index: left empty"),
    "category_unread": N_("none of the categories of the index: left empty"),
    "interval_unread": N_("no interval around the value: left out"),
    "year_unread": N_("a year that is none, or lies ahead"),
}


@dataclass(slots=True, kw_only=True)
class ContextReport(LinesRead):
    """What became of a file.

    ``values``, ``empty``: cells of indices with data and without; those in ``unread`` count as empty. ``names``: per reason the
    places left out. ``already``: observations passed over since a file named before has them.
    """

    format: str
    values: int = 0
    empty: int = 0
    already: int = 0
    names: dict[str, set[str]] = field(default_factory=dict)
    unread: list[UnreadCell] = field(default_factory=list)
    indices: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The indices found, with their first and last year."""

    def leave_out(self, reason: str, name: str = "") -> None:
        """Count a line that is left out, and keep the name of its place."""
        self.left_out[reason] += 1
        if name:
            self.names.setdefault(reason, set()).add(name)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A file while it is read: its report, observations by key with their line, and cells off the scale by index."""

    path: Path
    report: ContextReport
    columns: Fitted
    decimal_comma: bool
    last_year: int
    observations: dict[tuple[str, str, int], tuple[Observation, int]] = field(default_factory=dict)
    outside: dict[str, list[UnreadCell]] = field(default_factory=dict)

    def is_empty(self, text: str) -> bool:
        return not text or text in self.columns.missing

    def unread(self, line: int, column: str, text: str, remark: str) -> None:
        self.report.unread.append(UnreadCell(line, column, text[:80], remark))


def read_index_file(
    form: str, path: Path, last_year: int | None = None
) -> tuple[list[Observation], ContextReport]:
    """The observations of a file, in its order, and what became of its lines and cells.

    ``form``: one of :data:`FORMATS`. A line gives one observation for each index that the file has; an empty cell gives
    one without data, and so does one that is not understood or lies off the scale, which the report names.
    ``last_year``: a later year is a slip, and its line is left out; default: the year of today.

    Raises:
        InputError: the file is another one, cut short or no text, a country has two lines for a year, or most values of an index
            lie off its scale. Nothing of it is given then.
    """
    if is_formula(path.name):
        raise input_error(
            "context_file_name",
            N_("the name of the file begins as a formula in spreadsheets does"),
            N_("Rename it: the name is kept beside the values"),
            file=str(path),
        )
    report = ContextReport(format=form, file=path.name, checksum=checksum_of(path))
    head = head_of(path, layouts()[form], form)
    reading = _Reading(
        path=path,
        report=report,
        columns=head.columns,
        decimal_comma=head.mark == ";",
        last_year=last_year or date.today().year,
    )
    for line, cells in lines_under(path, head):
        report.lines += 1
        _read_line(reading, line, cells)
    _refuse_other_scale(reading)
    observations = [observation for observation, _ in reading.observations.values()]
    report.indices = years_with_data(observations)
    return observations, report


def years_with_data(observations: Iterable[Observation]) -> dict[str, tuple[int, int]]:
    """Per index the first and the last year with data."""
    years: dict[str, tuple[int, int]] = {}
    for observation in observations:
        if observation.has_data:
            first, last = years.get(observation.index, (observation.year, observation.year))
            years[observation.index] = min(first, observation.year), max(last, observation.year)
    return years


def merged(
    files: Iterable[tuple[list[Observation], ContextReport]],
) -> tuple[list[Observation], list[ContextReport]]:
    """The observations of several files: of an index, country and year the one of the file named first.

    The report of a later file says how many of its observations were passed over.
    """
    by_key: dict[tuple[str, str, int], Observation] = {}
    reports = []
    for observations, report in files:
        new = {observation.key: observation for observation in observations if observation.key not in by_key}
        by_key.update(new)
        reports.append(replace(report, already=len(observations) - len(new)))
    return list(by_key.values()), reports


def _read_line(reading: _Reading, line: int, cells: Mapping[str, str]) -> None:
    report, columns = reading.report, reading.columns
    if not cells:
        report.leave_out("blank")
        return
    place = _place(columns, cells)
    if not place.code:
        name, code = cells.get(columns.name, ""), cells.get(columns.place, "")
        report.leave_out(place.reason, " ".join(filter(None, (name, f"({code})" if code else ""))) or "–")
        return
    year = _year(columns, cells)
    if year is None or year > reading.last_year:
        column = columns.year or columns.edition
        reading.unread(line, column, cells[column], "year_unread")
        report.leave_out("year_unread")
        return
    report.read += 1
    for value in columns.values:
        if value.where is None or cells[value.where[0]] == value.where[1]:
            _keep(
                reading, line, _observation(reading, line, cells, columns=value, place=place.code, year=year)
            )


@dataclass(frozen=True, slots=True)
class Place:
    """An ISO 3166-1 alpha-2 code, or "" and the reason (:data:`LEFT_OUT`) why the line is about no country."""

    code: str
    reason: str = ""


@lru_cache(maxsize=1)
def _code_table() -> dict[str, dict[str, Any]]:
    return read_toml(data_file("sources/rights_context/codes.toml"))


def place_of_code(code: str, parts: Collection[str] = ()) -> Place:
    """The country of a code of three letters. ``parts``: codes that this file gives to a part of their country.

    An empty code is a territory: where a file has codes, its names are not asked, since ``Crimea`` would be found as Ukraine.
    """
    code = code.strip().upper()
    table = _code_table()
    if not code:
        return Place("", "territory")
    if code in parts or code in table["parts"]:
        return Place("", "part")
    if code in table["former"]:
        return Place("", "former")
    known: str = alpha_3_codes().get(code) or table["other"].get(code, "")
    return Place(known, "" if known else "place_unknown")


def place_of_name(name: str, territory: bool) -> Place:
    """The country of a name, in a file without codes. ``territory``: the file says that this is no country."""
    written = " ".join(name.split())
    if territory:
        code = next((code for code, names in _code_table()["territories"].items() if written in names), "")
        return Place(code, "" if code else "territory")
    code = country(written).code
    return Place(code, "" if code else "place_unknown")


def _place(columns: Fitted, cells: Mapping[str, str]) -> Place:
    if columns.place:
        return place_of_code(cells[columns.place], columns.parts)
    return place_of_name(cells[columns.name], territory=cells[columns.kind].casefold() == "t")


def _year(columns: Fitted, cells: Mapping[str, str]) -> int | None:
    if columns.year:
        return read_year(cells[columns.year])
    edition = read_year(cells[columns.edition])
    return None if edition is None else edition - 1


def _keep(reading: _Reading, line: int, observation: Observation) -> None:
    if observation.key in reading.observations:
        raise input_error(
            "context_twice",
            N_("{place} has two lines for {year}; the other is line {other}"),
            N_("Keep one of them: which one is right cannot be told from here"),
            file=str(reading.path),
            line=line,
            place=observation.place,
            year=str(observation.year),
            other=str(reading.observations[observation.key][1]),
        )
    reading.observations[observation.key] = observation, line
    reading.report.values += observation.has_data
    reading.report.empty += not observation.has_data


def _observation(
    reading: _Reading, line: int, cells: Mapping[str, str], *, columns: Value, place: str, year: int
) -> Observation:
    index = indices()[columns.index]
    value, text = None, ""
    if index.categories:
        text = _category(reading, line, cells, columns=columns, index=index)
    else:
        value = _value(reading, line, cells, columns=columns, index=index)
    low, high = _interval(reading, line, cells, columns=columns, index=index, value=value)
    return Observation(
        index=index.key,
        place=place,
        year=year,
        value=value,
        low=low,
        high=high,
        text=text,
        source_file=reading.report.file,
        checksum=reading.report.checksum,
    )


def _category(reading: _Reading, line: int, cells: Mapping[str, str], *, columns: Value, index: Index) -> str:
    text = cells[columns.value]
    if reading.is_empty(text):
        return ""
    if text in index.categories:
        return text
    reading.unread(line, columns.value, text, "category_unread")
    return ""


def _value(
    reading: _Reading, line: int, cells: Mapping[str, str], *, columns: Value, index: Index
) -> Decimal | None:
    text = cells[columns.value]
    if reading.is_empty(text):
        return None
    number = read_number(text, reading.decimal_comma)
    if number is None:
        reading.unread(line, columns.value, text, "number_unread")
        return None
    if not index.holds(number):
        reading.unread(line, columns.value, text, "outside_scale")
        reading.outside.setdefault(index.key, []).append(reading.report.unread[-1])
        return None
    return number.to_integral_value() if index.whole else number


def _interval(
    reading: _Reading,
    line: int,
    cells: Mapping[str, str],
    *,
    columns: Value,
    index: Index,
    value: Decimal | None,
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """The interval around a value, from its ends or from the standard error; none where the file says none."""
    names = [name for name in (columns.low, columns.high, columns.error) if name]
    texts = [cells[name] for name in names]
    if value is None or all(map(reading.is_empty, texts)):
        return None, None
    numbers = [read_number(text, reading.decimal_comma) for text in texts]
    if columns.low and numbers[0] is not None and numbers[1] is not None:
        low, high = numbers[0], numbers[1]
        if low <= value <= high and index.holds(low) and index.holds(high):
            return low, high
    elif columns.error and numbers[-1] is not None and 0 <= numbers[-1] <= 10:
        margin = numbers[-1] * _STANDARD_ERRORS
        return (value - margin).quantize(_PRECISION), (value + margin).quantize(_PRECISION)
    reading.unread(line, names[0], " ".join(texts), "interval_unread")
    return None, None


def _refuse_other_scale(reading: _Reading) -> None:
    """Where most values of an index lie off its scale, the file is on another one: that is no slip in a cell."""
    good = Counter(
        observation.index for observation, _ in reading.observations.values() if observation.has_data
    )
    for key, cells in reading.outside.items():
        if len(cells) > good[key]:
            raise input_error(
                "context_scale",
                N_(
                    "most values of {column} are not on the scale from {low} to {high}, the first of them {cell}"
                ),
                N_("Check which edition and scale the file is of; it cannot be read as this index"),
                file=str(reading.path),
                line=cells[0].line,
                column=cells[0].column,
                low=str(indices()[key].low),
                high=str(indices()[key].high),
                cell=cells[0].text,
            )
