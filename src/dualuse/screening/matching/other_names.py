"""Pairs that are two names, whatever the model makes of the words they share: half of one name that meets half of another.

They are left out before the best pair of an entry is taken. Names that never clear (:mod:`.name_rules`) are not looked at, nor are texts.

* **Firms that share plain words.** Where a listed name met in part, and all that met are words of trades, places or ordinary texts, a word of its own
  in the name asked makes it another's: ``Orion Research Institute`` is not ``Vega Research Institute``. So does what stands around a part of
  a field that is compared by itself.
* **Half of a field, half of a listed firm.** Somebody may stand in a part of a field. But where in the place of what the listed name has beside what met
  another word stands around the part, it is half of another name.
* **A patronymic is no family name.** Of ``Ivan Petrovich Orlow`` nothing is left for ``Ivan Petrov``.
* **Given name and patronymic are half a name.** Where the listed person has a family name as well, and another one is asked, the two alone are nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz import fuzz

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.alignment import Side
from dualuse.screening.matching.by_rows import Bits, Floats, Integers, any_of, number_of
from dualuse.screening.matching.comparing import ONE_WORD, Compared, QueryName
from dualuse.screening.matching.name_rules import SAME_WORD
from dualuse.screening.matching.scorer import FIRMS, PERSONS
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.sound import without_vowels
from dualuse.screening.names.transliteration import letters_of_name
from dualuse.screening.names.word_rarity import COMMON, WordClass, class_of

_UNLIKE: Final = 0.6
"""Words less alike are two words."""

_SHORT: Final = 2
_FEW: Final = 2
"""Words of its own by which half of a listed name is met at most: by more it is told."""
_LEAST_OWN: Final = 0.59
"""What a word of a listed name weighs at least that another word stands for: as much as the rarest words of trade."""
_LIGHTER: Final = 0.2
"""How much less it weighs at most than what met: beside a very rare word the lack of a common one says nothing."""
_MOST_ALIKE: Final = 60
"""How alike two words are at most (rapidfuzz ratio) of which one stands for the other."""


def speak_of_others(
    corpus: Corpus,
    names: Sequence[QueryName],
    compared: Compared,
    pairs: Integers,
    group_of: Integers,
) -> Bits:
    """Which of ``pairs``, none of which never clears, are two names.

    Args:
        corpus: the index.
        names: the names compared.
        compared: all pairs of names.
        pairs: the numbers of those to look at.
        group_of: the group of models of each pair of ``compared``.
    """
    left_kind, right_kind = compared.left.kind[pairs], compared.right.kind[pairs]
    left_met, right_met = compared.met.left[pairs], compared.met.right[pairs]
    query_name = compared.query_name[pairs]
    around = np.array([bool(name.around) for name in names], dtype=bool)[query_name]
    half = any_of((right_kind <= WordClass.NUMBER) & (right_met < ONE_WORD))
    fathers = any_of(left_kind == WordClass.PATRONYMIC)
    own = any_of((left_kind == WordClass.CORE) & (left_met < _UNLIKE))
    letters = np.array([letters_of_name(name.text) for name in names], dtype=np.int64)[query_name]
    same_letters = letters == corpus.arrays["name_letters"][compared.name[pairs]]
    others = np.zeros(len(pairs), dtype=bool)
    for at in np.flatnonzero((group_of[pairs] == FIRMS) & (around | own) & half & same_letters).tolist():
        name = names[int(query_name[at])]
        others[at] = _is_another_firm(corpus, name, compared, int(pairs[at]))
    listed_father = number_of(right_kind == WordClass.PATRONYMIC) > 0
    without_family = listed_father & (number_of(right_kind == WordClass.CORE) == 1) & ~half
    persons = (group_of[pairs] == PERSONS) & own & fathers & same_letters
    for at in np.flatnonzero(persons).tolist():
        pair = int(pairs[at])
        name = names[int(query_name[at])]
        if without_family[at]:
            others[at] = _has_longer_name(corpus, int(compared.entity[pair]))
        else:
            others[at] = not listed_father[at] and _meets_family_name_by_patronymic(
                corpus, name, compared, pair
            )
    return others


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that tells, in a pair. ``met``: how alike the word is that it met, 0 if none."""

    text: str
    weight: float
    met: float
    plainness: Plainness

    @property
    def is_own(self) -> bool:
        """Whether it may be what a firm is called, and no other."""
        return self.plainness < Plainness.ORDINARY


def _words(words: Sequence[str], side: Side, met: Floats, pair: int) -> list[_Word]:
    """The telling words of one side of a pair."""
    rows = zip(
        words,
        side.kind[pair].tolist(),
        side.weight[pair].tolist(),
        met[pair].tolist(),
        plainness_of(tuple(words)),
        strict=False,
    )
    return [_Word(word, *row) for word, kind, *row in rows if kind <= WordClass.NUMBER]


def _is_another_firm(corpus: Corpus, asked: QueryName, compared: Compared, pair: int) -> bool:
    """Whether a name, or a part of one, that meets part of a listed firm's is another firm's."""
    listed_words = corpus.words_of_name(int(compared.name[pair]))
    listed = _words(listed_words, compared.right, compared.met.right, pair)
    ours = _words(asked.words, compared.left, compared.met.left, pair)
    around = [plain for word, plain in asked.around if _is_another(word, listed_words, asked.words)]
    if not any(word.is_own and word.met >= ONE_WORD for word in (*listed, *ours)):
        return bool(around) or _has_own_word_instead(ours, listed)
    own_met = sum(word.is_own and word.met >= ONE_WORD for word in listed)
    if own_met > _FEW or all(plainness >= Plainness.ORDINARY for plainness in around):
        return False
    heaviest_met = max((word.weight for word in listed if word.met >= ONE_WORD), default=0.0)
    unmet = max(word.weight for word in listed if word.met < ONE_WORD)
    return unmet >= max(_LEAST_OWN, heaviest_met - _LIGHTER)


def _has_own_word_instead(ours: Sequence[_Word], listed: Sequence[_Word]) -> bool:
    """Whether the name asked has a word like none of the listed one, and one of the two words that stand for each other is a name's own.

    A name without vowels, and one that was cut short, is the same name with other letters.
    """
    cut = [word.text for word in ours[-1:] if word.met < ONE_WORD]
    if any(word.text.startswith(last) for last in cut for word in listed):
        return False
    if all(without_vowels(word.text) for word in ours if len(word.text) > _SHORT):
        return False
    unlike = [word for word in ours if word.met < _UNLIKE and _may_tell(word)]
    missed = any(word.met < _UNLIKE and _may_tell(word) and word.is_own for word in listed)
    return any(word.is_own or missed for word in unlike)


def _may_tell(word: _Word) -> bool:
    """Whether a word is rare enough to be what a firm is told by."""
    told_apart = class_of(word.text) == WordClass.CORE and word.plainness < Plainness.ATTACHED
    return told_apart and word.weight > COMMON


def _is_another(word: str, listed: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether a word is none of a listed name, however spelt, nor the initials of a name."""
    initials = {
        "".join(each[0] for each in words if class_of(each) <= WordClass.NUMBER) for words in (listed, asked)
    }
    return word not in initials and not any(fuzz.ratio(word, each) >= _MOST_ALIKE for each in listed)


def _meets_family_name_by_patronymic(corpus: Corpus, asked: QueryName, compared: Compared, pair: int) -> bool:
    """Whether a patronymic asked met a family name of which it is made."""
    listed = corpus.words_of_name(int(compared.name[pair]))
    return any(
        likeness < SAME_WORD
        and class_of(asked.words[left]) == WordClass.PATRONYMIC
        and asked.words[left].startswith(listed[right])
        for likeness, left, right in _met(compared, pair)
    )


def _met(compared: Compared, pair: int) -> Iterator[tuple[float, int, int]]:
    """What met in a pair: likeness, place in the name asked, place in the listed one."""
    met = compared.met
    for likeness, left, right in zip(
        met.likeness[pair].tolist(), met.left_at[pair].tolist(), met.right_at[pair].tolist(), strict=True
    ):
        if left >= 0 and right >= 0 and likeness >= ONE_WORD:
            yield likeness, left, right


def _has_longer_name(corpus: Corpus, entity: int) -> bool:
    """Whether an entry has a name of two words that are no patronymics: with its family name."""
    first, end = corpus.arrays["entity_name_at"][entity : entity + 2].tolist()
    return any(
        sum(class_of(word) == WordClass.CORE for word in corpus.words_of_name(name)) > 1
        for name in range(first, end)
    )
