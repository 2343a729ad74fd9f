"""What our single path answers for a row, as far as Arts 3 to 5 and EU001 go: both sides are held to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.arts3to5.table import LAW_DATE, as_transaction
from dualuse.assessment.facts import facts_of_transaction
from dualuse.engine.outcome import JudgedProvision, judge_item
from dualuse.law.language.provision import Effect
from dualuse.schema.reading.validation import checked_transaction

PROVISIONS: Final = (
    "Art. 3(1)",
    "Art. 4(1)",
    "Art. 4(2)",
    "Art. 4(2), decision",
    "Art. 4(3)",
    "Art. 4(3), notification",
    "Art. 5(1)",
    "Art. 5(2)",
    "Art. 5(2), decision",
    "Art. 5(3)",
    "Art. 5(3), notification",
)
"""The provisions that are computed, by citation."""

RELIEFS: Final = ("Annex II, EU001",)
"""The reliefs that are computed, by citation."""


class OpenRowError(ValueError):
    """A row whose answer the law leaves open: the table must not have any."""


def expected(table: pl.DataFrame) -> NDArray[np.int8]:
    """The outcome of each row as a number of :class:`Effect`, one transaction after the other.

    Raises:
        OpenRowError: a row has no single outcome.
        dualuse.inputs.problems.InputError: a row is no transaction of the contract.
    """
    return np.array([_outcome(row) for row in table.iter_rows(named=True)], np.int8)


def _outcome(row: Mapping[str, object]) -> Effect:
    transaction = checked_transaction(as_transaction(row), LAW_DATE)
    (facts,) = facts_of_transaction(transaction, LAW_DATE).items
    judged = [
        provision
        for provision in judge_item(facts, LAW_DATE).provisions
        if provision.provision.citation in PROVISIONS
    ]
    ends = [_ends(provision) for provision in judged]
    low = max((end for end, _ in ends), default=Effect.NOT_CONTROLLED)
    high = max((end for _, end in ends), default=Effect.NOT_CONTROLLED)
    if low != high:
        raise OpenRowError(f"{row['reference']}: between {low.word} and {high.word}")
    return low


def _ends(judged: JudgedProvision) -> tuple[Effect, Effect]:
    """The least and the most that a provision contributes, with the reliefs that are computed."""
    truth = judged.judgement.truth
    if truth is False:
        return Effect.NOT_CONTROLLED, Effect.NOT_CONTROLLED
    low = high = judged.provision.effect
    for relief in judged.reliefs:
        relieved = relief.judgement.truth
        if relief.relief.citation in RELIEFS and relieved is not False:
            low = min(low, relief.relief.effect)
            high = min(high, relief.relief.effect) if relieved is True else high
    return (low if truth is True else Effect.NOT_CONTROLLED), high
