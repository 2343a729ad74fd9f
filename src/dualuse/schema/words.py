"""The words of the contract that every room writes alike: effects, and whom to ask."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_

EFFECT_WORDS: Final[dict[str, str]] = {
    "not_controlled": N_("no authorisation is required"),
    "general_authorisation": N_("a general authorisation may be used"),
    "notification_required": N_("the authority must be notified first"),
    "authorisation_required": N_("an authorisation is required"),
    "prohibited": N_("it is prohibited"),
    "undetermined": N_("not settled yet"),
}
ASKED_OF: Final[dict[str, str]] = {
    "exporter": N_("your own people"),
    "end_user": N_("the end user"),
    "authority": N_("the authority"),
    "lawyer": N_("a classifier or lawyer"),
}
