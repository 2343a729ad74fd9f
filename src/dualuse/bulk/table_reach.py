"""The law that the rows of a table can be about: the provisions (``engine.reach``) and the period of each day.

Both are told by the words of some of its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.bulk.evaluate_rows import DEFINING_LEAVES, LawOfPeriod
from dualuse.engine.compiled import period_of
from dualuse.engine.reach import Reach, reach_of
from dualuse.engine.tables.rules import leaves_on
from dualuse.law.eu_2021_821.facts.circumstances_of_measures import TOLD_CIRCUMSTANCES
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.territories import find_place
from dualuse.schema.tables.columns import ColumnPath
from dualuse.schema.tables.header import Header
from dualuse.schema.values import LAST_DAY

DATE: Final = "date"
_DESTINATION: Final = "destination"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class TableReach:
    """``provisions``: those that rows can be about; ``periods``: by the text of a day the first day of its period.

    An empty text stands for the day of the run; a period is empty for what is no day that the contract takes.
    """

    provisions: Reach
    periods: Mapping[str, str]


def telling_columns(header: Header) -> tuple[ColumnPath, ...]:
    """The columns whose words tell the reach of a table, of those that it has."""
    return tuple(column for column in header.columns if column.name == DATE or _holds_places(column))


def reach_of_table(
    header: Header, words: Mapping[str, Iterable[str]], today: date, *, whole: bool
) -> TableReach:
    """The law that rows can be about.

    Args:
        header: the columns of the file.
        words: by name of each of :func:`telling_columns` the texts of its cells; one that is no place is refused with its row.
        today: the day of rows without a date.
        whole: all provisions are looked at, whatever the words say.
    """
    provisions = None if whole else _provisions(header, words)
    if DATE not in words:
        return TableReach(provisions, {"": period_of(today, provisions).isoformat()})
    periods = {text: _period(text or today.isoformat(), provisions) for text in words[DATE]}
    return TableReach(provisions, periods)


def _period(text: str, provisions: Reach) -> str:
    """Empty for what is not written as a day: the contract itself then says whether it takes it."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return ""
    return period_of(day, provisions).isoformat() if day and IN_FORCE <= day <= LAST_DAY else ""


def _tells_places(header: Header) -> bool:
    """Whether the places that rows state are all that count.

    So it is not where no destination is stated, a party has no country, or a person may have said which places count.
    """
    fields = [column.field for column in header.columns]
    if _DESTINATION not in fields or any(name.startswith("answers.place.") for name in fields):
        return False
    parties = {column.path[1] for column in header.columns if column.path[0] == "parties"}
    return not parties - {column.path[1] for column in header.columns if _is_of_party(column)}


def _holds_places(column: ColumnPath) -> bool:
    return _is_of_party(column) or column.field in (_DESTINATION, "purchasing_country", "consigned_to")


def _is_of_party(column: ColumnPath) -> bool:
    return column.path[0] == "parties" and len(column.path) == 3 and column.path[2] == "country"


def _provisions(header: Header, words: Mapping[str, Iterable[str]]) -> Reach:
    if not _tells_places(header):
        return None
    stated = {
        column.name: frozenset(text.strip() for text in words[column.name])
        for column in header.columns
        if _holds_places(column)
    }
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


@lru_cache(maxsize=64)
def law_of_period(day: date, only: frozenset[str] | None, reasons: bool, reach: Reach) -> LawOfPeriod:
    """What is asked of rows; what open facts ask for does not matter where outcomes alone are wanted (no ``reasons``)."""
    of_law = leaves_on(day, only, reach)
    every = tuple(dict.fromkeys((*of_law, *(DEFINING_LEAVES if only is None else ()))))
    questions = frozenset(of_law) if reasons else frozenset()
    return LawOfPeriod(day=day, leaves=every, questions=questions, only=only, reach=reach)
