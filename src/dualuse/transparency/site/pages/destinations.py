"""Pages on destinations: what was licensed there over time, the Union measures in force, the rights context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dualuse.i18n import N_
from dualuse.law.language.provision import Effect
from dualuse.law.measures.reading import (
    BESIDE_ANNEX_I,
    NotExaminedRow,
    arms_embargo_rows,
    measure_rows,
    not_examined_rows,
)
from dualuse.law.territories import territories
from dualuse.transparency.site.drawings import ranking_chart
from dualuse.transparency.site.map_drawings import origins_map
from dualuse.transparency.site.method_changes import source_breaks
from dualuse.transparency.site.pages.view_content import (
    Room,
    Shown,
    headline,
    shown_tables,
    spans,
    total_lines,
)
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.tables import Row
from dualuse.transparency.site.texts import Texts
from dualuse.transparency.site.views import Exhibit, View
from dualuse.transparency.site.year_drawings import year_charts
from dualuse.transparency.statistics import sql

_BY: Final = (
    ("year", "authority"),
    ("authority",),
    ("item_type",),
    ("entry",),
    ("family",),
    ("via",),
    ("kind",),
    ("end_user",),
    ("criterion",),
)
EFFECT_NAMES: Final = {
    "prohibited": N_("prohibited"),
    "authorisation_required": N_("authorisation required"),
    "notification_required": N_("notification required"),
}


@dataclass(frozen=True, slots=True)
class InForce:
    """A Union measure on a destination on the day of the release: the act, what it does, since when, how well it is known."""

    act: str
    url: str
    article: str
    effect: str
    summary: str
    since: str
    verification: str


def measures_on(place: str, on: date, texts: Texts) -> tuple[InForce, ...]:
    """The Union measures on dual-use and surveillance items that are in force for a place on a day, as this software carries them.

    Source: the acts named in each row (``law/measures``).
    """
    executed = [
        InForce(
            row.act,
            row.url,
            row.article,
            texts(EFFECT_NAMES.get(row.effect, row.effect)),
            texts(row.summary),
            row.validity.since.isoformat(),
            row.verification.word,
        )
        for row in measure_rows()
        if place in row.places and row.validity.covers(on)
    ]
    named = [
        InForce(
            row.act,
            row.url,
            texts(row.article),
            "",
            _not_carried_out(row, texts),
            row.validity.since.isoformat(),
            "",
        )
        for row in not_examined_rows()
        if place in row.places and row.validity.covers(on)
    ]
    return (*executed, *named)


def _not_carried_out(row: NotExaminedRow, texts: Texts) -> str:
    if row.why in BESIDE_ANNEX_I.values():
        return texts(N_("Named only: what this part of the act covers stands in the act itself."))
    return texts(N_("not carried out by this software: {why}"), why=texts(row.why))


def embargo_on(place: str, on: date, texts: Texts) -> tuple[InForce, ...]:
    """The arms embargoes of the Union on a place on a day (Art. 4(1)(b) with Art. 2(19))."""
    return tuple(
        InForce(
            row.act,
            "",
            "",
            texts(N_("arms embargo")),
            texts(
                N_(
                    "Arms embargo on the country: a dual-use item for military end-use there needs an authorisation (Art. 4(1)(b))."
                )
                if row.scope == "country"
                else N_(
                    "Arms embargo that does not reach the whole country: whether it counts under Art. 2(19) is for a person to say."
                )
            ),
            row.since.isoformat(),
            row.verification.word,
        )
        for row in arms_embargo_rows()
        if place in row.places and row.since <= on and (row.until is None or on <= row.until)
    )


def destination_pages(room: Room) -> Iterator[Page]:
    """The list of destinations, and a page for each."""
    yield _index(room)
    for place in room.edition.known_places():
        yield _page(room, place)


def _page(room: Room, place: str) -> Page:
    texts, edition = room.texts, room.edition
    view = edition.destinations.get(place) or View({"destination": place})
    maker = room.maker(view, f"data/destinations/{place}")
    tables, not_told = shown_tables(maker, _BY)
    name = texts.place(place)
    found = {table.key: table for table in tables}
    years = found.get("year-authority")
    total = maker.total()
    breaks = source_breaks(edition.release.sources, edition.coverage.years())
    named = tuple(one for one in edition.outliers if place in one.destination)
    in_force = (*embargo_on(place, edition.day, texts), *measures_on(place, edition.day, texts))
    shown = Shown(
        lead=texts(N_("What was licensed for export to {place}, by whom, and what is in force."), place=name),
        total=total,
        headline_columns=headline(total, texts),
        held=spans(edition.release.sources, texts),
        tables=tables,
        not_told=not_told,
        total_sql=total_lines(view),
        charts=(
            *(year_charts(years, breaks, named, texts, name) if years else ()),
            *ranking_chart(found.get("item_type"), texts, name),
        ),
        map=origins_map(place, found.get("authority"), texts, name, "../../"),
        outliers=named,
        notes=room.beside(view.where),
        feed=f"feeds/destinations/{place}.atom" if view.exhibits else "",
        more={
            "in_force": in_force,
            "day": edition.day.isoformat(),
            "place": place,
            "part_of": _part_of(room, place),
            "parts_of": _parts_of(room, place),
            "context": room.context_of(place),
            "parts": [
                ("measures", texts(N_("Measures in force"))),
                ("context", texts(N_("Human rights"))),
            ],
        },
    )
    return Page(
        f"destinations/{place}", name, "destination.html", shown.content(texts), "destinations", shown.lead
    )


def _parts_of(room: Room, place: str) -> list[tuple[str, str, int]]:
    """The named parts of a place: code, name, and how many measures are in force on each."""
    day, texts = room.edition.day, room.texts
    return [
        (code, texts.place(code), len(embargo_on(code, day, texts)) + len(measures_on(code, day, texts)))
        for code, territory in sorted(territories().items())
        if territory.part_of == place and code != place
    ]


def _part_of(room: Room, place: str) -> str:
    territory = territories().get(place)
    return territory.part_of if territory and territory.part_of != place else ""


def _index(room: Room) -> Page:
    texts, edition = room.texts, room.edition
    rows: list[tuple[str, str, Row, int]] = []
    for place in edition.known_places():
        view = edition.destinations.get(place) or View({"destination": place})
        row = room.maker(view, "").total()
        count = len(embargo_on(place, edition.day, texts)) + len(measures_on(place, edition.day, texts))
        rows.append((place, texts.place(place), row, count))
    rows.sort(key=lambda one: (-one[2].numbers["decisions"].value, texts.order(one[1])))
    content = {
        "rows": rows,
        "columns": headline(rows[0][2], texts),
        "held": spans(edition.release.sources, texts),
        "day": edition.day.isoformat(),
        "lines": [sql(Exhibit(("destination",), "outcomes").statistic({}))],
        "no_country": [one for one in edition.destinations if one and one not in room.every_place],
    }
    return Page("destinations/index", texts(N_("Destinations")), "destinations.html", content, "destinations")


assert set(EFFECT_NAMES) <= {effect.word for effect in Effect}
