"""One letter lost or changed in the name of a listed party: who is shown all the same, and who is clear.

Run: ``python -m benchmarks.screening.slips`` (``--help`` for the options). The Union's list and its vessels are the default; each party is asked by one
of its Latin names and its kind, nothing else, once with a random letter taken out and once with it changed. *Missed*: the
party itself is not among the hits; *clear*: nobody is. Where the lists are absent nothing is measured.
"""

from __future__ import annotations

import argparse
import random
import string
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.screening import parties
from benchmarks.screening.cases import target_rows
from benchmarks.screening.measure import SHARED
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Query, Status
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import ListedParty

SEED: Final = 2021_821
UNION: Final = "eu_fsf_20260501+eu_vessels_20260315"
SHORTEST: Final = 4
"""Letters of a name that is asked: of a shorter one a slip leaves another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A name with one letter ``lost`` or ``changed``, and the party it was taken from."""

    entity: str
    kind: str
    name: str
    asked: str
    how: str


def slips(listed: Sequence[ListedParty], most: int, seed: int = SEED) -> Iterator[Slip]:
    """Two slips for each of ``most`` parties of each kind; the same lists and seed give the same ones."""
    rng = random.Random(seed)
    by_kind: dict[str, list[ListedParty]] = {}
    for party in listed:
        by_kind.setdefault(party.kind, []).append(party)
    for kind, of_kind in sorted(by_kind.items()):
        for party in rng.sample(of_kind, min(most, len(of_kind))):
            names = [name.text for name in party.names if _is_latin(name.text)]
            if not names:
                continue
            name = rng.choice(names)
            at = rng.choice([place for place, letter in enumerate(name) if letter.isalpha()])
            yield Slip(entity=party.id, kind=kind, name=name, asked=name[:at] + name[at + 1 :], how="lost")
            yield Slip(
                entity=party.id,
                kind=kind,
                name=name,
                asked=name[:at] + _another(name[at], rng) + name[at + 1 :],
                how="changed",
            )


def _is_latin(name: str) -> bool:
    return name.isascii() and sum(letter.isalpha() for letter in name) >= SHORTEST


def _another(letter: str, rng: random.Random) -> str:
    other = rng.choice([each for each in string.ascii_lowercase if each != letter.lower()])
    return other.upper() if letter.isupper() else other


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a slip was answered: the status of the answer, and of the party itself ("" where it is not shown)."""

    slip: Slip
    status: Status
    itself: str


def outcomes(screener: Screener, asked: Sequence[Slip], kinds: bool = True) -> list[Outcome]:
    """The slips screened; ``kinds``: whether the kind of the party is stated."""
    queries = [
        Query((slip.asked,), str(number), slip.kind if kinds else "unknown")
        for number, slip in enumerate(asked)
    ]
    return [
        Outcome(
            slip,
            answer.status,
            next((hit.status for hit in answer.hits if hit.entity == slip.entity), ""),
        )
        for slip, answer in zip(asked, screener.screen(queries), strict=True)
    ]


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """Shares by kind and by slip, and of all."""
    yield f"{'':24}{'asked':>8}{'missed':>9}{'clear':>9}{'hit':>8}"
    rows: dict[str, list[Outcome]] = {}
    for outcome in found:
        words = "one word" if len(outcome.slip.name.split()) == 1 else "several words"
        for row in ("all", outcome.slip.kind, outcome.slip.how, f"{outcome.slip.kind}, {words}"):
            rows.setdefault(row, []).append(outcome)
    for row, some in sorted(rows.items()):
        count = Counter(outcome.itself for outcome in some)
        clear = sum(outcome.status == "clear" for outcome in some)
        yield (
            f"{row:24}{len(some):8,}{count[''] / len(some):9.2%}{clear / len(some):9.2%}{count['hit'] / len(some):8.1%}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening.slips", description=__doc__)
    parser.add_argument("--lists", type=Path, default=SHARED / "lists", help="folder of lists (ftm/ in it)")
    parser.add_argument("--target", default=UNION, help="lists whose parties are asked, joined with +")
    parser.add_argument("--against", default="", help="lists asked; default: the same")
    parser.add_argument("--most", type=int, default=1500, help="parties of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--without-kind", action="store_true", help="do not state the kind")
    parser.add_argument("--missed", type=int, default=0, help="list this many that were missed")
    options = parser.parse_args(arguments)
    if not (options.lists / "ftm").exists():
        print(f"SLIPS NOT MEASURED: no lists in {options.lists}")
        return
    asked = [parties.listed_party(row) for row in target_rows(options.lists, options.target)]
    against = options.against
    listed = [parties.listed_party(row) for row in target_rows(options.lists, against)] if against else asked
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "names.index"
        build_index(listed, place)
        found = outcomes(
            Screener.open(place),
            list(slips(asked, options.most, options.seed)),
            kinds=not options.without_kind,
        )
    for line in table(found):
        print(line)
    for outcome in [outcome for outcome in found if not outcome.itself][: options.missed]:
        print(f"  {outcome.slip.kind:14} {outcome.slip.how:8} {outcome.slip.name!r} → {outcome.slip.asked!r}")


if __name__ == "__main__":
    main()
