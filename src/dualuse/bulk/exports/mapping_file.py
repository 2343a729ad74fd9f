"""The mapping of an export as a file of TOML, with comments where only a person knows what a column holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dualuse.bulk.exports.mapping import (
    ColumnMapping,
    columns_of_other_lists,
    country_missing,
    destination_missing,
    line_of,
    line_of_entries,
    quoted,
)
from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.inputs.whole_files import replacing


def mapping_text(mapping: ColumnMapping) -> str:
    """The mapping as the file of TOML that :func:`read_mapping` reads."""
    lines = [
        "# How dualuse reads the columns of an export: their names in the file, and the columns of a transaction that they are",
        '# (docs/bulk.md), several in brackets. "" is not read. This was guessed from the names: look at it once.',
        "",
        "[columns]",
        *(line_of(name, columns) for name, columns in mapping.columns.items()),
        *_hints_of_countries(mapping),
        *_hints_of_lists(mapping),
        "",
        "# How the file writes numbers and days, where its cells do not show it: the mark before decimals, and the order in 05/11/2026.",
        "[locale]",
        f"decimal = {quoted(mapping.locale.decimal)}" if mapping.locale.decimal else '# decimal = ","',
        f"days = {quoted(mapping.locale.days)}" if mapping.locale.days else '# days = "dmy"',
        "",
        "# What holds for every row and stands in no column.",
        "[every_row]",
        *(f"{quoted(name)} = {quoted(cell)}" for name, cell in mapping.every_row.items()),
    ]
    if not mapping.every_row:
        lines += ['# activity = "export"', '# manner = "permanent"']
    return "\n".join(lines) + "\n"


def _hints_of_countries(mapping: ColumnMapping) -> Iterable[str]:
    """Comments for a person who knows whose country a column holds: the file does not say it, and nothing is guessed."""
    names = tuple(mapping.columns)
    destination, country = destination_missing(mapping, names), country_missing(mapping, names)
    if destination is not None and destination.name:
        yield "# No row has a destination. Where it is this column, write instead of its line above:"
        yield f"# {destination.line}"
        if destination.whole:
            yield "# And where every party that is named is in that country, too:"
            yield f"# {destination.whole}"
    if country is not None and country.line:
        yield f"# No column holds {', '.join(country.fields)}. Where this one is that country, too, in every row, write instead of its line above:"
        yield f"# {country.line}"


def _hints_of_lists(mapping: ColumnMapping) -> Iterable[str]:
    """Comments for a person who knows that a column holds entries of Annex I, whatever it is called."""
    for name in columns_of_other_lists(mapping):
        yield "# Another list than Annex I by its name. Where somebody has seen that its codes are those of Annex I, write instead of its line above:"
        yield f"# {line_of_entries(name)}"


def write_mapping(path: Path, mapping: ColumnMapping) -> None:
    """Write the mapping, whole or not at all.

    Raises:
        InputError: nothing can be written there.
    """
    try:
        with replacing(path, shared=True) as (part,):
            part.write_text(mapping_text(mapping), encoding="utf-8")
    except OSError as error:
        text = N_("the mapping cannot be written ({reason})")
        remedy = N_("Check the folder and its permissions")
        raise input_error("cannot_write", text, remedy, file=str(path), reason=error.strerror or "") from None
