"""Article 5: non-listed cyber-surveillance items and internal repression or serious violations.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (compared with the consolidated text of 15.11.2025).
There is no list of destinations and no embargo in this Article: it reaches every place outside the Union.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, LEAVES_UNION
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.eu_2021_821.facts import decided, flag, ground, only, option
from dualuse.law.eu_2021_821.suspicion import DECIDED_AS_REQUIRED, suspicion
from dualuse.law.germany.citations import INTERCEPTION_AWARE, SURVEILLANCE_AWARE
from dualuse.law.language.logic import Condition, InPlaces
from dualuse.law.language.provision import (
    EUR_LEX,
    Actor,
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
UNLISTED_CYBER_SURVEILLANCE: Final[Condition] = ~LISTED & flag("item.cyber_surveillance")

SURVEILLANCE_LEAVES: Final[Condition] = (
    EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE & ~ground("internal_repression", "informed")
)
"""Art. 5(2) asks for due diligence; where the authority has informed of a use (Art. 5(1)), it has looked itself."""
SURVEILLANCE_SUPPLIED: Final[Condition] = (
    ~EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE & ~ground("internal_repression", "informed")
)
"""Brokering, technical assistance and transit, of which Art. 5 says nothing: a rule of this program (docs/decisions/0026)."""
DILIGENCE_EVIDENCED: Final[Condition] = (
    (flag("parties.security_service") | ~InPlaces("destination", authorisation_places("EU001")))
    & decided("Art. 5(2)", "none")
    & decided(SURVEILLANCE_AWARE, "none")
    & decided(INTERCEPTION_AWARE, "none")
)
"""Where the release waits for evidence of due diligence: a rule of this program (docs/decisions/0026)."""

INFORMED: Final = Provision(
    citation="Art. 5(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE & ground("internal_repression", "informed"),
    summary=N_(
        "the authority has informed the exporter that the surveillance item may serve repression or serious violations"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
AWARE: Final = Provision(
    citation="Art. 5(2)",
    effect=Effect.NOTIFICATION_REQUIRED,
    when=EXPORT
    & LEAVES_UNION
    & UNLISTED_CYBER_SURVEILLANCE
    & only("internal_repression", "aware")
    & decided("Art. 5(2)", "none"),
    summary=N_(
        "due diligence made the exporter aware of a use for repression or serious violations: it must notify and wait"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
DECIDED: Final = Provision(
    citation="Art. 5(2), decision",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE & decided("Art. 5(2)", "required"),
    summary=DECIDED_AS_REQUIRED,
    source=EUR_LEX,
    verification=OFFICIAL,
    scope=decided("Art. 5(2)", "required"),
)
SUSPECTS: Final = suspicion(
    "Art. 5(3)",
    EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE,
    suspected=option("art5_3")
    & (
        only("internal_repression", "suspects")
        | (flag("option.art5_3_aware") & ground("internal_repression", "aware"))
    ),
    notifiable=only("internal_repression", "suspects") & option("art5_3"),
    name="art5_3",
    verification=OFFICIAL,
)
NOTIFY: Final = Duty(
    citation="Art. 5(2)",
    text=N_("notify {authority} of what due diligence found, and do not export before it has decided"),
    due=Due.BEFORE,
    before_authority=True,
    verification=OFFICIAL,
    after=("Art. 5(2)",),
)
DILIGENCE: Final = Duty(
    citation="Art. 5(2)",
    text=N_("carry out due diligence on end user and end use and keep its findings"),
    due=Due.BEFORE,
    before_authority=True,
    verification=OFFICIAL,
    when=EXPORT & LEAVES_UNION & UNLISTED_CYBER_SURVEILLANCE,
    by=Actor.EXPORT_CONTROL,
)

ARTICLE: Final = Article(
    "Art. 5",
    N_("Non-listed cyber-surveillance items"),
    (
        Paragraph("Art. 5(1)", Treatment.EXECUTED, (INFORMED,)),
        Paragraph(
            "Art. 5(2)",
            Treatment.EXECUTED,
            (AWARE, DECIDED, NOTIFY, DILIGENCE),
            N_(
                "How due diligence finds awareness is the work of a later room (diligence); here it is a stated fact."
                " That it was carried out is evidence: without it the release waits, where the end user is a security"
                " service or the destination is none of the close partner countries. Guidelines: Recommendation (EU) 2024/2659."
            ),
        ),
        Paragraph(
            "Art. 5(3)",
            Treatment.EXECUTED,
            SUSPECTS,
            N_("Whether a Member State has used the option is data in states/; unknown stays unknown."),
        ),
        Paragraph("Art. 5(4)", Treatment.PLANNED, note=N_("Information between authorities: licensing.")),
        Paragraph(
            "Art. 5(5)", Treatment.PLANNED, note=N_("Review within 30 working days: licensing (clocks).")
        ),
        Paragraph(
            "Art. 5(6)",
            Treatment.PLANNED,
            note=N_("Publication in the Official Journal, C series: none was known when this was written."),
        ),
        Paragraph(
            "Art. 5(7)", Treatment.OTHERS, note=N_("Yearly review by the Member States and the Commission.")
        ),
        Paragraph("Art. 5(8)", Treatment.PLANNED, note=N_("Denials of non-listed items: licensing.")),
        Paragraph("Art. 5(9)", Treatment.PLANNED, note=N_("Secure exchange between authorities: licensing.")),
        Paragraph("Art. 5(10)", Treatment.OTHERS, note=N_("Inclusion in international regimes.")),
        Paragraph(
            "Art. 5(11)", Treatment.OTHERS, note=N_("National measures under Regulation (EU) 2015/479.")
        ),
    ),
)
