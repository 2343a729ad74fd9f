"""What the answers of a side come to: recall, false alarms, alerts per query, at its own threshold or at any score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

from benchmarks.screening.cases import BARE, CUSTOMERS, VESSELS_WITHOUT_IMO, Case
from benchmarks.screening.made import ORGANISATIONS_REPLACED, VESSELS_INVENTED

Found: TypeAlias = Sequence[Any]
"""Answers as JSON keeps them, best first: entity, score, whether it alerts, whether as a hit."""
Answers: TypeAlias = Mapping[str, Found]

ALERTS_PER_QUERY: Final = "alerts per query, alias_loo"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the figure of a kind of case should be: at least (``most`` false) or at most ``reach``, better ``stretch``."""

    kind: str
    reach: float | None = None
    stretch: float | None = None
    most: bool = False


RECALL: Final = (
    Asked("crosslist", 0.97, 0.98),
    Asked("crossscript", 0.88, 0.92),
    Asked("alias_loo", 0.84, 0.88),
    Asked("perturb:truncate", 0.88, 0.93),
    Asked("perturb:vowel_drop", 0.87, 0.93),
    Asked("perturb:initials", 0.88, 0.93),
    Asked("vessel_renamed_same_imo", 1.0, 1.0),
)
ALARMS: Final = (
    Asked(CUSTOMERS, 0.007, 0.004, most=True),
    Asked(BARE, 0.015, 0.010, most=True),
    Asked("edit beyond", 0.16, 0.10, most=True),
    Asked("token swap", 0.08, 0.05, most=True),
    Asked("cross pair", 0.05, 0.04, most=True),
    Asked("party donors"),
    Asked(ORGANISATIONS_REPLACED, 0.25, 0.15, most=True),
    Asked(VESSELS_INVENTED, 0.03, 0.02, most=True),
    Asked(VESSELS_WITHOUT_IMO, 0.03, 0.02, most=True),
)
SPEED: Final = {
    "at_once": Asked("names a second, mixed, asked at once", 800, 1500),
    "uncached": Asked("the same without result caching", 600),
    "own": Asked("the same by the process's own time"),
    "one_by_one": Asked("names a second, mixed, one by one"),
    "p50": Asked("median of one query, ms"),
    "p95": Asked("p95, ms"),
    "p99": Asked("p99, ms", 10, 3, most=True),
    "max": Asked("slowest, ms"),
    "build": Asked("index build, s", 4, 2, most=True),
    "build_own": Asked("the same by the process's own time, s"),
    "open": Asked("opening the index, s"),
    "cold": Asked("new process, opening, one query, s", 1.5, most=True),
    "rss": Asked("memory while screening, MiB"),
    "size": Asked("index on disk, MiB"),
}


def of_kind(cases: Iterable[Case], kind: str) -> list[Case]:
    return [case for case in cases if case.kind == kind]


def alerting(candidates: Found) -> set[str]:
    """The entries that alert at the side's own thresholds."""
    return {entity for entity, _, alerts, _ in candidates if alerts}


def hitting(candidates: Found) -> set[str]:
    """The entries that the side calls a hit, not only for review."""
    return {entity for entity, *_, hit in candidates if hit}


def above(threshold: float) -> Callable[[Found], set[str]]:
    """The entries with at least this score."""
    return lambda candidates: {entity for entity, score, *_ in candidates if score >= threshold}


def recall(cases: Sequence[Case], answers: Answers, chosen: Callable[[Found], set[str]] = alerting) -> float:
    """The share of cases of which an expected entry is chosen."""
    return _share(bool(case.expected & chosen(answers[case.id])) for case in cases)


def alarms(cases: Sequence[Case], answers: Answers, chosen: Callable[[Found], set[str]] = alerting) -> float:
    """The share of cases of which any entry is chosen."""
    return _share(bool(chosen(answers[case.id])) for case in cases)


def alerts_per_query(
    cases: Sequence[Case], answers: Answers, chosen: Callable[[Found], set[str]] = alerting
) -> float:
    """How many entries a person must look at for one case, on the mean."""
    return sum(len(chosen(answers[case.id])) for case in cases) / len(cases) if cases else float("nan")


def quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def bands(
    cases: Sequence[Case], answers: Answers, edges: Sequence[float]
) -> list[tuple[float, float, int, float, float]]:
    """Calibration: from, to, how many cases have their best score there, the share of them that are listed parties, and
    the share whose best entry is labelled as the party itself (the same party on another list is not)."""
    lines = []
    for low, high in pairwise(edges):
        within = [
            case
            for case in cases
            if answers[case.id] and low <= answers[case.id][0][1] < (high if high < 1 else 2)
        ]
        listed = _share(not case.negative for case in within)
        itself = _share(answers[case.id][0][0] in case.expected | {case.origin} for case in within)
        lines.append((low, high, len(within), listed, itself))
    return lines


def threshold_for(cases: Sequence[Case], answers: Answers, rate: float) -> float:
    """The lowest threshold at which at most this share of ``cases`` alerts."""
    scores = sorted((answers[case.id][0][1] if answers[case.id] else 0.0 for case in cases), reverse=True)
    allowed = int(rate * len(scores))
    return scores[allowed] + 1e-9 if allowed < len(scores) else 0.0


def _share(held: Iterable[bool]) -> float:
    every = list(held)
    return sum(every) / len(every) if every else float("nan")
