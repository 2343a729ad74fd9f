"""What is counted in transactions, whatever a firm calls it: pieces, sets, licences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from dualuse.i18n import N_
from dualuse.version import legal_derivation

_NAMES: Final = {
    "piece": "piece pieces pc pcs pce pcb st stk stück stuck stücke stuecke ea each h87 c62 unit units einheit einheiten pièce pièces unité unités item items",
    "set": "set sets satz sätze jeu jeux",
    "licence": "licence licences license licenses lizenz lizenzen",
}
"""What each is called, in small letters: in words, in SAP, and in Recommendation 20 of the United Nations."""
_COUNTED: Final[Mapping[str, str]] = {name: unit for unit, names in _NAMES.items() for name in names.split()}


@legal_derivation("Annex III", "Regulation (EU) No 833/2014, Art. 3h(2)")
def counted_as(unit: str) -> str:
    """``piece``, ``set`` or ``licence`` for what a unit counts; "" for one that is measured, such as kg."""
    return _COUNTED.get(unit.strip().rstrip(".").casefold(), "")


def is_count(unit: str) -> bool:
    """Whether a unit counts what is whole: of it nobody has a part."""
    return counted_as(unit) != ""


def parts_a_count(number: Decimal, unit: str | None) -> bool:
    """Whether a number of a unit that counts is not whole."""
    return number % 1 != 0 and unit is not None and is_count(unit)


COUNT_PARTED: Final = N_("{value} {unit}: numbers of pieces are whole")
CORRECT_THE_COUNT: Final = N_("Correct the quantity or its unit")
"""What is said of such a number, and what to do."""
