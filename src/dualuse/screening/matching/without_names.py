"""Hits that no comparison of names brought up: the same number, the same address, the very name where it has no word to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from dualuse.inputs.hidden_signs import readings
from dualuse.screening.index.addresses import AddressMatch
from dualuse.screening.index.corpus import Corpus
from dualuse.screening.index.identifiers import UNIQUE, canonical_identifier, identifier_key
from dualuse.screening.matching.evidence import beside_places
from dualuse.screening.matching.screened import Hit, Query, Reason
from dualuse.screening.names.asked_names import is_comparable, is_placeholder
from dualuse.screening.names.beside_places import without_places
from dualuse.screening.names.sound import run_together
from dualuse.screening.names.words import words_of

_SAME_IDENTIFIER: Final = 0.995
"""The score of a party that bears the same number of a kind that is unique by itself."""
_AT_ADDRESS: Final = 0.55
"""The score of a party that only has the address in common."""
_SAME_NATIONAL: Final = 0.9
"""The score of one that bears the same national number: two countries may give the same."""

_SAME_UNTELLING: Final = 0.7
"""The score of a party whose name has the same words, none of which tells who it is."""
_MOST_UNTELLING: Final = 48
"""Names that are looked at for one such name."""


def entities_with_identifiers(query: Query, corpus: Corpus) -> dict[int, list[tuple[str, str]]]:
    """Entries that bear an identifier of the query, and which."""
    shared: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    keys = corpus.arrays["identifier_key"]
    for kind, value in query.identifiers:
        for key in identifier_key(kind, value):
            low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
            for entity in corpus.arrays["identifier_entity"][low:high].tolist():
                shared[entity].append((kind, canonical_identifier(kind, value)))
    return shared


def hit_by_identifiers(
    corpus: Corpus, query: Query, entity: int, identifiers: Sequence[tuple[str, str]], hit: Hit | None
) -> Hit:
    """The hit on an entry that bears the same numbers; ``hit``: that by name, if any."""
    unique = any(kind in UNIQUE for kind, _ in identifiers)
    reasons = tuple(
        Reason("identifier_same", {"kind": kind, "value": value}, "for") for kind, value in identifiers
    )
    score = _SAME_IDENTIFIER if unique else _SAME_NATIONAL
    if hit is None:
        queried = query.names[0] if query.names else ""
        return _hit_without_names(
            corpus, entity, score=score, is_hit=unique, queried=queried, reasons=reasons
        )
    return replace(hit, score=max(score, hit.score), status="hit", because=reasons + hit.because)


def hit_at_address(corpus: Corpus, match: AddressMatch, hit: Hit | None) -> Hit:
    """A party at the address asked about; who is there need not be that party."""
    reason = Reason("address_same", {"asked": match.asked, "listed": match.listed}, "for")
    if hit is None:
        return _hit_without_names(
            corpus, match.entity, score=_AT_ADDRESS, is_hit=False, queried=match.asked, reasons=(reason,)
        )
    return replace(hit, because=(*hit.because, reason))


def hits_on_untelling_names(corpus: Corpus, query: Query) -> Iterator[tuple[int, Hit]]:
    """The entries that a list names exactly so, of names of titles, legal forms and particles alone (``Admiral Group``, ``PSC Ltd``).

    Such a name is compared with nothing, for it is like many: the very same words are for a person to look at all the same.
    """
    for name, text, places in () if query.is_text else _with_and_without_places(query.names):
        words = words_of(text)
        if not words or is_placeholder(text) or is_comparable(text):
            continue
        met = [{"asked": word, "listed": word, "how": "same", "likeness": 1.0} for word in words]
        for listed in corpus.names_sounding(run_together(words)[0], _MOST_UNTELLING).tolist():
            if corpus.words_of_name(listed) != words:
                continue
            shown = corpus.text_of_name(listed)
            params = {"met": met, "asked_alone": [], "listed_alone": [], "asked": name, "listed": shown}
            entity = int(corpus.name_entity[listed])
            hit = _hit_without_names(
                corpus,
                entity,
                score=_SAME_UNTELLING,
                is_hit=False,
                queried=name,
                reasons=(Reason("names_met", params, "for"), *places),
            )
            yield entity, replace(hit, name=shown)


def _with_and_without_places(names: Sequence[str]) -> Iterator[tuple[str, str, tuple[Reason, ...]]]:
    """Each name as it was stated and as it is read, and what is left of it without places, with the reason that says so."""
    for name in names:
        text = readings(name)[0]
        yield name, text, ()
        for rest in without_places(text):
            yield name, rest.text, (beside_places(rest.text, rest.places),)


def _hit_without_names(
    corpus: Corpus, entity: int, *, score: float, is_hit: bool, queried: str, reasons: tuple[Reason, ...]
) -> Hit:
    """A hit that no pair of names brought up, shown under the first name of the entry."""
    first, end = corpus.arrays["entity_name_at"][entity : entity + 2].tolist()
    return Hit(
        entity=corpus.id_of(entity),
        list=corpus.list_of(entity),
        score=score,
        status="hit" if is_hit else "review",
        queried=queried,
        name=corpus.text_of_name(first) if first < end else "",
        because=reasons,
    )
