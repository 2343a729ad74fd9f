"""The parties of a row: what was found on them, and where it stands among the reasons of the row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import polars as pl

from dualuse.assessment.listed.evidence import Evidence, Subject
from dualuse.bulk.joined_reasons import SEPARATOR, joined
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.schema.screening import PartyStatus
from dualuse.schema.tables.columns import SCREENED


class RefusedHits(NamedTuple):
    """A row to mend, and whom its parties are or may be."""

    line: int
    hits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowParties:
    """The parties of rows: what was found on them, and the status of all together."""

    evidence: Evidence
    status: PartyStatus
    hits: str
    asks: str
    """What is to be settled of them before anything is released, beside the lists."""
    is_nobody: bool
    """Nobody is named beside the exporter: whoever receives the goods was not screened."""


def hit_first() -> pl.Expr:
    """The reasons of rows for a sheet, which has room for few: whoever is or may be listed stands before all that can be settled.

    A row that must not leave says first why, where that is not who is listed.
    """
    status, hits = map(pl.col, SCREENED)
    before = (status == "hit") | ((status == "review") & (pl.col("release") != "stop"))
    first = hits.str.split(SEPARATOR).list.first()
    return (
        pl.when(before & first.is_not_null())
        .then(joined(first, pl.col(BECAUSE)))
        .otherwise(BECAUSE)
        .alias(BECAUSE)
    )


def anywhere(subject: Subject) -> Subject:
    """Somebody wherever they stand: a party in two roles is screened once."""
    return replace(subject, path="", role="")
