"""The mapping of the columns of an export, written for the next time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from dualuse.bulk.exports.columns_in_doubt import hints_of_doubt, names_in_doubt
from dualuse.bulk.exports.entry_cells import NATIONAL, line_of_none
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
from dualuse.i18n import N_, fill, translate
from dualuse.inputs import formats
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import input_error, printable
from dualuse.inputs.whole_files import replacing

_KIND: Final = "items.kind"


HEAD: Final = (
    N_(
        "How dualuse reads the columns of an export: their names in the file, and the columns of a transaction that they are"
    ),
    N_(
        '(docs/bulk.md), several in brackets. "" is not read. This was guessed from the names: look at it once.'
    ),
)
"""The comment with which each mapping begins; by the first line a guess is known."""
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
    """The mapping as the file of TOML that :func:`~dualuse.bulk.exports.mapping_file.read_mapping` reads, its comments in a language.

    ``unsure``: columns that are not read and hold their rows until a person has said what they are: only a comment names them.
    """
    undecided = [name for name, columns in mapping.columns.items() if name in unsure and not columns]
    names = (*mapping.columns,)
    in_doubt = {*undecided, *names_in_doubt(mapping, names)}
    lines = [
        *(f"# {translate(sentence, language)}" for sentence in HEAD),
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
        # A name with a line break or another sign of control would end the comment.
        words = {name: " ".join(printable(value).split()) for name, value in params.items()}
        yield f"# {fill(sentence, language, **words)}"
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
