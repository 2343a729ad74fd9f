"""What differs between two determinations as JSON, place by place.

Rows of a list are matched by what names them (a finding by its item and provision), not by their position, so that a
row that came or went is one difference and not one in every row after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "items": ("id",),
    "general_authorisations": ("id",),
    "findings": ("item", "provision"),
    "missing": ("code",),
    "obligations": ("code", "authorisation"),
    "conditions": ("code",),
    "because": ("code",),
    "release_because": ("code",),
    "assumptions": ("fact", "policy"),
    "not_examined": ("act",),
    "warnings": ("code",),
    "customs": ("code", "items"),
    "hits": ("party", "list", "entity"),
    "effects": ("provision",),
    "lists": ("list",),
}
"""By what the rows of a list are known."""

_WORDING: Final = frozenset({"text", "question", "why", "meaning"})
"""Fields that hold a sentence; what it says stands in codes and parameters beside it."""

_STEP: Final = re.compile(r"[^.\[\]]+|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: ``kind`` is ``changed``, ``added`` (recomputed only), ``removed`` (recorded only) or ``order``."""

    path: str
    kind: str
    recorded: Any
    recomputed: Any

    @property
    def steps(self) -> tuple[str, ...]:
        """The path in steps: ``("findings", "[1, Art. 4(1)]", "status")``."""
        return tuple(_STEP.findall(self.path))

    @property
    def wording(self) -> bool:
        """Whether a sentence alone differs, not what it says."""
        return self.kind == "changed" and self.steps[-1:] != () and self.steps[-1] in _WORDING


def differences(recorded: Any, recomputed: Any) -> tuple[Difference, ...]:
    """Every place where the two differ, in the order of the recomputed one."""
    return tuple(_differences(recorded, recomputed, "", ""))


def _differences(recorded: Any, recomputed: Any, path: str, field: str) -> Iterator[Difference]:
    if same(recorded, recomputed):
        return
    if isinstance(recorded, dict) and isinstance(recomputed, dict):
        yield from _field_differences(recorded, recomputed, path)
    elif isinstance(recorded, list) and isinstance(recomputed, list) and _named(field, recorded, recomputed):
        yield from _row_differences(recorded, recomputed, path, field)
    else:
        yield Difference(path, "changed", recorded, recomputed)


def same(first: Any, second: Any) -> bool:
    """Whether two JSON values are the same; ``1``, ``1.0`` and ``true`` are not."""
    if type(first) is not type(second):
        return False
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[name], second[name]) for name in first)
    if isinstance(first, list):
        return len(first) == len(second) and all(map(same, first, second))
    return bool(first == second)


def _field_differences(
    recorded: dict[str, Any], recomputed: dict[str, Any], path: str
) -> Iterator[Difference]:
    for name in (*recomputed, *(name for name in recorded if name not in recomputed)):
        place = f"{path}.{name}" if path else name
        if name not in recorded:
            yield Difference(place, "added", None, recomputed[name])
        elif name not in recomputed:
            yield Difference(place, "removed", recorded[name], None)
        else:
            yield from _differences(recorded[name], recomputed[name], place, name)


def _named(field: str, *lists: list[Any]) -> bool:
    return field in _NAMES and all(isinstance(row, dict) for rows in lists for row in rows)


def _row_differences(
    recorded: list[Any], recomputed: list[Any], path: str, field: str
) -> Iterator[Difference]:
    before, after = _by_name(recorded, field), _by_name(recomputed, field)
    for name, row in after.items():
        if name in before:
            yield from _differences(before[name], row, _place(path, name), "")
        else:
            yield Difference(_place(path, name), "added", None, row)
    for name, row in before.items():
        if name not in after:
            yield Difference(_place(path, name), "removed", row, None)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Difference(path, "order", [name for name, _ in before], [name for name, _ in after])


def _by_name(rows: list[dict[str, Any]], field: str) -> dict[tuple[str, int], dict[str, Any]]:
    """The rows by their names, and of several of one name by their number."""
    named: dict[tuple[str, int], dict[str, Any]] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        name = ", ".join(
            _cell_text(row.get(part)) for part in _NAMES[field] if row.get(part) not in (None, "")
        )
        seen[name] += 1
        named[name, seen[name]] = row
    return named


def _place(path: str, name: tuple[str, int]) -> str:
    return f"{path}[{name[0]}]" if name[1] == 1 else f"{path}[{name[0]} #{name[1]}]"


def _cell_text(value: Any) -> str:
    return ", ".join(map(_cell_text, value)) if isinstance(value, list) else str(value)
