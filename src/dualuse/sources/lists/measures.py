"""What an entry of a list means: the table ``measures.toml`` beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

from dualuse.inputs.data_files import read_toml
from dualuse.sources.lists.listed_party import MeasureKind


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    return read_toml(Path(__file__).with_name("measures.toml"))


def _kinds(names: list[str]) -> tuple[MeasureKind, ...]:
    for name in names:
        if name not in get_args(MeasureKind):
            raise ValueError(f"measures.toml: {name} is no kind of measure")
    return tuple(cast(MeasureKind, name) for name in names)


@lru_cache(maxsize=4_096)
def kinds_for(list_id: str, key: str = "", section: str = "programmes") -> tuple[MeasureKind, ...]:
    """The kinds of measure of ``list_id`` for ``key`` in ``section``; the list's own where the key has no row."""
    table = _table()[list_id]
    return _kinds(table.get(section, {}).get(key, table["measures"]))


@lru_cache(maxsize=4_096)
def kinds_named(list_id: str, key: str, section: str) -> tuple[MeasureKind, ...]:
    """The kinds that ``section`` of ``list_id`` gives for exactly ``key``; empty where it has no such row."""
    return _kinds(_table().get(list_id, {}).get(section, {}).get(key, []))
