"""A large table of invented transactions: every column of the contract that a rule reads, a tenth of the cells unknown.

Each cell that a fact comes from is left out with the same chance, on its own, so that hardly two rows know the same. The
shares of values are those of an invented order book: a few States and destinations have most of the trade, nothing is
known of most end uses, most items are not listed. Every activity, manner, level of knowledge, circumstance, kind of
decision and of authorisation occurs, so that every provision has rows that it decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.law.language.logic import LEVELS
from dualuse.law.territories import member_states

SEED: Final = 2021_821
UNKNOWN: Final = 0.1
"""The share of the cells of facts that are left out."""
DAY: Final = date(2026, 8, 1)

Positions: TypeAlias = NDArray[np.intp]

ACTIVITIES: Final = {
    "export": 0.86, "brokering": 0.03, "technical_assistance": 0.03, "transit": 0.02, "intra_union_transfer": 0.06,
}  # fmt: skip
MANNERS: Final = {"permanent": 0.9, "exhibition": 0.03, "after_repair": 0.03, "electronic": 0.04}
KINDS: Final = {"goods": 0.8, "software": 0.12, "technology": 0.08}
EXPORTERS: Final = {"DE": 0.34, "FR": 0.12, "IT": 0.12, "NL": 0.11, "SE": 0.08, "AT": 0.05, "IE": 0.04}
DESTINATIONS: Final = {
    "US": 0.13, "CN": 0.11, "GB": 0.08, "CH": 0.06, "JP": 0.05, "KR": 0.05, "IN": 0.05, "TR": 0.04, "AE": 0.03,
    "SG": 0.03, "TW": 0.03, "IL": 0.03, "BR": 0.02, "CA": 0.02, "SA": 0.02, "EG": 0.015, "IQ": 0.01, "LY": 0.003,
    "RU": 0.003, "IR": 0.002, "BY": 0.002, "SY": 0.001, "MM": 0.002, "VE": 0.002,
}  # fmt: skip
LEVEL_SHARES: Final = dict(zip(LEVELS, (0.93, 0.035, 0.025, 0.01), strict=True))
SERVICES: Final = {
    "none": 0.93, "police": 0.02, "military": 0.02, "intelligence": 0.01, "paramilitary": 0.01, "other_security": 0.01,
}  # fmt: skip
YES_NO: Final = {"true": 0.3, "false": 0.7}
LOCATED: Final = {**EXPORTERS, "CH": 0.02, "US": 0.02, "CN": 0.01}
NATIONAL: Final = {"[]": 0.97, "DE:5A902": 0.01, "DE:2B993": 0.01, "NL:4A902": 0.01}
DECISIONS: Final = (
    "Art. 4(2)",
    "Art. 4(3)",
    "Art. 5(2)",
    "Art. 5(3)",
    "Art. 6(2)",
    "Art. 8(2)",
    "Art. 8(5)",
)
RESULTS: Final = ("required", "not_required")
DECIDED_ON: Final = "2026-07-01"
LISTED: Final = 0.4
DECIDED: Final = 0.02
ELSEWHERE: Final = 0.1
"""The share of purchasers and end users in another country than the destination."""


def table(rows: int, first: int = 0, seed: int = SEED) -> pl.DataFrame:
    """``rows`` rows, numbered from ``first``; the same for the same seed and ``first``. Columns of few words are Enum."""
    rng = np.random.default_rng([seed, first])
    places, states = sorted(place_names()), member_states()
    edition = outline()
    assert edition is not None
    codes = ["[]", *sorted(edition.codes)]
    destination = _drawn(rng, rows, places, DESTINATIONS)

    def near() -> Positions:
        return np.where(rng.random(rows) < ELSEWHERE, _drawn(rng, rows, places, DESTINATIONS), destination)

    def known(positions: Positions, words: Sequence[str]) -> pl.Series:
        return _words(positions, words, rng.random(rows) >= UNKNOWN)

    def choice(shares: Mapping[str, float]) -> pl.Series:
        weights = np.array(list(shares.values()))
        return known(rng.choice(len(shares), rows, p=weights / weights.sum()), tuple(shares))

    activity = rng.choice(len(ACTIVITIES), rows, p=list(ACTIVITIES.values()))

    def stated(*names: str) -> NDArray[np.bool_]:
        """Where a place is stated that only these activities ask for."""
        asked = np.isin(activity, [list(ACTIVITIES).index(name) for name in names])
        return asked & (rng.random(rows) >= UNKNOWN)

    listed = np.where(rng.random(rows) < LISTED, rng.integers(1, len(codes), rows), 0)
    decided = rng.random(rows) < DECIDED
    return pl.DataFrame(
        {
            "reference": pl.select("B-" + pl.int_range(first, first + rows).cast(pl.String)).to_series(),
            "activity": known(activity, tuple(ACTIVITIES)),
            "manner": choice(MANNERS),
            "exporter.country": known(_drawn(rng, rows, states, EXPORTERS), states),
            "exporter.icp": choice(YES_NO),
            "dispatched_from": _words(
                _drawn(rng, rows, states, EXPORTERS), states, stated("intra_union_transfer")
            ),
            "located_in": _words(_drawn(rng, rows, places, LOCATED), places, stated("brokering", "transit")),
            "items.kind": choice(KINDS),
            "items.entries": known(listed, codes),
            "items.cyber_surveillance": choice({"true": 0.05, "false": 0.95}),
            "items.national_entries": choice(NATIONAL),
            "items.value": choice({"800.00": 0.3, "4999.50": 0.3, "5000.01": 0.1, "180000.00": 0.3}),
            "items.currency": choice({"EUR": 0.9, "USD": 0.1}),
            "destination": known(destination, places),
            "purchasing_country": known(near(), places),
            "parties.end_user.country": known(near(), places),
            "parties.end_user.service": choice(SERVICES),
            "parties.consignee.service": choice(SERVICES),
            **{f"knowledge.{ground}": choice(LEVEL_SHARES) for ground in GROUNDS},
            **{f"circumstances.{name}": choice(YES_NO) for name in CIRCUMSTANCES},
            "authority_decisions.provision": _words(
                rng.integers(0, len(DECISIONS), rows), DECISIONS, decided
            ),
            "authority_decisions.result": _words(rng.integers(0, len(RESULTS), rows), RESULTS, decided),
            "authority_decisions.date": _words(np.zeros(rows, np.intp), [DECIDED_ON], decided),
        }
    )


def _drawn(
    rng: np.random.Generator, rows: int, words: Sequence[str], shares: Mapping[str, float]
) -> Positions:
    """Positions in ``words``: the named ones with their shares, the others share what is left."""
    rest = (1 - sum(shares.values())) / (len(words) - len(shares))
    weights = np.array([shares.get(word, rest) for word in words])
    return rng.choice(len(words), rows, p=weights / weights.sum())


def _words(positions: Positions, words: Sequence[str], known: NDArray[np.bool_]) -> pl.Series:
    """The words at ``positions`` as a column of Enum, empty where not ``known``."""
    column = pl.Series(positions.astype(np.uint32)).set(pl.Series(~known), None)
    return pl.Series(words, dtype=pl.Enum(words)).gather(column)


def orders(rows: int, pool: pl.DataFrame, first: int = 0, seed: int = SEED) -> pl.DataFrame:
    """``rows`` order lines that repeat the transactions of ``pool``, some much more often than others."""
    rng = np.random.default_rng([seed, first, 1])
    drawn = (pool.height * rng.random(rows) ** 3).astype(np.uint32)
    reference = pl.select(reference="B-" + pl.int_range(first, first + rows).cast(pl.String))
    return pool.select(pl.exclude("reference"))[pl.Series(drawn)].with_columns(reference.to_series())
