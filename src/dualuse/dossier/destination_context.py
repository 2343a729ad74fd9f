"""The indices beside the destination, as the dossier keeps them: each with its year, scale and age, none joined with another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dualuse.schema.assessment import ContextValue
from dualuse.sources.rights_context.indices import Observation
from dualuse.sources.rights_context.view import Context, ContextRow, context_rows


def context_of(
    observations: Context | Sequence[Observation], place: str, day: date, language: str
) -> tuple[ContextValue, ...]:
    """A row for each index known, also where there is no data: that is not that there is no concern."""
    return tuple(_rows(context_rows(observations, place, day), language))


def _rows(rows: Sequence[ContextRow], language: str) -> Iterator[ContextValue]:
    for row in rows:
        index = row.index
        value = f"{row.value:f}" if row.value is not None else row.text
        yield ContextValue(
            index=index.key,
            name=index.name[language],
            publisher=index.source.publisher,
            state=row.state,
            value=index.labels[row.text][language] if row.text in index.labels else value,
            low=f"{row.low:f}" if row.low is not None else "",
            high=f"{row.high:f}" if row.high is not None else "",
            year=row.year,
            age=row.age,
            scale=", ".join(index.categories) if index.categories else f"{index.low}–{index.high}",
            better="higher" if index.better == "high" else "lower",
            link=index.source.url,
            licence=index.source.licence,
            checksum=row.checksum,
        )
