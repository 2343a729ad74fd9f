"""Countries as the two authorities name them, and the ISO 3166-1 code each stands for; here only single countries of today count."""

from __future__ import annotations

import re
from typing import Final

from dualuse.transparency.importing import cells
from dualuse.transparency.importing.cells import Language, plain_name
from examples.granted_licences.unread import Reason, UnreadError

_REASONS: Final = {
    "no_country": Reason.NO_COUNTRY,
    "former_country": Reason.COUNTRY_GONE,
    "ambiguous_country": Reason.AMBIGUOUS,
}


def read_place(name: str, language: Language) -> str:
    """The ISO code of a country named in Dutch (``nl``) or German (``de``).

    Raises:
        UnreadError: the name stands for no single country of today, or is not in the table.
    """
    code, remark = cells.read_place(name, language)
    if not remark:
        return code
    if remark in _REASONS:
        raise UnreadError(_REASONS[remark], name.strip())
    several = language == "nl" and re.search(r"[,/&]|\ben\b", plain_name(name))
    raise UnreadError(Reason.SEVERAL_COUNTRIES if several else Reason.UNKNOWN_NAME, name.strip())


def dutch_places(cell: str) -> tuple[str, str | None]:
    """Destination and stop on the way: ``Brazilië via Israël`` goes to Brazil, through Israel."""
    destination, *stops = re.split(r"\s+via\s+", cell.strip())
    return read_place(destination, "nl"), read_place(stops[0], "nl") if stops else None
