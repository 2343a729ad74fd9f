"""Where a transaction says that a person has compared an item with Annex I: an answer of the item, or a source of its entries.

Both settle a likeness. What is stated under the entry of other goods than its description or customs code names is more than one: a source of a milder entry
does not tell whether anybody looked at the contradiction, and only its answer ends it.
"""

from __future__ import annotations

from typing import Final

from dualuse.assessment.named_sources import has_source
from dualuse.law.measures.not_executed import UNEXECUTED
from dualuse.schema.transaction import Item, Transaction

CODE_COMPARED: Final = f"{UNEXECUTED}code_of_listed_goods"
"""The answer under which a person who compared an item with Annex I says that it is not what its customs code is of."""


def has_source_of_entries(transaction: Transaction, position: int) -> bool:
    """Whether a source says where the entries of the item at ``position`` were looked at."""
    return has_source(transaction, source_of_entries(position))


def source_of_entries(position: int) -> str:
    """The fact of which a source says where the entries of the item at ``position`` were looked at."""
    return f"items[{position}].entries"


def is_denied(item: Item, answer: str) -> bool:
    """Whether a point is answered of the item with no."""
    return (item.answers or {}).get(answer) is False
