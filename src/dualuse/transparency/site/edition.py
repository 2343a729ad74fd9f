"""A release as the site reads it, from its files as anybody could, and the edition of the site made of it: counted once for all languages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list.outline import outline
from dualuse.law.eu_2021_821.surveillance import families, may_belong
from dualuse.sources.rights_context.indices import Observation
from dualuse.sources.rights_context.view import Context
from dualuse.transparency.importing.union_figures import Figure, read_figures
from dualuse.transparency.publishing import read_sources
from dualuse.transparency.release import verify
from dualuse.transparency.site.completeness import Coverage
from dualuse.transparency.site.outliers import Outlier, outliers
from dualuse.transparency.site.views import (
    FLOWS,
    OF_DESTINATION,
    OF_ITEM,
    Exhibit,
    View,
    explored,
    views_by,
)
from dualuse.transparency.sources import Source
from dualuse.transparency.statistics import OTHER


@dataclass(frozen=True, slots=True)
class Change:
    """What a release changed in one decision: ``kind`` added, removed or changed; ``columns`` that changed, before and now."""

    id: str
    kind: str
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
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
    columns_by_change: dict[tuple[str, str], list[tuple[str, Any, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("table", "decisions") != "decisions":
            continue
        columns = columns_by_change.setdefault((row["id"], row["change"]), [])
        if row["change"] == "changed":
            columns.append((row["column"], row["before"], row["now"]))
    return tuple(Change(name, kind, tuple(columns)) for (name, kind), columns in columns_by_change.items())


DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the pages of a release are made from.

    Attributes:
        release: the release shown; ``releases``: all of them, oldest first.
        explored: views by State, year and category, by their address.
        destinations, entries, families, item_types: views by group.
        flows: from State to destination.
        wider: by surveillance family, how many decisions name only a wider code, or none, so that they may belong to it.
        context: indices of human rights, as imported.
    """

    release: Published
    releases: tuple[Published, ...]
    coverage: Coverage
    explored: Mapping[tuple[str, str, str], View]
    destinations: Mapping[str, View]
    entries: Mapping[str, View]
    families: Mapping[str, View]
    item_types: Mapping[str, View]
    flows: View
    outliers: tuple[Outlier, ...]
    wider: Mapping[str, int]
    context: Context

    @property
    def day(self) -> date:
        """The day of the release: what is in force is shown as of it."""
        return self.release.day

    def known_entries(self) -> tuple[str, ...]:
        """The entries that have a page: those of Annex I as shipped, and those that a decision names."""
        shipped = outline()
        named = set(shipped.entry_codes) if shipped else set()
        return tuple(sorted({code[:5] for code in named} | {code for code in self.entries if code}))

    def known_places(self) -> tuple[str, ...]:
        """The destinations that have a page: all countries and territories, and what decisions name beside."""
        return tuple(sorted(set(place_names()) | {code for code in self.destinations if code}))

    def known_families(self) -> tuple[str, ...]:
        """All surveillance families."""
        return families()

    def folders(self) -> Iterator[tuple[str, View]]:
        """Every view with the folder that its tables lie in, from the root of the site."""
        for groups, view in self.explored.items():
            yield f"{DATA}/decisions/{'/'.join(groups)}", view
        for name, views in (
            ("destinations", self.destinations),
            ("items", self.entries),
            ("items/families", self.families),
            ("items/types", self.item_types),
        ):
            for group, view in views.items():
                if group and group != OTHER:
                    yield f"{DATA}/{name}/{group}", view
        yield f"{DATA}/flows", self.flows


def make_edition(releases: tuple[Published, ...], context: Iterable[Observation] = ()) -> Edition:
    """Count everything of the last of these releases. ``context``: indices beside the destinations."""
    release = releases[-1]
    table = release.decisions
    return Edition(
        release=release,
        releases=releases,
        coverage=Coverage.of_table(release.sources, table),
        explored=explored(table),
        destinations=_views_by_group(table, "destination", OF_DESTINATION),
        entries=_views_by_group(table, "entry", OF_ITEM),
        families=_views_by_group(table, "family", OF_ITEM),
        item_types=_views_by_group(table, "item_type", OF_ITEM),
        flows=views_by(table, (), FLOWS).get((), View({})),
        outliers=outliers(table),
        wider={name: _possible_members(table, name) for name in families()},
        context=Context(context),
    )


def _possible_members(table: pl.DataFrame, name: str) -> int:
    """How many decisions may belong to a family without saying so: those that name no entry, or only one that holds more than it."""
    codes = table.select(pl.col("entries").explode().unique().drop_nulls()).to_series().to_list()
    may = [code for code in codes if may_belong(name, code)]
    names_entries = pl.col("entries").list.len() > 0
    open_ = ~names_entries | pl.col("entries").list.eval(pl.element().is_in(may)).list.any()
    return table.filter(open_ & ~pl.col("families").list.contains(name)).height


def _views_by_group(table: pl.DataFrame, dimension: str, exhibits: tuple[Exhibit, ...]) -> dict[str, View]:
    return {groups[0]: view for groups, view in views_by(table, (dimension,), exhibits).items()}
