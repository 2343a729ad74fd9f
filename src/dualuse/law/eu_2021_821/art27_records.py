"""Article 27: records.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraph 1 and the five years of paragraph 3 read;
the rest from memory). National law may ask for longer: data in ``law/states/``.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import (
    BROKERING,
    EXPORT,
    TECHNICAL_ASSISTANCE,
    WITHIN_UNION,
)
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art12_authorisations import EXPORT_NOTIFICATIONS, EXPORT_REQUIREMENTS
from dualuse.law.eu_2021_821.art13_services import (
    ASSISTANCE_NOTIFICATIONS,
    ASSISTANCE_REQUIREMENTS,
    BROKERING_NOTIFICATIONS,
    BROKERING_REQUIREMENTS,
)
from dualuse.law.germany import citations as german
from dualuse.law.language.provision import (
    AFTER_RELIEF,
    Article,
    Due,
    Duty,
    Paragraph,
    Treatment,
    Verification,
)

KEEP_EXPORT: Final = Duty(
    citation="Art. 27(3)",
    text=N_(
        "keep records: description, quantity, exporter and consignee, and where known end use and end user"
    ),
    due=Due.END_OF_YEAR_PLUS,
    verification=Verification.OFFICIAL,
    amount=5,
    when=EXPORT,
    after=(
        *EXPORT_REQUIREMENTS,
        *EXPORT_NOTIFICATIONS,
        german.EXPORT_INFORMED,
        german.EXPORT_AWARE,
        german.decision(german.EXPORT_AWARE),
        AFTER_RELIEF,
    ),
)
KEEP_SERVICES: Final = Duty(
    citation="Art. 27(3)",
    text=N_("keep records: description of the items, period, destination and countries concerned"),
    due=Due.END_OF_YEAR_PLUS,
    verification=Verification.OFFICIAL,
    amount=5,
    when=BROKERING | TECHNICAL_ASSISTANCE,
    after=(
        *BROKERING_REQUIREMENTS,
        *ASSISTANCE_REQUIREMENTS,
        *BROKERING_NOTIFICATIONS,
        *ASSISTANCE_NOTIFICATIONS,
        german.BROKERING_INFORMED,
        german.BROKERING_AWARE,
        german.decision(german.BROKERING_AWARE),
        *german.ASSISTANCE,
        *(german.decision(citation) for citation in german.ASSISTANCE if citation in german.NOTIFIED),
        AFTER_RELIEF,
    ),
)
KEEPING_RECORDS: Final = (KEEP_EXPORT, KEEP_SERVICES)
"""Art. 27(3): the records for whose years national law may ask for more."""

KEEP_TRANSFER: Final = Duty(
    citation="Art. 27(4)",
    text=N_("keep the documents of this transfer of a listed item"),
    due=Due.END_OF_YEAR_PLUS,
    verification=Verification.SECONDARY,
    amount=3,
    when=WITHIN_UNION & LISTED,
)

ARTICLE: Final = Article(
    "Art. 27",
    N_("Records"),
    (
        Paragraph(
            "Art. 27(1)",
            Treatment.EXECUTED,
            note=N_("What the records hold: text of the duty in paragraph 3."),
        ),
        Paragraph(
            "Art. 27(2)",
            Treatment.EXECUTED,
            note=N_("What the records hold: text of the duty in paragraph 3."),
        ),
        Paragraph("Art. 27(3)", Treatment.EXECUTED, KEEPING_RECORDS),
        Paragraph("Art. 27(4)", Treatment.EXECUTED, (KEEP_TRANSFER,)),
    ),
)
