"""What the model and the rules say of pairs of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Floats, Integers
from dualuse.screening.matching.comparing import Compared, QueryName
from dualuse.screening.matching.evidence import Agreement
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.model import GROUPS, Model, models
from dualuse.screening.matching.name_rules import NameRules, name_rules
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.slips import slips
from dualuse.screening.matching.unlike_names import unlike_names
from dualuse.screening.matching.well_known_pairs import with_well_known
from dualuse.screening.names.plainness import Plainness

PERSONS, FIRMS, SHIPS = 0, 1, 2
"""The groups of models."""
OTHER_BIRTH: Final = -2
"""Another year of birth: :attr:`~.evidence.Agreement.birth`."""
GROUP_OF_KIND: Final = np.array([FIRMS, PERSONS, FIRMS, SHIPS, FIRMS])
"""The group of models for each of ``KINDS``: persons 0, others 1, vessels 2."""

_LETTERS_MET: Final = COLUMNS.index("letters_met")
_FEWEST_LETTERS: Final = 3.9
"""Letters that must meet for a hit: a name of one letter or syllable is for a person to judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BestPair:
    """The best pair of names of a query and an entry. ``pair``: the one to show, of ``compared``; ``total``: its sum, with the evidence.

    ``equal``: the names are the same by the rules; ``within``: a name of the entry stands whole in the query.
    """

    entity: int
    total: float
    model: Model
    names: Sequence[QueryName]
    compared: Compared
    pair: int
    agreement: Agreement
    common: bool
    equal: bool
    within: bool


def group_of_pair(asked: Integers, listed: Integers) -> Integers:
    """A person on either side makes it a pair of persons, else a vessel one of vessels."""
    return np.where(
        (asked == PERSONS) | (listed == PERSONS),
        PERSONS,
        np.where((asked == SHIPS) | (listed == SHIPS), SHIPS, FIRMS),
    )


def enough_letters(features: Floats) -> Bits:
    """Whether so many letters of two names met that they may be a hit; per pair of ``features``."""
    enough: Bits = features[:, _LETTERS_MET] * 20 >= _FEWEST_LETTERS
    return enough


class Scorer:
    """Weighs pairs of names of queries and of an index. ``group``: the group of each entry of the index."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.models = [models()[group] for group in GROUPS]
        self.group = GROUP_OF_KIND[np.asarray(corpus.arrays["entity_kind"])]

    def groups_asked(self, queries: Sequence[Query]) -> Integers:
        """The group of each query."""
        return np.array([GROUP_OF_KIND[KINDS.index(query.kind)] for query in queries], dtype=np.int64)

    def bounds(self, name: str, group_of: Integers) -> Floats:
        """A figure of the model of each pair: ``review``, ``hit`` or ``most_against``."""
        return np.array([getattr(model, name) for model in self.models], dtype=np.float32)[group_of]

    def sums_of_names(
        self, names: Sequence[QueryName], compared: Compared, group_of: Integers
    ) -> tuple[NameRules, Floats]:
        """What the rules say of each pair of names, and its sum by the model, raised by them."""
        sums = np.empty(len(group_of), dtype=np.float32)
        for number, model in enumerate(self.models):
            own = np.flatnonzero(group_of == number)
            sums[own] = model.sums_of(compared.features[own])
        within = _of_names([name.within for name in names], compared)
        alone = _of_names([_is_all_asked(name) for name in names], compared)
        rules = with_well_known(name_rules(self.corpus, compared, group_of, alone), names, compared, group_of)
        rules = replace(rules, never_clear=rules.never_clear | within, hit=rules.hit & ~within)
        review = self.bounds("review", group_of)
        # Only what the rest of the evidence could still clear need be looked at letter by letter.
        open_to_slips = (sums < review + self.bounds("most_against", group_of)) & ~rules.never_clear
        asked = [(name.text, name.words) for name in names]
        slip = slips(self.corpus, asked, compared, group_of, open_to_slips)
        unlike = unlike_names(self.corpus, names, compared, group_of, self.group[compared.entity])
        rules = replace(rules, never_clear=(rules.never_clear | slip) & ~unlike, hit=rules.hit & ~unlike)
        # That its words stand in a field says who may be meant, and nothing of who the field names beside: another pair may say more.
        raised = np.where(rules.never_clear, np.maximum(sums, review), np.where(unlike, -np.inf, sums))
        return rules, np.where(within, review, raised)


def _of_names(values: Sequence[bool], compared: Compared) -> Bits:
    """For each pair the value of the name asked."""
    of_pairs: Bits = np.array(values, dtype=bool)[compared.query_name]
    return of_pairs


def _is_all_asked(name: QueryName) -> bool:
    """Whether nothing stands around a name in its field but words that are no part of a name."""
    return all(plainness >= Plainness.ORDINARY for _, plainness in name.around)
