"""Entries that are stated of an item, and that its own parameters or description speak against.

Which entry an item is in the exporter says, and answers for (Art. 3(1)). What speaks against that is asked about, by whatever way the answer is read: parameters that do
not meet the entries, cannot be read, or meet every threshold of a provision beside ``entries: []``, goods that trade has for listed ones beside it (:mod:`.resembled_goods`),
sensitive goods of quite another entry. A likeness, and thresholds beside which other facts are open, end where a person has compared the item with Annex I: by the
answer to that, or by a source of the entries among ``sources``, which the library of products is. A contradiction of sensitive goods ends by its answer alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.judgement import Judgement
from dualuse.assessment.release_holds.compared_entries import has_source_of_entries, is_denied
from dualuse.assessment.release_holds.goods_of_codes import doubt_of_code
from dualuse.i18n import N_, Message
from dualuse.schema.transaction import Item
from dualuse.version import legal_derivation

DOUBTED: Final = "release.classification_doubtful"
DOUBTFUL_ITEM: Final = N_("the classification of item {item} is doubtful: {doubt}")
_WITHIN: Final = N_(
    "it is said to be in no entry, but its parameters meet every threshold of {entries}; not stated: {parameters}. State these among its parameters, or let a person compare it with the text of {entries} in Annex I; if it is none of them, write false under answers of the item ({answer})"
)
_MOST: Final = 3
"""Provisions that are named of those whose thresholds are met."""
_MOST_NAMES: Final = 8
"""Parameters that are named of those that are open."""


@legal_derivation("Art. 3(1)")
def with_doubted_entries(judgement: Judgement) -> Judgement:
    """The judgement with each doubt about stated entries among its reasons, before those of another question; "go" asks.

    Whatever else holds the transaction may be settled first: the doubt is then no less a doubt. It is no reason of a stop.
    """
    if judgement.released == "stop":
        return judgement
    transaction = judgement.transaction
    doubts = tuple(
        Message(DOUBTED, DOUBTFUL_ITEM, {**doubt.params, "item": item.id or "–", "doubt": doubt})
        for position, item in enumerate(transaction.items)
        for doubt in stated_doubts(item, is_compared=has_source_of_entries(transaction, position))
    )
    if not doubts:
        return judgement
    others = judgement.because if judgement.released == "ask" else ()
    return replace(judgement, released="ask", because=(*doubts, *others))


def stated_doubts(item: Item, *, is_compared: bool) -> Iterator[Message]:
    """What the item's own parameters and description say against the entries that are stated of it; none where none are stated.

    ``is_compared``: a person has compared it with Annex I, which no likeness puts in doubt. The search is made ready where a description needs it.
    """
    if in_annex_i(item) is None:
        return
    yield from doubt_of_code(item)
    if not (item.parameters or item.description):
        return
    from dualuse.assessment.release_holds.resembled_goods import COMPARED_WITH_ANNEX, doubt_of_likeness
    from dualuse.classification.item_classification import doubts_of_other_goods, doubts_of_parameters

    yield from doubts_of_parameters(item)
    if not is_denied(item, COMPARED_WITH_ANNEX):
        yield from doubts_of_other_goods(item, COMPARED_WITH_ANNEX)
        if not is_compared:
            yield from _doubt_of_thresholds(item, COMPARED_WITH_ANNEX)
            yield from doubt_of_likeness(item)


def _doubt_of_thresholds(item: Item, answer: str) -> Iterator[Message]:
    """That an item stated to be in no entry meets the thresholds of provisions of which no more than other facts are open."""
    if in_annex_i(item) is not False:
        return
    from dualuse.classification.stated_parameters import within_thresholds

    rows = within_thresholds(item.parameters)
    if not rows:
        return
    params = {
        "entries": ", ".join(row.path for row in rows[:_MOST]),
        "parameters": ", ".join(rows[0].open[:_MOST_NAMES])
        + (", …" if len(rows[0].open) > _MOST_NAMES else ""),
        "answer": answer,
    }
    yield Message("sheet_within", _WITHIN, params)
