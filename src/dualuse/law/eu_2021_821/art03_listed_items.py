"""Article 3: the export of listed items needs an authorisation.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (both paragraphs were compared with the
consolidated text of 15.11.2025 in Romanian).
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, LEAVES_UNION
from dualuse.law.eu_2021_821.facts import flag
from dualuse.law.eu_2021_821.facts.stated_facts import ITEM_LISTED
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

LISTED: Final[Condition] = flag(ITEM_LISTED)

LISTED_ITEM: Final = Provision(
    citation="Art. 3(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & LISTED,
    summary=N_("the export of an item listed in Annex I needs an authorisation"),
    source=EUR_LEX,
    verification=Verification.OFFICIAL,
)

ARTICLE: Final = Article(
    "Art. 3",
    N_("Listed items"),
    (
        Paragraph("Art. 3(1)", Treatment.EXECUTED, (LISTED_ITEM,)),
        Paragraph(
            "Art. 3(2)",
            Treatment.EXECUTED,
            note=N_(
                "Points to Arts 4, 5, 9 and 10 for items that are not listed; those Articles are executed themselves,"
                " so the paragraph adds no effect of its own."
            ),
        ),
    ),
)
