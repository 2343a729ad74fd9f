"""Short names that stand for somebody listed and for nobody else: who is called just so is a hit, short as the name is.

Equal names of five or six letters are for a person to judge, since firms of other countries bear them as well. Which of them stand for
nobody else, no rarity of letters says: that is a table (``names/well_known.toml``, its rows with ``alone``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Integers, any_of
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.matching.contained import CRAFT, Contained
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.name_rules import SAME_WORD, NameRules, meets_whole_names
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.text_short_names import well_known_names
from dualuse.screening.names.vocabulary import well_known
from dualuse.screening.names.word_rarity import WordClass
from dualuse.screening.names.words import every_word_of

_WEAK_ALIAS = COLUMNS.index("weak_alias")
_VESSELS = 2
"""The group of ships and aircraft, which bear any name."""


def with_well_known(
    rules: NameRules, names: Sequence[QueryName], compared: Compared, group_of: Integers
) -> NameRules:
    """The rules, with a hit where a name that stands for nobody else is the whole of a listed name, word by word.

    ``names``: those asked, by their number in ``compared``; ``group_of``: the group of models of each pair.
    """
    is_known = [not (name.within or name.is_part) and stands_for_one(name.text) for name in names]
    known: Bits = np.array(is_known, dtype=bool)[compared.query_name]
    if not known.any():
        return rules
    unmet = (compared.left.kind <= WordClass.NUMBER) & (compared.met.left < SAME_WORD)
    same = ~any_of(unmet) & meets_whole_names(compared, np.zeros(len(known), dtype=bool), SAME_WORD)
    strong = (compared.features[:, _WEAK_ALIAS] == 0) & (group_of != _VESSELS)
    return replace(rules, hit=rules.hit | known & same & strong & rules.never_clear)


def known_otherwise(queries: Sequence[Query], corpus: Corpus) -> Iterator[Contained]:
    """The listed names that names asked stand for and are not like: an entry of "Hizballah Military Wing" where "Hezbollah" is asked.

    Who of them the list means is for a person to judge, so that these are never a hit.
    """
    for number, query in enumerate(queries):
        if query.is_text or query.kind in CRAFT:
            continue
        for text in filter(stands_for_one, query.names):
            words = every_word_of(text)[1]
            for name in dict.fromkeys(well_known_names(text, corpus)):
                if every_word_of(corpus.text_of_name(name))[1] != words:
                    yield Contained(number, text, name)


def stands_for_one(text: str) -> bool:
    """Whether a name is one by which everybody knows somebody listed, and nobody else."""
    return every_word_of(text)[1] in _writings()


@lru_cache(maxsize=1)
def _writings() -> frozenset[tuple[str, ...]]:
    return frozenset(
        every_word_of(" ".join(writing))[1]
        for known in well_known()
        if known.alone
        for writing in known.writings
    )
