"""Listed names that stand whole, word by word, in a field among whatever other words: they are looked up, not scored.

The index knows each name by the letters of its words one after the other. Every run of words of a field is looked up so, whatever its
length. Names that many words could make are asked only where they stand apart from the words beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.screened import Query
from dualuse.screening.names.short_names import is_unspeakable
from dualuse.screening.names.standing_within import (
    Beside,
    Field,
    beside,
    fields_of,
    has_own_word,
    runs_of,
    spellings_of,
    without_forms,
)
from dualuse.screening.names.vocabulary import FORM, is_given_name
from dualuse.screening.names.word_rarity import weight_of

_RARE: Final = 1.3
"""What the words of a name weigh together that is asked whatever stands beside it."""
_RARE_WEAK: Final = 1.0
"""The same of a weak alias beside a word of trade."""
_APART: Final = 0.3
"""The same of a name that stands apart from the words beside it, or beside a word of trade."""
_RARE_WORD: Final = 0.86
"""What one word weighs at least, to be asked for itself where it stands apart."""
_RARE_WITH_FORM: Final = 0.75
"""The same where its legal form stands beside it as it does in the list."""
_FEWEST_LETTERS: Final = 5
_FEWEST_OF_BROKEN: Final = 8
"""Letters of a name whose words were broken up otherwise than in the list."""
CRAFT: Final = ("vessel", "aircraft")


@dataclass(frozen=True, slots=True)
class Contained:
    """A listed name in a field. ``query``: the number of the query; ``text``: the field; ``name``: the number of the listed name."""

    query: int
    text: str
    name: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of a field of a query. ``text``: the field as it was stated."""

    query: int
    text: str
    field: Field
    start: int
    end: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words without legal forms."""
        return without_forms(self.field.words[self.start : self.end])

    @property
    def is_whole(self) -> bool:
        """Whether the field has no other words, and reads so as it stands: such a name is asked anyway."""
        return self.field.whole and len(self.words) == len(without_forms(self.field.words))


def contained_names(queries: Sequence[Query], corpus: Corpus) -> list[Contained]:
    """The listed names that stand whole in the names of queries, among other words or broken up."""
    contained: dict[tuple[int, int], Contained] = {}
    fields = (
        (number, text) for number, query in enumerate(queries) if not query.is_text for text in query.names
    )
    for run, name in runs_met(fields, corpus):
        pair = run.query, name
        if pair not in contained and _names(run, name, queries[run.query].kind, corpus):
            contained[pair] = Contained(run.query, run.text, name)
    return list(contained.values())


def runs_met(fields: Iterable[tuple[int, str]], corpus: Corpus) -> Iterator[tuple[Run, int]]:
    """The runs of words of fields that have the letters of a listed name, each with the number of that name.

    ``fields``: the number of a query, and the field.
    """
    keys: list[int] = []
    runs: list[Run] = []
    for number, text in fields:
        for field in fields_of(text):
            for key, start, end in runs_of(field.words):
                keys.append(key)
                runs.append(Run(query=number, text=text, field=field, start=start, end=end))
    low, high = corpus.places_of_runs(np.array(keys, dtype=np.uint32))
    for at in np.flatnonzero(high > low).tolist():
        for name in corpus.run_name[low[at] : high[at]].tolist():
            yield runs[at], name


def _names(run: Run, name: int, asked_kind: str, corpus: Corpus) -> bool:
    """Whether a run of words is the listed name, and says enough where it stands."""
    listed = corpus.words_of_name(name)
    bare, written = spellings_of(corpus.text_of_name(name), listed)
    spelt = written if run.field.written else bare
    if not bare or "".join(run.words) != "".join(spelt):
        return False
    kind = KINDS[int(corpus.arrays["entity_kind"][corpus.name_entity[name]])]
    sides = beside(run.field, run.start, run.end, listed)
    if (kind in CRAFT or asked_kind in CRAFT) and Beside.NUMBER in sides:
        return False  # the ships of one owner are numbered
    if run.words != spelt:
        return min(sides) >= Beside.NOTHING and _is_broken_name(bare)
    if run.is_whole:
        return False
    if len(bare) > 1:
        return _says_enough(bare, min(sides), kind in CRAFT, bool(corpus.arrays["name_weak"][name]))
    if kind in ("person", *CRAFT) or asked_kind == "person" or min(sides) < Beside.TRADE:
        return False
    with_form = len(spelt) > 1 or has_same_form(run, listed)
    return (with_form or min(sides) >= Beside.NOTHING) and _says_enough_alone(bare[0], with_form)


def _is_broken_name(bare: Sequence[str]) -> bool:
    """Whether the letters of a name tell it however they are parted into words."""
    return sum(map(weight_of, bare)) >= _APART and sum(map(len, bare)) >= _FEWEST_OF_BROKEN


def _says_enough(bare: Sequence[str], beside: Beside, is_craft: bool, is_weak: bool) -> bool:
    """Whether a name of two words and more says enough, with ``beside`` it the nearest to a word of the same name."""
    weight = sum(map(weight_of, bare))
    if beside >= Beside.NOTHING:
        return weight >= _APART
    if is_craft or not has_own_word(bare):
        return False
    if beside >= Beside.TRADE:
        return weight >= (_RARE_WEAK if is_weak else _APART)
    return weight >= _RARE and not is_weak


def _says_enough_alone(word: str, with_form: bool) -> bool:
    """Whether a firm's name of one word says enough: with its legal form, rare as it is, or made of letters that nobody could speak."""
    if with_form:
        return weight_of(word) >= _RARE_WITH_FORM
    if is_unspeakable(word):
        return True
    return weight_of(word) >= _RARE_WORD and len(word) >= _FEWEST_LETTERS and not is_given_name(word)


def has_same_form(run: Run, listed: Sequence[str]) -> bool:
    """Whether the legal form of the listed name stands beside the run."""
    words = run.field.words
    neighbours = (*words[max(run.start - 1, 0) : run.start], *words[run.end : run.end + 1])
    return any(word.startswith(FORM) and word in listed for word in neighbours)
