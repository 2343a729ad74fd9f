"""The first page: what was licensed, by whom, to where; what is not known; where to go on."""

from __future__ import annotations

from dualuse.i18n import N_
from dualuse.law.territories import member_states
from dualuse.transparency.decision import NO_COUNTRY
from dualuse.transparency.site.drawings import year_charts
from dualuse.transparency.site.map_drawings import destinations_map
from dualuse.transparency.site.method_changes import source_breaks
from dualuse.transparency.site.pages.coverage import HELD_SQL
from dualuse.transparency.site.pages.view_content import LocalEdition, coverage_lines, headline
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.tables import Row
from dualuse.transparency.site.views import ALL, Exhibit, View
from dualuse.transparency.statistics import sql

_SHOWN = 10


def front_page(room: LocalEdition) -> Page:
    """The first page."""
    texts, edition = room.texts, room.edition
    view = edition.explored.get((ALL, ALL, ALL)) or View({})
    table_maker = room.table_maker(view, "data/decisions/all/all/all")
    years = table_maker.table("", "year", "authority")
    destinations = table_maker.table(texts(N_("Decisions by destination")), "destination")
    title = texts(N_("Who licensed the export of what, to where"))
    total = table_maker.total()
    families = [
        (
            texts.family(name),
            room.table_maker(edition.families.get(name) or View({"family": name}), "").total(),
        )
        for name in edition.known_families()
    ]
    reporting = {source.authority.split("-")[0] for source in edition.release.sources}
    content = {
        "total": total,
        "columns": headline(total, texts),
        "held": coverage_lines(edition.release.sources, texts),
        "map": destinations_map(destinations, texts, title, "", edition.release.version, "../"),
        "charts": year_charts(
            years,
            source_breaks(edition.release.sources, edition.coverage.years()),
            edition.outliers,
            texts,
            title,
        )
        if years
        else (),
        "top": _top(destinations.rows if destinations else ()),
        "families": families,
        "silent": sum(code not in reporting for code in member_states()),
        "states": len(member_states()),
        "lines": _lines(),
    }
    return Page(
        "index",
        title,
        "front.html",
        content,
        "front",
        texts(N_("Decisions on the export of dual-use and surveillance items, as published by the States.")),
    )


def _lines() -> list[str]:
    """The lines of SQL of the numbers on the page: totals, the map and the list, the chart, the families, who reports."""
    shown = [
        Exhibit((), "outcomes"),
        Exhibit((), "values"),
        Exhibit(("destination",), "outcomes"),
        Exhibit(("year", "authority"), "outcomes"),
        Exhibit(("year", "authority"), "values"),
        Exhibit(("family",), "outcomes"),
    ]
    return [*(sql(exhibit.statistic({})) for exhibit in shown), HELD_SQL]


def _top(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    named = [
        row
        for row in rows
        if row.groups[0] and row.groups[0] not in NO_COUNTRY and row.numbers["granted"].value
    ]
    return tuple(sorted(named, key=lambda row: (-row.numbers["granted"].value, row.groups))[:_SHOWN])
