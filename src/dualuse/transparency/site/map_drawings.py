"""The maps of the pages, from the tables that stand below them, and their legends for a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

from dualuse.i18n import N_
from dualuse.transparency.site.geometry import INK, TEXT
from dualuse.transparency.site.tables import Row, Table
from dualuse.transparency.site.texts import Texts
from dualuse.transparency.site.world_map import (
    Symbol,
    line_width,
    locator_map,
    placed,
    radius,
    round_numbers,
    symbol_map,
)

NARROW_SCALE: Final = 0.328
"""The map is 1000 wide and 328 px on a phone of 360 px: all of it, for a part that must be scrolled to is not seen."""
_WIDTH: Final = 320
_SIZE: Final = 12
_LETTER: Final = 7.2
_GAP: Final = 6.0
_HEAD: Final = 20.0
_LINE: Final = 28.0


def circle_key(symbols: Iterable[Symbol], words: str, number: Callable[[int], str]) -> str:
    """Circles beside each other, each with its number; "" where the map has none."""
    greatest = _greatest(symbols)
    if not greatest:
        return ""
    values = round_numbers(greatest)
    most = radius(values[0], greatest) * NARROW_SCALE
    middle = _HEAD + most + 1
    x, parts = 1.0, []
    for value in values:
        size = radius(value, greatest) * NARROW_SCALE
        parts.append(
            f'<circle cx="{x + size:.1f}" cy="{middle:.1f}" r="{size:.2f}" fill="{INK}" fill-opacity=".55" stroke="{INK}"/>'
        )
        x = _labelled(parts, x + 2 * size, middle, number(value))
    return _key(words, [number(value) for value in values], parts, 2 * middle - _HEAD + 1)


def line_key(symbols: Iterable[Symbol], words: str, number: Callable[[int], str]) -> str:
    """Lines beside each other, each with its number; "" where the map has none."""
    greatest = _greatest(symbols)
    if not greatest:
        return ""
    middle = _HEAD + 8
    x, parts = 1.0, []
    for value in round_numbers(greatest):
        parts.append(
            f'<path d="M{x:.1f} {middle:g}h{_LINE:g}" stroke="{INK}" stroke-opacity=".55"'
            f' stroke-width="{line_width(value, greatest) * NARROW_SCALE:.2f}"/>'
        )
        x = _labelled(parts, x + _LINE, middle, number(value))
    return _key(words, [number(value) for value in round_numbers(greatest)], parts, middle + 10)


def _greatest(symbols: Iterable[Symbol]) -> int:
    return max((symbol.value for symbol in placed(symbols)[0]), default=0)


def _labelled(parts: list[str], x: float, middle: float, text: str) -> float:
    """Add a number to the right of ``x``; gives where the next mark begins."""
    parts.append(f'<text x="{x + _GAP:.1f}" y="{middle + 4:.1f}">{escape(text)}</text>')
    return x + 3 * _GAP + _LETTER * len(text)


def _key(words: str, numbers: Sequence[str], parts: Sequence[str], height: float) -> str:
    name = escape(f"{words}: {', '.join(numbers)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" height="{height:.0f}"'
        f' role="img" aria-label="{name}" font-size="{_SIZE}" fill="{TEXT}"><text x="1" y="12">{escape(words)}</text>'
        f"{''.join(parts)}</svg>"
    )


WORLD: Final = "assets/world.svg"
"""The bare map, which the pages lay under their circles: from the root of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """A map: the picture of the page, its caption, what it cannot show, the file that stands alone (path and content), its legend for a phone."""

    drawing: Markup
    caption: str
    beside: str = ""
    file: str = ""
    key: str = ""
    content: Callable[[], str] | None = None


def _granted(row: Row, texts: Texts) -> str:
    """The place of a row and how many authorisations were granted, for those who hear a circle or a line."""
    number = texts.number(row.numbers["granted"].value)
    return texts(N_("{place}: {number} granted"), place=row.labels[0].text, number=number)


def destinations_map(
    table: Table | None, texts: Texts, title: str, *, file: str, version: str, depth: str
) -> MapDrawing | None:
    """A map of the authorisations granted by destination; None where none names a place. ``depth``: the way to the root."""
    if table is None:
        return None
    symbols = [
        Symbol(
            row.groups[0],
            row.numbers["granted"].value,
            _granted(row, texts),
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
        """The map over the file of the bare one, or embedded and without links where ``base`` is None."""
        return symbol_map(
            [
                Symbol(
                    symbol.code, symbol.value, symbol.text, "" if base is None else _up(depth, symbol.href)
                )
                for symbol in shown
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
        drawing=Markup(draw("map", depth + WORLD)),
        caption=caption + ".",
        beside=texts(N_("Not on the map: {places}."), places=texts.listed(symbol.text for symbol in beside))
        if beside
        else "",
        file=file,
        key=Markup(circle_key(shown, texts(N_("authorisations granted")), texts.number)),
        content=(lambda: draw("map", None, source)) if file else None,
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
            _granted(row, texts),
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
    return MapDrawing(drawing=Markup(drawing), caption=caption + ".", key=key)
