"""Measure the register of denials: ``python -m benchmarks.service.denials [DENIALS]`` from the repository's root.

Invents 100,000 denials of as many recipients, each with a line of some entry, and looks for those that 300 transactions may repeat: the recipient as it is written, with a letter changed, and
somebody who was never denied anything. Prints the median and the 99th percentile, as milliseconds and as beats; ends with 1 where the median is above the 50 ms asked for. No
database: what it adds is one query for the register's edition. Making the index is told apart.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from benchmarks.calibration import beat
from dualuse.licensing.denials.denial import Denial, DeniedLine, DeniedParty
from dualuse.licensing.denials.matching import DenialRegister

DENIALS: Final = 100_000
TRANSACTIONS: Final = 300
ASKED_FOR: Final = 50.0
DAY: Final = date(2026, 11, 26)
SYLLABLES: Final = (
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ra", "so", "tu", "va", "we", "xi", "zo", "bral", "dren", "fisk", "gorn",
)  # fmt: skip
FORMS: Final = (
    "Trading LLC",
    "Instruments Co",
    "General Trading FZE",
    "Technologies",
    "Industries Ltd",
    "Scientific",
)
ENTRIES: Final = ("5A001.f.2", "3A002.c", "2B001.b", "6A003.b.4", "1C350.1", "3A225", "9A012.a")
COUNTRIES: Final = ("AE", "TR", "KZ", "CN", "IN", "PK", "EG", "IQ")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DENIALS
    chance = random.Random(2021)
    denials = [_denial(place, chance) for place in range(number)]
    begin = time.perf_counter()
    with DenialRegister(denials) as register:
        print(f"{number:,} denials indexed in {time.perf_counter() - begin:.1f} s")
        register.matches(_transaction("Warm Up Trading", chance), DAY)
        times: dict[str, list[float]] = {}
        met: dict[str, int] = {}
        for what, name in _recipients(denials, chance):
            transaction = _transaction(name, chance)
            start = time.perf_counter()
            matches = register.matches(transaction, DAY)
            times.setdefault(what, []).append((time.perf_counter() - start) * 1000)
            met[what] = met.get(what, 0) + bool(matches)
    unit = beat() * 1000
    print(f"a beat: {unit:.2f} ms; asked for: {ASKED_FOR:.0f} ms")
    print(f"{'recipient':28} {'median':>9} {'99 %':>9} {'beats':>7} {'met':>9}")
    for what, row in times.items():
        worst = sorted(row)[int(len(row) * 0.99) - 1]
        median = statistics.median(row)
        print(f"{what:28} {median:7.1f}ms {worst:7.1f}ms {median / unit:7.2f} {met[what]:4}/{len(row)}")
    sys.exit(0 if all(statistics.median(row) <= ASKED_FOR for row in times.values()) else 1)


def _denial(place: int, chance: random.Random) -> Denial:
    country = chance.choice(COUNTRIES)
    return Denial(
        reference=f"D-{place}",
        member_state="NL",
        kind="refused",
        decided=date(2020 + place % 6, 1 + place % 12, 1),
        destination=country,
        parties=(DeniedParty(role="end_user", name=_name(chance), country=country),),
        lines=(DeniedLine(description="Goods", entries=(chance.choice(ENTRIES),), is_listed=True),),
    )


def _name(chance: random.Random) -> str:
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(2))
    return f"{' '.join(words)} {chance.choice(FORMS)}"


def _recipients(denials: list[Denial], chance: random.Random) -> Iterator[tuple[str, str]]:
    for place in range(TRANSACTIONS):
        name = chance.choice(denials).parties[0].name
        match place % 3:
            case 0:
                yield "as it is written", name
            case 1:
                at = chance.randrange(2, 6)
                yield "with a letter changed", name[:at] + chance.choice("aeiou") + name[at + 1 :]
            case _:
                yield "never denied anything", _name(chance)


def _transaction(name: str, chance: random.Random) -> dict[str, Any]:
    country = chance.choice(COUNTRIES)
    return {
        "destination": country,
        "items": [{"id": "1", "description": "Goods", "entries": [chance.choice(ENTRIES)]}],
        "parties": [{"role": "end_user", "name": name, "country": country, "service": "none"}],
    }


if __name__ == "__main__":
    main()
