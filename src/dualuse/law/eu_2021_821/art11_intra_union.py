"""Article 11: transfers within the Union.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraphs 1 and 2 read; 8 and 9 from secondary
sources).
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import INTRA_UNION_TRANSFER, WITHIN_UNION
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.authorisations.reading import annex_iv, annex_iv_part_ii, information_security
from dualuse.law.eu_2021_821.facts import circumstance, flag, option
from dualuse.law.eu_2021_821.facts.stated_facts import GENERALLY_AUTHORISED, NEEDS_AUTHORISATION
from dualuse.law.language.logic import AnyCode, Condition
from dualuse.law.language.provision import (
    EUR_LEX,
    Article,
    Due,
    Duty,
    Effect,
    Paragraph,
    Provision,
    Treatment,
    Verification,
)

IN_ANNEX_IV: Final[Condition] = AnyCode("item.entries", annex_iv())

CONTROLLED_BY_ANNEX_IV: Final[Condition] = IN_ANNEX_IV & ~flag("transfer.mtcr_exempt")
"""What the exceptions for missile technology free is not controlled by Annex IV: it is an item like any
other."""

DIRECT_EXPORT_ARTICLES: Final = ("Art. 3", "Art. 4", "Art. 5", "Art. 9", "Art. 10")
"""Art. 11(2)(b), first half: the Articles under which the direct export would need an authorisation."""

DIRECT_EXPORT_COVERED: Final[Condition] = flag("held.global") | flag(GENERALLY_AUTHORISED)
"""Art. 11(2)(b), second half: a general or global authorisation covers the direct export."""

ANNEX_IV: Final = Provision(
    citation="Art. 11(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=WITHIN_UNION & CONTROLLED_BY_ANNEX_IV,
    summary=N_("the transfer of an Annex IV item within the Union needs an authorisation"),
    source=EUR_LEX,
    verification=Verification.OFFICIAL,
)
ONWARD: Final = Provision(
    citation="Art. 11(2)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=INTRA_UNION_TRANSFER
    & ~CONTROLLED_BY_ANNEX_IV
    & option("art11_2")
    & flag(NEEDS_AUTHORISATION)
    & ~DIRECT_EXPORT_COVERED
    & ~circumstance("processed_in_member_state"),
    summary=N_(
        "the Member State of departure asks for an authorisation since the item goes on to a third country"
    ),
    source=EUR_LEX,
    verification=Verification.OFFICIAL,
)
NO_GENERAL_FOR_PART_II: Final = Duty(
    citation="Art. 11(1)",
    text=N_(
        "ask for an individual or global authorisation: none of general kind is possible for Part II of Annex IV"
    ),
    due=Due.BEFORE,
    verification=Verification.OFFICIAL,
    when=WITHIN_UNION & AnyCode("item.entries", annex_iv_part_ii()),
)
MORE_INFORMATION: Final = Duty(
    citation="Art. 11(8)",
    text=N_("be ready to give {authority} further information on this information security item, if it asks"),
    due=Due.ON_REQUEST,
    verification=Verification.SECONDARY,
    when=WITHIN_UNION & AnyCode("item.entries", information_security()) & ~IN_ANNEX_IV & option("art11_8"),
    open_text=N_(
        "{authority} may ask for further information on this information security item (not known here)"
    ),
)
STATEMENT: Final = Duty(
    citation="Art. 11(9)",
    text=N_(
        "state in contract, order confirmation, invoice and dispatch note that the item is subject to controls if"
        " exported from the customs territory of the Union"
    ),
    due=Due.BEFORE,
    verification=Verification.SECONDARY,
    when=WITHIN_UNION & LISTED,
)

ARTICLE: Final = Article(
    "Art. 11",
    N_("Transfers within the Union"),
    (
        Paragraph(
            "Art. 11(1)",
            Treatment.EXECUTED,
            (ANNEX_IV, NO_GENERAL_FOR_PART_II),
            N_(
                "The exceptions of Annex IV for missile technology (space agencies, launch programmes) count only where"
                " they are stated (mtcr_exception); they are not presumed."
            ),
        ),
        Paragraph(
            "Art. 11(2)",
            Treatment.EXECUTED,
            (ONWARD,),
            N_(
                "Whether the direct export would need an authorisation, and whether one of general kind covers it, is"
                " derived by judging that export first. The final destination is the one stated, so it is known. Whether the Member State of departure has"
                " used the option, and for which items, is data in states/. National general authorisations"
                " that would cover the direct export are not examined."
            ),
        ),
        Paragraph(
            "Art. 11(3)", Treatment.BY_A_PART, note=N_("Where to apply: the authority of departure is named.")
        ),
        Paragraph("Art. 11(4)", Treatment.PLANNED, note=N_("Effect of an earlier consultation: licensing.")),
        Paragraph(
            "Art. 11(5)", Treatment.OTHERS, note=N_("Member States inform each other of their measures.")
        ),
        Paragraph(
            "Art. 11(6)", Treatment.OTHERS, note=N_("Limits of border controls; addressed to Member States.")
        ),
        Paragraph(
            "Art. 11(7)", Treatment.OTHERS, note=N_("Limits of conditions; addressed to Member States.")
        ),
        Paragraph(
            "Art. 11(8)",
            Treatment.EXECUTED,
            (MORE_INFORMATION,),
            N_("A power of the Member State; the answer says that information may be asked for."),
        ),
        Paragraph("Art. 11(9)", Treatment.EXECUTED, (STATEMENT,)),
    ),
)
