"""One table of exports for both sides: a row per transaction item, columns named as in a bulk file.

Every fact is known and the law decides every row: OpenFisca has no unknown, and a fact that is not set is silently its
default. So the table leaves out what our law leaves to a person: destinations where the Regulation is open (parts of
Cyprus, dependent territories of EU001 countries), codes of which Section I takes a part, a military end use where it is
open whether an arms embargo counts, and suspicion where it is not known here whether the Member State has used its
option. Every decision of an authority was taken before the day judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.assessment.member_state import options
from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places, section_i
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.eu_2021_821.facts import USES
from dualuse.law.language.logic import LEVELS
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.states import jurisdiction
from dualuse.law.territories import UNION, member_states

LAW_DATE: Final = date(2026, 8, 1)
"""The law of this day is applied to every row."""

SEED: Final = 2021_821
NOT_LISTED: Final = "[]"
GROUNDS: Final = (*USES, "internal_repression")
"""The uses of concern of Arts 4(1) and 5(1)."""

ACTIVITIES: Final = ("export", "brokering", "technical_assistance", "transit", "intra_union_transfer")
DECIDED: Final = ("Art. 4(2)", "Art. 4(3)", "Art. 5(2)", "Art. 5(3)")
RESULTS: Final = ("required", "not_required")

Codes: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """What the rows are like: shares of values, the others of a column share what is left.

    ``levels``: of knowledge, weakest first; ``repression``: the same for surveillance items and Art. 5; ``decided``: rows
    on which the authority has decided, where something is known and elsewhere.
    """

    activities: tuple[float, ...]
    exporters: Mapping[str, float]
    destinations: Mapping[str, float]
    levels: tuple[float, ...]
    repression: tuple[float, ...]
    decided: tuple[float, float]
    listed: float
    surveillance: float
    free_zone: float
    other_purchaser: float


REALISTIC: Final = Mix(
    activities=(0.86, 0.02, 0.02, 0.02, 0.08),
    exporters={"DE": 0.34, "FR": 0.12, "IT": 0.12, "NL": 0.11, "SE": 0.08, "AT": 0.05, "IE": 0.04},
    destinations={
        "US": 0.13, "CN": 0.11, "GB": 0.08, "CH": 0.06, "JP": 0.05, "KR": 0.05, "IN": 0.05, "TR": 0.04, "AE": 0.03,
        "SG": 0.03, "TW": 0.03, "IL": 0.03, "BR": 0.02, "CA": 0.02, "SA": 0.02, "EG": 0.015, "IQ": 0.01,
        "LY": 0.003, "RU": 0.003, "IR": 0.002,
    },
    levels=(0.93, 0.035, 0.025, 0.01),
    repression=(0.75, 0.12, 0.1, 0.03),
    decided=(0.15, 0.005),
    listed=0.4,
    surveillance=0.06,
    free_zone=0.03,
    other_purchaser=0.1,
)  # fmt: skip
"""An invented order book: nothing is known of most exports, a few States and destinations have most of the trade."""

DENSE: Final = Mix(
    activities=(0.9, 0.025, 0.025, 0.025, 0.025),
    exporters={"DE": 0.2, "SE": 0.25, "IE": 0.25, "AT": 0.25},
    destinations={"US": 0.15, "IR": 0.15, "IQ": 0.15, "AE": 0.15},
    levels=(0.4, 0.2, 0.2, 0.2),
    repression=(0.1, 0.4, 0.3, 0.2),
    decided=(0.4, 0.2),
    listed=0.25,
    surveillance=0.6,
    free_zone=0.2,
    other_purchaser=0.5,
)
"""What is rare is common here, so that every provision has rows in which it decides."""


def places() -> tuple[str, ...]:
    """Every place that has a code, in order."""
    return tuple(sorted(place_names()))


def destinations() -> tuple[str, ...]:
    """The places towards which the Union's borders and EU001 are decided in law."""
    sets = (UNION, authorisation_places("EU001"))
    return tuple(
        place for place in places() if all(known.contains(place, LAW_DATE) is not None for known in sets)
    )


def entries() -> tuple[str, ...]:
    """The codes of Annex I that Section I takes as a whole or not at all, and ``[]`` for "not listed"."""
    edition = outline()
    assert edition is not None
    decided = (code for code in sorted(edition.codes) if section_i().covers(code, {}) is not None)
    return (*decided, NOT_LISTED)


LINE: Final = "1"
BUYER: Final = "End user"
"""Who is to use the item of a row, at its destination."""
PURCHASER: Final = "Purchaser"
"""Who buys it, maybe elsewhere."""
PARTIES_DECIDED: Final = f"{BUYER};{PURCHASER}"
"""Whom a decision was given for: of who is stated and not named it is asked."""
USES_DECIDED: Final = (";".join(USES), "internal_repression")
"""What decisions under Art. 4 and under Art. 5 were given for: all uses, as a row may know of several."""
"""The one line of each transaction, which a decision names: one that names nothing is asked about."""

DTYPES: Final[Mapping[str, pl.DataType | type[pl.DataType]]] = {
    "reference": pl.String,
    "date": pl.Date,
    "activity": pl.Enum(ACTIVITIES),
    "exporter.country": pl.Enum(places()),
    "destination": pl.Enum(places()),
    "purchasing_country": pl.Enum(places()),
    "parties.end_user.name": pl.Enum((BUYER,)),
    "parties.end_user.country": pl.Enum(places()),
    "parties.purchaser.name": pl.Enum((PURCHASER,)),
    "parties.purchaser.country": pl.Enum(places()),
    "items.entries": pl.Enum(entries()),
    "items.cyber_surveillance": pl.Boolean,
    "items.national_entries": pl.Enum((NOT_LISTED,)),
    **{f"knowledge.{ground}": pl.Enum(LEVELS) for ground in GROUNDS},
    "circumstances.free_zone": pl.Boolean,
    "authority_decisions.provision": pl.Enum(DECIDED),
    "authority_decisions.result": pl.Enum(RESULTS),
    "authority_decisions.date": pl.Date,
    "items.id": pl.Enum((LINE,)),
    "authority_decisions.items": pl.Enum((LINE,)),
    "authority_decisions.parties": pl.Enum((PARTIES_DECIDED,)),
    "authority_decisions.uses": pl.Enum(USES_DECIDED),
}
"""The columns and their types; the columns of a decision are empty where none has been taken."""


def table(rows: int, seed: int = SEED, mix: Mix = REALISTIC) -> pl.DataFrame:
    """``rows`` rows of ``mix``; the same seed gives the same table."""
    rng = np.random.default_rng(seed)
    destination = _drawn(rng, rows, destinations(), mix.destinations)
    elsewhere = _drawn(rng, rows, destinations(), mix.destinations)
    purchaser = np.where(rng.random(rows) < mix.other_purchaser, elsewhere, destination)
    exporter = _drawn(rng, rows, member_states(), mix.exporters)
    surveillance = rng.random(rows) < mix.surveillance
    levels = {
        ground: _decided_level(ground, level, destination, purchaser, exporter)
        for ground, level in _levels(rng, rows, mix, surveillance).items()
    }
    code = np.where(
        rng.random(rows) < mix.listed, rng.integers(0, len(entries()) - 1, rows), len(entries()) - 1
    )
    known = np.logical_or.reduce([level > 0 for level in levels.values()])
    decided = rng.random(rows) < np.where(known, *mix.decided)
    provision = rng.integers(0, len(DECIDED), rows)
    is_of_surveillance = np.array([citation.startswith("Art. 5") for citation in DECIDED], np.intp)
    columns = {
        "reference": pl.select("B-" + pl.int_range(rows).cast(pl.String)).to_series(),
        "date": pl.repeat(LAW_DATE, rows, dtype=pl.Date, eager=True),
        "activity": _enum(rng.choice(len(ACTIVITIES), rows, p=mix.activities), ACTIVITIES),
        "exporter.country": _enum(exporter, member_states(), places()),
        "destination": _enum(destination, destinations(), places()),
        "purchasing_country": _enum(purchaser, destinations(), places()),
        "parties.end_user.name": _enum(np.zeros(rows, np.intp), (BUYER,)),
        "parties.end_user.country": _enum(destination, destinations(), places()),
        "parties.purchaser.name": _enum(np.zeros(rows, np.intp), (PURCHASER,)),
        "parties.purchaser.country": _enum(purchaser, destinations(), places()),
        "items.entries": _enum(code, entries()),
        "items.cyber_surveillance": pl.Series(surveillance),
        "items.national_entries": _enum(np.zeros(rows, np.intp), (NOT_LISTED,)),
        **{f"knowledge.{ground}": _enum(levels[ground], LEVELS) for ground in GROUNDS},
        "circumstances.free_zone": pl.Series(rng.random(rows) < mix.free_zone),
        "authority_decisions.provision": _enum(provision, DECIDED),
        "authority_decisions.result": _enum(rng.integers(0, len(RESULTS), rows), RESULTS),
        "authority_decisions.date": pl.repeat(date(2026, 7, 1), rows, dtype=pl.Date, eager=True),
        "items.id": _enum(np.zeros(rows, np.intp), (LINE,)),
        "authority_decisions.items": _enum(np.zeros(rows, np.intp), (LINE,)),
        "authority_decisions.parties": _enum(np.zeros(rows, np.intp), (PARTIES_DECIDED,)),
        "authority_decisions.uses": _enum(is_of_surveillance[provision], USES_DECIDED),
    }
    stated = pl.Series("stated", decided)
    taken = [name for name in columns if name.startswith("authority_decisions.")]
    return (
        pl.DataFrame(columns)
        .with_columns(stated)
        .with_columns(pl.when("stated").then(pl.col(name)).alias(name) for name in taken)
        .select(*DTYPES)
        .rechunk()
    )


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """The same table as it is read from CSV: text, an empty cell is null."""
    return frame.select(pl.all().cast(pl.String))


def as_transaction(row: Mapping[str, object]) -> dict[str, object]:
    """A row of the table as a transaction of the contract."""
    decision = {
        field: row[f"authority_decisions.{field}"]
        for field in ("provision", "result", "date")
        if row["authority_decisions.provision"] is not None
    }
    if decision:
        decision["items"] = [LINE]
        decision["parties"] = PARTIES_DECIDED.split(";")
        decision["uses"] = str(row["authority_decisions.uses"]).split(";")
    return {
        "reference": row["reference"],
        "date": row["date"],
        "activity": row["activity"],
        "exporter": {"country": row["exporter.country"]},
        "destination": row["destination"],
        "purchasing_country": row["purchasing_country"],
        "items": [
            {
                "id": LINE,
                "entries": [] if row["items.entries"] == NOT_LISTED else [row["items.entries"]],
                "cyber_surveillance": row["items.cyber_surveillance"],
                "national_entries": [],
            }
        ],
        "parties": [
            {"role": "end_user", "name": BUYER, "country": row["parties.end_user.country"]},
            {"role": "purchaser", "name": PURCHASER, "country": row["parties.purchaser.country"]},
        ],
        "knowledge": {ground: row[f"knowledge.{ground}"] for ground in GROUNDS},
        "circumstances": {"free_zone": row["circumstances.free_zone"]},
        "authority_decisions": [decision] if decision else [],
    }


def _drawn(rng: np.random.Generator, rows: int, domain: Sequence[str], shares: Mapping[str, float]) -> Codes:
    """Positions in ``domain``: the named values with their shares, the others share what is left."""
    rest = (1 - sum(shares.values())) / (len(domain) - len(shares))
    weights = np.array([shares.get(value, rest) for value in domain])
    drawn: Codes = rng.choice(len(domain), rows, p=weights / weights.sum())
    return drawn


def _enum(positions: Codes, values: Sequence[str], domain: Sequence[str] = ()) -> pl.Series:
    """The values at ``positions`` as a column whose categories are ``domain`` (default: the values)."""
    return pl.Series(values, dtype=pl.Enum(domain or values)).gather(pl.Series(positions))


def _levels(
    rng: np.random.Generator, rows: int, mix: Mix, surveillance: NDArray[np.bool_]
) -> dict[str, Codes]:
    """What is known of each use of concern; repression is found more often where the item serves surveillance."""
    levels = {ground: rng.choice(len(LEVELS), rows, p=mix.levels) for ground in GROUNDS}
    drawn_levels = rng.choice(len(LEVELS), rows, p=mix.repression)
    return {
        **levels,
        "internal_repression": np.where(surveillance, drawn_levels, levels["internal_repression"]),
    }


def _decided_level(ground: str, level: Codes, destination: Codes, purchaser: Codes, exporter: Codes) -> Codes:
    """``level``, and "none" in the rows whose answer it would leave to a person."""
    name = "option.art5_3" if ground == "internal_repression" else f"option.art4_3.{ground}"
    unknown = np.array([options(jurisdiction(state), LAW_DATE)[name] is None for state in member_states()])
    is_open = unknown[exporter] & (level == LEVELS.index("suspects"))
    if ground == "military_end_use":
        truths = [ARMS_EMBARGO.contains(place, LAW_DATE) for place in destinations()]
        embargo = np.array([truth is True for truth in truths])
        disputed = np.array([truth is None for truth in truths])
        embargoed = embargo[destination] | embargo[purchaser]
        is_open |= (disputed[destination] | disputed[purchaser]) & ~embargoed
    return np.where(is_open, 0, level)
