"""Measure what ``docs/classification.md`` claims: ``python -m benchmarks.classification`` from the repository's root.

Ranking, verdicts and surveillance families, with the official text, with the outline alone, and by words alone; beside them
simple retrieval (bm25s over whole entries where installed, and tantivy over lines and entries) in the same run; and the
time of 10,000 descriptions in one process. Times are upper bounds where other processes run.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")

import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.calibration import in_beats
from benchmarks.classification_cases import LISTED, SHARED, Case, at_hand, cases, official_text
from benchmarks.classification_peers import peers
from dualuse.classification.search.classifier import Classifier
from dualuse.classification.search.classifying import answer
from dualuse.classification.search.embedding import embedding

MANY: Final = 10_000
QUERIES: Final = Path(__file__).with_name("classification_surveillance.toml")
TRANSLATED: Final = Path(__file__).with_name("classification_translated.toml")
TRADE: Final = Path(__file__).with_name("classification_trade.txt")
ORDINARY: Final = Path(__file__).with_name("classification_ordinary.txt")
ORDINARY_HELD: Final = Path(__file__).with_name("classification_ordinary_held.txt")
"""Ordinary goods that were written down before the newest names of everyday goods, and not looked at while these were written."""
Ranks = Callable[[str], list[str]]


def surveillance() -> list[tuple[str, str, frozenset[str]]]:
    """Own queries: family, text, the entries that answer it."""
    rows = tomllib.loads(QUERIES.read_text("utf-8"))["queries"]
    return [(row["family"], text, frozenset(row["entries"])) for row in rows for text in row["texts"]]


def translated() -> list[Case]:
    """Own descriptions of listed goods in German and French."""
    rows = tomllib.loads(TRANSLATED.read_text("utf-8"))["queries"]
    return [
        Case(str(number), "translated", row["text"], frozenset(row["entries"]))
        for number, row in enumerate(rows)
    ]


def trade() -> list[Case]:
    """Own short descriptions of listed goods, as trade names them."""
    rows = (line.rpartition("|") for line in TRADE.read_text("utf-8").splitlines())
    return [
        Case(str(number), "trade", text, frozenset(entries.split(",")))
        for number, (text, _, entries) in enumerate(rows)
    ]


OWN: Final = ("trade", "translated")


def ranks_of(searcher: Classifier) -> Ranks:
    """The entries of an answer, best first."""
    return lambda text: [candidate.entry for candidate in answer(searcher, text, most=5).candidates]


def shares(known: Sequence[Case], ranks: Ranks) -> dict[str, tuple[float, float, int]]:
    """By kind of case: the share with the right entry first, among the first five, and how many cases."""
    placed: dict[str, list[tuple[bool, bool]]] = {}
    for case in known:
        if case.entries:
            entries = ranks(case.text)[:5]
            placed.setdefault(case.kind, []).append(
                (bool(entries) and entries[0] in case.entries, bool(case.entries & set(entries)))
            )
    return {
        kind: (
            sum(first for first, _ in rows) / len(rows),
            sum(any_ for _, any_ in rows) / len(rows),
            len(rows),
        )
        for kind, rows in placed.items()
    }


def verdicts(known: Sequence[Case], searcher: Classifier) -> tuple[float, float, float]:
    """Listed products called "probably not listed"; others called so; listed ones called "probably listed"."""
    rows = [(bool(case.entries), answer(searcher, case.text, most=1).verdict) for case in known]
    listed = [verdict for is_listed, verdict in rows if is_listed]
    others = [verdict for is_listed, verdict in rows if not is_listed]
    return (
        listed.count("probably_not_listed") / len(listed),
        others.count("probably_not_listed") / max(len(others), 1),
        listed.count("probably_listed") / len(listed),
    )


def ordinary_said_so(searcher: Classifier, file: Path = ORDINARY) -> float:
    """The share of ordinary goods, in words of our own, that are called "probably not listed"."""
    texts = file.read_text("utf-8").splitlines()
    return sum(answer(searcher, text, most=1).verdict == "probably_not_listed" for text in texts) / len(texts)


def families(ranks: Ranks) -> tuple[float, list[str]]:
    """The share of own queries with the right entry among the first three, and those without."""
    missed = [text for _, text, entries in surveillance() if not entries & set(ranks(text)[:3])]
    return 1 - len(missed) / len(surveillance()), missed


def seconds_of_many(known: Sequence[Case], searcher: Classifier, many: int = MANY) -> float:
    """Seconds for ``many`` answers with reasons, in one process."""
    texts = [f"{case.text} {number}" for number in range(many // len(known) + 1) for case in known][:many]
    start = time.perf_counter()
    for text in texts:
        answer(searcher, text)
    return time.perf_counter() - start


def line_of(name: str, shares_of_kind: dict[str, tuple[float, float, int]], more: str = "") -> str:
    """A row of the table."""
    cells = [
        f"{100 * shares_of_kind[kind][0]:.0f}/{100 * shares_of_kind[kind][1]:.0f}"
        for kind in (*LISTED, *OWN)
        if kind in shares_of_kind
    ]
    return f"| {name} | " + " | ".join(cells) + f" | {more}"


def main() -> int:
    """Measure all and print a table. An argument names another folder of cases."""
    if not at_hand():
        print("The cases and the text of Annex I are not at hand (../shared): nothing is measured.")
        return 0
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "classification"
    known, text = cases(folder), official_text()
    print(
        "| searched | "
        + " | ".join(f"{kind}, top-1/top-5" for kind in (*LISTED, *OWN))
        + " | families in top 3 "
        "| listed, missed | not listed, said so | listed, said so | ordinary goods, said so | ordinary goods held, said so | trade and translated, missed |\n|---|"
        + "---|"
        * 13
    )
    for name, texts, model in (
        ("official text, embedding", (text,), embedding()),
        ("official text, words alone", (text,), None),
        ("outline, embedding", (), embedding()),
        ("outline, words alone", (), None),
    ):
        searcher = Classifier(texts, model)
        share, lost = families(ranks_of(searcher))
        columns = " | ".join(
            f"{100 * value:.1f}"
            for value in (
                *verdicts(known, searcher),
                ordinary_said_so(searcher),
                ordinary_said_so(searcher, ORDINARY_HELD),
                verdicts([*trade(), *translated()], searcher)[0],
            )
        )
        print(
            line_of(
                name,
                shares([*known, *trade(), *translated()], ranks_of(searcher)),
                f"{100 * share:.0f} | {columns} |",
            ),
            flush=True,
        )
        for query in lost:
            print("   not in the first three:", query)
    for name, ranks in peers(text):
        print(
            line_of(
                "simple: " + name,
                shares([*known, *trade(), *translated()], ranks),
                f"{100 * families(ranks)[0]:.0f} | | | | | | |",
            )
        )
    start = time.perf_counter()
    searcher = Classifier((text,), embedding())
    answer(searcher, "first question")
    built, answered = time.perf_counter() - start, seconds_of_many(known, searcher)
    print(
        f"built in {in_beats(built)} ({built:.1f} s); {MANY} answers in {in_beats(answered)} ({answered:.1f} s)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
