"""Queries in, answers out: candidates, comparison, evidence, thresholds, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dualuse.screening.index.addresses import ADDRESSES, AddressBook, AddressFound
from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.comparing import Compared, Comparer, QueryName
from dualuse.screening.matching.evidence import Spoken, evidence_row, kinds_speak
from dualuse.screening.matching.features import NAME_MEASURES
from dualuse.screening.matching.hit_reasons import because
from dualuse.screening.matching.identifiers import UNIQUE, canonical_identifier, identifier_key
from dualuse.screening.matching.life_dates import date_code, dates_speak
from dualuse.screening.matching.model import GROUPS, Model, models
from dualuse.screening.matching.name_rules import name_rules
from dualuse.screening.matching.screened import Because, Hit, Query, Screened
from dualuse.screening.names.asked_names import names_in, uncompared

_BATCH: Final = 64
_MOST_HITS: Final = 50
_BELOW_HITS: Final = 0.79
_OTHER_BIRTH: Final = -2
_PERSON_AND_SHIP: Final = {0, 2}
"""Groups of kinds that nobody takes for each other, though many ships bear a given name."""
_LETTERS: Final = NAME_MEASURES.index("letters")
_RUN: Final = NAME_MEASURES.index("run")
_NEARLY_AS_GOOD: Final = 3.0
_FEWEST_LETTERS: Final = 3.9
"""Letters that must meet for a hit: a name of one letter or syllable is for a person to judge."""
_SAME_IDENTIFIER: Final = 0.995
"""The score of a party that bears the same number of a kind that is unique by itself."""
_AT_ADDRESS: Final = 0.55
"""The score of a party that only has the address in common."""
_SAME_NATIONAL: Final = 0.9
"""The score of one that bears the same national number: two countries may give the same."""


GROUP_OF_KIND: Final = np.array([1, 0, 1, 2, 1])
"""The group of models for each of ``KINDS``: persons 0, others 1, vessels 2."""


def group_of_pair(asked: NDArray[np.int64], listed: NDArray[np.int64]) -> NDArray[np.int64]:
    """A person on either side makes it a pair of persons, else a vessel one of vessels."""
    found: NDArray[np.int64] = np.where(
        (asked == 0) | (listed == 0), 0, np.where((asked == 2) | (listed == 2), 2, 1)
    )
    return found


def _nearest_written(
    compared: Compared, kept: NDArray[np.int64], group: NDArray[np.int64], sums: NDArray[np.float32]
) -> dict[int, int]:
    """For the best pair of each entry the pair to show: of those nearly as good the one written most alike."""
    shown: dict[int, int] = {}
    best, last = -1, -1
    for pair, one in zip(kept.tolist(), group.tolist(), strict=True):
        if one != last:
            best, last = pair, one
            shown[best] = pair
        elif (
            sums[pair] >= sums[best] - _NEARLY_AS_GOOD
            and compared.measures[pair, _RUN] > compared.measures[shown[best], _RUN]
        ):
            shown[best] = pair
    return shown


@dataclass(frozen=True, slots=True)
class _Found:
    entity: int
    total: float
    model: Model
    pair: int
    spoken: Spoken
    common: bool


class Screener:
    """Screens parties against an index. Not shared between threads: each opens its own, the file is shared."""

    def __init__(self, corpus: Corpus, *, remember: bool = True, addresses: Path | None = None) -> None:
        self.corpus = corpus
        self._addresses_at = addresses
        self._addresses: AddressBook | None = None
        self._comparer = Comparer(corpus, remember=remember)
        self._models = [models()[group] for group in GROUPS]
        self._group = GROUP_OF_KIND[np.asarray(corpus.arrays["entity_kind"])]

    @classmethod
    def open(cls, path: Path, *, remember: bool = True) -> Screener:
        """Open the index at ``path``; ``remember``: keep what was found for words already seen.

        Raises:
            OtherIndexError: the index is of another version of the matcher.
            NotAnArraysFileError: the file is no index, or cut short.
            OSError: it cannot be opened.
        """
        return cls(Corpus(path), remember=remember, addresses=path.with_name(ADDRESSES))

    def open_addresses(self) -> AddressBook | None:
        """The listed addresses beside the index, opened when they are first asked for; None where there are none."""
        if self._addresses is None and self._addresses_at is not None and self._addresses_at.exists():
            self._addresses = AddressBook(self._addresses_at)
        return self._addresses

    def screen(self, queries: Sequence[Query], *, floor: float | None = None) -> list[Screened]:
        """One answer per query, in order.

        Args:
            queries: any number; they are compared sixty-four at a time.
            floor: show everything that scores at least this, as ``review``, instead of the calibrated thresholds.
        """
        answers: list[Screened] = []
        for start in range(0, len(queries), _BATCH):
            answers += self._screen(queries[start : start + _BATCH], floor)
        return answers

    def _screen(self, queries: Sequence[Query], floor: float | None) -> list[Screened]:
        names = self._comparer.look_up(
            [
                (number, text)
                for number, query in enumerate(queries)
                for text in dict.fromkeys(one for name in query.names for one in names_in(name))
            ]
        )
        compared = self._comparer.compare(names)
        found = self._found(queries, names, compared, floor)
        return [
            self._answer(query, found.get(number, []), names, compared, floor)
            for number, query in enumerate(queries)
        ]

    def _found(
        self, queries: Sequence[Query], names: Sequence[QueryName], compared: Compared, floor: float | None
    ) -> dict[int, list[_Found]]:
        """Per query the entries that may be shown: the best pair of names of each, with the evidence."""
        found: dict[int, list[_Found]] = {}
        if not len(compared.name):
            return found
        of_name = np.array([name.query for name in names], dtype=np.int64)
        query = of_name[compared.query_name]
        asked = np.array([GROUP_OF_KIND[KINDS.index(one.kind)] for one in queries], dtype=np.int64)
        group_of = group_of_pair(asked[query], self._group[compared.entity])
        sums = np.empty(len(group_of), dtype=np.float32)
        for number, model in enumerate(self._models):
            own = np.flatnonzero(group_of == number)
            sums[own] = model.of_names(compared.measures[own])
        review = np.array([model.review for model in self._models], dtype=np.float32)[group_of]
        rules = name_rules(compared, group_of)
        sums = np.where(rules.never_clear, np.maximum(sums, review), sums)
        least = np.array([self._least(model, floor) for model in self._models], dtype=np.float32)[group_of]
        kept = np.flatnonzero(sums >= least)
        group = query[kept] * self.corpus.entities + compared.entity[kept]
        order = np.lexsort((-sums[kept], group))
        kept, group = kept[order], group[order]
        first = kept[np.r_[True, np.diff(group) != 0]] if len(kept) else kept
        shown = _nearest_written(compared, kept, group, sums)
        facts = [_facts(one, self.corpus) for one in queries]
        for pair in first.tolist():
            number, entity = int(query[pair]), int(compared.entity[pair])
            model = self._models[int(group_of[pair])]
            spoken = self._spoken(facts[number], entity)
            row = evidence_row(spoken.birth, spoken.country, spoken.kind)
            total = float(sums[pair]) + float(row @ model.evidence)
            person_and_ship = {int(asked[number]), int(self._group[entity])} == _PERSON_AND_SHIP
            if rules.never_clear[pair] and spoken.birth != _OTHER_BIRTH and not person_and_ship:
                # Another country clears nobody who is named so: goods are bought through other countries. Nor does another kind:
                # who fills in a table takes a person for a firm, and a firm for its ship.
                total = max(total, model.review)
                if rules.hit[pair] and min(spoken.birth, spoken.country, spoken.kind) >= 0:
                    total = max(total, model.hit)
            found.setdefault(number, []).append(
                _Found(entity, total, model, shown[pair], spoken, bool(rules.common[pair]))
            )
        return found

    def _least(self, model: Model, floor: float | None) -> float:
        """The least sum of names with which all evidence for could still bring a pair up."""
        best = float(np.maximum(model.evidence[:2], 0).max() + np.maximum(model.evidence[4:], 0).sum())
        if floor is None:
            return model.review - best
        return float(np.interp(floor, model.scale[1], model.scale[0])) - best if floor > 0 else -np.inf

    def _spoken(self, facts: _Facts, entity: int) -> Spoken:
        arrays = self.corpus.arrays
        at = arrays["entity_birth_at"]
        births = arrays["entity_birth"][at[entity] : at[entity + 1]].tolist()
        at = arrays["entity_country_at"]
        countries = set(arrays["entity_country"][at[entity] : at[entity + 1]].tolist())
        country = 0
        if countries and facts.countries:
            country = 1 if countries & facts.countries else -1
        return Spoken(
            dates_speak(facts.births, births) if births and facts.births else 0,
            country,
            kinds_speak(facts.kind, self.corpus.kind_of(entity)),
        )

    def _answer(
        self,
        query: Query,
        found: list[_Found],
        names: Sequence[QueryName],
        compared: Compared,
        floor: float | None,
    ) -> Screened:
        hits: dict[int, Hit] = {}
        same = self._same_identifiers(query)
        for one in sorted(found, key=lambda one: -one.total)[: _MOST_HITS if floor is None else 1000]:
            score = one.model.score(one.total)
            shown = one.total >= one.model.review if floor is None else score >= floor
            if not shown and one.entity not in same:
                continue
            telling = float(compared.measures[one.pair, _LETTERS]) * 20 >= _FEWEST_LETTERS and (
                not one.common or max(one.spoken.birth, one.spoken.country) > 0
            )
            status = "hit" if one.total >= one.model.hit and telling else "review"
            hits[one.entity] = Hit(
                self.corpus.id_of(one.entity),
                self.corpus.list_of(one.entity),
                # What no score makes a hit is shown below where hits begin.
                round(score if status == "hit" else min(score, _BELOW_HITS), 4),
                "hit" if status == "hit" else "review",
                names[int(compared.query_name[one.pair])].text,
                self.corpus.text_of_name(int(compared.name[one.pair])),
                because(self.corpus, query, names, compared, one.pair, one.spoken),
            )
        for entity, identifiers in same.items():
            hits[entity] = self._with_identifiers(query, entity, identifiers, hits.get(entity))
        book = self.open_addresses() if query.addresses else None
        for found_there in book.find(query.addresses) if book else ():
            entity = found_there.entity
            hits[entity] = self._at_address(query, found_there, hits.get(entity))
        ranked = tuple(sorted(hits.values(), key=lambda hit: (-hit.score, hit.list, hit.entity)))
        if any(hit.status == "hit" for hit in ranked):
            return Screened(query.id, "hit", ranked)
        if not ranked and not query.identifiers and uncompared(query.names, query.kind):
            return Screened(query.id, "not_screened", ())
        return Screened(query.id, "review" if ranked else "clear", ranked)

    def _same_identifiers(self, query: Query) -> dict[int, list[tuple[str, str, bool]]]:
        """Entries that bear an identifier of the query: kind, value, and whether the kind is unique by itself."""
        found: dict[int, list[tuple[str, str, bool]]] = {}
        keys = self.corpus.arrays["identifier_key"]
        for kind, value in query.identifiers:
            for key in identifier_key(kind, value):
                low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
                for entity in self.corpus.arrays["identifier_entity"][low:high].tolist():
                    same = (kind, canonical_identifier(kind, value), kind in UNIQUE)
                    found.setdefault(entity, []).append(same)
        return found

    def _with_identifiers(
        self, query: Query, entity: int, identifiers: list[tuple[str, str, bool]], hit: Hit | None
    ) -> Hit:
        unique = any(alone for _, _, alone in identifiers)
        reasons = tuple(
            Because("identifier_same", {"kind": kind, "value": value}, "for")
            for kind, value, _ in identifiers
        )
        score = _SAME_IDENTIFIER if unique else _SAME_NATIONAL
        return Hit(
            self.corpus.id_of(entity),
            self.corpus.list_of(entity),
            max(score, hit.score if hit else 0.0),
            "hit" if unique or (hit is not None) else "review",
            hit.queried if hit else (query.names[0] if query.names else ""),
            hit.name if hit else self._first_name(entity),
            reasons + (hit.because if hit else ()),
        )

    def _at_address(self, query: Query, found: AddressFound, hit: Hit | None) -> Hit:
        """A party at the address asked about; who is there need not be that party."""
        reason = Because("address_same", {"asked": found.asked, "listed": found.listed}, "for")
        if hit is not None:
            return replace(hit, because=(*hit.because, reason))
        return Hit(
            self.corpus.id_of(found.entity),
            self.corpus.list_of(found.entity),
            _AT_ADDRESS,
            "review",
            found.asked,
            self._first_name(found.entity),
            (reason,),
        )

    def _first_name(self, entity: int) -> str:
        first = int(self.corpus.arrays["entity_name_at"][entity])
        named = first < int(self.corpus.arrays["entity_name_at"][entity + 1])
        return self.corpus.text_of_name(first) if named else ""


@dataclass(frozen=True, slots=True)
class _Facts:
    births: list[int]
    countries: set[int]
    kind: str


def _facts(query: Query, corpus: Corpus) -> _Facts:
    # A country that no entry has is still a country: it differs from all of theirs.
    return _Facts(
        [code for date in query.birth_dates for code in date_code(date)],
        {corpus.countries.get(code.upper(), -1) for code in query.countries},
        query.kind,
    )
