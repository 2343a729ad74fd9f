"""Pages on destinations: what was licensed there over time, the Union measures in force, the rights context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from dualuse.i18n import N_
from dualuse.law.language.provision import Effect
from dualuse.law.measures.not_executed import BESIDE_ANNEX_I, NotExaminedRow, not_examined_rows
from dualuse.law.measures.reading import arms_embargo_rows, measure_rows
from dualuse.law.territories import territories
from dualuse.sources.rights_context.indices import Index
from dualuse.sources.rights_context.view import Context, ContextRow, context_rows
from dualuse.transparency.site.map_drawings import origins_map
from dualuse.transparency.site.pages.view_content import (
    LocalEdition,
    coverage_lines,
    headline,
    shown_view,
)
from dualuse.transparency.site.rendering import Page
from dualuse.transparency.site.tables import Row
from dualuse.transparency.site.texts import Texts
from dualuse.transparency.site.views import Exhibit, View
from dualuse.transparency.statistics import sql


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine:
    """An index beside a destination in words. ``year``: with its age; ``value``: with its interval."""

    name: str
    measures: str
    year: str
    value: str
    scale: str
    publisher: str
    url: str
    licence: str


def index_lines(context: Context, place: str, day: date, texts: Texts) -> tuple[IndexLine, ...]:
    """The imported indices of a place. Values whose licence lets nobody publish them again are not shown, but pointed to."""
    return tuple(
        _line(row, texts) for row in context_rows(context, place, day) if row.state != "not_imported"
    )


def _line(row: ContextRow, texts: Texts) -> IndexLine:
    index = row.index
    return IndexLine(
        name=index.name[texts.language],
        measures=index.measures[texts.language],
        year=_year(row, texts),
        value=_value(row, texts),
        scale=_scale(index, texts),
        publisher=index.source.publisher,
        url=index.source.url,
        licence=index.source.licence,
    )


def _year(row: ContextRow, texts: Texts) -> str:
    if row.year is None or row.age is None:
        return ""
    return texts(N_("{year} ({age} years ago)"), year=row.year, age=row.age)


def _value(row: ContextRow, texts: Texts) -> str:
    if not row.index.source.republish:
        return texts(N_("see the publisher: its terms do not let values be published again"))
    if row.state == "no_data":
        return texts(N_("no data"))
    if row.value is None:
        return row.index.labels[row.text][texts.language] if row.text in row.index.labels else row.text
    value = _plain(row.value, texts)
    if row.low is None or row.high is None:
        return value
    return texts(
        N_("{value} (from {low} to {high})"),
        value=value,
        low=_plain(row.low, texts),
        high=_plain(row.high, texts),
    )


def _scale(index: Index, texts: Texts) -> str:
    if index.low is None or index.high is None:
        return ", ".join(index.labels[category][texts.language] for category in index.categories)
    ends = {"low": _plain(index.low, texts), "high": _plain(index.high, texts)}
    if index.better == "high":
        return texts(N_("from {low} (worst) to {high} (best)"), **ends)
    return texts(N_("from {low} (best) to {high} (worst)"), **ends)


def _plain(value: Decimal, texts: Texts) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return ("−" if value < 0 else "") + texts.decimal(abs(value), min(places, 3))


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


@dataclass(frozen=True, slots=True, kw_only=True)
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
            act=row.act,
            url=row.url,
            article=row.article,
            effect=texts(EFFECT_NAMES.get(row.effect, row.effect)),
            summary=texts(row.summary),
            since=row.validity.since.isoformat(),
            verification=row.verification.word,
        )
        for row in measure_rows()
        if place in row.places and row.validity.covers(on)
    ]
    named = [
        InForce(
            act=row.act,
            url=row.url,
            article=texts(row.article),
            effect="",
            summary=_not_carried_out(row, texts),
            since=row.validity.since.isoformat(),
            verification="",
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
            act=row.act,
            url="",
            article="",
            effect=texts(N_("arms embargo")),
            summary=texts(
                N_(
                    "Arms embargo on the country: a dual-use item for military end-use there needs an authorisation (Art. 4(1)(b))."
                )
                if row.scope == "country"
                else N_(
                    "Arms embargo that does not reach the whole country: whether it counts under Art. 2(19) is for a person to say."
                )
            ),
            since=row.validity.since.isoformat(),
            verification=row.verification.word,
        )
        for row in arms_embargo_rows()
        if place in row.places and row.validity.covers(on)
    )


def destination_pages(room: LocalEdition) -> Iterator[Page]:
    """The list of destinations, and a page for each."""
    yield _index(room)
    for place in room.edition.known_places():
        yield _page(room, place)


def _page(room: LocalEdition, place: str) -> Page:
    texts, edition = room.texts, room.edition
    view = edition.destinations.get(place) or View({"destination": place})
    table_maker = room.table_maker(view, f"data/destinations/{place}")
    name = texts.place(place)
    in_force = (*embargo_on(place, edition.day, texts), *measures_on(place, edition.day, texts))
    named = tuple(outlier for outlier in edition.outliers if place in outlier.destination)
    shown = shown_view(room, table_maker, _BY, title=name, rankings=("item_type",), outliers=named)
    shown = replace(
        shown,
        lead=texts(N_("What was licensed for export to {place}, by whom, and what is in force."), place=name),
        map=origins_map(place, shown.table("authority"), texts, name, "../../"),
        feed=f"feeds/destinations/{place}.atom" if view.exhibits else "",
        more={
            "in_force": in_force,
            "day": edition.day.isoformat(),
            "place": place,
            "part_of": _part_of(room, place),
            "parts_of": _parts_of(room, place),
            "context": index_lines(edition.context, place, edition.day, texts),
            "parts": [
                ("measures", texts(N_("Measures in force"))),
                ("context", texts(N_("Human rights"))),
            ],
        },
    )
    return Page(
        path=f"destinations/{place}",
        title=name,
        template="destination.html",
        content=shown.content(texts),
        section="destinations",
        description=shown.lead,
    )


def _parts_of(room: LocalEdition, place: str) -> list[tuple[str, str, int]]:
    """The named parts of a place: code, name, and how many measures are in force on each."""
    day, texts = room.edition.day, room.texts
    return [
        (code, texts.place(code), len(embargo_on(code, day, texts)) + len(measures_on(code, day, texts)))
        for code, territory in sorted(territories().items())
        if territory.part_of == place and code != place
    ]


def _part_of(room: LocalEdition, place: str) -> str:
    territory = territories().get(place)
    return territory.part_of if territory and territory.part_of != place else ""


def _index(room: LocalEdition) -> Page:
    texts, edition = room.texts, room.edition
    rows: list[tuple[str, str, Row, int]] = []
    for place in edition.known_places():
        view = edition.destinations.get(place) or View({"destination": place})
        row = room.table_maker(view, "").total()
        count = len(embargo_on(place, edition.day, texts)) + len(measures_on(place, edition.day, texts))
        rows.append((place, texts.place(place), row, count))
    rows.sort(key=lambda row: (-row[2].numbers["decisions"].value, texts.order(row[1])))
    content = {
        "rows": rows,
        "columns": headline(rows[0][2], texts),
        "held": coverage_lines(edition.release.sources, texts),
        "day": edition.day.isoformat(),
        "lines": [sql(Exhibit(("destination",), "outcomes").statistic({}))],
        "no_country": [code for code in edition.destinations if code and code not in room.every_place],
    }
    return Page(
        path="destinations/index",
        title=texts(N_("Destinations")),
        template="destinations.html",
        content=content,
        section="destinations",
    )


assert set(EFFECT_NAMES) <= {effect.word for effect in Effect}
