"""How the columns of an export are read: guessed from their names, or read from a file, and written for the next time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dualuse.bulk.columns import column_path
from dualuse.bulk.exports.words import (
    NOTHING_STATED,
    Locale,
    column_called,
    is_country_of_somebody,
    locales,
    other_list,
    preferred_day,
)
from dualuse.bulk.files.formulas import BAD_HEADING
from dualuse.i18n import N_
from dualuse.inputs.opening import opened
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem, suggestion

_MOST_BYTES: Final = 1_000_000
_DAYS: Final = ("dmy", "mdy")
_TABLES: Final = ("columns", "locale", "every_row")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: names of the file to columns of the contract, one or several; none for those that are not read.

    ``every_row``: by column of the contract the cell that each row has; ``locale``: how numbers and days are written, as
    far as it is stated.
    """

    columns: Mapping[str, tuple[str, ...]]
    locale: Locale = NOTHING_STATED
    every_row: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> dict[str, tuple[str, ...]]:
        """The columns that are read, and as what."""
        return {name: columns for name, columns in self.columns.items() if columns}

    def reads(self, column: str) -> bool:
        """Whether the rows have a column of the contract."""
        return column in self.every_row or any(column in columns for columns in self.columns.values())


_NAMED: Final = re.compile("name|nom", re.IGNORECASE)


def guessed(names: Sequence[str], locale: Locale) -> ColumnMapping:
    """The mapping of columns with these names; two names for the same are both not read, but of days one is (``preferred_day``).

    Of "Warenempfänger" and "Name Warenempfänger" the first is the number of the customer: the one that says "name" is read.
    Where one column alone says where the goods go, it is read for the destination and for the country of the consignee.
    """
    called = {name: column_called(name) for name in names if name not in BAD_HEADING}
    meant: dict[str, list[str]] = {}
    for name, column in called.items():
        meant.setdefault(column, []).append(name)
    read = {column: _only(column, of_column) for column, of_column in meant.items() if column}
    columns: dict[str, tuple[str, ...]] = {
        name: (column,) if read.get(column) == name else () for name, column in called.items()
    }
    of_both = "" if _DESTINATION in meant else read.get(_CONSIGNEE_COUNTRY, "")
    if of_both:  # the reverse is not so: goods for one country may be consigned to somebody in another
        columns[of_both] = (_DESTINATION, _CONSIGNEE_COUNTRY)
    return ColumnMapping(columns, locale)


_DATE: Final = "date"
_ENTRIES: Final = "items.entries"
_DESTINATION: Final = "destination"
_CONSIGNEE_COUNTRY: Final = "parties.consignee.country"


def days_not_read(mapping: ColumnMapping) -> tuple[str, ...]:
    """The columns that are called a day too, and are not read."""
    return tuple(
        name for name, columns in mapping.columns.items() if not columns and column_called(name) == _DATE
    )


def columns_of_other_lists(mapping: ColumnMapping) -> dict[str, str]:
    """The columns with codes of another list (:func:`other_list`) that are not read, where none is read with those of Annex I."""
    if mapping.reads(_ENTRIES):
        return {}
    lists = {name: other_list(name) for name, columns in mapping.columns.items() if not columns}
    return {name: of for name, of in lists.items() if of}


def line_of_entries(name: str) -> str:
    """The line of a mapping by which a column is read as the entries of Annex I."""
    return line_of(name, (_ENTRIES,))


def column_of_day(mapping: ColumnMapping) -> str:
    """The column that the day of a row is read from; "" where none is."""
    return next((name for name, columns in mapping.read.items() if _DATE in columns), "")


def column_of_both(mapping: ColumnMapping) -> str:
    """The column that is read for the destination and for the country of a party; "" where none is."""
    return next(
        (
            name
            for name, columns in mapping.read.items()
            if _DESTINATION in columns and any(column.startswith("parties.") for column in columns)
        ),
        "",
    )


@dataclass(frozen=True, slots=True)
class NoDestination:
    """No column is read as the destination.

    ``name``: the one that may be it, "" where none is called so; ``line``: of the mapping; ``whole``: the same where all parties
    without a country are there too, "" where that is no other line; ``read_as``: what the column is read as, "" where as nothing.
    """

    name: str = ""
    line: str = ""
    whole: str = ""
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class NoCountry:
    """Parties have names, and no column says in which country they are.

    ``names``: the columns of their names; ``fields``: those that are missing; ``column``: the one column of countries that the file
    has, "" where it has none or several; ``line``: of the mapping, where that is their country too.
    """

    names: tuple[str, ...]
    fields: tuple[str, ...]
    column: str = ""
    line: str = ""


def destination_missing(mapping: ColumnMapping, names: Sequence[str]) -> NoDestination | None:
    """What a person is to say where no row has a destination; None where the mapping reads one.

    Args:
        mapping: of the file.
        names: of its columns.
    """
    if mapping.reads(_DESTINATION):
        return None
    countries = _columns_of_countries(mapping, names)
    countries = [name for name in countries if not mapping.columns.get(name)] or countries
    if len(countries) != 1:
        return NoDestination()
    (name,) = countries
    parties = [*_countries_missing(mapping)]
    first = (
        (*mapping.columns.get(name, ()), _DESTINATION)
        if mapping.columns.get(name)
        else (_DESTINATION, *parties[:1])
    )
    whole = tuple(dict.fromkeys((*first, *parties)))
    read_as = ", ".join(mapping.columns.get(name, ()))
    return NoDestination(name, line_of(name, first), line_of(name, whole) if whole != first else "", read_as)


def country_missing(mapping: ColumnMapping, names: Sequence[str]) -> NoCountry | None:
    """What a person is to say of parties without a country; None where each has one, or the destination is asked first.

    Args:
        mapping: of the file.
        names: of its columns.
    """
    missing = _countries_missing(mapping)
    if not missing or not mapping.reads(_DESTINATION):
        return None
    countries = _columns_of_countries(mapping, names)
    column = countries[0] if len(countries) == 1 else ""
    line = line_of(column, (*mapping.columns.get(column, ()), *missing)) if column else ""
    return NoCountry(tuple(missing.values()), tuple(missing), column, line)


_ROLES: Final = ("consignee", "end_user", "purchaser")


def _countries_missing(mapping: ColumnMapping) -> dict[str, str]:
    """The fields of countries of parties that have a name and none is read for, to the column of the name."""
    named = {column: name for name, columns in mapping.read.items() for column in columns}
    return {
        f"parties.{role}.country": named[f"parties.{role}.name"]
        for role in _ROLES
        if f"parties.{role}.name" in named and not mapping.reads(f"parties.{role}.country")
    }


def _columns_of_countries(mapping: ColumnMapping, names: Sequence[str]) -> list[str]:
    """The columns that hold the country of the goods or of a party, and those that may."""
    return [
        name
        for name in names
        if any(
            column == _DESTINATION or _COUNTRY_OF_PARTY.fullmatch(column)
            for column in mapping.columns.get(name, ())
        )
        or (not mapping.columns.get(name) and is_country_of_somebody(name))
    ]


_COUNTRY_OF_PARTY: Final = re.compile(r"parties\.\w+\.country")


def _only(column: str, names: Sequence[str]) -> str:
    """The name by which a column is read; "" where several may be meant."""
    if column == _DATE:
        return preferred_day(names)
    if len(names) > 1 and column.endswith(".name"):
        names = [name for name in names if _NAMED.search(name)]
    return names[0] if len(names) == 1 else ""


def locale_called(name: str) -> Locale:
    """The locale of that name; "": nothing is stated.

    Raises:
        InputError: there is none of that name.
    """
    if not name:
        return NOTHING_STATED
    if name not in locales():
        text = N_("there is no locale called {name}")
        raise input_error("locale_unknown", text, suggestion(name, locales()), path="locale", name=name[:80])
    return locales()[name]


def read_mapping(path: Path) -> ColumnMapping:
    """The mapping in a file.

    Raises:
        InputError: it cannot be read, is no TOML, or names what is no column of the contract.
    """
    with opened(path) as stream:
        raw = stream.read(_MOST_BYTES + 1)
    try:
        if len(raw) > _MOST_BYTES:
            raise ValueError(f"more than {_MOST_BYTES} bytes")
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        text = N_("the mapping cannot be read ({reason})")
        remedy = N_(
            "Correct it, or give a name that does not exist yet: a mapping is then guessed and written there"
        )
        raise input_error(
            "mapping_malformed", text, remedy, file=str(path), reason=str(error)[:200]
        ) from None
    problems = tuple(_problems(data))
    if problems:
        raise InputError(problem.located(str(path)) for problem in problems)
    locale = data.get("locale", {})
    named = locale_called(locale.get("name", ""))
    return ColumnMapping(
        {name: _columns(value) for name, value in data["columns"].items()},
        Locale(locale.get("decimal", named.decimal), locale.get("days", named.days)),
        dict(data.get("every_row", {})),
    )


def _columns(value: str | list[str]) -> tuple[str, ...]:
    """What a column of the file is: nothing, one column of the contract, or several."""
    return tuple(column for column in ([value] if isinstance(value, str) else value) if column)


def _is_value(table: str, value: object) -> bool:
    if table == "columns" and isinstance(value, list):
        return all(isinstance(column, str) for column in value)
    return isinstance(value, str)


def _problems(data: Mapping[str, Any]) -> Iterable[Problem]:
    for name in data:
        if name not in _TABLES:
            yield new_problem(
                "mapping_table",
                N_("nobody reads the table {name}"),
                suggestion(name, _TABLES),
                name=name[:80],
            )
    for table in _TABLES:
        rows = data.get(table, {})
        if not isinstance(rows, dict) or not all(_is_value(table, value) for value in rows.values()):
            text = N_("the table {name} holds something else than texts")
            yield new_problem("mapping_kind", text, N_('Write NAME = "text" on each line'), name=table)
            return
    if not any(data.get("columns", {}).values()):
        text = N_("the mapping reads no column")
        yield new_problem(
            "mapping_empty", text, N_('Write [columns], and below it "Bestimmungsland" = "destination"')
        )
    yield from _problems_of_columns(data.get("columns", {}), data.get("every_row", {}))
    yield from _problems_of_locale(data.get("locale", {}))


def _problems_of_columns(
    columns: Mapping[str, str | list[str]], every_row: Mapping[str, str]
) -> Iterable[Problem]:
    seen: dict[tuple[str | int, ...], str] = {}
    stated = [(name, column) for name, value in columns.items() for column in _columns(value)]
    for name, column in (*stated, *((name, name) for name in every_row)):
        path = column_path(column)
        if path is None:
            known = [*_KNOWN, *every_row]
            text = N_("{name} is no column of the contract")
            yield new_problem(
                "mapping_column", text, suggestion(column, known), path=name[:80], name=column[:80]
            )
        elif path.path in seen:
            text = N_("{name} is stated twice: {first} and {second}")
            remedy = N_("Keep one of them")
            yield new_problem("mapping_twice", text, remedy, name=column, first=seen[path.path], second=name)
        else:
            seen[path.path] = name


def _problems_of_locale(locale: Mapping[str, str]) -> Iterable[Problem]:
    for key, known in (("name", tuple(locales())), ("decimal", (".", ",")), ("days", _DAYS)):
        if key in locale and locale[key] not in known:
            text = N_("{value} is no {key} of a locale")
            yield new_problem(
                "mapping_locale",
                text,
                suggestion(locale[key], known),
                path=f"locale.{key}",
                value=locale[key][:80],
                key=key,
            )
    for key in locale:
        if key not in ("name", "decimal", "days"):
            text = N_("nobody reads {key} of a locale")
            yield new_problem(
                "mapping_locale_key", text, suggestion(key, ("name", "decimal", "days")), key=key[:80]
            )


_KNOWN: Final = (
    "reference", "date", "activity", "manner", "destination", "exporter.country", "items.description", "items.entries", "items.cn_code",
    "items.quantity", "items.unit", "items.value", "items.currency", "parties.consignee.name", "parties.end_user.name",
    "parties.purchaser.name",
)  # fmt: skip
"""Columns that a remedy may name."""


def line_of(name: str, columns: Sequence[str]) -> str:
    """The line of a mapping by which a column of the file is read as these."""
    if len(columns) > 1:
        return f"{quoted(name)} = [{', '.join(map(quoted, columns))}]"
    return f"{quoted(name)} = {quoted(columns[0] if columns else '')}"


_ESCAPES: Final = {"\\": "\\\\", '"': '\\"'}


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    signs = (
        _ESCAPES.get(sign, sign) if sign.isprintable() or sign == "\u00a0" else f"\\U{ord(sign):08x}"
        for sign in text
    )
    return '"' + "".join(signs) + '"'
