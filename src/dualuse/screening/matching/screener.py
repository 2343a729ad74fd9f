"""Queries in, answers out: candidates, comparison, evidence, thresholds, reasons."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from dualuse.screening.index.addresses import ADDRESSES, AddressBook
from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Floats, Integers
from dualuse.screening.matching.comparing import Compared, Comparer, QueryName
from dualuse.screening.matching.contained import CRAFT, contained_names
from dualuse.screening.matching.evidence import (
    Agreement,
    agreement,
    hit_reasons,
    nearest_written,
    stated_facts,
)
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.model import GROUPS, Model, models
from dualuse.screening.matching.name_rules import NameRules, name_rules
from dualuse.screening.matching.parts_met import Beside, PartMet, meets_whole_names, parts_met
from dualuse.screening.matching.screened import Hit, Query, Screened
from dualuse.screening.matching.slips import slips
from dualuse.screening.matching.text_names import names_in_texts
from dualuse.screening.matching.text_places import Before, before
from dualuse.screening.matching.texts_asked import texts_asked
from dualuse.screening.matching.well_known_pairs import known_otherwise, with_well_known
from dualuse.screening.matching.without_names import (
    entities_with_identifiers,
    hit_at_address,
    hit_by_identifiers,
)
from dualuse.screening.names.asked_names import parts_of_address, uncompared
from dualuse.screening.names.words import every_word_of

_BATCH: Final = 64
_MOST_HITS: Final = 50
_MOST_HITS_ABOVE_FLOOR: Final = 1000
_BELOW_HITS: Final = 0.79
_OTHER_BIRTH: Final = -2
_PERSON_AND_SHIP: Final = {0, 2}
"""Groups of kinds that nobody takes for each other, though many ships bear a given name."""
_PERSONS, _FIRMS, _SHIPS = 0, 1, 2
_OTHER_ALPHABET: Final = COLUMNS.index("other_alphabet")
_LETTERS_MET: Final = COLUMNS.index("letters_met")
_FEWEST_LETTERS: Final = 3.9
"""Letters that must meet for a hit: a name of one letter or syllable is for a person to judge."""


GROUP_OF_KIND: Final = np.array([1, 0, 1, 2, 1])
"""The group of models for each of ``KINDS``: persons 0, others 1, vessels 2."""


def group_of_pair(asked: Integers, listed: Integers) -> Integers:
    """A person on either side makes it a pair of persons, else a vessel one of vessels."""
    return np.where((asked == 0) | (listed == 0), 0, np.where((asked == 2) | (listed == 2), 2, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _BestPair:
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
        batches = (queries[start : start + _BATCH] for start in range(0, len(queries), _BATCH))
        return [answer for batch in batches for answer in self._screen(batch, floor)]

    def _screen(self, queries: Sequence[Query], floor: float | None) -> list[Screened]:
        asked = [
            (number, text, shown)
            for number, query in enumerate(queries)
            for text, shown in dict(texts_asked(query, self.corpus)).items()
        ]
        looked_up = self._comparer.look_up([(number, text) for number, text, _ in asked])
        names = [replace(name, text=shown) for name, (_, _, shown) in zip(looked_up, asked, strict=True)]
        contained = [*contained_names(queries, self.corpus), *names_in_texts(queries, self.corpus)]
        contained += known_otherwise(queries, self.corpus)
        names += self._comparer.look_up_contained(contained)
        compared = self._comparer.compare(names)
        best_pairs = self._best_pairs(queries, names, compared, floor)
        for number, parts in self._best_parts(queries, names, compared, best_pairs).items():
            best_pairs[number] = [*parts, *best_pairs.get(number, ())]
        return [
            self._answer(query, best_pairs.get(number, []), floor) for number, query in enumerate(queries)
        ]

    def _best_pairs(
        self, queries: Sequence[Query], names: Sequence[QueryName], compared: Compared, floor: float | None
    ) -> dict[int, list[_BestPair]]:
        """Per query the entries that may be shown: the best pair of names of each, with the evidence."""
        if not len(compared.name):
            return {}
        query = np.array([name.query for name in names], dtype=np.int64)[compared.query_name]
        asked = np.array([GROUP_OF_KIND[KINDS.index(query.kind)] for query in queries], dtype=np.int64)
        group_of = group_of_pair(asked[query], self._group[compared.entity])
        rules, sums = self._sums_of_names(names, compared, group_of)
        least = np.array([_least_sum(model, floor) for model in self._models], dtype=np.float32)[group_of]
        kept = np.flatnonzero(sums >= least)
        group = query[kept] * self.corpus.entities + compared.entity[kept]
        order = np.lexsort((-sums[kept], group))
        kept, group = kept[order], group[order]
        first = kept[np.r_[True, np.diff(group) != 0]] if len(kept) else kept
        shown = nearest_written(compared, kept, group, sums)
        facts = [stated_facts(query, self.corpus) for query in queries]
        whole = {(name.query, int(self.corpus.name_entity[name.names[0]])) for name in names if name.within}
        best_pairs: defaultdict[int, list[_BestPair]] = defaultdict(list)
        for pair in first.tolist():
            number, entity = int(query[pair]), int(compared.entity[pair])
            model = self._models[int(group_of[pair])]
            agreed = agreement(facts[number], self.corpus, entity)
            total = float(sums[pair]) + float(agreed.values() @ model.evidence)
            if {int(asked[number]), int(self._group[entity])} != _PERSON_AND_SHIP:
                total = _by_rules(total, model, agreed, rules, pair)
            best_pairs[number].append(
                _BestPair(
                    entity=entity,
                    total=total,
                    model=model,
                    names=names,
                    compared=compared,
                    pair=shown[pair],
                    agreement=agreed,
                    common=bool(rules.common[pair]),
                    equal=bool(rules.never_clear[pair]),
                    within=(number, entity) in whole,
                )
            )
        return best_pairs

    def _best_parts(
        self,
        queries: Sequence[Query],
        names: Sequence[QueryName],
        compared: Compared,
        best_pairs: Mapping[int, Sequence[_BestPair]],
    ) -> dict[int, list[_BestPair]]:
        """Per query the entries that a part of it is, and the whole of it is not taken for."""
        shown = {
            (number, best.entity)
            for number, pairs in best_pairs.items()
            for best in pairs
            if best.total >= best.model.review
        }
        parts = [*self._parts_met(queries, names, compared), *self._parts_of_addresses(queries)]
        if not parts:
            return {}
        plain = np.array([part.beside == Beside.PLAIN for part in parts], dtype=bool)
        asked = [part.name for part in parts]
        alone = self._comparer.compare(asked)
        return self._parts_that_count(queries, asked, alone, plain[alone.query_name], shown)

    def _parts_met(
        self, queries: Sequence[Query], names: Sequence[QueryName], compared: Compared
    ) -> list[PartMet]:
        """The parts of names that meet a listed person or firm."""
        asked = [queries[name.query] for name in names]
        named = [
            not (query.is_text or query.kind in CRAFT or name.within)
            for query, name in zip(asked, names, strict=True)
        ]
        persons = np.array([query.kind == "person" for query in asked], dtype=bool)[compared.query_name]
        listed = self._group[compared.entity]
        among = np.array(named, dtype=bool)[compared.query_name] & (listed != _SHIPS)
        return parts_met(names, compared, among, (listed == _FIRMS) & ~persons)

    def _parts_of_addresses(self, queries: Sequence[Query]) -> list[PartMet]:
        """What may be somebody's name in addresses."""
        parts = {
            (number, part): None
            for number, query in enumerate(queries)
            for address in query.addresses
            for part in parts_of_address(address)
        }
        if not parts:
            return []
        names = self._comparer.look_up(list(parts))
        whole = [PartMet(replace(name, is_part=True), Beside.PLAIN) for name in names]
        return [*whole, *self._parts_met(queries, names, self._comparer.compare(names))]

    def _parts_that_count(
        self,
        queries: Sequence[Query],
        names: Sequence[QueryName],
        compared: Compared,
        plain: Bits,
        shown: set[tuple[int, int]],
    ) -> dict[int, list[_BestPair]]:
        """The parts that would be a hit alone, and those for review beside ``plain`` words; the best one of each entry."""
        query = np.array([name.query for name in names], dtype=np.int64)[compared.query_name]
        asked = np.array([GROUP_OF_KIND[KINDS.index(query.kind)] for query in queries], dtype=np.int64)
        group_of = group_of_pair(asked[query], self._group[compared.entity])
        rules, sums = self._sums_of_names(names, compared, group_of)
        same_kind = Agreement(0, 0, 1).values()
        alone = sums + np.array([same_kind @ model.evidence for model in self._models])[group_of]
        review, hit = (
            np.array([getattr(model, bound) for model in self._models])[group_of]
            for bound in ("review", "hit")
        )
        telling = (compared.features[:, _LETTERS_MET] * 20 >= _FEWEST_LETTERS) & ~rules.common
        of_person = self._group[compared.entity] == _PERSONS
        whole = meets_whole_names(compared, of_person)
        is_hit = ((alone >= hit) | rules.hit) & telling
        is_review = (alone >= review) | rules.never_clear
        same_letters = compared.features[:, _OTHER_ALPHABET] == 0
        equal = rules.hit & telling & meets_whole_names(compared, of_person, same=True) & same_letters
        counts = equal | plain & (is_review & whole | is_hit & of_person)
        facts = [stated_facts(query, self.corpus) for query in queries]
        best: dict[tuple[int, int], _BestPair] = {}
        for pair in sorted(np.flatnonzero(counts).tolist(), key=lambda pair: -float(alone[pair])):
            place = int(query[pair]), int(compared.entity[pair])
            if place in shown or place in best:
                continue
            agreed = agreement(facts[place[0]], self.corpus, place[1])
            if agreed.birth == _OTHER_BIRTH:
                continue
            model = self._models[int(group_of[pair])]
            total = float(sums[pair]) + float(agreed.values() @ model.evidence)
            # That a part of a field is somebody's name says who may be meant, and not that nobody else is.
            total = min(max(total, model.review), math.nextafter(model.hit, -math.inf))
            best[place] = _BestPair(
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
        by_query: defaultdict[int, list[_BestPair]] = defaultdict(list)
        for (number, _), pair_of_part in best.items():
            by_query[number].append(pair_of_part)
        return by_query

    def _sums_of_names(
        self, names: Sequence[QueryName], compared: Compared, group_of: Integers
    ) -> tuple[NameRules, Floats]:
        """What the rules say of each pair of names, and its sum by the model, raised by them."""
        sums = np.empty(len(group_of), dtype=np.float32)
        for number, model in enumerate(self._models):
            own = np.flatnonzero(group_of == number)
            sums[own] = model.sums_of(compared.features[own])
        within = np.array([name.within for name in names], dtype=bool)[compared.query_name]
        rules = with_well_known(name_rules(compared, group_of), names, compared, group_of)
        rules = replace(rules, never_clear=rules.never_clear | within, hit=rules.hit & ~within)
        review = np.array([model.review for model in self._models], dtype=np.float32)[group_of]
        # Only what the rest of the evidence could still clear need be looked at letter by letter.
        against = np.array([model.most_against for model in self._models], dtype=np.float32)[group_of]
        open_to_slips = (sums < review + against) & ~rules.never_clear
        asked = [(name.text, name.words) for name in names]
        slip = slips(self.corpus, asked, compared, group_of, open_to_slips)
        rules = replace(rules, never_clear=rules.never_clear | slip)
        # That its words stand in a field says who may be meant, and nothing of who the field names beside: another pair may say more.
        raised = np.where(rules.never_clear, np.maximum(sums, review), sums)
        return rules, np.where(within, review, raised)

    def _answer(
        self,
        query: Query,
        best_pairs: list[_BestPair],
        floor: float | None,
    ) -> Screened:
        hits: dict[int, Hit] = {}
        same_identifiers = entities_with_identifiers(query, self.corpus)
        ranked_pairs = sorted(best_pairs, key=lambda best: -best.total)
        for best in ranked_pairs[: _MOST_HITS if floor is None else _MOST_HITS_ABOVE_FLOOR]:
            score = best.model.score(best.total)
            shown = best.total >= best.model.review if floor is None else score >= floor
            if best.entity not in hits and (shown or best.entity in same_identifiers):
                hit = self._hit(query, best, score)
                if not query.is_text or self._is_named(query, best, hit, floor):
                    hits[best.entity] = hit
        for entity, identifiers in same_identifiers.items():
            hits[entity] = hit_by_identifiers(self.corpus, query, entity, identifiers, hits.get(entity))
        book = self.open_addresses() if query.addresses else None
        for match in book.find(query.addresses) if book else ():
            hits[match.entity] = hit_at_address(self.corpus, match, hits.get(match.entity))
        ranked = tuple(sorted(hits.values(), key=lambda hit: (-hit.score, hit.list, hit.entity)))
        if query.is_text:
            # That somebody is named in a text says nothing of what they have to do with it.
            named = (replace(hit, status="review", score=min(hit.score, _BELOW_HITS)) for hit in ranked)
            return Screened(query.id, "review" if ranked else "clear", tuple(named))
        if any(hit.status == "hit" for hit in ranked):
            return Screened(query.id, "hit", ranked)
        if not ranked and not query.identifiers and uncompared(query.names, query.kind):
            return Screened(query.id, "not_screened", ())
        return Screened(query.id, "review" if ranked else "clear", ranked)

    def _is_named(self, query: Query, best: _BestPair, hit: Hit, floor: float | None) -> bool:
        """Whether a text names an entry: no ship or aircraft, which are known there by their numbers.

        Behind a word that says that somebody follows ("on behalf of") a name is one however common it is.
        """
        if self.corpus.kind_of(best.entity) in CRAFT:
            return False
        if best.within or hit.status == "hit" or floor is not None:
            return True
        name = every_word_of(hit.queried)[1]
        return best.equal and any(before(text, name) == Before.PARTY for text in query.names)

    def _hit(self, query: Query, best: _BestPair, score: float) -> Hit:
        names, compared = best.names, best.compared
        telling = float(compared.features[best.pair, _LETTERS_MET]) * 20 >= _FEWEST_LETTERS and (
            not best.common or max(best.agreement.birth, best.agreement.country) > 0
        )
        is_hit = best.total >= best.model.hit and telling
        return Hit(
            entity=self.corpus.id_of(best.entity),
            list=self.corpus.list_of(best.entity),
            # What no score makes a hit is shown below where hits begin.
            score=round(score if is_hit else min(score, _BELOW_HITS), 4),
            status="hit" if is_hit else "review",
            queried=names[int(compared.query_name[best.pair])].text,
            name=self.corpus.text_of_name(int(compared.name[best.pair])),
            because=hit_reasons(
                self.corpus, query, names, compared=compared, pair=best.pair, agreement=best.agreement
            ),
        )


def _least_sum(model: Model, floor: float | None) -> float:
    """The least sum of names with which all evidence for could still bring a pair up."""
    births, others = model.evidence[:2], model.evidence[4:]
    most_evidence = float(np.maximum(births, 0).max() + np.maximum(others, 0).sum())
    if floor is None:
        return model.review - most_evidence
    return float(np.interp(floor, model.scale[1], model.scale[0])) - most_evidence if floor > 0 else -np.inf


def _by_rules(total: float, model: Model, agreed: Agreement, rules: NameRules, pair: int) -> float:
    """The sum of a pair, raised where a rule says that its name never clears, or is a hit.

    Another country clears nobody who is named so: goods are bought through other countries. Nor does another kind: who fills
    in a table takes a person for a firm, and a firm for its ship.
    """
    if not rules.never_clear[pair] or agreed.birth == _OTHER_BIRTH:
        return total
    is_hit = rules.hit[pair] and min(agreed.birth, agreed.country, agreed.kind) >= 0
    return max(total, model.review, model.hit if is_hit else -np.inf)
