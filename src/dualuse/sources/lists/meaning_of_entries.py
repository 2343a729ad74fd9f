"""What an entry of a list means for the listed party: the table ``meaning_of_entries.toml`` beside this module."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, cast, get_args

from dualuse.data_folders import DataError, data_file, path_in_package
from dualuse.inputs.data_files import FLAG, TEXT, AnyTable, Each, OneOf, Table, read_toml
from dualuse.sources.lists.known_lists import known_list, known_lists
from dualuse.sources.lists.listed_party import MeasureKind

_KINDS: Final = Each(OneOf(get_args(MeasureKind)), least=1)
_SECTIONS: Final = ("programmes", "persons", "datasets", "topics", "words", "annexes")
"""What a reader of a list can ask by, beside the list itself."""
_DATA_SETS: Final = "ftm"
"""The table of the data sets in the FollowTheMoney shape, which are lists of many authorities."""
_LIST: Final = Table(
    {"measures": _KINDS, "reference": TEXT, "verified": FLAG}, dict.fromkeys(_SECTIONS, AnyTable(_KINDS))
)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    """The table, checked: every list is known, every kind is a kind of measure.

    Raises:
        DataError: one is not, or a field has a slip in its name.
    """
    path = data_file("sources/lists/meaning_of_entries.toml")
    table = read_toml(path)
    known = (*known_lists(), *filter(known_list, table), _DATA_SETS)
    Table({}, dict.fromkeys(known, _LIST), of="list").check(table, path_in_package(path))
    return table


def _kinds(names: list[str]) -> tuple[MeasureKind, ...]:
    return tuple(cast(MeasureKind, name) for name in names)


def has_meaning(list_id: str) -> bool:
    """Whether the table says what an entry of ``list_id`` means."""
    return list_id in _table()


@lru_cache(maxsize=4_096)
def kinds_for(list_id: str, key: str = "", section: str = "programmes") -> tuple[MeasureKind, ...]:
    """The kinds of measure of ``list_id`` for ``key`` in ``section``; the list's own where the key has no row.

    Raises:
        DataError: the table has no such list, see :func:`has_meaning`.
    """
    if not has_meaning(list_id):
        raise DataError(
            f"sources/lists/meaning_of_entries.toml: it does not say what an entry of {list_id} means"
        )
    table = _table()[list_id]
    return _kinds(table.get(section, {}).get(key, table["measures"]))


@lru_cache(maxsize=4_096)
def kinds_named(list_id: str, key: str, section: str) -> tuple[MeasureKind, ...]:
    """The kinds that ``section`` of ``list_id`` gives for exactly ``key``; empty where it has no such row."""
    return _kinds(_table().get(list_id, {}).get(section, {}).get(key, []))
