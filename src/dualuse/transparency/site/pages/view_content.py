"""What pages on decisions have in common: a view as map, chart, table, download and method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.transparency.decision import NO_COUNTRY, RESULTS
from dualuse.transparency.site.drawings import Drawing, ranking_chart, year_charts
from dualuse.transparency.site.edition import Edition
from dualuse.transparency.site.map_drawings import MapDrawing
from dualuse.transparency.site.outliers import Outlier
from dualuse.transparency.site.tables import Link, Row, Table, TableMaker, columns_of
from dualuse.transparency.site.texts import OUTCOMES, Texts
from dualuse.transparency.site.views import ALL, Exhibit, View
from dualuse.transparency.sources import Source, source_breaks
from dualuse.transparency.statistics import STATISTIC_TITLES, sql

CAPTIONS: Final[dict[tuple[str, ...], str]] = {
    ("year", "authority"): N_("Decisions by year and State"),
    ("year",): STATISTIC_TITLES["years"],
    ("authority",): N_("Decisions by State"),
    ("category",): N_("Decisions by category of Annex I"),
    ("item_type",): STATISTIC_TITLES["item_types"],
    ("entry",): N_("Decisions by entry of Annex I"),
    ("family",): STATISTIC_TITLES["families"],
    ("destination",): STATISTIC_TITLES["destinations"],
    ("region",): STATISTIC_TITLES["regions"],
    ("report_code",): STATISTIC_TITLES["report_codes"],
    ("via",): N_("Decisions by country on the way"),
    ("kind",): N_("Decisions by kind of authorisation"),
    ("end_user",): STATISTIC_TITLES["end_users"],
    ("criterion",): N_("Decisions by ground of refusal"),
    ("authority", "destination"): STATISTIC_TITLES["flows"],
}
_NO_SOURCE_SAYS: Final[dict[str, str]] = {
    "kind": N_("No source tells the kind of authorisation."),
    "end_user": N_("No source tells the category of end user."),
    "criterion": N_("No source tells a ground of refusal."),
    "family": N_(
        "No decision here names an item that belongs to a surveillance family as a whole. Codes may be coarser than that: it is no proof that there were none."
    ),
}


@dataclass(frozen=True, slots=True)
class LocalEdition:
    """The edition in one language: what every page needs."""

    edition: Edition
    texts: Texts
    every_place: frozenset[str]
    every_entry: frozenset[str]

    def link(self, dimension: str, group: str) -> str:
        """The page of a group, from the root of the language; "" where it has none."""
        match dimension:
            case "destination" | "via":
                return f"destinations/{group}.html" if group in self.every_place else ""
            case "entry":
                return f"items/{group}.html" if group in self.every_entry else ""
            case "family":
                return f"items/families/{group}.html" if group in self.edition.known_families() else ""
            case "item_type":
                return f"items/types/{group}.html" if group in self.edition.item_types else ""
            case "authority" | "year" | "category":
                return self.explored(**{dimension: group})
            case _:
                return ""

    def explored(self, authority: str = ALL, year: str = ALL, category: str = ALL) -> str:
        """The page of the decisions so narrowed; "" where no decision is in it."""
        key = (authority, year, category)
        return f"decisions/{'/'.join(key)}.html" if key in self.edition.explored else ""

    def table_maker(self, view: View, folder: str, link: Link | None = None) -> TableMaker:
        """What makes the tables of a view whose files lie in ``folder``."""
        return TableMaker(
            view=view, folder=folder, coverage=self.edition.coverage, texts=self.texts, link=link or self.link
        )

    def notes_on_uncounted(self, where: Mapping[str, str]) -> tuple[str, ...]:
        """What may lie in a view without saying so: decisions that name no country, no entry, or a wider code."""
        texts, edition = self.texts, self.edition
        notes = []
        if "destination" in where and where["destination"] not in NO_COUNTRY:
            views = [edition.destinations.get(name) for name in ("", "VARIOUS", "WORLD", "WORLD_BUT")]
            notes.append(
                (
                    N_(
                        "Counted are decisions that name it. {number} others name no country, or several that are not named: it may be among them."
                    ),
                    sum(map(_decision_count, views)),
                )
            )
        if "entry" in where:
            notes.append(
                (
                    N_(
                        "Counted are decisions that name it. {number} others name no entry of Annex I: it may be among them."
                    ),
                    _decision_count(edition.entries.get("")),
                )
            )
        if "family" in where:
            notes.append(
                (
                    N_(
                        "Counted are decisions that name its codes. {number} others name only a wider code, or none: it may be among them."
                    ),
                    edition.wider.get(where["family"], 0),
                )
            )
        return tuple(texts(text, number=texts.number(number)) for text, number in notes if number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """A view as a page shows it; the fields are those of ``view.html``."""

    total: Row
    headline_columns: tuple[tuple[str, str], ...]
    held: tuple[str, ...]
    tables: tuple[Table, ...]
    unsourced: tuple[str, ...]
    total_sql: tuple[str, ...]
    lead: str = ""
    filters: tuple[Any, ...] = ()
    charts: tuple[Drawing, ...] = ()
    map: MapDrawing | None = None
    outliers: tuple[Outlier, ...] = ()
    feed: str = ""
    notes: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def table(self, key: str) -> Table | None:
        """The table of a key (its dimensions joined by ``-``); None where it is not shown."""
        return next((table for table in self.tables if table.key == key), None)

    def content(self, texts: Texts) -> dict[str, Any]:
        """What fills the template."""
        files = [file for table in self.tables for file in table.files]
        parts = [
            ("map", texts(N_("Map"))) if self.map else None,
            ("chart", texts(N_("Chart"))) if self.charts else None,
            *self.more.get("parts", ()),
            ("table", texts(N_("Table"))),
            ("download", texts(N_("Download"))),
            ("method", texts(N_("Method"))),
        ]
        return {
            **{field.name: getattr(self, field.name) for field in fields(self) if field.name != "more"},
            "files": files,
            "parts": [part for part in parts if part],
            **{key: value for key, value in self.more.items() if key != "parts"},
        }


def shown_view(
    room: LocalEdition,
    table_maker: TableMaker,
    by: Sequence[tuple[str, ...]],
    *,
    title: str,
    rankings: Sequence[str] = (),
    authority: str = "",
    outliers: tuple[Outlier, ...] = (),
    total: Row | None = None,
) -> ShownView:
    """A view with its tables, its charts of the years and of the largest groups, and what it is counted from.

    Args:
        by: what its tables are counted by, each by one or several dimensions.
        title: the title of the page, for the charts.
        rankings: the dimensions whose largest groups are drawn.
        authority: the State whose sources are named and whose breaks are drawn; "" for all.
        outliers: the decisions to name.
        total: the numbers at the head of the page; by default those of the view.
    """
    texts, sources = room.texts, room.edition.release.sources
    total = total or table_maker.total()
    tables, unsourced = shown_tables(table_maker, by)
    by_key = {table.key: table for table in tables}
    years = by_key.get("year-authority") or by_key.get("year")
    breaks = source_breaks(sources, room.edition.coverage.years(), authority)
    return ShownView(
        total=total,
        headline_columns=headline(total, texts),
        held=coverage_lines(sources, texts, authority),
        tables=tables,
        unsourced=unsourced,
        total_sql=tuple(
            sql(Exhibit((), measure).statistic(table_maker.view.where)) for measure in ("outcomes", "values")
        ),
        charts=(
            *(year_charts(years, breaks, outliers, texts, title) if years else ()),
            *(chart for name in rankings for chart in ranking_chart(by_key.get(name), texts, title)),
        ),
        outliers=outliers,
        notes=room.notes_on_uncounted(table_maker.view.where),
    )


def shown_tables(
    table_maker: TableMaker, by: Sequence[tuple[str, ...]]
) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables of a view that tell something, and a sentence for each dimension that no source tells."""
    tables, unsourced = [], []
    for names in by:
        table = table_maker.table(table_maker.texts(CAPTIONS[names]), *names)
        if table is None or (names == ("via",) and not _names_a_group(table)):
            continue
        if names[0] in _NO_SOURCE_SAYS and not _names_a_group(table):
            unsourced.append(table_maker.texts(_NO_SOURCE_SAYS[names[0]]))
        else:
            tables.append(table)
    return tuple(tables), tuple(unsourced)


def _names_a_group(table: Table) -> bool:
    """Whether any row is a group that a source tells."""
    return any(row.groups[0] not in ("", "unknown") for row in table.rows)


def headline(total: Row, texts: Texts) -> tuple[tuple[str, str], ...]:
    """The numbers at the head of a page: outcomes, those that are always asked for and those that are known."""
    return columns_of([total.numbers], texts)


def coverage_lines(sources: Sequence[Source], texts: Texts, authority: str = "") -> tuple[str, ...]:
    """What the sources hold, in words: ``Netherlands, 2004-01-01 to 2015-12-31: granted``."""
    return tuple(
        texts(
            N_("{state}, {first} to {last}: {outcomes}"),
            state=texts.place(source.authority),
            first=source.first.isoformat(),
            last=source.last.isoformat(),
            outcomes=", ".join(texts(RESULT_NAMES[outcome]) for outcome in source.outcomes),
        )
        for source in sources
        if authority in ("", ALL, source.authority)
    )


RESULT_NAMES: Final[dict[str, str]] = {
    **{name: OUTCOMES[name] for name in RESULTS if name in OUTCOMES},
    "annulled": N_("annulled"),
    "revoked": N_("revoked"),
    "suspended": N_("suspended"),
    "resumed": N_("resumed"),
    "substantially_limited": N_("substantially limited"),
    "extended": N_("extended"),
    "transferred": N_("transferred"),
}


def _decision_count(view: View | None) -> int:
    rows = view.rows("outcomes") if view else None
    return int(rows["decisions"][0]) if rows is not None else 0
