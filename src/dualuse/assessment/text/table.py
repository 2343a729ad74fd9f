"""Several transactions on one screen: a row for each, the worst first, with a count of each answer."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dualuse.assessment.text.assumed import assumed, headline, rests_on_policies
from dualuse.assessment.text.sentences import OF_LAW_AGE, DeterminationSentences, named_items
from dualuse.documents.screen_parts import in_width, table_rows
from dualuse.documents.terminal import AND_MORE, COLOURS
from dualuse.i18n import N_, fill, semicolon, translate
from dualuse.i18n.places import place_name
from dualuse.i18n.statuses import EFFECT, RELEASE
from dualuse.inputs.colours import styled
from dualuse.inputs.wrapping import MOST_LINES, clipped_sentence, wrapped_lines
from dualuse.schema.determination import Determination
from dualuse.schema.screening import ListUsed
from dualuse.screening.words import used_lists_doubt

_ROOM: Final = MOST_LINES - 5
"""Lines of the rows: the count stands above them, and what an assessment says below."""
_ALL: Final = sys.maxsize
_FEW_NAMES: Final = 5
"""Of rows that stand together."""
_BEHIND_NAME: Final = " · "
"""Between the reference, or the file, and what else tells a transaction."""
_FIRST_OF: Final = N_("first of {number} reasons: {reason}")
_MOST_OF_AN_ITEM: Final = 24
"""Signs of a description that tells a transaction from others."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Lines that each stop and each other row may have; ``names``: those with the same answer are one row, which names so many (0: each is its own);
    ``about``: how much of what a transaction is about stands behind its name."""

    stops: int
    others: int
    names: int
    about: int = 0


_SHORTER: Final = (
    *(_Form(_ALL, 2, names=0, about=number) for number in (2, 1, 0)),
    _Form(_ALL, 1, names=0),
    _Form(_ALL, 4, names=_ALL),
    _Form(_ALL, 0, names=_ALL),
    _Form(_ALL, 0, names=_FEW_NAMES),
    *(_Form(lines, 0, names=_FEW_NAMES) for lines in (3, 2, 1)),
)
"""From long to short."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a table says of one of several transactions.

    ``verdict``: the release in words, which say of a "go" whether it rests on assumptions; ``effect``: the least that the law asks, by which rows
    of one release are in order; ``lists``: those that its parties were compared with; ``about``: the destination, then the item, where the name does
    not tell them.
    """

    release: str
    verdict: str
    name: str
    answer: str
    reason: str
    effect: str = EFFECT.codes[0]
    lists: tuple[ListUsed, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def severity(self) -> tuple[int, int]:
        """What sorts rows: the release, then the least that the law asks."""
        return RELEASE.rank(self.release), EFFECT.rank(self.effect)


def destination_and_item(determination: Determination) -> tuple[str, ...]:
    """The destination and the first item of a transaction, as far as they are stated."""
    stated = determination.transaction
    items: Sequence[object] = stated.get("items") or ({},)
    first = items[0] if isinstance(items[0], Mapping) else {}
    entries = first.get("entries") or ()
    item = clipped_sentence(str(first.get("description") or ", ".join(map(str, entries))), _MOST_OF_AN_ITEM)
    place = place_name(stated.get("destination"), determination.language)
    return tuple(filter(None, (place, item)))


def name_without_reference(determination: Determination, file: str) -> str:
    """What tells a transaction without reference from others: its file, destination and first item."""
    own = Path(file).name if file and file != "-" else ""
    return _BEHIND_NAME.join(filter(None, (own, *destination_and_item(determination))))


def line_of(determination: Determination, file: str = "") -> Line:
    """The row of a transaction; ``file``: that it was read from."""
    text = DeterminationSentences(determination)
    unnamed = "" if determination.reference else name_without_reference(determination, file)
    reasons = [row.text for row in determination.release_because if row.code not in OF_LAW_AGE]
    # A reason to ask is one already; what a "go" rests on stands before why.
    is_go = determination.release == "go" and rests_on_policies(determination)
    taken = assumed(determination) if is_go else ""
    reason = reasons_in_a_row(reasons, determination.release, determination.language)
    return Line(
        determination.release,
        headline(determination),
        unnamed or text.name(),
        text.answer(),
        " ".join(filter(None, (taken, reason))),
        effect=determination.range[0],
        lists=tuple(determination.screening.lists),
        about=() if unnamed else destination_and_item(determination),
    )


def reasons_in_a_row(reasons: Sequence[str], release: str, language: str) -> str:
    """Every reason of a stop; else the first, and of how many it is: the count stands before it, where nothing cuts it."""
    if release == "stop" or len(reasons) < 2:
        return semicolon(language).join(reasons)
    return fill(_FIRST_OF, language, number=len(reasons), reason=reasons[0])


def several(lines: Sequence[Line], width: int, language: str) -> Iterator[str]:
    """Several transactions, the worst first, with a count of each answer; lists that are out of date, or not whole, on a line below it."""
    worst = sorted(lines, key=lambda line: line.severity, reverse=True)
    counts = ", ".join(
        f"{number} {verdict}" for verdict, number in Counter(line.verdict for line in worst).items()
    )
    total = translate(N_("{number} transactions: {counts}"), language)
    yield total.format(number=len(lines), counts=counts)
    doubt = lists_in_doubt(lines, width, language)
    yield from doubt
    yield ""
    ordered = sorted(_told_apart(lines), key=lambda line: line.severity, reverse=True)
    yield from _on_the_screen(ordered, width, language, _ROOM - len(doubt))


def lists_in_doubt(lines: Iterable[Line], width: int, language: str) -> list[str]:
    """The lines that say which lists are out of date, or not whole, of those that any of the transactions was screened against; none where all are well."""
    lists = tuple(dict.fromkeys(used for line in lines for used in line.lists))
    text = used_lists_doubt(lists, language, hits=True)
    return [
        styled(line, line, COLOURS["ask"]) for line in wrapped_lines(text, width, rest="  ", divided=True)
    ]


def _on_the_screen(lines: Sequence[Line], width: int, language: str, room: int) -> list[str]:
    """The rows with room for each: reasons of a stop are whole as long as others can give way, by fewer lines, by standing together where the answer
    is the same, by a count; then each stop has fewer lines, and last those that have no room are counted."""
    shown: list[str] = []
    for form in _SHORTER:
        shown = _in_form([_with_about(line, form.about) for line in lines], form, width, language, room)
        if len(shown) <= room and (form.about == 0 or _leaves_room(lines, form.about, width)):
            return shown
    rows = _in_form(lines, _SHORTER[-1], width, language, room)[: room - 1]
    return [*rows, _counted(len(lines) - len(rows), language)]


def _with_about(line: Line, number: int) -> Line:
    return replace(line, name=_BEHIND_NAME.join((line.name, *line.about[:number])))


def _leaves_room(lines: Sequence[Line], number: int, width: int) -> bool:
    """Whether reasons have half of the screen beside the names with what they are about."""
    names = (_with_about(line, number).name for line in lines)
    taken = max(len(line.verdict) for line in lines) + max(map(len, names))
    return taken <= width // 2


def _in_form(lines: Sequence[Line], form: _Form, width: int, language: str, room: int) -> list[str]:
    stops, others = (
        [line for line in lines if (line.release == "stop") is is_stop] for is_stop in (True, False)
    )
    if form.names:
        stops = _together(stops, form.names)
        others = others if form.others == 0 else _together(others, form.names)
    rows: list[tuple[str, ...]] = [
        (line.verdict, line.name, line.reason or line.answer) for line in (*stops, *others)
    ]
    rows = _in_columns(in_width(rows, width)) if rows else []
    above = [text for row in table_rows(rows[: len(stops)], width, form.stops) for text in row]
    if form.others:
        below = table_rows(rows[len(stops) :], width, form.others)
        return [*above, *(text for row in below for text in row)]
    # Where there is no room for all, the worst of the others have a line each, and the rest is counted.
    number = min(len(others), max(0, room - len(above) - 1))
    below = table_rows(rows[len(stops) : len(stops) + number], width, 1)
    counted = [_counted(len(others) - number, language)] if number < len(others) else []
    return [*above, *(text for row in below for text in row), *counted]


def _in_columns(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with cells as wide as the widest of their column: stops and the others stand below each other, however many lines each may have."""
    wide = [max(map(len, cells)) for cells in zip(*rows, strict=True)][:-1]
    return [(*(cell.ljust(number) for cell, number in zip(row, wide, strict=False)), row[-1]) for row in rows]


def _counted(number: int, language: str) -> str:
    return f"  {fill(AND_MORE, language, number=number)}"


def _together(lines: Sequence[Line], most: int) -> list[Line]:
    """The rows, those with the same answer together under the names of the first of them, with how many they are."""
    alike: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        alike.setdefault((line.verdict, line.reason or line.answer), []).append(line)
    return [
        replace(group[0], name=named_items([line.name.partition(_BEHIND_NAME)[0] for line in group], most))
        if len(group) > 1
        else group[0]
        for group in alike.values()
    ]


def _told_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows; of those with one name each has its number."""
    times_named = Counter(line.name for line in lines)
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.name] += 1
        yield replace(line, name=f"{line.name} ({seen[line.name]})") if times_named[line.name] > 1 else line
