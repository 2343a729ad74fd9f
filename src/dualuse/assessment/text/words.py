"""The words of a determination: for outcomes, releases, whom to ask, how well the law is known."""

from __future__ import annotations

import re
from typing import Final

from dualuse.i18n import N_, fill, translate
from dualuse.i18n.statuses import EFFECT

GO_ASSUMED_WITH_DUTIES: Final = N_("GO, on what is assumed, once the duties under “What to do” are met")
POLICY_WORDS: Final[dict[str, str]] = {
    "contract default": N_("default where nothing is stated"),
    "configuration": N_("settings"),
}
SHORT_REASONS: Final[dict[str, str]] = {
    "destination": N_("not for this destination"),
    "items.entries": N_("not for this item"),
}

SCREEN_THE_PARTIES: Final = N_("have the parties screened against the sanctions lists")
SCREEN_WHO_WAS_NOT: Final = N_(
    "name who was not screened, and have them screened against the sanctions lists"
)
"""Where others were."""
DO_NOT_PROCEED: Final = N_("do not proceed: sell, deliver and provide nothing ({citations})")
DO_NOT_PROCEED_AND_HOLD: Final = N_(
    "do not proceed: sell, deliver and provide nothing, pay and accept no money; hold the goods and the funds ({citations})"
)
ONLY_BY_EXCEPTION: Final = N_(
    "only if an exception or a derogation may fit: ask the authority competent for it, and move nothing before it has decided"
    " ({citations})"
)
AT_ONCE: Final = N_("at once")
LAW_UP_TO_DATE: Final = N_(
    "see whether the law has changed since {day}, and state who accepts its age (--accept-law-age, --person)"
)
RESTS_ON: Final[dict[str, str]] = {
    "secondary": N_("Rests in part on law that is known from secondary sources: --full."),
    "unverified": N_("Rests in part on law that is not verified: --full."),
}
"""By the weakest verification that an answer rests on; nothing where all of it was compared with the official text."""
BEFORE_YOU_PROCEED: Final = N_("before you proceed")
WITH_DECLARATION: Final = N_("with the customs declaration")
AT_ALL_TIMES: Final = N_("at all times")
BY_DAY: Final = N_("by {day}")
UNTIL_DAY: Final = N_("until {day}")
IF_USED: Final = N_("if {id} is used")
IF_USED_FIRST: Final = N_("if {id} is used, ")
"""Before what then is to be done; the other stands behind it."""
GENERAL_AUTHORISATIONS: Final = N_("Union general export authorisations")
NATIONAL_GENERAL: Final = N_("National general authorisations that may fit, not examined")
MISSING_HEADING: Final = N_("Missing, what settles most first")
WAITS_FOR_A_PLACE: Final = N_("whether destination, purchaser or a party lies where it applies is not known")
"""The one reason that is told of the rules of a measure while the places are open: nothing else is asked of other places."""


def without_full(sentence: str) -> str:
    """A sentence of a page without the option that a terminal says more by."""
    return re.sub(r"\s*:\s*--full", "", sentence)


def range_words(low: str, high: str, language: str = "en") -> str:
    """A range of effects in words."""
    if low == high:
        return translate(EFFECT.long[low], language)
    return fill(
        N_("not settled, between “{low}” and “{high}”"),
        language,
        low=translate(EFFECT.long[low], language),
        high=translate(EFFECT.long[high], language),
    )
