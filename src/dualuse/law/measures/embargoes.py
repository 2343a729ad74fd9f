"""Arms embargoes as dated facts, for Art. 4(1)(b) with Art. 2(19).

The rows stand in the files of ``measures/`` beside the act that imposes them. An embargo on a part of a country's
forces only, or one whose standing under Art. 2(19) is disputed, is ``open``: a person says whether it counts.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.language.provision import Validity
from dualuse.law.measures.reading import arms_embargo_rows
from dualuse.law.territories import Member, PlaceSet

ARMS_EMBARGO: Final = PlaceSet(
    "arms_embargo",
    Message("places.arms_embargo", N_("the countries under an arms embargo (Art. 2(19))")),
    (
        Member(place, Validity(row.since, row.until), open=row.scope != "country")
        for row in arms_embargo_rows()
        for place in row.places
    ),
    min(row.verification for row in arms_embargo_rows()),
)
