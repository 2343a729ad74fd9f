"""What the indices say of one place: for each the latest value, how old it is, and on which scale; none is joined with another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from dualuse.sources.rights_context.importing import spans
from dualuse.sources.rights_context.indices import Index, indices
from dualuse.sources.rights_context.observation import Observation


@dataclass(frozen=True, slots=True)
class ContextRow:
    """An index beside a destination. Scale, direction, address and licence stand in ``index`` and ``index.source``.

    ``state``: ``data``; ``no_data`` where the index was imported and says nothing of the place, which is not that there is no concern;
    ``not_imported`` where no file of the index was read. ``year``, ``age`` (years): of the value, None without one. ``newest``: the latest
    year for which the index has data of any place. ``newer_without``: later years in which the publisher has the place without data.
    """

    index: Index
    state: Literal["data", "no_data", "not_imported"]
    value: Decimal | None = None
    text: str = ""
    year: int | None = None
    age: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    newest: int | None = None
    newer_without: tuple[int, ...] = ()
    source_file: str = ""
    checksum: str = ""


def latest(observations: Iterable[Observation], place: str) -> dict[str, Observation]:
    """Per index the latest observation of ``place`` (ISO 3166-1 alpha-2) that has data."""
    found: dict[str, Observation] = {}
    for one in observations:
        if (
            one.place == place
            and one.has_data
            and (one.index not in found or one.year > found[one.index].year)
        ):
            found[one.index] = one
    return found


def age(observation: Observation, today: date) -> int:
    """Whole calendar years between the year that is described and today's."""
    return today.year - observation.year


class Context:
    """The observations of a table of context, put by place: for those that ask about many places."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        every = tuple(observations)
        self.newest: Final = {key: last for key, (_, last) in spans(every).items()}
        self.imported: Final = frozenset(one.index for one in every)
        self._places: Final[dict[str, list[Observation]]] = {}
        for one in every:
            self._places.setdefault(one.place, []).append(one)

    def of(self, place: str) -> Sequence[Observation]:
        """The observations of a place."""
        return self._places.get(place, ())


def context_rows(
    observations: Context | Sequence[Observation], place: str, today: date
) -> tuple[ContextRow, ...]:
    """A row for each index that is known, in the order in which they are shown, also where there is nothing to show."""
    context = observations if isinstance(observations, Context) else Context(observations)
    of_place = context.of(place)
    current = latest(of_place, place)
    rows = []
    for key, index in indices().items():
        one = current.get(key)
        last = context.newest.get(key)
        if one is None:
            rows.append(
                ContextRow(index, "no_data" if key in context.imported else "not_imported", newest=last)
            )
            continue
        later = sorted(other.year for other in of_place if other.index == key and other.year > one.year)
        rows.append(
            ContextRow(
                index, "data", one.value, one.text, one.year, age(one, today), one.low, one.high,
                last, tuple(later), one.source_file, one.checksum,
            )
        )  # fmt: skip
    return tuple(rows)
