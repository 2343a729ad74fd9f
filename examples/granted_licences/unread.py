"""Why a line cannot be read."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Reason(Enum):
    """The reasons, each in words of its own."""

    DATE = "the date has none of the formats"
    VALUE = "the value is not an amount"
    NO_CODE = "the cell for the code is empty"
    VARIOUS = "the cell for the code says only that there are several"
    NOT_A_CODE = "the cell for the code has something else, such as a category or a bare number"
    MUNITIONS = "the code is one of the munitions list, not of Annex I"
    SWISS_NATIONAL = "the code is one of the Swiss national list, not of Annex I"
    SWISS_CHEMICALS = "the code is one of the Swiss chemicals ordinance, not of Annex I"
    SWISS_SANCTIONS = "the code is one of a Swiss sanctions annex, not of Annex I"
    NO_COUNTRY = "no single country is named (various countries, the world, the Union, the sea)"
    SEVERAL_COUNTRIES = "several countries of destination stand in one cell"
    COUNTRY_GONE = "the country is no more, and which successor is meant is not known"
    AMBIGUOUS = "the name may stand for more than one country"
    UNKNOWN_NAME = "the name of the country is not in our table"


#: The lists that the Swiss file names in the column ``regime`` and that are not Annex I.
SWISS_LISTS: Final = {
    "ML (GKV)": Reason.MUNITIONS,
    "Besondere militärische Güter": Reason.MUNITIONS,
    "Anhang 5.1": Reason.SWISS_NATIONAL,
    "Anhang 5.2": Reason.SWISS_NATIONAL,
    "National kontrollierte Güter": Reason.SWISS_NATIONAL,
    "ChKV": Reason.SWISS_CHEMICALS,
    "Chemikalien CWÜ": Reason.SWISS_CHEMICALS,
    "Sanktionsgüter": Reason.SWISS_SANCTIONS,
}


class UnreadError(Exception):
    """A line that cannot be read, and why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason: Final = reason
        self.detail: Final = detail


def why_no_code(cell: str, regime: str) -> Reason:
    """Why a cell has no code of Annex I."""
    if not cell.strip():
        return Reason.NO_CODE
    if cell.strip().casefold() == "diverse":
        return Reason.VARIOUS
    return SWISS_LISTS.get(regime, Reason.NOT_A_CODE)
