"""A release: everything that is public on a given day, as files that never change.

The same decisions, sources, figures, version and day give the same bytes. A correction is another release that says what changed and why;
the one before stays as it is.

Files: ``decisions.csv``, ``.parquet``, ``.jsonl``; ``sources.csv``; ``figures.csv``; ``statistics/<key>.csv``; ``statistics.json`` (titles, units,
denominators, methods, the lines of SQL); ``datapackage.json`` (Data Package v2); ``catalogue.jsonld`` (DCAT-AP 3); ``changes.jsonl`` and
``CHANGES.md``; ``METHOD.md``; ``SHA256SUMS``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from dualuse.i18n import N_, Message
from dualuse.inputs.opening import file_checksum
from dualuse.inputs.problems import InputError, input_error, problem_of
from dualuse.inputs.whole_files import put_in_place, unfinished_folder
from dualuse.transparency.catalogue import catalogue, data_package
from dualuse.transparency.changes import Change, changes_since, changes_text
from dualuse.transparency.decision import RESULTS
from dualuse.transparency.importing.formats import NOT_TAKEN
from dualuse.transparency.importing.union_figures import COLUMNS as FIGURE_COLUMNS
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.sources import SOURCE_COLUMNS, Source, source_row
from dualuse.transparency.statistics import STATISTICS, Statistic, compute, sql
from dualuse.transparency.table import flat, in_order, plain_frame

VERSION: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[1-9][0-9]*)?")
SUMS: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseContent:
    """What a release holds. ``decisions``: the table; ``day``: the day of the release; ``because``: why it corrects the one before."""

    version: str
    day: date
    decisions: pl.DataFrame
    sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    because: str = ""


def write_release(content: ReleaseContent, folder: Path, before: Path | None = None) -> Path:
    """Write the release into ``folder``/``version`` in one move; ``before``: the folder of the release it follows.

    Returns:
        the folder of the release. One that is there already with the same bytes is left as it is.

    Raises:
        InputError: the version is there with other bytes, is no version, or older than the latest; the release before is damaged.
        OSError: it cannot be written.
    """
    if not VERSION.fullmatch(content.version):
        raise input_error(
            "release_version",
            N_("{version} is no version of a release"),
            N_("Write the day, and a number behind a point for another one of that day: 2026-11-25.2"),
            version=content.version,
        )
    place = folder / content.version
    folder.mkdir(parents=True, exist_ok=True)
    releases = releases_in(folder)
    if releases and not place.exists():
        _refuse_older(content, releases[-1].name)
    with unfinished_folder(place) as building:
        _write_all(content, building, before)
        if place.exists():
            if (place / SUMS).read_bytes() != (building / SUMS).read_bytes():
                raise input_error(
                    "release_there",
                    N_("the release {version} is there already, with other content"),
                    N_("A release is never changed: publish the correction under another version"),
                    version=content.version,
                )
            return place
        os.chmod(building, 0o755)
        put_in_place({building: place})
        return place


def _write_all(content: ReleaseContent, folder: Path, before: Path | None) -> None:
    table = in_order(content.decisions)
    flat(table).write_csv(folder / "decisions.csv")
    table.write_parquet(folder / "decisions.parquet", compression="zstd")
    plain_frame(table).write_ndjson(folder / "decisions.jsonl")
    _write_csv(folder / "sources.csv", SOURCE_COLUMNS, [source_row(source) for source in content.sources])
    _write_csv(
        folder / "figures.csv",
        FIGURE_COLUMNS,
        [{**asdict(figure), "value": str(figure.value)} for figure in content.figures],
    )
    _write_statistics(table, folder)
    changes: list[Change] = []
    if before:
        verify(before)
        changes = changes_since(before, folder, table)
    lines = (json.dumps(change, ensure_ascii=False) + "\n" for change in changes)
    write_text(folder / "changes.jsonl", "".join(lines))
    facts = {
        "version": content.version,
        "day": content.day.isoformat(),
        "before": before.name if before else "",
        "because": content.because,
        "decisions": table.height,
    }
    write_text(folder / "CHANGES.md", changes_text(facts, changes))
    write_text(folder / "METHOD.md", method_text(content.sources, STATISTICS))
    resources = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sums = {name: file_checksum(folder / name) for name in resources}
    sizes = {name: (folder / name).stat().st_size for name in resources}
    _write_json(folder / "datapackage.json", data_package(facts, sums, sizes, content.sources))
    _write_json(folder / "catalogue.jsonld", catalogue(facts, sums, sizes, content.sources))
    for name in ("datapackage.json", "catalogue.jsonld"):
        sums[name] = file_checksum(folder / name)
    write_text(folder / SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)))


def _write_statistics(table: pl.DataFrame, folder: Path) -> None:
    (folder / "statistics").mkdir()
    described = []
    for statistic in STATISTICS:
        compute(statistic, table.lazy()).collect().write_csv(folder / "statistics" / f"{statistic.key}.csv")
        described.append(
            {
                "key": statistic.key,
                "file": f"statistics/{statistic.key}.csv",
                "title": statistic.title,
                "by": list(statistic.by),
                "where": dict(statistic.where),
                "unit": statistic.unit,
                "denominator": statistic.denominator,
                "method": statistic.method,
                "sql": sql(statistic),
            }
        )
    _write_json(folder / "statistics.json", described)


def release_order(version: str) -> tuple[str, int]:
    """A version as what releases are put in order by: its day and its number of the day."""
    day, _, number = version.partition(".")
    return day, int(number or 1)


def releases_in(folder: Path) -> tuple[Path, ...]:
    """The folders of the releases in ``folder``, oldest first."""
    releases = [path for path in folder.glob("*") if path.is_dir() and VERSION.fullmatch(path.name)]
    return tuple(sorted(releases, key=lambda path: release_order(path.name)))


def verify(folder: Path) -> dict[str, str]:
    """The checksums of a release, all files compared with them.

    Raises:
        InputError: a file is missing, changed, or not in the list; the folder has the name of another release.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise _damaged_error(folder, SUMS) from None
    sums = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    for name in sorted(there ^ set(sums)):
        raise _damaged_error(folder, name)
    for name, checksum in sums.items():
        if file_checksum(folder / name) != checksum:
            raise _damaged_error(folder, name)
    version = _version(folder)
    if version != folder.resolve().name:
        raise input_error(
            "release_renamed",
            N_("this folder holds the release {version}"),
            N_("Name the folder after its release, or fetch the release again"),
            file=str(folder),
            version=version,
        )
    return sums


def _version(folder: Path) -> str:
    """The version named in the Data Package of a release."""
    try:
        return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        raise _damaged_error(folder, "datapackage.json") from None


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    schema = dict.fromkeys(columns, pl.String())
    pl.DataFrame([{name: row[name] for name in columns} for row in rows], schema=schema).write_csv(path)


def _write_json(path: Path, data: Any) -> None:
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders above it, with the same bytes on every system; for folders that are moved into place when whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _refuse_older(content: ReleaseContent, latest: str) -> None:
    """Refuse a release that does not follow all existing ones by version and day: what was public on a day is not made up later."""
    day = content.day.isoformat()
    if release_order(content.version) > release_order(latest) and day >= release_order(latest)[0]:
        return
    raise input_error(
        "release_older",
        N_("the release {version} of {day} is older than the latest release, {latest}"),
        N_("Publish it under a later day, or into another folder"),
        version=content.version,
        day=day,
        latest=latest,
    )


def _damaged_error(folder: Path, name: str) -> InputError:
    what = Message("release_damaged", N_("{file} is not what the release's checksums say"), {"file": name})
    remedy = Message("remedy.release_damaged", N_("Fetch the release again from where it was published"))
    return InputError([problem_of(what, remedy, file=str(folder))])


_NOTES: Final = """\
## What a row is

A row of `decisions.csv` is one decision of an authority. A decision may name several entries and several destinations; it is counted
once under each of them, so that such groups add up to more than the number of decisions.

**Licensed is not shipped.** A value is what the decision names. It may be the limit of a framework of many deliveries, and one such decision
can be more than all others of a year: look at the number of decisions and at the median beside every sum.

**Not known is not none.** An empty cell means that the source does not tell. A nought is stated only where a source
holds every decision of that State, time and outcome (`sources.csv`: `first`, `last`, `outcomes`).

**Texts that a spreadsheet would run.** In `decisions.csv`, a free text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return
(apostrophes before it or not) has one more apostrophe before it, so that no spreadsheet takes it for a formula. JSON Lines and Parquet hold it
to the letter, and `dualuse` takes the apostrophe away when it reads the CSV.

**Values are in the currency of the decision** and never added over currencies.

**Types of items** are category and group of the entry: `5A2` is category 5, part 2 (information security), group A
(equipment). A **surveillance family** of `other` is a decision whose entries are told and of which none belongs to a family as a
whole; where no entry is told, or one is of an older edition (remark `code_not_in_edition`: what it controlled was not looked up), it is
empty. Of the codes of the Union's own report three are known (`0EC1`, `2EC1`, `5EC2`); which types they hold is our reading of their
titles (`unverified`), all else is `other`. **Regions** are sub-regions of the United Nations' geoscheme (from memory: `unverified`).

**Places** are ISO 3166-1 codes, or those of named territories; `CS` (Serbia and Montenegro) and `AN` (Netherlands Antilles) are no
more. `VARIOUS`, `WORLD`, `WORLD_BUT` (the world but for sensitive countries), `EU`, `EURATOM`, `SHELF` (a continental shelf) and
`NONE` (does not apply) name no country. A destination is where the items go, not a statement on any border or State.
"""


def method_text(sources: Sequence[Source], statistics: Sequence[Statistic]) -> str:
    """``METHOD.md``: what a row is, the sources and what they cover, every statistic with its unit and its line of SQL."""
    lines = ["# Method", "", _NOTES, "## Sources", ""]
    for source in sources:
        not_taken = NOT_TAKEN.get(source.id, ())
        missing = [outcome for outcome in RESULTS if outcome not in source.outcomes]
        lines += [
            f"### {source.id}: {source.title}",
            "",
            f"* published by {source.publisher}, {source.url}",
            f"* terms: {source.licence or 'not stated'}; standing: {source.verification}",
            f"* decisions of {source.authority} from {source.first} to {source.last}: {', '.join(source.outcomes)}",
            f"* not known: {', '.join(missing)}. {source.rationale}",
            *([f"* columns of its file that are not taken: {', '.join(not_taken)}"] if not_taken else []),
            *([f"* read from {source.file}, SHA-256 {source.checksum}"] if source.file else []),
            "",
        ]
    lines += ["## Statistics", "", "Each line of SQL runs in DuckDB, in the folder of the release.", ""]
    for statistic in statistics:
        lines += [
            f"### {statistic.title}",
            "",
            f"`statistics/{statistic.key}.csv`. Unit of count: {statistic.unit}. Denominator: {statistic.denominator}."
            f" {statistic.method}",
            "",
            "```sql",
            sql(statistic),
            "```",
            "",
        ]
    return "\n".join(lines)
