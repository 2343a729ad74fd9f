"""The charts of a view over the years: decisions, and values with the outliers named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from dualuse.i18n import N_
from dualuse.transparency.site import charts
from dualuse.transparency.site.drawings import Drawing, both_widths
from dualuse.transparency.site.method_changes import MethodBreak
from dualuse.transparency.site.outliers import Outlier
from dualuse.transparency.site.tables import Row, Table
from dualuse.transparency.site.texts import NOT_TOLD, OUTCOMES, Texts
from dualuse.transparency.statistics import OUTCOME_COLUMNS

_MOST_NAMED: Final = 3
"""So many outliers of a year are named in a chart; the table below has all."""


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
    years = _years(rows)
    shown = [one for one in breaks if one.after in years[:-1]]
    marks = [charts.Break(one.after, texts.message(one.why)) for one in shown]
    of_counts = _counts(table, rows, years, marks, texts, title)
    currencies = sorted({amount.currency for row in rows for amount in row.amounts})
    return (of_counts, *(_values(rows, years, marks, named, one, texts, title) for one in currencies))


def _years(rows: Sequence[Row]) -> list[str]:
    known = [int(row.groups[0]) for row in rows]
    return [str(year) for year in range(min(known), max(known) + 1)]


def _states(rows: Sequence[Row]) -> list[str]:
    """The States of rows by year and State; of rows by year alone one without a name."""
    return list(dict.fromkeys(row.groups[1] if len(row.groups) > 1 else "" for row in rows))


def _of_state(rows: Sequence[Row], year: str, state: str) -> Row | None:
    for row in rows:
        if row.groups[0] == year and (len(row.groups) < 2 or row.groups[1] == state):
            return row
    return None


def _counts(
    table: Table,
    rows: Sequence[Row],
    years: Sequence[str],
    marks: Sequence[charts.Break],
    texts: Texts,
    title: str,
) -> Drawing:
    states = _states(rows)
    series, value = _series(table, states, texts)
    periods = [
        charts.Period(year, tuple(value(_of_state(rows, year, state), column) for state, column in series))
        for year in years
    ]
    labels = [
        charts.Series(texts.place(state) if len(states) > 1 else texts(OUTCOMES[column]))
        for state, column in series
    ]
    caption = (
        texts(N_("Authorisations granted, by year")) if len(states) > 1 else texts(N_("Decisions by year"))
    )

    def draw(width: int, ident: str) -> str:
        return charts.columns(
            periods,
            labels,
            marks,
            title=texts.titled(caption, title),
            description=texts(N_("A column for each year; the numbers stand in the table of this page.")),
            unit=texts(N_("decisions")),
            number=lambda one: texts.number(round(one)),
            width=width,
            ident=ident,
            unknown=texts(NOT_TOLD),
            outlier="",
        )

    wide, narrow = both_widths(draw, "counts")
    # A column is drawn as high as what was found; where that is not all, the reader is told so below it.
    partly = any(
        row.numbers[column].value and not row.numbers[column].complete for row in rows for _, column in series
    )
    notes = (texts(N_("at least: the sources at hand do not hold all")),) if partly else ()
    return Drawing("counts", caption, wide, narrow, notes)


def _series(
    table: Table, states: Sequence[str], texts: Texts
) -> tuple[list[tuple[str, str]], Callable[[Row | None, str], float | None]]:
    """What the parts of a column are: States (granted), or of one State the outcomes; and the value of a part."""

    def value(row: Row | None, column: str) -> float | None:
        if row is None:
            return None
        number = row.numbers[column]
        return float(number.value) if number.known else None

    if len(states) > 1:
        return [(state, "granted") for state in states], _none_as_nothing(value)
    columns = [
        name
        for name in OUTCOME_COLUMNS
        if name != "applications"
        and (name == "granted" or any(row.numbers[name].value for row in table.rows))
    ]
    return [(states[0], column) for column in columns], value


def _none_as_nothing(
    value: Callable[[Row | None, str], float | None],
) -> Callable[[Row | None, str], float | None]:
    """Of several States, one that has no source for a year has no part of the column: the break lines tell when they begin."""
    return lambda row, column: 0.0 if row is None else value(row, column)


def _values(
    rows: Sequence[Row],
    years: Sequence[str],
    marks: Sequence[charts.Break],
    named: Sequence[Outlier],
    currency: str,
    texts: Texts,
    title: str,
) -> Drawing:
    holding = [row for row in rows if any(amount.currency == currency for amount in row.amounts)]
    states = _states(holding)
    span = [
        year
        for year in years
        if min(one.groups[0] for one in holding) <= year <= max(one.groups[0] for one in holding)
    ]
    periods = [_period(rows, year, states, currency, named, texts) for year in span]
    caption = texts(N_("Value of authorisations granted, by year ({currency})"), currency=currency)

    def draw(width: int, ident: str) -> str:
        return charts.columns(
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
            width=width,
            ident=ident,
            unknown=texts(NOT_TOLD),
            outlier=texts(N_("a single decision")),
        )

    wide, narrow = both_widths(draw, f"values-{currency.lower() or 'unknown'}")
    note = texts(
        N_("A sum may hang on one framework of many deliveries: the median stands beside it in the table.")
    )
    return Drawing(f"values-{currency.lower() or 'unknown'}", caption, wide, narrow, (note,))


def _period(
    rows: Sequence[Row],
    year: str,
    states: Sequence[str],
    currency: str,
    named: Sequence[Outlier],
    texts: Texts,
) -> charts.Period:
    values: list[float | None] = []
    parts: list[charts.Outlier] = []
    for index, state in enumerate(states):
        row = _of_state(rows, year, state)
        amounts = [one for one in row.amounts if one.currency == currency] if row else []
        total = amounts[0].total if amounts else Decimal(0)
        unknown = row is None or (not amounts and not row.numbers["granted"].known)
        values.append(None if unknown and len(states) == 1 else float(total))
        here = [
            one
            for one in named
            if (one.year, one.currency) == (year, currency) and state in ("", one.authority)
        ]
        named_here = [one for one in here if one.value <= total]
        if named_here:
            parts.append(_named(index, named_here, texts))
    return charts.Period(year, tuple(values), tuple(parts))


def _named(index: int, named: Sequence[Outlier], texts: Texts) -> charts.Outlier:
    """The decisions of a year that stand out, as one part of its column: ``15 bn, 5 bn: several countries``."""
    amounts = ", ".join(texts.short(float(one.value)) for one in named[:_MOST_NAMED])
    more = " …" if len(named) > _MOST_NAMED else ""
    places = dict.fromkeys(
        ", ".join(texts.place(code) for code in one.destination) or one.destination_text or texts(NOT_TOLD)
        for one in named
    )
    return charts.Outlier(
        index, float(sum(one.value for one in named)), texts.titled(amounts + more, texts.listed(places))
    )
