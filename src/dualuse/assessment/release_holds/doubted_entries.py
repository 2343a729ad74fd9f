"""Entries that are stated of an item, and that its own parameters or description speak against.

Which entry an item is in the exporter says, and answers for (Art. 3(1)). Statements of which one is wrong are asked about: parameters that speak against
the entries, or cannot be read, the name or number of a substance beside ``entries: []``, sensitive goods of quite another entry. A description that merely resembles goods
of an entry, as those of camera drones and of many valves do, leaves what is stated as it is, and is told beside "go". What a description makes doubtful
ends where a person has compared the item with Annex I: by the answer to that, or by a source of the entries among ``sources``, which the library of
products is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.judgement import Judgement
from dualuse.classification.substances import substance_in
from dualuse.free_text.what_it_is import says_what_it_is
from dualuse.i18n import N_, Message
from dualuse.schema.assessment import DESCRIBED_AS_LISTED, DOUBTS_OF_WORDS
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

DOUBTED: Final = "release.classification_doubtful"
DOUBTFUL_ITEM: Final = N_("the classification of item {item} is doubtful: {doubt}")


@legal_derivation("Art. 3(1)")
def with_doubted_entries(judgement: Judgement) -> Judgement:
    """The judgement; one that is "go" asks where stated entries contradict what else is stated, and tells other doubts beside "go"."""
    doubts = tuple(_doubts(judgement.transaction)) if judgement.released == "go" else ()
    if not doubts:
        return judgement
    contradictions = tuple(_reason(item, doubt) for item, doubt in doubts if _contradicts(item, doubt))
    if contradictions:
        return replace(judgement, released="ask", because=contradictions)
    return replace(judgement, because=(*judgement.because, *(_reason(item, doubt) for item, doubt in doubts)))


def source_of_entries(position: int) -> str:
    """The fact of which a source says where the entries of the item at ``position`` were looked at."""
    return f"items[{position}].entries"


def _doubts(transaction: Transaction) -> Iterator[tuple[Item, Message]]:
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
                yield item, doubt


def _contradicts(item: Item, doubt: Message) -> bool:
    """Whether what is stated cannot all be right; a likeness does where it is the item itself that bears the name of a substance."""
    if doubt.code != DESCRIBED_AS_LISTED:
        return True
    substance = substance_in(item.description or "")
    return substance is not None and (
        substance.is_number or says_what_it_is((substance.written,), item.description)
    )


def _reason(item: Item, doubt: Message) -> Message:
    return Message(DOUBTED, DOUBTFUL_ITEM, {"item": item.id or "–", "doubt": doubt})
