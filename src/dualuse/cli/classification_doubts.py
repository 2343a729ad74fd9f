"""What the library of products of a workspace says otherwise than the transaction, beside an answer of ``check`` that is no stop.

Like due diligence on record it is no part of the determination, which follows from the transaction alone and has every other doubt about its entries itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dualuse.i18n import fill

if TYPE_CHECKING:
    from dualuse.classification.library.model import Decided
    from dualuse.schema.determination import Determination


def doubts_of_the_library(determination: Determination, library: Mapping[str, Decided]) -> tuple[str, ...]:
    """Each doubt as a sentence, in the language of the determination; () where there is none.

    Args:
        determination: of the transaction.
        library: the classifications that stand, by product.
    """
    if not library:
        return ()
    from dualuse.assessment.release_holds.doubted_entries import DOUBTFUL_ITEM
    from dualuse.classification.item_classification import chosen, doubts_of_library
    from dualuse.law.eu_2021_821.control_list import edition_record
    from dualuse.schema.transaction import Transaction

    language = determination.language
    items = Transaction.model_validate(determination.transaction).items
    edition = edition_record(date.fromisoformat(determination.date)).name
    return tuple(
        fill(DOUBTFUL_ITEM, language, item=item.id or "–", doubt=doubt)
        for item in items
        for doubt in doubts_of_library(item, chosen(item, library), edition, keeps_library=True)
    )
