"""Pairs of names that only sound alike, or are one letter apart, and are two all the same: no rule shows them, nor does the model.

* **A firm and a ship.** Whose name ends with the legal form of a firm is no ship, unless the ship's whole name stands there: ``Quillon SARL`` is not the
  ship ``Quilon``, and ``Gundrel Star Shipping Ltd`` may own the ``Gundrel Star``.
* **Initials.** A firm of three letters is spelt, and not heard: ``UOG`` is no ``UEG``, but ``MEP`` may be ``MIEP``. Nor is a word that has vowels the spelling of a listed one of
  a few consonants: ``Carroll`` is no ``CRL``. The letters that German and English write otherwise for the same Russian ones count as the same.
* **A plain word.** A word of ordinary texts or trades that a firm is called by is what it says, and not what it sounds like: ``Other GmbH`` is not ``Utair``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Integers, any_of, number_of
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.matching.name_rules import SAME_WORD
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.sound import without_vowels
from dualuse.screening.names.transliteration import letters_of_name
from dualuse.screening.names.vocabulary import FORM, meanings
from dualuse.screening.names.word_rarity import WordClass, tells

_OF_FIRMS: Final = frozenset(
    FORM + form
    for form in ("limited", "llc", "joint_stock", "public_joint_stock", "corporation", "partnership")
)
"""Legal forms that no ship bears."""
_INITIALS: Final = 3
"""Letters of a word that is spelt."""
_CONSONANTS: Final = 4
"""Letters of a listed word without vowels that are no spelling of a longer word."""
_SAME_LETTERS: Final = str.maketrans("wzji", "vsyy")
"""Letters of Russian initials in English and in German: ``WTB`` for ``VTB``, ``MSKT`` for ``MZKT``."""
_TWICE: Final = re.compile(r"(.)\1")
_LATIN: Final = letters_of_name("orlow")
_ALIKE: Final = 60
"""How alike two words are at least (rapidfuzz ratio) of which one may be a slip in the other."""
_FIRMS, _VESSELS = 1, 2
"""Groups of models."""


def unlike_names(
    corpus: Corpus, names: Sequence[QueryName], compared: Compared, group_of: Integers, listed_group: Integers
) -> Bits:
    """The pairs that are two names.

    Args:
        corpus: the index.
        names: the names asked.
        compared: the pairs.
        group_of: the group of models of each pair.
        listed_group: the group of the listed party of each.
    """
    of_names = compared.query_name
    with_form = np.array([not _OF_FIRMS.isdisjoint(name.words[-1:]) for name in names], dtype=bool)
    words = [_one_word(name.words) for name in names]
    words = [
        word if word and letters_of_name(name.text) == _LATIN else ""
        for word, name in zip(words, names, strict=True)
    ]
    ship = with_form[of_names] & (group_of == _VESSELS) & (listed_group == _VESSELS)
    one_word = np.array([bool(word) for word in words], dtype=bool)[of_names] & (group_of == _FIRMS)
    others = np.zeros(len(group_of), dtype=bool)
    rows = np.flatnonzero(ship | one_word)
    if not len(rows):
        return others
    kind, letters = compared.right.kind[rows], corpus.arrays["name_letters"]
    telling = kind <= WordClass.NUMBER
    unmet = any_of(telling & (compared.met.right[rows] < SAME_WORD))
    others[rows] = ship[rows] & unmet & ~any_of(kind == WordClass.FORM)
    one_word[rows] &= unmet & (number_of(telling) == 1) & (letters[compared.name[rows]] == _LATIN)
    for pair in np.flatnonzero(one_word & ~others).tolist():
        listed = _one_word(corpus.words_of_name(int(compared.name[pair])))
        others[pair] = bool(listed) and _are_two(words[int(of_names[pair])], listed)
    return others


def same_initials(asked: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether two names are one word without vowels each, of the same letters as English or German write them."""
    if len(asked) != 1 or len(listed) != 1 or not without_vowels(asked[0]):
        return False
    return _in_letters(asked[0]) == _in_letters(listed[0])


def _one_word(words: Sequence[str]) -> str:
    """The only word of a name that tells; "" where there are several."""
    only = ""
    for word in filter(tells, words):
        if only:
            return ""
        only = word
    return only


def _are_two(ours: str, theirs: str) -> bool:
    """Whether two words that firms are called by, not the same, are no spellings of each other."""
    if _in_letters(ours) == _in_letters(theirs):
        return False
    if min(len(ours), len(theirs)) <= _INITIALS:
        return not _lacks_a_letter(ours, theirs)
    if len(theirs) <= min(_CONSONANTS, len(ours) - 1) and without_vowels(theirs) and not without_vowels(ours):
        return True
    is_plain = Plainness.ORDINARY <= plainness_of((ours,))[0] <= Plainness.TRADE
    return is_plain and fuzz.ratio(ours, theirs) < _ALIKE and set(meanings(ours)).isdisjoint(meanings(theirs))


def _lacks_a_letter(ours: str, theirs: str) -> bool:
    """Whether one of two words lacks a letter of the other: it was lost where it was typed."""
    return len(ours) != len(theirs) and OSA.distance(ours, theirs, score_cutoff=1) == 1


def _in_letters(word: str) -> str:
    """A word with one letter for those that stand for the same one, and one where the same stands twice."""
    return _TWICE.sub(r"\1", word.translate(_SAME_LETTERS))
