"""The first page, pages on the decisions, narrowed by State, year and category (each choice a page of its own, so that links stay and nothing runs), and on flows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dualuse.i18n import N_
from dualuse.law.territories import member_states
from dualuse.transparency.decision import NO_COUNTRY
from dualuse.transparency.item_types import CATEGORIES, category_of, item_types
from dualuse.transparency.site.completeness import Number
from dualuse.transparency.site.drawings import flow_charts, year_charts
from dualuse.transparency.site.map_drawings import destinations_map
from dualuse.transparency.site.pages.material import HELD_SQL
from dualuse.transparency.site.pages.view_content import (
    LocalEdition,
    coverage_lines,
    headline,
    shown_view,
)
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.tables import Row
from dualuse.transparency.site.views import ALL, NARROWED_BY, Exhibit, View
from dualuse.transparency.sources import source_breaks
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
        "map": destinations_map(
            destinations, texts, title, file="", version=edition.release.version, depth="../"
        ),
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
        path="index",
        title=title,
        template="front.html",
        content=content,
        section="front",
        description=texts(
            N_("Decisions on the export of dual-use and surveillance items, as published by the States.")
        ),
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


_BY: Final = (
    ("year", "authority"),
    ("authority",),
    ("category",),
    ("region",),
    ("destination",),
    ("report_code",),
    ("entry",),
    ("family",),
    ("kind",),
    ("end_user",),
    ("criterion",),
)
_LABELS: Final = {"authority": N_("State"), "year": N_("Year"), "category": N_("Items")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a filter: its words, its page ("" where no decision is in it), and how many decisions are in it."""

    text: str
    href: str
    current: bool
    number: Number


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: what it narrows, its current choice and all choices."""

    label: str
    current: str
    choices: tuple[Choice, ...]


def explorer_pages(room: LocalEdition) -> Iterator[Page]:
    """A page for each view of the decisions."""
    for groups, view in room.edition.explored.items():
        yield _page(room, groups, view)


def _page(room: LocalEdition, groups: tuple[str, str, str], view: View) -> Page:
    texts, edition = room.texts, room.edition
    current = dict(zip(NARROWED_BY, groups, strict=True))

    def link(dimension: str, group: str) -> str:
        """The page of a group: of what narrows this view, the view narrowed to it instead."""
        if dimension in NARROWED_BY:
            return room.explored(**{**current, dimension: group})
        return room.link(dimension, group)

    address = "/".join(groups)
    table_maker = room.table_maker(view, f"data/decisions/{address}", link)
    by = [
        tuple(name for name in names if current.get(name, ALL) == ALL)
        for names in _BY
        if any(current.get(name, ALL) == ALL for name in names)
    ]
    title = _title(room, current)
    chosen = tuple(
        outlier
        for outlier in edition.outliers
        if current["authority"] in (ALL, outlier.authority)
        and current["year"] in (ALL, outlier.year)
        and _in_category(current["category"], outlier.entries)
    )
    shown = shown_view(
        room,
        table_maker,
        list(dict.fromkeys(by)),
        title=title,
        rankings=("destination", "category"),
        authority="" if current["authority"] == ALL else current["authority"],
        outliers=chosen,
    )
    shown = replace(
        shown,
        filters=_filters(room, current),
        map=destinations_map(
            shown.table("destination"),
            texts,
            title,
            file=f"pictures/{texts.language}/map-{'-'.join(groups)}.svg" if current["year"] == ALL else "",
            version=room.edition.release.version,
            depth="../" * 4,
        ),
    )
    return Page(
        path=f"decisions/{address}",
        title=title,
        template="view.html",
        content=shown.content(texts),
        section="decisions",
    )


def _title(room: LocalEdition, current: dict[str, str]) -> str:
    texts = room.texts
    parts = [texts.narrowed(name, current[name]) for name in NARROWED_BY]
    if all(group == ALL for group in current.values()):
        return texts(N_("All decisions"))
    return texts(N_("Decisions: {parts}"), parts=", ".join(parts))


def _in_category(category: str, entries: tuple[str, ...]) -> bool:
    if category == ALL:
        return True
    return category in ({category_of(kind) for kind in item_types(entries)} or {"unknown"})


def _filters(room: LocalEdition, current: dict[str, str]) -> tuple[Filter, ...]:
    edition = room.edition
    groups = {
        "authority": edition.coverage.authorities(),
        "year": (*edition.coverage.years(), *(["unknown"] if _has_unknown(room, 1) else [])),
        "category": (*CATEGORIES, *(["unknown"] if _has_unknown(room, 2) else [])),
    }
    return tuple(
        Filter(
            room.texts(_LABELS[name]),
            room.texts.narrowed(name, "" if current[name] == "unknown" else current[name]),
            tuple(_choice(room, current, name, group) for group in (ALL, *groups[name])),
        )
        for name in NARROWED_BY
    )


def _has_unknown(room: LocalEdition, place: int) -> bool:
    return any(groups[place] == "unknown" for groups in room.edition.explored)


def _choice(room: LocalEdition, current: dict[str, str], name: str, group: str) -> Choice:
    chosen = {**current, name: group}
    view = room.edition.explored.get((chosen["authority"], chosen["year"], chosen["category"]))
    where = {
        key: value for key, value in chosen.items() if value not in (ALL, "unknown") and key != "category"
    }
    rows = view.rows("outcomes") if view else None
    granted = int(rows["granted"][0] or 0) if rows is not None else 0
    complete = "granted" in room.edition.coverage.complete_in(where) and chosen["year"] != "unknown"
    return Choice(
        text=room.texts.narrowed(name, "" if group == "unknown" else group),
        href="" if view is None else room.explored(**chosen),
        current=current[name] == group,
        number=Number(granted, complete),
    )


def flows_page(room: LocalEdition) -> Page:
    """State to destination, as picture and table."""
    texts, edition = room.texts, room.edition
    table_maker = room.table_maker(edition.flows, "data/flows")
    of_all = room.table_maker(edition.explored.get((ALL, ALL, ALL)) or View({}), "")
    title = texts(N_("From State to destination"))
    shown = shown_view(room, table_maker, [("authority", "destination")], title=title, total=of_all.total())
    shown = replace(
        shown,
        lead=texts(N_("Which State granted how many authorisations for which destination.")),
        charts=flow_charts(shown.tables[0], texts, title) if shown.tables else (),
        map=destinations_map(
            of_all.table("", "destination"),
            texts,
            title,
            file="",
            version=edition.release.version,
            depth="../",
        ),
    )
    return Page(
        path="flows",
        title=title,
        template="view.html",
        content=shown.content(texts),
        section="flows",
        description=shown.lead,
    )
