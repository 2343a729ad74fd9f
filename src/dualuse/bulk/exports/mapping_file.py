"""The mapping of the columns of an export in a file, as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import tomli

from dualuse.bulk.exports.columns_in_doubt import price_problem
from dualuse.bulk.exports.entry_cells import NATIONAL, is_none_found, shows_annex_i
from dualuse.bulk.exports.mapping import (
    ColumnMapping,
)
from dualuse.bulk.exports.mapping_writing import HEAD
from dualuse.bulk.exports.unit_prices import contract_path
from dualuse.i18n import LANGUAGES, N_, translate
from dualuse.inputs import formats
from dualuse.inputs.formulas import is_error_of_sheet
from dualuse.inputs.opening import opened
from dualuse.inputs.parser_words import line_of, parser_reason
from dualuse.inputs.problem_words import KEEP_ONE
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem, suggestion
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.export_words import (
    NOTHING_STATED,
    Locale,
    column_called,
    locales,
    may_name_somebody,
    speaks_of_control,
)
from dualuse.schema.tables.header import column_meant

_MOST_BYTES: Final = 1_000_000
_DAYS: Final = ("dmy", "mdy")
_FILL_DOWN: Final = "fill_down"
_TABLES: Final = ("columns", "locale", "every_row", "not_listed")


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
        text_of_file = raw.decode("utf-8-sig")
        data = _with_dotted_names(tomli.loads(text_of_file))
    except (ValueError, RecursionError) as error:
        text = N_("the mapping cannot be read ({reason})")
        remedy = N_(
            "Correct it, or give a name that does not exist yet: a mapping is then guessed and written there"
        )
        raise input_error(
            "mapping_malformed",
            text,
            remedy,
            file=str(path),
            reason=parser_reason(str(error)[:200]),
            line=line_of(str(error)),
        ) from None
    formats.refuse_later(data, formats.MAPPING, str(path))
    problems = tuple(_problems(data))
    if problems:
        raise InputError(problem.located(str(path)) for problem in problems)
    locale = data.get("locale", {})
    named = locale_called(locale.get("name", ""))
    columns = {name: _columns(value) for name, value in data["columns"].items()}
    mapping = ColumnMapping(
        columns,
        Locale(locale.get("decimal", named.decimal), locale.get("days", named.days)),
        {name: _cell(name, value) for name, value in data.get("every_row", {}).items()},
        {name: _columns(value) for name, value in data.get("not_listed", {}).items()},
        fill_down=_columns(data.get(_FILL_DOWN, [])),
    )
    if "format" not in data and _is_guess(text_of_file):
        return replace(mapping, left_out_before=tuple(_would_matter(mapping)))
    return replace(mapping, left_out=frozenset(columns.keys() - mapping.read.keys()))


def _is_guess(text: str) -> bool:
    """Whether a file begins as those do that were guessed and written here, in whichever language."""
    return any(f"# {translate(HEAD[0], language)}" in text for language in LANGUAGES)


def _would_matter(mapping: ColumnMapping) -> Iterable[str]:
    """The columns that a mapping does not read, and that this release would read by their names, or hold rows for.

    Before formats had names, a guess wrote ``"Spediteur" = ""`` of what it did not know, as a person does who leaves it out.
    """
    for name, columns in mapping.columns.items():
        meant = column_called(name)
        is_news = bool(meant) and not mapping.reads(meant)
        if not columns and (is_news or may_name_somebody(name) or speaks_of_control(name)):
            yield name


def _with_dotted_names(data: dict[str, Any]) -> dict[str, Any]:
    """What holds for every row by the names of columns: ``items.kind = "goods"`` without quotes is a table in TOML."""
    if not isinstance(rows := data.get("every_row"), dict):
        return data
    return {**data, "every_row": dict(_dotted("", rows))}


def _dotted(before: str, table: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _dotted(f"{before}{name}.", value)
        else:
            yield f"{before}{name}", value


def _columns(value: str | list[str]) -> tuple[str, ...]:
    """What a column of the file is: nothing, one column of the contract, or several."""
    return tuple(column for column in ([value] if isinstance(value, str) else value) if column)


def _cell(name: str, value: str | bool | list[str]) -> str:
    """What holds for every row as the text of a cell: ``true``, a list as a cell writes it, ``[]`` for one that is empty."""
    if isinstance(value, bool):
        return str(value).lower()
    cell = value if isinstance(value, str) else ";".join(value) or "[]"
    return "[]" if name == NATIONAL and is_none_found(cell) else cell


def _is_value(table: str, value: object) -> bool:
    if table == "every_row" and isinstance(value, bool | list):
        return isinstance(value, bool) or all(isinstance(part, str) for part in value)
    if table in ("columns", "not_listed") and isinstance(value, list):
        return all(isinstance(column, str) for column in value)
    return isinstance(value, str)


def _problems(data: Mapping[str, Any]) -> Iterable[Problem]:
    for name in data:
        if name == "format" and data[name] != formats.MAPPING:
            text = N_("{value} is no format of a mapping")
            remedy = suggestion(str(data[name]), (formats.MAPPING,))
            yield new_problem("mapping_format", text, remedy, path="format", value=str(data[name])[:80])
        elif name not in (*_TABLES, "format", _FILL_DOWN):
            yield new_problem(
                "mapping_table",
                N_("nobody reads the table {name}"),
                suggestion(name, (*_TABLES, _FILL_DOWN)),
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
    yield from _problems_of_filling(data.get(_FILL_DOWN, []), data.get("columns", {}))
    yield from _problems_of_locale(data.get("locale", {}))
    yield from _problems_of_words(data.get("not_listed", {}), data.get("columns", {}))


def _problems_of_columns(
    columns: Mapping[str, str | list[str]], every_row: Mapping[str, str]
) -> Iterable[Problem]:
    seen: dict[tuple[str | int, ...], str] = {}
    mapped = [(name, column) for name, value in columns.items() for column in _columns(value)]
    mapped += [(name, name) for name in every_row]
    for name, column in mapped:
        path = column_path(column) if name in every_row else contract_path(column)
        if problem := price_problem(name, column, (of_contract for _, of_contract in mapped)):
            yield problem
        elif path is None:
            text = N_("{name} is no column of the contract")
            meant = column_meant(column, _KNOWN)
            yield new_problem("mapping_column", text, meant, path=name[:80], name=column[:80])
        elif path.path in seen:
            text = N_("{name} is stated twice: {first} and {second}")
            remedy = KEEP_ONE
            yield new_problem("mapping_twice", text, remedy, name=column, first=seen[path.path], second=name)
        else:
            seen[path.path] = name


def _problems_of_filling(names: object, columns: Mapping[str, str | list[str]]) -> Iterable[Problem]:
    """Filled from above are columns of an order; what a line says of its item is its own."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        text = N_("fill_down is no list of columns")
        remedy = N_('Write fill_down = ["NAME", "NAME"], above [columns]')
        yield new_problem("mapping_fill_kind", text, remedy, path=_FILL_DOWN)
        return
    of_order = [name for name, value in columns.items() if _columns(value) and not _is_of_line(value)]
    for name in names:
        if name not in of_order:
            text = N_("{name} is no column that is read for a whole order, and is not filled from above")
            yield new_problem(
                "mapping_fill", text, suggestion(name, of_order), path=_FILL_DOWN, name=name[:80]
            )


def _is_of_line(value: str | list[str]) -> bool:
    return any(column.startswith("items.") for column in _columns(value))


def _problems_of_words(
    words: Mapping[str, str | list[str]], columns: Mapping[str, str | list[str]]
) -> Iterable[Problem]:
    """Words that say that nothing was found stand with a column that is read as the entries."""
    names_of_entries = [name for name, value in columns.items() if "items.entries" in _columns(value)]
    for name in words:
        if name not in names_of_entries:
            text = N_("{name} is no column that is read as items.entries")
            yield new_problem("mapping_words", text, suggestion(name, names_of_entries), name=name[:80])
        for word in filter(shows_annex_i, _columns(words[name])):
            text = N_("{word} is an entry of Annex I, and no word for “not listed”")
            yield new_problem("mapping_words_code", text, N_("Take it out of [not_listed]"), word=word[:80])
        for word in filter(is_error_of_sheet, _columns(words[name])):
            text = N_(
                "{word} is what a spreadsheet shows of a formula that failed, and no word for “not listed”"
            )
            yield new_problem("mapping_words_error", text, N_("Take it out of [not_listed]"), word=word[:80])


def _problems_of_locale(locale: Mapping[str, str]) -> Iterable[Problem]:
    for key, choices in (("name", tuple(locales())), ("decimal", (".", ",")), ("days", _DAYS)):
        if key in locale and locale[key] not in choices:
            text = N_("{value} is no {key} of a locale")
            yield new_problem(
                "mapping_locale",
                text,
                suggestion(locale[key], choices),
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
