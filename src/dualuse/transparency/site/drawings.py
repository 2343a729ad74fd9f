"""The charts of the pages, at two widths (a desk's and a phone's), from the tables that stand below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from markupsafe import Markup

from dualuse.i18n import N_
from dualuse.transparency.importing.union_figures import Figure
from dualuse.transparency.site import charts
from dualuse.transparency.site.outliers import Outlier
from dualuse.transparency.site.tables import Row, Table
from dualuse.transparency.site.texts import AT_LEAST, NOT_KNOWN, OUTCOMES, Texts
from dualuse.transparency.sources import MethodBreak
from dualuse.transparency.statistics import OTHER, OUTCOME_COLUMNS

WIDE: Final = 720
NARROW: Final = 340
_MOST_BARS: Final = 15
_MOST_NAMED: Final = 3
"""So many outliers of a year are named in a chart; the table below has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart: its name on the page, its caption, both widths, and notes below it."""

    ident: str
    caption: str
    wide: Markup
    narrow: Markup
    notes: tuple[str, ...] = ()


def _drawing(draw: Callable[..., str], ident: str, caption: str, *notes: str) -> Drawing:
    """A chart for a desk and for a phone. ``draw``: draws it, given its ``width`` in px and ``ident``, the start of its ids."""
    wide, narrow = (draw(width=WIDE, ident=f"{ident}-w"), draw(width=NARROW, ident=f"{ident}-n"))
    return Drawing(ident=ident, caption=caption, wide=Markup(wide), narrow=Markup(narrow), notes=notes)


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

    draw = partial(
        charts.bars,
        [charts.BarRow(row.labels[0].text, (float(row.numbers["granted"].value),)) for row in shown],
        [charts.Series(texts(OUTCOMES["granted"]))],
        title=texts.titled(caption, title),
        description=texts(N_("A bar for each of the largest; the numbers stand in the table of this page.")),
        unit=texts(N_("decisions")),
        number=lambda value: texts.number(round(value)),
        unknown=texts(NOT_KNOWN),
    )
    note = texts(N_("{number} more are in the table."), number=texts.number(len(rows) - len(shown)))
    return (_drawing(draw, f"ranking-{table.key}", caption, *((note,) if left else ())),)


def flow_charts(table: Table, texts: Texts, title: str) -> tuple[Drawing, ...]:
    """The flows from State to destination."""
    links = [
        charts.Flow(row.labels[0].text, row.labels[1].text, float(row.numbers["granted"].value))
        for row in table.rows
        if row.numbers["granted"].value
    ]
    if not links:
        return ()

    def draw(*, width: int, ident: str) -> str:
        return charts.flows(
            links,
            most=30 if width == WIDE else 12,
            other=lambda count: texts(N_("{number} others"), number=texts.number(count)),
            title=title,
            description=texts(
                N_("A band from each State to each destination, as wide as the number of authorisations.")
            ),
            unit=texts(N_("authorisations granted")),
            number=lambda value: texts.number(round(value)),
            width=width,
            ident=ident,
            left_label=texts(N_("decided by")),
            right_label=texts(N_("destination")),
        )

    caption = texts(N_("Authorisations granted, from State to destination"))
    note = texts(
        N_(
            "An authorisation for several destinations is in the band of each: the bands of a State add up to more than its authorisations."
        )
    )
    return (_drawing(draw, "flows", caption, note),)


def figure_chart(
    key: str, figures: Sequence[Figure], breaks: Sequence[MethodBreak], caption: str, texts: Texts
) -> Drawing | None:
    """Figures of one measure by year, with the break lines; None where fewer than two years are known."""
    by_year = {figure.year: figure for figure in figures if figure.year.isdigit()}
    if len(by_year) < 2:
        return None
    years = _years(by_year)
    unit = next(iter(by_year.values())).unit
    draw = partial(
        charts.columns,
        [charts.Period(year, (float(by_year[year].value) if year in by_year else None,)) for year in years],
        [charts.Series(texts(N_("The European Union")))],
        _break_marks(breaks, years, texts),
        title=caption,
        description=texts(N_("Published figures; the sources stand in the table of this page.")),
        unit=texts(N_("decisions")) if unit == "count" else unit,
        number=texts.short,
        unknown=texts(NOT_KNOWN),
        outlier="",
    )
    return _drawing(draw, key.replace("_", "-"), caption)


def _break_marks(breaks: Sequence[MethodBreak], years: Sequence[str], texts: Texts) -> list[charts.Break]:
    """The breaks between two of the years, as charts draw them."""
    return [
        charts.Break(change.after, texts.message(change.why))
        for change in breaks
        if change.after in years[:-1]
    ]


def year_charts(
    table: Table,
    breaks: Sequence[MethodBreak],
    named: Sequence[Outlier],
    texts: Texts,
    title: str,
) -> tuple[Drawing, ...]:
    """Decisions granted by year, and the values in each currency, the outliers hatched and named.

    ``table`` is by year and State, or by year alone; of several States each is a part of the column.
    """
    rows = [row for row in table.rows if row.groups[0]]
    if not rows:
        return ()
    years = _years([row.groups[0] for row in rows])
    marks = _break_marks(breaks, years, texts)
    currencies = sorted({amount.currency for row in rows for amount in row.amounts})
    return (
        _decisions_chart(table, rows, years, marks=marks, texts=texts, title=title),
        *(
            _values_chart(rows, years, marks, named=named, currency=currency, texts=texts, title=title)
            for currency in currencies
        ),
    )


def _years(known: Iterable[str]) -> list[str]:
    """All years from the first to the last of those that are known."""
    numbers = sorted(map(int, known))
    return [str(year) for year in range(numbers[0], numbers[-1] + 1)]


def _states(rows: Sequence[Row]) -> list[str]:
    """The States of rows by year and State; of rows by year alone one without a name."""
    return list(dict.fromkeys(row.groups[1] if len(row.groups) > 1 else "" for row in rows))


def _row_of(rows: Sequence[Row], year: str, state: str) -> Row | None:
    """The row of a year and State; of a year alone where rows have no State."""
    return next((row for row in rows if row.groups in ((year,), (year, state))), None)


def _decisions_chart(
    table: Table,
    rows: Sequence[Row],
    years: Sequence[str],
    *,
    marks: Sequence[charts.Break],
    texts: Texts,
    title: str,
) -> Drawing:
    """Decisions by year: of several States what each granted, of one its outcomes."""
    states = _states(rows)
    several = len(states) > 1
    parts = _parts(table, states)
    # Of several States, one that has no source for a year has no part of the column: the break lines tell when they begin.
    absent = 0.0 if several else None
    periods = [
        charts.Period(
            year, tuple(_part_value(_row_of(rows, year, state), column, absent) for state, column in parts)
        )
        for year in years
    ]
    caption = texts(N_("Authorisations granted, by year")) if several else texts(N_("Decisions by year"))
    draw = partial(
        charts.columns,
        periods,
        [
            charts.Series(texts.place(state) if several else texts(OUTCOMES[column]))
            for state, column in parts
        ],
        marks,
        title=texts.titled(caption, title),
        description=texts(N_("A column for each year; the numbers stand in the table of this page.")),
        unit=texts(N_("decisions")),
        number=lambda value: texts.number(round(value)),
        unknown=texts(NOT_KNOWN),
        outlier="",
    )
    # A column is drawn as high as what was found; where that is not all, a note below says so.
    partly = any(
        row.numbers[column].value and not row.numbers[column].complete for row in rows for _, column in parts
    )
    notes = (texts(AT_LEAST),) if partly else ()
    return _drawing(draw, "counts", caption, *notes)


def _parts(table: Table, states: Sequence[str]) -> list[tuple[str, str]]:
    """The parts of a column, as State and column of the table: States (granted), or of one State the outcomes."""
    if len(states) > 1:
        return [(state, "granted") for state in states]
    return [
        (states[0], name)
        for name in OUTCOME_COLUMNS
        if name == "granted"
        or (name != "applications" and any(row.numbers[name].value for row in table.rows))
    ]


def _part_value(row: Row | None, column: str, absent: float | None) -> float | None:
    """The value of a part, None where it is not known; ``absent`` where there is no row."""
    if row is None:
        return absent
    number = row.numbers[column]
    return float(number.value) if number.known else None


def _values_chart(
    rows: Sequence[Row],
    years: Sequence[str],
    marks: Sequence[charts.Break],
    *,
    named: Sequence[Outlier],
    currency: str,
    texts: Texts,
    title: str,
) -> Drawing:
    holding = [row for row in rows if any(amount.currency == currency for amount in row.amounts)]
    states = _states(holding)
    span = _years([row.groups[0] for row in holding])
    periods = [_period(rows, year, states, currency=currency, named=named, texts=texts) for year in span]
    caption = texts(N_("Value of authorisations granted, by year ({currency})"), currency=currency)

    draw = partial(
        charts.columns,
        periods,
        [charts.Series(texts.place(state) if state else texts(OUTCOMES["granted"])) for state in states],
        [mark for mark in marks if mark.after in span[:-1]] if len(states) > 1 else (),
        title=texts.titled(caption, title),
        description=texts(
            N_(
                "Values are licensed, not shipped; single decisions that make up much of a year are hatched and named."
            )
        ),
        unit=texts(N_("{currency}, as licensed"), currency=currency),
        number=texts.short,
        unknown=texts(NOT_KNOWN),
        outlier=texts(N_("a single decision")),
    )
    note = texts(
        N_("A sum may hang on one framework of many deliveries: the median stands beside it in the table.")
    )
    return _drawing(draw, f"values-{currency.lower() or 'unknown'}", caption, note)


def _period(
    rows: Sequence[Row],
    year: str,
    states: Sequence[str],
    *,
    currency: str,
    named: Sequence[Outlier],
    texts: Texts,
) -> charts.Period:
    values: list[float | None] = []
    parts: list[charts.Outlier] = []
    for index, state in enumerate(states):
        row = _row_of(rows, year, state)
        amounts = [amount for amount in row.amounts if amount.currency == currency] if row else []
        total = amounts[0].total if amounts else Decimal(0)
        unknown = row is None or (not amounts and not row.numbers["granted"].known)
        values.append(None if unknown and len(states) == 1 else float(total))
        here = [
            outlier
            for outlier in named
            if (outlier.year, outlier.currency) == (year, currency)
            and state in ("", outlier.authority)
            and outlier.value <= total
        ]
        if here:
            parts.append(_outlier_part(index, here, texts))
    return charts.Period(year, tuple(values), tuple(parts))


def _outlier_part(index: int, named: Sequence[Outlier], texts: Texts) -> charts.Outlier:
    """The decisions of a year that stand out, as one part of its column: ``15 bn, 5 bn: several countries``."""
    amounts = ", ".join(texts.short(float(outlier.value)) for outlier in named[:_MOST_NAMED])
    more = " …" if len(named) > _MOST_NAMED else ""
    places = dict.fromkeys(
        ", ".join(texts.place(code) for code in outlier.destination)
        or outlier.destination_text
        or texts(NOT_KNOWN)
        for outlier in named
    )
    return charts.Outlier(
        index,
        float(sum(outlier.value for outlier in named)),
        texts.titled(amounts + more, texts.listed(places)),
    )
