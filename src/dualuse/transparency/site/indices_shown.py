"""What indices of human rights say of a destination, as a page shows it: each by itself, with year, age, scale and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dualuse.i18n import N_
from dualuse.sources.rights_context.indices import Index
from dualuse.sources.rights_context.view import Context, ContextRow, context_rows
from dualuse.transparency.site.texts import Texts


@dataclass(frozen=True, slots=True)
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
        index.name[texts.language],
        index.measures[texts.language],
        _year(row, texts),
        _value(row, texts),
        _scale(index, texts),
        index.source.publisher,
        index.source.url,
        index.source.licence,
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
        return ", ".join(index.labels[one][texts.language] for one in index.categories)
    ends = {"low": _plain(index.low, texts), "high": _plain(index.high, texts)}
    if index.better == "high":
        return texts(N_("from {low} (worst) to {high} (best)"), **ends)
    return texts(N_("from {low} (best) to {high} (worst)"), **ends)


def _plain(value: Decimal, texts: Texts) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    sign = "−" if value < 0 else ""
    return sign + texts.decimal(abs(value), min(places, 3))
