"""§§ 49 to 52 AWV: technical assistance for weapons of mass destruction, military end uses, nuclear installations.

§§ 49 to 51 are Germany's use of Art. 8(4): of a provider established in Germany, Art. 8(4) leaves non-listed items to
them. Of listed items Art. 8(1) and (2) speak themselves (§ 53 no 2).
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EMBARGOED, TECHNICAL_ASSISTANCE
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art08_technical_assistance import PUBLIC_DOMAIN_IS_FREE
from dualuse.law.eu_2021_821.facts import circumstance, ground, only
from dualuse.law.germany.citations import (
    AT_HOME_AWARE,
    AT_HOME_MILITARY_INFORMED,
    AT_HOME_WEAPONS_INFORMED,
    MILITARY_AWARE,
    MILITARY_INFORMED,
    NUCLEAR_AWARE,
    NUCLEAR_INFORMED,
    WEAPONS_AWARE,
    WEAPONS_INFORMED,
)
from dualuse.law.germany.conditions import (
    ABROAD,
    AT_HOME,
    GERMAN_PROVIDER,
    IN_GERMANY,
    NUCLEAR_TECHNOLOGY,
    SCOPE_ABROAD,
    SCOPE_AT_HOME,
    TO_CLOSE_PARTNER,
    TO_NUCLEAR_DESTINATION,
)
from dualuse.law.germany.rules import AlsoDecided, aware, exempt, informed
from dualuse.law.language.logic import AnyCode, Condition
from dualuse.law.language.provision import Paragraph, Treatment

NOTIFY: Final = N_("notify BAFA of what you are aware of, and do not assist before it has decided")
CLOSE_PARTNER_IS_FREE: Final = N_("assistance in a country of EU001 is free")
_NATIONAL_USE: Final = "Art. 8(4)"
_LISTED_TECHNOLOGY: Final = circumstance("german_listed_technology")
_WORD_OF_MOUTH: Final[Condition] = circumstance("oral_assistance") & ~_LISTED_TECHNOLOGY
_ONE_USE: Final = N_(
    "A decision that is stated under Art. 8(4) counts, unless the provider is aware of both uses: then it must be stated under the"
    " paragraph that it was taken under."
)
_ORAL_IS_FREE: Final = N_("assistance by word of mouth that concerns no listed technology is free")

_NUCLEAR: Final[Condition] = TECHNICAL_ASSISTANCE & GERMAN_PROVIDER & TO_NUCLEAR_DESTINATION
_NUCLEAR_SCOPE: Final[Condition] = TECHNICAL_ASSISTANCE & IN_GERMANY & TO_NUCLEAR_DESTINATION
_OF_WEAPONS: Final = (WEAPONS_INFORMED, WEAPONS_AWARE)
_OF_MILITARY_USE: Final = (MILITARY_INFORMED, MILITARY_AWARE)
_AT_HOME: Final = (AT_HOME_WEAPONS_INFORMED, AT_HOME_MILITARY_INFORMED, AT_HOME_AWARE)
_OF_NUCLEAR_USE: Final = (NUCLEAR_INFORMED, NUCLEAR_AWARE)

_WEAPONS: Final = (
    Paragraph(
        "§ 49(1) AWV",
        Treatment.EXECUTED,
        (
            informed(
                WEAPONS_INFORMED,
                ABROAD & ~LISTED & ground("wmd", "informed"),
                SCOPE_ABROAD,
                N_(
                    "BAFA has informed the provider that the assistance is for weapons of mass destruction or their missiles"
                ),
            ),
        ),
        N_(
            "The destination stands for the place of the assistance, unless it is stated to be given in Germany; a German abroad"
            " is reached, too."
        ),
    ),
    Paragraph(
        "§ 49(2) AWV",
        Treatment.EXECUTED,
        aware(
            WEAPONS_AWARE,
            ABROAD & ~LISTED & only("wmd", "aware"),
            SCOPE_ABROAD,
            N_(
                "the provider is aware that the assistance is for weapons of mass destruction or their missiles: BAFA must be"
                " notified and decide"
            ),
            activity=TECHNICAL_ASSISTANCE,
            notify=NOTIFY,
            also_decided=AlsoDecided(_NATIONAL_USE, ~(ground("military_end_use", "aware") & EMBARGOED)),
        ),
        _ONE_USE,
    ),
    Paragraph(
        "§ 49(3) AWV",
        Treatment.EXECUTED,
        (
            exempt("§ 49(3) no 1 AWV", _OF_WEAPONS, TO_CLOSE_PARTNER, CLOSE_PARTNER_IS_FREE),
            exempt("§ 49(3) no 2 AWV", _OF_WEAPONS, circumstance("public_domain"), PUBLIC_DOMAIN_IS_FREE),
            exempt("§ 49(3) no 3 AWV", _OF_WEAPONS, _WORD_OF_MOUTH, _ORAL_IS_FREE),
        ),
    ),
)

_MILITARY: Final = (
    Paragraph(
        "§ 50(1) AWV",
        Treatment.EXECUTED,
        (
            informed(
                MILITARY_INFORMED,
                ABROAD & ~LISTED & EMBARGOED & ground("military_end_use", "informed"),
                SCOPE_ABROAD & EMBARGOED,
                N_(
                    "BAFA has informed the provider that the assistance is for a military end use in a country under an arms embargo"
                ),
            ),
        ),
        N_("That § 49 goes first is not executed: where both uses are known, both are named."),
    ),
    Paragraph(
        "§ 50(2) AWV",
        Treatment.EXECUTED,
        aware(
            MILITARY_AWARE,
            ABROAD & ~LISTED & EMBARGOED & only("military_end_use", "aware"),
            SCOPE_ABROAD & EMBARGOED,
            N_(
                "the provider is aware that the assistance is for a military end use in a country under an arms embargo: BAFA"
                " must be notified and decide"
            ),
            activity=TECHNICAL_ASSISTANCE,
            notify=NOTIFY,
            also_decided=AlsoDecided(_NATIONAL_USE, ~ground("wmd", "aware")),
        ),
        _ONE_USE,
    ),
    Paragraph(
        "§ 50(3) AWV",
        Treatment.EXECUTED,
        (
            exempt(
                "§ 50(3) no 1 AWV", _OF_MILITARY_USE, circumstance("public_domain"), PUBLIC_DOMAIN_IS_FREE
            ),
            exempt("§ 50(3) no 2 AWV", _OF_MILITARY_USE, _WORD_OF_MOUTH, _ORAL_IS_FREE),
        ),
    ),
)

_IN_GERMANY: Final = (
    Paragraph(
        "§ 51(1) AWV",
        Treatment.EXECUTED,
        (
            informed(
                AT_HOME_WEAPONS_INFORMED,
                AT_HOME & ~LISTED & ~TO_CLOSE_PARTNER & ground("wmd", "informed"),
                SCOPE_AT_HOME,
                N_(
                    "BAFA has informed the provider that the assistance to a foreigner in Germany is for weapons of mass destruction"
                    " or their missiles"
                ),
            ),
        ),
        N_("The destination stands for the State where the foreigner is resident."),
    ),
    Paragraph(
        "§ 51(2) AWV",
        Treatment.EXECUTED,
        (
            informed(
                AT_HOME_MILITARY_INFORMED,
                AT_HOME & ~LISTED & EMBARGOED & ground("military_end_use", "informed"),
                SCOPE_AT_HOME,
                N_(
                    "BAFA has informed the provider that the assistance in Germany to a foreigner of a country under an arms embargo"
                    " is for a military end use"
                ),
            ),
        ),
    ),
    Paragraph(
        "§ 51(3) AWV",
        Treatment.EXECUTED,
        aware(
            AT_HOME_AWARE,
            AT_HOME
            & ~LISTED
            & ((only("wmd", "aware") & ~TO_CLOSE_PARTNER) | (only("military_end_use", "aware") & EMBARGOED)),
            SCOPE_AT_HOME,
            N_(
                "the provider is aware that the assistance to a foreigner in Germany is for such a use: BAFA must be notified and"
                " decide"
            ),
            activity=TECHNICAL_ASSISTANCE,
            notify=NOTIFY,
            also_decided=AlsoDecided(_NATIONAL_USE),
        ),
        N_("A decision that is stated under Art. 8(4) counts."),
    ),
    Paragraph(
        "§ 51(4) AWV",
        Treatment.EXECUTED,
        (
            exempt("§ 51(4) no 1 AWV", _AT_HOME, circumstance("public_domain"), PUBLIC_DOMAIN_IS_FREE),
            exempt(
                "§ 51(4) no 2 AWV",
                _AT_HOME,
                ~_LISTED_TECHNOLOGY,
                N_("assistance in Germany that concerns no listed technology is free"),
            ),
        ),
    ),
    Paragraph(
        "§ 51(5) AWV",
        Treatment.BY_A_PART,
        note=N_(
            "Who lives in Germany for at most five years counts as a foreigner: a question to a person, who states the destination."
        ),
    ),
)

_NUCLEAR_INSTALLATIONS: Final = (
    Paragraph(
        "§ 52(1) AWV",
        Treatment.EXECUTED,
        (
            informed(
                NUCLEAR_INFORMED,
                _NUCLEAR & ground("nuclear_facility", "informed"),
                _NUCLEAR_SCOPE,
                N_(
                    "BAFA has informed the provider that the assistance is for a nuclear installation in one of nine countries"
                ),
            ),
        ),
        N_("Wherever the assistance is given."),
    ),
    Paragraph(
        "§ 52(2) AWV",
        Treatment.EXECUTED,
        aware(
            NUCLEAR_AWARE,
            _NUCLEAR & only("nuclear_facility", "aware"),
            _NUCLEAR_SCOPE,
            N_(
                "the provider is aware that the assistance is for a nuclear installation in one of nine countries: BAFA must be"
                " notified and decide"
            ),
            activity=TECHNICAL_ASSISTANCE,
            notify=NOTIFY,
        ),
    ),
    Paragraph(
        "§ 52(3) AWV",
        Treatment.EXECUTED,
        (
            exempt("§ 52(3) no 1 AWV", _OF_NUCLEAR_USE, circumstance("public_domain"), PUBLIC_DOMAIN_IS_FREE),
            exempt(
                "§ 52(3) no 2 AWV",
                _OF_NUCLEAR_USE,
                ~circumstance("nuclear_technology") & ~AnyCode("item.entries", NUCLEAR_TECHNOLOGY),
                N_("assistance that concerns no technology of group E of Category 0 is free"),
            ),
        ),
    ),
)

PARAGRAPHS: Final = (*_WEAPONS, *_MILITARY, *_IN_GERMANY, *_NUCLEAR_INSTALLATIONS)
