"""Entries that are stated of an item, and that its own parameters or description speak against.

Which entry an item is in the exporter says, and answers for (Art. 3(1)). Where other statements speak against it (parameters, also one that cannot be read, the name or number of a
substance, a name that trade has for goods of an entry beside ``entries: []``, sensitive goods of quite another entry), a person is asked to look again.
What a description makes doubtful ends where a person has compared the item with Annex I: by the answer to that, or by a source of the entries among
``sources``, which the library of products is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.judgement import Judgement
from dualuse.i18n import N_, Message
from dualuse.schema.assessment import DOUBTS_OF_WORDS
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

DOUBTED: Final = "release.classification_doubtful"
DOUBTFUL_ITEM: Final = N_("the classification of item {item} is doubtful: {doubt}")


@legal_derivation("Art. 3(1)")
def with_doubted_entries(judgement: Judgement) -> Judgement:
    """The judgement; one that is "go" asks where the entries that are stated of an item are doubted."""
    doubts = tuple(_doubts(judgement.transaction)) if judgement.released == "go" else ()
    return replace(judgement, released="ask", because=doubts) if doubts else judgement


def source_of_entries(position: int) -> str:
    """The fact of which a source says where the entries of the item at ``position`` were looked at."""
    return f"items[{position}].entries"


def _doubts(transaction: Transaction) -> Iterator[Message]:
    """The doubts, each with the item that it is about; the search is made ready where a description needs it."""
    described = [
        (position, item)
        for position, item in enumerate(transaction.items)
        if in_annex_i(item) is not None and (item.parameters or item.description)
    ]
    if not described:
        return
    from dualuse.classification.item_classification import stated_doubts

    looked_at = {source.fact for source in transaction.sources or () if source.document or source.url}
    for position, item in described:
        for doubt in stated_doubts(item):
            if doubt.code not in DOUBTS_OF_WORDS or source_of_entries(position) not in looked_at:
                yield Message(DOUBTED, DOUBTFUL_ITEM, {"item": item.id or "–", "doubt": doubt})
