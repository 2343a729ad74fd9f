"""Places under Union measures: arms embargoes, for Art. 4(1)(b) with Art. 2(19), and dual-use items, for EU008 Part 2(c).

The rows stand in the files of ``measures/`` beside the act that imposes them. An embargo on a part of a country's
forces only, or one whose standing under Art. 2(19) is disputed, is ``open``: a person says whether it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dualuse.data_folders import path_in_package
from dualuse.i18n import N_, Message
from dualuse.inputs.data_files import TEXT, Each, Table, read_toml
from dualuse.law.measures.not_executed import not_examined_rows
from dualuse.law.measures.reading import arms_embargo_rows, measure_rows
from dualuse.law.shapes import PLACE, VERIFICATION
from dualuse.law.territories import Member, PlaceSet

ARMS_EMBARGO: Final = PlaceSet(
    "arms_embargo",
    Message("places.arms_embargo", N_("the countries under an arms embargo (Art. 2(19))")),
    (
        Member(place, row.validity, open=row.scope != "country")
        for row in arms_embargo_rows()
        for place in row.places
    ),
    min(row.verification for row in arms_embargo_rows()),
)

BANS_BY_CODE: Final = PlaceSet(
    "bans_by_code",
    Message("places.bans_by_code", N_("the destinations under bans by customs code")),
    (
        Member(place, row.validity)
        for row in measure_rows()
        if row.goods and not row.through
        for place in row.places
    ),
)

ACTS_AGAINST_DIVERSION: Final = ("32014R0833", "32006R0765")
"""The acts that name the common high priority items."""
_FIRMS: Final = Path(__file__).parents[1] / "places_of_diversion.toml"
_FIRMS_FILE: Final = Table(
    {
        "places_of_diversion": Each(
            Table(
                {
                    "name": TEXT,
                    "reference": TEXT,
                    "verification": VERIFICATION,
                    "places": Each(PLACE, least=1),
                },
                {},
            )
        )
    },
    {},
)


def _firms_sit_in() -> Iterator[str]:
    """The places where such firms sit, besides the places on the route itself.

    Raises:
        DataError: a field has a slip in its name, or a place is none.
    """
    data = read_toml(_FIRMS)
    _FIRMS_FILE.check(data, path_in_package(_FIRMS))
    for row in data["places_of_diversion"]:
        yield from row["places"]


PLACES_OF_DIVERSION: Final = PlaceSet(
    "places_of_diversion",
    Message("places.diversion", N_("the places from which goods often go on to Russia or Belarus")),
    (
        Member(place)
        for place in sorted(
            {
                *_firms_sit_in(),
                *(
                    place
                    for row in measure_rows()
                    if row.through and row.celex in ACTS_AGAINST_DIVERSION
                    for place in row.places
                ),
            }
        )
    ),
)
"""Those that a way through Russia or Belarus leads to, and those from which such items came there: a rule of this program."""

RESTRICTED: Final = PlaceSet(
    "restricted",
    Message("places.restricted", N_("the destinations under Union measures on dual-use items")),
    (
        *(
            Member(place, row.validity)
            for row in measure_rows()
            if row.items in ("annex_i", "annex_i_except", "part") and not row.through
            for place in row.places
        ),
        *(
            Member(place, row.validity, open=True)
            for row in measure_rows()
            if row.dual_use == "open"
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
