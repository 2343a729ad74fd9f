"""Cells of which the form alone tells whether the contract refuses them (``columns.ColumnPath.form``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, get_args

from dualuse.inputs.lengths import LONGEST_TEXT
from dualuse.schema import customs_code
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header
from dualuse.schema.transaction import Kind

BLANKS: Final = " \t\n\r\x0b\x0c\u00a0"
CONTROL: Final = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""Signs that no text holds, as the engines of tables write them."""
CONTROL_OF_TEXTS: Final = re.sub(r"\\x\{([0-9a-f]{4})\}", r"\\u\1", CONTROL)
PATTERNS: Final = {
    # Not where the point may stand for thousands (``schema.transaction``).
    "amount": r"^([0-9]{1,15}(\.([0-9]{0,2}|[0-9]{4,}))?|([0-9]{4,15}|0[0-9]{0,2})\.[0-9]{3})$",
    "cn_code": customs_code.PATTERN,
    "currency": r"^[A-Z]{3}$",
    "birth_date": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$",
}
KINDS: Final[tuple[str, ...]] = ("", *get_args(Kind))


def form_checks(header: Header) -> dict[str, Callable[[str], bool]]:
    """By the name of each column whose form is checked: whether a text has not that form."""
    return {
        column.name: form_check(column) for column in header.columns if column.form and not column.is_direct
    }


def form_check(column: ColumnPath) -> Callable[[str], bool]:
    """Whether a text has not the form of a column."""
    if column.form == "choice":
        return lambda text: text not in KINDS
    if column.form == "text":
        return is_no_text
    pattern = PATTERNS[column.form]
    return lambda text: text != "" and re.match(pattern, text) is None


def is_amount(text: str) -> bool:
    """Whether a cell that is not empty is an amount."""
    return re.match(PATTERNS["amount"], text) is not None


def is_no_text(text: str) -> bool:
    """Whether the contract refuses a text: control characters, or too long."""
    return re.search(CONTROL_OF_TEXTS, text) is not None or len(text) > LONGEST_TEXT
