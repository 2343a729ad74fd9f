"""Queries in, answers out: candidates, comparison, evidence, thresholds, reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from dualuse.screening.index.addresses import ADDRESSES, AddressBook
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.matching.by_rows import Bits, Integers
from dualuse.screening.matching.comparing import Compared, Comparer, QueryName
from dualuse.screening.matching.contained import CRAFT, contained_names
from dualuse.screening.matching.evidence import (
    Agreement,
    agreement,
    hit_reasons,
    nearest_written,
    stated_facts,
)
from dualuse.screening.matching.model import Model
from dualuse.screening.matching.name_rules import NameRules
from dualuse.screening.matching.other_names import speak_of_others
from dualuse.screening.matching.parts_met import PartMet, parts_met, parts_without_places
from dualuse.screening.matching.parts_shown import best_pairs_of_parts
from dualuse.screening.matching.scorer import (
    FIRMS,
    OTHER_BIRTH,
    PERSONS,
    SHIPS,
    BestPair,
    Scorer,
    enough_letters,
    group_of_pair,
)
from dualuse.screening.matching.screened import Hit, Query, Screened
from dualuse.screening.matching.text_names import names_in_texts
from dualuse.screening.matching.text_places import Before, before
from dualuse.screening.matching.texts_asked import texts_asked
from dualuse.screening.matching.well_known_pairs import known_otherwise
from dualuse.screening.matching.without_names import (
    entities_with_identifiers,
    hit_at_address,
    hit_by_identifiers,
    hits_on_untelling_names,
)
from dualuse.screening.names.asked_names import as_its_field_writes_it, parts_of_address
from dualuse.screening.names.plainness import Plainness
from dualuse.screening.names.uncompared_names import uncompared
from dualuse.screening.names.words import every_word_of

_BATCH: Final = 64
_MOST_HITS: Final = 50
_MOST_HITS_ABOVE_FLOOR: Final = 1000
_BELOW_HITS: Final = 0.79
_PERSON_AND_SHIP: Final = {PERSONS, SHIPS}
"""Groups of kinds that nobody takes for each other, though many ships bear a given name."""


class Screener:
    """Screens parties against an index. Not shared between threads: each opens its own, the file is shared."""

    def __init__(self, corpus: Corpus, *, remember: bool = True, addresses: Path | None = None) -> None:
        self.corpus = corpus
        self._addresses_at = addresses
        self._addresses: AddressBook | None = None
        self._comparer = Comparer(corpus, remember=remember)
        self._scorer = Scorer(corpus)

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
            (number, each) for number, query in enumerate(queries) for each in texts_asked(query, self.corpus)
        ]
        looked_up = self._comparer.look_up([(number, each.text) for number, each in asked])
        names = [
            replace(name, text=each.shown, around=each.around)
            for name, (_, each) in zip(looked_up, asked, strict=True)
        ]
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
    ) -> dict[int, list[BestPair]]:
        """Per query the entries that may be shown: the best pair of names of each, with the evidence."""
        if not len(compared.name):
            return {}
        query = np.array([name.query for name in names], dtype=np.int64)[compared.query_name]
        models, groups = self._scorer.models, self._scorer.group
        asked = self._scorer.groups_asked(queries)
        group_of = group_of_pair(asked[query], groups[compared.entity])
        rules, sums = self._scorer.sums_of_names(names, compared, group_of)
        least = np.array([_least_sum(model, floor) for model in models], dtype=np.float32)[group_of]
        kept = np.flatnonzero(sums >= least)
        if floor is None:
            kept = kept[~self._speak_of_others(queries, names, compared, kept, group_of, rules)]
        group = query[kept] * self.corpus.entities + compared.entity[kept]
        order = np.lexsort((-sums[kept], group))
        kept, group = kept[order], group[order]
        first = kept[np.r_[True, np.diff(group) != 0]] if len(kept) else kept
        shown = nearest_written(compared, kept, group, sums)
        facts = [stated_facts(query, self.corpus) for query in queries]
        clear_of_none = _first_of_groups(kept, group, rules.never_clear)
        whole = {(name.query, int(self.corpus.name_entity[name.names[0]])) for name in names if name.within}
        best_pairs: defaultdict[int, list[BestPair]] = defaultdict(list)
        for likest in first.tolist():
            pair = likest
            number, entity = int(query[pair]), int(compared.entity[pair])
            model = models[int(group_of[pair])]
            agreed = agreement(facts[number], self.corpus, entity)
            total = float(sums[pair]) + float(agreed.values() @ model.evidence)
            shown_pair = shown[pair]
            if {int(asked[number]), int(groups[entity])} != _PERSON_AND_SHIP:
                total = _by_rules(total, model, agreed, rules, pair)
                # The likest name of an entry may be another one than the name that never clears.
                equal = clear_of_none.get(number * self.corpus.entities + entity, pair)
                by_equal = _by_rules(total, model, agreed, rules, equal)
                if by_equal > total:
                    pair, total, shown_pair = equal, by_equal, equal
            best_pairs[number].append(
                BestPair(
                    entity=entity,
                    total=total,
                    model=model,
                    names=names,
                    compared=compared,
                    pair=shown_pair,
                    agreement=agreed,
                    common=bool(rules.common[pair]),
                    equal=bool(rules.never_clear[pair]),
                    within=(number, entity) in whole,
                )
            )
        return best_pairs

    def _speak_of_others(
        self,
        queries: Sequence[Query],
        names: Sequence[QueryName],
        compared: Compared,
        pairs: Integers,
        group_of: Integers,
        rules: NameRules,
    ) -> Bits:
        """Which of some pairs are two names: none that never clears, none of a text, and no person born the same year."""
        named = np.array([not queries[name.query].is_text for name in names], dtype=bool)
        open_to_doubt = named[compared.query_name[pairs]] & ~rules.never_clear[pairs]
        others = np.zeros(len(pairs), dtype=bool)
        doubted = pairs[open_to_doubt]
        others[open_to_doubt] = speak_of_others(self.corpus, names, compared, doubted, group_of)
        for at in np.flatnonzero(others & (group_of[pairs] == PERSONS)).tolist():
            facts = stated_facts(queries[names[int(compared.query_name[pairs[at]])].query], self.corpus)
            others[at] = agreement(facts, self.corpus, int(compared.entity[pairs[at]])).birth <= 0
        return others

    def _best_parts(
        self,
        queries: Sequence[Query],
        names: Sequence[QueryName],
        compared: Compared,
        best_pairs: Mapping[int, Sequence[BestPair]],
    ) -> dict[int, list[BestPair]]:
        """Per query the entries that a part of it is, and the whole of it is not taken for."""
        shown = {
            (number, best.entity)
            for number, pairs in best_pairs.items()
            for best in pairs
            if best.total >= best.model.review
        }
        parts = [
            *self._parts_met(queries, names, compared),
            *self._parts_of_addresses(queries),
            *parts_without_places(queries, self._comparer),
        ]
        if not parts:
            return {}
        alone = self._comparer.compare([part.name for part in parts])
        return best_pairs_of_parts(self._scorer, queries, parts, alone, shown)

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
        listed = self._scorer.group[compared.entity]
        among = np.array(named, dtype=bool)[compared.query_name] & (listed != SHIPS)
        return parts_met(names, compared, among, (listed == FIRMS) & ~persons)

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
        whole = [PartMet(replace(name, is_part=True), Plainness.ATTACHED) for name in names]
        return [*whole, *self._parts_met(queries, names, self._comparer.compare(names))]

    def _answer(
        self,
        query: Query,
        best_pairs: list[BestPair],
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
        for entity, hit in hits_on_untelling_names(self.corpus, query):
            if floor is None or hit.score >= floor:
                hits.setdefault(entity, hit)
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

    def _is_named(self, query: Query, best: BestPair, hit: Hit, floor: float | None) -> bool:
        """Whether a text names an entry: no ship or aircraft, which are known there by their numbers.

        Behind a word that says that somebody follows ("on behalf of") a name is one however common it is.
        """
        if self.corpus.kind_of(best.entity) in CRAFT:
            return False
        if best.within or hit.status == "hit" or floor is not None:
            return True
        name = every_word_of(hit.queried)[1]
        return best.equal and any(before(text, name) == Before.PARTY for text in query.names)

    def _hit(self, query: Query, best: BestPair, score: float) -> Hit:
        names, compared = best.names, best.compared
        telling = not best.common or max(best.agreement.birth, best.agreement.country) > 0
        enough = bool(enough_letters(compared.features[best.pair : best.pair + 1])[0])
        is_hit = best.total >= best.model.hit and telling and enough
        asked = names[int(compared.query_name[best.pair])].text
        return Hit(
            entity=self.corpus.id_of(best.entity),
            list=self.corpus.list_of(best.entity),
            # What no score makes a hit is shown below where hits begin.
            score=round(score if is_hit else min(score, _BELOW_HITS), 4),
            status="hit" if is_hit else "review",
            queried=asked if query.is_text else as_its_field_writes_it(asked, query.names),
            name=self.corpus.text_of_name(int(compared.name[best.pair])),
            because=hit_reasons(
                self.corpus, query, names, compared=compared, pair=best.pair, agreement=best.agreement
            ),
        )


def _first_of_groups(pairs: Integers, group: Integers, chosen: Bits) -> dict[int, int]:
    """The first of the ``chosen`` pairs of each group."""
    own = chosen[pairs]
    return dict(zip(group[own].tolist()[::-1], pairs[own].tolist()[::-1], strict=True))


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
    if not rules.never_clear[pair] or agreed.birth == OTHER_BIRTH:
        return total
    is_hit = rules.hit[pair] and min(agreed.birth, agreed.country, agreed.kind) >= 0
    return max(total, model.review, model.hit if is_hit else -np.inf)
