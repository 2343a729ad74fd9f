"""The maps of the pages, from the tables that stand below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dualuse.i18n import N_
from dualuse.transparency.site.map_keys import circle_key, line_key
from dualuse.transparency.site.tables import Table
from dualuse.transparency.site.texts import Texts
from dualuse.transparency.site.world_map import Symbol, locator_map, placed, symbol_map

WORLD: Final = "assets/world.svg"
"""The bare map, which the pages lay under their circles: from the root of the site."""


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map: the picture of the page, its caption, what it cannot show, the file that stands alone (path and content), its legend for a phone."""

    drawing: Markup
    caption: str
    beside: str = ""
    file: str = ""
    key: str = ""
    content: Callable[[], str] | None = None


def destinations_map(
    table: Table | None, texts: Texts, title: str, file: str, version: str, depth: str
) -> MapDrawing | None:
    """A map of the authorisations granted by destination; None where none names a place. ``depth``: the way to the root."""
    if table is None:
        return None
    symbols = [
        Symbol(
            row.groups[0],
            row.numbers["granted"].value,
            texts(
                N_("{place}: {number} granted"),
                place=row.labels[0].text,
                number=texts.number(row.numbers["granted"].value),
            ),
            row.labels[0].href,
        )
        for row in table.rows
        if row.numbers["granted"].value
    ]
    shown, beside = placed(symbols)
    if not shown:
        return None
    caption = texts(N_("Authorisations granted, by destination"))

    def draw(ident: str, base: str | None, source: str = "") -> str:
        return symbol_map(
            [
                Symbol(one.code, one.value, one.text, "" if base is None else _up(depth, one.href))
                for one in shown
            ],
            title=texts.titled(caption, title),
            description=texts(
                N_("A circle on each destination, its area the number of decisions that name it.")
            ),
            legend=texts(N_("authorisations granted")),
            number=texts.number,
            base=base,
            ident=ident,
            source_line=source,
        )

    source = texts(
        N_("{title}. Release {version}, CC BY 4.0. Map: Natural Earth."), title=title, version=version
    )
    return MapDrawing(
        Markup(draw("map", depth + WORLD)),
        caption + ".",
        texts(N_("Not on the map: {places}."), places=texts.listed(one.text for one in beside))
        if beside
        else "",
        file,
        Markup(circle_key(shown, texts(N_("authorisations granted")), texts.number)),
        (lambda: draw("map", None, source)) if file else None,
    )


def _up(depth: str, href: str) -> str:
    """The address of a page from another one ``depth`` below the root; links of rows count from the root of the language."""
    return depth.removeprefix("../") + href if href else ""


def origins_map(place: str, table: Table | None, texts: Texts, name: str, depth: str) -> MapDrawing | None:
    """A map of one destination and the States that granted authorisations for it; None where the map has no such place."""
    rows = table.rows if table else ()
    origins = [
        Symbol(
            row.groups[0].split("-")[0],
            row.numbers["granted"].value,
            texts(
                N_("{place}: {number} granted"),
                place=row.labels[0].text,
                number=texts.number(row.numbers["granted"].value),
            ),
            _up(depth, row.labels[0].href),
        )
        for row in rows
        if row.numbers["granted"].value
    ]
    if not placed([Symbol(place, 1, "")])[0]:
        return None
    caption = texts(N_("Where the authorisations for {place} were granted"), place=name)
    drawing = locator_map(
        place,
        origins,
        title=caption,
        description=texts(N_("A line from each State that granted authorisations, as wide as their number.")),
        legend=texts(N_("authorisations granted")),
        number=texts.number,
        base=depth + WORLD,
        ident="map",
    )
    key = Markup(line_key(origins, texts(N_("authorisations granted")), texts.number))
    return MapDrawing(Markup(drawing), caption + ".", key=key)
