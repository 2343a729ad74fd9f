"""Article 7: transit of non-Union items.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraphs 1 to 3 read in the official German text).
The Article gives the authority powers; it lays no duty to notify on anybody. Whether the authority has used them is
a fact (``authority_decisions``); while a use of Art. 4(1) is suspected and no decision is stated, it is open.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import LEAVES_UNION, TRANSIT
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.facts import decided, flag
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

OFFICIAL: Final = Verification.OFFICIAL
PASSING: Final[Condition] = TRANSIT & LEAVES_UNION

PROHIBITED: Final = Provision(
    citation="Art. 7(1)",
    effect=Effect.PROHIBITED,
    when=PASSING
    & (
        decided("Art. 7(1)", "prohibited")
        | (
            decided("Art. 7(1)", "unstated")
            & ((LISTED & uses("suspects")) | uses("suspects", within="art7_3"))
            & flag("authority.transit_prohibited")
        )
    ),
    summary=N_(
        "the authority may prohibit the transit of items that are or may be intended for a use of Art. 4(1)"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
AUTHORISATION: Final = Provision(
    citation="Art. 7(2)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=PASSING
    & (
        decided("Art. 7(2)", "required")
        | (
            decided("Art. 7(2)", "unstated")
            & LISTED
            & (uses("informed") | (uses("suspects") & flag("authority.transit_authorisation")))
        )
    ),
    summary=N_(
        "the authority may ask for an authorisation in the single case before it decides on a prohibition"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)

ARTICLE: Final = Article(
    "Art. 7",
    N_("Transit"),
    (
        Paragraph(
            "Art. 7(1)",
            Treatment.EXECUTED,
            (PROHIBITED,),
            N_(
                "A power of the authority, not a rule for the declarant: it needs the authority's decision as a fact."
            ),
        ),
        Paragraph(
            "Art. 7(2)",
            Treatment.EXECUTED,
            (AUTHORISATION,),
            N_(
                "Being informed by the authority of a use of Art. 4(1) is read as the case being subject to its"
                " authorisation. To whom the decision is addressed (contract holder, declarant, carrier, traveller)"
                " is left to the person who uses the answer."
            ),
        ),
        Paragraph(
            "Art. 7(3)",
            Treatment.EXECUTED,
            note=N_(
                "Non-listed items where the Member State has extended the rule: part of the conditions above."
            ),
        ),
        Paragraph(
            "Art. 7(4)",
            Treatment.BY_A_PART,
            note=N_("Information on national measures: data in states/."),
        ),
    ),
)
