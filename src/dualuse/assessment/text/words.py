"""The words of a determination: for outcomes, releases, whom to ask, how well the law is known."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, fill, translate
from dualuse.schema.words import EFFECT_WORDS

RELEASE_WORDS: Final[dict[str, str]] = {
    "go": N_("GO: you may proceed"),
    "stop": N_("STOP: do not proceed now"),
    "ask": N_("ASK FIRST: do not proceed before the open points are settled"),
}
VERDICT_WORDS: Final[dict[str, str]] = {"go": N_("GO"), "stop": N_("STOP"), "ask": N_("ASK FIRST")}
GO_WITH_DUTIES: Final = N_("GO, once the duties under “What to do” are met")
VERIFICATION: Final[dict[str, str]] = {
    "official": N_("compared with the official text"),
    "secondary": N_("rests on secondary sources"),
    "unverified": N_("rests on law that is not verified"),
}
CODE_VERIFICATION: Final[dict[str, str]] = {
    "official": N_("compared with the tariff"),
    "secondary": N_("from secondary sources; ask customs"),
    "unverified": N_("not verified; ask customs"),
}
POLICY_WORDS: Final[dict[str, str]] = {
    "contract default": N_("default where nothing is stated"),
    "configuration": N_("settings"),
}
SHORT_REASONS: Final[dict[str, str]] = {
    "destination": N_("not for this destination"),
    "items.entries": N_("not for this item"),
}

MISSING_HEADING: Final = N_("Missing, what settles most first")
WAITS_FOR_A_PLACE: Final = N_("whether destination, purchaser or a party lies where it applies is not known")
"""The one reason that is told of the rules of a measure while the places are open: nothing else is asked of other places."""


def range_words(low: str, high: str, language: str = "en") -> str:
    """A range of effects in words."""
    if low == high:
        return translate(EFFECT_WORDS[low], language)
    return fill(
        N_("not settled, between “{low}” and “{high}”"),
        language,
        low=translate(EFFECT_WORDS[low], language),
        high=translate(EFFECT_WORDS[high], language),
    )
