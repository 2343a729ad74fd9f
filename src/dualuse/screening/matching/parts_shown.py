"""Which parts of a field are shown, and as what: a ``review``, whatever country is stated.

What a part says alone counts:

* beside a title, a legal form, a place or what belongs to somebody (:class:`~dualuse.screening.names.plainness.Plainness`): if it is a whole
  listed name and would be for review alone, or any part of a person's name and would be a hit;
* beside words of trade: the same, of a firm only if a word of its own met, one that is no word of trade, place or ordinary texts, or three
  plain ones: ``Orion Security Directorate`` is no ``General Security Directorate``;
* beside words of ordinary texts: only a whole listed name, since people are called by such words, too;
* beside any other word, as long as it is none that several listed parties bear: if it is a whole listed name of rare words, letter by
  letter.
* beside places, taken away: a name that never clears (:mod:`.name_rules`), or would be a hit (``VTB Moscow`` is ``VTB``), if a word of it is its own,
  or a list holds exactly it.

A whole name is all its words but legal forms and, of persons, patronymics and what stands between given and family name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Floats, Integers
from dualuse.screening.matching.comparing import ONE_WORD, Compared, QueryName
from dualuse.screening.matching.evidence import Agreement, agreement, stated_facts
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.name_rules import SAME_WORD, NameRules, meets_whole_names
from dualuse.screening.matching.parts_met import PartMet
from dualuse.screening.matching.scorer import (
    FIRMS,
    OTHER_BIRTH,
    PERSONS,
    BestPair,
    Scorer,
    enough_letters,
    group_of_pair,
)
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.unlike_names import same_initials
from dualuse.screening.names.beside_places import lie_under_embargo
from dualuse.screening.names.plainness import Plainness, plainness_of
from dualuse.screening.names.standing_within import without_forms
from dualuse.screening.names.vocabulary import is_given_name, meanings
from dualuse.screening.names.word_rarity import WordClass, class_of, tells, weight_of

_OWN_WORD: Final = 0.935
"""The same of the word by which a firm is told, as another language spells it."""
_SEVERAL: Final = 3
"""So many words tell a firm, plain as they are: ``Aerospace Industries Organisation``."""
_SEVERAL_OF_ONE: Final = 2
"""Words of its own that a person's name has beside what may be a place or a family name: ``Lucas Medina`` is not the alias ``Lucas``."""
_LONG_WORD: Final = 7
"""Letters of a word beside a town that may be spelt a little otherwise; short ones are like many."""
_RARE_FAMILY: Final = 0.8
"""What a family name weighs at least that tells somebody beside a town."""
_OTHER_ALPHABET: Final = COLUMNS.index("other_alphabet")


def best_pairs_of_parts(
    scorer: Scorer,
    queries: Sequence[Query],
    parts: Sequence[PartMet],
    compared: Compared,
    shown: set[tuple[int, int]],
) -> dict[int, list[BestPair]]:
    """Per query the parts that count; the best one of each entry.

    Args:
        scorer: what weighs pairs.
        queries: the queries of the batch.
        parts: the parts met.
        compared: their names compared.
        shown: the queries and entries that are shown without.
    """
    names = [part.name for part in parts]
    query = np.array([name.query for name in names], dtype=np.int64)[compared.query_name]
    group_of = group_of_pair(scorer.groups_asked(queries)[query], scorer.group[compared.entity])
    rules, sums = scorer.sums_of_names(names, compared, group_of)
    same_kind = Agreement(0, 0, 1).values()
    alone = sums + np.array([same_kind @ model.evidence for model in scorer.models])[group_of]
    beside = np.array([part.beside for part in parts], dtype=np.int64)[compared.query_name]
    counts = _counts(scorer, names, compared, rules, alone, beside, group_of)
    facts = [stated_facts(query, scorer.corpus) for query in queries]
    best: dict[tuple[int, int], BestPair] = {}
    for pair in sorted(np.flatnonzero(counts).tolist(), key=lambda pair: -float(alone[pair])):
        place = int(query[pair]), int(compared.entity[pair])
        if place in shown or place in best:
            continue
        agreed = agreement(facts[place[0]], scorer.corpus, place[1])
        if agreed.birth == OTHER_BIRTH:
            continue
        model = scorer.models[int(group_of[pair])]
        total = float(sums[pair]) + float(agreed.values() @ model.evidence)
        # That a part of a field is somebody's name says who may be meant, and not that nobody else is.
        total = min(max(total, model.review), math.nextafter(model.hit, -math.inf))
        best[place] = BestPair(
            entity=place[1],
            total=total,
            model=model,
            names=names,
            compared=compared,
            pair=pair,
            agreement=agreed,
            common=bool(rules.common[pair]),
            equal=False,
            within=False,
        )
    by_query: defaultdict[int, list[BestPair]] = defaultdict(list)
    for (number, _), pair_of_part in best.items():
        by_query[number].append(pair_of_part)
    return by_query


def _counts(
    scorer: Scorer,
    names: Sequence[QueryName],
    compared: Compared,
    rules: NameRules,
    alone: Floats,
    beside: Integers,
    group_of: Integers,
) -> Bits:
    """The pairs that count.

    Args:
        scorer: what weighs pairs.
        names: the names of the parts.
        compared: the pairs.
        rules: what the rules say of them.
        alone: their sums without what stands beside.
        beside: how plain that is.
        group_of: the group of models of each.
    """
    telling = enough_letters(compared.features) & ~rules.common
    of_person = scorer.group[compared.entity] == PERSONS
    is_hit = ((alone >= scorer.bounds("hit", group_of)) | rules.hit) & telling
    is_review = (alone >= scorer.bounds("review", group_of)) | rules.never_clear
    whole = is_review & meets_whole_names(compared, of_person, ONE_WORD)
    same_letters = compared.features[:, _OTHER_ALPHABET] == 0
    equal = rules.hit & telling & meets_whole_names(compared, of_person, SAME_WORD) & same_letters
    person = of_person & ((whole & (beside >= Plainness.ORDINARY)) | (is_hit & (beside >= Plainness.TRADE)))
    firm = ~of_person & whole & (beside >= Plainness.ORDINARY)
    for pair in np.flatnonzero(firm & (beside < Plainness.ATTACHED)).tolist():
        firm[pair] = _tells_the_firm(scorer.corpus, compared, pair)
    counts: Bits = equal | person | firm
    without_places = np.array([bool(name.places) for name in names], dtype=bool)[compared.query_name]
    counts[without_places] = (rules.never_clear | is_hit)[without_places]
    for pair in np.flatnonzero(without_places & counts).tolist():
        name = names[int(compared.query_name[pair])]
        listed = scorer.corpus.words_of_name(int(compared.name[pair]))
        left, whole_listed = _telling(name.words), _telling(listed)
        own, equal_words = _own_words(name.words), left == whole_listed
        if of_person[pair]:
            # Many share a family name: beside a town it is nobody's, unless a list has somebody by that word alone, or a sign parts a rare one from a town under embargo.
            counts[pair] = (
                equal_words
                or own >= _SEVERAL_OF_ONE
                or (name.apart and lie_under_embargo(name.places) and _is_rare_family_name(left, listed))
            )
        else:
            exact = _stand_in(left, listed) or same_initials(left, whole_listed)
            exact |= bool(is_hit[pair]) and max(map(len, left)) >= _LONG_WORD
            counts[pair] = exact and (own > 0 or equal_words)
        of_firm = scorer.group[compared.entity[pair]] == FIRMS
        if name.only_equal:
            counts[pair] = equal_words and own >= (1 if of_firm else _SEVERAL_OF_ONE)
        if name.of_firm:
            counts[pair] = of_firm and (
                equal_words or (name.of_firm == "short" and _is_short_name(left, listed))
            )
    return counts


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without legal forms, titles and particles, or all but the forms where no other is."""
    return tuple(filter(tells, words)) or without_forms(words)


def _own_words(words: tuple[str, ...]) -> int:
    """How many words of what is left without places are none of trade and ordinary texts: ``Electronic Company`` is half of many names."""
    return sum(
        class_of(word) == WordClass.CORE and plainness < Plainness.ORDINARY
        for word, plainness in zip(words, plainness_of(words), strict=True)
    )


def _stand_in(left: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """Whether a listed name has all of some words, letter by letter or, of words of trade, by their meaning."""
    return all(
        word in listed or any(not set(meanings(word)).isdisjoint(meanings(each)) for each in listed)
        for word in left
    )


def _is_rare_family_name(left: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """Whether what is left is one word, rare, of the name of a person, letter by letter, and no given name: ``Sechin, Moscow``."""
    return (
        len(left) == 1
        and left[0] in listed
        and not is_given_name(left[0])
        and weight_of(left[0]) >= _RARE_FAMILY
    )


def _is_short_name(left: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """Whether all that a listed firm has beside some words is of trade, or of no name: ``VTB`` of ``VTB Bank``."""
    beside = [
        plainness for word, plainness in zip(listed, plainness_of(listed), strict=True) if word not in left
    ]
    return set(left) <= set(listed) and all(plainness >= Plainness.TRADE for plainness in beside)


def _tells_the_firm(corpus: Corpus, compared: Compared, pair: int) -> bool:
    """Whether what met tells the listed firm: a word that is none of trade, place or ordinary texts, or several words."""
    words = corpus.words_of_name(int(compared.name[pair]))
    kinds, met = compared.right.kind[pair].tolist(), compared.met.right[pair].tolist()
    telling = [
        (likeness, plainness)
        for kind, likeness, plainness in zip(kinds, met, plainness_of(words), strict=False)
        if kind <= WordClass.NUMBER and kind != WordClass.INITIAL
    ]
    return len(telling) >= _SEVERAL or any(
        likeness >= _OWN_WORD and plainness < Plainness.ORDINARY for likeness, plainness in telling
    )
