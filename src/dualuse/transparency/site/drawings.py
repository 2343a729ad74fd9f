"""The charts of the pages, at two widths (a desk's and a phone's), from the tables that stand below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dualuse.i18n import N_
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.site import charts
from dualuse.transparency.site.method_changes import MethodBreak
from dualuse.transparency.site.tables import Table
from dualuse.transparency.site.texts import NOT_TOLD, OUTCOMES, Texts
from dualuse.transparency.statistics import OTHER

WIDE: Final = 720
NARROW: Final = 340
_MOST_BARS: Final = 15


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its name on the page, its caption, both widths, notes below it, and the file that stands alone ("" for none)."""

    ident: str
    caption: str
    wide: Markup
    narrow: Markup
    notes: tuple[str, ...] = ()
    file: str = ""


def both_widths(draw: Callable[[int, str], str], ident: str) -> tuple[Markup, Markup]:
    """A chart for a desk and for a phone. ``draw``: given the width in px and the start of its ids."""
    return Markup(draw(WIDE, f"{ident}-w")), Markup(draw(NARROW, f"{ident}-n"))


def ranking_chart(table: Table | None, texts: Texts, title: str) -> tuple[Drawing, ...]:
    """The largest groups of a table as bars, those that no source tells left out; none where there are fewer than two."""
    rows = [
        row
        for row in (table.rows if table else ())
        if row.groups[0] not in ("", OTHER) and row.numbers["granted"].value
    ]
    if table is None or len(rows) < 2:
        return ()
    rows.sort(key=lambda row: (-row.numbers["granted"].value, row.groups))
    shown = rows[:_MOST_BARS]
    caption = texts(N_("Authorisations granted, by {what}"), what=table.heads[0])
    left = sum(row.numbers["granted"].value for row in rows[_MOST_BARS:])

    def draw(width: int, ident: str) -> str:
        return charts.bars(
            [charts.BarRow(row.labels[0].text, (float(row.numbers["granted"].value),)) for row in shown],
            [charts.Series(texts(OUTCOMES["granted"]))],
            title=texts.titled(caption, title),
            description=texts(
                N_("A bar for each of the largest; the numbers stand in the table of this page.")
            ),
            unit=texts(N_("decisions")),
            number=lambda one: texts.number(round(one)),
            width=width,
            ident=ident,
            unknown=texts(NOT_TOLD),
        )

    wide, narrow = both_widths(draw, f"ranking-{table.key}")
    note = texts(N_("{number} more are in the table."), number=texts.number(len(rows) - len(shown)))
    return (Drawing(f"ranking-{table.key}", caption, wide, narrow, (note,) if left else ()),)


def flow_charts(table: Table, texts: Texts, title: str) -> tuple[Drawing, ...]:
    """The flows from State to destination."""
    links = [
        charts.Flow(row.labels[0].text, row.labels[1].text, float(row.numbers["granted"].value))
        for row in table.rows
        if row.numbers["granted"].value
    ]
    if not links:
        return ()

    def draw(width: int, ident: str) -> str:
        return charts.flows(
            links,
            most=30 if width == WIDE else 12,
            other=lambda count: texts(N_("{number} others"), number=texts.number(count)),
            title=title,
            description=texts(
                N_("A band from each State to each destination, as wide as the number of authorisations.")
            ),
            unit=texts(N_("authorisations granted")),
            number=lambda one: texts.number(round(one)),
            width=width,
            ident=ident,
            left_label=texts(N_("decided by")),
            right_label=texts(N_("destination")),
        )

    wide, narrow = both_widths(draw, "flows")
    caption = texts(N_("Authorisations granted, from State to destination"))
    note = texts(
        N_(
            "An authorisation for several destinations is in the band of each: the bands of a State add up to more than its authorisations."
        )
    )
    return (Drawing("flows", caption, wide, narrow, (note,)),)


def figure_chart(
    key: str, figures: Sequence[Figure], breaks: Sequence[MethodBreak], caption: str, texts: Texts
) -> Drawing | None:
    """Figures of one measure by year, with the break lines; None where fewer than two years are known."""
    known = {one.year: one for one in figures if one.year.isdigit()}
    if len(known) < 2:
        return None
    years = [str(year) for year in range(min(map(int, known)), max(map(int, known)) + 1)]
    unit = next(iter(known.values())).unit
    shown = texts(N_("decisions")) if unit == "count" else unit

    def draw(width: int, ident: str) -> str:
        return charts.columns(
            [charts.Period(year, (float(known[year].value) if year in known else None,)) for year in years],
            [charts.Series(texts(N_("The European Union")))],
            [charts.Break(one.after, texts.message(one.why)) for one in breaks if one.after in years[:-1]],
            title=caption,
            description=texts(N_("Published figures; the sources stand in the table of this page.")),
            unit=shown,
            number=texts.short,
            width=width,
            ident=ident,
            unknown=texts(NOT_TOLD),
            outlier="",
        )

    ident = key.replace("_", "-")
    wide, narrow = both_widths(draw, ident)
    return Drawing(ident, caption, wide, narrow)
