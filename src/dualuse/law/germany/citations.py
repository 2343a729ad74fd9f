"""The paragraphs of the AWV that ask for something, named where other Articles speak of them, too.

It imports nothing of the law, so that facts and Articles can.
"""

from __future__ import annotations

from typing import Final

EXPORT_INFORMED: Final = "§ 9(1) AWV"
EXPORT_AWARE: Final = "§ 9(2) AWV"
TRANSFER_INFORMED: Final = "§ 11(3) AWV"
TRANSFER_AWARE: Final = "§ 11(4) AWV"
BROKERING_INFORMED: Final = "§ 47(2) AWV"
BROKERING_AWARE: Final = "§ 47(3) AWV"
WEAPONS_INFORMED: Final = "§ 49(1) AWV"
WEAPONS_AWARE: Final = "§ 49(2) AWV"
MILITARY_INFORMED: Final = "§ 50(1) AWV"
MILITARY_AWARE: Final = "§ 50(2) AWV"
AT_HOME_WEAPONS_INFORMED: Final = "§ 51(1) AWV"
AT_HOME_MILITARY_INFORMED: Final = "§ 51(2) AWV"
AT_HOME_AWARE: Final = "§ 51(3) AWV"
NUCLEAR_INFORMED: Final = "§ 52(1) AWV"
NUCLEAR_AWARE: Final = "§ 52(2) AWV"
SURVEILLANCE_INFORMED: Final = "§ 52a(1) AWV"
SURVEILLANCE_AWARE: Final = "§ 52a(2) AWV"
INTERCEPTION_INFORMED: Final = "§ 52b(1) AWV"
INTERCEPTION_AWARE: Final = "§ 52b(2) AWV"

ASSISTANCE: Final = (
    WEAPONS_INFORMED,
    WEAPONS_AWARE,
    MILITARY_INFORMED,
    MILITARY_AWARE,
    AT_HOME_WEAPONS_INFORMED,
    AT_HOME_MILITARY_INFORMED,
    AT_HOME_AWARE,
    NUCLEAR_INFORMED,
    NUCLEAR_AWARE,
    SURVEILLANCE_INFORMED,
    SURVEILLANCE_AWARE,
    INTERCEPTION_INFORMED,
    INTERCEPTION_AWARE,
)
"""What § 53 exempts from."""

NOTIFIED: Final = (
    EXPORT_AWARE,
    TRANSFER_AWARE,
    BROKERING_AWARE,
    WEAPONS_AWARE,
    MILITARY_AWARE,
    AT_HOME_AWARE,
    NUCLEAR_AWARE,
    SURVEILLANCE_AWARE,
    INTERCEPTION_AWARE,
)
"""Paragraphs under which who is aware must notify, and BAFA decides."""


def decision(citation: str) -> str:
    """The citation of what BAFA has decided on a notification: ``§ 9(2) AWV, decision``."""
    return f"{citation}, decision"


REQUIREMENTS: Final = (
    EXPORT_INFORMED,
    TRANSFER_INFORMED,
    BROKERING_INFORMED,
    *(citation for citation in ASSISTANCE if citation not in NOTIFIED),
    *map(decision, NOTIFIED),
)
"""What asks for an authorisation."""


def is_german(citation: str) -> bool:
    """Whether a citation is of the AWV: ``§ 9(2) AWV``, ``§ 9(2) AWV, decision``."""
    return citation.startswith("§ ")
