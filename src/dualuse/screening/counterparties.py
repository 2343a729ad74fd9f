"""Reading counterparties, line by line: JSON Lines in the shape of FollowTheMoney, or CSV with columns of the same names.

A line that cannot be read costs nothing but itself: it comes as a problem in its place, and reading goes on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from dualuse.i18n import N_, Message
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
from dualuse.inputs.opening import StandsTwiceError, each_once, known_suffix, opened
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem
from dualuse.screening.matching.screened import Query
from dualuse.screening.properties import KNOWN, Counterparty, counterparty, values_of

FORMATS: Final = ("jsonl", "csv")
_JSON_SUFFIXES: Final = (".jsonl", ".json", ".ndjson", ".ijson")
_CSV_SUFFIXES: Final = (".csv", ".tsv")
SUFFIXES: Final = (*_JSON_SUFFIXES, *_CSV_SUFFIXES)
"""How the names of files end that are read."""
_OTHERS: Final = ("id", "schema")
"""Columns beside the properties."""
_LONGEST: Final = 50
"""Lines that one cell may go over."""

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a file: the party in it, or what is wrong. ``id`` as far as it could be read."""

    number: int
    id: str
    query: Query | None
    unread: tuple[Message, ...] = ()
    problem: Problem | None = None
    doubts: tuple[Problem, ...] = ()
    """What is wrong with a party that is screened all the same, without it: a country that does not exist."""


def read_counterparties(
    file: str,
    standard_input: BinaryIO | None = None,
    form: str = "",
    done: Callable[[int], None] | None = None,
) -> Iterator[Line]:
    """The counterparties of ``file`` (``-``: standard input); ``done`` receives the number of bytes read so far.

    ``form``: the format; "" as the name of the file says, and JSON Lines of standard input.

    Raises:
        InputError: the file cannot be opened, has no known format, or a CSV has no header that can be used.
    """
    suffix = "" if form or file == "-" else known_suffix(file, SUFFIXES)
    done = done or (lambda number: None)
    with opened(file, standard_input) as stream:
        if form == "csv" or suffix in _CSV_SUFFIXES:
            yield from _csv(stream, file, done)
        else:
            for content, number in numbered_lines(stream, file, done):
                yield _json_line(content, file, number)


def check_file(file: str, form: str = "") -> None:
    """Check that a file can be opened, its header read, and that a party stands in it, before anything that takes time.

    What can be read only once, such as a pipe, is left alone.

    Raises:
        InputError: as :func:`read_counterparties`, or nobody is named in it.
    """
    path = Path(file)
    if file == "-" or path.is_fifo() or path.is_char_device() or path.is_socket():
        return
    if next(read_counterparties(file, form=form), None) is None:
        raise no_party(file)


def no_party(file: str) -> InputError:
    """What is said of a file in which nobody is named: "no hit" would be said of nobody."""
    what = N_("no party stands in the file, so nobody was screened")
    todo = N_("Write each party in a line below the names of the columns (name, country), or export it again")
    return input_error("no_party", what, todo, file=file)


def _line(file: str, number: int, identifier: str, party: Counterparty | Problem) -> Line:
    if isinstance(party, Problem):
        return Line(number=number, id=identifier, query=None, problem=party.located(file, number))
    doubts = tuple(problem.located(file, number) for problem in party.problems)
    return Line(number=number, id=identifier, query=party.query, unread=party.messages, doubts=doubts)


# JSON Lines


def _json_line(content: bytes, file: str, number: int) -> Line:
    try:
        data = json.loads(content, object_pairs_hook=each_once)
    except StandsTwiceError as error:
        return _line(file, number, "", _twice(str(error)))
    except (ValueError, RecursionError):
        return _line(file, number, "", line_not_json())
    identifier = (values_of(data.get("id")) or [""])[0] if isinstance(data, dict) else ""
    if is_broken(identifier):
        fault = new_problem(
            "property_malformed", N_("this is not a list of texts"), N_('Write ["…", "…"]'), path="id"
        )
        return _line(file, number, "", fault)
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        what = N_("the line is not a party")
        todo = N_('Write {"id": …, "schema": "Person", "properties": {"name": […], "country": […]}}')
        return _line(file, number, identifier, new_problem("line_no_party", what, todo))
    properties: dict[str, list[str]] = {}
    for name, value in data["properties"].items():
        texts = values_of(value)
        if texts is not None:
            properties[name] = [text for text in texts if not is_broken(text)]
        if name in KNOWN and (texts is None or len(properties[name]) < len(texts)):
            fault = new_problem(
                "property_malformed", N_("this is not a list of texts"), N_('Write ["…", "…"]'), path=name
            )
            return _line(file, number, identifier, fault)
    schema = data.get("schema") or ""
    if not isinstance(schema, str):
        schema = "?"
    return _line(file, number, identifier, counterparty(identifier, schema, properties))


def _twice(name: str) -> Problem:
    what = N_("{name} stands twice")
    return new_problem("stands_twice", what, N_("Write all its values in one place"), name=name)


def _same(columns: list[str]) -> Problem:
    what = N_("{names} may each be the same of a party")
    todo = N_(
        "Name one of them name, country or address; rows with several parties are screened with dualuse bulk --screen"
    )
    return new_problem("columns_alike", what, todo, names=", ".join(columns))


# CSV


def _csv(stream: BinaryIO, file: str, done: Callable[[int], None]) -> Iterator[Line]:
    lines = Lines(stream, done)
    header, separator = _header(lines.take(), file)
    for number, first, cells in lines.records(separator, _LONGEST):
        if not cells:
            identifier = first.partition(separator)[0].strip() if header[:1] == ["id"] else ""
            yield _line(file, number, identifier, quote_wrong())
        elif any(cell.strip() for cell in cells):
            yield _row(header, cells, file, number)


def _row(header: list[str], cells: list[str], file: str, number: int) -> Line:
    row = dict(zip(header, cells, strict=False))
    identifier = row.pop("id", "").strip()
    if len(cells) != len(header):
        return _line(file, number, identifier, fields_wrong(len(cells), len(header)))
    if any(is_broken(cell) for cell in cells):
        return _line(file, number, "", line_encoding())
    return _line(file, number, identifier, counterparty(identifier, row.pop("schema", ""), _values(row)))


def _values(row: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        name: [text for part in cell.split(";") if (text := part.strip())]
        for name, cell in row.items()
        if name in KNOWN
    }


def columns_taken(file: str, form: str = "") -> Message | None:
    """What usual names of columns a CSV was read by, to be told: they are guessed; and what was not read. None where it has only names of properties.

    What can be read only once is left alone.
    """
    path = Path(file)
    if not path.is_file() or not (form == "csv" or (not form and path.suffix.casefold() in _CSV_SUFFIXES)):
        return None
    with opened(file, None) as stream:
        written, names, _ = _columns(Lines(stream, lambda number: None).take())
    guessed = [f"{own} = {name}" for own, name in zip(written, names, strict=True) if own != name]
    unread = [name for name in names if name not in KNOWN and name not in _OTHERS and name]
    if not guessed and not unread:
        return None
    if not guessed:
        text = N_("{file}: columns not read: {unread}")
    elif unread:
        text = N_("{file}: columns read by their usual names: {columns}; not read: {unread}")
    else:
        text = N_("{file}: columns read by their usual names: {columns}")
    return Message(
        "columns_taken", text, {"file": file, "columns": ", ".join(guessed), "unread": ", ".join(unread)}
    )


def _columns(first: str) -> tuple[list[str], list[str], str]:
    """The names of a header as written and as properties, and the separator by which most of them are known."""
    best: tuple[int, list[str], list[str], str] = (0, [], [], ",")
    for separator in SEPARATORS:
        try:
            written = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        except csv.Error:
            continue
        names = _as_properties(written)
        known = sum(name in KNOWN or name in _OTHERS for name in names)
        if known > best[0]:
            best = (known, written, names, separator)
    return best[1:]


def _as_properties(written: list[str]) -> list[str]:
    """Each name as that of a property, where it is a usual name of one that the header does not name itself."""
    stated = {name for name in written if name in KNOWN or name in _OTHERS}
    if stated.issuperset(written):
        return written
    from dualuse.schema.tables.export_words import usual_property  # it loads the contract

    return [
        name if name in stated else usual if (usual := usual_property(name)) not in {"", *stated} else name
        for name in written
    ]


def _header(first: str, file: str) -> tuple[list[str], str]:
    written, names, separator = _columns(first)
    for name in (*KNOWN, *_OTHERS):
        if names.count(name) > 1:
            same = [own for own, property_ in zip(written, names, strict=True) if property_ == name]
            raise InputError([(_twice(name) if set(same) == {name} else _same(same)).located(file, 1)])
    # A row in which every column says something shows whether the columns are enough to name a party.
    problem = counterparty("", "", {name: ["1962"] for name in names if name not in ("id", "schema")})
    if isinstance(problem, Problem):
        if problem.what.code == "name_missing":
            what = N_("no column is called name")
            todo = N_("Name the columns in the first line: id, schema, name, country")
            problem = new_problem("column_missing", what, todo)
        raise InputError([replace(problem, path="").located(file, 1)])
    return names, separator
