"""Where what is stated is kept beside the statement: the columns that a place of a transaction reaches, and what fits into all of them.

A version of a case keeps a transaction as it was sent, whatever its length. A line, an authorisation or a denial takes parts of it into columns, later: what does
not fit there is refused when it is stated, and not when two people have decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.apps import apps

from dualuse.i18n import N_, Message
from dualuse.licensing.columns import too_long
from dualuse.licensing.completeness import line_ids
from dualuse.licensing.refusals import Fault

OF_ITEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": (
        "cases.CaseLine.line",
        "cases.Evidence.line",
        "decisions.ProposedLine.line",
        "authorisations.AuthorisationLine.line",
    ),
    "cn_code": ("authorisations.AuthorisationLine.cn_code",),
    "unit": ("authorisations.AuthorisationLine.unit",),
    "currency": ("authorisations.AuthorisationLine.currency",),
}
"""By the field of an item, the columns of text that it reaches."""
OF_TRANSACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "destination": ("denials.DenialRecord.destination",),
}
_LINE: Final = re.compile(r"[A-Za-z0-9-]+")


def most_signs(columns: tuple[str, ...]) -> int:
    """How many signs fit into each of some columns, each named by its app, its model and its field."""
    return min(_longest(column) for column in columns)


def place_faults(transaction: Mapping[str, Any]) -> Iterator[Fault]:
    """What is stated and fits into no column that it reaches, or names no line: each with its place.

    Args:
        transaction: as it was read strictly.
    """
    for name, columns in OF_TRANSACTIONS.items():
        yield from _length(f"transaction.{name}", transaction.get(name), columns)
    for number, item in enumerate(transaction.get("items") or ()):
        for name, columns in OF_ITEMS.items():
            yield from _length(f"transaction.items[{number}].{name}", item.get(name), columns)
    yield from _line_faults(transaction)


def _line_faults(transaction: Mapping[str, Any]) -> Iterator[Fault]:
    before: set[str] = set()
    for number, line in enumerate(line_ids(transaction)):
        path = f"transaction.items[{number}].id"
        if not _LINE.fullmatch(line):
            text = N_("{value} names no line: an id has the letters A to Z, digits and - alone")
            yield Fault(path, "line_malformed", Message("line_malformed", text, {"value": line[:80]}))
        if line in before:
            text = N_(
                "there are two lines {line}: an id is that of one line, and one without an id is called by its place"
            )
            yield Fault(path, "line_twice", Message("line_twice", text, {"line": line[:80]}))
        before.add(line)


def _length(path: str, text: str | None, columns: tuple[str, ...]) -> Iterator[Fault]:
    if text is not None and len(text) > (most := most_signs(columns)):
        yield too_long(path, text, most)


def _longest(column: str) -> int:
    label, _, field = column.rpartition(".")
    longest: int = apps.get_model(label)._meta.get_field(field).max_length
    return longest
