"""What the provisions of the AWV have in common: whom they reach, where, and what they are for."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, Message
from dualuse.law.eu_2021_821.art02_definitions import LEAVES_UNION, TECHNICAL_ASSISTANCE
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet
from dualuse.law.eu_2021_821.facts import circumstance, flag
from dualuse.law.germany.lists import GERMANY, listed
from dualuse.law.language.logic import AnyCode, Condition, InPlaces
from dualuse.law.language.provision import Verification
from dualuse.law.territories import Member, PlaceSet

SOURCE: Final = "https://www.gesetze-im-internet.de/awv_2013/"
READ: Final = Verification.OFFICIAL
"""The text of August 2026, read in full in a mirror of the federal text, §§ 9, 11, 47 and 49 to 53 twice; earlier wordings were not compared."""

INTERCEPTION_ENTRIES: Final = listed("awv_52b_1")
"""§ 52b(1): entries of Part I B of the Ausfuhrliste."""

NUCLEAR_DESTINATIONS: Final = PlaceSet(
    "awv_9_1_2",
    Message("places.awv_nuclear", N_("the nine countries of § 9(1) no 2 AWV")),
    map(Member, listed("awv_9_1_2")),
)
SURVEILLANCE_ITEMS: Final = CodeSet(
    "awv_52a_1",
    Message("codes.awv_surveillance", N_("the surveillance entries of § 52a(1) AWV")),
    map(CodeRow, listed("awv_52a_1")),
)
NUCLEAR_TECHNOLOGY: Final = CodeSet(
    "awv_52_3",
    Message("codes.awv_nuclear_technology", N_("technology of group E of Category 0")),
    map(CodeRow, listed("awv_52_3")),
)

GERMAN_LAW: Final = flag("option.german_law")
"""The State whose law counts (Arts 11(3), 12(2)): Germany."""
TO_NUCLEAR_DESTINATION: Final[Condition] = InPlaces("destination", NUCLEAR_DESTINATIONS)
TO_CLOSE_PARTNER: Final[Condition] = InPlaces("destination", authorisation_places("EU001"))

IN_GERMANY: Final[Condition] = InPlaces(
    "exporter.country",
    PlaceSet(
        "awv", Message("places.awv", N_("the territory of the German ordinance (AWV)")), (Member(GERMANY),)
    ),
)
"""Resident or established in Germany ("Inländer")."""
GERMAN_PROVIDER: Final[Condition] = IN_GERMANY | circumstance("german_national")
""" "Deutscher oder Inländer": also a German who lives elsewhere."""

ASSISTANCE: Final[Condition] = TECHNICAL_ASSISTANCE & LEAVES_UNION
ABROAD: Final[Condition] = ASSISTANCE & GERMAN_PROVIDER & ~flag("assistance.in_germany")
"""In a third country: the destination stands for the place, unless the assistance is stated to be given in Germany."""
AT_HOME: Final[Condition] = ASSISTANCE & IN_GERMANY & flag("assistance.in_germany")
ASSISTANCE_SCOPE: Final[Condition] = ASSISTANCE & IN_GERMANY
SCOPE_ABROAD: Final[Condition] = ASSISTANCE_SCOPE & ~flag("assistance.in_germany")
SCOPE_AT_HOME: Final[Condition] = AT_HOME
"""Of other providers it is said only where they may come under a provision."""

SURVEILLANCE: Final[Condition] = AnyCode("item.entries", SURVEILLANCE_ITEMS)
INTERCEPTION: Final[Condition] = flag("item.german_interception")
