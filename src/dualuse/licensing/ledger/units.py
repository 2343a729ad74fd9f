"""The closed list of units in which a ledger counts. Nothing is converted: what is declared in another unit is refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml
from dualuse.schema.units import counted_as

_COUNTED: Final[Mapping[str, str]] = {"piece": "C62", "set": "SET", "licence": "licence"}
"""What is counted, by the code of Recommendation 20; there is none of a licence."""
_LONGEST_SYMBOL: Final = 3


@lru_cache(maxsize=1)
def measured_units() -> Mapping[str, str]:
    """The code of each name of a unit that is measured: words in small letters, symbols of up to three letters as they are written.

    Raises:
        DataError: the file is damaged. ValueError: a name is of two units.
    """
    rows: Mapping[str, list[str]] = read_toml(data_file("licensing/ledger/units.toml"))["measured"]
    names = [(name, code) for code, names_of_code in rows.items() for name in names_of_code]
    if len(dict(names)) != len(names):
        raise ValueError("a name is of two units")
    return dict(names)


def unit_code(unit: str) -> str:
    """The code of a unit, however it is called; "" for one that is not in the list."""
    if counted := counted_as(unit):
        return _COUNTED[counted]
    name = " ".join(unit.split()).rstrip(".")
    # Symbols are what they are in their letters: Mg is a thousand million times mg.
    return measured_units().get(name if len(name) <= _LONGEST_SYMBOL else name.casefold(), "")


def is_same_unit(declared: str, granted: str) -> bool:
    """Whether two names are of one unit; one that is not in the list is only itself."""
    if code := unit_code(granted):
        return unit_code(declared) == code
    return " ".join(declared.split()) == " ".join(granted.split())
