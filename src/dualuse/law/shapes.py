"""What values of the law's data files may be: places, codes, days, how well they are known."""

from __future__ import annotations

from typing import Final

from dualuse.i18n.places import places_by_name
from dualuse.inputs.data_files import Of, OneOf
from dualuse.law.eu_2021_821.control_list.shape import CODE
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.language.provision import Verification
from dualuse.law.territories import find_place

__all__ = ["ACTIVITY", "CODE", "PLACE", "VERIFICATION"]

PLACE: Final = Of(
    "the code of a place",
    str,
    lambda place: find_place(place) == place,
    meant=lambda text: find_place(text) or places_by_name().get(text.strip().casefold()),
)
VERIFICATION: Final = OneOf(tuple(verification.word for verification in Verification))
ACTIVITY: Final = OneOf(tuple(FACTS["activity"].values))
