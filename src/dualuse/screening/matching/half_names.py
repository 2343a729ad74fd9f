"""Half a listed name, which clears nobody where it tells the whole one: all that is asked is met, and what the listed name has beside it is plain.

* **One rare word**, if it is all that is asked; of a longer name only if it is what tells the listed one: ``Example (Angstrem)`` is asked for
  ``Angstrem Trading``, and ``Example (Trading)`` not.
* **The word of a firm with another legal form**, or with other words of trade: ``VTB Ltd`` for ``VTB Bank``, ``Univ Sharif`` for the ``Sharif
  University of Technology``.
* **The first and the last word of a person's name**, if one of them is rare: ``Mohammed Hassouri`` for ``Mohammed Yousef Hasouri``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, any_of, number_of
from dualuse.screening.matching.comparing import Compared
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.names.beside_places import known_places
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.vocabulary import first_of_trade, is_given_name, ordinary_words
from dualuse.screening.names.word_rarity import COMMON, WordClass

_SAME: Final = 0.985
_SOUNDS_THE_SAME: Final = 0.955
_SPELT_OTHERWISE: Final = 0.935
"""How alike two words are at least that are one word, in one language and the same letters; in two languages."""
_RARE: Final = 0.55
_TELLING: Final = 0.66
_RARE_FAMILY: Final = 0.86
"""What a word weighs at least that is asked alone; that tells a listed name; that tells somebody beside another word of their name."""
_HALVES: Final = 2
_MOST_LACKING: Final = 1
"""Rare words of a listed firm's name that are not met at most; plain ones may be any."""
_MOST_ASKED: Final = 3
"""Words by which half of a firm's name is told; more of them the model weighs."""
_OTHER_ALPHABET: Final = COLUMNS.index("other_alphabet")


class _Word(NamedTuple):
    """A word of the listed name. ``met``: how alike the word is that it met."""

    text: str
    plainness: Plainness
    kind: int
    weight: float
    met: float

    @property
    def carries(self) -> bool:
        return self.kind <= WordClass.NUMBER


def half_names(corpus: Corpus, compared: Compared, among: Bits, of_person: Bits, alone: Bits) -> Bits:
    """The pairs whose name asked is half of the listed one and tells it.

    Args:
        corpus: the index.
        compared: the pairs.
        among: those to look at; every word asked of them is met, if only by its meaning.
        of_person: the pairs of persons.
        alone: the pairs whose name is all that is asked.
    """
    half = np.zeros(len(among), dtype=bool)
    rows = np.flatnonzero(among)
    kind, weight, met = (each[rows] for each in (compared.left.kind, compared.left.weight, compared.met.left))
    asked = kind <= WordClass.NUMBER
    number, person = number_of(asked), of_person[rows]
    single = number_of(kind <= WordClass.FORM) == 1
    least = np.where(single, _SPELT_OTHERWISE, _SAME)[:, None]
    rare = any_of(asked & (met >= least) & (weight >= _RARE)) & (single | ~person)
    right, met_right = compared.right, compared.met.right
    lacking = (
        (right.kind[rows] <= WordClass.NUMBER) & (met_right[rows] < _SAME) & (right.weight[rows] > COMMON)
    )
    rare &= single | ((number_of(lacking) <= _MOST_LACKING) & (number <= _MOST_ASKED))
    sounds = ~any_of(asked & (met < _SOUNDS_THE_SAME)) & any_of(asked & (weight >= _RARE_FAMILY))
    sounds &= person & (number > 1) & (compared.features[rows, _OTHER_ALPHABET] == 0)
    half[rows] = single & rare & alone[rows]
    for pair in rows[rare & ~half[rows]].tolist():
        half[pair] = _tells_the_listed_name(_words(corpus, compared, pair), of_person=bool(of_person[pair]))
    for pair in rows[sounds].tolist():
        half[pair] = _has_only_inner_words_beside(_words(corpus, compared, pair))
    return half


def _words(corpus: Corpus, compared: Compared, pair: int) -> list[_Word]:
    words = corpus.words_of_name(int(compared.name[pair]))
    right, met = compared.right, compared.met.right[pair].tolist()
    columns = words, plainness_of(words), right.kind[pair].tolist(), right.weight[pair].tolist(), met
    return [_Word(*row) for row in zip(*columns, strict=False)]


def _has_only_inner_words_beside(listed: list[_Word]) -> bool:
    """Whether the first and the last word of a person's name met, whatever stands between them."""
    ends = [word.met for word in listed if word.carries]
    return len(ends) > 1 and min(ends[0], ends[-1]) >= _SOUNDS_THE_SAME


def _tells_the_listed_name(listed: list[_Word], *, of_person: bool) -> bool:
    """Whether what met tells the listed name: a rare word of its own that sounds the same, of a firm no town and beside plain and common ones only, of
    a person no given name."""
    own = [
        word
        for word in listed
        if word.carries and word.weight > COMMON and word.plainness < Plainness.ORDINARY
    ]
    own_met = [word for word in own if word.met >= _SOUNDS_THE_SAME and word.weight >= _TELLING]
    if of_person:
        return any(not is_given_name(word.text) for word in own_met)
    if not own:
        return _is_half_of_trade([word for word in listed if word.carries])
    places = [word for word in own_met if (word.text,) in known_places().get(word.text, ())]
    return bool(own_met) and not places and len(own_met) == len(own)


def _is_half_of_trade(listed: list[_Word]) -> bool:
    """Whether the word that met is one of two words of trade that are all a firm is called by, and one that few firms use: ``Melli`` of ``Bank
    Melli``."""
    met = [word.text for word in listed if word.met >= _SAME]
    of_trade = len(listed) == _HALVES and all(word.plainness == Plainness.TRADE for word in listed)
    return of_trade and len(met) == 1 and met[0] not in ordinary_words() and met[0] not in first_of_trade()
