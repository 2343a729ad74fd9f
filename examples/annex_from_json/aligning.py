"""Putting rows under their true paths, with the outline of the edition as the list of those there are.

The outline names every provision in its order. A row whose own path is in it stands; one whose path is not may be a
provision under a wrong path (it has the mark that is due there), a code kept free, or an item of the note before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from dualuse.sources.annex.text import Kind

NOT_USED: Final = re.compile(r"Not used\W*(?:and|or)?\W*$", re.IGNORECASE)
_NOTE: Final = re.compile(r"(?:Technical Notes?\b|Notes?\b|N\.B\.)")
_SCOPE: Final = re.compile(
    r"(?:Note|Technical Note)s? ?\d?:? (?:\d\. )?(?:For the purposes? of |In )?([0-9][A-E][0-9]{3}(?:\.[a-z0-9]+)+)"
)
_RUN_IN: Final = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[;:.] )|(?<=; and )|(?<=; or )|(?<=\) ))([a-z]|[0-9]{1,2})\. (?=[A-Z'\"(\[0-9])"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the source has it: the path it claims, its words, and whether the source holds it for a note's head."""

    path: str
    text: str
    note: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line under its true path."""

    path: str
    kind: Kind
    text: str


What = Literal["renamed", "split", "note_item", "continued", "note_moved", "left"]


@dataclass(slots=True)
class Aligned:
    """The lines of an entry; ``changes``: what was done with which row, as (what, claimed path, true path)."""

    lines: list[Line] = field(default_factory=list)
    changes: list[tuple[What, str, str]] = field(default_factory=list)


class Aligner:
    """One entry: ``codes`` are its provisions in the order of the outline, the entry itself first."""

    def __init__(
        self, codes: Sequence[str], rows: Sequence[Row], known_note_items: Iterable[str] = ()
    ) -> None:
        self._rows = rows
        self._codes = list(codes)
        self._items = frozenset(known_note_items)
        self._order = {code: number for number, code in enumerate(codes)}
        claimed = {row.path for row in rows if not row.note}
        self._missing = [code for code in codes if code not in claimed]
        self._renamed: dict[str, str] = {}
        self._seen: set[str] = set()
        self._last = codes[0]
        self._early: list[str] = []
        self.result = Aligned()

    def run(self) -> Aligned:
        """All rows, in their order."""
        for row in self._rows:
            if row.note:
                self._note(row.path, row.text)
            else:
                self._provision(row)
        if self._early:
            self.result.lines.append(Line(self._codes[0], "note", " ".join(self._early)))
        # The words of the entry come first, wherever the source has them.
        self.result.lines.sort(key=lambda line: (line.path, line.kind) != (self._codes[0], "provision"))
        return self.result

    def _provision(self, row: Row) -> None:
        mark = row.path.rpartition(".")[2]
        if row.path in self._order and row.path not in self._seen and row.path not in self._items:
            self._take(row.path, row.text)
        elif NOT_USED.match(row.text):
            parent, _, _ = row.path.rpartition(".")
            self.result.lines.append(
                Line(f"{self._renamed.get(parent, parent)}.{mark}", "provision", row.text)
            )
        elif (true := self._due(mark, row)) is not None:
            self._renamed[row.path] = true
            self._change("renamed", row.path, true)
            self._take(true, row.text)
        elif len(pieces := self._pieces(self._last, row.text)) > 1 and not pieces[0][1]:
            for code, words in pieces[1:]:
                self._change("split", row.path, code)
                self._take(code, words)
        else:
            item = row.path not in self._seen
            self._change("note_item" if item else "continued", row.path, self._last)
            self._append(f"{mark}. {row.text}" if item else row.text)

    def _take(self, path: str, text: str) -> None:
        """A provision, and those that are run into its words though the outline has them by themselves."""
        self._seen.add(path)
        self._last = path
        if path in self._missing:
            self._missing.remove(path)
        pieces = self._pieces(path, text)
        if pieces[0][1] or len(pieces) == 1:
            self.result.lines.append(Line(path, "provision", pieces[0][1]))
        for code, piece in pieces[1:]:
            self._change("split", path, code)
            self._seen.add(code)
            self._missing.remove(code)
            self._last = code
            self.result.lines.append(Line(code, "provision", piece))

    def _note(self, path: str, text: str) -> None:
        for piece in re.split(r"(?<=[.;:)]) (?=Note [2-9]: |Note 1: )", text):
            where = self._renamed.get(path, path)
            named = _SCOPE.match(piece)
            if named and named[1] != where and (where.startswith(named[1] + ".") or where not in self._order):
                self._change("note_moved", where, named[1])
                where = named[1]
            if where not in self._order and where not in self._seen:
                where = self._last
            parts = self._pieces(where, piece)
            self.result.lines.append(Line(where, "note", parts[0][1]))
            if self._early and parts[0][1].endswith(":"):
                self._append(" ".join(self._early))
                self._early.clear()
            for code, words in parts[1:]:
                self._change("split", where, code)
                self._take(code, words)

    def _pieces(self, path: str, text: str) -> list[tuple[str, str]]:
        """``text`` cut where a provision that is due begins within it; the first piece is that of ``path``."""
        pieces = [(path, text)]
        while (due := self._next(pieces[-1][0])) is not None:
            mark = due.rpartition(".")[2]
            code, rest = pieces[-1]
            cut = next((found for found in _RUN_IN.finditer(rest) if found[1] == mark), None)
            if cut is None:
                break
            pieces[-1:] = [(code, rest[: cut.start()].strip()), (due, rest[cut.end() :].strip())]
        return pieces

    def _next(self, path: str) -> str | None:
        """The provision after ``path`` in the outline, if no row claims it."""
        at = self._order.get(path, -1) + 1
        code = self._codes[at] if 0 < at < len(self._codes) else None
        return code if code in self._missing else None

    def _due(self, mark: str, row: Row) -> str | None:
        """The provision of the outline that a row under a wrong path is: the next one due, by its mark."""
        if row.path in self._items:
            return None
        due = self._next(self._last)
        return due if due is not None and due.rpartition(".")[2] == mark else None

    def _append(self, text: str) -> None:
        if not self.result.lines:  # a source may set the items of a note before the entry itself
            self._early.append(text)
            return
        last = self.result.lines[-1]
        self.result.lines[-1] = Line(last.path, last.kind, f"{last.text} {text}".strip())

    def _change(self, what: What, claimed: str, true: str) -> None:
        self.result.changes.append((what, claimed, true))


def is_note(text: str) -> bool:
    """Whether a text begins as a note does."""
    return bool(_NOTE.match(text))
