"""The printed tables: what is asked beside what was measured, ours beside the peer's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.screening import figures, pairs
from benchmarks.screening.cases import BARE, CUSTOMERS, VESSELS_WITHOUT_IMO, Case
from benchmarks.screening.figures import ALARMS, ALERTS_PER_QUERY, RECALL, SPEED, Answers, Asked, Found
from benchmarks.screening.made import ORGANISATIONS_REPLACED, VESSELS_INVENTED

SWEPT: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
RATES: Final = (0.001, 0.002, 0.003, 0.004, 0.005, 0.007, 0.010, 0.015)
WIDTH: Final = 46
SHORT: Final = {
    "crosslist": "xlist", "crossscript": "xscript", "alias_loo": "alias", "perturb:truncate": "trunc",
    "perturb:vowel_drop": "vowel", "perturb:initials": "inits", CUSTOMERS: "cust", BARE: "bare",
    "edit beyond": "edit", "token swap": "swap", "cross pair": "cross", "party donors": "donors",
    ORGANISATIONS_REPLACED: "orgs", VESSELS_INVENTED: "ships",
}  # fmt: skip
"""Heads of the columns of the sweep."""


@dataclass(slots=True, kw_only=True)
class Measured:
    """What one side gave on its cases, over all lists."""

    name: str
    cases: list[Case] = field(default_factory=list)
    alerts: dict[str, Found] = field(default_factory=dict)
    candidates: dict[str, Found] = field(default_factory=dict)
    speed: dict[str, float] = field(default_factory=dict)
    pairs: dict[str, pairs.Scored] = field(default_factory=dict)

    def take(self, result: dict[str, Any], cases: Sequence[Case]) -> None:
        """Add the result of a process."""
        self.alerts |= result.get("alerts", {})
        self.candidates |= result.get("candidates", {})
        self.cases += [case for case in cases if case.id in result.get("alerts", {})]
        self.pairs |= result.get("pairs", {})
        for name in ("at_once", "uncached", "one_by_one", "own"):
            if name in result:
                self.speed[name] = result[name]
        if latencies := result.get("latencies"):
            for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)):
                self.speed[name] = 1000 * figures.quantile(latencies, share)


def quality(ours: Measured, peer: Measured | None) -> Iterator[str]:
    """Recall and false alarms by kind; beside the peer ours once more, on the peer's sample."""
    sample = [case for case in ours.cases if peer and case.id in peer.alerts]
    yield _head("recall at the alert threshold", peer)
    for asked in _with_other_kinds(ours.cases):
        yield _line(asked, _three(figures.recall, asked.kind, ours, peer, sample), ours)
        if asked.kind in ("crossscript", "alias_loo", "crosslist"):
            yield from _groups(asked.kind, ours, peer, sample)
    yield "\n" + _head("false alarms (share of parties that alert)", peer)
    for asked in ALARMS:
        yield _line(asked, _three(figures.alarms, asked.kind, ours, peer, sample), ours)
    yield "\n" + _head("work", peer)
    asked = Asked(ALERTS_PER_QUERY, 5, 3, most=True)
    yield _line(asked, _three(figures.alerts_per_query, "alias_loo", ours, peer, sample), ours, "alias_loo")


def hits(ours: Measured) -> Iterator[str]:
    """What the narrower status ``hit`` would find and raise by itself."""
    yield _head("with status hit alone", None)
    for asked in (*RECALL, *ALARMS):
        if cases := figures.of_kind(ours.cases, asked.kind):
            measure = figures.recall if cases[0].expected else figures.alarms
            yield _line(Asked(asked.kind), [measure(cases, ours.alerts, figures.hitting)], ours)
    cases = figures.of_kind(ours.cases, "alias_loo")
    work = figures.alerts_per_query(cases, ours.alerts, figures.hitting)
    yield _line(Asked(ALERTS_PER_QUERY), [work], ours, "alias_loo")


def speed(ours: Measured, peer: Measured | None) -> Iterator[str]:
    """Seconds and memory."""
    yield _head("speed and memory", peer)
    for name, asked in SPEED.items():
        mine, theirs = ours.speed.get(name), peer.speed.get(name) if peer else None
        if mine is not None or theirs is not None:
            yield _line(asked, [mine, None, theirs] if peer else [mine], ours, "")


def candidates(ours: Measured, peer: Measured | None) -> Iterator[str]:
    """The expected entry among those compared, at any score."""
    sample = [case for case in ours.cases if peer and case.id in peer.alerts]

    def at_all(cases: Sequence[Case], answers: Answers) -> float:
        return figures.recall(cases, answers, figures.above(-1))

    yield _head("candidate recall (expected entry compared at all)", peer)
    for asked in _with_other_kinds(ours.cases):
        of = figures.of_kind(ours.cases, asked.kind)
        values: list[float | None] = [at_all(of, ours.candidates)]
        if peer:
            values.append(at_all(figures.of_kind(sample, asked.kind), ours.candidates))
            values.append(at_all(figures.of_kind(peer.cases, asked.kind), peer.candidates))
        yield _line(Asked(asked.kind), values, ours)


def sweep(side: Measured) -> Iterator[str]:
    """Recall and false alarms at fixed scores, and at the scores that keep customers' alarms to given rates."""
    kinds = [kind for kind in SHORT if figures.of_kind(side.cases, kind)]
    yield f"{side.name}: what other thresholds would give (persons and others at the same score)"
    yield f"{'score':>7}  " + " ".join(f"{SHORT[kind]:>7}" for kind in kinds) + "  alerts/query"
    for threshold in SWEPT:
        yield _swept(side, kinds, threshold, f"{threshold:>7.2f}")
    if customers := figures.of_kind(side.cases, CUSTOMERS):
        yield "at the score that keeps alarms on customers under"
        for rate in RATES:
            threshold = figures.threshold_for(customers, side.candidates, rate)
            yield _swept(side, kinds, threshold, f"{rate:>7.3f}") + f"  score {threshold:.3f}"


def _swept(side: Measured, kinds: Sequence[str], threshold: float, head: str) -> str:
    above = figures.above(threshold)
    values = []
    for kind in kinds:
        cases = figures.of_kind(side.cases, kind)
        measure = figures.alarms if cases[0].negative else figures.recall
        values.append(measure(cases, side.candidates, above))
    work = figures.alerts_per_query(figures.of_kind(side.cases, "alias_loo"), side.candidates, above)
    return f"{head}  " + " ".join(f"{value:>7.4f}" for value in values) + f"  {work:>8.1f}"


def calibration(side: Measured) -> Iterator[str]:
    """Scores against truth."""
    cases = [case for case in side.cases if case.kind not in (BARE, VESSELS_WITHOUT_IMO)]
    yield f"{side.name}: calibration on {len(cases):,} queries and negatives by best score"
    yield "   from     to   cases   a listed party   best entry is the labelled one"
    edges = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
    for low, high, number, listed, itself in figures.bands(cases, side.candidates, edges):
        if number:
            yield f"{low:>7.2f} {high:>6.2f} {number:>7,} {listed:>16.3f} {itself:>15.3f}"


def paired(sides: Sequence[Measured], thresholds: Sequence[float]) -> Iterator[str]:
    """Pairs: the best F1 and that at each side's threshold."""
    grid = [step / 40 for step in range(1, 40)]
    for side, threshold in zip(sides, thresholds, strict=True):
        for file, scored in side.pairs.items():
            best = pairs.best(scored, grid)
            f1, precision, recall = pairs.quality(scored, threshold)
            yield (
                f"{side.name:22} {file:13} {len(scored):>6,} pairs  best F1 {pairs.quality(scored, best)[0]:.3f} at "
                f"{best:.2f};  at {threshold:.2f}: F1 {f1:.3f} P {precision:.3f} R {recall:.3f}"
            )


def markdown(ours: Measured, peer: Measured | None) -> Iterator[str]:
    """What was asked, and both sides, as a table for the documentation; the peer on its sample."""
    yield "| | asked | stretch | dualuse | peer |"
    yield "|---|---|---|---|---|"
    for measure, every in ((figures.recall, RECALL), (figures.alarms, ALARMS)):
        for asked in every:
            yield _row(asked, _three(measure, asked.kind, ours, peer, [])[:: 2 if peer else 1])
    work = _three(figures.alerts_per_query, "alias_loo", ours, peer, [])
    yield _row(Asked(ALERTS_PER_QUERY, 5, 3, most=True), work[:: 2 if peer else 1])
    for name, asked in SPEED.items():
        yield _row(asked, [ours.speed.get(name), peer.speed.get(name) if peer else None])


def _row(asked: Asked, values: Sequence[float | None]) -> str:
    mine, theirs = values[0], values[1] if len(values) > 1 else None
    return f"| {' | '.join([asked.kind, *map(_text, (asked.reach, asked.stretch, mine, theirs))])} |"


def worst(side: Measured, number: int) -> dict[str, list[tuple[str, str, float]]]:
    """The false alarms with the highest scores, by kind of negative: name, entry, score."""
    alarms_by_kind: dict[str, list[tuple[str, str, float]]] = {}
    for case in side.cases:
        if case.negative:
            for entity, score, alerts, _ in side.alerts[case.id][:1]:
                if alerts:
                    name = case.row["properties"]["name"][0]
                    alarms_by_kind.setdefault(case.kind, []).append((name, entity, round(score, 4)))
    return {kind: sorted(some, key=lambda alarm: -alarm[2])[:number] for kind, some in alarms_by_kind.items()}


def missed(side: Measured, number: int) -> dict[str, list[tuple[str, str, float]]]:
    """Cases that do not alert though they should: name, expected entry, its score (0: not compared)."""
    missed_by_kind: dict[str, list[tuple[str, str, float]]] = {}
    for case in side.cases:
        if case.expected and not case.expected & figures.alerting(side.alerts[case.id]):
            scores = {entity: score for entity, score, *_ in side.candidates[case.id]}
            entity = max(case.expected, key=lambda candidate: scores.get(candidate, 0.0))
            name = case.row["properties"]["name"][0]
            missed_by_kind.setdefault(case.kind, []).append((name, entity, round(scores.get(entity, 0.0), 4)))
    return {kind: some[:number] for kind, some in missed_by_kind.items()}


def _with_other_kinds(cases: Sequence[Case]) -> Iterator[Asked]:
    present = dict.fromkeys(case.kind for case in cases if case.expected)
    yield from (asked for asked in RECALL if asked.kind in present)
    asked_for = {asked.kind for asked in RECALL}
    yield from (Asked(kind) for kind in sorted(present) if kind not in asked_for)


def _three(
    measure: Callable[[Sequence[Case], Answers], float],
    kind: str,
    ours: Measured,
    peer: Measured | None,
    sample: Sequence[Case],
) -> list[float | None]:
    values: list[float | None] = [measure(figures.of_kind(ours.cases, kind), ours.alerts)]
    if peer:
        values.append(measure(figures.of_kind(sample, kind), ours.alerts))
        values.append(measure(figures.of_kind(peer.cases, kind), peer.alerts))
    return values


def _groups(kind: str, ours: Measured, peer: Measured | None, sample: Sequence[Case]) -> Iterator[str]:
    groups = sorted({case.group for case in figures.of_kind(ours.cases, kind)})
    for group in groups:
        of = [case for case in figures.of_kind(ours.cases, kind) if case.group == group]
        values: list[float | None] = [figures.recall(of, ours.alerts)]
        if peer:
            same = [case for case in figures.of_kind(sample, kind) if case.group == group]
            values += [figures.recall(same, ours.alerts), figures.recall(same, peer.alerts)]
        yield _line(Asked(f"  {group}"), values, ours, number=len(of))


def _head(title: str, peer: Measured | None) -> str:
    head = f"{title:{WIDTH}} {'cases':>6} {'to reach':>9} {'stretch':>8} {'dualuse':>9}  "
    return head + (f" {'sample':>8} {'peer':>8}" if peer else "")


def _line(
    asked: Asked,
    values: Sequence[float | None],
    ours: Measured,
    kind: str | None = None,
    number: int | None = None,
) -> str:
    if number is None:
        number = len(figures.of_kind(ours.cases, asked.kind if kind is None else kind))
    mine = values[0]
    mark = " "
    if mine is not None and asked.reach is not None:
        reached = (mine <= asked.reach) if asked.most else (mine >= asked.reach)
        beyond = asked.stretch is not None and (
            (mine <= asked.stretch) if asked.most else (mine >= asked.stretch)
        )
        mark = "*" if beyond else "+" if reached else "-"
    cells = [
        f"{asked.kind:{WIDTH}}",
        f"{number or '':>6}",
        f"{_text(asked.reach):>9}",
        f"{_text(asked.stretch):>8}",
    ]
    cells.append(f"{_text(mine):>9} {mark}")
    cells += [f"{_text(value):>8}" for value in values[1:]]
    return " ".join(cells)


def _text(value: float | None) -> str:
    if value is None or value != value:
        return "–"
    for least, places in ((100, 0), (10, 1), (1.005, 2)):
        if value >= least:
            return f"{value:,.{places}f}"
    return f"{value:.4f}"
