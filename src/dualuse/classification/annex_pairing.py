"""Which text of one edition is which of the other, where the codes alone do not tell. The same whichever way one compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz import fuzz

from dualuse.classification.quantities import Comparable, without_codes

_LONG_ENOUGH: Final = 25
"""Characters from which on a text says by itself which provision it is: "Having any of the following" does not."""
_ALIKE: Final = 90.0
"""Likeness (0 to 100) from which on two texts under different codes are one that was renumbered and reworded."""

Texts = Mapping[str, Comparable]


def likeness(text: Comparable, other: Comparable) -> float:
    """How alike two texts are, 0 to 100, the same both ways."""
    first, second = sorted((text.key, other.key))
    return float(fuzz.ratio(first, second))


def renumbered(removed: Texts, added: Texts) -> dict[str, str]:
    """Pairs of paths, removed to added, that have the same words; then what lies under a pair; then very alike ones."""
    pairs = _unique(removed, added)
    _follow(removed, added, pairs)
    _alike(removed, added, pairs)
    _follow(removed, added, pairs)
    return pairs


def best_pairs(removed: Texts, added: Texts, least: float) -> list[tuple[str, str]]:
    """Pairs at least so alike, the most alike first, each text in one pair at most."""
    scored = [(likeness(text, two), old, new) for old, text in removed.items() for new, two in added.items()]
    pairs: list[tuple[str, str]] = []
    used_old: set[str] = set()
    used_new: set[str] = set()
    good = (row for row in scored if row[0] >= least)
    for _, old, new in sorted(good, key=lambda row: (-row[0], *sorted(row[1:]))):
        if old not in used_old and new not in used_new:
            pairs.append((old, new))
            used_old.add(old)
            used_new.add(new)
    return pairs


def _unique(removed: Texts, added: Texts) -> dict[str, str]:
    old, new = _by_words(removed), _by_words(added)
    return {old[key]: new[key] for key in old if key in new and old[key] != new[key]}


def _by_words(texts: Texts) -> dict[str, str]:
    keys = {path: without_codes(text.key) for path, text in texts.items()}
    counts = Counter(keys.values())
    return {key: path for path, key in keys.items() if counts[key] == 1 and len(key) >= _LONG_ENOUGH}


def _follow(removed: Texts, added: Texts, pairs: dict[str, str]) -> None:
    """What lies under a renumbered provision has moved with it, where its words are the same."""
    taken = set(pairs.values())
    for old in sorted(removed, key=_depth):
        parent, _, _ = old.rpartition(".")
        if old in pairs or parent not in pairs:
            continue
        key = without_codes(removed[old].key)
        under = pairs[parent]
        for new in sorted(added):
            is_child = new.rpartition(".")[0] == under
            if new not in taken and is_child and without_codes(added[new].key) == key:
                pairs[old] = new
                taken.add(new)
                break


def _alike(removed: Texts, added: Texts, pairs: dict[str, str]) -> None:
    taken = set(pairs.values())
    left = {path: text for path, text in removed.items() if path not in pairs and _is_long(text)}
    free = {path: text for path, text in added.items() if path not in taken and _is_long(text)}
    pairs.update((old, new) for old, new in best_pairs(left, free, _ALIKE) if old != new)


def _is_long(text: Comparable) -> bool:
    return len(text.key) >= 2 * _LONG_ENOUGH


def _depth(path: str) -> tuple[int, str]:
    return path.count("."), path


def in_order(paths: Iterable[str], order: Mapping[str, int]) -> list[str]:
    """Paths in the order given; those that are not in it by their nearest ancestor, then by name."""

    def place(path: str) -> tuple[int, str]:
        at = path
        while at and at not in order:
            at = at.rpartition(".")[0]
        return order.get(at, len(order)), path

    return sorted(paths, key=place)
