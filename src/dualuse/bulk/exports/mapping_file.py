"""The mapping of the columns of an export in a file: read, or written for the next time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import tomli

from dualuse.bulk.exports.columns_in_doubt import hints_of_doubt, names_in_doubt, price_problem
from dualuse.bulk.exports.entry_cells import NATIONAL, is_none_found, line_of_none, shows_annex_i
from dualuse.bulk.exports.mapping import (
    ColumnMapping,
    columns_of_entries,
    columns_of_other_lists,
    country_missing,
    destination_missing,
    fill_down_line,
    line_of_entries,
    lines_of_end_user,
    toml_line,
    toml_text,
)
from dualuse.bulk.exports.unit_prices import contract_path
from dualuse.i18n import LANGUAGES, N_, fill, translate
from dualuse.inputs import formats
from dualuse.inputs.formulas import is_error_of_sheet
from dualuse.inputs.opening import opened
from dualuse.inputs.parser_words import line_of, parser_reason
from dualuse.inputs.problem_words import KEEP_ONE, reason_of
from dualuse.inputs.problems import InputError, Problem, input_error, new_problem, suggestion
from dualuse.inputs.whole_files import replacing
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
_KIND: Final = "items.kind"
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
    return any(f"# {translate(_HEAD[0], language)}" in text for language in LANGUAGES)


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


_HEAD: Final = (
    N_(
        "How dualuse reads the columns of an export: their names in the file, and the columns of a transaction that they are"
    ),
    N_(
        '(docs/bulk.md), several in brackets. "" is not read. This was guessed from the names: look at it once.'
    ),
)
_LOCALE_HEAD: Final = N_(
    "How the file writes numbers and days, where its cells do not show it: the mark before decimals, and the order in 05/11/2026."
)
_EVERY_ROW_HEAD: Final = N_("What holds for every row and stands in no column.")

_NATIONAL_HEAD: Final = N_(
    "Where somebody compared the items with the national control list of the exporter's State, too, and found none: take away the #."
)

_NOT_LISTED_HEAD: Final = N_(
    "Which words of a column of entries mean that somebody compared the item with Annex I and found none. Take away the # where these do."
)
_BARE_WORDS: Final = ("keine", "-", "0000", "n/a")
"""Words that may also mean that nobody did."""


_UNSURE_HEAD: Final = N_(
    "Not read, and rows with something in these columns are held, since it may be a party, a code or a block. Say what each is, or take away the # where nothing there counts:"
)


def line_of_format() -> str:
    """The line by which a mapping is one of this release: what its file leaves out is left out."""
    return f"format = {toml_text(formats.MAPPING)}"


def mapping_text(mapping: ColumnMapping, language: str = "en", unsure: Collection[str] = ()) -> str:
    """The mapping as the file of TOML that :func:`read_mapping` reads, its comments in a language.

    ``unsure``: columns that are not read and hold their rows until a person has said what they are: only a comment names them.
    """
    undecided = [name for name, columns in mapping.columns.items() if name in unsure and not columns]
    names = (*mapping.columns,)
    in_doubt = {*undecided, *names_in_doubt(mapping, names)}
    lines = [
        *(f"# {translate(sentence, language)}" for sentence in _HEAD),
        line_of_format(),
        *([fill_down_line(mapping.fill_down)] if mapping.fill_down else []),
        "",
        "[columns]",
        *(toml_line(name, columns) for name, columns in mapping.columns.items() if name not in in_doubt),
        *([f"# {translate(_UNSURE_HEAD, language)}"] if undecided else []),
        *(f"# {toml_line(name, ())}" for name in undecided),
        *_hints_of_countries(mapping, language),
        *_hints_of_end_user(mapping, language),
        *_hints_of_lists(mapping, language),
        *_hints_of_doubt(mapping, language),
        "",
        f"# {translate(_LOCALE_HEAD, language)}",
        "[locale]",
        f"decimal = {toml_text(mapping.locale.decimal)}" if mapping.locale.decimal else '# decimal = ","',
        f"days = {toml_text(mapping.locale.days)}" if mapping.locale.days else '# days = "dmy"',
        "",
        f"# {translate(_EVERY_ROW_HEAD, language)}",
        "[every_row]",
        *(f"{toml_text(name)} = {toml_text(cell)}" for name, cell in mapping.every_row.items()),
    ]
    if mapping.every_row.keys() <= {"items.currency"}:  # of a guess, which has it from the name of a column
        lines += ['# activity = "export"', '# manner = "permanent"']
        lines += [] if mapping.reads(_KIND) else [f'# {toml_text(_KIND)} = "goods"']
    if not mapping.reads(NATIONAL):
        lines += [f"# {translate(_NATIONAL_HEAD, language)}", f'# {toml_text(NATIONAL)} = "none"']
    if of_entries := columns_of_entries(mapping):
        lines += ["", f"# {translate(_NOT_LISTED_HEAD, language)}", "[not_listed]"]
        lines += [
            f"# {line_of_none(name, _BARE_WORDS)}" for name in of_entries if name not in mapping.not_listed
        ]
        lines += [line_of_none(name, words) for name, words in mapping.not_listed.items()]
    return "\n".join(lines) + "\n"


def _hints_of_countries(mapping: ColumnMapping, language: str) -> Iterable[str]:
    """Comments for a person who knows whose country a column holds: the file does not say it, and nothing is guessed."""
    names = tuple(mapping.columns)
    destination, country = destination_missing(mapping, names), country_missing(mapping, names)
    if destination is not None and destination.name:
        text = N_("No row has a destination. Where it is this column, write instead of its line above:")
        yield f"# {translate(text, language)}"
        yield f"# {destination.line}"
        if destination.whole:
            text = N_("And where every party that is named is in that country, too:")
            yield f"# {translate(text, language)}"
            yield f"# {destination.whole}"
    if country is not None and country.line:
        text = N_(
            "No column holds {fields}. Where this one is that country, too, in every row, write instead of its line above:"
        )
        yield f"# {fill(text, language, fields=', '.join(country.fields))}"
        yield f"# {country.line}"


def _hints_of_end_user(mapping: ColumnMapping, language: str) -> Iterable[str]:
    """Comments for a person who knows that who receives the goods uses them: nobody is taken for an end user by guess."""
    if lines := lines_of_end_user(mapping):
        text = N_(
            "No column is read as the end user. Where it is the consignee in every row, write instead of its line above:"
        )
        yield f"# {translate(text, language)}"
        yield from (f"# {line}" for line in lines)


def _hints_of_lists(mapping: ColumnMapping, language: str) -> Iterable[str]:
    """Comments for a person who knows that a column holds entries of Annex I, whatever it is called."""
    for name, of in columns_of_other_lists(mapping).items():
        text = N_(
            "Another list than Annex I by its name. Where somebody has seen that its codes are those of Annex I, write instead of its"
            " line above:"
        )
        if of == "unsaid":
            text = N_(
                "By its name of whichever list. Where somebody has seen that its codes are those of Annex I, write instead of its line above:"
            )
        yield f"# {translate(text, language)}"
        yield f"# {line_of_entries(name)}"


def _hints_of_doubt(mapping: ColumnMapping, language: str) -> Iterable[str]:
    """Comments for a person who knows what a column holds whose name does not say it."""
    for sentence, params, lines in hints_of_doubt(mapping):
        yield f"# {fill(sentence, language, **params)}"
        yield from (f"# {line}" for line in lines)


def write_mapping(path: Path, mapping: ColumnMapping, language: str, unsure: Collection[str] = ()) -> None:
    """Write the mapping, whole or not at all; ``unsure``: as :func:`mapping_text` has it.

    Raises:
        InputError: nothing can be written there.
    """
    try:
        with replacing(path, shared=True) as (part,):
            part.write_text(mapping_text(mapping, language, unsure), encoding="utf-8", newline="\n")
    except OSError as error:
        text = N_("the mapping cannot be written ({reason})")
        remedy = N_("Check the folder and its permissions")
        raise input_error("cannot_write", text, remedy, file=str(path), reason=reason_of(error)) from None
