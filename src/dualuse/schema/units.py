"""What is counted in transactions, whatever a firm calls it: pieces, sets, licences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dualuse.version import legal_derivation

_NAMES: Final = {
    "piece": "piece pieces pc pcs pce st stk stück stuck ea each h87 c62 unit units einheit einheiten pièce pièces unité unités item items",
    "set": "set sets satz sätze jeu jeux",
    "licence": "licence licences license licenses lizenz lizenzen",
}
"""What each is called, in small letters: in words, in SAP, and in Recommendation 20 of the United Nations."""
_COUNTED: Final[Mapping[str, str]] = {name: unit for unit, names in _NAMES.items() for name in names.split()}


@legal_derivation("Annex III", "Regulation (EU) No 833/2014, Art. 3h(2)")
def counted_as(unit: str) -> str:
    """``piece``, ``set`` or ``licence`` for what a unit counts; "" for one that is measured, such as kg."""
    return _COUNTED.get(unit.strip().rstrip(".").casefold(), "")
