"""Sets of control list codes, some of which take only a part of a code.

A code stands for itself and for what lies under it: a set that names ``3A001.a.1`` takes ``3A001.a.1.c``, never
``3A001.a.10``. Where a wider code is asked about (``9A009`` of a set with ``9A009.a``), or the set takes only a part
of a code, the answer is unknown until the narrower code or the answer to the part's question is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dualuse.i18n import Message
from dualuse.law.language.logic import Facts, Truth


def is_under(code: str, other: str) -> bool:
    """Whether ``code`` is ``other`` or lies under it."""
    return code == other or code.startswith(other + ".")


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of a set; ``part`` is the question whose "yes" means covered, where only a part is taken.

    ``asked_as`` names the list whose question it is (default: the set's own key), so that two sets can share one.
    """

    code: str
    part: str = ""
    reference: str = ""
    asked_as: str = ""


def covers_code(row_code: str, code: str) -> Truth:
    """Whether a set that names ``row_code`` takes ``code``: yes under it, unknown above it, else no."""
    if is_under(code, row_code):
        return True
    return None if is_under(row_code, code) else False


class CodeSet:
    """A named set of codes. ``label`` is how a sentence names it."""

    def __init__(self, key: str, label: Message, rows: Iterable[CodeRow]) -> None:
        self.key: Final = key
        self.label: Final = label
        self.rows: Final = tuple(rows)
        self._by_entry: Final[dict[str, tuple[CodeRow, ...]]] = {}
        for row in self.rows:
            entry = row.code[:5]
            self._by_entry[entry] = (*self._by_entry.get(entry, ()), row)

    def __repr__(self) -> str:
        return f"CodeSet({self.key!r})"

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CodeSet) and other.key == self.key

    def fact(self, row: CodeRow) -> str:
        """Name of the fact that answers the question of a part: ``covered.section_i:5E002.a``."""
        return f"covered.{row.asked_as or self.key}:{row.code}"

    def covers(self, code: str, answers: Facts) -> Truth:
        """Whether the set takes ``code``, given the answers to the questions of parts."""
        result: Truth = False
        for row in self._by_entry.get(code[:5], ()):
            truth = covers_code(row.code, code)
            if truth is True and row.part:
                truth = answers.get(self.fact(row))
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    def questions(self, code: str) -> tuple[str, ...]:
        """Names of the facts that decide whether the set takes ``code``, of the parts that concern it."""
        return tuple(
            self.fact(row)
            for row in self._by_entry.get(code[:5], ())
            if row.part and covers_code(row.code, code) is True
        )

    def row(self, fact: str) -> CodeRow | None:
        """The row whose question is answered by ``fact``."""
        return next((row for row in self.rows if row.part and self.fact(row) == fact), None)

    def question(self, fact: str) -> Message | None:
        """The question of a part that ``fact`` answers."""
        row = self.row(fact)
        return None if row is None else Message(f"question.{fact}", row.part)
