"""A replay as a person reads it: the same or not, under which law, and then what differs, part by part."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from dualuse.documents.blocks import Block, Bullets, Paragraph, Part, text
from dualuse.documents.speech import Speech
from dualuse.documents.terminal import Terminal
from dualuse.i18n import N_, labelled, short_day
from dualuse.law_changes.json_diff import Difference
from dualuse.law_changes.replay import Replay

_HEADLINES: Final[dict[tuple[str, bool], str]] = {
    ("same", True): N_("SAME: the same answer to the last byte, under the recorded law."),
    ("same", False): N_("SAME: the same answer, although the law's files have changed since."),
    ("reworded", True): N_(
        "SAME BUT FOR WORDING: under the recorded law outcome, reasons, duties and days are the same; read the sentences"
        " that are worded differently."
    ),
    ("reworded", False): N_(
        "SAME BUT FOR WORDING: under the law installed here outcome, reasons, duties and days are the same; read the"
        " sentences that are worded differently."
    ),
    ("differs", True): N_(
        "DIFFERENT: under the recorded law the recorded transaction gives another answer. The file was changed after"
        " it was written, or the software outside the law was."
    ),
    ("differs", False): N_(
        "DIFFERENT: the law installed here gives another answer than the recorded law did."
    ),
}
_PARTS: Final = (
    "release",
    "outcome",
    "range",
    "items",
    "findings",
    "missing",
    "obligations",
    "customs",
    "release_because",
    "warnings",
)
"""What is shown first; the other parts follow as they stand in a determination."""
_SHOWN: Final = 40
_VALUE: Final = 160
_MARKS: Final = {"added": "+", "removed": "−", "changed": "±"}


def replay_text(replay: Replay, language: str = "en", width: int = 100) -> str:
    """The replay as plain text, lines at most ``width`` characters wide where words allow it."""
    return Terminal(width).text(_ReplayBlocks(replay, language).blocks())


class _ReplayBlocks:
    def __init__(self, replay: Replay, language: str) -> None:
        self._it = replay
        self._language = language
        self._say: Final = Speech.in_language(language).say

    def blocks(self) -> Iterator[Block]:
        """The headline, under which law, and what differs."""
        it = self._it
        day = short_day(it.date, self._language)
        yield Paragraph(text(f"{it.reference or self._say(N_('Transaction'))} · {day}"))
        yield Paragraph(text(self._say(_HEADLINES[it.status, it.law_at_hand])))
        if any(row.path == "transaction_checksum" for row in it.differences) and it.law_at_hand:
            changed = N_(
                "The transaction does not fit its checksum: it was changed after the answer was given."
            )
            yield Paragraph(text(self._say(changed)))
        yield Part((), tuple(self._stamps()))
        yield from self._differences()

    def _stamps(self) -> Iterator[Block]:
        it = self._it
        rows = [(N_("recorded"), it.recorded), (N_("replayed"), it.replayed)]
        if it.recorded == it.replayed:
            rows = [(N_("recorded and replayed"), it.replayed)]
        for title, stamp in rows:
            law = self._say(N_("law {law}, {software}"), law=_short(stamp.law), software=stamp.software)
            yield Paragraph(text(labelled(self._say(title), law, self._language)))
        if not it.law_at_hand:
            yield Paragraph(text(self._where_the_law_is()))

    def _where_the_law_is(self) -> str:
        it = self._it
        if it.recorded.software == it.replayed.software:
            text = N_(
                "The recorded law is not at hand here: {software} is installed, but its law's files are others. Name the"
                " Python of the installation that wrote the answer, --law PYTHON."
            )
            return self._say(text, software=it.recorded.software)
        text = N_(
            "The recorded law is not at hand here. It came with {software}: install that release in an environment of"
            " its own and name its Python, --law PYTHON."
        )
        return self._say(text, software=it.recorded.software)

    def _differences(self) -> Iterator[Block]:
        groups: dict[str, list[Difference]] = {}
        for row in sorted(self._it.differences, key=_rank):
            groups.setdefault(_head(row), []).append(row)
        lines = [text(self._group(head, rows)) for head, rows in groups.items()]
        shown: list[Block] = [Bullets(tuple(lines[:_SHOWN]))]
        if len(lines) > _SHOWN:
            more = N_("and {number} more places: see --json")
            shown.append(Paragraph(text(self._say(more, number=len(lines) - _SHOWN))))
        if lines:
            title = self._say(N_("What differs (recorded → replayed; + came, − went, ± changed)"))
            yield Part(text(title), tuple(shown))

    def _group(self, head: str, rows: list[Difference]) -> str:
        """One line for everything that differs within one row or field.

        A sentence that differs beside what it says goes without mention; where sentences alone differ they are shown.
        """
        start = 0 if head == "missing" else len(_steps(head))
        telling = [row for row in rows if not row.wording]
        inner: dict[str, list[str]] = {}
        parts: list[str] = []
        for row in telling or rows:
            below = row.steps[start:]
            if row.kind == "order":
                parts.append(self._say(N_("in another order")))
            elif not below and row.kind != "changed":
                value = row.recomputed if row.kind == "added" else row.recorded
                parts.append(f"{_MARKS[row.kind]} {self._brief(value)}")
            elif len(below) > 1 and below[1].startswith("[") and not row.wording:
                mark = _MARKS[row.kind if len(below) == 2 else "changed"]
                inner.setdefault(below[0], []).append(mark + below[1][1:-1].removeprefix("question."))
            else:
                name = ".".join(below).replace(".[", "[")
                change = f"{self._brief(row.recorded)} → {self._brief(row.recomputed)}"
                parts.append(f"{name} {change}" if name else change)
        parts += [
            " ".join(part for part in (name, _marked(differences)) if part != head)
            for name, differences in inner.items()
        ]
        return f"{head}: {'; '.join(parts)}"

    def _brief(self, value: Any) -> str:
        """A row as its gist, any other value as it is; long ones are cut."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict):
            reasons = value.get("because")
            gist = [str(value[name]) for name in ("status", "outcome", "due") if value.get(name)]
            if isinstance(reasons, list):
                codes = [str(row.get("code")) for row in reasons if isinstance(row, dict)]
                gist.append(f"({', '.join(codes)})")
            gist += [str(value[name]) for name in ("text", "question", "why", "meaning") if value.get(name)]
            text = " ".join(gist) or text
        return text if len(text) <= _VALUE else text[: _VALUE - 1] + "…"


def _marked(names: list[str]) -> str:
    """What came, went and changed by name; long names (the duties of an authorisation) only by their number."""
    names = list(dict.fromkeys(names))
    if not any(name[1:].startswith("duty.") for name in names):
        return ", ".join(names)
    counts = Counter(name[0] for name in names)
    return " ".join(f"{mark}{counts[mark]}" for mark in _MARKS.values() if counts[mark])


def _short(law: str) -> str:
    return law[:19] + "…" if len(law) > 20 else law


def _steps(path: str) -> tuple[str, ...]:
    return Difference(path, "changed", None, None).steps


def _rank(row: Difference) -> int:
    part = row.steps[0] if row.steps else ""
    return _PARTS.index(part) if part in _PARTS else len(_PARTS)


def _head(row: Difference) -> str:
    """The row of a list, or the field, that a difference is shown with."""
    steps = row.steps
    if len(steps) < 2 or not steps[1].startswith("["):
        return steps[0] if steps else ""
    if steps[0] == "missing":
        return "missing"
    nested = steps[0] == "items" and len(steps) > 3 and steps[3].startswith("[")
    return f"{steps[0]}{steps[1]}" + (f".{steps[2]}{steps[3]}" if nested else "")
