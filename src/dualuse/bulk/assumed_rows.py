"""Rows for which something was assumed that they do not state: each says so among the reasons of its release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import polars as pl

from dualuse.assessment.assumptions import POLICIES, policy_for
from dualuse.bulk.joined_reasons import ASSUMED, joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.i18n import fill, translate
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.law.eu_2021_821.facts import STATED_FACTS


@dataclass(frozen=True, slots=True)
class AssumedRows:
    """The rows with what was assumed of them; ``numbers``: of rows, by policy; ``are_assumed``: which rows rest on any."""

    rows: pl.DataFrame
    numbers: Mapping[str, int]
    are_assumed: pl.Series


def on_assumptions(rows: pl.DataFrame, cells: pl.DataFrame, options: Options) -> AssumedRows:
    """The rows with what was assumed of them.

    Args:
        rows: judged, with the reasons of their release where the run gives reasons.
        cells: of the contract.
        options: with the policies chosen.
    """
    assumed = {name: _does_not_state(name, cells, options) for name in options.policies}
    numbers = {name: int(of_rows.sum()) for name, of_rows in assumed.items() if of_rows.any()}
    none = same_in_each_row(False, rows.height, pl.Boolean)
    are_assumed = reduce(or_, assumed.values(), none)
    if not numbers or BECAUSE not in rows.columns:
        return AssumedRows(rows, numbers, are_assumed)
    names = pl.DataFrame(
        [
            pl.Series(name, [None, translate(POLICIES[name].short, options.language)]).gather(
                assumed[name].cast(pl.UInt32)
            )
            for name in numbers
        ]
    )
    listed = names.select(pl.concat_str(names.columns, separator=", ", ignore_nulls=True)).to_series()
    sentences = {text: fill(ASSUMED, options.language, assumed=text) for text in listed.unique() if text}
    sentence = listed.replace_strict(sentences, default=None, return_dtype=pl.String).alias("assumed")
    with_sentences = rows.with_columns(sentence).with_columns(
        joined(pl.col(BECAUSE), pl.col("assumed")).alias(BECAUSE)
    )
    return AssumedRows(with_sentences.drop("assumed"), numbers, are_assumed)


def _does_not_state(name: str, cells: pl.DataFrame, options: Options) -> pl.Series:
    """Which rows leave out a fact of which a policy says what is assumed."""
    policy = POLICIES[name]
    facts = [fact for fact in STATED_FACTS if policy_for(fact, options.policies) is policy]
    if not set(facts) <= set(cells.columns):
        return same_in_each_row(True, cells.height, pl.Boolean)
    states = [cells[fact].cast(pl.String).fill_null("").str.strip_chars() != "" for fact in facts]
    return ~reduce(and_, states)
