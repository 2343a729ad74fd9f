"""Explained determinations a second, in one process: varied transactions, a third of the facts unknown.

Every answer is complete: findings with reasons and texts, general authorisations, missing facts, obligations. How many
answers a second there are hangs on how many rules each of them explains; findings a second are told beside them, and
compare from one state of the law to the next. Run: ``python benchmarks/determinations.py [NUMBER]``.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.calibration import a_beat
from dualuse import check
from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS

ACTIVITIES = (
    "export",
    "export",
    "export",
    "export",
    "brokering",
    "technical_assistance",
    "transit",
    "intra_union_transfer",
)
CUSTOMS_CODES = (
    "84821010",
    "85423190",
    "85176200",
    "90158020",
    "84145915",
    "27101929",
    "09012100",
    "84715000",
)
"""Of high priority, of annexes to acts against one State or several, and of neither."""


def transactions(number: int, seed: int = 2021_821) -> Iterator[dict[str, Any]]:
    """``number`` different transactions, the same for the same seed."""
    rng = random.Random(seed)
    edition = outline()
    assert edition is not None
    codes = sorted(edition.codes)
    places = [code for code in place_names() if len(code) == 2]

    def maybe(value: Any) -> Any:
        return value if rng.random() > 1 / 3 else None

    def transaction(index: int) -> dict[str, Any]:
        destination = rng.choice(places)
        return {
            "reference": f"B-{index}",
            "date": f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            "activity": rng.choice(ACTIVITIES),
            "manner": maybe(rng.choice(("permanent", "exhibition", "after_repair", "electronic"))),
            "exporter": {"country": rng.choice(("DE", "FR", "NL", "SE", "IE")), "icp": maybe(True)},
            "items": [
                {
                    "entries": rng.choice(([rng.choice(codes)], [rng.choice(codes)], [], None)),
                    "cyber_surveillance": maybe(rng.random() < 0.3),
                    "national_entries": maybe([]),
                    "cn_code": maybe(rng.choice(CUSTOMS_CODES)),
                    "value": "1000.00",
                    "currency": "EUR",
                }
            ],
            "destination": destination,
            "parties": [
                {
                    "role": "end_user",
                    "name": f"Firm {index}",
                    "country": maybe(destination),
                    "service": maybe("none"),
                }
            ],
            "knowledge": {
                ground: maybe(rng.choice(("none", "none", "none", "suspects", "aware"))) for ground in GROUNDS
            },
            "circumstances": {name: maybe(rng.random() < 0.5) for name in CIRCUMSTANCES},
        }

    return (transaction(index) for index in range(number))


BATCH = 250


def main() -> None:
    """Print the rate for the first 500 and for the rest, which are made and judged batch by batch."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if number < 3 * BATCH:
        sys.exit(
            f"{number} determinations are too few to tell the first 500 from the rest: {3 * BATCH} at least"
        )
    rows = transactions(number)
    times: list[float] = []
    still_open = explained = 0
    while batch := list(islice(rows, BATCH)):
        start = time.perf_counter()
        for row in batch:
            determination = check(row)
            still_open += determination.outcome == "undetermined"
            explained += len(determination.findings)
        times.append((time.perf_counter() - start) / len(batch))
    first, later = times[:2], sorted(times[2:])
    early, late = len(first) / sum(first), 1 / later[len(later) // 2]
    each = explained / number
    print(
        f"first {BATCH * 2}: {a_beat(early, 'explained determinations')} ({early:,.0f} a second); then"
        f" {a_beat(late, 'determinations')} ({late:,.0f} a second, median of batches; {still_open / number:.0%} open);"
        f" {each:.0f} findings each: {a_beat(late * each, 'findings')} ({late * each:,.0f} a second)"
    )


if __name__ == "__main__":
    main()
