"""National general authorisations that may fit a transaction (Art. 12(6)): named to be asked about, never counted.

Their texts were not read. What is known of one (which codes, which destinations, until when it was last seen) only leaves it
out where it cannot fit; that it is named says nothing of whether it is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from dualuse.assessment.control_lists import in_annex_i, on_national_list
from dualuse.assessment.places_of_parties import leaves_from_outside
from dualuse.engine.outcome import ItemOutcome
from dualuse.i18n import N_
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS, section_i
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.law.language.logic import Facts, every_truth
from dualuse.law.language.provision import Effect
from dualuse.law.states import Jurisdiction, NationalGeneral, jurisdiction, known_jurisdictions
from dualuse.law.territories import UNION
from dualuse.schema.transaction import Authorisation, Item, Transaction
from dualuse.version import legal_derivation

_BEFORE_NATIONAL: Final = frozenset({"EU001", "EU002", "EU003", "EU004", "EU005", "EU006"})
_KNOWN: Final = ("aware", "informed")


@legal_derivation("Art. 12(6)")
def fitting(
    state: Jurisdiction | None,
    transaction: Transaction,
    items: Sequence[Facts],
    outcomes: Sequence[ItemOutcome],
    day: date,
) -> tuple[NationalGeneral, ...]:
    """Those of the State that may fit: all of which nothing more is known, of the others those for such an export."""
    if state is None or leaves_from_outside(transaction, day) or _may_all_be_banned(outcomes):
        return ()
    rows = state.general_authorisations
    if all(row.last_seen is None for row in rows):
        return rows
    judged = tuple(_exported_items(transaction, items, outcomes, day))
    return tuple(
        row
        for row in rows
        if row.last_seen is None
        or (_may_go_to(row, transaction.destination) and any(_may_fit(row, *item) for item in judged))
    )


def _may_all_be_banned(outcomes: Sequence[ItemOutcome]) -> bool:
    """Whether nothing may be authorised as long as it is not settled that no ban forbids it: who is told where to ask would ask too early."""
    return all(outcome.high is Effect.PROHIBITED for outcome in outcomes)


def _exported_items(
    transaction: Transaction, items: Sequence[Facts], outcomes: Sequence[ItemOutcome], day: date
) -> Iterator[tuple[Item, bool]]:
    """The items that one might be for, each with whether EU001 to EU006 cover it."""
    inside = transaction.destination is not None and UNION.contains(transaction.destination, day) is True
    if inside or transaction.activity not in (None, "export"):
        return
    for item, facts, outcome in zip(transaction.items, items, outcomes, strict=True):
        use_known = any(facts.get(f"knowledge.{use}") in _KNOWN for use in ("wmd", "illicit_military_parts"))
        covered = any(
            judged.relief.identifier in _BEFORE_NATIONAL and judged.judgement.truth is True
            for judged in outcome.general_authorisations
        )
        may_be_authorised = covered or outcome.high is Effect.AUTHORISATION_REQUIRED
        if (
            outcome.high is not Effect.PROHIBITED
            and not use_known
            and may_be_authorised
            and not _in_section_i(item)
        ):
            yield item, covered


def _in_section_i(item: Item) -> bool:
    """Whether Section I of Annex II names it: no national general authorisation may be for it (Art. 12(6)(a))."""
    codes = item.entries or ()
    return bool(codes) and every_truth(section_i().covers(code, item.answers or {}) for code in codes) is True


def _may_go_to(row: NationalGeneral, destination: str | None) -> bool:
    return destination is None or not row.places or destination in row.places


def _may_fit(row: NationalGeneral, item: Item, covered: bool) -> bool:
    return (
        not (row.not_beside_union and covered)
        and (item.kind is None or not row.kinds or item.kind in row.kinds)
        and _takes(row, item)
    )


def _takes(row: NationalGeneral, item: Item) -> bool:
    """Whether it may take a code of the item, or the item where it is not classified."""
    if in_annex_i(item) is not True:
        return in_annex_i(item) is None or (not row.codes and on_national_list(item) is not False)
    return not row.codes or any(_alike(code, taken) for code in item.entries or () for taken in row.codes)


def _alike(code: str, taken: str) -> bool:
    """Whether a code and one that is taken may name the same: one of them begins the other."""
    return code.startswith(taken) or is_under(taken, code)


# What an exporter states to hold.


def issuers(reference: str) -> tuple[Jurisdiction, ...]:
    """The States of which a general authorisation of that name is known."""
    states = (jurisdiction(code) for code in known_jurisdictions())
    return tuple(
        state
        for state in states
        if state is not None and any(_same(row.identifier, reference) for row in state.general_authorisations)
    )


def is_union_general(reference: str) -> bool:
    """Whether it is the name of a general authorisation of the Union (Annex II)."""
    return _plain(reference) in {identifier.casefold() for identifier in IDENTIFIERS}


def doubt(held: Authorisation, state: Jurisdiction | None, item: Item, day: date) -> str:
    """What speaks against one that is stated to be held, for a person to compare with its text; "" where nothing does.

    ``state``: of the exporter, if it is known. Against one of which nothing is known here, under the name that is stated, speaks
    just that: such an authorisation has conditions, and nobody here has read them.
    """
    rows = () if state is None else [row for row in state.general_authorisations if row.last_seen is not None]
    row = next((row for row in rows if _same(row.identifier, held.reference)), None)
    if row is None:
        named = any(_series(row.identifier) == _series(held.reference) for row in rows)
        return N_("it is none of those known of {state}") if named else N_("its text was not read here")
    assert row.last_seen is not None
    if day > row.last_seen:
        return N_("it was last seen in force until {last_seen}")
    if not _takes(row, item) or (item.kind is not None and row.kinds and item.kind not in row.kinds):
        return N_("as far as it is known it does not take item {item}")
    places = (held.destination,) if held.destination is not None else tuple(held.countries or ())
    if row.places and not set(places) <= set(row.places):
        return N_("as far as it is known it is not for all of the countries stated")
    return ""


def last_seen(held: Authorisation, state: Jurisdiction) -> date | None:
    """The day until which it was last seen in force, if it is known."""
    rows = (row for row in state.general_authorisations if _same(row.identifier, held.reference))
    return next((row.last_seen for row in rows), None)


def first_end(state: Jurisdiction) -> date | None:
    """The first day up to which one of those of the State was last seen in force: it holds where it is not known which one is meant."""
    return min(
        (row.last_seen for row in state.general_authorisations if row.last_seen is not None), default=None
    )


def _same(identifier: str, reference: str) -> bool:
    return _plain(identifier) == _plain(reference)


_NUMBER_WORDS: Final = re.compile(r"(?<![^\W\d_])(?:nr|no|n[º°]|num(?:mer|ber|éro)?)(?=[\W\d_])[.]?")
_LONG_NAMES: Final = {"allgemeine genehmigung": "agg"}


def _plain(reference: str) -> str:
    """``agg14`` of ``AGG 14``, ``AGG-14``, ``AGG Nr. 14``, ``AGG 14-2026`` and ``Allgemeine Genehmigung Nr. 14``."""
    text = reference.casefold()
    for long_name, short_name in _LONG_NAMES.items():
        text = text.replace(long_name, short_name)
    text = _EDITION.sub("", _NUMBER_WORDS.sub(" ", text).strip())
    return "".join(filter(str.isalnum, text))


_EDITION: Final = re.compile(r"(?<=\d)\s*[-/]\s*20\d\d$")
"""The year of an edition behind the number."""


def _series(reference: str) -> str:
    """``agg`` of ``AGG 14``: what those of a State have before their numbers."""
    return _plain(reference).rstrip("0123456789")
