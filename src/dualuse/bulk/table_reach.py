"""The part of the law that the rows of a table can be about (``engine.reach``), by the words of some of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dualuse.engine.reach import Reach, reach_of
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_CIRCUMSTANCES
from dualuse.law.territories import find_place
from dualuse.schema.tables.columns import ColumnPath, Header

_DESTINATION = "destination"


def place_columns(header: Header) -> tuple[ColumnPath, ...]:
    """The columns whose words tell the reach; none where it is all of the law, whatever they say.

    So it is where no destination is stated, a party has no country, or a person may have said which places count.
    """
    fields = [column.field for column in header.columns]
    if _DESTINATION not in fields or any(name.startswith("answers.place.") for name in fields):
        return ()
    parties = {column.path[1] for column in header.columns if column.path[0] == "parties"}
    if parties - {column.path[1] for column in header.columns if _is_of_party(column)}:
        return ()
    return tuple(column for column in header.columns if _holds_places(column))


def _holds_places(column: ColumnPath) -> bool:
    return _is_of_party(column) or column.field in (_DESTINATION, "purchasing_country", "consigned_to")


def _is_of_party(column: ColumnPath) -> bool:
    return column.path[0] == "parties" and len(column.path) == 3 and column.path[2] == "country"


def reach_of_table(header: Header, words: Mapping[str, Iterable[str]]) -> Reach:
    """The provisions that rows can be about.

    Args:
        header: the columns of the file.
        words: by name of each of :func:`place_columns` the texts of its cells; one that is no place is refused with its row.
    """
    if not words:
        return None
    stated = {name: frozenset(texts) for name, texts in words.items()}
    if "" in stated[_DESTINATION] or any(
        "" in stated[name] for name in _of_parties(header) if name in stated
    ):
        return None
    places = {find_place(text) for texts in stated.values() for text in texts if text}
    return reach_of(frozenset(place for place in places if place is not None), _untold(header))


def _of_parties(header: Header) -> Iterator[str]:
    return (column.name for column in header.columns if _is_of_party(column))


def _untold(header: Header) -> frozenset[str]:
    """The circumstances of measures that no row states to be so."""
    return frozenset(name for name in TOLD_CIRCUMSTANCES if not _may_be_so(header, f"circumstances.{name}"))


def _may_be_so(header: Header, column: str) -> bool:
    if column not in header.by_name:
        return False
    words = header.codes.get(column)
    return words is None or any(word.strip().casefold() not in ("", "false") for word in words)
