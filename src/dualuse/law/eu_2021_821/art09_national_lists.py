"""Article 9: national control lists for public security or human rights.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraph 1 read in the official German text).
The lists are data in ``law/states/``; a State whose list is not at hand leaves its own entries open.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, LEAVES_UNION
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.facts import flag
from dualuse.law.eu_2021_821.facts.stated_facts import NATIONAL_DEPARTURE, VALUE_EXEMPT
from dualuse.law.language.provision import (
    EUR_LEX,
    Article,
    Effect,
    Paragraph,
    Provision,
    Relief,
    Treatment,
    Verification,
)

NATIONAL_LIST: Final = Provision(
    citation="Art. 9(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & ~LISTED & (flag("item.national_own") | flag(NATIONAL_DEPARTURE)),
    summary=N_(
        "the list of the exporter's Member State, or of the one from which the item leaves, asks for an authorisation (the German one under"
        " § 8(1) no 2 AWV)"
    ),
    source=EUR_LEX,
    verification=Verification.OFFICIAL,
)
VALUE_LIMIT: Final = Relief(
    citation="Art. 9(1), national value limit",
    of=("Art. 9(1)",),
    effect=Effect.NOT_CONTROLLED,
    when=flag(VALUE_EXEMPT) & ~flag(NATIONAL_DEPARTURE),
    summary=N_(
        "the value of the contract stays within the limit up to which the list asks for none (the German one under § 8(3) AWV: goods for no more"
        " than 5 000 euro)"
    ),
    source=EUR_LEX,
    verification=Verification.OFFICIAL,
)

ARTICLE: Final = Article(
    "Art. 9",
    N_("National control lists"),
    (
        Paragraph(
            "Art. 9(1)",
            Treatment.EXECUTED,
            (NATIONAL_LIST, VALUE_LIMIT),
            N_(
                "A national prohibition would be stricter than an authorisation; none is known. The value limit is"
                " German law (§ 8(3) AWV): goods up to 5 000 euro per contract. While the responsible State is not known, no"
                " limit is taken to hold. An item that leaves from another Member State whose list has it: whether the law of that one is to be"
                " kept, too, as § 8(1) no 2 AWV is for every export out of Germany, is for a person to say."
            ),
        ),
        Paragraph("Art. 9(2)", Treatment.OTHERS, note=N_("Member States inform the Commission.")),
        Paragraph("Art. 9(3)", Treatment.OTHERS, note=N_("Member States inform the Commission of changes.")),
        Paragraph(
            "Art. 9(4)",
            Treatment.BY_A_PART,
            note=N_(
                "The compilation of the lists (OJ C): entries are data in states/ as far as they are known."
            ),
        ),
    ),
)
