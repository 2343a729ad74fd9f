"""Article 4: non-listed items for weapons of mass destruction, military end use or illegally exported arms.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (compared with the consolidated text of 15.11.2025).
Three levels of knowledge have three consequences: informed by the authority → authorisation (1); aware → notify and
wait (2); grounds for suspicion → authorisation where the Member State has said so (3).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EMBARGOED, EXPORT, LEAVES_UNION
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.facts import decided, flag, ground, only, option_for
from dualuse.law.eu_2021_821.suspicion import DECIDED_AS_REQUIRED, suspicion
from dualuse.law.language.logic import Condition, every
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

OFFICIAL: Final = Verification.OFFICIAL


def uses(
    level: str, knowledge: Callable[[str, str], Condition] = ground, within: str | None = None
) -> Condition:
    """Knowledge of a use named in Art. 4(1), points (a), (b) and (c), at ``level``.

    ``knowledge`` is :func:`ground` for "at least" and :func:`only` for "exactly". Point (b) counts only while the
    purchasing country or the country of destination is under an arms embargo. ``within`` names an option of the
    Member State: then each use counts only where national law reaches it.
    """

    def reached(use: str, *further: Condition) -> Condition:
        options = (option_for(within, use),) if within else ()
        return every(knowledge(use, level), *further, *options)

    return reached("wmd") | reached("military_end_use", EMBARGOED) | reached("illicit_military_parts")


INFORMED: Final = Provision(
    citation="Art. 4(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & ~LISTED & uses("informed"),
    summary=N_(
        "the authority has informed the exporter of a use for weapons of mass destruction, a military end use under embargo, or illegally exported arms"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
AWARE: Final = Provision(
    citation="Art. 4(2)",
    effect=Effect.NOTIFICATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & ~LISTED & uses("aware", only) & decided("Art. 4(2)", "none"),
    summary=N_(
        "the exporter is aware of a use for weapons of mass destruction, a military end use under embargo, or illegally exported arms: it must notify the authority and wait"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
DECIDED: Final = Provision(
    citation="Art. 4(2), decision",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & ~LISTED & decided("Art. 4(2)", "required"),
    summary=DECIDED_AS_REQUIRED,
    source=EUR_LEX,
    verification=OFFICIAL,
    scope=decided("Art. 4(2)", "required"),
)
SUSPECTS: Final = suspicion(
    "Art. 4(3)",
    EXPORT & LEAVES_UNION & ~LISTED,
    suspected=uses("suspects", only, within="art4_3")
    | (flag("option.art4_3_aware") & uses("aware", within="art4_3")),
    notifiable=uses("suspects", only, within="art4_3"),
    name="art4_3",
    verification=OFFICIAL,
)
NOTIFY: Final = Duty(
    citation="Art. 4(2)",
    text=N_("notify {authority} of the use you are aware of, and do not export before it has decided"),
    due=Due.BEFORE,
    before_authority=True,
    verification=OFFICIAL,
    after=("Art. 4(2)",),
)

ARTICLE: Final = Article(
    "Art. 4",
    N_("Non-listed items: weapons of mass destruction, military end use, illegally exported arms"),
    (
        Paragraph(
            "Art. 4(1)",
            Treatment.EXECUTED,
            (INFORMED,),
            N_(
                "Points (a), (b) and (c) are one provision each in knowledge, one in effect. Whether an end use is"
                " military in the sense of (b)(i) to (iii) stays a question to a person."
            ),
        ),
        Paragraph(
            "Art. 4(2)",
            Treatment.EXECUTED,
            (AWARE, DECIDED, NOTIFY),
            N_(
                "The decision of the authority comes in as a fact (authority_decisions) and binds whatever is known."
            ),
        ),
        Paragraph(
            "Art. 4(3)",
            Treatment.EXECUTED,
            SUSPECTS,
            N_("Whether a Member State has used the option is data in states/; unknown stays unknown."),
        ),
        Paragraph("Art. 4(4)", Treatment.PLANNED, note=N_("Information between authorities: licensing.")),
        Paragraph("Art. 4(5)", Treatment.PLANNED, note=N_("Information between authorities: licensing.")),
        Paragraph("Art. 4(6)", Treatment.PLANNED, note=N_("Denials of non-listed items: licensing.")),
        Paragraph("Art. 4(7)", Treatment.PLANNED, note=N_("Secure exchange between authorities: licensing.")),
        Paragraph(
            "Art. 4(8)", Treatment.OTHERS, note=N_("National measures under Regulation (EU) 2015/479.")
        ),
    ),
)
