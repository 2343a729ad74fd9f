"""Write ``conformance/cases.jsonl``, ``measures.jsonl`` and ``manifest.json`` from ``tests/scenarios/*.yaml``.

``--check`` writes nothing and exits 1 where they are out of date. Expectations about our own sentences and about how
well we know the law say nothing of another engine and are left out; every case keeps something that is compared.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dualuse.law.collection import CURRENT_TO  # noqa: E402
from dualuse.version import __version__  # noqa: E402
from tests.support.scenarios import Scenario, load  # noqa: E402

FOLDER = ROOT / "conformance"
FORMAT = 2
"""Raised when a reader of an older format would misread the cases."""

CASES, MEASURES = "cases.jsonl", "measures.jsonl"
"""The cases of the Regulation and of national law, and those of restrictive measures: one file would be too large to keep."""

OURS = frozenset({"says", "says_not", "verification", "nothing_missing", "no_warnings"})
"""Expectations about the wording, the state of knowledge and the questions of this product."""


def cases() -> Iterator[dict[str, Any]]:
    """Every scenario as a case, its transaction complete."""
    for scenario in load():
        yield {
            "id": scenario.identifier,
            "cite": scenario.cite,
            "kind": scenario.kind,
            "date": scenario.transaction["date"],
            "transaction": scenario.transaction,
            "expect": _expected(scenario),
        }


def _expected(scenario: Scenario) -> dict[str, Any]:
    expected = {name: value for name, value in scenario.expect.items() if name not in OURS}
    if not expected:
        raise ValueError(f"{scenario.identifier} expects nothing that another engine could be held to")
    return expected


def files() -> dict[str, str]:
    """The generated files by name, with their content."""
    lines = {CASES: "", MEASURES: ""}
    for case in cases():
        file = MEASURES if case["id"].startswith("measures_") else CASES
        lines[file] += json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n"
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "regulation": "Regulation (EU) 2021/821",
        "law_known_to": CURRENT_TO.isoformat(),
        "cases": sum(text.count("\n") for text in lines.values()),
        "sha256": {file: hashlib.sha256(text.encode()).hexdigest() for file, text in lines.items()},
    }
    return {**lines, "manifest.json": json.dumps(manifest, indent=2) + "\n"}


def main() -> int:
    """Write the files, or check them."""
    expected = files()
    changed = [
        name
        for name, text in expected.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv:
        for name in changed:
            print(f"conformance/{name} is out of date: run python scripts/build_conformance.py")
        return 1 if changed else 0
    for name in changed:
        (FOLDER / name).write_text(expected[name], encoding="utf-8", newline="\n")
    print(f"{len(expected)} files, {len(changed)} changed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
