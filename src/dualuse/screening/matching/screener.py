"""Queries in, answers out: candidates, comparison, evidence, thresholds, reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from dualuse.screening.index.addresses import ADDRESSES, AddressBook, AddressMatch
from dualuse.screening.index.building import KINDS
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.index.identifiers import UNIQUE, canonical_identifier, identifier_key
from dualuse.screening.matching.by_rows import Floats, Integers
from dualuse.screening.matching.comparing import Compared, Comparer, QueryName
from dualuse.screening.matching.contained import CRAFT, contained_names
from dualuse.screening.matching.evidence import Agreement, agreement, hit_reasons, stated_facts
from dualuse.screening.matching.features import COLUMNS
from dualuse.screening.matching.model import GROUPS, Model, models
from dualuse.screening.matching.name_rules import NameRules, name_rules
from dualuse.screening.matching.parted import parted
from dualuse.screening.matching.screened import Hit, Query, Reason, Screened
from dualuse.screening.matching.slips import slips
from dualuse.screening.matching.text_names import names_in_texts
from dualuse.screening.matching.text_pieces import pieces_of
from dualuse.screening.matching.text_readings import parts_of
from dualuse.screening.names.asked_names import names_in, names_in_address, uncompared

_BATCH: Final = 64
_MOST_HITS: Final = 50
_MOST_HITS_ABOVE_FLOOR: Final = 1000
_BELOW_HITS: Final = 0.79
_OTHER_BIRTH: Final = -2
_PERSON_AND_SHIP: Final = {0, 2}
"""Groups of kinds that nobody takes for each other, though many ships bear a given name."""
_LETTERS_MET: Final = COLUMNS.index("letters_met")
_RUN_LIKENESS: Final = COLUMNS.index("run_likeness")
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


def group_of_pair(asked: Integers, listed: Integers) -> Integers:
    """A person on either side makes it a pair of persons, else a vessel one of vessels."""
    return np.where((asked == 0) | (listed == 0), 0, np.where((asked == 2) | (listed == 2), 2, 1))


def _nearest_written(compared: Compared, kept: Integers, group: Integers, sums: Floats) -> dict[int, int]:
    """For the best pair of each entry the pair to show: of those nearly as good the one written most alike."""
    shown: dict[int, int] = {}
    alike = compared.features[:, _RUN_LIKENESS]
    best, last_group = -1, -1
    for pair, pair_group in zip(kept.tolist(), group.tolist(), strict=True):
        if pair_group != last_group:
            best, last_group = pair, pair_group
            shown[best] = pair
        elif sums[pair] >= sums[best] - _NEARLY_AS_GOOD and alike[pair] > alike[shown[best]]:
            shown[best] = pair
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _BestPair:
    """The best pair of names of a query and an entry. ``pair``: the one to show; ``total``: its sum, with the evidence.

    ``within``: a name of the entry stands whole in the query.
    """

    entity: int
    total: float
    model: Model
    pair: int
    agreement: Agreement
    common: bool
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
        names = self._comparer.look_up(
            [
                (number, text)
                for number, query in enumerate(queries)
                for text in dict.fromkeys(_texts_in(query, self.corpus))
            ]
        )
        contained = [*contained_names(queries, self.corpus), *names_in_texts(queries, self.corpus)]
        names += self._comparer.look_up_contained(contained)
        compared = self._comparer.compare(names)
        best_pairs = self._best_pairs(queries, names, compared, floor)
        return [
            self._answer(query, best_pairs.get(number, []), names, compared, floor)
            for number, query in enumerate(queries)
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
        shown = _nearest_written(compared, kept, group, sums)
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
                    pair=shown[pair],
                    agreement=agreed,
                    common=bool(rules.common[pair]),
                    within=(number, entity) in whole,
                )
            )
        return best_pairs

    def _sums_of_names(
        self, names: Sequence[QueryName], compared: Compared, group_of: Integers
    ) -> tuple[NameRules, Floats]:
        """What the rules say of each pair of names, and its sum by the model, raised by them."""
        sums = np.empty(len(group_of), dtype=np.float32)
        for number, model in enumerate(self._models):
            own = np.flatnonzero(group_of == number)
            sums[own] = model.sums_of(compared.features[own])
        within = np.array([name.within for name in names], dtype=bool)[compared.query_name]
        rules = name_rules(compared, group_of)
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
        names: Sequence[QueryName],
        compared: Compared,
        floor: float | None,
    ) -> Screened:
        hits: dict[int, Hit] = {}
        same_identifiers = self._same_identifiers(query)
        ranked_pairs = sorted(best_pairs, key=lambda best: -best.total)
        for best in ranked_pairs[: _MOST_HITS if floor is None else _MOST_HITS_ABOVE_FLOOR]:
            score = best.model.score(best.total)
            shown = best.total >= best.model.review if floor is None else score >= floor
            if shown or best.entity in same_identifiers:
                hit = self._hit(query, best, score, names, compared)
                if not query.is_text or self._is_named(best, hit, floor):
                    hits[best.entity] = hit
        for entity, identifiers in same_identifiers.items():
            hits[entity] = self._with_identifiers(query, entity, identifiers, hits.get(entity))
        book = self.open_addresses() if query.addresses else None
        for match in book.find(query.addresses) if book else ():
            hits[match.entity] = self._at_address(match, hits.get(match.entity))
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

    def _is_named(self, best: _BestPair, hit: Hit, floor: float | None) -> bool:
        """Whether a text names an entry: no ship or aircraft, which are known there by their numbers."""
        if self.corpus.kind_of(best.entity) in CRAFT:
            return False
        return best.within or hit.status == "hit" or floor is not None

    def _hit(
        self, query: Query, best: _BestPair, score: float, names: Sequence[QueryName], compared: Compared
    ) -> Hit:
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

    def _same_identifiers(self, query: Query) -> dict[int, list[tuple[str, str]]]:
        """Entries that bear an identifier of the query, and which."""
        shared: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        keys = self.corpus.arrays["identifier_key"]
        for kind, value in query.identifiers:
            for key in identifier_key(kind, value):
                low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
                for entity in self.corpus.arrays["identifier_entity"][low:high].tolist():
                    shared[entity].append((kind, canonical_identifier(kind, value)))
        return shared

    def _with_identifiers(
        self, query: Query, entity: int, identifiers: list[tuple[str, str]], hit: Hit | None
    ) -> Hit:
        unique = any(kind in UNIQUE for kind, _ in identifiers)
        reasons = tuple(
            Reason("identifier_same", {"kind": kind, "value": value}, "for") for kind, value in identifiers
        )
        score = _SAME_IDENTIFIER if unique else _SAME_NATIONAL
        if hit is None:
            queried = query.names[0] if query.names else ""
            return self._hit_without_names(entity, score, unique, queried, reasons)
        return replace(hit, score=max(score, hit.score), status="hit", because=reasons + hit.because)

    def _at_address(self, match: AddressMatch, hit: Hit | None) -> Hit:
        """A party at the address asked about; who is there need not be that party."""
        reason = Reason("address_same", {"asked": match.asked, "listed": match.listed}, "for")
        if hit is None:
            return self._hit_without_names(match.entity, _AT_ADDRESS, False, match.asked, (reason,))
        return replace(hit, because=(*hit.because, reason))

    def _hit_without_names(
        self, entity: int, score: float, is_hit: bool, queried: str, reasons: tuple[Reason, ...]
    ) -> Hit:
        """A hit that no pair of names brought up, shown under the first name of the entry."""
        first, end = self.corpus.arrays["entity_name_at"][entity : entity + 2].tolist()
        return Hit(
            entity=self.corpus.id_of(entity),
            list=self.corpus.list_of(entity),
            score=score,
            status="hit" if is_hit else "review",
            queried=queried,
            name=self.corpus.text_of_name(first) if first < end else "",
            because=reasons,
        )


def _texts_in(query: Query, corpus: Corpus) -> Iterator[str]:
    """The names of a query, those in them, and those in its addresses; of a text what is written in it as a name."""
    if query.is_text:
        for text in query.names:
            for part in parts_of(text):
                yield from pieces_of(part)
        return
    for name in query.names:
        for text in names_in(name):
            yield text
            yield from parted(text, corpus)
    for address in query.addresses:
        yield from names_in_address(address)


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
