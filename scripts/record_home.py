#!/usr/bin/env python3
"""Keep what the program of today writes into a home, for the tests of later releases: ``scripts/record_home.py DAY``.

Writes an archive into ``tests/recorded/``, for ``tests/record/test_older_releases.py``: invented lists, a rescreening, a decision, due diligence, a
product, a dossier and answers. What is made again from them (indices, locks) is left out.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
COMMANDS = """
lists add examples/screening/invented_freezes.xml --accept-shrinkage
lists add examples/screening/invented_watch_list.jsonl --edition 2026-11-02
rescreen counterparties.jsonl
decide false_positive invented_watch_list W-3 --file counterparties.jsonl --id K-4 --reason "born 1988"
diligence answer STORY-3-TEST-EQUIPMENT D09 no --party "Telefonia Costa Clara SpA" --reason asked --evidence datasheet.pdf
products add products.csv
products decide P-1 --entries 5A001.f.2 --reason "takes identifiers" --quote "datasheet.pdf; p. 3; x" --evidence datasheet.pdf --ruled-out 5A001.j=no --review-by 2027-11-26
assess examples/stories/test_equipment/transaction.yaml --day 2026-11-26 --out dossiers --only-json --no-search
"""
ANSWERS = "check examples/transactions/signal_analyser.yaml examples/transactions/encryption_gateway.yaml --no-screening --json"


def typed(folder: Path, command: str) -> str:
    """What the command prints in the folder."""
    variables = {**os.environ, "DUALUSE_HOME": str(folder / "home"), "DUALUSE_PERSON": "A. Muster"}
    variables.pop("DUALUSE_WORKSPACE", None)
    words = [sys.executable, "-m", "dualuse", *shlex.split(command)]
    done = subprocess.run(words, cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def filled(folder: Path) -> None:
    """Type all commands in the folder."""
    (folder / "examples").symlink_to(REPOSITORY / "examples")
    shutil.copy(REPOSITORY / "examples/screening/counterparties.jsonl", folder)
    (folder / "datasheet.pdf").write_bytes(b"%PDF-1.7 invented")
    (folder / "products.csv").write_text(
        "id,description\nP-1,Portable IMSI catcher for LTE networks\n", "utf-8"
    )
    for command in COMMANDS.strip().splitlines():
        typed(folder, command)
    (folder / "answers.jsonl").write_text(typed(folder, ANSWERS), "utf-8")
    for name in ("examples", "datasheet.pdf", "products.csv"):
        (folder / name).unlink()
    shutil.rmtree(folder / "home/index", ignore_errors=True)


def main(day: str) -> int:
    """Write the archive of that day; returns the exit code."""
    target = REPOSITORY / f"tests/recorded/home_{day}.zip"
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(name)
        filled(folder)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.endswith(".lock"):
                archive.write(path, path.relative_to(folder))
    print(f"written: {target.relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
