"""Places under Union restrictive measures on dual-use items, for EU008 Part 2(c)."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.measures.reading import measure_rows, not_examined_rows
from dualuse.law.territories import Member, PlaceSet

RESTRICTED: Final = PlaceSet(
    "restricted",
    Message("places.restricted", N_("the destinations under Union measures on dual-use items")),
    (
        *(
            Member(place, row.validity)
            for row in measure_rows()
            if row.items in ("annex_i", "part")
            for place in row.places
        ),
        *(
            Member(place, row.validity, open=True)
            for row in not_examined_rows()
            if row.dual_use == "open"
            for place in row.places
        ),
    ),
)
