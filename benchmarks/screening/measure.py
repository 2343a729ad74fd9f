"""Screening measured: recall, false alarms, speed, memory, beside nomenklatura's logic-v2 on a sample in the same run.

Run: ``python -m benchmarks.screening.measure`` (``--help`` for the options). The lists and the labelled cases are not
part of this repository; where they are absent it says so and measures nothing. Every side runs on one core in
processes of its own: one builds an index, another one opens it and answers, so that the memory shown is that of
screening. In the printed table ``*`` is better than the stretch, ``+`` reaches what was asked, ``-`` does not.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.screening import report
from benchmarks.screening.cases import COMBINED, Case, read_cases, sampled, target_rows, write_cases
from benchmarks.screening.made import made_negatives
from benchmarks.screening.report import Measured
from benchmarks.screening.run import MEBIBYTE, Job, write

ROOT: Final = Path(__file__).parents[2]
SHARED: Final = ROOT.parent / "shared/screening"
FAST: Final = 3_000
PEER_SAMPLE: Final = 2_000
PEER_TARGETS: Final = (COMBINED, "combined_latin_only", "combined_loo")
"""Not the list with the latest amendments: its cases are copies of listed names, and an index costs the peer half a minute."""
PEER_THRESHOLD: Final = 0.7
COLD: Final = """
import sys
from pathlib import Path
from dualuse.screening.matching.screened import Query
from dualuse.screening.matching.screener import Screener
Screener.open(Path(sys.argv[1])).screen([Query(names=("Vladimir Petrovich Sidorov",))])
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _options(arguments)
    if not (options.cases / "queries.jsonl").exists() or not (options.lists / "ftm").exists():
        print(f"SCREENING NOT MEASURED: no labelled cases in {options.cases} or no lists in {options.lists}")
        return
    every = [*read_cases(options.cases), *made_negatives(list(target_rows(options.lists, COMBINED)))]
    sample = options.sample or (FAST if options.fast else len(every))
    cases = [case for case in sampled(every, sample / len(every)) if _wanted(case, options)]
    print(f"load of the machine {os.getloadavg()[0]:.1f}; {len(cases):,} cases; one core", flush=True)
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        ours = _ours(options, Path(folder), cases)
        some = sampled(cases, options.peer_sample / len(cases))
        peer = None if options.fast else _peer(options, Path(folder), some)
    for line in _report(ours, peer, options):
        print(line)
    if options.markdown:
        options.markdown.write_text("\n".join(report.markdown(ours, peer)) + "\n", encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(_kept(ours, peer), ensure_ascii=False, indent=1), encoding="utf-8")


def _wanted(case: Case, options: argparse.Namespace) -> bool:
    return not options.kind or case.kind in options.kind


def _ours(options: argparse.Namespace, folder: Path, cases: Sequence[Case]) -> Measured:
    measured = Measured(name="dualuse")
    write_cases(cases, folder / "cases")
    for target in sorted({case.target for case in cases}):
        place = folder / f"{target}.index"
        job = {"side": "dualuse", "target": target, "place": str(place), "fast": options.fast}
        built = _process(options, folder, sys.executable, **job, steps=["build"])
        steps = ["answer", "pairs"] if target == COMBINED and not options.kind else ["answer"]
        result = _process(options, folder, sys.executable, **job, steps=steps)
        measured.take(result, cases)
        if target == COMBINED:
            measured.speed |= {name: built[name] for name in ("build", "build_own")}
            measured.speed |= {name: result[name] for name in ("open", "rss")}
            measured.speed |= {"size": _size(place) / MEBIBYTE, "cold": _cold(place, options.core)}
    return measured


def _peer(options: argparse.Namespace, folder: Path, cases: Sequence[Case]) -> Measured | None:
    """The peer on a sample of the same cases; nothing where it is not installed."""
    if subprocess.run([options.peer, "-c", "import nomenklatura"], capture_output=True).returncode:
        print(
            "PEER ABSENT: nomenklatura is not installed, the peer was not measured (`make bench` installs it)"
        )
        return None
    measured = Measured(name="nomenklatura logic-v2")
    write_cases(cases, folder / "cases")
    for target in PEER_TARGETS:
        if not any(case.target == target for case in cases):
            continue
        pairs = ["pairs"] if target == COMBINED and not options.kind else []
        job = {"side": "peer", "target": target, "place": str(folder / "peer")}
        result = _process(options, folder, options.peer, **job, steps=["build", "answer", *pairs])
        measured.take(result, cases)
        if target == COMBINED:
            measured.speed |= {name: result[name] for name in ("build", "build_own", "rss")}
    return measured


def _process(options: argparse.Namespace, folder: Path, python: str, **job: Any) -> dict[str, Any]:
    file = folder / "job.json"
    where: dict[str, Any] = {
        "cases": str(folder / "cases"),
        "pairs": str(options.cases),
        "lists": str(options.lists),
    }
    write(Job(**where, core=options.core, **job), file)
    start = time.perf_counter()
    subprocess.run([python, "-m", "benchmarks.screening.run", str(file)], cwd=ROOT, check=True)
    result: dict[str, Any] = json.loads(file.with_suffix(".result").read_text(encoding="utf-8"))
    spent = f"{time.perf_counter() - start:.0f} s"
    print(f"  {result['name']}, {job['target']}, {' and '.join(job['steps'])}: {spent}", file=sys.stderr)
    return result


def _cold(place: Path, core: int) -> float:
    """Seconds of a new interpreter that opens the index and answers one query; median of five."""
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", COLD, str(place)],
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _size(place: Path) -> int:
    return sum(file.stat().st_size for file in place.rglob("*")) if place.is_dir() else place.stat().st_size


def _report(ours: Measured, peer: Measured | None, options: argparse.Namespace) -> Iterator[str]:
    for part in (report.quality, report.candidates, report.speed):
        yield ""
        yield from part(ours, peer)
    yield ""
    yield from report.hits(ours)
    yield ""
    yield from report.sweep(ours)
    yield ""
    yield from report.calibration(ours)
    yield ""
    sides, thresholds = [ours, *([peer] if peer else [])], [options.threshold, PEER_THRESHOLD]
    yield from report.paired(sides, thresholds[: len(sides)])
    if options.worst:
        for title, lines_by_kind in (
            ("false alarms", report.worst(ours, options.worst)),
            ("missed", report.missed(ours, options.worst)),
        ):
            for kind, lines in lines_by_kind.items():
                yield f"\n{title}: {kind}"
                yield from (f"  {score:.3f} {entity:30} {name}" for name, entity, score in lines)


def _kept(ours: Measured, peer: Measured | None) -> dict[str, Any]:
    """What the file of --json holds: every answer that alerts, best candidates, and the figures of speed."""
    return {
        side.name: {
            "speed": side.speed,
            "cases": {
                case.id: {
                    "kind": case.kind,
                    "name": case.row["properties"]["name"],
                    "expected": sorted(case.expected),
                    "alerts": [answer[:2] for answer in side.alerts[case.id] if answer[2]],
                    "best": [answer[:2] for answer in side.candidates[case.id][:5]],
                }
                for case in side.cases
            },
        }
        for side in (ours, peer)
        if side is not None
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening.measure", description=__doc__)
    parser.add_argument("--cases", type=Path, default=SHARED / "cases/dev", help="folder of labelled cases")
    parser.add_argument("--lists", type=Path, default=SHARED / "lists", help="folder of lists (ftm/ in it)")
    parser.add_argument("--sample", type=int, default=0, help="measure on about this many cases")
    parser.add_argument("--fast", action="store_true", help=f"{FAST:,} cases, speed once, without the peer")
    parser.add_argument("--kind", action="append", default=[], help="only this kind of case; may be repeated")
    parser.add_argument(
        "--worst", type=int, default=0, help="list this many false alarms and misses of each kind"
    )
    parser.add_argument("--threshold", type=float, default=0.5, help="our score for pairs")
    parser.add_argument(
        "--peer", default=sys.executable, help="interpreter in which nomenklatura is installed"
    )
    parser.add_argument("--peer-sample", type=int, default=PEER_SAMPLE, help="cases that the peer is given")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)), help="core to run on")
    parser.add_argument("--work", type=Path, default=None, help="folder for the indexes (default: temporary)")
    parser.add_argument("--markdown", type=Path, default=None, help="write the table of the documentation")
    parser.add_argument("--json", type=Path, default=None, help="write every answer to this file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
