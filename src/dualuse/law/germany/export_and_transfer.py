"""§§ 8, 9 and 11 AWV: exports, and transfers to another Member State, of non-listed items for nuclear installations.

The national list (§ 8(1) no 2), its value limit (§ 8(3)) and its transfers (§ 11(2)) are Germany's use of Arts 9(1) and
11(2) of the Regulation: they are executed there, with the data of ``law/states/DE.toml``.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EXPORT, INTRA_UNION_TRANSFER
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.facts import circumstance, flag, ground, only
from dualuse.law.germany.citations import (
    EXPORT_AWARE,
    EXPORT_INFORMED,
    TRANSFER_AWARE,
    TRANSFER_INFORMED,
)
from dualuse.law.germany.conditions import GERMAN_LAW, TO_NUCLEAR_DESTINATION
from dualuse.law.germany.facts import NUCLEAR_LIMIT
from dualuse.law.germany.rules import AlsoDecided, aware, exempt, informed
from dualuse.law.language.logic import Condition
from dualuse.law.language.provision import Paragraph, Treatment

_UNLISTED: Final[Condition] = ~LISTED & ~flag("item.national_own")
_EXPORT: Final[Condition] = EXPORT & GERMAN_LAW & TO_NUCLEAR_DESTINATION
_TRANSFER: Final[Condition] = INTRA_UNION_TRANSFER & GERMAN_LAW & TO_NUCLEAR_DESTINATION
_NUCLEAR: Final = "nuclear_facility"

_WITHIN_LIMIT: Final = N_("goods for no more than 5 000 euro in the contract are free")
_STEPS_BACK: Final = N_(
    "Behind Arts 4 and 10 the paragraph steps back: where the exporter is aware of a use of Art. 4(1)(a), too, what BAFA has"
    " decided under Art. 4(2), it has decided here. It is not silenced otherwise, by a decision on another use neither, so that what"
    " is not known of another use makes nothing milder."
)

EXPORTS: Final = (
    informed(
        EXPORT_INFORMED,
        _EXPORT & _UNLISTED & ground(_NUCLEAR, "informed"),
        _EXPORT,
        N_(
            "BAFA has informed the exporter that the non-listed item may serve a nuclear installation in one of nine countries"
        ),
    ),
)
EXPORTS_AWARE: Final = aware(
    EXPORT_AWARE,
    _EXPORT & _UNLISTED & only(_NUCLEAR, "aware"),
    _EXPORT,
    N_(
        "the exporter is aware that the non-listed item is for a nuclear installation in one of nine countries: it must notify"
        " BAFA and wait"
    ),
    activity=EXPORT,
    notify=N_("notify BAFA of the nuclear use you are aware of, and do not export before it has decided"),
    also_decided=AlsoDecided("Art. 4(2)", ground("wmd", "aware")),
)
TRANSFERS: Final = (
    informed(
        TRANSFER_INFORMED,
        _TRANSFER & _UNLISTED & ground(_NUCLEAR, "informed"),
        _TRANSFER,
        N_(
            "BAFA has informed who transfers the non-listed item that it may go on to a nuclear installation in one of nine countries"
        ),
    ),
)
TRANSFERS_AWARE: Final = aware(
    TRANSFER_AWARE,
    _TRANSFER & _UNLISTED & only(_NUCLEAR, "aware"),
    _TRANSFER,
    N_(
        "who transfers the non-listed item is aware that it goes on to a nuclear installation in one of nine countries: BAFA"
        " must be notified and decide"
    ),
    activity=INTRA_UNION_TRANSFER,
    notify=N_("notify BAFA of the nuclear use you are aware of, and do not transfer before it has decided"),
)

PARAGRAPHS: Final = (
    Paragraph(
        "§ 8(1) AWV",
        Treatment.EXECUTED,
        note=N_(
            "No 2, the national dual-use entries: Art. 9(1), with the entries in states/. No 1, military goods, is another law"
            " and not examined."
        ),
    ),
    Paragraph(
        "§ 8(3) AWV",
        Treatment.EXECUTED,
        note=N_(
            "Art. 9(1), national value limit: goods up to 5 000 euro per contract, never software or technology."
        ),
    ),
    Paragraph("§ 9(1) AWV", Treatment.EXECUTED, EXPORTS),
    Paragraph("§ 9(2) AWV", Treatment.EXECUTED, EXPORTS_AWARE, _STEPS_BACK),
    Paragraph(
        "§ 9(3) AWV",
        Treatment.EXECUTED,
        (
            exempt(
                "§ 9(3) no 2 AWV",
                (EXPORT_INFORMED, EXPORT_AWARE),
                flag(NUCLEAR_LIMIT),
                _WITHIN_LIMIT,
            ),
        ),
        N_("No 2. Of no 1 see paragraph 2."),
    ),
    Paragraph(
        "§ 9(4) AWV",
        Treatment.EXECUTED,
        note=N_(
            "Art. 5(2) is applied to awareness however it was gained, so that nothing remains to be added here."
        ),
    ),
    Paragraph(
        "§ 11(2) AWV",
        Treatment.EXECUTED,
        note=N_("Art. 11(2), for items of the national list, whose direct export is judged first."),
    ),
    Paragraph("§ 11(3) AWV", Treatment.EXECUTED, TRANSFERS),
    Paragraph("§ 11(4) AWV", Treatment.EXECUTED, TRANSFERS_AWARE),
    Paragraph(
        "§ 11(5) AWV",
        Treatment.EXECUTED,
        (
            exempt(
                "§ 11(5) no 2 AWV",
                (TRANSFER_INFORMED, TRANSFER_AWARE),
                circumstance("processed_in_member_state"),
                N_("what is processed or worked in the receiving Member State is free"),
            ),
            exempt(
                "§ 11(5) no 3 AWV",
                (TRANSFER_INFORMED, TRANSFER_AWARE),
                flag(NUCLEAR_LIMIT),
                _WITHIN_LIMIT,
            ),
        ),
        N_(
            "For paragraph 2 see Art. 11(2). No 1, a general authorisation for the export: none is known for the uses of § 9."
        ),
    ),
)
