"""Units of what is counted, in words: whatever a transaction calls a piece is a piece, ein Stück, une pièce."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_

_COUNTED: Final = (
    (
        "piece pieces pc pcs pce st stk stück stuck ea each h87 c62 unit units einheit einheiten pièce pièces unité unités",
        N_("{number} piece"),
        N_("{number} pieces"),
    ),
    ("set sets satz sätze jeu jeux", N_("{number} set"), N_("{number} sets")),
    (
        "licence licences license licenses lizenz lizenzen",
        N_("{number} licence"),
        N_("{number} licences"),
    ),
)
"""What the same unit is called in transactions, and its sentence for one and for several."""
_SENTENCES: Final = {
    name: (singular, plural) for names, singular, plural in _COUNTED for name in names.split()
}


def counted(number: object, unit: str) -> str:
    """The sentence (marked) that says so many of a unit; "" where the unit is none that is counted, such as kg."""
    singular, plural = _SENTENCES.get(unit.strip().rstrip(".").casefold(), ("", ""))
    return singular if str(number) in ("1", "-1") else plural
