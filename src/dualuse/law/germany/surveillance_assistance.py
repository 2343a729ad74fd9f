"""§§ 52a, 52b and 53 AWV: technical assistance for surveillance items, and what §§ 49 to 52b exempt.

There is no condition of an end use: who states such an item knows what the assistance is for, and must notify.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import TECHNICAL_ASSISTANCE
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art08_technical_assistance import (
    ARMED_FORCES_ARE_FREE,
    MINIMUM_IS_FREE,
    MISSILE_EXCEPTIONS_ARE_FREE,
    PUBLIC_DOMAIN_IS_FREE,
)
from dualuse.law.eu_2021_821.facts import circumstance, ground
from dualuse.law.germany.assistance import CLOSE_PARTNER_IS_FREE, NOTIFY
from dualuse.law.germany.citations import (
    ASSISTANCE,
    INTERCEPTION_AWARE,
    INTERCEPTION_INFORMED,
    SURVEILLANCE_AWARE,
    SURVEILLANCE_INFORMED,
)
from dualuse.law.germany.conditions import (
    ABROAD,
    ASSISTANCE_SCOPE,
    INTERCEPTION,
    SURVEILLANCE,
    TO_CLOSE_PARTNER,
)
from dualuse.law.germany.rules import AlsoDecided, aware, exempt, informed
from dualuse.law.language.logic import Condition
from dualuse.law.language.provision import Paragraph, Treatment

_INFORMED: Final[Condition] = ground("surveillance_assistance", "informed")
_OF_SURVEILLANCE: Final = (SURVEILLANCE_INFORMED, SURVEILLANCE_AWARE)
_OF_INTERCEPTION: Final = (INTERCEPTION_INFORMED, INTERCEPTION_AWARE)
_ENDED: Final = N_(
    "No 3, contracts of before 13.5.2015, ended on 1.1.2016, before the first day that is judged here."
)

PARAGRAPHS: Final = (
    Paragraph(
        "§ 52a(1) AWV",
        Treatment.EXECUTED,
        (
            informed(
                SURVEILLANCE_INFORMED,
                ABROAD & SURVEILLANCE & _INFORMED,
                ASSISTANCE_SCOPE & SURVEILLANCE,
                N_("BAFA has informed the provider that the assistance is for a listed surveillance item"),
            ),
        ),
        N_(
            "The destination stands for the place of the assistance, unless it is stated to be given in Germany, and for the"
            " residence of its receiver."
        ),
    ),
    Paragraph(
        "§ 52a(2) AWV",
        Treatment.EXECUTED,
        aware(
            SURVEILLANCE_AWARE,
            ABROAD & SURVEILLANCE,
            ASSISTANCE_SCOPE & SURVEILLANCE,
            N_(
                "the assistance is for a listed surveillance item, whatever its end use: BAFA must be notified and decide"
            ),
            activity=TECHNICAL_ASSISTANCE,
            notify=NOTIFY,
            also_decided=AlsoDecided(
                "Art. 8(2)", ground("wmd", "aware") | ground("illicit_military_parts", "aware")
            ),
        ),
        N_(
            "Who states such an item knows. Behind Art. 8 the paragraph steps back (§ 53 no 2): where the provider is aware of a use"
            " of Art. 4(1)(a) or (c), what BAFA has decided under Art. 8(2), it has decided here, too. It is not silenced otherwise, so that what"
            " is not known of a use makes nothing milder."
        ),
    ),
    Paragraph(
        "§ 52a(3) AWV",
        Treatment.EXECUTED,
        (
            exempt("§ 52a(3) no 1 AWV", _OF_SURVEILLANCE, TO_CLOSE_PARTNER, CLOSE_PARTNER_IS_FREE),
            exempt(
                "§ 52a(3) no 2 AWV", _OF_SURVEILLANCE, circumstance("public_domain"), PUBLIC_DOMAIN_IS_FREE
            ),
        ),
        _ENDED,
    ),
    Paragraph(
        "§ 52b(1) AWV",
        Treatment.EXECUTED,
        (
            informed(
                INTERCEPTION_INFORMED,
                ABROAD & ~LISTED & INTERCEPTION & _INFORMED,
                ASSISTANCE_SCOPE & ~LISTED & INTERCEPTION,
                N_(
                    "BAFA has informed the provider that the assistance is for 5A902, 5D902 or 5E902 of the German list"
                ),
            ),
        ),
        N_("The entries name what Annex I does not list."),
    ),
    Paragraph(
        "§ 52b(2) AWV",
        Treatment.EXECUTED,
        aware(
            INTERCEPTION_AWARE,
            ABROAD & ~LISTED & INTERCEPTION,
            ASSISTANCE_SCOPE & ~LISTED & INTERCEPTION,
            N_(
                "the assistance is for 5A902, 5D902 or 5E902 of the German list, whatever its end use: BAFA must be notified and"
                " decide"
            ),
            activity=TECHNICAL_ASSISTANCE,
            notify=NOTIFY,
        ),
        N_("Who states such an item knows."),
    ),
    Paragraph(
        "§ 52b(3) AWV",
        Treatment.EXECUTED,
        (
            exempt("§ 52b(3) no 1 AWV", _OF_INTERCEPTION, TO_CLOSE_PARTNER, CLOSE_PARTNER_IS_FREE),
            exempt(
                "§ 52b(3) no 2 AWV", _OF_INTERCEPTION, circumstance("public_domain"), PUBLIC_DOMAIN_IS_FREE
            ),
        ),
        _ENDED,
    ),
    Paragraph(
        "§ 53 AWV",
        Treatment.EXECUTED,
        (
            exempt(
                "§ 53 no 1(a) AWV",
                ASSISTANCE,
                circumstance("official_tasks"),
                N_("assistance by a German authority in its tasks is free"),
            ),
            exempt(
                "§ 53 no 1(b) AWV",
                ASSISTANCE,
                circumstance("member_state_armed_forces"),
                ARMED_FORCES_ARE_FREE,
            ),
            exempt(
                "§ 53 no 1(c) AWV",
                ASSISTANCE,
                circumstance("mtcr_exception"),
                MISSILE_EXCEPTIONS_ARE_FREE,
            ),
            exempt(
                "§ 53 no 1(d) AWV",
                ASSISTANCE,
                circumstance("minimum_for_authorised_items"),
                MINIMUM_IS_FREE,
            ),
        ),
        N_("No 2: §§ 49 to 51 leave listed items to Art. 8; of § 52a see its paragraph 2."),
    ),
)
