"""Which parameter a name means where the tests of several sheets meet, and the tests linked by these names.

Each sheet names its parameters for itself. In one examination:

* Parameters that have the same name and ask the same question in the same unit are one parameter, asked once.
* A plain name stands for the parameter of the entry examined; if it has none of that name, for the only one there is.
* Any other is written with its entry in front: ``6A002.pixel_pitch``. This form is always taken; ``notes.`` stands in
  front of the parameters of the general notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
from dualuse.classification.sheets.sheet import MEETS, Exclusion, Parameter, Tested, own_tests

NOTES: Final = "notes"
"""The space of the general notes."""

Space = tuple[str, Mapping[str, Parameter]]
"""The entry (or :data:`NOTES`) and its parameters by their names there."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an examination.

    ``keys``: of (space, name there) the name here; ``parameters``: by the name here; ``accepted``: every form that a
    person may write, to the name here; ``ambiguous``: plain names that need their entry in front, with the full forms.
    """

    keys: Mapping[tuple[str, str], str]
    parameters: Mapping[str, Parameter]
    accepted: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]


def names_of(main: str, spaces: Iterable[Space], common: Iterable[Parameter] = ()) -> Names:
    """The names where ``spaces`` meet in an examination of the entry ``main``.

    ``common``: parameters whose names already are the same everywhere (``meets.6A003.b.3``).
    """
    groups: dict[str, dict[Parameter, list[str]]] = {}
    for space, parameters in spaces:
        for name, parameter in parameters.items():
            groups.setdefault(name, {}).setdefault(parameter, []).append(space)
    keys: dict[tuple[str, str], str] = {}
    by_key: dict[str, Parameter] = {}
    accepted: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for name, alternatives in groups.items():
        plain = len(alternatives) == 1 or any(main in members for members in alternatives.values())
        if not plain:
            ambiguous[name] = tuple(f"{members[0]}.{name}" for members in alternatives.values())
        for parameter, members in alternatives.items():
            key = name if len(alternatives) == 1 or main in members else f"{members[0]}.{name}"
            by_key[key] = replace(parameter, name=key)
            accepted[key] = key
            for space in members:
                keys[space, name] = key
                accepted[f"{space}.{name}"] = key
    for parameter in common:
        by_key[parameter.name] = parameter
        accepted[parameter.name] = parameter.name
    return Names(keys, by_key, accepted, ambiguous)


class Linker:
    """Links tests; ``Library.reached`` must have refused circles before."""

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
