"""The part of a field that meets a listed name, asked as if it stood alone: ``Igor Orlow`` of ``Nachlass Igor Orlow``.

Whoever is listed stays listed when words stand beside the name: an estate, a fund, a branch. A model that weighs the whole field takes
those words for words of another name. So the words from the first that meets a listed name to the last are compared once more, by
themselves. What they say alone counts as a ``review``:

* where no word beside them can be part of a name (a title, a trade, a place, a word of ordinary texts): if they are a whole listed name and
  would be for review alone, or any part of a person's name and would be a hit;
* beside any other word, as long as it is none that several listed parties bear: if they are a whole listed name of rare words, letter by
  letter.

A whole name is all its words but patronymics, legal forms and, of persons, what stands between given and family name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import groupby
from typing import Final

import numpy as np

from dualuse.i18n.places import cities, places_by_name
from dualuse.screening.matching.by_rows import Bits, Integers, any_of, number_of, total_of
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.names.transliteration import SYLLABLES, letters_of_name
from dualuse.screening.names.vocabulary import (
    FORM,
    beside_persons,
    initials_beside_persons,
    is_given_name,
    joiners,
    ordinary_words,
    role_words,
    words_beside_names,
)
from dualuse.screening.names.word_rarity import WordClass, class_of, common_words
from dualuse.screening.names.words import words_of

_MET: Final = 0.75
"""Words at least this alike are taken for spellings of one word."""
_LEAST_MET: Final = 0.5
"""Of what the words of a listed name weigh, the share that a part must meet to be asked."""
_SAME_WORD: Final = 0.985
_RARE_WORD: Final = 0.75
_RAREST_WORD: Final = 0.86
_LONG_WORD: Final = 6
"""What the only word of a firm's name weighs at least, beside its legal form; without it, and how many letters it has then."""
_NO_WORD: Final = 255


class Beside(IntEnum):
    """What stands beside a part: the words that say the least decide."""

    NAMES = 0
    """A word that several listed parties bear, or a given name: it may be another name."""
    UNKNOWN = 1
    PLAIN = 2
    """Words that cannot be part of a name."""


@dataclass(frozen=True, slots=True)
class PartMet:
    """A part of a field to be compared alone, and what stands beside it."""

    name: QueryName
    beside: Beside


def parts_met(names: Sequence[QueryName], compared: Compared, among: Bits, of_firm: Bits) -> list[PartMet]:
    """The parts of fields that meet listed names, with the names each is to be compared with.

    Args:
        names: the names compared.
        compared: the pairs of names.
        among: the pairs that are looked at.
        of_firm: the pairs of a listed firm and what may be one.
    """
    left, right = compared.left, compared.right
    places = np.arange(left.kind.shape[1])[None, :]
    strong = (left.kind <= WordClass.NUMBER) & (compared.met.left >= _MET)
    first = np.where(strong, places, _NO_WORD).min(axis=1, initial=_NO_WORD)
    last = np.where(strong, places, -1).max(axis=1, initial=-1)
    beside = last - first + 1 < number_of(left.kind != _NO_WORD)
    same = strong & (compared.met.left >= _SAME_WORD)
    with_form = any_of((right.kind == WordClass.FORM) & (compared.met.right >= _SAME_WORD))
    rare = any_of(same & (left.weight >= _RARE_WORD)) & with_form
    rare |= any_of(same & (left.weight >= _RAREST_WORD) & (left.letters >= _LONG_WORD))
    one_word = of_firm & (number_of(right.kind <= WordClass.NUMBER) == 1) & rare
    enough = (number_of(strong) >= 2) | ((number_of(strong) == 1) & one_word)
    weight = right.weight * (right.kind <= WordClass.NUMBER)
    share = total_of(weight * (compared.met.right >= _MET)) / np.maximum(total_of(weight), 0.05)
    kept = np.flatnonzero(among & beside & enough & (share >= _LEAST_MET))
    return list(_parts(names, compared, kept, first, last))


def meets_whole_names(compared: Compared, of_person: Bits, *, same: bool = False) -> Bits:
    """The pairs in which the whole listed name met; ``same``: each word letter by letter, and no other that sounds like it."""
    kind, unmet = compared.right.kind, compared.met.right < (_SAME_WORD if same else _MET)
    telling = kind <= WordClass.NUMBER
    places = np.arange(kind.shape[1])[None, :]
    first = np.where(telling, places, _NO_WORD).min(axis=1, initial=_NO_WORD)
    last = np.where(telling, places, -1).max(axis=1, initial=-1)
    within = (places > first[:, None]) & (places < last[:, None]) & of_person[:, None]
    whole: Bits = ~any_of(telling & (kind != WordClass.PATRONYMIC) & ~within & unmet)
    return whole


def _parts(
    names: Sequence[QueryName], compared: Compared, kept: Integers, first: Integers, last: Integers
) -> Iterator[PartMet]:
    met: dict[tuple[int, tuple[str, ...], Beside], tuple[QueryName, int, int, set[int]]] = {}
    for pair in kept.tolist():
        name = names[int(compared.query_name[pair])]
        start, end = _with_forms(name.words, int(first[pair]), int(last[pair]) + 1)
        beside = (*name.words[:start], *name.words[end:])
        if all(word.startswith(FORM) for word in beside) or letters_of_name(name.text) == SYLLABLES:
            continue
        what = _beside(name.words[:start], name.words[end:])
        # One word of a firm says enough only where nothing beside it can be part of a name.
        if what == Beside.NAMES or (what < Beside.PLAIN and first[pair] == last[pair]):
            continue
        key = name.query, name.words[start:end], what
        met.setdefault(key, (name, start, end, set()))[3].add(int(compared.name[pair]))
    for (_, words, what), (name, start, end, listed) in met.items():
        candidates = np.array(sorted(listed), dtype=np.int64)
        part = replace(name, words=words, looked_up=name.looked_up[start:end], names=candidates, is_part=True)
        yield PartMet(part, what)


def _with_forms(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A part with the legal forms right beside it."""
    while start > 0 and words[start - 1].startswith(FORM):
        start -= 1
    while end < len(words) and words[end].startswith(FORM):
        end += 1
    return start, end


def _beside(*sides: Sequence[str]) -> Beside:
    """What stands on the sides of a part."""
    return min(_what(word) for side in sides for word in _with_initials_joined(side))


def _with_initials_joined(words: Sequence[str]) -> Iterator[str]:
    """Words, single letters one after the other as one: ``h``, ``e`` is ``H.E.``"""
    for initials, group in groupby(words, key=lambda word: class_of(word) == WordClass.INITIAL):
        neighbours = list(group)
        yield from ["".join(neighbours)] if initials else neighbours


@lru_cache(maxsize=20_000)
def _what(word: str) -> Beside:
    """What a word beside a part is."""
    if class_of(word) in (WordClass.LIGHT, WordClass.FORM, WordClass.NUMBER) or word in beside_persons():
        return Beside.PLAIN
    if word in initials_beside_persons():
        return Beside.PLAIN
    if len(word) == 1 or is_given_name(word):
        return Beside.NAMES
    plain = (words_beside_names(), role_words(), joiners(), ordinary_words(), _words_of_places())
    if any(word in words for words in plain):
        return Beside.PLAIN
    return Beside.NAMES if word in common_words() else Beside.UNKNOWN


@lru_cache(maxsize=1)
def _words_of_places() -> frozenset[str]:
    return frozenset(word for name in (*places_by_name(), *cities()) for word in words_of(name))
