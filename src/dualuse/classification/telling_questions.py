"""Which questions of a sheet tell most of goods that are described in a few words: those of the goods named, or of each kind that may be meant.

A sheet asks of many goods: that of 2B352 of fermenters, separators and freeze dryers. The name of its parameter says which goods a yes or no is about (``fermenter``,
``streak_camera``); where the description has those words, or their English ones, only what the sheet asks of the same provisions tells anything. Where it
has none of them ("high-speed camera", "lithography"), each provision that may be meant is asked about, and what one of them asks alone settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from dualuse.classification.search.glosses import glosses
from dualuse.classification.search.trade_names import everyday_vocabulary
from dualuse.classification.search.words import stemmer, stop_words, words_of
from dualuse.classification.sheets.examining import examine
from dualuse.classification.sheets.results import Question
from dualuse.classification.sheets.sheet import MEETS

QUANTITY: Final = "quantity"
_OR: Final = "_or_"
_MOST: Final = 4
"""Questions that a sentence has room for."""


@lru_cache(maxsize=1024)
def telling_questions(code: str, description: str) -> tuple[Question, ...]:
    """The questions of the sheet of ``code`` that tell most of goods so described; none where it has no sheet, or more than a sentence has room for.

    Args:
        code: an entry, or a provision under which the goods may be listed.
        description: what the goods are called.
    """
    questions = questions_of_sheet(code)
    meant = _concerned(goods_named(code, description)) or _concerned(questions)
    chosen = tuple(_each_provision(questions, meant))
    return chosen if len(chosen) <= _MOST else ()


def asks_anything(code: str) -> bool:
    """Whether there is a sheet that asks anything of the goods of ``code``."""
    return bool(questions_of_sheet(code))


@lru_cache(maxsize=256)
def questions_of_sheet(code: str) -> tuple[Question, ...]:
    """The questions that the sheet of ``code`` asks of goods of which nothing is stated; none where it has no sheet."""
    try:
        questions = examine(code, {}).questions
    except LookupError:
        return ()
    return tuple(row for row in questions if not row.parameter.startswith(MEETS))


def _concerned(questions: Iterable[Question]) -> frozenset[str]:
    return frozenset(path for row in questions for path in row.concerns)


def goods_named(code: str, description: str) -> tuple[Question, ...]:
    """The yes or no questions of a sheet of which a description has the whole name of the goods; of several those with the longest name."""
    stems = _stems(description)
    lengths = {row: _length_of_name(row, stems) for row in questions_of_sheet(code) if row.kind != QUANTITY}
    longest = max(lengths.values(), default=0)
    return tuple(row for row, length in lengths.items() if length == longest > 0)


def _length_of_name(question: Question, stems: frozenset[str]) -> int:
    """Of how many words the name of the goods is that the description has; 0 where it has not all of them."""
    stem = stemmer("en")
    names = (name.split("_") for name in question.parameter.split(_OR))
    return max((len(name) for name in names if {stem(word) for word in name} <= stems), default=0)


def _each_provision(questions: Sequence[Question], meant: frozenset[str]) -> Iterator[Question]:
    """For each provision that may be meant a question that bears on it, as few as the order of the sheet gives: quantities, and where it asks for none, the others.

    A yes or no beside quantities is mostly about what goes with the goods: a plug-in, a conversion kit.
    """
    quantities = tuple(
        row for row in questions if row.kind == QUANTITY and not meant.isdisjoint(row.concerns)
    )
    left = set(meant)
    for row in quantities or questions:
        if left.intersection(row.concerns):
            left.difference_update(row.concerns)
            yield row


def _stems(description: str) -> frozenset[str]:
    """The stems of the words of a description, and of those that they are in English."""
    stem = stemmer("en")
    plain = [word.plain for word in words_of(description) if word.plain not in stop_words("en")]
    english = (
        part for word in plain for gloss in glosses().values() for part in gloss.in_english(word, _is_english)
    )
    return frozenset(stem(part) for text in (*plain, *english) for part in text.split())


def _is_english(word: str) -> bool:
    return word in everyday_vocabulary("en")
