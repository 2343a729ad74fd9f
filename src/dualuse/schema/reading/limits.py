"""How much a document may hold, told by one error each. What people write stays far below; what is above would take the memory or the day."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.parser_words import parser_reason
from dualuse.inputs.problems import InputError, input_error

MAXIMUM_YAML_BYTES: Final = 1024 * 1024
"""YAML is read slowly, for the sake of line numbers and exact scalars; a transaction has a few kilobytes."""
MAXIMUM_TOML_BYTES: Final = 1024 * 1024
"""A file in TOML is one transaction."""
MAXIMUM_DEPTH: Final = 40
MAXIMUM_NODES: Final = 100_000
"""Values of a file in YAML, names of fields among them: a thousand transactions."""
MAXIMUM_DOCUMENTS: Final = 5_000
"""Documents of a file in YAML."""
MAXIMUM_VALUES: Final = 500_000
"""Values of one transaction that somebody stated, names of fields among them: ten thousand items."""
MAXIMUM_DIGITS: Final = 4_000
"""Digits of a number."""
MOST_PROBLEMS: Final = 100
"""Problems of one transaction that are told."""


def not_well_formed(code: str, text: str, name: str, *, reason: str, line: int | None = None) -> InputError:
    """The error that a document is no JSON, YAML or TOML; ``text`` says which of them, with ``{reason}``."""
    remedy = N_("Mend the text at this place; a file cut short must be sent again")
    return input_error(code, text, remedy, file=name, line=line, reason=parser_reason(reason))


def too_deep(name: str, line: int | None = None) -> InputError:
    """The error that a document is nested deeper than :data:`MAXIMUM_DEPTH`."""
    return input_error(
        "too_deep",
        N_("the document is nested more than {depth} levels deep"),
        N_("A transaction needs four levels; check the brackets or the indentation"),
        file=name,
        line=line,
        depth=MAXIMUM_DEPTH,
    )


def too_many_values(name: str, line: int | None = None) -> InputError:
    """The error that a document holds more values than are read."""
    return input_error(
        "file_too_large", N_("the file holds too many values"), N_("Split it"), file=name, line=line
    )


def too_many_documents(name: str, line: int | None = None) -> InputError:
    """The error that a file holds more documents than are read."""
    return input_error(
        "too_many_documents",
        N_("the file holds more than {number} documents"),
        N_("Split it, or write one transaction on each line, as JSON Lines"),
        file=name,
        line=line,
        number=MAXIMUM_DOCUMENTS,
    )
