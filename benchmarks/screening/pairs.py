"""Pairs of names and of entities that others labelled as the same party or not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from benchmarks.screening.cases import Row, rows
from benchmarks.screening.sides import Side

Scored: TypeAlias = list[tuple[float, bool]]
"""Scores and whether the pair is the same party."""


def pair_scores(side: Side, folder: Path) -> dict[str, Scored]:
    """The scores of every pair."""
    scored: dict[str, Scored] = {}
    for file, pairs in (("name_pairs", _names(folder)), ("entity_pairs", _entities(folder))):
        scores = side.pairs([(left, right) for left, right, _ in pairs])
        scored[file] = [(score, same) for score, (_, _, same) in zip(scores, pairs, strict=True)]
    return scored


def quality(scored: Scored, threshold: float) -> tuple[float, float, float]:
    """F1, precision and recall at a threshold."""
    true_positives = sum(same for score, same in scored if score >= threshold)
    positives, true = sum(score >= threshold for score, _ in scored), sum(same for _, same in scored)
    precision, recall = (
        true_positives / positives if positives else 0.0,
        true_positives / true if true else 0.0,
    )
    return (2 * true_positives / (positives + true) if positives + true else 0.0), precision, recall


def best(scored: Scored, thresholds: Sequence[float]) -> float:
    """The threshold of the best F1."""
    return max(thresholds, key=lambda threshold: quality(scored, threshold)[0])


def _names(folder: Path) -> list[tuple[Row, Row, bool]]:
    with (folder / "name_pairs.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (_row(pair, "name1"), _row(pair, "name2"), pair["is_match"] == "True")
            for pair in csv.DictReader(lines)
        ]


def _row(pair: dict[str, str], column: str) -> Row:
    id = f"{pair['case_id']}-{column}"
    return {"id": id, "schema": pair["schema"], "properties": {"name": [pair[column]]}, "datasets": ["pairs"]}


def _entities(folder: Path) -> list[tuple[Row, Row, bool]]:
    return [
        (pair["left"], pair["right"], pair["judgement"] == "positive")
        for pair in rows(folder / "entity_pairs.jsonl")
    ]
