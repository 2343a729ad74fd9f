"""A release as the site reads it: from its files, as anybody could."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dualuse.transparency.importing.union_figures import Figure, read_figures
from dualuse.transparency.publishing import read_sources
from dualuse.transparency.release import VERSION, release_order, verify
from dualuse.transparency.sources import Source


@dataclass(frozen=True, slots=True)
class Change:
    """What a release changed in one decision: ``kind`` added, removed or changed; ``columns`` that changed, before and now."""

    id: str
    kind: str
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """A release: its folder, version and day, the table of decisions, what it rests on, and what it changed."""

    folder: Path
    version: str
    day: date
    before: str
    because: str
    decisions: pl.DataFrame
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]
    checksums: Mapping[str, str]


def releases_in(folder: Path) -> tuple[Path, ...]:
    """The folders of the releases in ``folder``, oldest first."""
    found = [path for path in folder.glob("*") if path.is_dir() and VERSION.fullmatch(path.name)]
    return tuple(sorted(found, key=lambda path: release_order(path.name)))


def read_release(folder: Path) -> Published:
    """A release, its files compared with their checksums.

    Raises:
        InputError: it is not what its checksums say.
        OSError: it cannot be read.
    """
    sums = verify(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return Published(
        folder=folder,
        version=folder.name,
        day=date.fromisoformat(str(package["created"])[:10]),
        before=str(package.get("previousVersion", "")),
        because=str(package.get("because", "")),
        decisions=pl.read_parquet(folder / "decisions.parquet"),
        sources=tuple(read_sources(folder / "sources.csv")),
        figures=_figures(folder / "figures.csv"),
        changes=_changes(folder / "changes.jsonl"),
        checksums=sums,
    )


def _figures(path: Path) -> tuple[Figure, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        if sum(1 for _ in csv.reader(stream)) < 2:
            return ()
    return tuple(read_figures(path)[0])


def _changes(path: Path) -> tuple[Change, ...]:
    """The changes of decisions, those of one together, in the order of the file."""
    found: dict[tuple[str, str], list[tuple[str, Any, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("table", "decisions") != "decisions":
            continue
        columns = found.setdefault((row["id"], row["change"]), [])
        if row["change"] == "changed":
            columns.append((row["column"], row["before"], row["now"]))
    return tuple(Change(name, kind, tuple(columns)) for (name, kind), columns in found.items())
