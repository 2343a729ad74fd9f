"""§ 47(2) and (3) AWV: brokering done in a third country by a German who lives in Germany.

Art. 6 is applied wherever the broker acts, since that is seldom stated; these paragraphs say of whom German law asks it.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import BETWEEN_THIRD_COUNTRIES, BROKERING
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.facts import circumstance, only
from dualuse.law.germany.citations import BROKERING_AWARE, BROKERING_INFORMED
from dualuse.law.germany.conditions import IN_GERMANY
from dualuse.law.germany.rules import AlsoDecided, aware, informed
from dualuse.law.language.logic import Condition
from dualuse.law.language.provision import Paragraph, Treatment

_BROKER: Final[Condition] = IN_GERMANY & circumstance("german_national")
_ACTS: Final[Condition] = BETWEEN_THIRD_COUNTRIES & _BROKER & circumstance("brokering_in_third_country")
_SCOPE: Final[Condition] = BROKERING & IN_GERMANY & circumstance("brokering_in_third_country")

PARAGRAPHS: Final = (
    Paragraph(
        "§ 47(2) AWV",
        Treatment.EXECUTED,
        (
            informed(
                BROKERING_INFORMED,
                _ACTS & LISTED & uses("informed"),
                _SCOPE,
                N_(
                    "BAFA has informed the German who brokers in a third country that the listed item may serve a use of Art. 4(1)"
                ),
            ),
        ),
    ),
    Paragraph(
        "§ 47(3) AWV",
        Treatment.EXECUTED,
        aware(
            BROKERING_AWARE,
            _ACTS & LISTED & uses("aware", only),
            _SCOPE,
            N_(
                "the German who brokers in a third country is aware of a use of Art. 4(1) of the listed item: BAFA must be"
                " notified and decide"
            ),
            activity=BROKERING,
            notify=N_(
                "notify BAFA of the use you are aware of, and do not broker before it has decided (§ 47(3) AWV)"
            ),
            also_decided=AlsoDecided("Art. 6(2)"),
        ),
        N_("What BAFA has decided under Art. 6(2), it has decided here, and the other way round."),
    ),
)
