"""Article 12: the kinds of export authorisation, and what an exporter owes with them.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj. The substance of paragraphs 3, 4 and 6 was read in the
consolidated text, whose copy had lost the paragraph numbers: the numbers are from memory.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821 import (
    art03_listed_items,
    art04_catch_all,
    art05_cyber_surveillance,
    art09_national_lists,
    art10_other_national_lists,
    art11_intra_union,
)
from dualuse.law.eu_2021_821.art02_definitions import EXPORT
from dualuse.law.language.provision import (
    Actor,
    Article,
    Due,
    Duty,
    Effect,
    Paragraph,
    Treatment,
    Verification,
)

_ON_EXPORTS: Final = (
    art03_listed_items.ARTICLE,
    art04_catch_all.ARTICLE,
    art05_cyber_surveillance.ARTICLE,
    art09_national_lists.ARTICLE,
    art10_other_national_lists.ARTICLE,
)
EXPORT_REQUIREMENTS: Final = tuple(
    citation for article in _ON_EXPORTS for citation in article.citations(Effect.AUTHORISATION_REQUIRED)
)
"""The provisions that ask for an authorisation of an export."""
EXPORT_NOTIFICATIONS: Final = tuple(
    citation for article in _ON_EXPORTS for citation in article.citations(Effect.NOTIFICATION_REQUIRED)
)
"""The provisions that ask to notify the authority of an export."""

APPLY: Final = Duty(
    citation="Art. 12(2)",
    text=N_(
        "apply to {authority} for an individual or global authorisation, with end user, destination and end use"
    ),
    due=Due.BEFORE,
    verification=Verification.OFFICIAL,
    when=EXPORT,
    after=EXPORT_REQUIREMENTS,
    unless_held=True,
)
VALIDITY: Final = Duty(
    citation="Art. 12(3)",
    text=N_(
        "ask for the validity you need: up to two years, unless the authority decides otherwise; large projects up to four"
    ),
    due=Due.BEFORE,
    verification=Verification.SECONDARY,
    when=EXPORT,
    after=EXPORT_REQUIREMENTS,
    unless_held=True,
)
END_USE_STATEMENT: Final = Duty(
    citation="Art. 12(4)",
    text=N_(
        "obtain an end-use statement for the individual authorisation, unless the authority exempts the application"
    ),
    due=Due.BEFORE,
    verification=Verification.OFFICIAL,
    when=EXPORT,
    after=EXPORT_REQUIREMENTS,
    unless_held=True,
    by=Actor.END_USER,
)
COMPLIANCE_PROGRAMME: Final = Duty(
    citation="Art. 12(4)",
    text=N_(
        "for a global authorisation, have an internal compliance programme, unless the authority finds it unnecessary"
    ),
    due=Due.BEFORE,
    verification=Verification.OFFICIAL,
    when=EXPORT,
    after=EXPORT_REQUIREMENTS,
    unless_held=True,
    by=Actor.EXPORT_CONTROL,
    met_by="exporter.icp",
)
APPLY_TRANSFER: Final = Duty(
    citation="Art. 11(3)",
    text=N_("apply to {authority} for an authorisation of the transfer, in the Member State of departure"),
    due=Due.BEFORE,
    verification=Verification.OFFICIAL,
    after=art11_intra_union.ARTICLE.citations(Effect.AUTHORISATION_REQUIRED),
    unless_held=True,
)

ARTICLE: Final = Article(
    "Art. 12",
    N_("Export authorisations"),
    (
        Paragraph(
            "Art. 12(1)",
            Treatment.EXECUTED,
            note=N_(
                "The four kinds: individual, global, national general (not examined, named where known), Union general"
                " (Annex II, executed)."
            ),
        ),
        Paragraph("Art. 12(2)", Treatment.EXECUTED, (APPLY, APPLY_TRANSFER)),
        Paragraph("Art. 12(3)", Treatment.EXECUTED, (VALIDITY,)),
        Paragraph("Art. 12(4)", Treatment.EXECUTED, (END_USE_STATEMENT, COMPLIANCE_PROGRAMME)),
        Paragraph(
            "Art. 12(5)", Treatment.PLANNED, note=N_("Processing time is national law: licensing (clocks).")
        ),
        Paragraph(
            "Art. 12(6)",
            Treatment.PLANNED,
            note=N_(
                "Section I is kept from national general authorisations that an exporter states; those known are named, to be asked about, and none is executed."
            ),
        ),
        Paragraph(
            "Art. 12(7)",
            Treatment.PLANNED,
            note=N_(
                "The authority may forbid an exporter to use EU001 to EU008: the order belongs to licensing."
            ),
        ),
    ),
)
