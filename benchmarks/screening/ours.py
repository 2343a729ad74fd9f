"""Our screener as a side. A row becomes a ``Query``: names, kind, dates, countries and identifiers."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.screening import parties
from benchmarks.screening.cases import Case, Row
from benchmarks.screening.sides import Answer, Clock, Timed
from dualuse.screening.index import building
from dualuse.screening.matching import screener


class Dualuse:
    """The screener of this project."""

    name = "dualuse"

    def __init__(self) -> None:
        self._screener: Any = None

    def build(self, rows: Sequence[Row], place: Path) -> Clock:
        listed, clock = [parties.listed_party(row) for row in rows], Clock()
        with clock.running():
            building.build_index(listed, place)
        return clock

    def open(self, place: Path, *, cached: bool = True) -> None:
        self._screener = screener.Screener.open(place, remember=cached)

    def prepare(self, case: Case) -> Any:
        return parties.query(case.row, case.id)

    def screen(self, asked: Sequence[Any]) -> Any:
        return self._screener.screen(asked)

    def one_by_one(self, asked: Sequence[Any]) -> Timed:
        results, latencies, clock = [], [], Clock()
        with clock.running():
            for query in asked:
                before = time.perf_counter()
                results.extend(self._screener.screen([query]))
                latencies.append(time.perf_counter() - before)
        return Timed(results, clock, latencies)

    def answers(self, result: Any) -> list[Answer]:
        return [Answer(hit.entity, float(hit.score), True, hit.status == "hit") for hit in result.hits]

    def candidates(self, asked: Sequence[Any]) -> list[list[Answer]]:
        return [self.answers(result) for result in self._screener.screen(asked, floor=0.0)]

    def pairs(self, pairs: Sequence[tuple[Row, Row]]) -> list[float]:
        """The first of each pair asked against an index of all the second ones; 0 where it was not even compared."""
        second = {right["id"]: right for _, right in pairs}
        with tempfile.TemporaryDirectory() as folder:
            self.build(list(second.values()), Path(folder, "index"))
            asking = screener.Screener.open(Path(folder, "index"))
            asked = [parties.query(left, str(number)) for number, (left, _) in enumerate(pairs)]
            results = asking.screen(asked, floor=0.0)
        return [
            next((hit.score for hit in result.hits if hit.entity == right["id"]), 0.0)
            for result, (_, right) in zip(results, pairs, strict=True)
        ]
