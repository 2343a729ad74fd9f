"""Measure ``dualuse watch``: ``python -m benchmarks.watch [DOSSIERS] [--same-law]`` from the repository's root.

Makes a folder of invented dossiers (default 100,000), every one of another transaction: random entries, destinations, values and facts, parties out
of 40,000 invented names, with due diligence in a tenth of them; then a list changes (entries come and go), and the folder is held against
today, in one run, with two processes. The dossiers say that they were made under another version of the law, so that each is judged again; with
``--same-law`` they were made under this one, and only those are that a day can change. Prints the time, the peak memory and what changed. Making the folder is not measured.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from benchmarks.calibration import in_beats
from dualuse.assessment.listed.installed import InstalledLists, screener_of
from dualuse.dossier.assessing import Evidence, assess, sealed
from dualuse.dossier.verifying import as_json
from dualuse.dossier.watching.watch import Today, watch
from dualuse.law.eu_2021_821.control_list import outline
from dualuse.schema.diligence import Answered, Decision, Findings
from dualuse.sources.lists.installing import Adding
from dualuse.sources.lists.store import ListStore

DAY: Final = date(2026, 11, 26)
ENTRIES: Final = 3_000
"""Entries of the invented list."""
CHANGED: Final = 60
NAMES: Final = 40_000
WORKERS: Final = 2
SAME: Final = "--same-law"
SYLLABLES: Final = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ra",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
    "bran",
    "dor",
    "fel",
    "gar",
    "hest",
]
DESTINATIONS: Final = (
    "AE",
    "CL",
    "GE",
    "IN",
    "JP",
    "KE",
    "MA",
    "MX",
    "PH",
    "RS",
    "SG",
    "TH",
    "US",
    "ZA",
    "CN",
    "BR",
)


def main() -> None:
    """Make, change, watch, print."""
    arguments = [argument for argument in sys.argv[1:] if argument != SAME]
    number = int(arguments[0]) if arguments else 100_000
    chance = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="dualuse-watch-") as temporary:
        home, folder = Path(temporary) / "home", Path(temporary) / "dossiers"
        folder.mkdir()
        names = [invented_name(chance) for _ in range(NAMES)]
        listed = [invented_name(chance) for _ in range(ENTRIES)]
        installed(home, listed, "2026-11-01")
        made(folder, home, names, number, SAME in sys.argv)
        size = sum(path.stat().st_size for path in folder.iterdir())
        installed(home, [*listed[CHANGED:], *names[:CHANGED]], "2026-11-20")
        start = time.perf_counter()
        today = Today(day=DAY, home=home, workspace=home / "workspace")
        kinds: Counter[str] = Counter()
        count = 0
        for dossier in watch(folder, today, WORKERS):
            count += 1
            kinds.update({change.kind for change in dossier.changes})
        taken = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{count:,} dossiers, {size / 1e9:.2f} GB, watched in {in_beats(taken)} ({taken:.1f} s); peak {peak / 1e6:.2f} GB; changed: {dict(kinds)}"
    )


def invented_name(chance: random.Random) -> str:
    """A name of two words that nobody bears."""
    return " ".join("".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(2))


def installed(home: Path, names: list[str], edition: str) -> None:
    """An invented list of these names."""
    path = home.parent / f"list-{edition}.jsonl"
    rows = (
        {
            "id": f"NK-{name.replace(' ', '')}",
            "schema": "Person",
            "properties": {"name": [name], "topics": ["sanction"]},
        }
        for name in names
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ListStore(home).install(path, Adding(list_id="invented_watch", label=edition))


def made(folder: Path, home: Path, names: list[str], number: int, same_law: bool) -> None:
    """Invented dossiers, by two processes."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        parts = [range(start, number, WORKERS) for start in range(WORKERS)]
        list(
            pool.map(made_part, *zip(*((folder, home, names, part, same_law) for part in parts), strict=True))
        )


def made_part(folder: Path, home: Path, names: list[str], numbers: range, same_law: bool) -> None:
    """The dossiers of these numbers; each is the same in every run."""
    known = outline()
    assert known is not None
    codes = sorted(known.codes)
    screener = screener_of(InstalledLists(home=home))
    for at in numbers:
        transaction = invented_transaction(at, codes, names, random.Random(at))
        findings = invented_findings(transaction["reference"]) if at % 10 == 0 else None
        dossier = assess(transaction, Evidence(findings), day=DAY, screener=screener)
        if not same_law:
            law = replace(dossier.determination.law, version="sha256:of another release")
            dossier = sealed(replace(dossier, determination=replace(dossier.determination, law=law)))
        (folder / f"{transaction['reference']}.json").write_bytes(as_json(dossier))


def invented_transaction(
    at: int, codes: list[str], names: list[str], chance: random.Random
) -> dict[str, Any]:
    """A transaction of one item."""
    entries = [chance.choice(codes)] if chance.random() < 0.6 else []
    return {
        "reference": f"T-{at:06}",
        "date": "2026-10-01",
        "activity": "export",
        "manner": "permanent",
        "exporter": {
            "name": "Meridian Signals GmbH",
            "country": chance.choice(("DE", "FR", "NL", "SE", "IT")),
        },
        "items": [
            {
                "id": "1",
                "entries": entries,
                "national_entries": [],
                "value": str(chance.randrange(500, 900_000)),
                "currency": "EUR",
            }
        ],
        "destination": chance.choice(DESTINATIONS),
        "parties": [{"role": "end_user", "name": chance.choice(names), "service": "none"}],
        "knowledge": {
            "wmd": "none",
            "military_end_use": chance.choice(("none", "suspects")),
            "illicit_military_parts": "none",
        },
        "circumstances": {"free_zone": False},
    }


def invented_findings(reference: str) -> Findings:
    """A few answers and a decision."""
    answers = tuple(
        Answered(f"D{number:02}", "no", "asked", person="A. Muster", time="2026-10-01")
        for number in (11, 13, 15, 16)
    )
    return Findings(
        reference, answers=answers, decision=Decision("indication", "few answers", "A. Muster", "2026-10-01")
    )


if __name__ == "__main__":
    main()
