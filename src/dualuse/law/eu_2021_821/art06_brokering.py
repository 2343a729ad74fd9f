"""Article 6: brokering between third countries.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj. Paragraphs 3 and 4 are supported by a note on national
measures, the others are from memory: not compared with the official wording. Art. 6 speaks of the uses of Art. 4(1)
only, not of those of Art. 5.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import BETWEEN_THIRD_COUNTRIES
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.facts import decided, flag, only
from dualuse.law.eu_2021_821.suspicion import DECIDED_AS_REQUIRED, awareness, suspicion
from dualuse.law.germany.citations import BROKERING_AWARE
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

INFORMED: Final = Provision(
    citation="Art. 6(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=BETWEEN_THIRD_COUNTRIES & LISTED & uses("informed"),
    summary=N_("the authority has informed the broker that the listed item may serve a use of Art. 4(1)"),
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
)
AWARE: Final = Provision(
    citation="Art. 6(2)",
    effect=Effect.NOTIFICATION_REQUIRED,
    when=BETWEEN_THIRD_COUNTRIES
    & LISTED
    & uses("aware", only)
    & decided("Art. 6(2)", "none")
    & decided(BROKERING_AWARE, "none"),
    summary=N_(
        "the broker is aware of a use for weapons of mass destruction, a military end use under embargo, or illegally exported arms: it must notify the authority and wait"
    ),
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
)
DECIDED: Final = Provision(
    citation="Art. 6(2), decision",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=BETWEEN_THIRD_COUNTRIES & LISTED & decided("Art. 6(2)", "required"),
    summary=DECIDED_AS_REQUIRED,
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
    scope=decided("Art. 6(2)", "required"),
)
NON_LISTED: Final = Provision(
    citation="Art. 6(3)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=BETWEEN_THIRD_COUNTRIES & ~LISTED & uses("informed", within="art6_3"),
    summary=N_(
        "the Member State has extended the requirement to brokering of non-listed items for a use of Art. 4(1)"
    ),
    source=EUR_LEX,
    verification=Verification.SECONDARY,
)
NON_LISTED_AWARE: Final = awareness(
    "Art. 6(3)",
    BETWEEN_THIRD_COUNTRIES & ~LISTED,
    uses("aware", only, within="art6_3"),
    "art6_3",
    Verification.SECONDARY,
)
SUSPECTS: Final = suspicion(
    "Art. 6(4)",
    BETWEEN_THIRD_COUNTRIES,
    suspected=uses("suspects", only, within="art6_4")
    | ((~LISTED | flag("option.art6_4_aware")) & uses("aware", within="art6_4")),
    notifiable=uses("suspects", only, within="art6_4") | (~LISTED & uses("aware", within="art6_4")),
    name="art6_4",
    verification=Verification.SECONDARY,
    knowing_too=True,
)
NOTIFY: Final = Duty(
    citation="Art. 6(2)",
    text=N_("notify {authority} of the use you are aware of, and do not broker before it has decided"),
    due=Due.BEFORE,
    before_authority=True,
    verification=Verification.UNVERIFIED,
    after=("Art. 6(2)",),
)

ARTICLE: Final = Article(
    "Art. 6",
    N_("Brokering"),
    (
        Paragraph(
            "Art. 6(1)",
            Treatment.EXECUTED,
            (INFORMED,),
            N_(
                "That the items are in another third country than the destination is taken from the activity stated, unless"
                " the place where they are is stated and is the destination; a contradiction is warned of."
            ),
        ),
        Paragraph("Art. 6(2)", Treatment.EXECUTED, (AWARE, DECIDED, NOTIFY)),
        Paragraph(
            "Art. 6(3)",
            Treatment.EXECUTED,
            (NON_LISTED, *NON_LISTED_AWARE),
            N_(
                "Whether a Member State also wants notifications for non-listed items is national law, not executed."
            ),
        ),
        Paragraph(
            "Art. 6(4)",
            Treatment.EXECUTED,
            SUSPECTS,
            N_("Read as reaching listed and non-listed items, as the national law says."),
        ),
        Paragraph(
            "Art. 6(5)",
            Treatment.BY_A_PART,
            note=N_("Information on national measures: data in states/."),
        ),
    ),
)
