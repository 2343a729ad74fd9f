"""What a side of the comparison does: it builds an index of a list, opens it, answers cases."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from benchmarks.screening.cases import Case, Row


class Answer(NamedTuple):
    """An entry that a side found for a case; ``alerts``: it is shown to a person; ``hit``: not only for review."""

    entity: str
    score: float
    alerts: bool
    hit: bool


@dataclass(slots=True)
class Clock:
    """Seconds: by the clock on the wall, and of this process alone (what else runs on the machine is not in them)."""

    wall: float = 0.0
    own: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add what is done inside."""
        wall, own = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.own += time.process_time() - own


@dataclass(frozen=True, slots=True)
class Timed:
    """The results of asking one case after the other; ``latencies``: seconds of each on the wall."""

    results: list[Any]
    clock: Clock
    latencies: list[float]


class Side(Protocol):
    """One matcher. ``prepare`` and ``answers`` stand outside the clock: a user's program does as much itself."""

    name: str

    def build(self, rows: Sequence[Row], place: Path) -> Clock:
        """Index ``rows`` at ``place``; the time is without reading the rows."""

    def open(self, place: Path, *, cached: bool = True) -> None:
        """Open an index."""

    def prepare(self, case: Case) -> Any:
        """The case as this side is asked."""

    def screen(self, asked: Sequence[Any]) -> Any:
        """Ask all at once."""

    def one_by_one(self, asked: Sequence[Any]) -> Timed:
        """Ask as a user at a screen does."""

    def answers(self, result: Any) -> list[Answer]:
        """What the result of one case says."""

    def candidates(self, asked: Sequence[Any]) -> list[list[Answer]]:
        """Every entry compared and its score, however low, where the side can tell."""

    def pairs(self, pairs: Sequence[tuple[Row, Row]]) -> list[float]:
        """The score of each pair of entities."""
