"""Headings of the nomenclature that gather goods of many kinds: chapter 98 (components of complete industrial plant) and the special
codes of chapter 99 (movements of goods that are declared in short).

Such a code says nothing of what the goods are. An annex may name it, as some name chapter 98; where none does, it is not known whether
the goods are among those of the annex: they have a code of their own, too.
"""

from __future__ import annotations

from typing import Final

GATHERING_HEADINGS: Final = ("9880", "9905", "9919", "9930", "9931", "9950")
"""The headings of chapters 98 and 99 in the Combined Nomenclature (Regulation (EEC) No 2658/87, Annex I; Regulation (EU) 2020/1197,
Annex V, and earlier acts on statistics of trade). From memory: ``unverified``."""


def gathers(code: str) -> bool:
    """Whether the code, without blanks and dots, gathers goods of many kinds."""
    return code[:4] in GATHERING_HEADINGS
