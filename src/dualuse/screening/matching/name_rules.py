"""What no score decides: names that never clear, names that are a hit by themselves, and names that are never one.

A model weighs; these rules hold whatever it weighs. They look only at which words of two names met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.matching.by_rows import any_of, number_of, total_of
from dualuse.screening.matching.comparing import Compared
from dualuse.screening.matching.features import NAME_MEASURES
from dualuse.screening.matching.word_similarity import SAME_MEANING
from dualuse.screening.names.word_rarity import WordClass

Bits = NDArray[np.bool_]

_MET_ALONE: Final = 0.935
"""Words this alike are the same word, spelt as another language does."""
_MET_ALONE_BY_SOUND: Final = 0.955
"""A name of one word is equal only where it sounds the same."""
_MET_NEARLY: Final = 0.85
_SAME_WORD: Final = 0.985
_RARE: Final = 0.55
_RARE_PERSON: Final = 1.4
"""What the words of a person's name weigh together, for equal names to be a hit."""
_LONG: Final = 7
_SYLLABLES: Final = 3
"""So many words that all met, if only by their meaning, are an equal name: Korean names in another romanisation."""
_TELLING: Final = 0.66
"""The rarity that one of the words that met must have for a hit: about forty parties of the lists have it or fewer."""
_COMMON: Final = 0.62
_LONG_WORD: Final = 6
_NO_WORD: Final = 255
_WEAK: Final = NAME_MEASURES.index("weak")
_PERSON, _OTHER, _VESSEL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class NameRules:
    """Per pair of names. Shapes: [pairs].

    ``never_clear``: whoever is named so is shown. ``hit``: a hit unless something speaks against it. ``common``: nothing but
    common words met, which is a hit only where a date or country agrees.
    """

    never_clear: Bits
    hit: Bits
    common: Bits


@dataclass(frozen=True, slots=True)
class _Words:
    """Which words carry the names: ``core`` of the one asked, ``other`` of the listed one; fathers' names among them."""

    core: Bits
    other: Bits
    father: Bits
    their_father: Bits


def name_rules(compared: Compared, group_of: NDArray[np.int64]) -> NameRules:
    """The rules for pairs of names. ``group_of``: the group of models of each pair.

    Equal names never clear, common as they may be, nor does half a name: one rare word is all that is asked, and it is met.
    Equal names of rare words are a hit, of ships not, since ships are named alike.
    """
    left, right = compared.left, compared.right
    words = _Words(
        left.kind <= WordClass.NUMBER,
        right.kind <= WordClass.NUMBER,
        left.kind == WordClass.PATRONYMIC,
        right.kind == WordClass.PATRONYMIC,
    )
    one_word = (number_of(words.core) == 1) & (number_of(words.other) == 1)
    equal = _equal(compared, words, one_word) | _equal_by_meaning(compared, words)
    single = number_of(left.kind != _NO_WORD) == 1
    rare = any_of(words.core & (compared.met.left >= _MET_ALONE) & (left.weight >= _RARE))
    part = _part_of_it(compared, words) & (group_of == _OTHER)
    not_ships = group_of < _VESSEL
    strong = compared.measures[:, _WEAK] == 0
    met = words.core & (compared.met.left >= _MET_NEARLY)
    rarest = np.ascontiguousarray(np.where(met, left.weight, 0).T).max(axis=0, initial=0)
    return NameRules(
        equal | part | (single & rare & not_ships),
        equal & _tells(compared, words, one_word, group_of) & not_ships & strong,
        rarest < _TELLING,
    )


def _equal(compared: Compared, words: _Words, one_word: Bits) -> Bits:
    """All words that carry the names met; fathers' names, and their lack, aside.

    A given name beside a name that has more of the same kind is half of it, whatever stands for a father's name.
    """
    met = compared.met
    given, their_given = words.core & ~words.father, words.other & ~words.their_father
    nothing_open = ~any_of(given & (met.left < _MET_ALONE)) & ~any_of(their_given & (met.right < _MET_ALONE))
    other_father = any_of(words.father & (met.left == 0)) & any_of(words.their_father & (met.right == 0))
    by_sound = any_of(words.core & (met.left >= _MET_ALONE_BY_SOUND))
    enough = (one_word & by_sound) | (number_of(words.core & (met.left >= _MET_ALONE)) >= 2)
    equal: Bits = nothing_open & ~other_father & any_of(given) & any_of(their_given) & enough
    return equal


def _equal_by_meaning(compared: Compared, words: _Words) -> Bits:
    """Three words and more on each side that all met, if only by their meaning."""
    left, right, met = compared.left, compared.right, compared.met
    many = number_of(left.kind != _NO_WORD)
    found: Bits = (
        (many >= _SYLLABLES)
        & (many == number_of(right.kind != _NO_WORD))
        & (number_of(words.core) >= 2)
        & ~any_of(words.core & (met.left < SAME_MEANING))
        & ~any_of(words.other & (met.right < SAME_MEANING))
    )
    return found


def _part_of_it(compared: Compared, words: _Words) -> Bits:
    """The whole name of a listed firm, one rare word, and beside it only common ones: a country, a trade."""
    left, right, met = compared.left, compared.right, compared.met
    same = met.right >= _SAME_WORD
    listed = words.other & same & (right.weight >= _TELLING) & (right.letters >= _LONG_WORD)
    others = words.core & (met.left < _SAME_WORD) & (left.weight > _COMMON)
    found: Bits = (number_of(words.other) == 1) & any_of(listed) & ~any_of(others)
    return found


def _tells(compared: Compared, words: _Words, one_word: Bits, group_of: NDArray[np.int64]) -> Bits:
    """Whether the words of the name asked are rare enough together."""
    left = compared.left
    weight = total_of(left.weight * words.core)
    letters = total_of(left.letters * words.core)
    found: Bits = np.where(
        group_of == _PERSON, (weight >= _RARE_PERSON) & ~one_word, (weight >= _RARE) & (letters >= _LONG)
    )
    return found
