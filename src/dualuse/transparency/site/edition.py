"""An edition of the site: one release, counted once for all languages, and where everything lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dualuse.i18n.places import place_names
from dualuse.law.eu_2021_821.control_list.outline import outline
from dualuse.law.eu_2021_821.surveillance import families, may_belong
from dualuse.sources.rights_context.observation import Observation
from dualuse.sources.rights_context.view import Context
from dualuse.transparency.site.completeness import Coverage
from dualuse.transparency.site.outliers import Outlier, outliers
from dualuse.transparency.site.published import Published
from dualuse.transparency.site.views import (
    FLOWS,
    OF_DESTINATION,
    OF_ITEM,
    Exhibit,
    View,
    explored,
    views_by,
)
from dualuse.transparency.statistics import OTHER

DATA = "data"


@dataclass(frozen=True, slots=True)
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
        """The day of the release: what is in force is told as of it."""
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
        coverage=Coverage.of(release.sources, table),
        explored=explored(table),
        destinations=_by(table, "destination", OF_DESTINATION),
        entries=_by(table, "entry", OF_ITEM),
        families=_by(table, "family", OF_ITEM),
        item_types=_by(table, "item_type", OF_ITEM),
        flows=views_by(table, (), FLOWS).get((), View({})),
        outliers=outliers(table),
        wider={name: _wider(table, name) for name in families()},
        context=Context(context),
    )


def _wider(table: pl.DataFrame, name: str) -> int:
    """How many decisions may belong to a family without saying so: those that name no entry, or only one that holds more than it."""
    codes = table.select(pl.col("entries").explode().unique().drop_nulls()).to_series().to_list()
    may = [code for code in codes if may_belong(name, code)]
    told = pl.col("entries").list.len() > 0
    open_ = ~told | pl.col("entries").list.eval(pl.element().is_in(may)).list.any()
    return table.filter(open_ & ~pl.col("families").list.contains(name)).height


def _by(table: pl.DataFrame, dimension: str, exhibits: tuple[Exhibit, ...]) -> dict[str, View]:
    return {groups[0]: view for groups, view in views_by(table, (dimension,), exhibits).items()}
