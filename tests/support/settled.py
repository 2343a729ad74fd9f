"""Where a program is told to settle why a release asks, held against the places that there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.settled_by import FACTS_OPEN, SETTLED_BY
from dualuse.schema.determination import Determination
from dualuse.schema.transaction import Item, Party, Transaction

BESIDE_FIELDS: Final = {"screening", "diligence", "accept_law_age"}
"""What settles a reason and is no field of the transaction: lists and decisions about hits, work on record, who accepts old law."""
GROUPS: Final = {"items": Item, "parties": Party}


def untold(result: Determination) -> Iterator[str]:
    """The reasons of an answer that asks of which a program is not told what settles them, or no such place is there."""
    if result.release != "ask":
        return
    facts = [row.fact for row in result.missing]
    for reason in result.release_because:
        names = reason.params[SETTLED_BY]
        if not names or (reason.code == FACTS_OPEN and names != list(dict.fromkeys(facts))):
            yield reason.code
        if reason.code != FACTS_OPEN:
            yield from (f"{reason.code}: {name}" for name in names if not _is_place_of_an_answer(name))


def _is_place_of_an_answer(name: str) -> bool:
    group, _, field = name.partition(".")
    if group in GROUPS:
        return not field or field.partition(".")[0] in GROUPS[group].model_fields
    return name.partition(".")[0] in {*Transaction.model_fields, *BESIDE_FIELDS}
