"""Which parameter a name means, where the tests of several sheets meet.

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

from dualuse.classification.sheets.sheet import Parameter

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
    found: dict[str, Parameter] = {}
    accepted: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for name, alternatives in groups.items():
        plain = len(alternatives) == 1 or any(main in members for members in alternatives.values())
        if not plain:
            ambiguous[name] = tuple(f"{members[0]}.{name}" for members in alternatives.values())
        for parameter, members in alternatives.items():
            key = name if len(alternatives) == 1 or main in members else f"{members[0]}.{name}"
            found[key] = replace(parameter, name=key)
            accepted[key] = key
            for space in members:
                keys[space, name] = key
                accepted[f"{space}.{name}"] = key
    for parameter in common:
        found[parameter.name] = parameter
        accepted[parameter.name] = parameter.name
    return Names(keys, found, accepted, ambiguous)
