"""Article 13: authorisations for brokering and technical assistance.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraph 4 and the content of the application read;
the rest from memory).
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821 import art06_brokering, art08_technical_assistance
from dualuse.law.eu_2021_821.art02_definitions import BROKERING, TECHNICAL_ASSISTANCE
from dualuse.law.language.provision import Article, Due, Duty, Effect, Paragraph, Treatment, Verification

BROKERING_REQUIREMENTS: Final = art06_brokering.ARTICLE.citations(Effect.AUTHORISATION_REQUIRED)
BROKERING_NOTIFICATIONS: Final = art06_brokering.ARTICLE.citations(Effect.NOTIFICATION_REQUIRED)
ASSISTANCE_REQUIREMENTS: Final = art08_technical_assistance.ARTICLE.citations(Effect.AUTHORISATION_REQUIRED)
ASSISTANCE_NOTIFICATIONS: Final = art08_technical_assistance.ARTICLE.citations(Effect.NOTIFICATION_REQUIRED)

APPLY_BROKERING: Final = Duty(
    citation="Art. 13(1)",
    text=N_("apply to {authority} for a brokering authorisation"),
    due=Due.BEFORE,
    verification=Verification.UNVERIFIED,
    when=BROKERING,
    after=BROKERING_REQUIREMENTS,
    unless_held=True,
)
APPLY_ASSISTANCE: Final = Duty(
    citation="Art. 13(1)",
    text=N_("apply to {authority} for an authorisation of technical assistance"),
    due=Due.BEFORE,
    verification=Verification.UNVERIFIED,
    when=TECHNICAL_ASSISTANCE,
    after=ASSISTANCE_REQUIREMENTS,
    unless_held=True,
)
BROKERING_CONTENT: Final = Duty(
    citation="Art. 13(3)",
    text=N_(
        "state a set quantity of specific items, where they are in the third country, the end user and its exact"
        " location, and the other parties"
    ),
    due=Due.BEFORE,
    verification=Verification.UNVERIFIED,
    when=BROKERING,
    after=BROKERING_REQUIREMENTS,
    unless_held=True,
)
ASSISTANCE_CONTENT: Final = Duty(
    citation="Art. 13(3)",
    text=N_("state the end user of the assistance and its exact location"),
    due=Due.BEFORE,
    verification=Verification.OFFICIAL,
    when=TECHNICAL_ASSISTANCE,
    after=ASSISTANCE_REQUIREMENTS,
    unless_held=True,
)

ARTICLE: Final = Article(
    "Art. 13",
    N_("Authorisations for brokering and technical assistance"),
    (
        Paragraph("Art. 13(1)", Treatment.EXECUTED, (APPLY_BROKERING, APPLY_ASSISTANCE)),
        Paragraph(
            "Art. 13(2)", Treatment.PLANNED, note=N_("What an authorisation must identify: licensing.")
        ),
        Paragraph("Art. 13(3)", Treatment.EXECUTED, (BROKERING_CONTENT, ASSISTANCE_CONTENT)),
        Paragraph(
            "Art. 13(4)", Treatment.PLANNED, note=N_("Processing time is national law: licensing (clocks).")
        ),
        Paragraph("Art. 13(5)", Treatment.PLANNED, note=N_("Forms of Annex III B: licensing.")),
    ),
)
