"""The words of a determination: for outcomes, releases, whom to ask, how well the law is known."""

from __future__ import annotations

from typing import Final

from dualuse.wording import N_, translate

EFFECT_WORDS: Final[dict[str, str]] = {
    "not_controlled": N_("no authorisation is required"),
    "general_authorisation": N_("a general authorisation may be used"),
    "notification_required": N_("the authority must be notified first"),
    "authorisation_required": N_("an authorisation is required"),
    "prohibited": N_("it is prohibited"),
    "undetermined": N_("not settled yet"),
}
RELEASE_WORDS: Final[dict[str, str]] = {
    "go": N_("GO: you may proceed"),
    "stop": N_("STOP: do not proceed now"),
    "ask": N_("ASK FIRST: do not proceed before the open points are settled"),
}
ASKED_OF: Final[dict[str, str]] = {
    "exporter": N_("your own people"),
    "end_user": N_("the end user"),
    "authority": N_("the authority"),
    "lawyer": N_("a classifier or lawyer"),
}
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
POLICY_WORDS: Final[dict[str, str]] = {"contract default": N_("default where nothing is stated")}
SHORT_REASONS: Final[dict[str, str]] = {
    "destination": N_("not for this destination"),
    "items.entries": N_("not for this item"),
}


def range_words(low: str, high: str, language: str = "en") -> str:
    """A range of effects in words."""
    if low == high:
        return translate(EFFECT_WORDS[low], language)
    return translate(N_("not settled, between “{low}” and “{high}”"), language).format(
        low=translate(EFFECT_WORDS[low], language), high=translate(EFFECT_WORDS[high], language)
    )
