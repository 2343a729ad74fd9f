"""From files of decisions to a release: what ``dualuse publish`` does."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error
from dualuse.transparency.decision import RESULTS, frame_schema
from dualuse.transparency.importing.formats import read_published
from dualuse.transparency.importing.union_figures import Figure, read_figures
from dualuse.transparency.release import VERSION, ReleaseContent, release_order, releases_in
from dualuse.transparency.sources import SOURCE_COLUMNS, Source, is_web_address
from dualuse.transparency.table import frame_of, in_order, read_table

_OPTIONAL: Final = ("publisher", "licence", "url", "rationale", "file", "checksum", "verification")
_ID: Final = re.compile(r"[A-Za-z0-9_.-]+")


def release_content(
    tables: Sequence[Path],
    published: Iterable[tuple[str, Path]],
    sources: Path | None,
    figures: Path | None,
    version: str,
    day: date,
    because: str,
) -> ReleaseContent:
    """What is to be released.

    Args:
        tables: files of decisions.
        published: lists as published: format (a key of ``FORMATS``) and file.
        sources: a CSV that says what the tables cover (columns of :class:`Source`).
        figures: published figures.

    Raises:
        InputError: a file is not what it should be; two tables give one decision; there is none at all.
        OSError: a file cannot be read.
    """
    frames = [read_table(path) for path in tables]
    all_sources: list[Source] = list(read_sources(sources)) if sources else []
    for form, path in published:
        decisions, _, source = read_published(form, path)
        frames.append(frame_of(decisions))
        all_sources.append(source)
    # In order already here: else what is out of order stands in memory beside it until all is written.
    table = in_order(pl.concat(frames)) if frames else pl.DataFrame(schema=frame_schema())
    frames.clear()
    again = table.filter(pl.col("id").is_duplicated())["id"]
    if len(again):
        raise input_error(
            "decision_twice",
            N_("the decision {id} is in more than one file"),
            N_("Give each decision one id, and each file its own decisions"),
            id=str(again[0]),
        )
    read: list[Figure] = read_figures(figures)[0] if figures else []
    return ReleaseContent(
        version=version,
        day=day,
        decisions=table,
        sources=tuple(all_sources),
        figures=tuple(read),
        because=because,
    )


def read_sources(path: Path) -> list[Source]:
    """The sources that a CSV describes.

    Raises:
        InputError: a column is missing or a cell is not what it should be.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise _source_error(path, None, str(problem)) from None
    return [_source_from(path, number, row) for number, row in enumerate(rows, 2)]


def _source_from(path: Path, line: int, row: dict[str, str | None]) -> Source:
    cells = {name: (row.get(name) or "").strip() for name in SOURCE_COLUMNS}
    for name in SOURCE_COLUMNS:
        if name not in _OPTIONAL and not cells[name]:
            raise _source_error(path, line, f"{name}: –")
    outcomes = tuple(filter(None, map(str.strip, cells["outcomes"].split(";"))))
    for outcome in outcomes:
        if outcome not in RESULTS:
            raise _source_error(path, line, f"outcomes: {outcome}")
    try:
        first, last = date.fromisoformat(cells["first"]), date.fromisoformat(cells["last"])
    except ValueError as problem:
        raise _source_error(path, line, str(problem)) from None
    if first > last:
        raise _source_error(path, line, f"first: {first}, last: {last}")
    if not _ID.fullmatch(cells["id"]):
        raise _source_error(path, line, f"id: {cells['id']}")
    if cells["url"] and not is_web_address(cells["url"]):
        raise _source_error(path, line, f"url: {cells['url']}")
    texts = {name: cells[name] for name in SOURCE_COLUMNS if name not in ("first", "last", "outcomes")}
    texts["verification"] = texts["verification"] or "unverified"
    return Source(first=first, last=last, outcomes=outcomes, **texts)


def release_before(folder: Path, version: str) -> Path | None:
    """The release in a folder that ``version`` follows; None where it is the first."""
    earlier = [path for path in releases_in(folder) if release_order(path.name) < release_order(version)]
    return earlier[-1] if earlier else None


def next_version(folder: Path, day: date) -> str:
    """The version of another release of the day."""
    taken = [path.name for path in folder.glob(f"{day.isoformat()}*") if VERSION.fullmatch(path.name)]
    if not taken:
        return day.isoformat()
    return f"{day.isoformat()}.{max(release_order(name)[1] for name in taken) + 1}"


def _source_error(path: Path, line: int | None, why: str) -> InputError:
    return input_error(
        "source_unread",
        N_("this is no table of sources: {why}"),
        N_("Columns: {columns}; id: letters, digits, _ . -; url: empty or https://…; first: not after last"),
        file=str(path),
        line=line,
        why=why[:200],
        columns=", ".join(SOURCE_COLUMNS),
    )
