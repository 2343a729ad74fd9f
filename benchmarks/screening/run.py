"""One side on one list, in a process of its own on one core: ``python -m benchmarks.screening.run JOB``.

JOB is a file with a :class:`Job` as JSON; the result is written as JSON beside it. ``measure`` starts these.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.screening.cases import COMBINED, Case, kept_cases, target_rows
from benchmarks.screening.pairs import pair_scores
from benchmarks.screening.sides import Answer, Clock, Side

SEED: Final = 2021_821
MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a process does: ``steps`` out of build, answer and pairs.

    ``cases`` is a file of :func:`~benchmarks.screening.cases.write_cases`, ``pairs`` the folder of labelled pairs.
    """

    side: str
    target: str
    steps: list[str]
    place: str
    cases: str
    pairs: str
    lists: str
    fast: bool = False
    core: int | None = None


def side(name: str) -> Side:
    """The side of this name; its matcher is imported only here."""
    if name == "dualuse":
        from benchmarks.screening.ours import Dualuse

        return Dualuse()
    from benchmarks.screening.peer import Nomenklatura

    return Nomenklatura()


def run(job: Job) -> dict[str, Any]:
    """Carry out a job."""
    if job.core is not None:
        os.sched_setaffinity(0, {job.core})
    matcher, place = side(job.side), Path(job.place)
    done: dict[str, Any] = {"name": matcher.name}
    if "build" in job.steps:
        built = matcher.build(list(target_rows(Path(job.lists), job.target)), place)
        done |= {"build": built.wall, "build_own": built.own}
    if "answer" in job.steps:
        done |= _answered(job, matcher, place)
    if "pairs" in job.steps:
        done["pairs"] = pair_scores(matcher, Path(job.pairs))
    done.setdefault("rss", _resident())
    return done


def _resident() -> float:
    """Peak memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEBIBYTE


def _answered(job: Job, matcher: Side, place: Path) -> dict[str, Any]:
    every = kept_cases(Path(job.cases))
    cases = [case for case in every if case.target == job.target]
    start = time.perf_counter()
    matcher.open(place)
    done: dict[str, Any] = {"open": time.perf_counter() - start}
    timed = matcher.one_by_one([matcher.prepare(case) for case in cases])
    done["rss"] = _resident()
    alerts = {case.id: matcher.answers(result) for case, result in zip(cases, timed.results, strict=True)}
    if job.target == COMBINED:
        done |= _speed(job, matcher, place, [case for case in every if not case.derived])
    if job.side == "dualuse":
        lowest = matcher.candidates([matcher.prepare(case) for case in cases])
        candidates = {case.id: answers for case, answers in zip(cases, lowest, strict=True)}
    else:
        candidates = alerts  # the peer gives every score anyway
    return done | {"alerts": _best(alerts), "candidates": _best(candidates)}


def _speed(job: Job, matcher: Side, place: Path, cases: list[Case]) -> dict[str, Any]:
    """All cases against the whole list, shuffled, each index opened anew so that nothing is warm."""
    random.Random(SEED).shuffle(cases)
    asked = [matcher.prepare(case) for case in cases]
    matcher.open(place)
    timed = matcher.one_by_one(asked)
    done: dict[str, Any] = {
        "asked": len(asked),
        "one_by_one": len(asked) / timed.clock.wall,
        "own": len(asked) / timed.clock.own,
        "latencies": sorted(timed.latencies),
    }
    if job.fast or job.side != "dualuse":
        return done
    for name, cached in (("at_once", True), ("uncached", False)):
        matcher.open(place, cached=cached)
        clock = Clock()
        with clock.running():
            matcher.screen(asked)
        done[name] = len(asked) / clock.wall
        if cached:
            done["own"] = len(asked) / clock.own
    return done


def _best(answers_by_case: dict[str, list[Answer]]) -> dict[str, list[Answer]]:
    return {
        case: sorted(answers, key=lambda answer: -answer.score) for case, answers in answers_by_case.items()
    }


def main() -> None:
    """Read the job, write the result."""
    file = Path(sys.argv[1])
    result = run(Job(**json.loads(file.read_text(encoding="utf-8"))))
    file.with_suffix(".result").write_text(json.dumps(result), encoding="utf-8")


def write(job: Job, file: Path) -> None:
    """Write a job where a process reads it."""
    file.write_text(json.dumps(asdict(job)), encoding="utf-8")


if __name__ == "__main__":
    main()
