"""The part of a field that meets a listed name, asked as if it stood alone: ``Igor Orlow`` of ``Nachlass Igor Orlow``.

Whoever is listed stays listed when words stand beside the name: an estate, a fund, a branch. A model that weighs the whole field takes
those words for words of another name. So the words from the first that meets a listed name to the last are compared once more, by
themselves (:mod:`.parts_shown` says what counts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Integers, any_of, number_of, total_of
from dualuse.screening.matching.comparing import ONE_WORD, Compared, Comparer, QueryName
from dualuse.screening.matching.contained import CRAFT
from dualuse.screening.matching.lost_blanks import numbers_of_words
from dualuse.screening.matching.screened import Query
from dualuse.screening.names.asked_names import is_comparable, names_in
from dualuse.screening.names.beside_places import WithoutPlaces, without_places
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.short_names import Counts, ShortName, short_names
from dualuse.screening.names.transliteration import SYLLABLES, letters_of_name
from dualuse.screening.names.vocabulary import FORM
from dualuse.screening.names.word_rarity import WordClass
from dualuse.screening.names.words import words_of
from dualuse.screening.names.words_around import words_around

_LEAST_MET: Final = 0.5
"""Of what the words of a listed name weigh, the share that a part must meet to be asked."""
_SAME_WORD: Final = 0.985
_RARE_WORD: Final = 0.75
_RAREST_WORD: Final = 0.86
_LONG_WORD: Final = 6
"""What the only word of a firm's name weighs at least, beside its legal form; without it, and how many letters it has then."""
_NO_WORD: Final = 255


@dataclass(frozen=True, slots=True)
class PartMet:
    """A part of a field to be compared alone. ``beside``: how plain the least plain word beside it is."""

    name: QueryName
    beside: Plainness


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
    strong = (left.kind <= WordClass.NUMBER) & (compared.met.left >= ONE_WORD)
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
    share = total_of(weight * (compared.met.right >= ONE_WORD)) / np.maximum(total_of(weight), 0.05)
    kept = np.flatnonzero(among & beside & enough & (share >= _LEAST_MET))
    return list(_parts(names, compared, kept, first, last))


def parts_without_places(queries: Sequence[Query], comparer: Comparer) -> list[PartMet]:
    """What is left of the names of queries without the places beside them, asked as if it stood alone."""
    left: dict[tuple[int, str], WithoutPlaces] = {}
    beside_unknown: dict[tuple[int, str], Counts] = {}
    for number, query in enumerate(queries):
        if query.is_text:
            continue
        named = [(field, name) for field in query.names for name in names_in(field)]
        whole = (name for field, name in named if not words_around(field, name))
        for rest in (rest for name in whole for rest in without_places(name) if is_comparable(rest.text)):
            left.setdefault((number, rest.text), rest)
    for key, short in _listed_words_alone(queries, comparer.corpus):
        if key not in left:
            left[key], beside_unknown[key] = short.rest, short.counts
    if not left:
        return []
    looked_up = comparer.look_up(list(left))
    return [
        PartMet(
            replace(
                name,
                is_part=True,
                places=rest.places,
                only_equal=_may_be_one_name(queries[name.query], rest),
                apart=rest.apart,
                of_firm=beside_unknown.get(key),
            ),
            Plainness.ATTACHED,
        )
        for name, (key, rest) in zip(looked_up, left.items(), strict=True)
    ]


def _listed_words_alone(
    queries: Sequence[Query], corpus: Corpus
) -> Iterator[tuple[tuple[int, str], ShortName]]:
    """What may be a firm's short name beside words that nobody knows, if each of its words stands in some listed name letter by letter."""
    names = [
        ((number, short.rest.text), short)
        for number, query in enumerate(queries)
        if not (query.is_text or query.kind in ("person", *CRAFT))
        for field in query.names
        for short in short_names(field)
    ]
    if names:
        listed = numbers_of_words({word for _, short in names for word in words_of(short.rest.text)}, corpus)
        yield from ((key, short) for key, short in names if listed.keys() >= set(words_of(short.rest.text)))


def _may_be_one_name(query: Query, rest: WithoutPlaces) -> bool:
    """Whether what was taken for a place may be the family name of a person, or half of a ship's name: nothing parts it from the rest."""
    return query.kind in ("person", *CRAFT) and not rest.apart


def _parts(
    names: Sequence[QueryName], compared: Compared, kept: Integers, first: Integers, last: Integers
) -> Iterator[PartMet]:
    met: dict[tuple[int, tuple[str, ...], Plainness], tuple[QueryName, int, int, set[int]]] = {}
    for pair in kept.tolist():
        name = names[int(compared.query_name[pair])]
        start, end = _with_forms(name.words, int(first[pair]), int(last[pair]) + 1)
        beside = (*name.words[:start], *name.words[end:])
        if all(word.startswith(FORM) for word in beside) or letters_of_name(name.text) == SYLLABLES:
            continue
        what = min((*plainness_of(name.words[:start]), *plainness_of(name.words[end:])))
        # One word of a firm says enough only where nothing beside it can be part of a name.
        if what == Plainness.NAMES or (what < Plainness.ORDINARY and first[pair] == last[pair]):
            continue
        key = name.query, name.words[start:end], what
        met.setdefault(key, (name, start, end, set()))[3].add(int(compared.name[pair]))
    for (_, words, what), (name, start, end, listed) in met.items():
        candidates = np.array(sorted(listed), dtype=np.int64)
        part = replace(
            name, words=words, looked_up=name.looked_up[start:end], names=candidates, is_part=True, around=()
        )
        yield PartMet(part, what)


def _with_forms(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A part with the legal forms right beside it."""
    while start > 0 and words[start - 1].startswith(FORM):
        start -= 1
    while end < len(words) and words[end].startswith(FORM):
        end += 1
    return start, end
