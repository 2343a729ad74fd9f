"""Two editions of Annex I compared: provisions, notes, definitions and general notes; or their codes alone.

Which text of one edition is which of the other, where the codes alone do not tell, comes out the same whichever way one compares.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Final

from rapidfuzz import fuzz

from dualuse.classification.annex_change import AnnexDiff, Change, Sign, Threshold, What, Words
from dualuse.classification.quantities import Comparable, comparable, same_letters, without_codes
from dualuse.i18n import N_, Message
from dualuse.sources.annex.text import LOST_POWER, AnnexLine, AnnexText, Kind
from dualuse.sources.annex.words import is_not_used, languages, words

_OTHER_TEXT: Final = 55.0
"""Likeness below which the same code holds another provision: what stood there may have moved."""
_SAME_NOTE: Final = 60.0
"""Likeness from which on two notes under one provision are one that was reworded."""
_SIGNS: Final[Mapping[Sign, Sign]] = {"same": "same", "removed": "added", "added": "removed"}

_NAMED: Final[Mapping[Kind, str]] = {
    "definition": N_("The text of {edition} is without definitions: they could not be compared."),
    "general_note": N_("The text of {edition} is without general notes: they could not be compared."),
}

_Texts = dict[str, Comparable]


Codes = frozenset[str]
_NO_CODES: Final[tuple[Codes, Codes]] = (frozenset(), frozenset())


def text_diff(earlier: AnnexText, later: AnnexText, known: tuple[Codes, Codes] = _NO_CODES) -> AnnexDiff:
    """Compare two texts in one language. Of the same text nothing changed; the other way round, the same mirrored.

    ``known``: codes that the editions have whatever their texts say: a provision that only a text lacks was not added.
    """
    old, new = _provisions(earlier), _provisions(later)
    changes, unread = _without_unread(_provision_changes(old, new), (_above(old), _above(new)), known)
    order = _order(earlier, later)
    changes += _note_changes(_notes(earlier), _notes(later))
    changes.sort(
        key=lambda change: (_natural(change.entry), order.get(change.path, 0), change.part != "provision")
    )
    limits = [
        Message(
            "annex_not_official",
            N_("The text of {edition} is not from the Official Journal or its consolidation, but: {source}."),
            {"edition": text.edition, "source": text.source},
        )
        for text in (earlier, later)
        if not text.celex
    ]
    for kind in _NAMED:
        sides = [any(line.kind == kind for line in text.lines) for text in (earlier, later)]
        if all(sides):
            changes.extend(_named_changes(earlier, later, kind))
        elif any(sides):
            lacking = earlier if sides[1] else later
            limits.append(Message(f"annex_without_{kind}", _NAMED[kind], {"edition": lacking.edition}))
    cut = {path for path in old.keys() & new.keys() if _has_gap(old[path]) or _has_gap(new[path])}
    gaps = tuple(in_order(cut | unread, order))
    return AnnexDiff(
        earlier=earlier.edition, later=later.edition, language=later.language, basis="text",
        changes=tuple(changes), limits=tuple(limits), gaps=gaps,
    )  # fmt: skip


def code_diff(
    earlier: str,
    later: str,
    codes: tuple[Iterable[str], Iterable[str]],
    *,
    language: str,
    limits: tuple[Message, ...] = (),
) -> AnnexDiff:
    """Compare the codes alone: ``codes`` of the ``earlier`` and of the ``later`` edition, without those kept free."""
    old, new = set(codes[0]), set(codes[1])
    changes = [Change("removed", "provision", path[:5], path) for path in old - new]
    changes += [Change("added", "provision", path[:5], path) for path in new - old]
    changes.sort(key=lambda change: _natural(change.path))
    return AnnexDiff(
        earlier=earlier, later=later, language=language, basis="codes", changes=tuple(changes), limits=limits
    )


def _natural(path: str) -> list[tuple[int, str]]:
    """``a.10`` after ``a.9``."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in path.split(".")]


def provision_codes(text: AnnexText) -> frozenset[str]:
    """The codes of a text, without those kept free."""
    return frozenset(_provisions(text))


def _provisions(text: AnnexText) -> _Texts:
    return _texts_of(
        line for line in text.lines if line.kind == "provision" and not is_not_used(line.text, text.language)
    )


def _texts_of(lines: Iterable[AnnexLine]) -> _Texts:
    """The texts by their path, lines of one path as one."""
    joined: dict[str, str] = {}
    for line in lines:
        joined[line.path] = f"{joined.get(line.path, '')} {line.text}".strip()
    return {path: comparable(text) for path, text in joined.items()}


def _order(earlier: AnnexText, later: AnnexText) -> dict[str, int]:
    """Places of the paths: as the later edition has them, those of the earlier one by their own."""
    lines = (line for text in (earlier, later) for line in reversed(text.lines))
    return {line.path: line.number for line in lines if line.entry}


def _has_gap(text: Comparable) -> bool:
    return text.cut or LOST_POWER in text.plain


def _provision_changes(old: _Texts, new: _Texts) -> list[Change]:
    shared = {path for path in old.keys() & new.keys() if not old[path].same(new[path])}
    moved = {path for path in shared if likeness(old[path], new[path]) < _OTHER_TEXT}
    removed = {path: old[path] for path in old if path not in new or path in moved}
    added = {path: new[path] for path in new if path not in old or path in moved}
    pairs = renumbered(removed, added)
    arrived = set(pairs.values())
    stayed = {path for path in moved if path not in pairs and path not in arrived}
    changes = [
        _changed("provision", path, path, old=old[path], new=new[path]) for path in (shared - moved) | stayed
    ]
    changes += [
        _changed("provision", before, after, old=old[before], new=new[after])
        for before, after in pairs.items()
    ]
    changes += [
        Change("removed", "provision", path[:5], path, old=text.plain)
        for path, text in removed.items()
        if path not in pairs and path not in stayed
    ]
    changes += [
        Change("added", "provision", path[:5], path, new=text.plain)
        for path, text in added.items()
        if path not in arrived and path not in stayed
    ]
    return changes


def _above(texts: _Texts) -> Codes:
    """All codes that lie above one of the texts: an entry or provision without words of its own is there too."""
    above: set[str] = set()
    for path in texts:
        while path := path.rpartition(".")[0]:
            above.add(path)
    return frozenset(above)


def _without_unread(
    changes: list[Change], above: tuple[Codes, Codes], known: tuple[Codes, Codes]
) -> tuple[list[Change], set[str]]:
    """The changes without what was there before, or is there still, although a text does not say it; and their paths."""
    there = {"added": above[0] | known[0], "removed": above[1] | known[1]}
    unread = {change.path for change in changes if change.path in there.get(change.what, ())}
    gone = [change for change in changes if change.what not in there or change.path not in unread]
    return gone, unread


def _changed(
    part: Kind, before: str, after: str, *, old: Comparable, new: Comparable, entry: str | None = None
) -> Change:
    thresholds = _thresholds(old, new)
    what: What = "reworded"
    if before != after:
        what = "renumbered"
    elif thresholds and old.masked == new.masked:
        what = "threshold"
    elif not thresholds and same_letters(old, new):
        what = "editorial"
    return Change(
        what,
        part,
        after[:5] if entry is None else entry,
        after,
        former=before if before != after else "",
        old=old.plain,
        new=new.plain,
        thresholds=thresholds,
        words=() if old.same(new) else _word_by_word(old.plain, new.plain),
    )


def _thresholds(old: Comparable, new: Comparable) -> tuple[Threshold, ...]:
    """The numbers that changed: each where only numbers did, else those in the same place with the same unit."""
    if old.masked == new.masked:
        return tuple(
            Threshold(str(earlier), str(later))
            for earlier, later in zip(old.quantities, new.quantities, strict=False)
            if not earlier.equals(later)
        )
    if old.cut or new.cut:
        return ()
    swapped = old.plain > new.plain
    first, second = (new, old) if swapped else (old, new)
    thresholds: list[Threshold] = []
    matcher = SequenceMatcher(
        None, list(map(str, first.quantities)), list(map(str, second.quantities)), autojunk=False
    )
    for name, start, stop, at, to in matcher.get_opcodes():
        if name != "replace" or stop - start != to - at:
            continue
        pairs = zip(first.quantities[start:stop], second.quantities[at:to], strict=True)
        for earlier, later in ((right, left) if swapped else (left, right) for left, right in pairs):
            if earlier.unit and earlier.unit == later.unit and not earlier.equals(later):
                thresholds.append(Threshold(str(earlier), str(later)))
    return tuple(thresholds)


def _word_by_word(old: str, new: str) -> tuple[Words, ...]:
    """Both texts as runs of words. Always compared in the same direction: difflib would give another answer backwards."""
    swapped = old > new
    first, second = (new.split(), old.split()) if swapped else (old.split(), new.split())
    runs: list[Words] = []
    for name, start, stop, at, to in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if name == "equal":
            runs.append(Words("same", " ".join(first[start:stop])))
            continue
        pair = [Words("removed", " ".join(first[start:stop])), Words("added", " ".join(second[at:to]))]
        if swapped:
            pair = [Words(_SIGNS[run.sign], run.text) for run in reversed(pair)]
        runs.extend(run for run in pair if run.text)
    return tuple(runs)


def _notes(text: AnnexText) -> dict[str, list[tuple[str, Comparable]]]:
    """Per entry its notes as (path, words without the head): "Note" becomes "Note 1" when a second one comes."""
    head = words(text.language).note if text.language in languages() else re.compile("(?!)")
    notes: dict[str, list[tuple[str, Comparable]]] = defaultdict(list)
    for line in text.lines:
        if line.kind == "note":
            notes[line.entry].append(
                (line.path, comparable(head.sub("", line.text, count=1).strip() or line.text))
            )
    return notes


def _note_changes(
    old: Mapping[str, list[tuple[str, Comparable]]], new: Mapping[str, list[tuple[str, Comparable]]]
) -> list[Change]:
    changes: list[Change] = []
    for entry in sorted(old.keys() | new.keys()):
        left, free = _without_same(old.get(entry, []), new.get(entry, []))
        for path in sorted({path for path, _ in left} | {path for path, _ in free}):
            before = {str(at): text for at, (where, text) in enumerate(left) if where == path}
            after = {str(at): text for at, (where, text) in enumerate(free) if where == path}
            pairs = best_pairs(before, after, _SAME_NOTE)
            changes += [
                _changed("note", path, path, old=before[earlier_place], new=after[later_place], entry=entry)
                for earlier_place, later_place in pairs
            ]
            matched = {earlier_place for earlier_place, _ in pairs}, {later_place for _, later_place in pairs}
            changes += [
                Change("removed", "note", entry, path, old=text.plain)
                for at, text in before.items()
                if at not in matched[0]
            ]
            changes += [
                Change("added", "note", entry, path, new=text.plain)
                for at, text in after.items()
                if at not in matched[1]
            ]
    return changes


def _without_same(
    old: list[tuple[str, Comparable]], new: list[tuple[str, Comparable]]
) -> tuple[list[tuple[str, Comparable]], list[tuple[str, Comparable]]]:
    """The notes of an entry that the other edition does not have word for word, wherever in the entry it sets them."""
    free = list(new)
    left = []
    for row in old:
        match = next((other for other in free if other[1].same(row[1])), None)
        if match is None:
            left.append(row)
        else:
            free.remove(match)
    return left, free


def _named_changes(earlier: AnnexText, later: AnnexText, kind: Kind) -> list[Change]:
    """Definitions by their term, general notes by their name."""
    old, new = (_texts_of(line for line in text.lines if line.kind == kind) for text in (earlier, later))
    changes = []
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            changes.append(Change("removed", kind, "", name, old=old[name].plain))
        elif name not in old:
            changes.append(Change("added", kind, "", name, new=new[name].plain))
        elif not old[name].same(new[name]):
            changes.append(_changed(kind, name, name, old=old[name], new=new[name], entry=""))
    return changes


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
    good = [
        (alike, old, new)
        for old, removed_text in removed.items()
        for new, added_text in added.items()
        if (alike := likeness(removed_text, added_text)) >= least
    ]
    pairs: list[tuple[str, str]] = []
    used_old: set[str] = set()
    used_new: set[str] = set()
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
    for old in sorted(removed, key=lambda path: (path.count("."), path)):
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


def in_order(paths: Iterable[str], order: Mapping[str, int]) -> list[str]:
    """Paths in the order given; those that are not in it by their nearest ancestor, then by name."""

    def place(path: str) -> tuple[int, str]:
        at = path
        while at and at not in order:
            at = at.rpartition(".")[0]
        return order.get(at, len(order)), path

    return sorted(paths, key=place)
