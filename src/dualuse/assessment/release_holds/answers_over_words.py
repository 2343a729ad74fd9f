"""Answers of a person that say that words mean something else: what they free stands beside "go" with the words, so that who reads it can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dualuse.assessment.release_holds.unexecuted import Unexecuted, point_of
from dualuse.assessment.signs.words_met import WordMet
from dualuse.i18n import N_, Message
from dualuse.schema.transaction import Transaction, answers_on

OVER_WORDS: Final = "answered_over_words"
"""The code of a message that names an answer, and the words that it is given over."""
_OF_GOODS: Final = "goods."
_TEXT: Final = N_("you answered that this is not concerned: {answer} is false; what was read: {read}")


def answers_over_words(left: Unexecuted) -> Iterator[Message]:
    """For each answer "no" to a point that words point to, these words."""
    by_answer: dict[str, dict[WordMet, None]] = {}
    for row, words in left.denied_by_a_person:
        by_answer.setdefault(point_of(row), {}).update(dict.fromkeys(words))
    for answer, words_of_answer in by_answer.items():
        read = tuple(word.message for word in words_of_answer)
        yield Message(OVER_WORDS, _TEXT, {"answer": answer, "read": read})


def answers_on_goods(transaction: Transaction) -> Iterator[Message]:
    """For each answer that an item is none of the goods that an annex names by its customs code, what the item is called."""
    of_answer: dict[str, list[Message]] = {}
    for item in transaction.items:
        for name, answer in answers_on(transaction, item).items():
            if answer is False and name.startswith(_OF_GOODS) and item.description:
                params = {"item": item.id or "", "description": item.description}
                called = Message("item_called", N_("item {item}: “{description}”"), params)
                of_answer.setdefault(name, []).append(called)
    for name, read in of_answer.items():
        yield Message(OVER_WORDS, _TEXT, {"answer": name, "read": tuple(read)})
