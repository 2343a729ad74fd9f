"""Doubts about the entries that are stated, beside an answer of ``check`` that would be "go": those that ``assess`` has of the same facts.

Like due diligence on record they are no part of the determination, which follows from the transaction alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dualuse.classification.library.model import Decided
    from dualuse.classification.search.answers import Classification
    from dualuse.schema.determination import Determination


def doubts_about(determination: Determination, library: Mapping[str, Decided]) -> tuple[str, ...]:
    """Each doubt as a sentence, in the language of the determination; () where there is none.

    Args:
        determination: of the transaction.
        library: the classifications that stand, by product.
    """
    from dualuse.classification.item_classification import chosen, classified, is_searched
    from dualuse.dossier.answer_text import doubtful_items
    from dualuse.law.eu_2021_821.control_list import edition_record
    from dualuse.schema.transaction import Transaction

    language = determination.language
    items = Transaction.model_validate(determination.transaction).items
    edition = edition_record(date.fromisoformat(determination.date)).name
    rows = [
        classified(
            item,
            chosen(item, library),
            edition,
            _search if is_searched(item) else None,
            language,
            keeps_library=bool(library),
        )
        for item in items
    ]
    return tuple(doubtful_items(rows, language))


def _search(description: str) -> Classification:
    from dualuse.classification.search.classifier import classifier
    from dualuse.classification.search.classifying import answer, installed_texts

    return answer(classifier(installed_texts()), description)
