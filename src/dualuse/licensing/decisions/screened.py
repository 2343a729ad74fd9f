"""What of the screening stands between a case and its decision: nobody gets anything who was not compared with whole and current lists, or was met and not
spoken of; a refusal waits for none of it.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import MissingSourceError
from dualuse.licensing.cases.evidence import SCREENING, counting
from dualuse.licensing.cases.models import Case
from dualuse.licensing.decisions.examining import current_version
from dualuse.licensing.decisions.hits import open_hits
from dualuse.licensing.decisions.screening import (
    lists_in_use,
    lists_too_old,
    says_the_same,
    screen_parties,
)

_DAMAGED: Final = N_(
    "a sanctions list of the service cannot be read, so nobody is clear by it; its administrator mends it: dualuse lists status"
)
_NONE: Final = N_(
    "no sanctions list is installed at the service, so nobody was screened; its administrator installs them: dualuse lists"
)
_OLD: Final = N_(
    "these sanctions lists are older than they may be, or of unknown age, so nobody is clear by them; the service's administrator fetches them anew (dualuse lists sync), and"
    " check_denials compares again: {lists}"
)
_PARTIAL: Final = N_(
    "of these sanctions lists not all entries are there, so nobody is clear by them; the service's administrator looks at them: {lists}"
)
_UNSCREENED: Final = N_("these could not be compared with the sanctions lists: {parties}")


def why_not_screened(case: Case) -> Message | None:
    """Why something may not be granted: somebody was not compared with whole and current lists."""
    newest = counting(case, SCREENING).first()
    if newest is None:
        return (
            None  # who was never compared is missed with the look at denials, and what changed since as stale
        )
    try:
        old = lists_too_old()
    except MissingSourceError:
        return Message("lists_damaged", _DAMAGED)
    if newest.result.get("damaged"):
        return Message("lists_damaged", _DAMAGED)
    if not newest.editions:
        return Message("no_lists", _NONE)
    if old:
        return Message("lists_too_old", _OLD, {"lists": ", ".join(old)})
    if partial := newest.result.get("partial"):
        return Message("lists_partial", _PARTIAL, {"lists": ", ".join(partial)})
    if parties := newest.result["not_screened"]:
        return Message("unscreened", _UNSCREENED, {"parties": ", ".join(parties)})
    return None


def why_hits_open(case: Case) -> Message | None:
    """Why nobody may be let go ahead: somebody was met on a list, and no officer has concluded of that."""
    if not (hits := open_hits(case)):
        return None
    text = N_(
        "somebody was met on the sanctions lists, and nobody has concluded what of it (assess, with the hit in hits: a conclusion, somebody_else or may_be_granted, and why in words): {hits}"
    )
    return Message("hits_open", text, {"hits": ", ".join(hits)})


def why_screening_stale(case: Case) -> Message | None:
    """Why the screening does not hold any more: the lists say something else of the parties; other editions that say the same change nothing.

    A list that cannot be read says nothing else: by :func:`why_not_screened` nothing is granted then.
    """
    newest = counting(case, SCREENING).first()
    if newest is None:
        text = N_(
            "what the case states has changed since the parties were compared with the sanctions lists: check_denials does it again"
        )
        return Message("stale_parties", text)
    try:
        if newest.editions == lists_in_use():
            return None
    except MissingSourceError:
        return None
    result = screen_parties(current_version(case)).result
    if result["damaged"] or says_the_same(newest, result):
        return None
    return Message(
        "stale_lists", N_("the sanctions lists say something else of the parties since they were screened")
    )
