"""Several transactions on one screen: a row for each, the worst first, with a count of each answer."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dualuse.assessment.text.assumed import assumed, headline, rests_on_policies
from dualuse.assessment.text.in_short import clipped_sentence
from dualuse.assessment.text.sentences import OF_LAW_AGE, DeterminationSentences, named_items
from dualuse.documents.screen_parts import in_width, table_rows
from dualuse.documents.terminal import AND_MORE
from dualuse.i18n import N_, fill, semicolon, translate
from dualuse.i18n.places import place_name
from dualuse.i18n.statuses import RELEASE
from dualuse.inputs.wrapping import MOST_LINES
from dualuse.schema.determination import Determination

_ROOM: Final = MOST_LINES - 5
"""Lines of the rows: the count stands above them, and what an assessment says below."""
_ALL: Final = sys.maxsize
_FEW_NAMES: Final = 5
"""Of rows that stand together."""
_BEHIND_NAME: Final = " · "
"""Between the reference, or the file, and what else tells a transaction."""
_MOST_OF_AN_ITEM: Final = 24
"""Signs of a description that tells a transaction from others."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Lines that each stop and each other row may have; ``names``: those with the same answer are one row, which names so many (0: each is its own)."""

    stops: int
    others: int
    names: int


_SHORTER: Final = (
    _Form(_ALL, 2, names=0),
    _Form(_ALL, 1, names=0),
    _Form(_ALL, 1, names=_ALL),
    _Form(_ALL, 0, names=_ALL),
    _Form(_ALL, 0, names=_FEW_NAMES),
    *(_Form(lines, 0, names=_FEW_NAMES) for lines in (3, 2, 1)),
)
"""From long to short."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a table says of one of several transactions; ``verdict``: the release in words, which say of a "go" whether it rests on assumptions."""

    release: str
    verdict: str
    name: str
    answer: str
    reason: str


def name_without_reference(determination: Determination, file: str) -> str:
    """What tells a transaction without reference from others: its file, destination and first item."""
    stated = determination.transaction
    items: Sequence[object] = stated.get("items") or ({},)
    first = items[0] if isinstance(items[0], Mapping) else {}
    entries = first.get("entries") or ()
    item = clipped_sentence(str(first.get("description") or ", ".join(map(str, entries))), _MOST_OF_AN_ITEM)
    place = place_name(stated.get("destination"), determination.language)
    own = Path(file).name if file and file != "-" else ""
    return _BEHIND_NAME.join(filter(None, (own, place, item)))


def line_of(determination: Determination, file: str = "") -> Line:
    """The row of a transaction; ``file``: that it was read from."""
    text = DeterminationSentences(determination)
    unnamed = "" if determination.reference else name_without_reference(determination, file)
    reasons = [row.text for row in determination.release_because if row.code not in OF_LAW_AGE]
    most = len(reasons) if determination.release == "stop" else 1
    # A reason to ask is one already; what a "go" rests on stands before why.
    is_go = determination.release == "go" and rests_on_policies(determination)
    taken = assumed(determination) if is_go else ""
    reason = semicolon(determination.language).join(reasons[:most])
    return Line(
        determination.release,
        headline(determination),
        unnamed or text.name(),
        text.answer(),
        " ".join(filter(None, (taken, reason))),
    )


def several(lines: Sequence[Line], width: int, language: str) -> Iterator[str]:
    """Several transactions, the worst first, with a count of each answer."""
    worst = sorted(lines, key=lambda line: -RELEASE.rank(line.release))
    counts = ", ".join(
        f"{number} {verdict}" for verdict, number in Counter(line.verdict for line in worst).items()
    )
    total = translate(N_("{number} transactions: {counts}"), language)
    yield total.format(number=len(lines), counts=counts)
    yield ""
    ordered = sorted(_told_apart(lines), key=lambda line: -RELEASE.rank(line.release))
    yield from _on_the_screen(ordered, width, language)


def _on_the_screen(lines: Sequence[Line], width: int, language: str) -> list[str]:
    """The rows with room for each: reasons of a stop are whole as long as others can give way, by fewer lines, by standing together where the answer
    is the same, by a count; then each stop has fewer lines, and last those that have no room are counted."""
    shown: list[str] = []
    for form in _SHORTER:
        shown = _in_form(lines, form, width, language)
        if len(shown) <= _ROOM:
            return shown
    rows = _in_form(lines, _SHORTER[-1], width, language)[: _ROOM - 1]
    return [*rows, _counted(len(lines) - len(rows), language)]


def _in_form(lines: Sequence[Line], form: _Form, width: int, language: str) -> list[str]:
    stops, others = (
        [line for line in lines if (line.release == "stop") is is_stop] for is_stop in (True, False)
    )
    folded = 0
    if form.names:
        stops, others = _together(stops, form.names), _together(others, form.names)
    if form.others == 0:
        folded, others = len(lines) - sum(line.release == "stop" for line in lines), []
    rows: list[tuple[str, ...]] = [
        (line.verdict, line.name, line.reason or line.answer) for line in (*stops, *others)
    ]
    rows = in_width(rows, width) if rows else []
    each = [
        *table_rows(rows[: len(stops)], width, form.stops),
        *table_rows(rows[len(stops) :], width, form.others),
    ]
    return [text for row in each for text in row] + ([_counted(folded, language)] if folded else [])


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
