"""Entries that are stated of an item, and that its own parameters or description speak against.

Which entry an item is in the exporter says, and answers for (Art. 3(1)). What speaks against that is asked about, by whatever way the answer is read: parameters that do
not meet the entries, or cannot be read, goods that trade has for listed ones beside ``entries: []`` (:mod:`.resembled_goods`), sensitive goods of quite another entry. What a
description makes doubtful ends where a person has compared the item with Annex I: by the answer to that, or by a source of the entries among ``sources``, which the
library of products is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.judgement import Judgement
from dualuse.assessment.release_holds.goods_of_codes import doubt_of_code
from dualuse.i18n import N_, Message
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

DOUBTED: Final = "release.classification_doubtful"
DOUBTFUL_ITEM: Final = N_("the classification of item {item} is doubtful: {doubt}")


@legal_derivation("Art. 3(1)")
def with_doubted_entries(judgement: Judgement) -> Judgement:
    """The judgement; one that is "go" asks where the entries stated of an item are doubted."""
    if judgement.released != "go":
        return judgement
    transaction = judgement.transaction
    doubts = tuple(
        Message(DOUBTED, DOUBTFUL_ITEM, {"item": item.id or "–", "doubt": doubt})
        for position, item in enumerate(transaction.items)
        for doubt in stated_doubts(item, is_compared=has_source_of_entries(transaction, position))
    )
    return replace(judgement, released="ask", because=doubts) if doubts else judgement


def stated_doubts(item: Item, *, is_compared: bool) -> Iterator[Message]:
    """What the item's own parameters and description say against the entries that are stated of it; none where none are stated.

    ``is_compared``: a person has compared it with Annex I, which its description does not put in doubt. The search is made ready where a description needs it.
    """
    if in_annex_i(item) is None:
        return
    if not is_compared:
        yield from doubt_of_code(item)
    if not (item.parameters or item.description):
        return
    from dualuse.assessment.release_holds.resembled_goods import doubt_of_likeness
    from dualuse.classification.item_classification import doubts_of_other_goods, doubts_of_parameters

    yield from doubts_of_parameters(item)
    if not is_compared:
        yield from doubt_of_likeness(item)
        yield from doubts_of_other_goods(item)


def has_source_of_entries(transaction: Transaction, position: int) -> bool:
    """Whether a source says where the entries of the item at ``position`` were looked at."""
    return any(
        source.fact == source_of_entries(position) and bool(source.document or source.url)
        for source in transaction.sources or ()
    )


def source_of_entries(position: int) -> str:
    """The fact of which a source says where the entries of the item at ``position`` were looked at."""
    return f"items[{position}].entries"
