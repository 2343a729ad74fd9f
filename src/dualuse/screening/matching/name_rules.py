"""What is decided by rules, whatever the score: names that never clear, that are a hit by themselves, or never are.

A model weighs; these rules hold whatever it weighs. They look only at which words of two names met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Integers, any_of, number_of, total_of
from dualuse.screening.matching.comparing import Compared
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.half_names import half_names
from dualuse.screening.matching.word_similarity import SAME_MEANING
from dualuse.screening.names.word_rarity import COMMON, WordClass

_MET_ALONE: Final = 0.935
"""Words this alike are the same word, spelt as another language does."""
_MET_ALONE_BY_SOUND: Final = 0.955
"""A name of one word is equal only where it sounds the same."""
_MET_NEARLY: Final = 0.85
SAME_WORD: Final = 0.985
_RARE: Final = 0.55
_RARE_PERSON: Final = 1.4
"""What the words of a person's name weigh together, for equal names to be a hit."""
_LONG: Final = 7
_SYLLABLES: Final = 3
"""So many words that all met, if only by their meaning, are an equal name: Korean names in another romanisation."""
_TELLING: Final = 0.66
"""The rarity that one of the words that met must have for a hit: about forty parties of the lists have it or fewer."""
_LONG_WORD: Final = 6
_NO_WORD: Final = 255
_NOWHERE: Final = 255
_FEWEST_FILLERS: Final = np.array([3, 5, 3])
"""Words beside a listed name (of persons, others, vessels) from which on it stands among others, and is no longer form of another
name: names of firms are long."""
_WEAK_ALIAS: Final = COLUMNS.index("weak_alias")
_IN_SYLLABLES: Final = COLUMNS.index("in_syllables")
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
    """The words that carry the asked and the listed name, and which of them are patronymics."""

    asked: Bits
    listed: Bits
    asked_father: Bits
    listed_father: Bits


def name_rules(corpus: Corpus, compared: Compared, group_of: Integers, alone: Bits) -> NameRules:
    """The rules for pairs of names. ``group_of``: the group of models of each pair; ``alone``: the pairs whose name is all that is asked.

    Equal names never clear, common as they may be, nor does half a name that tells the listed one (:mod:`.half_names`).
    Equal names of rare words are a hit, of ships not, since ships are named alike.
    """
    left, right = compared.left, compared.right
    words = _Words(
        left.kind <= WordClass.NUMBER,
        right.kind <= WordClass.NUMBER,
        left.kind == WordClass.PATRONYMIC,
        right.kind == WordClass.PATRONYMIC,
    )
    one_word = (number_of(words.asked) == 1) & (number_of(words.listed) == 1)
    equal = _all_words_met(compared, words, one_word) | _all_words_met_by_meaning(compared, words)
    not_ships = group_of < _VESSEL
    asked_met = any_of(words.asked) & ~any_of(words.asked & (compared.met.left < SAME_MEANING))
    half = half_names(corpus, compared, asked_met & not_ships & ~equal, group_of == _PERSON, alone)
    part = _listed_name_within(compared, words) & (group_of == _OTHER)
    strong = compared.features[:, _WEAK_ALIAS] == 0
    nearly_met = words.asked & (compared.met.left >= _MET_NEARLY)
    rarest = np.ascontiguousarray(np.where(nearly_met, left.weight, 0).T).max(axis=0, initial=0)
    return NameRules(
        equal | part | _listed_name_among_words(compared, words, group_of) | half,
        equal & _rare_enough(compared, words, one_word, group_of) & not_ships & strong,
        rarest < _TELLING,
    )


def _all_words_met(compared: Compared, words: _Words, one_word: Bits) -> Bits:
    """All words that carry the names met; patronymics, and their lack, aside.

    A given name beside a name that has more of the same kind is half of it, whatever stands for a patronymic.
    """
    met = compared.met
    asked, listed = words.asked & ~words.asked_father, words.listed & ~words.listed_father
    nothing_open = ~any_of(asked & (met.left < _MET_ALONE)) & ~any_of(listed & (met.right < _MET_ALONE))
    other_father = any_of(words.asked_father & (met.left == 0)) & any_of(
        words.listed_father & (met.right == 0)
    )
    by_sound = any_of(words.asked & (met.left >= _MET_ALONE_BY_SOUND))
    enough = (one_word & by_sound) | (number_of(words.asked & (met.left >= _MET_ALONE)) >= 2)
    return nothing_open & ~other_father & any_of(asked) & any_of(listed) & enough


def _all_words_met_by_meaning(compared: Compared, words: _Words) -> Bits:
    """Three words and more on each side that all met, if only by their meaning."""
    left, right, met = compared.left, compared.right, compared.met
    many = number_of(left.kind != _NO_WORD)
    all_met: Bits = (
        (many >= _SYLLABLES)
        & (many == number_of(right.kind != _NO_WORD))
        & (number_of(words.asked) >= 2)
        & ~any_of(words.asked & (met.left < SAME_MEANING))
        & ~any_of(words.listed & (met.right < SAME_MEANING))
    )
    return all_met


def _listed_name_within(compared: Compared, words: _Words) -> Bits:
    """The whole name of a listed firm, one rare word, and beside it only common ones: a country, a trade."""
    left, right, met = compared.left, compared.right, compared.met
    same = met.right >= SAME_WORD
    listed = words.listed & same & (right.weight >= _TELLING) & (right.letters >= _LONG_WORD)
    others = words.asked & (met.left < SAME_WORD) & (left.weight > COMMON)
    within: Bits = (number_of(words.listed) == 1) & any_of(listed) & ~any_of(others)
    return within


def _listed_name_among_words(compared: Compared, words: _Words, group_of: Integers) -> Bits:
    """The whole of a listed name, of two words and more that are rare together, one after the other among other words."""
    right, met = compared.right, compared.met
    whole = ~any_of(words.listed & (met.right < _MET_ALONE)) & (number_of(words.listed) >= 2)
    rare = total_of(right.weight * words.listed) >= _RARE_PERSON
    filler = number_of(words.asked) >= number_of(words.listed) + _FEWEST_FILLERS[group_of]
    places = np.where(met.likeness >= _MET_ALONE, met.left_at, -1)
    first = np.where(places >= 0, places, _NOWHERE).min(axis=1, initial=_NOWHERE)
    side_by_side = places.max(axis=1, initial=-1) - first < number_of(right.kind != _NO_WORD) + 1
    spelt = compared.features[:, _IN_SYLLABLES] == 0  # a syllable is no word, but a part of one
    among: Bits = whole & rare & filler & side_by_side & spelt
    return among


def _rare_enough(compared: Compared, words: _Words, one_word: Bits, group_of: Integers) -> Bits:
    """Whether the words of the name asked are rare enough together."""
    left = compared.left
    weight = total_of(left.weight * words.asked)
    letters = total_of(left.letters * words.asked)
    return np.where(
        group_of == _PERSON, (weight >= _RARE_PERSON) & ~one_word, (weight >= _RARE) & (letters >= _LONG)
    )


def meets_whole_names(compared: Compared, of_person: Bits, least: float) -> Bits:
    """The pairs in which all words of the listed name met, at least ``least`` alike."""
    kind, unmet = compared.right.kind, compared.met.right < least
    telling = kind <= WordClass.NUMBER
    places = np.arange(kind.shape[1])[None, :]
    first = np.where(telling, places, _NO_WORD).min(axis=1, initial=_NO_WORD)
    last = np.where(telling, places, -1).max(axis=1, initial=-1)
    within = (places > first[:, None]) & (places < last[:, None])
    spared = (within | (kind == WordClass.PATRONYMIC)) & of_person[:, None]
    whole: Bits = ~any_of(telling & ~spared & unmet)
    return whole
