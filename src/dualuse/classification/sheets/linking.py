"""Linking: the tests of several sheets as conditions over the names of one examination.

Names of parameters become those of the examination, and a reference to a provision holds the tests it stands for, so
that a condition can be evaluated by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dualuse.classification.sheets.conditions import (
    All,
    Any_,
    AtLeastOf,
    Condition,
    CoveredBy,
    No,
    OneOf,
    Provision,
    Quantity,
    Yes,
    some,
)
from dualuse.classification.sheets.library import Library
from dualuse.classification.sheets.namespaces import Names
from dualuse.classification.sheets.sheet import MEETS, Exclusion, Tested, own_tests


class Linker:
    """Links tests; ``library.reached`` must have refused circles before."""

    def __init__(self, library: Library, names: Names) -> None:
        self._library: Final = library
        self._names: Final = names
        self._provisions: Final[dict[str, Condition]] = {}

    def tests(self, code: str) -> tuple[Tested, ...]:
        """The linked tests at and under ``code``."""
        return tuple(self._tested(row) for row in self._library.tests(code))

    def _tested(self, row: Tested) -> Tested:
        entry = row.path[:5]
        notes = tuple(Exclusion(note.note, self.condition(note.when, entry)) for note in row.unless)
        return Tested(row.path, self.condition(row.when, entry), notes)

    def _provision(self, code: str) -> Condition:
        if code not in self._provisions:
            self._provisions[code] = some(tuple(own_tests(row) for row in self.tests(code)))
        return self._provisions[code]

    def condition(self, condition: Condition, space: str) -> Condition:
        """``condition`` of the sheet of ``space``, linked."""
        match condition:
            case No(of):
                return No(self.condition(of, space))
            case All(parts) | Any_(parts) | AtLeastOf(_, parts):
                return replace(condition, parts=tuple(self.condition(part, space) for part in parts))
            case Provision(code):
                return Provision(code, self._provision(code))
            case Yes(name) | Quantity(name) | OneOf(name) | CoveredBy(name):
                key = name if name.startswith(MEETS) else self._names.keys[space, name]
                return replace(condition, parameter=key)
