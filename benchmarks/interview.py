"""Interviews: how long a question takes, and how many settle a transaction.

Run: ``python benchmarks/interview.py [NUMBER]``. Persons who know a whole random transaction are interviewed from
nothing. Claims: with everything unknown a question takes under 50 ms; most transactions need five questions or less.
For comparison the same persons are asked in the order of the law, and in a random order, of what still matters.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.calibration import in_beats
from dualuse import interview
from dualuse.assessment.fields import Field
from dualuse.interview.open_questions import judged, open_fields
from dualuse.interview.question import question_at
from tests.support.interviewees import DAY, complete_transaction, person_who_knows

RUNS = 40
Next = Callable[[interview.Interview], interview.Question | None]


def open_now(state: interview.Interview) -> list[Field]:
    """The fields that still matter."""
    return [field for _, fields in open_fields(state, judged(state)) for field in fields]


def in_order_of_the_law(state: interview.Interview) -> interview.Question | None:
    """The first field that an open rule waits for."""
    fields = open_now(state)
    return question_at(state, fields[0], "en") if fields else None


def in_random_order(state: interview.Interview) -> interview.Question | None:
    """Any field that an open rule waits for."""
    fields = open_now(state)
    choice = random.Random(str(state.transaction)).choice(fields) if fields else None
    return question_at(state, choice, "en") if choice else None


def held(seed: int, ask: Next) -> tuple[int, list[float]]:
    """Number of questions until it is settled, and the seconds that each took."""
    person = person_who_knows(complete_transaction(random.Random(seed)), seed)
    state = interview.start({"date": DAY.isoformat(), "items": [{}]})
    seconds: list[float] = []
    while True:
        start = time.perf_counter()
        question = ask(state)
        seconds.append(time.perf_counter() - start)
        if question is None:
            return len(seconds) - 1, seconds
        state = interview.answer(state, question.fact, person(question))


def main() -> None:
    """Print times in milliseconds and numbers of questions."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    nothing = interview.start(today=DAY)
    start = time.perf_counter()
    interview.next_question(nothing)
    first = time.perf_counter() - start
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        interview.next_question(nothing)
        times.append(time.perf_counter() - start)
    print(
        f"everything unknown: {in_beats(statistics.median(times))} a question ({statistics.median(times) * 1e3:.0f} ms,"
        f" median); the first of a process {in_beats(first)} ({first * 1e3:.0f} ms)"
    )
    for name, ask in (
        ("what settles most first", interview.next_question),
        ("in the order of the law", in_order_of_the_law),
        ("in random order", in_random_order),
    ):
        held_all = [held(seed, ask) for seed in range(number)]
        counts = [count for count, _ in held_all]
        seconds = sorted(second for _, each in held_all for second in each)
        print(
            f"{name}: {statistics.mean(counts):.1f} questions on the mean, median {statistics.median(counts):.0f}, at"
            f" most {max(counts)} ({number} transactions); {in_beats(statistics.mean(seconds))} a question"
            f" ({statistics.mean(seconds) * 1e3:.0f} ms, 99 % under {seconds[int(len(seconds) * 0.99)] * 1e3:.0f} ms)"
        )


if __name__ == "__main__":
    main()
