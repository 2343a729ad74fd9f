"""Convert a text of Annex I to an edition file.

    python -m examples.annex_from_json eu_annex1_20251115.json --edition 2025-11-15 -o annex.jsonl \
        --note-items annex1_suspected_note_items_misparsed_as_provisions.csv
    python -m examples.annex_from_json norway2022_provisions.csv --edition 2022-01-07 -o annex_2022.jsonl

The report tells what was mended and what stays doubtful; ``--report FILE`` writes all of it as JSON.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dualuse.law.eu_2021_821.control_list import Edition, edition_records, outline
from dualuse.sources.annex.reading import PathDifferences, path_differences
from dualuse.sources.annex.text import AnnexText, Kind, edition_bytes, numbered
from examples.annex_from_json.aligning import Aligner
from examples.annex_from_json.mending import Mended
from examples.annex_from_json.sources import from_json, from_norway


@dataclass(frozen=True, slots=True)
class Conversion:
    """The text, and what was done: powers mended, rows moved as (what, claimed, true), paths against the outline."""

    text: AnnexText
    powers: Mended
    moved: list[tuple[str, str, str]]
    differences: PathDifferences


def convert(path: Path, edition: str, note_items: Path | None = None) -> Conversion:
    """The text in ``path`` (JSON or CSV) as the edition of the day ``edition``, whose outline must be at hand."""
    source = from_json(path) if path.suffix == ".json" else from_norway(path)
    known = _outline(edition)
    items = _note_items(note_items)
    powers = Mended()
    moved: list[tuple[str, str, str]] = []
    rows: list[tuple[str, str, Kind, str]] = []
    for where, kind, words in source.general:
        rows.append((where, "", kind, powers.text(where, words)))
    for code, found in source.entries.items():
        entry = known.entry(code)
        codes = [code, *(entry.provisions if entry else ())]
        aligned = Aligner(codes, found, items).run()
        moved.extend(aligned.changes)
        rows.extend(
            (line.path, code, line.kind, powers.text(line.path, " ".join(line.text.split())))
            for line in aligned.lines
            if line.text
        )
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    text = AnnexText(
        edition=edition,
        language="en",
        celex=source.celex,
        source=source.source,
        checksum=checksum,
        lines=numbered(rows),
    )
    return Conversion(text, powers, moved, path_differences(text, known.codes))


def _outline(edition: str) -> Edition:
    record = next((row for row in edition_records() if row.name == edition), None)
    known = outline(record) if record is not None else None
    if known is None:
        names = ", ".join(row.name for row in edition_records() if row.outline)
        raise SystemExit(f"no outline of {edition} is at hand; use one of: {names}")
    return known


def _note_items(path: Path | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    with path.open(encoding="utf-8", newline="") as stream:
        return frozenset(row["dotted_path"] for row in csv.DictReader(stream))


def report(done: Conversion) -> dict[str, Any]:
    """All that was mended, moved and is doubtful, as data."""
    return {
        "powers_mended": done.powers.mended,
        "rows_moved": done.moved,
        "doubtful": done.powers.doubtful,
        "only_in_text": done.differences.unknown,
        "only_in_outline": done.differences.missing,
    }


def summary(done: Conversion) -> str:
    """The report in a few lines."""
    entries = len({line.entry for line in done.text.lines if line.entry})
    kinds = Counter(line.kind for line in done.text.lines)
    counts = [
        f"{entries} entries; " + ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())),
        _counted("Mended", Counter(rule for _, rule, _, _ in done.powers.mended)),
        _counted("Rows moved", Counter(what for what, _, _ in done.moved)),
        _counted("Doubtful", Counter(what for _, what, _ in done.powers.doubtful)),
        f"Paths only in the text: {', '.join(done.differences.unknown) or 'none'}",
        f"Paths only in the outline: {', '.join(done.differences.missing) or 'none'}",
    ]
    return "\n".join(counts)


def _counted(title: str, counts: Counter[str]) -> str:
    return f"{title}: " + (
        ", ".join(f"{number} {what}" for what, number in counts.most_common()) or "nothing"
    )


def main() -> None:
    """Read the arguments, convert, write, report."""
    parser = argparse.ArgumentParser(prog="python -m examples.annex_from_json", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--edition", required=True)
    parser.add_argument("--note-items", type=Path, help="CSV of rows that are items of notes (dotted_path)")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    try:
        done = convert(given.file, given.edition, given.note_items)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SystemExit(
            f"{given.file} is neither the JSON nor the CSV that is read here ({error!r})"
        ) from None
    more = {"checksum": done.text.checksum}
    given.output.write_bytes(edition_bytes(done.text, more))
    if given.report is not None:
        given.report.write_text(json.dumps(report(done), indent=1, ensure_ascii=False), encoding="utf-8")
    print(summary(done))


if __name__ == "__main__":
    main()
