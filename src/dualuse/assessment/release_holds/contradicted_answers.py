"""Answers of a person that say the worse of what is derived otherwise: one of the two statements is wrong.

Where a derivation knows, it counts, and an answer only fills what it leaves open (``assessment/facts.py``). An answer that says
more than the fields it rests on (a national list has the item, and ``national_entries`` is empty) must not be passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.facts.derived import derived_facts, left_to_a_person
from dualuse.schema.transaction import Transaction
from dualuse.version import legal_derivation

_FREEING: Final = ("item.national_value_exempt",)
"""Facts that are worse where they are false."""


@legal_derivation("Art. 9(1)", "Art. 10(1)", "Art. 215 TFEU")
def contradicted_answers(transaction: Transaction, items: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    """A message for each answer that is worse than what follows from the fields stated.

    Args:
        transaction: checked.
        items: the facts of its items, in order.
    """
    for name in left_to_a_person():
        worse = name not in _FREEING
        of_items = [(item.answers or {}).get(name) for item in transaction.items]
        contradicted = [facts[name] is (not worse) for facts in items]
        ids = tuple(
            item.id or ""
            for item, answer, is_contradicted in zip(transaction.items, of_items, contradicted, strict=True)
            if answer is worse and is_contradicted
        )
        if not ids and (transaction.answers or {}).get(name) is worse and all(contradicted):
            ids = tuple(item.id or "" for item in transaction.items)
        if ids:
            text = N_(
                "under answers {fact} is stated as {answer}, and what is stated of item {items} under {fields} says otherwise: mend"
                " the one or the other"
            )
            fields = derived_facts()[name].answered_by
            yield Message(
                "answer_contradicted",
                text,
                {
                    "fact": name,
                    "answer": str(worse).lower(),
                    "items": ids,
                    "fields": tuple(field for stage in fields for field in stage)
                    or derived_facts()[name].inputs,
                },
            )
