"""The AWV as one Article: what is executed of it, what stands in Articles of the Regulation, what is left out.

Text: Außenwirtschaftsverordnung as of August 2026, read in full in a mirror of the federal text.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.germany import assistance, brokering, export_and_transfer, surveillance_assistance
from dualuse.law.germany.citations import REQUIREMENTS
from dualuse.law.germany.conditions import READ, SOURCE
from dualuse.law.language.provision import Article, Due, Duty, Paragraph, Treatment

APPLY: Final = Duty(
    citation="§ 1(1) AWV",
    text=N_("apply to BAFA for the authorisation under German law"),
    due=Due.BEFORE,
    verification=READ,
    after=REQUIREMENTS,
    unless_held=True,
    source=SOURCE,
)

ARTICLE: Final = Article(
    "AWV",
    N_("Germany: ordinance on foreign trade"),
    (
        Paragraph("§ 1(1) AWV", Treatment.EXECUTED, (APPLY,)),
        Paragraph(
            "§ 7a AWV",
            Treatment.EXECUTED,
            note=N_("Northern Ireland counts as in the Union: as in every Article here."),
        ),
        *export_and_transfer.PARAGRAPHS,
        Paragraph(
            "§ 44 AWV",
            Treatment.OTHERS,
            note=N_("Customs may hold goods in transit until BAFA decides: a power of customs."),
        ),
        Paragraph(
            "§ 47(1) AWV",
            Treatment.OTHERS,
            note=N_("Weapons of war, with § 46: military goods are another law and not examined."),
        ),
        *brokering.PARAGRAPHS,
        *assistance.PARAGRAPHS,
        *surveillance_assistance.PARAGRAPHS,
    ),
)
