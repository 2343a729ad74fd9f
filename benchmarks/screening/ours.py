"""Our screener as a side. A row becomes a ``Query``: names, kind, dates, countries and identifiers."""

from __future__ import annotations

import inspect
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.screening import parties
from benchmarks.screening.cases import Case, Row
from benchmarks.screening.sides import Answer, Timed
from dualuse.screening import index, screener


class Dualuse:
    """The screener of this project.

    Options that only measuring needs are used where this version of the screener has them: ``floor`` (answer down
    to this score), ``cached`` (keep what was computed for earlier queries).
    """

    name = "dualuse"

    def __init__(self) -> None:
        self._class: Any = screener.Screener
        self._known = inspect.signature(self._class.open).parameters
        self._place = Path()
        self._screener: Any = None
        self._lowest: Any = None
        self.can_forget = "cached" in self._known

    def build(self, rows: Sequence[Row], place: Path) -> float:
        listed = [parties.listed_party(row) for row in rows]
        start = time.perf_counter()
        index.build_index(listed, place)
        return time.perf_counter() - start

    def open(self, place: Path, *, cached: bool = True) -> None:
        self._place, self._lowest = place, None
        self._screener = self._class.open(place, **({} if cached else {"cached": False}))

    def prepare(self, case: Case) -> Any:
        return parties.query(case.row, case.id)

    def screen(self, asked: Sequence[Any]) -> Any:
        return self._screener.screen(asked)

    def one_by_one(self, asked: Sequence[Any]) -> Timed:
        results, latencies = [], []
        start = time.perf_counter()
        for query in asked:
            before = time.perf_counter()
            results.extend(self._screener.screen([query]))
            latencies.append(time.perf_counter() - before)
        return Timed(results, time.perf_counter() - start, latencies)

    def answers(self, result: Any) -> list[Answer]:
        return [Answer(hit.entity, float(hit.score), True) for hit in result.hits]

    def candidates(self, asked: Sequence[Any]) -> list[list[Answer]]:
        if "floor" not in self._known:
            return [self.answers(result) for result in self.screen(asked)]
        if self._lowest is None:
            self._lowest = self._class.open(self._place, floor=0.0)
        return [self.answers(result) for result in self._lowest.screen(asked)]

    def compare(self, left: Row, right: Row) -> float | None:
        compare = getattr(screener, "compare", None)
        if compare is None:
            return None
        return float(compare(parties.listed_party(left), parties.listed_party(right)))
