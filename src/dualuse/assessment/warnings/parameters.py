"""Parameters of items by names that no parameter sheet knows: nothing is examined by them, and that is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.schema.transaction import Transaction

_MOST: Final = 12
"""Names that are told of an item."""


def unknown_parameters(transaction: Transaction) -> Iterator[Message]:
    """The warning for each item; the sheets are read where parameters are stated alone."""
    described = [item for item in transaction.items if item.parameters]
    if not described:
        return
    from dualuse.classification.stated_parameters import unknown_names

    for item in described:
        if names := unknown_names(item.parameters):
            text = N_(
                "nothing was examined by these parameters of item {item}, of which no parameter sheet knows the name: {names}; dualuse examine CODE"
                " shows those of an entry"
            )
            yield Message("parameters_unknown", text, {"item": item.id or "", "names": names[:_MOST]})
