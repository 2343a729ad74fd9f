"""The field's reference: nomenklatura's own blocker and its matcher logic-v2, as its documentation uses them.

Its name analysis is kept by the id of an entity: an id used again for another name silently gives the old answer.
Every case therefore has an id of its own, and a case asked twice gets a fresh one.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.screening.cases import Case, Row
from benchmarks.screening.sides import Answer, Clock, Timed

THRESHOLD: Final = 0.7
"""The peer's default."""


class Nomenklatura:
    """In-process candidates from a DuckDB index, each then scored."""

    name = "nomenklatura logic-v2"

    def __init__(self) -> None:
        from followthemoney import Dataset, StatementEntity
        from nomenklatura.blocker.index import Index
        from nomenklatura.matching import LogicV2
        from nomenklatura.resolver import Linker
        from nomenklatura.store.memory import MemoryStore

        self._entity, self._index_class, self._matcher = StatementEntity, Index, LogicV2
        self._dataset = Dataset.make({"name": "lists", "title": "Lists"})
        self._linker: Any = Linker({})
        self._store_class = MemoryStore
        self._config = LogicV2.default_config()
        self._fresh = itertools.count()
        self._index: Any = None
        self._view: Any = None

    def build(self, rows: Sequence[Row], place: Path) -> Clock:
        store = self._store_class(self._dataset, self._linker)
        with store.writer() as writer:
            for row in rows:
                writer.add_entity(self._entity.from_data(self._dataset, row, cleaned=True))
        self._view = store.default_view()
        self._index = self._index_class(self._view, Path(tempfile.mkdtemp(dir=place.parent)))
        clock = Clock()
        with clock.running():
            self._index.build()
        return clock

    def open(self, place: Path, *, cached: bool = True) -> None:
        """Nothing: store and index live in the process that built them."""

    def prepare(self, case: Case) -> Any:
        row = {**case.row, "id": f"{case.id}-{next(self._fresh)}", "datasets": ["lists"]}
        return self._entity.from_data(self._dataset, row, cleaned=False)

    def screen(self, asked: Sequence[Any]) -> Any:
        return self.one_by_one(asked).results

    def one_by_one(self, asked: Sequence[Any]) -> Timed:
        """Candidates for all cases at once, as the blocker is made; then each case scored."""
        results, latencies, clock = [], [], Clock()
        with clock.running():
            blocked = {str(identifier): matches for identifier, matches in self._index.match_entities(asked)}
            for entity in asked:
                before = time.perf_counter()
                results.append(
                    [self._scored(entity, str(identifier)) for identifier, _ in blocked.get(entity.id, ())]
                )
                latencies.append(time.perf_counter() - before)
        return Timed(results, clock, latencies)

    def _scored(self, entity: Any, candidate: str) -> tuple[str, float]:
        listed = self._view.get_entity(candidate)
        return candidate, self._matcher.compare(entity, listed, self._config).score

    def answers(self, result: Any) -> list[Answer]:
        return [Answer(entity, score, score >= THRESHOLD, score >= THRESHOLD) for entity, score in result]

    def candidates(self, asked: Sequence[Any]) -> list[list[Answer]]:
        return [self.answers(result) for result in self.screen(asked)]

    def pairs(self, pairs: Sequence[tuple[Row, Row]]) -> list[float]:
        scores = []
        for pair in pairs:
            left, right = (
                self._entity.from_data(self._dataset, self._named(row), cleaned=False) for row in pair
            )
            scores.append(float(self._matcher.compare(left, right, self._config).score))
        return scores

    def _named(self, row: Row) -> Row:
        """The row under an id that nobody had before."""
        return {**row, "id": f"pair-{next(self._fresh)}", "datasets": ["lists"]}
