"""Article 10: items on the published list of another Member State.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraph 1 read in the official German text).
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, LEAVES_UNION
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.facts import flag, ground
from dualuse.law.language.logic import Condition
from dualuse.law.language.provision import (
    EUR_LEX,
    Article,
    Effect,
    Paragraph,
    Provision,
    Treatment,
    Verification,
)

ON_ANOTHER_LIST: Final[Condition] = EXPORT & LEAVES_UNION & ~LISTED & flag("item.national_other")
"""Items of which the authority may ask for an authorisation, as soon as it has informed the exporter of a use of concern."""

OTHER_LIST: Final = Provision(
    citation="Art. 10(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=ON_ANOTHER_LIST & ground("public_security", "informed"),
    summary=N_(
        "another Member State lists the item and the authority has informed the exporter of a use of concern"
    ),
    source=EUR_LEX,
    verification=Verification.OFFICIAL,
)

ARTICLE: Final = Article(
    "Art. 10",
    N_("Items on the list of another Member State"),
    (
        Paragraph(
            "Art. 10(1)",
            Treatment.EXECUTED,
            (OTHER_LIST,),
            N_(
                "That the other list was published under Art. 9(4) is not tested again: the authority that informs the"
                " exporter under this paragraph relies on a published list."
            ),
        ),
        Paragraph("Art. 10(2)", Treatment.PLANNED, note=N_("Refusals are notified: licensing.")),
        Paragraph("Art. 10(3)", Treatment.PLANNED, note=N_("Information between authorities: licensing.")),
    ),
)
