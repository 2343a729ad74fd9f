"""How an export was read, told to a person and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from dualuse.assessment.assumptions import suppliable
from dualuse.assessment.field_words import field_in_words
from dualuse.bulk.exports.columns_in_doubt import called_the_same, customs_columns, price_columns
from dualuse.bulk.exports.mapping import (
    ColumnMapping,
    column_of_both,
    column_of_day,
    columns_of_entries,
    columns_of_other_lists,
    days_not_read,
    line_of_entries,
    toml_line,
)
from dualuse.bulk.exports.mapping_writing import line_of_format
from dualuse.bulk.exports.numbers import POINTS_IN_DOUBT
from dualuse.bulk.exports.reading import ExportNotes
from dualuse.bulk.exports.unit_prices import QUANTITY
from dualuse.i18n import N_, fill, grouped, translate
from dualuse.inputs.problems import printable
from dualuse.schema.tables.export_words import (
    GERMAN_LIST,
    column_called,
    may_name_somebody,
    names_a_country,
    other_list,
)

_BETWEEN: Final = " · "
_WIDTH: Final = 80
_SHOWN: Final = 12
"""Names of places that the summary shows."""


def lines_to_settle(
    notes: ExportNotes, today: date, language: str, map_file: str = "", *, screened: bool = False
) -> list[str]:
    """What a person is to know before all else: what to say in ``map_file``, and the day under whose law rows are judged.

    ``screened``: who is named in columns that are not read is told of elsewhere.
    """
    return [
        *_lines_of_destination(notes, language, map_file),
        *_lines_of_earlier_guess(notes.mapping, language, map_file),
        *_lines_of_countries(notes, language, map_file),
        *_lines_of_parties_unread(notes, language, map_file, screened),
        *_lines_of_days(notes.mapping, today, language),
        *_lines_of_values(notes.mapping, language),
    ]


_OTHER_LISTS: Final = {
    "german": N_(
        "{name} is not read: the German export list is another one than Annex I, and what it does not name may stand there. Where the column holds"
        " entries of Annex I, write in {file}:"
    ),
    "american": N_(
        "{name} is not read: an ECCN is a number of the law of the United States, often that of Annex I and not always. Where somebody has compared"
        " them with Annex I, write in {file}:"
    ),
    "unsaid": N_(
        "{name} is not read: its name does not say of which list its codes are, Annex I or another, such as that of the United States (ECCN). Where they are"
        " those of Annex I, write in {file}:"
    ),
}


def lines_of_other_lists(notes: ExportNotes, language: str, map_file: str) -> list[str]:
    """What is to be said of columns with codes of another list than Annex I, or called after one."""
    mapping = notes.mapping
    lines: list[str] = []
    for name in columns_of_entries(mapping):
        if other_list(name) == GERMAN_LIST:
            both = N_(
                "{name} is read as entries of Annex I, which it holds: “nicht gelistet” there means of Annex I, too."
            )
            one = N_(
                "{name} is read as entries of Annex I, of which it holds none: that an item is not in the German export list says nothing of Annex I."
            )
            lines.append(printable(fill(both if name in notes.of_annex_i else one, language, name=name)))
    for name, of in columns_of_other_lists(mapping).items():
        text = fill(_OTHER_LISTS[of], language, name=name, file=map_file or "--map FILE.toml")
        lines += [printable(text), printable(f"  {line_of_entries(name)}")]
    return lines


def _lines_of_earlier_guess(mapping: ColumnMapping, language: str, map_file: str) -> list[str]:
    """What is to be said of columns that nobody has left out but a guess of an earlier release."""
    if not mapping.left_out_before:
        return []
    names = [
        f"{name} ({meant})" if (meant := column_called(name)) and not mapping.reads(meant) else name
        for name in mapping.left_out_before
    ]
    text = N_(
        "An earlier release guessed {file} and left out what is read today, or may matter: {names}. Say there what each is; where all of them stay left out,"
        " write above [columns]: {line}"
    )
    params = {"file": map_file or "--map", "line": line_of_format()}
    return [_sentence(language, text, names=first_names(names, _SHOWN, language), **params)]


def _lines_of_countries(notes: ExportNotes, language: str, map_file: str) -> list[str]:
    """What is to be said, once for the file, of parties whose country stands in no column."""
    say = partial(_sentence, language)
    missing, file = notes.no_country, map_file or "--map FILE.toml"
    if missing is None:
        return []
    names, fields = ", ".join(missing.names), ", ".join(missing.fields)
    if not missing.line:
        text = N_(
            "In which country is {names}? No column is read for it ({fields}), and what turns on it stays open: say in {file} which it is."
        )
        return [say(text, names=names, fields=fields, file=file)]
    text = N_(
        "In which country is {names}? No column says it, and what turns on it stays open. Where it is {column} in every row, too, write in"
        " {file}:"
    )
    return [say(text, names=names, column=missing.column, file=file), printable(f"  {missing.line}")]


def _lines_of_parties_unread(notes: ExportNotes, language: str, map_file: str, screened: bool) -> list[str]:
    """What is to be said of columns that may hold a party or its country, and are not read; ``screened``: names are told of elsewhere."""
    names = [name for name in notes.of_parties if not (screened and may_name_somebody(name))]
    if notes.no_destination is not None and notes.no_destination.name in names:
        names.remove(notes.no_destination.name)
    if not names:
        return []
    text = N_(
        "Not read, and may hold a party or its country: {names}. Write in {file} what they are, such as {line}."
    )
    country = any(map(names_a_country, names))
    example = "parties.end_user.country" if country else "parties.end_user.name"
    column = next(filter(names_a_country, names), names[0])
    line = toml_line(column, (example,))
    file = map_file or "--map FILE.toml"
    return [_sentence(language, text, names=first_names(names, _SHOWN, language), file=file, line=line)]


def _lines_of_days(mapping: ColumnMapping, today: date, language: str) -> list[str]:
    """The sentence which day of an order counts, or that none was read."""
    say = partial(_sentence, language)
    if not mapping.reads("date"):
        text = N_("No column of dates is read: every row is judged under the law of {day}.")
        return [say(text, day=today.isoformat())]
    read, others = column_of_day(mapping), days_not_read(mapping)
    if not read or not others:
        return []
    text = N_("Each row is judged under the law of its {name}; other days are not read: {names}.")
    return [say(text, name=read, names=", ".join(others))]


def _lines_of_values(mapping: ColumnMapping, language: str) -> list[str]:
    """The sentence that the value of a line is worked out, and of what."""
    if not mapping.price:
        return []
    quantity = next((name for name, columns in mapping.read.items() if QUANTITY in columns), QUANTITY)
    text = N_("The value of each line is {price} times {quantity}: no column of the file has it.")
    return [_sentence(language, text, price=mapping.price, quantity=quantity)]


def line_of_header(notes: ExportNotes, language: str) -> str:
    """The sentence in which line the column names stand; empty if it is the first."""
    if notes.header_line <= 1:
        return ""
    text = N_("The names of the columns stand in line {line}; what is above was not read.")
    return printable(fill(text, language, line=notes.header_line))


def line_of_lacking(
    lacking: tuple[str, ...], language: str, map_file: str, settings_file: str, *, is_export: bool
) -> str:
    """What no row states, and where it is stated for all of them."""
    of_rows = [name for name in lacking if not name.startswith("exporter.")]
    of_house = [name for name in lacking if name.startswith("exporter.")]
    if of_house and of_rows:
        text = N_(
            "Lacking in every row: {lacking}. State {names} in {file}, under [every_row], and {own} in {settings}, under [exporter]."
        )
        if not is_export:
            text = N_(
                "Lacking in every row: {lacking}. State {names} in columns of these names, and {own} in {settings}, under [exporter]."
            )
    elif of_house:
        text = N_("Lacking in every row: {lacking}. State it in {settings}, under [exporter].")
    elif is_export:
        text = N_("Lacking in every row: {lacking}. State it in {file}, under [every_row].")
    else:
        text = N_("Lacking in every row: {lacking}. State it in a column of that name.")
    params = {
        "lacking": ", ".join(f"{field_in_words(name, language)} ({name})" for name in of_rows + of_house),
        "names": ", ".join(of_rows),
        "own": ", ".join(of_house),
        "file": map_file,
        "settings": settings_file,
    }
    return printable(f"{fill(text, language, **params)}{_supplied(lacking, language)}")


def _supplied(lacking: tuple[str, ...], language: str) -> str:
    """The options that can supply something of it, behind a blank."""
    options = [f"--assume {name}" for name in suppliable(lacking)]
    text = N_("Or, where you know of nothing against it: {options}.")
    return f" {fill(text, language, options=' '.join(options))}" if options else ""


def columns_counted(mapping: ColumnMapping, language: str, map_file: str) -> str:
    """How many columns were read, for where there is no room to name each."""
    text = N_("Columns read: {number}, as {file} says.") if map_file else N_("Columns read: {number}.")
    return printable(fill(text, language, number=len(mapping.read), file=map_file))


def _sentence(language: str, text: str, /, **params: object) -> str:
    return printable(fill(text, language, **params))


def first_names(names: Sequence[str], most: int, language: str) -> str:
    """The names, or the first of them and how many there are beside."""
    shown = ", ".join(names[:most])
    if len(names) <= most:
        return shown
    return fill(N_("{names} and {number} more"), language, names=shown, number=len(names) - most)


def export_lines(notes: ExportNotes, language: str) -> list[str]:
    """How the file was read, beside its columns."""
    say = partial(_sentence, language)
    lines: list[str] = []
    if notes.totals:
        lines.append(say(N_("Rows of totals and groups, not read as transactions:")))
        rows = list(notes.totals.items())
        text = N_("row {line}: {cells}")
        lines += ["  " + say(text, line=line, cells=cells[:80]) for line, cells in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            lines.append("  " + say(N_("and {number} more"), number=len(rows) - _SHOWN))
    lines += _lines_of_page_rows(notes, language)
    if notes.filled_down:
        text = N_(
            "Rows whose order was taken from the row above, as fill_down in the mapping says: {number} ({names})"
        )
        number, names = grouped(notes.filled_down, language), ", ".join(notes.mapping.fill_down)
        lines.append(say(text, number=number, names=names))
    if notes.places:
        lines += _lines_of_places(notes.places, language)
    if notes.contradicting:
        text = N_(
            "Columns contradict each other in the mark before decimals ({names}): what can be read in two ways is held, unless --locale or [locale] says how the file is written"
        )
        names = ", ".join(f"{name}: {_way(way, language)}" for name, way in notes.contradicting.items())
        lines.append(say(text, names=names))
    for name, way in notes.shown.items():
        if way == POINTS_IN_DOUBT:
            text = N_(
                "{name}: days with points contradict each other, one has the month first: which order is meant is not guessed, and is stated with --locale or in [locale]"
            )
            lines += [] if notes.mapping.locale.days else [say(text, name=name)]
            continue
        text = N_("{name}: its cells show how it is written ({way})")
        lines.append(say(text, name=name, way=_way(way, language)))
    return lines


def _lines_of_places(places: Mapping[str, tuple[str, int]], language: str) -> list[str]:
    """Each name of a country that was taken, so many to a line: any of them may be another than somebody meant."""
    taken = [f"{name} = {code} ({grouped(number, language)})" for name, (code, number) in places.items()]
    first, *others = (", ".join(taken[start : start + _SHOWN]) for start in range(0, len(taken), _SHOWN))
    text = N_("Countries taken by name, with their cells: {names}")
    return [_sentence(language, text, names=first), *(printable(f"  {names}") for names in others)]


def _lines_of_page_rows(notes: ExportNotes, language: str) -> list[str]:
    """The rows that repeat the names of columns, or are the foot of a page."""
    say = partial(_sentence, language)
    lines: list[str] = []
    if notes.names_repeated:
        text = N_("Names of columns once more, not read as transactions: row {lines}")
        rows = first_names([str(line) for line in notes.names_repeated], _SHOWN, language)
        lines.append(say(text, lines=rows))
    if notes.of_pages:
        text = N_("Titles and footers, not read as transactions: {rows}")
        rows = first_names(
            [f"{text_of_row[:80]} ({line})" for line, text_of_row in notes.of_pages.items()], _SHOWN, language
        )
        lines.append(say(text, rows=rows))
    return lines


def column_lines(notes: ExportNotes, language: str) -> list[str]:
    """What each column was read as, as many to a line as have room: nobody looks through what is not there."""
    pairs = [f"{name[:60]} = {', '.join(columns)}" for name, columns in notes.mapping.read.items()]
    pairs += [f"* = {name} = {cell}" for name, cell in notes.mapping.every_row.items()]
    lines = [translate(N_("Columns read as:"), language)]
    row = ""
    for pair in map(printable, pairs):
        if row and len(row) + len(_BETWEEN) + len(pair) > _WIDTH:
            lines.append(row)
            row = ""
        row = f"{row}{_BETWEEN}{pair}" if row else f"  {pair}"
    return [*lines, *filter(None, [row])]


def _lines_of_destination(notes: ExportNotes, language: str, map_file: str) -> list[str]:
    """What is to be said of the destination before anything else."""
    say = partial(_sentence, language)
    missing, file = notes.no_destination, map_file or "--map FILE.toml"
    if missing is not None and missing.name:
        text = N_(
            "{name} may be the country of destination or of a party: say which in {file}; until then no row has a destination."
            " Write there, where it is both:"
        )
        if missing.read_as:
            text = N_(
                "No column is read as the destination, and no row has one. {name} is read as {field}: where the goods go there, too, write in"
                " {file}:"
            )
        lines = [
            say(text, name=missing.name, field=missing.read_as, file=file),
            printable(f"  {missing.line}"),
        ]
        if missing.whole:
            lines.append(say(N_("Or, where every party that is named is in that country, too:")))
            lines.append(printable(f"  {missing.whole}"))
        return lines
    if missing is not None:
        text = N_("No column is read as the destination, and no row has one: say in {file} which it is.")
        return [say(text, file=file)]
    if name := column_of_both(notes.mapping):
        text = N_(
            "{name} is read for the destination and for the country of the party to whom the goods go: where that may differ,"
            " say in {file} which it is."
        )
        return [say(text, name=name, file=file)]
    return []


def _way(way: str, language: str) -> str:
    ways = {
        ",": N_("a comma before decimals"),
        ".": N_("a point before decimals"),
        "dmy": N_("the day before the month"),
        "mdy": N_("the month before the day"),
    }
    return translate(ways[way], language)


def export_plain(notes: ExportNotes) -> dict[str, Any]:
    """The same as data."""
    return {
        "header_line": notes.header_line,
        "columns": {
            name: columns[0] if len(columns) == 1 else list(columns)
            for name, columns in notes.mapping.read.items()
        },
        "every_row": dict(notes.mapping.every_row),
        "locale": {
            "decimal": notes.mapping.locale.decimal or None,
            "days": notes.mapping.locale.days or None,
        },
        "filled_down": {"columns": list(notes.mapping.fill_down), "rows": notes.filled_down},
        "totals_left_out": [{"line": line, "text": text} for line, text in notes.totals.items()],
        "names_repeated": list(notes.names_repeated),
        "footers_left_out": [{"line": line, "text": text} for line, text in notes.of_pages.items()],
        "columns_contradicting": dict(notes.contradicting),
        "no_country": {"fields": list(notes.no_country.fields), "column": notes.no_country.column or None}
        if notes.no_country
        else None,
        "parties_not_read": list(notes.of_parties),
        "customs_codes_not_read": list(customs_columns(notes.mapping, notes.names)),
        "value_of_price": notes.mapping.price or None,
        "prices_not_read": list(price_columns(notes.mapping, notes.names)),
        "called_the_same": {
            name: list(several) for name, several in called_the_same(notes.mapping, notes.names).items()
        },
        "left_out_before": list(notes.mapping.left_out_before),
        "no_destination": {"column": notes.no_destination.name or None} if notes.no_destination else None,
        "shown_by_columns": dict(notes.shown),
        "places_by_name": {
            name: {"code": code, "cells": number} for name, (code, number) in notes.places.items()
        },
    }
